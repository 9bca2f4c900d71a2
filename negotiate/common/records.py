"""YAML that a person may edit, read strictly: file, line and what was expected in every error.

    record = read_yaml(text, "agreement.yaml")
    record.only("parties", "term", "units")        # another key is refused, the nearest named
    term = record.record("term")
    term.day("from"), term.integer("years", 3, least=1)
    [unit.text("name") for unit in record.records("units")]

Built on PyYAML's composer, which makes nodes and no objects, over libyaml's reading where there is one.
Scalars stay the words written, so that ``1:500`` is no sexagesimal number and ``no`` no boolean.
Doubled keys, aliases (``*name``) and nesting deeper than 40 are refused.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from negotiate.common.errors import BadInput
from negotiate.common.fields import Fields, nearest

_DEEPEST: Final = 40
_NULL: Final = "tag:yaml.org,2002:null"


class Record(Fields):
    """A YAML mapping with its place. Values are read by the getters of :class:`Fields`."""

    def __init__(self, node: MappingNode, file: str) -> None:
        """``node`` as the composer made it; keys must be scalars, each once."""
        self.file = file
        self.line = node.start_mark.line + 1
        self._nodes: dict[str, Node] = {}
        for key, value in node.value:
            place = f"{file}:{key.start_mark.line + 1}"
            if not isinstance(key, ScalarNode):
                raise BadInput("a key must be a word", where=place, do="write `name: value`")
            if key.value in self._nodes:
                raise BadInput(f"the key {key.value!r} stands twice", where=place, do="keep one of the two")
            self._nodes[key.value] = value

    def __iter__(self) -> Iterator[str]:
        """The keys in the order written."""
        return iter(self._nodes)

    def only(self, *keys: str) -> None:
        """Refuse every key that is not one of ``keys``, naming the nearest that is."""
        for key, node in self._nodes.items():
            if key not in keys:
                near = nearest(key, keys)
                hint = f"did you mean {near!r}?" if near else "known keys: " + ", ".join(sorted(keys))
                raise BadInput(
                    f"unknown key {key!r}", where=f"{self.file}:{node.start_mark.line + 1}", do=hint
                )

    def word(self, key: str) -> str | None:
        """The scalar as written; None where absent or null. A list or mapping is refused."""
        node = self._nodes.get(key)
        if node is None or _is_null(node):
            return None
        if not isinstance(node, ScalarNode):
            raise BadInput(
                f"{key!r} is a list or a mapping", where=self.place_of(key), do="expected one value"
            )
        return str(node.value)

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value of any kind."""
        node = self._nodes.get(key)
        return node is not None and not _is_null(node)

    def line_of(self, key: str) -> int:
        """The line of the value of ``key``, or of the record where it is absent."""
        node = self._nodes.get(key)
        return self.line if node is None else node.start_mark.line + 1

    def record(self, key: str) -> "Record":
        """The mapping under ``key``."""
        node = self._nodes.get(key)
        if not isinstance(node, MappingNode):
            raise self._shape(key, "a mapping (indented `name: value` lines)")
        return Record(node, self.file)

    def records(self, key: str) -> tuple["Record", ...]:
        """The list of mappings under ``key``; an absent key is an empty list."""
        out = []
        for item in self._sequence(key):
            if not isinstance(item, MappingNode):
                place = f"{self.file}:{item.start_mark.line + 1}"
                raise BadInput(f"an entry of {key!r} is no mapping", where=place, do="write `- name: value`")
            out.append(Record(item, self.file))
        return tuple(out)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of words under ``key`` (one word alone is a list of one); absent is empty."""
        node = self._nodes.get(key)
        if isinstance(node, ScalarNode) and not _is_null(node):
            return (str(node.value),)
        out = []
        for item in self._sequence(key):
            if not isinstance(item, ScalarNode) or _is_null(item):
                place = f"{self.file}:{item.start_mark.line + 1}"
                raise BadInput(f"an entry of {key!r} is not one value", where=place, do="write `- words`")
            out.append(str(item.value))
        return tuple(out)

    def _sequence(self, key: str) -> list[Node]:
        node = self._nodes.get(key)
        if node is None or _is_null(node):
            return []
        if not isinstance(node, SequenceNode):
            raise self._shape(key, "a list (lines that begin with `- `)")
        return list(node.value)

    def _shape(self, key: str, expected: str) -> BadInput:
        what = f"{key!r} is missing" if not self.has(key) else f"{key!r} has another shape"
        return BadInput(what, where=self.place_of(key), do=f"expected {expected}")


def read_yaml(text: str, file: str) -> Record:
    """The one mapping that the YAML ``text`` holds; empty text is an empty mapping.

    Raises :class:`BadInput` with ``file:line`` for anything else.
    """
    try:
        node = _composed(text.removeprefix("\ufeff"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{file}:{mark.line + 1}" if mark else file
        said = error.problem or error.context or "cannot be read"
        raise BadInput(f"not YAML: {said}", where=where, do="mend the line, or see the line above") from None
    except yaml.YAMLError as error:
        said = str(error).splitlines()[0]
        raise BadInput(f"not YAML: {said}", where=file, do="save the file as plain UTF-8 text") from None
    if node is None or _is_null(node):
        node = MappingNode("tag:yaml.org,2002:map", [], yaml.Mark(file, 0, 0, 0, "", 0))
    if not isinstance(node, MappingNode):
        where = f"{file}:{node.start_mark.line + 1}"
        raise BadInput("the file holds no mapping", where=where, do="expected `name: value` lines")
    return Record(node, file)


_LIBYAML_ALONE: Final = re.compile(r"[\t?\ufeff]|[|>][-+\d]*#")
"""Tabs between words and marks, a ``?`` within a word in braces, a comment joined to ``|`` or ``>``,
marks of the byte order."""


class _Strict(Composer):
    """Composes nodes, refusing aliases (a bomb needs them) and endless nesting."""

    depth = 0
    check_event: Callable[..., bool]
    peek_event: Callable[[], Any]

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.MarkedYAMLError(
                problem="aliases (*name) are not used here", problem_mark=event.start_mark
            )
        self.depth += 1
        if self.depth > _DEEPEST:
            event = self.peek_event()
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=event.start_mark)
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


class _Composer(_Strict, yaml.SafeLoader):
    """PyYAML's own reading: its words for what is wrong."""


_Libyaml: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML may be built without it


class _FastComposer(_Strict, _Libyaml):  # type: ignore[misc,valid-type]
    """The same nodes from the events of libyaml."""

    def __init__(self, text: str) -> None:
        _Libyaml.__init__(self, text)
        Composer.__init__(self)


def _composed(text: str) -> Node | None:
    """The node of the text, by libyaml, in a seventh of the time. What that refuses is PyYAML's to judge, so
    that an error reads the same everywhere, and so is what libyaml alone would take.
    """
    if not _LIBYAML_ALONE.search(text):
        with suppress(yaml.YAMLError, UnicodeError):
            return _node(_FastComposer(text))
    return _node(_Composer(text))


def _node(loader: "_Composer | _FastComposer") -> Node | None:
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == _NULL
