"""The style sheets inside a page, as far as they make words come or go: hidden parts, the marks of
lists, bold type and text that a rule puts before an element.

Selectors of tags, classes and ids, one below another (``.a > li``, ``#b p.c::before``), decide as in
CSS 2.2: by importance, then by how special a selector is, then by order. Rules with any other
selector, and those for other media than a screen, are passed over.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

Properties = dict[str, str]
_MINDED = frozenset(
    "display visibility list-style list-style-type counter-reset counter-increment content font".split()
) | {"font-weight"}
_NOISE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_DECLARATION = re.compile(rf"([a-z-]+)\s*:\s*((?:{_STRING}|[^;\"'])*)", re.IGNORECASE | re.DOTALL)
_BRACES = re.compile(rf"{_STRING}|[{{}};]|[^{{}};\"']+|[\"']", re.DOTALL)
_COMPOUND = re.compile(r"(?:\*|[A-Za-z][\w-]*)?(?:[.#][\w-]+)*(?P<before>::?before)?")
_PART = re.compile(r"[.#]?[\w-]+")
_OTHER_MEDIA = re.compile(
    r"\b(?:print|speech|tty|tv|projection|handheld|braille|embossed|aural)\b|\bnot\b", re.IGNORECASE
)
_MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class _Compound:
    """One part of a selector: what an element must be. ``child`` says that it must stand right under
    the part before."""

    tag: str
    classes: frozenset[str]
    names: frozenset[str]
    child: bool

    def fits(self, element: "etree._Element") -> bool:
        """Whether an element is one of these."""
        if self.tag and element.tag != self.tag:
            return False
        if self.names and not self.names <= {element.get("id", "")}:
            return False
        return not self.classes or self.classes <= set(element.get("class", "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    compounds: tuple[_Compound, ...]
    rank: tuple[int, int, int, int]
    properties: Properties
    important: Properties
    before: bool

    def fits(self, element: "etree._Element") -> bool:
        """Whether the rule is for an element."""
        *above, last = self.compounds
        return last.fits(element) and _stands_under(element, above, last.child)


def _stands_under(element: "etree._Element", above: list[_Compound], child: bool) -> bool:
    if not above:
        return True
    *rest, last = above
    parent = element.getparent()
    while parent is not None:
        if last.fits(parent) and _stands_under(parent, rest, last.child):
            return True
        if child:
            return False
        parent = parent.getparent()
    return False


class Sheet:
    """The rules of a page."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        count = 0
        for source in sources:
            for selector, body in _blocks(_NOISE.sub(" ", source)):
                usual, important = _declared(body)
                if not usual and not important:
                    continue
                for one in selector.split(","):
                    count += 1
                    rule = _rule(one, usual, important, count)
                    if rule is not None and count <= _MOST_RULES:
                        self._rules[_key(rule.compounds[-1])].append(rule)

    def of(self, element: "etree._Element") -> Properties:
        """What the rules and the element's own ``style`` say of an element."""
        own = element.get("style")
        if own is None and not self._rules:
            return {}
        usual, important = _declared(own) if own else ({}, {})
        given, forced = self._found(element, before=False)
        return {**given, **usual, **forced, **important}

    def before(self, element: "etree._Element") -> Properties:
        """What the rules say of the text put before an element's own."""
        if not self._rules:
            return {}
        given, forced = self._found(element, before=True)
        return {**given, **forced}

    def _found(self, element: "etree._Element", *, before: bool) -> tuple[Properties, Properties]:
        keys = ["", str(element.tag), f"#{element.get('id', '')}"]
        keys += [f".{one}" for one in element.get("class", "").split()]
        rules = [
            rule
            for key in keys
            for rule in self._rules.get(key, ())
            if rule.before == before and rule.fits(element)
        ]
        given: Properties = {}
        forced: Properties = {}
        for rule in sorted(rules, key=lambda one: one.rank):
            given |= rule.properties
            forced |= rule.important
        return given, forced


def _key(compound: _Compound) -> str:
    """What an element must have for a rule to be asked: an id, a class or a tag."""
    for sign, names in (("#", compound.names), (".", compound.classes)):
        if names:
            return sign + min(names)
    return compound.tag


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """Every selector with what stands in its braces; those of other media are left out."""
    head, body = "", ""
    left_out = depth = 0  # depth of the group that is for other media; of a rule's own braces
    groups: list[bool] = []
    for found in _BRACES.finditer(source):
        piece = found[0]
        if piece == "{" and not depth:
            at = head.strip().startswith("@")
            if at:
                other = not head.strip().lower().startswith(("@media", "@supports")) or bool(
                    _OTHER_MEDIA.search(head)
                )
                groups.append(other)
                left_out += other
                head = ""
            else:
                depth, body = 1, ""
        elif piece == "}" and depth:
            if not left_out:
                yield head.strip(), body
            depth, head = 0, ""
        elif piece == "}":
            left_out -= groups.pop() if groups else 0
            head = ""
        elif depth:
            body += piece
        else:
            head = "" if piece == ";" else head + piece
    if depth and not left_out:  # the end of the sheet closes what is open
        yield head.strip(), body


def _declared(body: str) -> tuple[Properties, Properties]:
    usual: Properties = {}
    important: Properties = {}
    for found in _DECLARATION.finditer(body):
        name, given = found[1].lower(), found[2].strip()
        if name not in _MINDED:
            continue
        plain = re.sub(r"\s*!\s*important\s*$", "", given, flags=re.IGNORECASE)
        (usual if plain == given else important)[name] = plain
    return usual, important


def _rule(selector: str, usual: Properties, important: Properties, order: int) -> _Rule | None:
    compounds: list[_Compound] = []
    child = before = False
    for word in selector.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None or before:
            return None
        before = found["before"] is not None
        plain = word[: found.start("before")] if before else word
        parts = _PART.findall(plain)
        tag = parts[0].lower() if parts and parts[0][0] not in ".#" else ""
        classes = frozenset(one[1:] for one in parts if one[0] == ".")
        names = frozenset(one[1:] for one in parts if one[0] == "#")
        compounds.append(_Compound(tag, classes, names, child))
        child = False
    if not compounds or child:
        return None
    rank = (
        sum(len(one.names) for one in compounds),
        sum(len(one.classes) for one in compounds),
        sum(bool(one.tag) for one in compounds),
        order,
    )
    return _Rule(tuple(compounds), rank, usual, important, before)
