"""Which label belongs under which: a beam search over the lists that may be open.

A reading of an article is a stack of open lists, each with its style and the last number
it reached. Every label may go on with an open list, start one under it, or be mere text;
each choice costs what it makes of the numbering (nothing where the count goes on, much
where it jumps), and the cheapest reading of the whole article wins. A later label thus
decides whether ``i`` was the ninth letter or the first roman numeral.

Where a label is simply the next of an open list, nothing dearer is looked at: most lines of
an agreement are, and this keeps the search short.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.reading.constraints import AtToken, rules_of
from negotiate.agreement.reading.lexing import Token
from negotiate.agreement.reading.openlists import Key, Open, Reading, Root, likeness, readings

_WIDTH = 8
_BEAM = 5.0  # a reading this much dearer than the best does not come back
_NEW_LIST, _NEW_LATE, _SAME_STYLE, _SWITCH = 0.5, 4.0, 3.0, 3.0
_GAP, _GAP_EACH, _DOUBLED, _BACK = 2.0, 0.4, 3.0, 5.0
# a list that starts again: below an unlabelled paragraph, and right below its last member; less than
# _NEW_LIST + _SAME_STYLE, so that it stands under itself only where the outer list goes on later
_AGAIN, _AGAIN_AT_ONCE = 2.5, 3.2
_POP, _UNLIKE, _FURTHER, _BELOW_ITSELF = 0.02, 0.4, 0.1, 0.8
_OTHER_PARENT, _NEXT_PARENT, _NOT_BELOW = 3.0, 0.6, 1.0
_TITLE_HERE, _BESIDE = 1.0, 0.1  # one heading rather stands beside the last than under it
_AGAINST = 3.0
_UNHEARD = 30.0  # dearer than any move the numbering speaks for
_SURE = 2.5  # a label this sure is no text where it is the next of an open list
_MOST_KEPT = 20_000  # stacks remembered at once


@dataclass(slots=True)
class _Node:
    cost: float
    top: Open
    back: "_Node | None"
    depth: int | None  # the level given to the token: 0 the first below the article; None: text


@dataclass(frozen=True, slots=True)
class Placement:
    """The reading of one token: its level below the article (0 the first) or None for text,
    and whether the count of its list jumped, turned back or was doubled there."""

    depth: int | None
    jump: str = ""


_TEXT = Placement(None)
# total, node, depth, the list it stands in or opens below, and what makes its level
_Move = tuple[float, _Node, int | None, Open, Key | None]


def structure(tokens: Sequence[Token], seed: Open | None = None, top: int = 2) -> list[Placement]:
    """The cheapest reading of one article's labels and titles, one placement a token.

    ``seed`` holds the lists that are open where the tokens begin (a piece of an article); ``top``
    is the outline's level of the outermost lists. Raises :class:`BadInput` where a correction
    asks for what no reading gives.
    """
    search = _Search(seed or Root(), any(token.level for token in tokens))
    asked: list[int] = []
    rules = rules_of(tokens, top)
    for at, token in enumerate(tokens):
        if rules:
            search.rule = rules.at(at, asked)
        if token.kind == "label":
            search.after_text = at > 0 and tokens[at - 1].kind in ("text", "table")
            asked.append(at)
            search.label(token)
        elif token.kind == "title" and (may_head(tokens, at) or (search.rule and search.rule.placed)):
            asked.append(at)
            search.title(token, _opens(tokens, at))
    out = [_TEXT] * len(tokens)
    node = min(search.beam, key=_cost)
    for at in reversed(asked):
        assert node.back is not None
        if node.depth is not None:
            out[at] = Placement(node.depth, _jump(node.back.top, node))
        node = node.back
    return out


def _cost(node: _Node) -> float:
    return node.cost


def _total(move: _Move) -> float:
    return move[0]


class _Search:
    """The beam: the cheapest readings of the tokens so far."""

    def __init__(self, seed: Open, marks: bool) -> None:
        self.beam = [_Node(0.0, seed, None, None)]
        self.after_text = False  # whether an unlabelled paragraph stands right above
        self.marks = marks  # whether the markup gives levels of headings
        self.made: dict[Key, Open] = {}  # one object a stack: equal stacks are one reading
        self.rule: AtToken | None = None  # what corrections ask of the token at hand

    def label(self, token: Token) -> None:
        """Take a label as the member of a list, or as text."""
        moves: list[_Move] = []
        found = readings(token.label)
        for node in self.beam:
            known = self._next(node, token, found, moves)
            free = not known or self.rule is not None
            if free or token.sure < _SURE:
                moves.append((node.cost + token.sure, node, None, node.top, None))
            if free:
                self._other(node, token, found, moves)
            if self.rule is not None:
                self._anywhere(node, token, found, moves)
        self._keep(moves)

    def _next(self, node: _Node, token: Token, found: Sequence[Reading], moves: list[_Move]) -> bool:
        """Moves that cost next to nothing: the next of an open list, the first of a new one."""
        known = False
        for reading in found:
            at: Open | None = node.top
            below: Open | None = None
            pops = 0.0
            first = reading.number == 1
            while at is not None:
                if first:
                    self._new(node, token, reading, at, below, pops, moves)
                if at.number + 1 == reading.number and at.family == reading.family:
                    cost = self._go_on(token, reading, at)
                    if cost is not None:
                        further = _FURTHER if known else 0.0  # an inner list goes on just as well
                        self._add(moves, node, node.cost + cost + pops + further, token, reading, at, below)
                        known = known or cost < _GAP
                if below is not None:
                    pops += _POP
                below, at = at, at.under
        return known

    def _other(self, node: _Node, token: Token, found: Sequence[Reading], moves: list[_Move]) -> None:
        """All other moves: lists that jump, turn back or begin late."""
        for reading in found:
            at: Open | None = node.top
            below: Open | None = None
            pops = 0.0
            while at is not None:
                if reading.number != 1:
                    self._new(node, token, reading, at, below, pops, moves)
                if at.number + 1 != reading.number or at.family != reading.family:
                    cost = self._go_on(token, reading, at)
                    if cost is not None:
                        turned = reading.number == 1 < at.number and cost >= _BACK
                        if below is None and turned:
                            cost -= _BACK - (_AGAIN if self.after_text else _AGAIN_AT_ONCE)
                        self._add(moves, node, node.cost + cost + pops, token, reading, at, below)
                if below is not None:
                    pops += _POP
                below, at = at, at.under

    def _anywhere(self, node: _Node, token: Token, found: Sequence[Reading], moves: list[_Move]) -> None:
        """A new list at every level, whatever speaks against it: a person may have said so."""
        under: Open | None = node.top
        while under is not None:
            for reading in found or (None,):
                key = (under, reading, token.title, reading is None, 0, 0, token.level)
                moves.append((node.cost + _UNHEARD, node, under.depth + 1, under, key))
            under = under.under

    def _go_on(self, token: Token, reading: Reading, at: Open) -> float | None:
        """The cost of going on with an open list, or None where the styles have nothing in common."""
        cost = 0.0
        if at.style != reading.style:
            alike = likeness(at.style, reading.style)
            if alike is None:
                return None
            cost = alike
        if reading.parent and at.parent != reading.parent:
            if reading.number == 1:
                return cost + _NEXT_PARENT  # 1.4, then 2.1: the heading 2 between them has no label
            cost += _OTHER_PARENT
        step = reading.number - at.number
        if step != 1:
            if step == 0:
                cost += _DOUBLED
            elif step < 0:
                cost += _BACK
            else:
                cost += _GAP + _GAP_EACH * min(step - 2, 8)
        if at.title != token.title and not at.headed:
            cost += _UNLIKE
        return cost

    def _add(
        self,
        moves: list[_Move],
        node: _Node,
        total: float,
        token: Token,
        reading: Reading,
        at: Open,
        below: Open | None,
    ) -> None:
        """Going on with the list ``at``, of which ``below`` was open."""
        if self.marks:
            total += _marked(node.top, at.depth, token.level)
        if at.headed and below is not None and below.family == at.family:
            total += _UNLIKE + _POP  # the list under the heading counts as this one did: it goes on
        resume = below.number + 1 if below is not None and below.style else 0
        under = at.under
        assert under is not None
        key = (under, reading, token.title, False, 0, resume, token.level)
        moves.append((total, node, at.depth, under, key))

    def _new(
        self,
        node: _Node,
        token: Token,
        reading: Reading,
        under: Open,
        below: Open | None,
        pops: float,
        moves: list[_Move],
    ) -> None:
        """A new list under ``under``, in the place of the list ``below`` that was open there."""
        number = reading.number
        expected = number == 1 or under.resume == number
        cost = _NEW_LIST if expected else _NEW_LATE + 0.05 * min(number, 12)
        if below is not None:
            if below.style == reading.style or (below.headed and not below.style):
                return
            cost += _SWITCH + pops + _POP
            if below is node.top and below.title:
                cost += _SWITCH  # a heading that nothing stands under
        if under.headed:
            if under.series == reading.series:
                cost += _UNLIKE  # a list seldom counts as the list counts that its heading stands in
            if not under.style and under.styles >> reading.style & 1:
                cost += _BELOW_ITSELF  # rather the heading stands above both lists
        elif under.styles >> reading.style & 1:
            cost += _SAME_STYLE * _times(under, reading.style)
        if under.below and under.below != reading.series:
            cost += _UNLIKE
        if reading.parent and under.value and reading.parent != under.value:
            cost += _NOT_BELOW
        if self.marks:
            cost += _marked(node.top, under.depth + 1, token.level)
        key = (under, reading, token.title, False, 0, 0, token.level)
        moves.append((node.cost + cost, node, under.depth + 1, under, key))

    def title(self, token: Token, opens: bool) -> None:
        """Take an unlabelled line that reads like a heading as text, or as a heading at any level."""
        moves: list[_Move] = []
        for node in self.beam:
            top = node.top
            text = 2.0 if token.level else 1.5 if opens and top.under is not None else 0.3
            moves.append((node.cost + text, node, None, top, None))
            price = node.cost + _TITLE_HERE
            if self.marks:
                price += _marked(top, top.depth + 1, token.level)
            moves.append((price + 0.2, node, top.depth + 1, top, (top, None, True, True, 0, 0, token.level)))
            at, below, pops = top, None, _POP
            while at.under is not None:
                price = node.cost + _TITLE_HERE + pops - (_BESIDE if at.headed else 0.0)
                if self.marks:
                    price += _marked(top, at.depth, token.level)
                series = below.series if below is not None else 0
                resume = below.number + 1 if below is not None else 0
                key = (at.under, at.reading, at.title, True, series, resume, token.level)
                moves.append((price, node, at.depth, at.under, key))
                below, at = at, at.under
                pops += _POP
        self._keep(moves)

    def _keep(self, moves: list[_Move]) -> None:
        """The cheapest moves, one for every stack, become the beam."""
        if self.rule is not None:
            rule = self.rule
            moves = [move for move in moves if rule.allows(move[1], move[2])]
            if not moves:
                raise rule.fault()
        moves.sort(key=_total)
        within = moves[0][0] + _BEAM
        beam: list[_Node] = []
        held: set[Open] = set()
        made = self.made
        if len(made) > _MOST_KEPT:
            made.clear()
        for total, node, depth, under, key in moves:
            if total > within or len(beam) == _WIDTH:
                break
            top = under
            if key is not None:
                known = made.get(key)
                top = known if known is not None else made.setdefault(key, Open(*key))
            if top not in held:
                held.add(top)
                beam.append(_Node(total, top, node, depth))
        self.beam = beam


def _times(under: Open, style: int) -> int:
    """How many lists of one style are open: no list stands in itself again and again."""
    count = 0
    at: Open | None = under
    while at is not None:
        count += at.style == style
        at = at.under
    return count


def _marked(top: Open, depth: int, mark: int) -> float:
    """What it costs to go against the levels of headings that the markup itself gives."""
    cost = 0.0
    at: Open | None = top
    while at is not None:
        if not mark:
            if at.depth == depth:
                return _AGAINST / 2 if at.marked else 0.0
        elif at.depth >= 0:
            same = at.marked == mark
            if (at.depth != depth and same) or (at.depth == depth and at.marked and not same):
                cost += _AGAINST  # one level of the markup is one level of the agreement
            elif at.depth < depth and at.marked > mark:
                cost += _AGAINST
        at = at.under
    return cost


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the line after is a labelled heading: then this one may well head it."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.kind == "label" and after.title and not tokens[at].text.endswith(":")


def may_head(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unlabelled title can open a part: a list starts afresh soon below it."""
    if tokens[at].level:
        return True
    if at and tokens[at - 1].kind == "title":
        return False  # the first of several short lines is the heading
    for token in tokens[at + 1 : at + 4]:
        if token.kind == "label":
            return any(reading.number == 1 for reading in readings(token.label))
        if token.kind == "table":
            return False
    return False


def _jump(before: Open, node: _Node) -> str:
    now: Open | None = node.top
    while now is not None and now.depth != node.depth:
        now = now.under
    if now is None or now.headed or not now.style:
        return ""
    old: Open | None = before
    while old is not None and old.depth != node.depth:
        old = old.under
    if old is not None and old.series == now.series:
        if now.parent != old.parent and now.number == 1:
            return ""
        if now.number == old.number:
            return "doubled"
        if now.number < old.number and old.style == now.style:
            return "back"
        return "gap" if now.number > old.number + 1 else ""
    counts_through = now.under is not None and now.under.depth >= 0 and now.under.resume == now.number
    return "late" if now.number > 1 and not counts_through else ""
