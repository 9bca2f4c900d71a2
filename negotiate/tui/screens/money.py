"""Money: scenarios turned by their knobs, staff and schedules as grids, packages, positions, assumptions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotiate.agreement.numbers import Form
from negotiate.agreement.turning import step_of
from negotiate.common.errors import BadInput, NegotiateError
from negotiate.common.text import many, printable
from negotiate.costing.output import plain
from negotiate.costing.suggest import Suggestion
from negotiate.costing.terms import Reading
from negotiate.tui.dialogs import Ask, Choose
from negotiate.tui.of_money import (
    MoneyPage,
    apart_in_all,
    assumptions_of,
    money_page,
    package_of,
    positions_of,
    scattergram_of,
    scenario_of,
    schedule_paragraphs,
)
from negotiate.tui.of_pricing import suggestions
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.pick_list import PickList
from negotiate.tui.place import COMMON, GOING
from negotiate.tui.pricing_acts import PricingActs, by_line, suggested
from negotiate.tui.room import Desk
from negotiate.tui.view_bar import ViewBar
from negotiate.workspace.scenario import Scenario

_YEARS = 3
_PERCENT_STEP = step_of(Form.PERCENT, Fraction(1))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list: its words, and what is shown of it."""

    name: str
    said: str
    ask: Callable[[Desk], list[Paragraph]] | None = None


class Money(PricingActs, inherit_bindings=False):
    """What it costs, and what it would."""

    HELP: ClassVar[str] = (
        "Money: 1 tries a scenario: enter on a line sets it, + and - turn it, r changes how a ratio is read, "
        "0 puts all back; what comes out by year stands beside it, and nothing is written. 2 shows the staff "
        "by step and lane, 3 the schedules, 4 packages, 5 both parties' positions and their movement, 6 what "
        "every cost rests on, 7 figures that look costable and have no price: enter prices one."
    )
    VIEWS = (
        ("1 Scenario", "scenario"), ("2 Staff", "staff"), ("3 Schedules", "schedules"),
        ("4 Packages", "packages"), ("5 Positions", "positions"), ("6 Rests on", "assumptions"),
        ("7 No price", "unpriced"),
    )  # fmt: skip

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "1", "do('scenario')", "Scenario", show=False, tooltip="Turn raises and ratios, see the cost"
        ),
        Binding("2", "do('staff')", "Staff", show=False, tooltip="Staff by step and lane"),
        Binding("3", "do('schedules')", "Schedules", show=False, tooltip="The salary schedules"),
        Binding("4", "do('packages')", "Packages", show=False, tooltip="Packages, item by item"),
        Binding("5", "do('positions')", "Positions", show=False, tooltip="Both parties, pass by pass"),
        Binding("6", "do('assumptions')", "Rests on", show=False, tooltip="What every cost rests on"),
        Binding("7", "do('unpriced')", "No price", show=False, tooltip="Figures that may cost; price one"),
        Binding("B", "do('bind')", "Price a figure", show=False, tooltip="Give a figure a price"),
        Binding("enter", "do('pick')", "Set", tooltip="Set the knob, or price the figure, under the cursor"),
        Binding("plus,equals_sign", "do('more')", "More", key_display="+", tooltip="Turn the knob up"),
        Binding("minus", "do('less')", "Less", key_display="-", tooltip="Turn the knob down"),
        Binding("r", "do('reading')", "Reading", tooltip="How the ratio under the cursor is read"),
        Binding("0", "do('reset')", "Put back", tooltip="Put every knob back"),
        *COMMON,
        *GOING,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page: MoneyPage | None = None
        self.mode = "scenario"
        self.scenario = Scenario()
        self.lines: list[_Line] = []
        self.suggestions: tuple[Suggestion, ...] = ()

    def refresh_page(self) -> None:
        """Asks for the model."""
        self.say_status("computing …")
        self.ask("page", money_page, self._show, self._cannot, money=True, urgent=True)
        if self.mode == "unpriced":
            self.do_unpriced()

    def _show(self, page: MoneyPage) -> None:
        first, self.page, self._shown = self.page is None, page, None
        if first:
            self.scenario = Scenario(raises=(Fraction(0),) * _YEARS, effective=date(page.first_year, 9, 1))
        self.say_heading("Money")
        self._turn(self.mode)

    def _cannot(self, error: NegotiateError) -> None:
        lines: list[Paragraph] = [flow(Mark.WARN, printable(error.what), after=1)]
        lines += [flow(Mark.NOTE, printable(words)) for words in (error.where, error.do) if words]
        self.view.show(lines)
        self.say_status("")

    # ---- the list ---------------------------------------------------------------------------------------

    def _turn(self, mode: str) -> None:
        kept = mode == self.mode
        self.mode = mode
        self.query_one("#views", ViewBar).mark(mode)
        self.refresh_bindings()
        self._fill(keep=kept)
        self.point(self.list.cursor)

    def _fill(self, *, keep: bool) -> None:
        page = self.page
        if page is None:
            return
        self.lines = {
            "scenario": self._knobs, "staff": self._groups, "schedules": self._schedules,
            "packages": self._packages, "positions": self._items,
            "assumptions": self._rests_on, "unpriced": self._without_price,
        }[self.mode](page)  # fmt: skip
        if not keep:
            self.list.cursor = 0
        self.list.show(
            [
                Flow(
                    (Run(Mark.TEXT, printable(one.name)), Run(Mark.STRONG, printable(f"  {one.said}"))),
                    hang=2,
                )
                for one in self.lines
            ],
            keep=keep,
        )

    def _knobs(self, page: MoneyPage) -> list[_Line]:
        wanted, ratios, readings = self.scenario, dict(self.scenario.ratios), dict(self.scenario.readings)
        day = wanted.effective.isoformat() if wanted.effective is not None else ""
        lines = [
            _Line(f"raise in year {at + 1}", f"{plain(percent)} %")
            for at, percent in enumerate(wanted.raises)
        ]
        lines.append(_Line("first raise takes effect", day))
        for knob in page.knobs:
            now = ratios.get(knob.term, knob.value)
            turned = f" → {plain(now)}" if now != knob.value else ""
            read = readings.get(knob.term, knob.reading)
            how = f", {read.value}" if read is not None else ""
            lines.append(
                _Line(f"{knob.job or knob.term}, {knob.citation}", f"{plain(knob.value)}{turned}{how}")
            )
        return lines

    def _rests_on(self, _page: MoneyPage) -> list[_Line]:
        return [_Line("What every cost rests on", "", assumptions_of)]

    def _without_price(self, _page: MoneyPage) -> list[_Line]:
        return [
            _Line(f"{one.citation}  {one.figure}", one.kind, _always(suggested(one)))
            for one in self.suggestions
        ]

    def _groups(self, page: MoneyPage) -> list[_Line]:
        return [_Line(group or "all staff", "", scattergram_of(group)) for group in page.groups]

    def _schedules(self, page: MoneyPage) -> list[_Line]:
        return [
            _Line(
                one.citation,
                one.effective.isoformat() if one.effective else "",
                _always(schedule_paragraphs(one)),
            )
            for one in page.schedules
        ]

    def _packages(self, page: MoneyPage) -> list[_Line]:
        return [_Line(name, "", package_of(name)) for name in page.packages]

    def _items(self, page: MoneyPage) -> list[_Line]:
        return [
            _Line("All items", "", apart_in_all),
            *(_Line(said, "", positions_of(one)) for one, said in page.items),
        ]

    # ---- the view ---------------------------------------------------------------------------------------

    def point(self, at: int) -> None:
        """What the line under the cursor says."""
        if self.page is None or (self.mode == "scenario" and self._shown is self.scenario):
            return
        if not self.lines:
            empty = {
                "packages": "There is no package: K on an item offers it with others.",
                "unpriced": "Every figure that looks costable has a price.",
                "staff": "No staff is known: `negotiate cost staff FILE` reads a sheet.",
            }.get(self.mode, "Nothing is known yet.")
            self.view.show([flow(Mark.NOTE, empty)])
            self.say_status("")
            return
        question = self.lines[min(at, len(self.lines) - 1)].ask
        if self.mode == "scenario":
            self._shown = self.scenario
            question = scenario_of(self.scenario)
        if question is not None:
            self.say_status("computing …")
            self.ask("view", question, self._put(self.mode), self._cannot, money=True, urgent=True)

    _shown: Scenario | None = None

    def _put(self, mode: str) -> Callable[[list[Paragraph]], None]:
        def show(paragraphs: list[Paragraph]) -> None:
            if mode != self.mode:
                return
            self.view.show(paragraphs, keep=mode == "scenario")
            self.say_status(
                "nothing is written: a scenario only tries"
                if mode == "scenario"
                else many(len(self.lines), "line")
            )

        return show

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """Enter on a knob sets it; on a figure, prices it."""
        if self.mode == "unpriced" and self.suggestions:
            one = self.suggestions[event.paragraph]
            if one.phrase:
                self.price(one)
            else:
                self.app.notify(by_line(one), title="Not now", severity="warning", markup=False)
            return
        if self.mode != "scenario" or self.page is None:
            self.view.focus()
            return
        at = event.paragraph
        stands = self.lines[at].said.split(" → ")[-1].split(",")[0].removesuffix(" %")
        self.app.push_screen(Ask(self.lines[at].name, "", [("Set it to", stands, "")], "Set"), self._set(at))

    def _set(self, at: int) -> Callable[[tuple[str, ...] | None], None]:
        def given(words: tuple[str, ...] | None) -> None:
            if words is None:
                return
            try:
                if at == len(self.scenario.raises):
                    self._try(replace(self.scenario, effective=date.fromisoformat(words[0].strip())))
                else:
                    self._value(at, Fraction(words[0].strip().removesuffix("%").replace(",", "")))
            except (ValueError, ZeroDivisionError):
                self.fault(BadInput(f"{words[0]!r} cannot be set here", do="write 2.5, 500 or 2026-09-01"))

        return given

    # ---- the knobs --------------------------------------------------------------------------------------

    def _value(self, at: int, value: Fraction) -> None:
        page, wanted = self.page, self.scenario
        assert page is not None
        if at < len(wanted.raises):
            raises = (*wanted.raises[:at], max(value, Fraction(0)), *wanted.raises[at + 1 :])
            self._try(replace(wanted, raises=raises))
            return
        knob = page.knobs[at - len(wanted.raises) - 1]
        ratios = {**dict(wanted.ratios), knob.term: max(value, Fraction(1))}
        self._try(
            replace(wanted, ratios=tuple(pair for pair in ratios.items() if pair != (knob.term, knob.value)))
        )

    def _try(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._fill(keep=True)
        self.point(self.list.cursor)

    def _step(self, by: int) -> None:
        at, wanted, page = self.list.cursor, self.scenario, self.page
        assert page is not None
        if at < len(wanted.raises):
            self._value(at, wanted.raises[at] + by * _PERCENT_STEP)
        elif at == len(wanted.raises):
            day = wanted.effective
            assert day is not None
            month = day.month - 1 + by
            self._try(replace(wanted, effective=date(day.year + month // 12, month % 12 + 1, 1)))
        else:
            knob = page.knobs[at - len(wanted.raises) - 1]
            now = dict(wanted.ratios).get(knob.term, knob.value)
            self._value(at, now + by * step_of(Form.NUMBER, now))

    def key_words(self, act: str) -> str | None:
        """The knobs' keys stand there in a scenario alone, that of a price where figures have none."""
        scenario, unpriced = self.mode == "scenario", self.mode == "unpriced"
        match act:
            case "more" | "less" | "reading" | "reset":
                return None if scenario else ""
            case "bind":
                return "Price another" if unpriced else None
            case "pick":
                return "Set" if scenario else "Price" if unpriced else ""
            case _:
                return None

    def why_not(self, act: str) -> str:
        """Why an act cannot be done here now."""
        if self.page is None and act not in ("back", "refresh"):
            return "The model is still being read."
        if act in ("more", "less", "reading") and self.mode != "scenario":
            return "Only a scenario has knobs to turn: 1 shows it."
        if act == "reading" and self._knob_reading() is None:
            return "This line is not read in several ways."
        return super().why_not(act)

    def _knob_reading(self) -> Reading | None:
        page, at = self.page, self.list.cursor - len(self.scenario.raises) - 1
        return page.knobs[at].reading if page is not None and 0 <= at < len(page.knobs) else None

    def do_pick(self) -> None:
        """What enter does in the list."""
        self.list.action_pick()

    def do_more(self) -> None:
        """Up."""
        self._step(1)

    def do_less(self) -> None:
        """Down."""
        self._step(-1)

    def do_reading(self) -> None:
        """Another reading of the ratio."""
        page = self.page
        assert page is not None
        knob = page.knobs[self.list.cursor - len(self.scenario.raises) - 1]
        options = list(Reading)
        stands = dict(self.scenario.readings).get(knob.term, knob.reading)

        def chosen(at: int | None) -> None:
            if at is not None:
                readings = {**dict(self.scenario.readings), knob.term: options[at]}
                self._try(replace(self.scenario, readings=tuple(readings.items())))

        start = next((at for at, one in enumerate(options) if one is stands), 0)
        self.app.push_screen(Choose("How is it read?", [one.value for one in options], at=start), chosen)

    def do_reset(self) -> None:
        """All as it was."""
        page = self.page
        assert page is not None
        self._try(Scenario(raises=(Fraction(0),) * _YEARS, effective=date(page.first_year, 9, 1)))

    def do_scenario(self) -> None:
        """A scenario."""
        self._shown = None
        self._turn("scenario")

    def do_staff(self) -> None:
        """The scattergram."""
        self._turn("staff")

    def do_schedules(self) -> None:
        """The schedules."""
        self._turn("schedules")

    def do_packages(self) -> None:
        """Packages."""
        self._turn("packages")

    def do_positions(self) -> None:
        """Both parties."""
        self._turn("positions")

    def do_unpriced(self) -> None:
        """Figures without a price."""
        self.say_status("computing …")
        self.ask("words", suggestions, self._suggested, money=True, urgent=True)

    def _suggested(self, found: tuple[Suggestion, ...]) -> None:
        self.suggestions = found
        self._turn("unpriced")

    def do_assumptions(self) -> None:
        """What it rests on."""
        self._turn("assumptions")


def _always(paragraphs: list[Paragraph]) -> Callable[[Desk], list[Paragraph]]:
    return lambda _: paragraphs
