"""Assent by key: a statement of what is agreed, signed and checked with ``ssh-keygen -Y``.

A signature proves that whoever holds the key signed this very statement. It is no legal e-signature.
"""

import subprocess
import tempfile
from pathlib import Path

from negotiate.common.errors import BadInput, Refused, WorkspaceFault

NAMESPACE = "negotiate-tentative-agreement"
_WHO = "signatory"


def sign(statement: str, key: Path) -> str:
    """The signature (armoured) of ``statement`` with the private key in ``key``."""
    if not key.is_file():
        raise BadInput("there is no such key file", where=str(key), do="give --key FILE")
    done = _run(["-Y", "sign", "-f", str(key.absolute()), "-n", NAMESPACE], statement)
    if done.returncode:
        raise BadInput(f"the key cannot sign: {_said(done)}", where=str(key))
    return done.stdout.decode("ascii", "replace")


def plain_key(line: str) -> str:
    """``type base64`` of a public key's line; BadInput where it is none."""
    parts = line.split()
    if len(parts) < 2 or not parts[0].startswith(("ssh-", "ecdsa-", "sk-")):
        raise BadInput("this is no public key", do="give a line such as `ssh-ed25519 AAAA…`")
    return " ".join(parts[:2])


def holds(statement: str, key: str, signature: str) -> bool:
    """Whether ``signature`` is of exactly this statement, by the holder of the public key ``key``."""
    with tempfile.TemporaryDirectory(prefix="negotiate-") as folder:
        allowed, proof = Path(folder) / "allowed", Path(folder) / "proof"
        allowed.write_text(f'{_WHO} namespaces="{NAMESPACE}" {plain_key(key)}\n', "utf-8")
        proof.write_text(signature, "utf-8")
        words = ["-Y", "verify", "-f", str(allowed), "-I", _WHO, "-n", NAMESPACE, "-s", str(proof)]
        return _run(words, statement).returncode == 0


def check(statement: str, key: str, signature: str) -> None:
    """Refuses a signature that is not of this statement by this key."""
    if not holds(statement, key, signature):
        raise Refused(
            "the signature is not of this statement by the key that the settings name",
            do="sign what `negotiate ta ITEM --statement` prints, with that key",
        )


def _run(words: list[str], statement: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            ["ssh-keygen", *words], input=statement.encode(), capture_output=True, check=False, timeout=120
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise WorkspaceFault("ssh-keygen cannot be used", do="install OpenSSH 8.0 or newer") from fault


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"exit {done.returncode}"
