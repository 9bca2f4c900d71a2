"""Commands that show the language: outline, show, redline."""

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.commands.output import as_json, coloured, data, note, width, workspace_of, write_file
from negotiate.common.errors import BadInput, Usage, WorkspaceFault

if TYPE_CHECKING:
    from negotiate.redline.model import Redline
    from negotiate.workspace.received import Text


def outline(args: Namespace) -> int:
    """Every article, heading and label of a text, with where it stands."""
    from negotiate.workspace.outlines import outline_of

    with workspace_of(args) as workspace:
        entries = outline_of(workspace, args.text)
    if args.json:
        as_json([entry.to_json() for entry in entries])
        return 0
    for entry in entries:
        beside = f"  changed by {', '.join(entry.amended_by)}" if entry.amended_by else ""
        data(f"{'  ' * (entry.depth - 1)}{entry.shown}  [{entry.citation}]{beside}")
    return 0


def show(args: Namespace) -> int:
    """One article, section or clause as it stands in a text."""
    from negotiate.agreement.finding.amendments import amending, amendments
    from negotiate.workspace.texts import text

    with workspace_of(args) as workspace:
        found = text(workspace, args.at)
        blocks = found.index.clause(args.citation)
        beside = amending(found.index, amendments(found.index), args.citation)
        lines = [one.block.canonical for one in blocks]
    if args.json:
        as_json(
            {
                "text": found.name,
                "citation": blocks[0].name,
                "blocks": [
                    {
                        "citation": one.name,
                        "label": one.block.label,
                        "kind": one.block.kind.value,
                        "depth": one.block.depth,
                        "text": one.block.text,
                        "rows": [list(row) for row in one.block.rows],
                        "file": f"{one.document}/{one.file}",
                        "line": one.line,
                    }
                    for one in blocks
                ],
                "amended_by": [
                    {"citation": one.citation, "target": one.target, "says": one.says} for one in beside
                ],
            }
        )
        return 0
    data("\n\n".join(lines))
    for one in beside:
        note(f"{one.citation} says that it changes {one.target}: “{one.says}”")
    return 0


def redline(args: Namespace) -> int:
    """What changed between two texts: on the record, or two files outside any workspace."""
    from negotiate.redline.engine import redline as compare

    kind = args.format or _format_of(args.output)
    if args.fold and (args.output or args.json or kind != "terminal"):
        raise Usage("no change is left out of a file, nor of data", do="leave --fold away")
    old, new = _two_texts(args)
    found = compare(old.placed, new.placed)
    if kind in ("docx", "pdf"):
        return _redline_file(args, kind, found, _told(old.name), _told(new.name))
    if kind == "json" or args.json:
        from negotiate.redline.renderings.as_json import to_json

        values = to_json(found, old.name, new.name, all_blocks=args.all)
        if not args.output:
            as_json(values)
        else:
            import json

            _put(args, json.dumps(values, ensure_ascii=False, indent=2).encode())
    elif kind == "terminal":
        from negotiate.redline.model import ChangeKind
        from negotiate.redline.renderings.as_text import to_text
        from negotiate.redline.tableparts import PartKind

        written = to_text(
            found,
            old.name,
            new.name,
            width=width(),
            colour=coloured() and not args.output,
            context=None if args.all else max(args.context, 0),
            side_by_side=args.side_by_side,
            fold={PartKind(kind) if kind in list(PartKind) else ChangeKind(kind) for kind in args.fold},
        )
        _put(args, written.encode())
        return 0
    else:
        before, after = (_told(one.name) if args.output else one.name for one in (old, new))
        _put(args, _rendered(kind, found, before, after, args.all).encode())
    return 0


def _two_texts(args: Namespace) -> tuple["Text", "Text"]:
    """The texts to compare: two files, or texts of a workspace. Where there is no workspace, whatever
    is on the disk is taken for a file, so that a folder is called a folder.
    """
    from negotiate.workspace.received import names_file, read_file

    names = (args.old, args.new)
    if "-" in names:
        raise Usage("no text is read from a pipe", do="save it as a file and name the file")
    if not all(map(names_file, names)):
        from negotiate.workspace.texts import pair

        try:
            workspace = workspace_of(args)
        except WorkspaceFault:
            if not all(names_file(name) or os.path.exists(name) for name in names):  # noqa: PTH110
                raise
        else:
            with workspace:
                return pair(workspace, *names)
    return read_file(Path(args.old)), read_file(Path(args.new))


def _rendered(kind: str, found: "Redline", old: str, new: str, all_blocks: bool) -> str:
    if kind == "markdown":
        from negotiate.redline.renderings.as_markdown import to_markdown

        return to_markdown(found, old, new, all_blocks=all_blocks)
    from negotiate.redline.renderings.as_html import to_html

    return to_html(found, old, new, all_blocks=all_blocks)


def _told(name: str) -> str:
    """A text's name for a file that is handed on: of a file its own name, never the folders it lies in."""
    return Path(name).name if Path(name).is_file() else name


def _redline_file(args: Namespace, kind: str, found: "Redline", old: str, new: str) -> int:
    """Word or PDF: in Word, accepting every change gives the new text, rejecting every one the old."""
    from datetime import datetime

    from negotiate.bargaining.parties import read_moment
    from negotiate.packets.write import redline_file

    if not args.output:
        raise Usage(f"a redline as {kind} needs a file", do=f"give -o FILE.{kind}")
    at = read_moment(args.at) if args.at else datetime.now().astimezone().replace(microsecond=0)
    at = at if at.tzinfo is not None else at.astimezone()
    author = args.author or "negotiate"
    content = redline_file(found, f".{kind}", old_name=old, new_name=new, author=author, at=at)
    write_file(Path(args.output), content)
    note(f"{args.output} written")
    return 0


def _format_of(output: str) -> str:
    endings = {".json": "json", ".md": "markdown", ".html": "html", ".docx": "docx", ".pdf": "pdf"}
    if not output:
        return "terminal"
    kind = endings.get(Path(output).suffix.lower())
    if kind is None and Path(output).suffix not in ("", ".txt"):
        raise BadInput(
            f"no redline is written as {Path(output).suffix!r}", do="use .docx .pdf .html .md or .json"
        )
    return kind or "terminal"


def _put(args: Namespace, content: bytes) -> None:
    if args.output:
        write_file(Path(args.output), content if content.endswith(b"\n") else content + b"\n")
        note(f"{args.output} written")
    else:
        data(content.decode())
