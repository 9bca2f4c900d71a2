"""The names of texts: ``baseline``, ``ITEM:union@2``, ``package:NAME``, a revision or a file.

What an earlier round ratified is read against the agreement of its own round, ``baseline@1``: against the one
now in force, which holds it, all that the round agreed beside it would stand as taken away.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.store import as_written
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.states import State
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import many
from negotiate.redline.threeway import lay_over
from negotiate.workspace.received import Text, names_file, read_file
from negotiate.workspace.rounds import ground, packaged, rounds
from negotiate.workspace.workspace import DRAFTS, MAIN, TENTATIVE, Workspace

_ITEM_TEXT = re.compile(r"(?P<item>[^:@]+):(?P<who>union|district|draft)(?P<rest>(?:@[0-9]+|--[a-z0-9-]+)?)")
_BASELINE = re.compile(r"baseline@(?P<round>[0-9]{1,6})")
_STANDING = ("baseline", "tentative")
"""The texts of this round."""
OWN = "draft"


@dataclass(frozen=True, slots=True)
class _Offer:
    """An item's language as stored: the text, the text it was made from, and its :func:`ground`."""

    base: Agreement
    text: Agreement
    commit: str
    ground: str = "baseline"


def text(workspace: Workspace, name: str, onto: str = "tentative") -> Text:
    """The text called ``name``; an item's language is laid over the text called ``onto``."""
    if names_file(name):
        return read_file(Path(name))
    if name == "baseline":
        commit = workspace.commit_of(MAIN)
        return Text(name, workspace.agreement_at(commit), commit)
    if name == "tentative":
        commit = workspace.commit_of(TENTATIVE)
        return Text(name, workspace.agreement_at(commit), commit)
    if name.startswith("package:"):
        return _package(workspace, name, onto)
    if (earlier := _BASELINE.fullmatch(name)) is not None:
        commit = _before(workspace, int(earlier["round"]))
        return Text(name, workspace.agreement_at(commit), commit)
    found = _ITEM_TEXT.fullmatch(name)
    if found is not None:
        offer = _offer(workspace, found["item"], found["who"], found["rest"], name)
        return Text(name, _laid(workspace, [offer], onto, name), offer.commit)
    revision = workspace.repository.resolve(name) if re.fullmatch(r"[A-Za-z0-9._/^~-]+", name) else None
    if revision is None:
        raise BadInput(
            f"no text is called {name!r}",
            do="name baseline, tentative, ITEM:union, ITEM:district@2, ITEM:draft, package:NAME or a file",
        )
    return Text(name, workspace.agreement_at(revision), revision)


def pair(workspace: Workspace, old: str, new: str) -> tuple[Text, Text]:
    """Two texts to compare: an item's language is laid over the other text where that is none. That of an
    item ratified is compared with the agreement of its own round instead of one of this round's."""
    old_is, new_is = is_offer(old), is_offer(new)
    if old_is is not new_is:
        own = _own_ground(workspace, new if new_is else old)
        old, new = (own if own and name in _STANDING else name for name in (old, new))
    if new_is and not old_is:
        onto = "baseline" if names_file(old) else old
        return text(workspace, old), text(workspace, new, onto)
    if old_is and not new_is:
        return text(workspace, old, "baseline" if names_file(new) else new), text(workspace, new)
    return text(workspace, old), text(workspace, new)


def _own_ground(workspace: Workspace, name: str) -> str:
    """As :func:`ground`, of the item that a text's name means; empty where that is a text of this round."""
    row = workspace.find(item_in(name)) if item_in(name) else None
    return ground(workspace.item(row.id)) if row is not None and row.state is State.RATIFIED else ""


def _before(workspace: Workspace, number: int) -> str:
    """The commit of the agreement that was in force before a round that was ratified."""
    told = dict(rounds(workspace))
    commit = told[number].trailer("Before") if number in told else None
    if commit is None:
        raise BadInput(
            f"there is no round {number} that was ratified",
            do=f"the last one is round {max(told)}" if told else "name the agreement in force: baseline",
        )
    return commit


def is_offer(name: str) -> bool:
    """Whether a text's name means an item's or a package's language rather than a whole text."""
    return not names_file(name) and (name.startswith("package:") or _ITEM_TEXT.fullmatch(name) is not None)


def item_in(name: str) -> str:
    """The item whose language a text's name means; empty where it means none, or a package's."""
    found = None if names_file(name) else _ITEM_TEXT.fullmatch(name)
    return found["item"] if found is not None else ""


def versions(workspace: Workspace) -> Iterator[str]:
    """The name of every pass that crossed the table and of every draft, item by item."""
    for item in workspace.items(workspace.rows()):
        for one in item.passes:
            if one.number:
                yield f"{item.number}:{one.side.value}@{one.number}"
        for ref in workspace.drafts_of(item):
            option = ref.name.rsplit("--", 1)[-1]
            yield f"{item.number}:draft" + ("" if option == OWN else f"--{option}")


def _offer(workspace: Workspace, item_name: str, who: str, rest: str, name: str) -> _Offer:
    item = workspace.item(item_name)
    if who == "draft":
        option = rest.removeprefix("--") or OWN
        commit = workspace.repository.resolve(f"{DRAFTS}{item.id}--{option}")
        if commit is None:
            have = ", ".join(ref.name.rsplit("--", 1)[-1] for ref in workspace.drafts_of(item))
            raise BadInput(
                f"item {item.number} has no draft {option!r}",
                do=f"its drafts: {have}" if have else "write one with `negotiate draft`",
            )
        base = workspace.agreement_at(workspace.base_of(commit))
        return _Offer(base, workspace.agreement_at(commit), commit, ground(item))
    side = Side(who)
    one = item.nth(side, int(rest[1:])) if rest.startswith("@") else item.latest(side) or _ready(item, side)
    if one is None:
        count = sum(passed.side is side for passed in item.passes)
        made = many(count, "pass", "passes", "no")
        raise BadInput(
            f"{name!r}: the {side.value} has made {made} on item {item.number}",
            do=f"see `negotiate item show {item.number}` for its passes",
        )
    return _of_pass(workspace, one, ground(item))


def _of_pass(workspace: Workspace, one: Pass, under: str = "baseline") -> _Offer:
    return _Offer(workspace.base_text(one), workspace.agreement_at(one.text), one.text, under)


def offered(workspace: Workspace, one: Pass, under: str = "baseline") -> Agreement:
    """What a pass makes of the baseline as it is now, or of the :func:`ground` of its item."""
    offer = _of_pass(workspace, one)
    return lay(offer.base, offer.text, text(workspace, under).agreement, one.name)


def _ready(item: Item, side: Side) -> Pass | None:
    return item.ready if item.ready is not None and item.ready.side is side else None


def _package(workspace: Workspace, name: str, onto: str) -> Text:
    wanted = name.removeprefix("package:")
    items = packaged(workspace, wanted)
    if not items:
        raise BadInput(f"no package is called {wanted!r}", do="see `negotiate board` for packages")
    for item in items:
        if item.last is None:  # never the text, or the cost, of a part of the package
            raise BadInput(
                f"{item.title!r} of the package {wanted!r} has no pass yet",
                do=f"`negotiate pass {item.number}`, and hand it across",
            )
    offers = [_of_pass(workspace, item.last) for item in items if item.last is not None]
    return Text(name, _laid(workspace, offers, onto, name), offers[-1].commit)


def _laid(workspace: Workspace, offers: Iterable[_Offer], onto: str, name: str) -> Agreement:
    offers = list(offers)
    if onto in _STANDING:
        onto = next((one.ground for one in offers if one.ground != "baseline"), onto)
    under = text(workspace, onto).agreement
    for offer in offers:
        under = lay(offer.base, offer.text, under, name)
    return under


def lay(base: Agreement, edited: Agreement, onto: Agreement, name: str) -> Agreement:
    """The change from ``base`` to ``edited`` laid over ``onto``, lines counted anew.

    Raises :class:`Refused` where both changed one block differently: a person must choose.
    """
    if base == onto:
        return edited
    laid = lay_over(base, edited, onto)
    if laid.conflicts:
        first = laid.conflicts[0]
        raise Refused(
            f"{name} and the text it is laid over both change {first.citation}, differently",
            do="make the two proposals one item, or draft this one anew on the text as agreed",
        )
    return renumber_lines(laid.agreement)


def renumber_lines(agreement: Agreement) -> Agreement:
    """The same words with every block's line counted in its own file as it would be written."""
    documents = tuple(
        type(document)(
            document.name,
            tuple([as_written(article) for article in document.articles]),
        )
        for document in agreement.documents
    )
    return Agreement(documents)
