"""The table of states, pair by pair, and what events leave behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, How, Item, Label, apply, fold, require_whole
from negotiate.bargaining.states import Act, State, allowed, require
from negotiate.bargaining.trailers import first_item, read_event, read_row, write_trailers
from negotiate.common.errors import Refused

_START = datetime(2026, 3, 4, 18, 10, tzinfo=UTC)

# What the field allows (design page "How bargaining works"): for each state, the acts that may
# follow. Written by hand from the rules, apart from the program's own table.
_RULES = {
    State.OPEN: "ready recalled passed floated held withdrawn packaged agreed-in-concept split joined closed",
    State.PROPOSED: "ready recalled passed floated held withdrawn rejected packaged agreed-in-concept split joined closed",
    State.COUNTERED: "ready recalled passed floated held withdrawn rejected packaged agreed-in-concept split joined closed",
    State.HELD: "ready recalled passed floated withdrawn rejected packaged agreed-in-concept split joined closed",
    State.CONCEPTUAL: "ready recalled passed floated held withdrawn packaged agreed-in-concept split joined closed",
    State.PACKAGED: "passed floated unpackaged ready recalled closed",
    State.WITHDRAWN: "ready recalled passed floated",
    State.REJECTED: "ready recalled passed floated withdrawn closed",
    State.AGREED_IN_CONCEPT: "ready recalled passed floated held withdrawn rejected split closed",
    State.AWAITING_SIGNATURE: "ready recalled passed floated held withdrawn rejected assented signed inked unpackaged split closed",
    State.TA: "reopened ratified",
    State.REOPENED: "ready recalled passed floated held withdrawn rejected packaged agreed-in-concept split joined closed",
    State.RATIFIED: "",
}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_every_pair(state: State, act: Act) -> None:
    wanted = act.value in _RULES[state].split()
    assert allowed(state, act) is wanted
    if not wanted:
        with pytest.raises(Refused, match=state.value):
            require(state, act, "Pay")


def _item() -> Item:
    return apply(Item("abc", 1, "Pay", ("IX.A",)), Event(Act.OPENED, _START))


def _pass(side: Side, number: int, digest: str, minutes: int, label: Label = Label.PASS) -> Event:
    at = _START + timedelta(minutes=minutes)
    return Event(
        Act.PASSED, at, "pat", side, number, label, How.LANGUAGE, digest, handed=at, text=f"{minutes:040d}"
    )


def test_whose_move_it_is_follows_from_the_last_pass() -> None:
    item = _item()
    assert (item.state, item.ball) == (State.OPEN, None)
    item = apply(item, _pass(Side.UNION, 1, "aa", 1))
    assert (item.state, item.ball) == (State.PROPOSED, Side.DISTRICT)
    item = apply(item, _pass(Side.DISTRICT, 1, "bb", 2))
    assert (item.state, item.ball) == (State.COUNTERED, Side.UNION)
    item = apply(item, _pass(Side.UNION, 2, "bb", 3))
    assert (item.state, item.ball) == (State.AWAITING_SIGNATURE, None)
    assert [one.name for one in item.passes] == ["Union 1", "District 1", "Union 2"]
    item = apply(item, Event(Act.SIGNED, _START))
    assert (item.state, item.ball) == (State.TA, None)


def test_a_what_if_takes_no_number_and_moves_no_ball() -> None:
    item = apply(_item(), _pass(Side.UNION, 1, "aa", 1))
    event = Event(
        Act.FLOATED, _START, "pat", Side.DISTRICT, 0, Label.WHAT_IF, How.LANGUAGE, "bb", handed=_START
    )
    after = apply(item, event)
    assert (after.state, after.ball, after.passes) == (item.state, item.ball, item.passes)
    assert [one.name for one in after.floated] == ["District what-if"]
    assert after.latest(Side.DISTRICT) is None


def test_a_rejected_package_puts_the_item_back_where_it_stood() -> None:
    item = apply(_item(), _pass(Side.UNION, 1, "aa", 1))
    inside = apply(item, Event(Act.PACKAGED, _START, package="pay"))
    assert inside.state is State.PACKAGED
    after = apply(inside, Event(Act.UNPACKAGED, _START))
    assert (after.state, after.ball, after.package) == (item.state, item.ball, "")


def _packaged() -> Item:
    item = apply(_item(), _pass(Side.UNION, 1, "aa", 1))
    return apply(item, Event(Act.PACKAGED, _START, package="pay"))


def test_what_a_rejected_package_offered_is_no_position_any_more() -> None:
    inside = apply(_packaged(), replace(_pass(Side.UNION, 2, "bb", 2, Label.PACKAGE), package="pay"))
    assert (inside.state, inside.ball) == (State.PACKAGED, Side.DISTRICT)
    assert inside.latest(Side.UNION) == inside.nth(Side.UNION, 2)
    after = apply(inside, Event(Act.UNPACKAGED, _START))
    assert (after.state, after.ball) == (State.PROPOSED, Side.DISTRICT)
    assert after.latest(Side.UNION) == after.nth(Side.UNION, 1)
    assert after.next_number(Side.UNION) == 3  # its number stays used: it crossed the table
    last = after.last_handed
    assert last is not None and last.number == 2 and last.lapsed


def test_an_accepted_package_awaits_signature_and_can_still_fall_whole() -> None:
    item = apply(_packaged(), replace(_pass(Side.DISTRICT, 1, "aa", 2, Label.PACKAGE), package="pay"))
    assert (item.state, item.package) == (State.AWAITING_SIGNATURE, "pay")
    after = apply(item, Event(Act.UNPACKAGED, _START))
    assert (after.state, after.latest(Side.DISTRICT)) == (State.PROPOSED, None)
    signed = apply(item, Event(Act.SIGNED, _START))
    assert (signed.state, signed.package) == (State.TA, "pay")


@pytest.mark.parametrize("act", [Act.PASSED, Act.READY, Act.HELD, Act.SPLIT])
def test_nothing_takes_one_item_out_of_its_package(act: Act) -> None:
    event = replace(_pass(Side.UNION, 2, "bb", 2), act=act)
    with pytest.raises(Refused, match=r"pay|packaged"):
        apply(_packaged(), event)


def test_an_item_in_no_package_cannot_leave_one() -> None:
    item = apply(apply(_item(), _pass(Side.UNION, 1, "aa", 1)), _pass(Side.DISTRICT, 1, "aa", 2))
    with pytest.raises(Refused, match="in no package"):
        apply(item, Event(Act.UNPACKAGED, _START))


def test_a_recalled_pass_gives_its_number_back() -> None:
    ready = Event(Act.READY, _START, "pat", Side.UNION, 1, Label.PASS, How.LANGUAGE, "aa")
    item = apply(_item(), ready)
    assert item.ready is not None
    assert item.latest(Side.UNION) is None
    item = apply(item, Event(Act.RECALLED, _START, side=Side.UNION))
    assert (item.ready, item.next_number(Side.UNION)) == (None, 1)
    assert [event.act for event in item.events] == [Act.OPENED, Act.READY, Act.RECALLED]  # the trace stays


_EVENTS = st.lists(
    st.tuples(st.sampled_from(list(Act)), st.sampled_from(list(Side)), st.sampled_from(["aa", "bb", "cc"])),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@example(
    [(Act.PASSED, Side.UNION, "aa"), (Act.PACKAGED, Side.UNION, "aa"), (Act.FLOATED, Side.UNION, "aa")],
    "",
    "",
)
@given(_EVENTS, st.text(max_size=30), st.text(max_size=30))
def test_the_trailers_hold_the_whole_record(
    script: list[tuple[Act, Side, str]], title: str, why: str
) -> None:
    """Written as trailers and read back, the events fold to the same item, and the tip says its row."""
    item = apply(
        Item("abc", 3, " ".join(title.split()) or "Pay", ("IX.A", "V[Old, 9/1/12]")),
        Event(Act.OPENED, _START),
    )
    written = [write_trailers(item, item.events[0])]
    for at, (act, side, digest) in enumerate(script):
        passing = act in (Act.READY, Act.PASSED, Act.FLOATED)
        when = _START + timedelta(minutes=at)
        event = Event(
            act, when, "pat o'neil", side, item.next_number(side) if passing else 0, Label.PASS, How.LANGUAGE,
            digest if passing else "", "pkg" if act is Act.PACKAGED else "", " ".join(why.split()),
            handed=when if act is Act.PASSED else None, text=f"{at:040d}",
        )  # fmt: skip
        if act is Act.OPENED or not allowed(item.state, act):
            continue
        if item.package and passing:
            event = replace(event, label=Label.PACKAGE, package=item.package)
        try:
            require_whole(item, act, event.label)
        except Refused:
            continue
        item = apply(item, event)
        written.append(write_trailers(item, event))
    texts = [event.text for event in item.events]
    again = fold(
        first_item(written[-1], "x"), [read_event(t, text) for t, text in zip(written, texts, strict=True)]
    )
    assert again == item
    row = read_row(written[-1], "x")
    assert (row.state, row.ball, row.title, row.clauses) == (item.state, item.ball, item.title, item.clauses)
    assert row.union_passes == sum(one.side is Side.UNION for one in item.passes)
