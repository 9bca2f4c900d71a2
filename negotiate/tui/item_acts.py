"""The acts on an item: what is asked before each, what effect is named, what is then done.

Each asks the workspace; whether the table allows it is for the rules of bargaining to say.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from negotiate.bargaining.parties import Facts, Side
from negotiate.bargaining.record import Item, Label
from negotiate.bargaining.states import Act, require
from negotiate.bargaining.tentative import Assent
from negotiate.common.errors import NegotiateError, Refused
from negotiate.tui.dialogs import Ask, Choose, Confirm
from negotiate.tui.place import Place
from negotiate.tui.questions import ItemPage
from negotiate.tui.room import Desk
from negotiate.tui.words import when
from negotiate.workspace import actions
from negotiate.workspace.recording import Done

if TYPE_CHECKING:
    from negotiate.workspace.incoming.outcome import Received

_TOLD_LINES, _TOLD_WIDTH = 24, 76  # of what a file says: as much as a dialog shows
_FINAL = "It becomes a part of the record: it cannot be undone, only answered or withdrawn."
_RULES = {
    "accept": Act.PASSED, "current": Act.PASSED, "hold": Act.HELD, "withdraw": Act.WITHDRAWN,
    "reject": Act.REJECTED, "sign": Act.SIGNED, "reopen": Act.REOPENED, "draft": Act.READY,
    "receive": Act.PASSED, "concept": Act.AGREED, "split": Act.SPLIT, "join": Act.JOINED,
    "package": Act.PACKAGED, "raise": Act.READY, "ink": Act.INKED,
}  # fmt: skip


class ItemActs(Place):
    """The acts of the item screen. ``page`` is what is known of the item, None while it is read."""

    page: ItemPage | None = None

    def shown_page(self) -> ItemPage:
        """The page, once it is read."""
        assert self.page is not None
        return self.page

    @property
    def ours(self) -> Side:
        """Our side."""
        return self.shown_page().facts.side

    def act(self, question: Callable[[Desk], Done]) -> None:
        """Does an act at the desk and shows what it did."""
        self.ask("act", question, self._acted, self._refused, act=True, waiting="working …")

    def _acted(self, done: Done) -> None:
        self.negotiate.tell(done)
        self.refresh_page()

    def _refused(self, error: NegotiateError) -> None:
        self.fault(error)
        self.refresh_page()

    # ---- why not --------------------------------------------------------------------------------------

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now, in the words of the rule."""
        if act in ("back", "refresh"):
            return ""
        if self.page is None:
            return "The item is still being read."
        item = self.page.item
        if act == "hand":
            return self._why_not_hand(item)
        if act == "recall":
            return "" if item.ready else "Nothing is printed and waiting to be handed across."
        rule = _RULES.get(act)
        if rule is not None:
            try:
                require(item.state, rule, item.title)
            except Refused as error:
                return error.what
        if act == "accept" and not item.passes:
            return "Nobody has made a pass yet: there is nothing to accept."
        return ""

    def _why_not_hand(self, item: Item) -> str:
        try:
            require(item.state, Act.PASSED, item.title)
        except Refused as error:
            return error.what
        if item.ready is None and self.ours.value not in self.shown_page().drafts:
            return "There is no draft to hand across: press d and write one, or c for current language."
        return ""

    # ---- passes ---------------------------------------------------------------------------------------

    def do_hand(self) -> None:
        """Our draft becomes our next pass, ready to print or handed across; a ready one is handed across."""
        page = self.shown_page()
        item = page.item
        if item.ready is not None:
            self._ask_time(f"{item.ready.name} crosses the table", self._hand_ready)
            return
        name = f"{self.ours.value.capitalize()} {item.next_number(self.ours)}"
        options = [
            f"{name}: handed across (it is final)",
            f"{name}: ready to print, not yet handed across",
            "A what-if: handed across without commitment, takes no number",
        ]
        self.app.push_screen(Choose(f"Our draft on item {item.number} becomes", options), self._handed)

    def _handed(self, choice: int | None) -> None:
        item = self.shown_page().item
        if choice == 1:
            self.act(lambda desk: actions.make_pass(desk.workspace, item.id, self.ours, None))
        elif choice is not None:
            label = Label.PASS if choice == 0 else Label.WHAT_IF
            what = (
                f"{self.ours.value.capitalize()} {item.next_number(self.ours) if choice == 0 else 'what-if'}"
            )
            self._ask_time(
                f"{what} crosses the table",
                lambda at: self.act(
                    lambda desk: actions.make_pass(desk.workspace, item.id, self.ours, at, label)
                ),
            )

    def _hand_ready(self, at: datetime) -> None:
        item = self.shown_page().item
        self.act(lambda desk: actions.hand(desk.workspace, item.id, at))

    def do_recall(self) -> None:
        """Takes a ready pass back."""
        item = self.shown_page().item
        self.act(lambda desk: actions.recall(desk.workspace, item.id))

    def do_accept(self) -> None:
        """A side accepts the other's last text exactly."""
        item = self.shown_page().item
        sides = [side for side in (self.ours, self.ours.other) if item.latest(side.other) is not None]
        options = [f"The {side.value} accepts {_name(item, side.other)}" for side in sides]

        def chosen(at: int | None) -> None:
            if at is not None:
                self._ask_time(
                    options[at],
                    lambda moment: self.act(
                        lambda desk: actions.accept(desk.workspace, item.id, sides[at], moment)
                    ),
                )

        start = next((n for n, side in enumerate(sides) if side is item.ball), 0)
        self.app.push_screen(Choose("Who accepts?", options, at=start), chosen)

    def do_current(self) -> None:
        """A side's pass of current language."""
        item = self.shown_page().item
        sides = [self.ours, self.ours.other]
        options = [f"The {side.value} proposes current language: no change" for side in sides]

        def chosen(at: int | None) -> None:
            if at is not None:
                self._ask_time(
                    options[at],
                    lambda moment: self.act(
                        lambda desk: actions.current(desk.workspace, item.id, sides[at], moment)
                    ),
                )

        self.app.push_screen(Choose("Whose pass?", options), chosen)

    def do_receive(self) -> None:
        """The other side's file becomes its pass."""
        page = self.shown_page()
        other = page.facts.side.other
        fields = [
            ("The file (Word, PDF, text, Markdown)", "", "its path"),
            ("Received", _now(page), "a time"),
            ("Other items it answers, by number (may stay empty)", "", "such as 2, 3"),
        ]
        title = f"A pass of the {other.value} from its file"
        self.app.push_screen(Ask(title, _FINAL, fields, "Receive"), self._receive)

    def _receive(self, given: tuple[str, ...] | None) -> None:
        if given is None:
            return
        page = self.shown_page()
        path, side = Path(given[0].strip()).expanduser(), page.facts.side.other
        names = [page.item.id, *given[2].replace(",", " ").replace(";", " ").split()]

        def understood(desk: Desk) -> "tuple[Received, datetime]":
            from negotiate.workspace.receiving import understand

            at = time_of(page.facts, given[1])
            return understand(desk.workspace, names, path, side), at

        def shown(answer: "tuple[Received, datetime]") -> None:
            from negotiate.workspace.incoming.telling import shown as told

            found, at = answer

            def store(desk: Desk) -> Done:
                from negotiate.workspace import receiving

                done = receiving.store(desk.workspace, found, path, side, at)
                heed = dict.fromkeys(words for one in done for words in one.warnings)
                return replace(done[0], what="\n".join(one.what for one in done), warnings=tuple(heed))

            lines = list(told(found, path.name, side.value, _TOLD_WIDTH))
            more = f"\n… and {len(lines) - _TOLD_LINES} more lines: see `negotiate receive --dry-run`"
            text = "\n".join(lines[:_TOLD_LINES]) + (more if len(lines) > _TOLD_LINES else "")
            title = f"What {path.name} says"
            self.app.push_screen(
                Confirm(title, f"{text}\n\n{_FINAL}", "Store it as their pass"),
                lambda yes: self.act(store) if yes else None,
            )

        self.ask("receive", understood, shown, self._refused, waiting="reading …")

    # ---- states ---------------------------------------------------------------------------------------

    def do_hold(self) -> None:
        """The item waits."""
        self._ask_why("Hold the item", "It waits for an answer; whose move it is stays.", Act.HELD, "Hold")

    def do_withdraw(self) -> None:
        """Our proposal is taken off the table."""
        self._ask_why(
            "Withdraw the item",
            "It leaves the table. Its passes stay on the record.",
            Act.WITHDRAWN,
            "Withdraw",
        )

    def do_reject(self) -> None:
        """The last pass is rejected."""
        self._ask_why(
            "Reject the item", "The last pass is rejected. It stays on the record.", Act.REJECTED, "Reject"
        )

    def _ask_why(self, title: str, effect: str, act: Act, yes: str) -> None:
        item = self.shown_page().item
        package = (
            f"\n\nItem {item.number} is in the package {item.package}: all of it goes back."
            if item.package
            else ""
        )

        def given(words: tuple[str, ...] | None) -> None:
            if words is None:
                return
            question = _state(item.id, act, self.ours, words[0])
            if act is Act.HELD:
                self.act(question)
            else:
                self.confirm(f"{title}?", f"{item.number}  {item.title}\n\n{effect}{package}", yes, question)

        self.app.push_screen(Ask(title, effect + package, [("Why", "", "for the record")], yes), given)

    # ---- tentative agreement -----------------------------------------------------------------------------

    def do_sign(self) -> None:
        """Both sides assent, or one side first."""
        page = self.shown_page()
        facts = page.facts
        text = (
            "Without a scan it is recorded as typed: a note of what was said, which proves nothing about the "
            "other side. Leave a name empty where that side has yet to sign. Words changed in ink on paper "
            "are recorded first: I in place of s."
        )
        if page.overtaken:
            text += f" Another agreement has changed {', '.join(page.overtaken)}: this signs over it again."
        fields = [
            (f"For the {side.value}", (facts.party(side).signatories or ("",))[0], "who signs")
            for side in Side
        ]
        fields.append(("When", _now(page), "a time"))
        fields.append(("A scan of the signed paper (may stay empty)", "", "its path"))
        self.app.push_screen(
            Ask(f"Tentative agreement on item {page.item.number}", text, fields, "Sign"), self._sign
        )

    def _sign(self, given: tuple[str, ...] | None) -> None:
        if given is None:
            return
        page = self.shown_page()
        named = [(side, name.strip()) for side, name in zip(Side, given, strict=False) if name.strip()]
        if not named:
            self.app.notify("Nobody is named: nothing is signed.", severity="warning", markup=False)
            return

        def question(desk: Desk) -> Done:
            from negotiate.workspace.agreements import Given, sign

            at = time_of(page.facts, given[2]) if given[2].strip() else None
            scan = Path(given[3].strip()).expanduser() if given[3].strip() else None
            how = Assent.PAPER if scan is not None else Assent.TYPED
            assents = tuple(Given(side, name, how, scan) for side, name in named)
            return sign(desk.workspace, page.item.id, assents, at, bool(page.overtaken))

        who = " and ".join(f"{name} for the {side.value}" for side, name in named)
        effect = (
            f"{page.item.number}  {page.item.title}\n\nSigned by {who}. It cannot be undone, only reopened."
        )
        self.confirm("Sign this tentative agreement?", effect, "Sign", question)

    def do_reopen(self) -> None:
        """A tentative agreement is taken back."""
        page = self.shown_page()
        mutual = page.facts.rules.reopen == "mutual"
        effect = "The agreed language leaves the tentative text, and the item is bargained again."
        if mutual:
            effect += " The ground rules ask for mutual consent: go on only if the other side consents."

        def given(words: tuple[str, ...] | None) -> None:
            if words is None:
                return

            def question(desk: Desk) -> Done:
                from negotiate.workspace.agreements import reopen

                return reopen(desk.workspace, page.item.id, page.facts.side, words[0], consent=True)

            yes = "Both consent" if mutual else "Reopen"
            self.confirm(
                "Reopen this item?", f"{page.item.number}  {page.item.title}\n\n{effect}", yes, question
            )

        self.app.push_screen(Ask("Reopen", effect, [("Why", "", "for the record")], "Go on"), given)

    # ---- what the acts share ----------------------------------------------------------------------------

    def confirm(self, title: str, effect: str, yes: str, question: Callable[[Desk], Done]) -> None:
        """Asks before an act that is hard to take back."""

        def answered(sure: bool | None) -> None:
            if sure:
                self.act(question)

        self.app.push_screen(Confirm(title, effect, yes), answered)

    def _ask_time(self, what: str, then: Callable[[datetime], Any], of: str = "") -> None:
        """When did it cross the table? The button that goes on names the effect; ``of`` what it is done to,
        where that is more than the item."""
        page = self.shown_page()
        text = f"{of or f'{page.item.number}  {page.item.title}'}\n\n{_FINAL}"

        def given(words: tuple[str, ...] | None) -> None:
            if words is None:
                return
            try:
                moment = time_of(page.facts, words[0])
            except NegotiateError as error:
                self.fault(error)
                return
            sure = Confirm(f"{what} on {when(moment)}?", text, "It is final")
            self.app.push_screen(sure, lambda yes: then(moment) if yes else None)

        fields = [("When", _now(page), "such as 2026-03-04 18:10")]
        self.app.push_screen(
            Ask(what, "The time it crossed the table stands on the record.", fields, "Go on"), given
        )


def _name(item: Item, side: Side) -> str:
    last = item.latest(side)
    return last.name if last is not None else side.value


def _now(page: ItemPage) -> str:
    return page.now.strftime("%Y-%m-%d %H:%M")


def time_of(facts: Facts, given: str) -> datetime:
    """A time as people type it, with a space or a T; raises :class:`BadInput` where it is none."""
    return facts.moment(given.strip().replace(" ", "T", 1))


def _state(item: str, act: Act, side: Side, why: str) -> Callable[[Desk], Done]:
    return lambda desk: actions.change_state(desk.workspace, item, act, side, why)
