"""Marks that somebody typed into a file of ours whose marks are words: said in words too.

Our Markdown has ``[deleted: ~~20~~]``, our pages a tag inside such words; who answers in them types
``~~once~~`` beside it. The marks of ours are left to their words, the sender's get such words.
"""

import re

_WORDS = r"(?:\\.|(?!~~|\n\s*\n)[^\\])"  # an escaped sign is no mark
_OURS = re.compile(rf"(\\?\[deleted: )~~({_WORDS}*)~~(\\?\])", re.DOTALL)
_ADDED = re.compile(r"\\?\[added: ((?:(?!\\?\]).){0,20000})\\?\]", re.DOTALL)
_DELETED = re.compile(r"\\?\[deleted: ((?:(?!\\?\]).){0,20000})\\?\]", re.DOTALL)
_STRUCK = re.compile(rf"(?<!\\)~~(?=\S)({_WORDS}+)~~", re.DOTALL)
_CELL = re.compile(rf"\s*~~{_WORDS}*~~\s*", re.DOTALL)
_TAG = r"<({})\b[^<>]{{0,300}}>((?:(?!<(?:del|s|strike|ins|p|tr|td)\b).){{0,4000}}?)</\1\s*>"
_TAGS = (
    (re.compile(_TAG.format("del|s|strike"), re.IGNORECASE | re.DOTALL), r"~~\2~~"),
    (re.compile(_TAG.format("ins"), re.IGNORECASE | re.DOTALL), r"\\[added: \2\\]"),
)
_ROW = "[deleted row]"
_NEAR = 20_000  # bytes before a tag of a page in which its row begins
_TELLS_ALL = (_ROW, "[Moved ")
_PAGE_MARK = re.compile(_TAG.format("del|s|strike|ins").encode(), re.IGNORECASE | re.DOTALL)
_PAGE_WORDS = re.compile(rb"\[(?:deleted|added): ?</span>\s*$", re.IGNORECASE)
_PAGE_TOLD = re.compile(rb"\[(?:deleted|added) row\]")


def page_in_words(data: bytes) -> bytes:
    """A page of ours with what others struck or put in by tags said in words."""
    return _PAGE_MARK.sub(lambda one: _page_mark(data, one), data)


def _page_mark(data: bytes, found: re.Match[bytes]) -> bytes:
    start = max(found.start() - _NEAR, 0)
    before = data[max(found.start() - 60, 0) : found.start()]
    row = max(data.rfind(b"<tr", start, found.start()), 0)
    told = (
        _PAGE_TOLD.search(data, row, found.start())
        if row > data.rfind(b"</tr", start, found.start())
        else None
    )
    if _PAGE_WORDS.search(before) or told is not None:
        return found[0]
    op = b"added" if found[1].lower() == b"ins" else b"deleted"
    return b"[" + op + b": " + found[2] + b"]"


def in_words(text: str) -> str:
    """A Markdown file of ours with what others typed into it as struck or put in, said in words."""
    for tags, sign in _TAGS:
        text = tags.sub(sign, text)
    text = _OURS.sub(r"\1\2\3", text)
    return _STRUCK.sub(_said, "\n".join(map(_row, text.split("\n")))) if "~~" in text else text


def _row(line: str) -> str:
    """A line whose marks are told by its first words, or a row of a table struck cell by cell."""
    plain = line.replace("\\", "")
    if any(told in plain for told in _TELLS_ALL):
        return line.replace("~~", "")
    cells = line.strip().strip("|").split("|") if line.lstrip().startswith("|") else []
    if any(cell.strip() for cell in cells) and all(_CELL.fullmatch(one) or not one.strip() for one in cells):
        return f"| {_ROW} " + " | ".join(one.strip().strip("~") for one in cells) + " |"
    return _ADDED.sub(lambda one: _STRUCK.sub("", one[0]), line)


def _said(struck: re.Match[str]) -> str:
    """Struck words in our words; a mark of ours inside them goes with them, what it strikes is struck."""
    words = _DELETED.sub(r"\1", _ADDED.sub("", struck[1])).strip()
    return f"\\[deleted: {words}\\]" if words else ""
