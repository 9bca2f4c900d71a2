"""The table of states, pair by pair, and what events leave behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, How, Item, Label, Pass, apply, fold, require_whole
from negotiate.bargaining.states import Act, State, allowed, require
from negotiate.bargaining.trailers import first_item, read_event, read_row, write_trailers
from negotiate.common.errors import Refused

_START = datetime(2026, 3, 4, 18, 10, tzinfo=UTC)

# What the field allows (design page "How bargaining works"), written by hand from it, apart from the program's own
# table. An item in talks may be passed on, held, packaged, withdrawn, agreed in concept, split or joined, and closed
# at ratification; rejecting needs something proposed; a package is all or nothing; signing needs one text of both
# sides; a TA is only reopened or ratified; what was ratified is over.
_TALKS = "ready recalled passed floated"
_RULES = {
    State.OPEN: f"{_TALKS} held withdrawn packaged agreed-in-concept split joined closed",
    State.PROPOSED: f"{_TALKS} held withdrawn rejected packaged agreed-in-concept split joined closed",
    State.COUNTERED: f"{_TALKS} held withdrawn rejected packaged agreed-in-concept split joined closed",
    State.HELD: f"{_TALKS} withdrawn rejected packaged agreed-in-concept split joined closed",
    State.CONCEPTUAL: f"{_TALKS} held withdrawn packaged agreed-in-concept split joined closed",
    State.PACKAGED: f"{_TALKS} unpackaged closed",
    State.WITHDRAWN: _TALKS,
    State.REJECTED: f"{_TALKS} withdrawn closed",
    State.AGREED_IN_CONCEPT: f"{_TALKS} held withdrawn rejected split closed",
    State.AWAITING_SIGNATURE: f"{_TALKS} held withdrawn rejected assented signed inked unpackaged split closed",
    State.TA: "reopened ratified",
    State.REOPENED: f"{_TALKS} held withdrawn rejected packaged agreed-in-concept split joined closed",
    State.RATIFIED: "",
}

# The rule that a refusal names: what the act needs, else what stands in the way in this state; under a TA and once
# ratified that it is so comes first, whatever the act.
_ACT_NEEDS = {
    "opened": "put on the table once",
    "unpackaged": "in no package",
    "assented": "one text that both sides passed",
    "signed": "one text that both sides passed",
    "inked": "one text that both sides passed",
    "reopened": "only a tentative agreement",
    "ratified": "only a tentative agreement",
}
_STATE_SAYS = {
    State.OPEN: "nothing has been proposed",
    State.HELD: "held already",
    State.CONCEPTUAL: "no language has been passed",
    State.PACKAGED: "all or nothing",
    State.WITHDRAWN: "was withdrawn",
    State.REJECTED: "was rejected",
    State.AGREED_IN_CONCEPT: "language is still to be written",
    State.AWAITING_SIGNATURE: "waits to be signed",
    State.TA: "must be reopened first",
    State.RATIFIED: "was ratified",
}


def _rule_named(state: State, act: Act) -> str:
    if state in (State.TA, State.RATIFIED):
        return _STATE_SAYS[state]
    return _ACT_NEEDS.get(act.value) or _STATE_SAYS[state]


def test_the_rules_name_every_state_and_no_act_that_is_not() -> None:
    assert set(_RULES) == set(State)
    known = {act.value for act in Act}
    assert all(set(acts.split()) <= known for acts in _RULES.values())
    assert {act for acts in _RULES.values() for act in acts.split()} == known - {"opened"}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_every_pair(state: State, act: Act) -> None:
    wanted = act.value in _RULES[state].split()
    assert allowed(state, act) is wanted
    if wanted:
        require(state, act, "Pay")
        return
    with pytest.raises(Refused, match=f"cannot be {act.value}: it is {state.value}") as refused:
        require(state, act, "Pay")
    assert _rule_named(state, act) in refused.value.what


# Where each act leaves an item of each state: the state after it and whose move it is (the ball before is the
# union's, so that "kept" and "nobody" differ). A pass goes to the other side; equal texts wait to be signed.
_AFTER = {
    "held": ("held", "union"),
    "withdrawn": ("withdrawn", None),
    "rejected": ("rejected", None),
    "agreed-in-concept": ("agreed-in-concept", None),
    "signed": ("TA", None),
    "reopened": ("reopened", "district"),
    "ratified": ("ratified", None),
    "joined": ("withdrawn", None),
    "closed": ("withdrawn", None),
    "packaged": ("packaged", "union"),
}


@pytest.mark.parametrize(
    ("state", "act"), [pair for pair in product(State, Act) if pair[1].value in _RULES[pair[0]].split()]
)
def test_where_every_pair_leads(state: State, act: Act) -> None:
    passes = tuple(
        Pass(s, 1, Label.PASS, How.LANGUAGE, _START, "t", d)
        for s, d in ((Side.DISTRICT, "aa"), (Side.UNION, "bb"))
    )
    inside = state is State.PACKAGED
    stood = (State.HELD, Side.DISTRICT) if inside or act is Act.UNPACKAGED else None
    item = Item(
        "abc", 1, "Pay", (), state, Side.UNION, passes, package="spring" if stood else "", stood=stood
    )
    label = Label.PACKAGE if inside else Label.WHAT_IF if act is Act.FLOATED else Label.PASS
    after = apply(
        item, Event(act, _START, "pat", Side.DISTRICT, 2, label, digest="cc", handed=_START, package="spring")
    )
    if act.value in _AFTER:
        assert (after.state.value, after.ball) == _AFTER[act.value]
    elif act is Act.PASSED:
        wanted = State.PACKAGED if inside else State.COUNTERED
        assert (after.state, after.ball, len(after.passes)) == (wanted, Side.UNION, 3)
    elif act is Act.UNPACKAGED:
        assert (after.state, after.ball, after.package) == (State.HELD, Side.DISTRICT, "")
    elif act is Act.FLOATED:
        assert (after.state, after.ball, after.passes) == (
            State.CONCEPTUAL if state is State.OPEN else state,
            Side.UNION,
            passes,
        )
    else:  # made ready, recalled, assented, changed in ink, split: nothing of where it stands
        assert (after.state, after.ball, after.passes) == (state, Side.UNION, passes)
    assert after.events[-1].act is act


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


@settings(max_examples=examples(300), deadline=None)
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
            unmarked=("II.A.2", "after I.B") if passing else (),
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
