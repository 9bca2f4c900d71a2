"""The words of the screens in a browser."""

from argparse import ArgumentTypeError

from negotiate.commands.words.adding import Commands


def add_to(commands: Commands) -> None:
    """Each with its words."""
    words = "the screens in a web browser, on this machine only"
    serve = commands.add_parser("serve", help=words, description=words)
    serve.set_defaults(run="serving:serve")
    serve.add_argument(
        "--port", type=_port, default=0, metavar="N", help="listen there (default: any port that is free)"
    )
    serve.add_argument("--no-open", action="store_true", help="print the address, open no browser")


def _port(said: str) -> int:
    if not (said.isascii() and said.isdecimal() and len(said) < 6 and 0 < int(said) < 65536):
        raise ArgumentTypeError(f"{said!r} is no port: a whole number from 1 to 65535")
    return int(said)
