"""What can be done beside a text: its margin, who refers here, findings, another text side by side."""

from negotiate.tui.about_clauses import Margin, let_stand, margin_of, refs_of
from negotiate.tui.dialogs import Ask, Choose, Tell
from negotiate.tui.line_view import LineView
from negotiate.tui.paragraphs import Paragraph
from negotiate.tui.place import Place
from negotiate.tui.questions import ReaderPage
from negotiate.tui.room import Desk


class ReaderActs(Place):
    """The acts of the reader. ``margin`` is what is said beside the text, None until it is asked for."""

    page: ReaderPage | None = None
    margin: Margin | None = None

    @property
    def view(self) -> LineView:
        """The text."""
        raise NotImplementedError

    @property
    def here(self) -> str:
        """The citation at the top of the view."""
        page = self.page
        at = self.view.place_of(self.view.scroll_offset.y)[0]
        return page.index.placed[at].citation if page is not None and page.index.placed else ""

    def ask_margin(self, name: str) -> None:
        """Asks for the margin of the text called ``name``."""
        self.ask("margin", margin_of(name), self._margin, lambda _: None, money=True)

    def _margin(self, found: Margin) -> None:
        self.margin = found
        page = self.page
        if page is not None:
            said = found.said
            seen: set[str] = set()
            signs = {}
            for at, one in enumerate(page.index.placed):
                if one.citation in said and one.citation not in seen:
                    seen.add(one.citation)
                    signs[at] = said[one.citation].sign
            self.view.put_margin(signs)

    def said_at(self, citation: str) -> str:
        """What the margin says of a clause."""
        found = self.margin.said.get(citation) if self.margin is not None else None
        return f" · {found.words}" if found is not None else ""

    def do_refs(self) -> None:
        """What refers to the clause at the top, and what it refers to."""
        page, here = self.page, self.here
        assert page is not None

        def told(lines: list[Paragraph]) -> None:
            self.app.push_screen(Tell("References", lines))

        self.ask("refs", refs_of(page.name, here), told)

    def do_findings(self) -> None:
        """The findings of ``check``, to go to."""
        found = self.margin.findings if self.margin is not None else ()
        options = [f"{one.citation}  {one.words}" for one in found]

        def chosen(at: int | None) -> None:
            if at is not None:
                self.go_to_citation(found[at].citation)

        self.app.push_screen(Choose("What check found", options), chosen)

    def go_to_citation(self, citation: str) -> None:
        """Brings a clause to the top."""
        raise NotImplementedError

    def do_let_stand(self) -> None:
        """Accepts a finding of the clause at the top."""
        here, page = self.here, self.page
        assert page is not None and self.margin is not None
        found = [one for one in self.margin.findings if one.citation == here]

        def given(at: int, words: tuple[str, ...] | None) -> None:
            if words is not None:
                self.ask("stand", let_stand(found[at].id, words[0], page.name), self._stands, act=True)

        def chosen(at: int | None) -> None:
            if at is not None:
                field = [("Why may it stand?", "", "for the record")]
                ask = Ask("Let it stand", found[at].words, field, "Let it stand")
                self.app.push_screen(ask, lambda words: given(at, words))

        self.app.push_screen(Choose("Which finding may stand?", [one.words for one in found]), chosen)

    def _stands(self, said: str) -> None:
        self.app.notify(said)
        self.refresh_page()

    def do_beside(self) -> None:
        """Another text beside this one."""
        self.ask("texts", _texts, self._beside)

    def _beside(self, texts: tuple[tuple[str, str], ...]) -> None:
        from negotiate.tui.screens.sides import Sides

        page = self.page
        assert page is not None
        stands = dict(texts).get(page.name, page.name)

        def chosen(at: int | None) -> None:
            if at is not None:
                name, words = texts[at]
                self.app.push_screen(Sides(page.name, name, (stands, words)))

        self.app.push_screen(Choose("Which text stands beside it?", [words for _, words in texts]), chosen)

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if act in ("findings", "let-stand") and self.margin is None:
            return "The text is still being checked."
        if act == "findings" and self.margin is not None and not self.margin.findings:
            return "Nothing was found wrong in this text."
        found = self.margin.findings if self.margin is not None else ()
        if act == "let-stand" and not any(one.citation == self.here for one in found):
            return "Nothing was found at the clause at the top: c lists what was."
        return super().why_not(act)


def _texts(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Every text on the record that can be read beside another."""
    found = [("baseline", "The agreement in force"), ("tentative", "The agreement with every TA in it")]
    for row in desk.workspace.rows():
        for side, count in (("union", row.union_passes), ("district", row.district_passes)):
            for number in range(1, count + 1):
                words = f"{row.number}  {row.title}: {side.capitalize()} {number}"
                found.append((f"{row.id}:{side}@{number}", words))
    return tuple(found)
