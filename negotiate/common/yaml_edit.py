"""Values set in a YAML text that a person keeps: every other letter, comments too, stays as it was.

    set_value(text, ("term", "from"), date(2026, 9, 1), "agreement.yaml")
    set_value(text, ("units",), entries(text, ("units",), "name", ["Teachers"], file), file)

Only the value's own letters are replaced, by the value on one line; a missing key goes behind the last one of
its mapping. What was written is read again and must say what was there before with the value set, else the
edit is refused: no text is too odd to be harmed by it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any, Final, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml

Value: TypeAlias = str | int | date | Sequence["Value"] | Mapping[str, "Value"] | Node | None
"""What can be set; a node stands as it was read. None empties the key."""
_BREAKS: Final = "\r\n\x85\u2028\u2029"
_COMMENT: Final = re.compile(f"#[^{_BREAKS}]*")
_HEADER: Final = re.compile(f"[|>][-+0-9]*[ \t]+(#[^{_BREAKS}]*)")
_REST: Final = re.compile(f"[ \t]*(?:#[^{_BREAKS}]*)?(?=[{_BREAKS}]|$)")


def set_value(text: str, path: Sequence[str], value: Value, file: str) -> str:
    """``text`` with the key at ``path`` set; the same text where it says so already.

    Raises :class:`BadInput` where the text cannot be read, the way there is no mapping, or nothing but an
    edit by hand leaves the rest as it is.
    """
    read_yaml(text, file)  # what is wrong with it is told as everywhere else, with its line
    root = _root(text)
    before = _said(root, file)
    wanted = _with(before, path, _said(_node(value), file), file)
    if wanted == before:
        return text
    by_hand = BadInput(
        f"{'.'.join(path)} cannot be set without touching what else stands there",
        where=f"{file}:{_line(root, path)}",
        do="edit the file by hand",
    )
    try:
        made = _set(text, root, path, value)
        after = _said(_root(made), file)
    except (yaml.YAMLError, BadInput, ValueError):
        raise by_hand from None
    if after != wanted or sorted(_comments(made)) != sorted(_comments(text)):
        raise by_hand
    return made


def entries(text: str, path: Sequence[str], key: str, names: Sequence[str], file: str) -> tuple[Value, ...]:
    """A list of mappings that have these ``names`` under ``key``, in this order: the one at ``path`` that has
    the name already, with all that it says, or a new one."""
    read_yaml(text, file)
    found = _find(_root(text), path)
    there: dict[str, Node] = {}
    for one in found.value if isinstance(found, SequenceNode) else ():
        named = _find(one, (key,))
        if isinstance(named, ScalarNode):
            there.setdefault(named.value, one)
    return tuple(there.get(name, {key: name}) for name in names)


# ---- what a text says ------------------------------------------------------------------------------------


def _root(text: str) -> Node:
    """The text's node, by PyYAML's own reading: its places count letters."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return MappingNode("tag:yaml.org,2002:map", []) if node is None or _null(node) else node


def _null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _said(node: Node, file: str) -> Any:  # noqa: ANN401 - words, lists and mappings, as deep as the text
    """The words of a node as the program reads them: a scalar is what is written."""
    if isinstance(node, SequenceNode):
        return [_said(one, file) for one in node.value]
    if not isinstance(node, MappingNode):
        return None if _null(node) else str(node.value)
    said: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or key.value in said:
            place = f"{file}:{key.start_mark.line + 1}" if key.start_mark else file
            twice = f"the key {key.value!r} stands twice"
            what = twice if isinstance(key, ScalarNode) else "a key must be a word"
            raise BadInput(what, where=place, do="edit the file by hand")
        said[str(key.value)] = _said(value, file)
    return said


def _with(said: Any, path: Sequence[str], value: Any, file: str) -> Any:  # noqa: ANN401 - as above
    if not path:
        return value
    if not isinstance(said, dict | None):
        what = f"{path[0]!r} has no place there: what stands above it is no mapping"
        raise BadInput(what, where=file, do="edit the file by hand")
    here = said or {}
    return {**here, path[0]: _with(here.get(path[0]), path[1:], value, file)}


def _find(node: Node, path: Sequence[str]) -> Node | None:
    for name in path:
        pairs = node.value if isinstance(node, MappingNode) else ()
        found = next((value for key, value in pairs if key.value == name), None)
        if found is None:
            return None
        node = found
    return node


def _line(root: Node, path: Sequence[str]) -> int:
    there = [_find(root, path[:deep]) for deep in range(len(path), 0, -1)]
    return next((one.start_mark.line + 1 for one in there if one is not None and one.start_mark), 1)


def _comments(text: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    """The comments in a part of the text: what stands behind a ``#`` between the words of YAML."""
    yield from (found for _, found in _placed_comments(text, start, len(text) if end is None else end))


def _placed_comments(text: str, start: int, end: int) -> Iterator[tuple[bool, str]]:
    """(whether it has its line to itself, the comment) of each."""
    at = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        for found in _COMMENT.finditer(text, at, max(at, token.start_mark.index)):
            if start <= found.start() < end:
                line = re.split(f"[{_BREAKS}]", text[: found.start()])[-1]
                yield not line.strip(), found[0]
        block = isinstance(token, yaml.ScalarToken) and getattr(token, "style", "") in ("|", ">")
        head = _HEADER.match(text, token.start_mark.index) if block else None
        if head and start <= head.start(1) < end:
            yield False, head[1]
        at = token.end_mark.index


# ---- what is written --------------------------------------------------------------------------------------


def _node(value: Value) -> Node:
    """The value as a node that is written on one line."""
    if isinstance(value, ScalarNode):
        plain = None if value.style in ("|", ">") else value.style
        return ScalarNode(value.tag, value.value, style=plain)
    if isinstance(value, SequenceNode):
        return SequenceNode(value.tag, [_node(one) for one in value.value], flow_style=True)
    if isinstance(value, MappingNode):
        pairs = [(_node(key), _node(one)) for key, one in value.value]
        return MappingNode(value.tag, pairs, flow_style=True)
    if isinstance(value, Mapping):
        pairs = [(_node(key), _node(one)) for key, one in value.items()]
        return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return SequenceNode("tag:yaml.org,2002:seq", [_node(one) for one in value], flow_style=True)
    return yaml.SafeDumper(StringIO()).represent_data(value)


def _written(value: Value) -> str:
    """On one line, as it may stand in braces and out of them."""
    listed = SequenceNode("tag:yaml.org,2002:seq", [_node(value)], flow_style=True)
    return yaml.serialize(listed, Dumper=yaml.SafeDumper, allow_unicode=True, width=1 << 30).strip()[1:-1]


def _set(text: str, node: Node, path: Sequence[str], value: Value) -> str:
    parent, in_braces = node, False
    for deep, name in enumerate(path):
        assert isinstance(parent, MappingNode)
        in_braces = in_braces or bool(parent.flow_style)
        pair = next((pair for pair in parent.value if pair[0].value == name), None)
        rest: Value = value
        for below in reversed(path[deep + 1 :]):
            rest = {below: rest}
        if pair is None:
            return _added(text, parent, f"{_written(name)}: {_written(rest)}")
        if deep + 1 == len(path) or not isinstance(pair[1], MappingNode):
            return _replaced(text, pair[0], pair[1], _written(rest), in_braces)
        parent = pair[1]
    return text


def _replaced(text: str, key: Node, old: Node, written: str, in_braces: bool) -> str:
    """The value of a key in its place; comments that stood within it go below it, each on its line."""
    begin, end = old.start_mark.index, _end(text, old)
    colon = text.index(":", key.end_mark.index) + 1
    if any(letter in _BREAKS for letter in text[colon:begin]):
        begin = colon  # it stood below its key
    lead = " " if begin == colon else ""
    inner = list(_placed_comments(text, begin, end))
    if not inner:
        return text[:begin] + lead + written + text[end:]
    if in_braces:
        raise BadInput("a comment stands within the value")
    rest = _REST.match(text, end)
    end = rest.end() if rest else end
    inner = list(_placed_comments(text, begin, end))
    first = "" if inner[0][0] else f"  {inner.pop(0)[1]}"
    pad = " " * (key.start_mark.column + 2)
    below = "".join(f"{_newline(text)}{pad}{comment}" for _, comment in inner)
    return text[:begin] + lead + written + first + below + text[end:]


def _added(text: str, parent: MappingNode, line: str) -> str:
    """A pair behind the last one of its mapping."""
    if not parent.value and parent.start_mark is None:  # a text without any mapping yet
        return _ended(text) + line + _newline(text)
    if parent.flow_style:
        if parent.value:
            at = _end(text, parent.value[-1][1])
            return f"{text[:at]}, {line}{text[at:]}"
        at = int(parent.end_mark.index) - 1
        return text[:at] + line + text[at:]
    pad = " " * int(parent.value[0][0].start_mark.column)
    last = parent.value[-1][1]
    if parent.start_mark.column == 0 and not text[parent.end_mark.index :].strip():
        return _ended(text) + pad + line + _newline(text)
    at = _end(text, last)
    rest = _REST.match(text, at)
    at = rest.end() if rest else at
    return text[:at] + _newline(text) + pad + line + text[at:]


def _end(text: str, node: Node) -> int:
    """Where a node's own letters end: of a block its last leaf's, so that comments after it are not its."""
    if isinstance(node, MappingNode) and not node.flow_style:
        return _end(text, node.value[-1][1])
    if isinstance(node, SequenceNode) and not node.flow_style:
        return _end(text, node.value[-1])
    end = int(node.end_mark.index)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        start = int(node.start_mark.index)
        return start + len(text[start:end].rstrip(_BREAKS + " "))
    return end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str) -> str:
    return text if not text or text[-1] in _BREAKS else text + _newline(text)
