"""Further acts on an item: agreed in concept, split and joined, packages, ink on the signing copy."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from negotiate.bargaining.parties import Side
from negotiate.bargaining.states import Act
from negotiate.common.errors import BadInput
from negotiate.tui.dialogs import Ask, Choose
from negotiate.tui.item_acts import ItemActs, time_of
from negotiate.tui.room import Desk
from negotiate.workspace.recording import Done

Words = tuple[str, ...] | None


class MoreItemActs(ItemActs):
    """Acts done less often."""

    def why_not(self, act: str) -> str:
        """Why an act cannot be done now."""
        found = super().why_not(act)
        if found or self.page is None:
            return found
        item = self.page.item
        if act in ("accept-package", "break-package") and not item.package:
            return "The item is in no package: K puts it in one."
        if act == "package" and item.package:
            return f"The item is in the package {item.package} already."
        if act == "split" and len(item.clauses) < 2:
            return "An item on one clause cannot be split."
        return ""

    def do_concept(self) -> None:
        """The parties agree; the language is still to be written."""
        effect = "Both sides agree on what is meant; the language is still to be written and passed."
        self._ask_why("Agreed in concept", effect, Act.AGREED, "Agreed in concept")

    # ---- a raise ------------------------------------------------------------------------------------------

    def do_raise(self) -> None:
        """A raise of a schedule, written into our draft as language and tables."""
        self.ask("raise", _pay_terms, self._raised, self.fault, money=True, urgent=True)

    def _raised(self, terms: tuple[str, ...]) -> None:
        item = self.shown_page().item
        if not terms:
            self.app.notify("No schedule has a priced phrase: 7 in Money prices one.", severity="warning")
            return
        fields = [
            ("Which schedule: " + ", ".join(terms), terms[0], ""),
            ("By how much", "", "3% or $500"),
            ("From", "", "a day, such as 2026-09-01"),
        ]
        text = "The words and the raised tables go into our draft, where they can still be changed."

        def given(words: Words) -> None:
            if words is not None:
                self.act(_raise_of(item.id, self.ours, words))

        self.app.push_screen(Ask("A raise", text, fields, "Write into our draft"), given)

    # ---- split and join -----------------------------------------------------------------------------------

    def do_split(self) -> None:
        """Some clauses of the item become one of their own."""
        item = self.shown_page().item
        fields = [
            ("Title of the new item", "", ""),
            ("Clauses that go there, with commas between", "", ", ".join(item.clauses)),
        ]
        text = "What crossed the table stays; what each side last said of these clauses goes along as drafts."

        def given(words: Words) -> None:
            if words is None:
                return
            clauses = [part.strip() for part in words[1].split(",") if part.strip()]

            def question(desk: Desk) -> Done:
                from negotiate.workspace.reshaping import split

                return split(desk.workspace, item.id, words[0], clauses)

            self.act(question)

        self.app.push_screen(Ask(f"Split item {item.number}", text, fields, "Split"), given)

    def do_join(self) -> None:
        """Other items are joined into this one."""
        item = self.shown_page().item
        text = "The others end; their clauses and positions come into this item."

        def given(words: Words) -> None:
            if words is None:
                return
            others = _numbers(words[0])

            def question(desk: Desk) -> Done:
                from negotiate.workspace.reshaping import join

                return join(desk.workspace, item.id, others)

            self.confirm(
                "Join these items?", f"Items {', '.join(others)} end in item {item.number}.", "Join", question
            )

        fields = [("Which items, by number, with commas between", "", "such as 3, 4")]
        self.app.push_screen(Ask(f"Join items into {item.number}", text, fields, "Go on"), given)

    # ---- packages -----------------------------------------------------------------------------------------

    def do_package(self) -> None:
        """This item and others are offered together."""
        item = self.shown_page().item
        fields = [
            ("Name of the package", "", "such as Staffing"),
            ("With which items, by number, with commas between", "", "such as 2, 3"),
        ]

        def given(words: Words) -> None:
            if words is None:
                return

            def question(desk: Desk) -> Done:
                from negotiate.workspace.packages import package

                return package(desk.workspace, words[0], [item.id, *_numbers(words[1])])

            self.act(question)

        text = "What is then passed on these items is offered together, all or nothing."
        self.app.push_screen(Ask("A package", text, fields, "Put together"), given)

    def do_accept_package(self) -> None:
        """A side accepts all that the other offers in the package."""
        name = self.shown_page().item.package
        sides = [self.ours, self.ours.other]

        def chosen(at: int | None) -> None:
            if at is not None:
                what = f"The {sides[at].value} accepts the package {name}"
                every = f"Every item of {name}, as the other side offers it."
                self._ask_time(what, lambda moment: self.act(_accepts(name, sides[at], moment)), every)

        options = [f"The {side.value} accepts the whole package" for side in sides]
        self.app.push_screen(Choose(f"The package {name}", options), chosen)

    def do_break_package(self) -> None:
        """The package is rejected; its items stand where they stood."""
        name = self.shown_page().item.package

        def given(words: Words) -> None:
            if words is None:
                return

            def question(desk: Desk) -> Done:
                from negotiate.workspace.packages import break_package

                return break_package(desk.workspace, name, words[0])

            effect = f"Every item of {name} stands where it stood before; what was offered in it lapses."
            self.confirm(f"Reject the package {name}?", effect, "Reject it", question)

        self.app.push_screen(
            Ask(f"Reject the package {name}", "", [("Why", "", "for the record")], "Go on"), given
        )

    # ---- ink ----------------------------------------------------------------------------------------------

    def do_ink(self) -> None:
        """The signing copy was changed in ink."""
        page = self.shown_page()
        item = page.item
        fields = [
            ("Which clause was changed", item.clauses[0] if len(item.clauses) == 1 else "", "a citation"),
            ("A file with the clause as it now stands", "", "its path"),
            ("Initialled for the union by (may stay empty)", "", ""),
            ("Initialled for the district by (may stay empty)", "", ""),
            ("When", page.now.strftime("%Y-%m-%d %H:%M"), "a time"),
        ]
        text = "Initialled by both it is a pass of each and is signed; otherwise a clean copy is due."

        def given(words: Words) -> None:
            if words is not None:
                question = _inked(item.id, words)
                effect = f"{item.number}  {item.title}\n\n{text} It cannot be undone."
                self.confirm("Record the ink?", effect, "Record", question)

        self.app.push_screen(Ask("Changed in ink on the signing copy", text, fields, "Go on"), given)


def _numbers(words: str) -> list[str]:
    return [part.strip() for part in words.replace(";", ",").split(",") if part.strip()]


def _accepts(name: str, side: Side, moment: datetime) -> Callable[[Desk], Done]:
    def question(desk: Desk) -> Done:
        from negotiate.workspace.packages import accept_package

        return accept_package(desk.workspace, name, side, moment)

    return question


def _inked(item: str, words: tuple[str, ...]) -> Callable[[Desk], Done]:
    def question(desk: Desk) -> Done:
        from negotiate.workspace.agreements import Given
        from negotiate.workspace.inking import ink

        path = Path(words[1].strip()).expanduser()
        try:
            said = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise BadInput(
                f"the clause cannot be read: {fault}", where=str(path), do="give a text file"
            ) from None
        named = zip(Side, words[2:4], strict=True)
        given = tuple(Given(side, name.strip()) for side, name in named if name.strip())
        at = time_of(desk.workspace.facts, words[4]) if words[4].strip() else None
        return ink(desk.workspace, item, words[0].strip(), said.strip("\n"), given, at).done

    return question


def _pay_terms(desk: Desk) -> tuple[str, ...]:
    from negotiate.workspace.scenario import schedules

    return schedules(desk.costs)


def _raise_of(item: str, side: Side, words: tuple[str, ...]) -> Callable[[Desk], Done]:
    """The raise as typed: a per cent, or dollars where it begins with their sign."""
    term, size, day = (word.strip() for word in words)

    def question(desk: Desk) -> Done:
        from negotiate.costing.raising import Raise
        from negotiate.workspace.raising import raise_pay

        try:
            exact = Fraction(size.strip("$% ").replace(",", ""))
            cents = exact * 100
            if exact <= 0 or (size.startswith("$") and cents.denominator != 1):
                raise ValueError
            when = date.fromisoformat(day)
        except (ValueError, ZeroDivisionError):
            raise BadInput(
                f"{size!r} from {day!r} is no raise", do="write 3% or $500, and the day as 2026-09-01"
            ) from None
        one = Raise(when, cents=int(cents)) if size.startswith("$") else Raise(when, percent=exact)
        return raise_pay(desk.workspace, item, side, term, [one])

    return question
