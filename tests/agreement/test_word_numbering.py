"""Automatic numbering: the labels a reader of the Word file sees, by hand and by LibreOffice."""

import random

import pytest
from office import converted
from word_files import abstract, docx, level, num, p, restart, style

from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.word.numerals import numeral
from negotiate.agreement.reading.word.reader import read_word

_OUTLINE = abstract(
    0,
    level(0, "upperRoman", "Article %1"),
    level(1, "upperLetter", "%2."),
    level(2, "decimal", "%3."),
    level(3, "lowerLetter", "(%4)"),
    level(4, "lowerRoman", "(%5)"),
)


def _labels(body: str, numbering: str, styles: str = "") -> list[str]:
    """Every paragraph's text: its words are ``x``, so that what stands before them is the label."""
    found = read_word(docx(body, {"numbering": numbering, "styles": styles}), "a.docx", Report())
    return [one.text.removesuffix("x").strip() for one in found.paragraphs]


def _list(number: int, *levels: int) -> str:
    return "".join(p("x", num=(number, at)) for at in levels)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", ["1", "4", "9", "26", "27", "53"]),
        ("decimalZero", ["01", "04", "09", "26", "27", "53"]),
        ("upperRoman", ["I", "IV", "IX", "XXVI", "XXVII", "LIII"]),
        ("lowerLetter", ["a", "d", "i", "z", "aa", "aaa"]),
        ("ordinal", ["1st", "4th", "9th", "26th", "27th", "53rd"]),
        ("cardinalText", ["One", "Four", "Nine", "Twenty-six", "Twenty-seven", "Fifty-three"]),
        ("none", ["", "", "", "", "", ""]),
    ],
)
def test_numerals(form: str, shown: list[str]) -> None:
    assert [numeral(number, form) for number in (1, 4, 9, 26, 27, 53)] == shown


def test_levels_restart_under_the_level_above() -> None:
    assert _labels(_list(1, 0, 1, 2, 2, 3, 3, 1, 2, 0, 1), _OUTLINE + num(1, 0)) == [
        "Article I", "A.", "1.", "2.", "(a)", "(b)", "B.", "1.", "Article II", "A.",
    ]  # fmt: skip


def test_a_level_may_restart_never_or_only_under_one_level() -> None:
    never = level(1, "decimal", "Section %2", more='<w:lvlRestart w:val="0"/>')
    first = level(2, "lowerLetter", "(%3)", more='<w:lvlRestart w:val="1"/>')
    lists = abstract(0, level(0, "decimal", "%1."), never, first) + num(1, 0)
    assert _labels(_list(1, 0, 1, 2, 1, 2, 0, 1, 2), lists) == [
        "1.", "Section 1", "(a)", "Section 2", "(b)", "2.", "Section 3", "(a)",
    ]  # fmt: skip


def test_levels_in_legal_style_print_figures_only() -> None:
    lists = abstract(0, level(0, "upperRoman", "Article %1"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    assert _labels(_list(1, 0, 0, 1, 1), lists + num(1, 0)) == ["Article I", "Article II", "2.1", "2.2"]


def test_lists_of_one_abstract_list_share_its_count_until_one_starts_anew() -> None:
    lists = _OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, restart(2, 4))
    body = _list(1, 0, 1, 2) + _list(2, 2) + _list(3, 2, 2) + _list(1, 2)
    assert _labels(body, lists) == ["Article I", "A.", "1.", "2.", "4.", "5.", "6."]


def test_a_list_may_replace_a_level() -> None:
    replaced = '<w:lvlOverride w:ilvl="1">' + level(1, "decimal", "Section %2:", start=3) + "</w:lvlOverride>"
    assert _labels(_list(2, 0, 1, 1), _OUTLINE + num(2, 0, replaced)) == [
        "Article I",
        "Section 3:",
        "Section 4:",
    ]


def test_numbering_comes_from_styles_and_what_they_are_based_on() -> None:
    lists = abstract(
        0,
        level(0, "decimal", "%1.", more='<w:pStyle w:val="Art"/>'),
        level(1, "lowerLetter", "(%2)", more='<w:pStyle w:val="Sec"/>'),
    ) + num(7, 0)
    numbered = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    styles = (
        style("Art", inside=numbered) + style("Sec", inside=numbered) + style("Sub", based="Sec")
        + style("Off", based="Sec", inside='<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    )  # fmt: skip
    body = "".join(p("x", style=one) for one in ("Art", "Sec", "Sub", "Off", "Sec", "Art"))
    assert _labels(body, lists, styles) == ["1.", "(a)", "(b)", "", "(c)", "2."]
    assert _labels(p("x", style="Art") + p("x", style="Art", num=(0, 0)), lists, styles) == ["1.", ""]


def test_numbering_behind_a_list_style() -> None:
    lists = (
        abstract(0, level(0, "upperLetter", "%1)"), more='<w:styleLink w:val="Outline"/>')
        + abstract(1, more='<w:numStyleLink w:val="Outline"/>') + num(1, 0) + num(2, 1)
    )  # fmt: skip
    held = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    assert _labels(_list(2, 0, 0), lists, style("Outline", inside=held, kind="numbering")) == ["A)", "B)"]


def test_bullets_are_signs_and_letters_of_sign_faces_are_not_letters() -> None:
    lists = "".join(abstract(n, level(0, "bullet", sign)) for n, sign in enumerate(["\uf0b7", "o", "–", "§"]))
    body = "".join(p("x", num=(n, 0)) for n in range(1, 5))
    assert _labels(body, lists + "".join(num(n + 1, n) for n in range(4))) == ["•", "◦", "–", "•"]


def test_a_number_format_unknown_here_is_said() -> None:
    found = read_received(
        docx(
            p("Words of law.", num=(1, 0)),
            {"numbering": abstract(0, level(0, "thaiLetters", "%1.")) + num(1, 0)},
        ),
        "a.docx",
    )
    assert [block.label for block in found.agreement.blocks()] == ["1."]
    assert any("thaiLetters" in doubt.what for doubt in found.doubts)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_random_lists_are_numbered_as_libreoffice_numbers_them(seed: int) -> None:
    lists = (
        _OUTLINE
        + abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3", 3),
                   level(3, "lowerLetter", "%4."), level(4, "upperRoman", "%1-%5"))
        + abstract(2, level(0, "upperRoman", "Section %1"), level(1, "decimal", "%1.%2"), level(2, "decimalZero", "%3"),
                   level(3, "bullet", "•"), level(4, "ordinal", "%5"))
        + num(1, 0) + num(2, 0) + num(3, 1) + num(4, 1, restart(0, 5)) + num(5, 2)
    )  # fmt: skip
    chance = random.Random(seed)
    places = [
        (chance.choice([1, 1, 2, 3, 3, 4, 5]), chance.choice([0, 1, 1, 2, 2, 3, 3, 4])) for _ in range(80)
    ]
    body = "".join(p(f"words {at}", num=place) for at, place in enumerate(places))
    data = docx(body, {"numbering": lists})
    lines = converted(data, "docx", "txt").decode("utf-8-sig").splitlines()
    shown = [" ".join(line.split()) for line in lines]
    assert [one.text for one in read_word(data, "a.docx", Report()).paragraphs] == shown
