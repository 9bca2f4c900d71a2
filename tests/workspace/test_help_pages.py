"""Every command says what it does: `negotiate --help` and the help of each command are printed."""

import argparse

import pytest

from negotiate.cli import build_parser, main


def _parsers(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """`parser` and every command below it, an alias once."""
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in {id(one): one for one in action.choices.values()}.values():
                found += _parsers(below)
    return found


@pytest.mark.parametrize("parser", _parsers(build_parser()), ids=lambda parser: str(parser.prog))
def test_the_help_of_a_command_is_printed(parser: argparse.ArgumentParser) -> None:
    text = parser.format_help()
    assert "usage:" in text
    assert not text.rstrip().endswith("%")
    assert "%%" not in text


@pytest.mark.parametrize(
    "words", [("schedule", "--help"), ("schedule", "raise", "--help"), ("cost", "--help")]
)
def test_a_command_of_two_words_is_helped_by_its_first(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 0
    assert "invalid choice" not in capsys.readouterr().err
