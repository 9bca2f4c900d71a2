"""Which label belongs under which: a beam search over the lists that may be open.

A reading of an article is a stack of open lists, each with its style and the last number
it reached. Every label may go on with an open list, start one under it, or be mere text;
each choice costs what it makes of the numbering (nothing where the count goes on, much
where it jumps), and the cheapest reading of the whole article wins. A later label thus
decides whether ``i`` was the ninth letter or the first roman numeral.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from negotiate.agreement.labels import ordinals, parse_label
from negotiate.agreement.reading.lexing import Token

_WIDTH = 10
_BEAM = 5.0  # a reading this much dearer than the best does not come back
_NEW_LIST, _NEW_LATE, _SAME_STYLE, _SWITCH = 0.5, 4.0, 3.0, 3.0
_GAP, _GAP_EACH, _DOUBLED, _BACK = 2.0, 0.4, 3.0, 5.0
_POP, _UNLIKE, _HEADING = 0.02, 0.4, 1.0
_TITLE_HERE = 1.0
_AGAINST = 3.0

Style = tuple[str, bool, bool, str, int]


class Level(NamedTuple):  # a plain tuple: stacks of these are hashed in the inner loop
    """One open list: its style, the last number, and whether its members are headings.
    A level opened by an unlabelled heading has an empty style until a label follows."""

    style: Style
    number: int
    value: str
    title: bool
    headed: bool = False  # an unlabelled heading stands here now
    below: str = ""  # the numerals of the list that stood under this level before that heading
    resume: int = 0  # the number that list would have gone on with: some count through
    marked: int = 0  # the level of the heading in the markup, 0 where there is none


Stack = tuple[Level, ...]
Move = tuple[float, Stack, int | None]  # what it costs, the stack after it, the token's level


@dataclass(slots=True)
class _Node:
    cost: float
    stack: Stack
    back: "_Node | None"
    depth: int | None  # the level given to the token: 0 the first below the article; None: text


@dataclass(frozen=True, slots=True)
class Placement:
    """The reading of one token: its level below the article (0 the first) or None for text,
    and whether the count of its list jumped, turned back or was doubled there."""

    depth: int | None
    jump: str = ""


def structure(tokens: Sequence[Token], seed: Stack = ()) -> list[Placement]:
    """The cheapest reading of one article's labels and titles, one placement a token.

    ``seed`` holds the lists that are open where the tokens begin (a piece of an article).
    """
    beam = [_Node(0.0, seed, None, None)]
    asked: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "label" or (token.kind == "title" and _may_head(tokens, at)):
            asked.append(at)
            beam = _step(beam, token, tokens, at)
    node: _Node | None = min(beam, key=lambda n: n.cost)
    out = [Placement(None) for _ in tokens]
    for at in reversed(asked):
        assert node is not None
        before = node.back.stack if node.back is not None else seed
        out[at] = Placement(node.depth, _jump(before, node))
        node = node.back
    return out


def _step(beam: list[_Node], token: Token, tokens: Sequence[Token], at: int) -> list[_Node]:
    best: dict[Stack, _Node] = {}
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    opens = after is not None and after.kind == "label" and after.title and not token.text.endswith(":")
    levels = _levels(token.label, token.title, token.level) if token.kind == "label" else ()
    for node in beam:
        moves = (
            _label_moves(node, token, levels) if token.kind == "label" else _title_moves(node, token, opens)
        )
        for cost, stack, depth in moves:
            total = node.cost + cost
            held = best.get(stack)
            if held is None or total < held.cost:
                best[stack] = _Node(total, stack, node, depth)
    kept = sorted(best.values(), key=_cost)[:_WIDTH]
    within = kept[0].cost + _BEAM
    return [node for node in kept if node.cost <= within]


def _cost(node: _Node) -> float:
    return node.cost


def _label_moves(node: _Node, token: Token, levels: Sequence[Level]) -> list[Move]:
    stack = node.stack
    moves: list[Move] = [(token.sure, stack, None)]
    for level in levels:
        for depth, open_ in enumerate(stack):
            cost = _continue(open_, level)
            if cost is not None:
                cost += _POP * (len(stack) - 1 - depth) + _marked(stack, depth, level.marked)
                moves.append((cost, (*stack[:depth], _after(stack, depth, level)), depth))
        _new_lists(stack, level, moves)
    return moves


def _after(stack: Stack, depth: int, level: Level) -> Level:
    """The level with what it should know of the list that stood below its place."""
    if depth + 1 >= len(stack):
        return level
    child = stack[depth + 1]
    return level._replace(below=level.below or "", resume=child.number + 1 if child.style[3] else 0)


def _marked(stack: Stack, depth: int, mark: int) -> float:
    """What it costs to go against the levels of headings that the markup itself gives."""
    if not mark:
        return _AGAINST / 2 if depth < len(stack) and stack[depth].marked else 0.0
    cost = 0.0
    for at, open_ in enumerate(stack):
        same = open_.marked == mark
        if (at != depth and same) or (at == depth and open_.marked and not same):
            cost += _AGAINST  # one level of the markup is one level of the agreement
        elif at < depth and open_.marked > mark:
            cost += _AGAINST
    return cost


@lru_cache(maxsize=4096)
def _levels(printed: str, title: bool, mark: int) -> tuple[Level, ...]:
    """Every reading of a printed label as the member of a list."""
    label = parse_label(printed)
    if label is None:
        return ()
    parts = label.value.count(".") + 1 if label.value[:1].isdigit() else 1
    return tuple(
        Level((label.word, label.opened, label.paren, series, parts), number, label.value, title, marked=mark)
        for series, number in ordinals(label.value)
    )


def _new_lists(stack: Stack, level: Level, moves: list[Move]) -> None:
    start = _NEW_LIST if level.number == 1 else _NEW_LATE + 0.05 * min(level.number, 12)
    for depth in range(len(stack) + 1):
        goes_on = depth > 0 and stack[depth - 1].resume == level.number > 1
        cost = (_NEW_LIST if goes_on else start) + _POP * (len(stack) - depth)
        cost += _marked(stack, depth, level.marked)
        if depth < len(stack):
            if stack[depth].style == level.style:
                continue
            if not stack[depth].style[3] and stack[depth].headed:
                continue
            cost += _SWITCH
            if depth == len(stack) - 1 and stack[depth].title:
                cost += _SWITCH  # a heading that nothing stands under
        under_title = depth > 0 and stack[depth - 1].headed
        if under_title and stack[depth - 1].style[3] == level.style[3]:
            cost += _UNLIKE  # a list seldom counts as the list counts that its heading stands in
        if not under_title and any(open_.style == level.style for open_ in stack[:depth]):
            cost += _SAME_STYLE
        if depth and stack[depth - 1].below not in ("", level.style[3]):
            cost += _UNLIKE
        if depth and level.style[4] > 1 and not level.value.startswith(f"{stack[depth - 1].value}."):
            cost += 1.0
        moves.append((cost, (*stack[:depth], level), depth))


def _continue(open_: Level, level: Level) -> float | None:
    """The cost of going on with an open list, or None where the styles have nothing in common."""
    if open_.style[3] != level.style[3] or open_.style[4] != level.style[4]:
        return None
    cost = 0.0
    if open_.style != level.style:
        if open_.style[0] != level.style[0] or level.style[1] != open_.style[1]:
            return None
        cost += 0.8  # "B" among "A." and "C.", "3)" among "2." and "4."
    if level.style[4] > 1 and open_.value.rsplit(".", 1)[0] != level.value.rsplit(".", 1)[0]:
        cost += 3.0
    step = level.number - open_.number
    if step == 0:
        cost += _DOUBLED
    elif step < 0:
        cost += _BACK
    elif step > 1:
        cost += _GAP + _GAP_EACH * min(step - 2, 8)
    if open_.title != level.title and not open_.headed:
        cost += _UNLIKE
    return cost


def _title_moves(node: _Node, token: Token, opens: bool) -> list[Move]:
    """An unlabelled line that reads like a heading: text, or a heading at any open level."""
    stack = node.stack
    as_text = 2.0 if token.level else 1.5 if opens and stack else 0.3  # above any list: a title page
    moves: list[Move] = [(as_text, stack, None)]
    for depth in range(len(stack) + 1):
        price = _TITLE_HERE + _POP * (len(stack) - depth) + _marked(stack, depth, token.level)
        if depth < len(stack):
            old = stack[depth]
            below = stack[depth + 1].style[3] if depth + 1 < len(stack) else ""
            resume = stack[depth + 1].number + 1 if depth + 1 < len(stack) else 0
            level = Level(old.style, old.number, old.value, old.title, True, below, resume, token.level)
        else:
            level = Level(("", False, False, "", 0), 0, "", True, headed=True, marked=token.level)
        moves.append((price + 0.2 * (depth == len(stack)), (*stack[:depth], level), depth))
    return moves


def _may_head(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unlabelled title can open a part: a list starts afresh soon below it."""
    if tokens[at].level:
        return True
    if at and tokens[at - 1].kind == "title":
        return False  # the first of several short lines is the heading
    for token in tokens[at + 1 : at + 4]:
        if token.kind == "label":
            label = token.parsed
            return label is not None and any(number == 1 for _, number in ordinals(label.value))
        if token.kind == "table":
            return False
    return False


def _jump(before: Stack, node: _Node) -> str:
    if node.depth is None or node.depth >= len(node.stack):
        return ""
    now = node.stack[node.depth]
    if now.headed or not now.style[3]:
        return ""
    if node.depth < len(before) and before[node.depth].style[3] == now.style[3]:
        last = before[node.depth].number
        if now.number == last:
            return "doubled"
        if now.number < last and before[node.depth].style == now.style:
            return "back"
        return "gap" if now.number > last + 1 else ""
    counts_through = node.depth > 0 and node.stack[node.depth - 1].resume == now.number
    return "late" if now.number > 1 and not counts_through else ""
