"""A value set in a YAML text: the data are those before with the value set, and every comment is still there."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.common.errors import BadInput
from negotiate.common.yaml_edit import Value, entries, set_value

KEYS = ["title", "parties", "union", "term", "from", "units"]
NAMES = st.one_of(
    st.sampled_from(["yes", "", "1:500", "2026-09-01", "a: b", "x #y", "# z", "'q'", '"', "[a, b]", "Ида", "労働組合", "😀"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)  # fmt: skip
PLAIN = st.sampled_from(["Calder Bay Teachers", "2023-09-01", "7", "'it''s # one'", '"a: \\"b\\""', "~", ""])


@st.composite
def a_text(draw: st.DrawFn) -> tuple[str, int]:
    """(a mapping written in every manner, how many comments ``# note N.`` are in it)."""
    notes = 0

    def note(lead: str) -> str:
        nonlocal notes
        if draw(st.integers(0, 3)):
            return ""
        notes += 1
        return f"{lead}# note {notes}."

    def lone(pad: str) -> list[str]:
        return [one] if (one := note(pad)) else []

    def block(pad: str, deep: int) -> list[str]:
        lines: list[str] = []
        for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
            lines += lone(pad)
            kind = draw(st.sampled_from(["plain", "flow", "braces", "items", "below", "block", "mapping"]))
            if kind == "plain":
                lines.append(f"{pad}{key}: {draw(PLAIN)}{note(' ')}")
            elif kind == "flow":
                lines.append(f"{pad}{key}: [one, 'two, three']{note('  ')}")
            elif kind == "braces":
                lines.append(
                    f"{pad}{key}: {draw(st.sampled_from(['{}', '{from: 1,', '{from: 1, to: {a: b},']))}"
                )
                if lines[-1].endswith(","):
                    lines += [*lone(pad + "  "), f"{pad}    units: [x]}}{note('  ')}"]
            elif kind == "items":
                dash = draw(st.sampled_from([pad, pad + "  "]))
                lines.append(f"{pad}{key}:{note('  ')}")
                for one in draw(
                    st.lists(st.sampled_from(["one", "{id: A, name: two}", "id: B"]), min_size=1, max_size=3)
                ):
                    lines += [*lone(dash), f"{dash}- {one}{note(' ')}"]
            elif kind == "below":
                lines += [f"{pad}{key}: more than", f"{pad}    one line{note(' ')}"]
            elif kind == "block":
                mark = draw(st.sampled_from(["|", ">-", "|-"]))
                more = [""] if mark == "|" else draw(st.sampled_from([[], [""]]))
                lines += [f"{pad}{key}: {mark}{note('  ')}", f"{pad}    a # b", f"{pad}    c", *more]
            elif deep:
                lines += [
                    f"{pad}{key}:{note(' ')}",
                    *block(pad + draw(st.sampled_from(["  ", "    "])), deep - 1),
                ]
            else:
                lines.append(f"{pad}{key}:")
        return lines + lone(pad)

    end = draw(st.sampled_from(["\n", "\r\n"]))
    head = draw(st.sampled_from([[], ["---"], ["# note 0."]]))
    return end.join([*head, *block("", 2)]) + draw(st.sampled_from(["", end])), notes


def with_it(data: Any, path: Sequence[str], value: Any) -> Any:  # noqa: ANN401 - what BaseLoader gives
    made = deepcopy(data) if isinstance(data, dict) else {}
    made[path[0]] = value if len(path) == 1 else with_it(made.get(path[0]), path[1:], value)
    return made


@settings(max_examples=150, deadline=None)
@given(
    a_text(),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=3),
    st.one_of(NAMES, st.lists(NAMES, max_size=3)),
)
def test_the_value_is_set_and_nothing_else(
    made: tuple[str, int], path: list[str], value: str | list[str]
) -> None:
    text, notes = made
    before = yaml.load(text, yaml.BaseLoader)  # words, as the program reads them
    on_the_way = before
    for name in path[:-1]:
        on_the_way = on_the_way.get(name, {}) if isinstance(on_the_way, dict) else on_the_way
        if not isinstance(on_the_way, dict) and on_the_way not in ("", "~"):
            with pytest.raises(BadInput, match="edit the file by hand"):
                set_value(text, path, value, "f.yaml")
            return
    after = set_value(text, path, value, "f.yaml")
    found = yaml.load(after, yaml.BaseLoader)
    assert found == with_it(before, path, value)
    assert list(found)[: len(before)] == list(before)
    assert [after.count(f"# note {at}.") for at in range(1, notes + 1)] == [1] * notes
    assert set_value(after, path, value, "f.yaml") == after
    assert "\n" not in after.replace("\r\n", "") if "\r" in text else "\r" not in after


@pytest.mark.parametrize(
    ("text", "path", "value", "after"),
    [
        ("", "a.b", "x", "a: {b: x}\n"),
        ("a:\n  # who\n  - x # one\n# b\nb: 1", "a", ["y", "z"], "a: [y, z]\n  # who\n  # one\n# b\nb: 1"),
        ("a:   # who\n- x\nb: 1\n", "a", [], "a: []  # who\nb: 1\n"),
        ("a: {b: 1,\n    c: 2}  # d\n", "a.c", 3, "a: {b: 1,\n    c: 3}  # d\n"),
        ("a:\n  b: 1  # see\n\n# c\nc: 1\n", "a.d", "e", "a:\n  b: 1  # see\n  d: e\n\n# c\nc: 1\n"),
        ("a: 'x'\r\nb: 2", "c", date(2026, 9, 1), "a: 'x'\r\nb: 2\r\nc: 2026-09-01\r\n"),
        ("a: {b: 1}\n", "a", None, "a: null\n"),
        ("a: 'x'  # kept as it is\n", "a", "x", "a: 'x'  # kept as it is\n"),
    ],
)
def test_what_is_written(text: str, path: str, value: Value, after: str) -> None:
    assert set_value(text, path.split("."), value, "f.yaml") == after


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        ("a: &x 1\nb: *x\n", "a", "f.yaml:2.*aliases"),
        ("a: 1\nb: {c: 1, c: 2}\n", "a", "f.yaml:2.*stands twice"),
        ("a:\n\tb: 1\n", "a", "f.yaml:2.*not YAML"),
        ("a: {b: [1, # one\n  2]}\n", "a.b", "f.yaml:1.*by hand"),
        ("x:\n  a: |+\n    b\n\n\nc: 1\n", "x.d", "f.yaml:2.*by hand"),  # the empty lines are words of a
    ],
)
def test_what_is_refused(text: str, path: str, said: str) -> None:
    with pytest.raises(BadInput, match=f"(?s){said}"):
        set_value(text, path.split("."), "new", "f.yaml")


def test_entries_keep_what_else_they_say() -> None:
    text = "units:\n- {id: A, name: Nurses, size: 5}\n- name: 'Aides'  # new\n  id: yes\n"
    wanted = entries(text, ("units",), "name", ["Aides", "Drivers", "Nurses"], "f")
    assert set_value(text, ("units",), wanted, "f") == (
        "units: [{name: 'Aides', id: yes}, {name: Drivers}, {id: A, name: Nurses, size: 5}]  # new\n"
    )
