"""Pins every dependency with its hashes; the addresses of indexes stay out of the files."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BUILD = "hatchling>=1.26,<2\n"
_FILES = (
    ("requirements.lock", (), _BUILD),
    ("requirements-test.lock", ("--extra", "test"), _BUILD),
    ("requirements-bench.lock", ("--extra", "test", "--extra", "bench"), _BUILD),
)


def main() -> int:
    """Writes the three lock files; 0 when all could be resolved."""
    build = ROOT / "build.in"
    for name, extras, more in _FILES:
        build.write_text(more, encoding="utf-8")
        try:
            subprocess.run(
                [
                    sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes",
                    "--strip-extras", "--allow-unsafe", "--no-emit-index-url", "--no-emit-trusted-host",
                    "--no-emit-find-links", "--no-header", "--no-annotate", *extras, "-o", name,
                    "pyproject.toml", build.name,
                ],
                cwd=ROOT,
                check=True,
            )  # fmt: skip
        finally:
            build.unlink(missing_ok=True)
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        address = re.compile(r"\s*(?:--(?:index|extra|find|trusted)|#)")
        kept = [line for line in text.splitlines() if not address.match(line)]
        path.write_text("\n".join(kept).strip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
