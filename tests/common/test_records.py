"""Reading what a person wrote: the value where it is right, file and line where it is not."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml.nodes import Node, ScalarNode

from negotiate.common import records
from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml
from negotiate.common.sheets import read_csv

PAGE = """\
name: Board & Union
ratio: 1:500
from: 2015-09-01
share: 9/10
rate: "1,234.50"
no: no
units:
  - name: teachers
    pupils: 1,200
  - name: paras
words: [one, two]
"""


def test_values_are_the_words_written() -> None:
    record = read_yaml(PAGE, "a.yaml")
    assert record.text("ratio") == "1:500"
    assert record.day("from") == date(2015, 9, 1)
    assert record.fraction("share") == Fraction(9, 10)
    assert record.decimal("rate") == Decimal("1234.50")
    assert record.flag("no") is False
    assert record.texts("words") == ("one", "two")
    assert record.texts("name") == ("Board & Union",)
    first, second = record.records("units")
    assert (first.integer("pupils"), second.integer("pupils", 7), second.line) == (1200, 7, 10)
    assert record.records("absent") == ()


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("a: 1\nb: x\n", "f.yaml:2", "unknown key 'b'"),
        ("a: 1\na: 2\n", "f.yaml:2", "stands twice"),
        ("a: &x [1]\nb: *x\n", "f.yaml:2", "aliases"),
        ("a: [\n", "f.yaml:2", "not YAML"),
        ("- a\n", "f.yaml:1", "no mapping"),
        ("a: " + "[" * 5000, "f.yaml:1", "nested too deeply"),
        ("a: \x00", "f.yaml", "not YAML"),
        ("? [a]\n: 1\n", "f.yaml:1", "a key must be a word"),
    ],
)
def test_a_fault_names_its_line(text: str, where: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_yaml(text, "f.yaml").only("a")
    assert caught.value.where == where
    assert said in caught.value.what


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(BadInput, match="did you mean 'reading'"):
        read_yaml("readng: x\n", "f.yaml").only("reading", "rounding")


def test_wrong_types_say_what_was_expected() -> None:
    record = read_yaml("n: twelve\nd: 2015-13-01\nm:\n  x: 1\nc: blue\nz: 1/0\nneg: -3\n", "f.yaml")
    for act, line in (
        (lambda: record.integer("n"), 1),
        (lambda: record.day("d"), 2),
        (lambda: record.text("m"), 4),
        (lambda: record.choice("c", ("red", "green")), 5),
        (lambda: record.fraction("z"), 6),
        (lambda: record.integer("neg", least=0), 7),
        (lambda: record.records("n"), 1),
        (lambda: record.record("c"), 5),
    ):
        with pytest.raises(BadInput, match="expected") as caught:
            act()
        assert caught.value.where == f"f.yaml:{line}"


@given(st.text())
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        read_yaml(text, "f.yaml")
    except BadInput as error:
        assert error.where.startswith("f.yaml")
    try:
        read_csv(text, "f.csv", ("a",), others=True)
    except BadInput as error:
        assert error.where.startswith("f.csv")


_PIECES = st.sampled_from(
    [*PAGE, *PAGE.splitlines(keepends=True), "\t", "?", "? ", "- ", "[", "]", "{", "}", ", ", ": ", "|", ">-", "#", " #",
     "'", '"', "&a ", "*a", "!", "%", "@", "---\n", "...\n", "\ufeff", "\x85", "\xa0", "\u2028", "\r", "\n  ", "\x07"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_libyaml_and_pyyaml_read_the_same(text: str) -> None:
    """PyYAML may be built without libyaml: what a file says, and what is wrong with it, is the same then."""

    def said() -> object:
        try:
            record = read_yaml(text, "a.yaml")
        except BadInput as fault:
            return str(fault)
        return [(key, repr_of(record._nodes[key])) for key in record]

    with_it = said()
    with mock.patch.object(records, "_FastComposer", records._Composer):
        assert said() == with_it


def repr_of(node: Node) -> object:
    """A node's line, tag and words, with all under it."""
    if isinstance(node, ScalarNode):
        return node.start_mark.line, node.tag, node.value
    parts = [one for pair in node.value for one in (pair if isinstance(pair, tuple) else (pair,))]
    return node.start_mark.line, node.tag, [repr_of(one) for one in parts]


def test_sheet_rows_have_places() -> None:
    rows = read_csv('School,students\n# note\nA,10\n\n"B, north",x\n', "e.csv", ("school", "students"))
    assert [row.text("school") for row in rows] == ["A", "B, north"]
    assert rows[0].integer("students") == 10
    with pytest.raises(BadInput, match="whole number") as caught:
        rows[1].integer("students")
    assert caught.value.where == "e.csv:5 column students"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("school\nA\n", "'students' is missing"),
        ("school,students,scool\n", "unknown column 'scool'"),
        ("school,students,school\n", "stands twice"),
        ("school,students\nA,1,2\n", "3 cells"),
        ('school,students\n"A,1\n', "not CSV"),
    ],
)
def test_a_bad_sheet_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_csv(text, "e.csv", ("school", "students"))
    assert said in caught.value.what
