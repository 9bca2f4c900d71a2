"""What corrections ask of the search for the structure: hard rules that every reading keeps.

A label that a person has placed is never text. One that belongs under a parent stands a
level below it, and nothing between the two may close the parent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from negotiate.agreement.reading.corrections import Correction, Is
from negotiate.agreement.reading.lexing import Token
from negotiate.common.errors import BadInput
from negotiate.common.text import slug

PLACED = frozenset({Is.LABEL, Is.HEADING})


@dataclass(slots=True)
class Rule:
    """What one token must be. ``depth`` is its level below the article, None where any will do;
    ``parents`` are (position of the parent among the tokens, whether this is the child itself)."""

    placed: bool = False
    depth: int | None = None
    parents: list[tuple[int, bool]] = field(default_factory=list)
    said: Correction | None = None

    def fault(self) -> BadInput:
        """The error that no reading keeps this rule."""
        assert self.said is not None
        return self.said.fault(
            "no reading of the article puts this line there: what stands above it is not open at that level",
            "give another level or parent, or correct the line that should be above it first",
        )


class Step(Protocol):
    """One step of a reading: the level it gave its token, and the step before."""

    @property
    def back(self) -> "Step | None":
        """The step before; None before the first."""
        ...

    @property
    def depth(self) -> int | None:
        """The level given; None: the token is text."""
        ...


@dataclass(frozen=True, slots=True)
class AtToken:
    """A rule where the search stands: ``parents`` as (steps back to it, whether this is its child)."""

    rule: Rule
    parents: tuple[tuple[int, bool], ...]

    @property
    def placed(self) -> bool:
        """Whether the token must be a label or heading."""
        return self.rule.placed

    def allows(self, before: Step, depth: int | None) -> bool:
        """Whether the token may have the level ``depth`` (None: be text) after the step ``before``."""
        if depth is None:
            return not self.rule.placed
        if self.rule.depth is not None and depth != self.rule.depth:
            return False
        for back, child in self.parents:
            level = _level(before, back)
            if level is None or depth <= level or (child and depth != level + 1):
                return False
        return True

    def fault(self) -> BadInput:
        """The error that no reading keeps the rule."""
        return self.rule.fault()


def _level(step: Step, back: int) -> int | None:
    for _ in range(back):
        assert step.back is not None
        step = step.back
    return step.depth


class Rules(dict[int, Rule]):
    """Token position → its rule."""

    def at(self, token: int, asked: Sequence[int]) -> AtToken | None:
        """The rule of a token, where the tokens at the positions ``asked`` have been read."""
        rule = self.get(token)
        if rule is None:
            return None
        last = len(asked) - 1
        return AtToken(rule, tuple((last - asked.index(parent), child) for parent, child in rule.parents))


def rules_of(tokens: Sequence[Token], top: int) -> Rules:
    """The rules of the tokens; empty where nobody has corrected anything.

    ``top`` is the outline's level of the outermost parts among the tokens. Raises
    :class:`BadInput` where a parent is not among them.
    """
    rules = Rules()
    for at, token in enumerate(tokens):
        said = token.fix
        if said is None or said.act not in PLACED:
            continue
        rule = rules.setdefault(at, Rule())
        rule.placed, rule.said = True, said
        if said.level:
            rule.depth = said.level - top
            if rule.depth < 0:
                raise said.fault(
                    f"level {said.level} is above the parts of an article",
                    "say `is: article`, or a deeper level",
                )
        if said.parent is not None:
            _bind(tokens, at, said, rules)
    return rules


def _bind(tokens: Sequence[Token], at: int, said: Correction, rules: Rules) -> None:
    assert said.parent is not None
    parent = parent_of(tokens, at, said.parent)
    if parent is None:
        line, words = said.parent
        raise said.fault(
            f"no label or heading before it in its article begins at line {line} with “{words}”",
            "give a parent that stands above the line, in the same article",
        )
    above = rules.setdefault(parent, Rule())
    above.placed = True
    above.said = above.said or said
    for between in range(parent + 1, at + 1):
        rule = rules.setdefault(between, Rule())
        rule.parents.append((parent, between == at))
        rule.said = rule.said or said


def parent_of(tokens: Sequence[Token], at: int, parent: tuple[int, str]) -> int | None:
    """The position before ``at`` of the token that begins at the parent's line with its words."""
    line, words = parent
    for back in range(at - 1, -1, -1):
        token = tokens[back]
        if token.line == line and token.kind in ("label", "title", "article"):
            whole = f"{token.label} {token.text}".strip()
            if words in whole or whole.startswith(words):
                return back
    return None


def under_articles(tokens: list[Token]) -> list[Token]:
    """The tokens with every parent that is an article's heading said as a level instead."""
    out = list(tokens)
    for at, token in enumerate(tokens):
        said = token.fix
        if said is None or said.parent is None:
            continue
        parent = parent_of(tokens, at, said.parent)
        if parent is None or tokens[parent].kind != "article":
            continue
        between = [one for one in tokens[parent + 1 : at + 1] if one.kind == "article"]
        if between:
            raise said.fault(
                f"{between[0].label or between[0].text} begins between this line and line {said.parent[0]}",
                "give a parent in the same article",
            )
        out[at] = replace(token, fix=replace(said, parent=None, level=2))
    return out


def named_by(token: Token, taken: set[str]) -> str:
    """The name that a correction gives to the document that begins with the token, or nothing."""
    said = token.fix
    if said is None or not said.begins_document or not said.name:
        return ""
    name = slug(said.name)
    if name in taken or name == "source":
        raise said.fault(f"a document is called {name!r} already", "give it another name")
    return name
