"""The parts of a Word file, opened with bounds: damaged, locked and foreign files get one clear answer."""

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from negotiate.common.errors import BadInput
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TYPES = "[content_types].xml"
_MOST_PARTS = 10_000
_MOST_BYTES = 256 * 1024 * 1024  # of all parts unpacked
_BOMB_SIZE, _BOMB_RATIO = 8 * 1024 * 1024, 300  # a real document.xml packs about 30 to 1
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
# The "strict" form of the format says the same under other names.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_OTHERS = (
    ("spreadsheetml", "an Excel workbook"),
    ("presentationml", "a PowerPoint file"),
    ("ms-excel", "an Excel workbook"),
    ("ms-powerpoint", "a PowerPoint file"),
)
_ARCHIVES = (
    ("content.xml", "an OpenDocument file"),
    ("index/document.iwa", "a Pages file"),
    ("index.zip", "a Pages file"),
    ("meta-inf/container.xml", "an electronic book (.epub)"),
)
_AS_WORD = "open it in the program that wrote it, save the agreement as .docx and give that file"
_AGAIN = "open it in Word, save it again as .docx and give that file"


class Package:
    """An opened Word file. Raises :class:`BadInput` where it is none, is damaged or unpacks too large."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except _DAMAGE as fault:
            raise self._damaged("its zip directory cannot be read") from fault
        self._bounded(infos)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            path = info.filename.replace("\\", "/").lstrip("/").lower()
            if path in self._infos and path.endswith((".xml", ".rels")):
                # each program would take another of the two: what one reader sees the next does not
                raise self._damaged(f"it holds the part {path} twice")
            self._infos[path] = info
        self._refuse_others()
        self.main = next(iter(self._targets("", "officeDocument")), "word/document.xml")
        self._check_type()

    def body(self) -> "etree._Element":
        """The body of the main document."""
        root = self.part(self.main)
        body = root.find(f"{W}body") if root is not None and root.tag == f"{W}document" else None
        if body is None:
            raise self._damaged("it has no document part")
        return body

    def part(self, path: str) -> "etree._Element | None":
        """The root of an XML part, or None where the file has no such part."""
        info = self._infos.get(path.lower())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise BadInput(
                "the file is locked with a password",
                where=self.name,
                do="save it without one, then try again",
            )
        try:
            data = self._archive.read(info)
        except _DAMAGE as fault:
            raise self._damaged(f"the part {path} cannot be unpacked") from fault
        return self._parse(data, path)

    def related(self, kind: str) -> tuple[str, ...]:
        """The paths of the parts that the main document names as ``kind`` (``footnotes``, ``header``)."""
        return tuple(self._targets(self.main, kind))

    def target(self, element: "etree._Element") -> str:
        """The path of the part that an element's ``r:id`` names; empty where it names none."""
        wanted = element.get(_R_ID)
        for key, _, path in self._relations(self.main):
            if key == wanted:
                return path
        return ""

    def _targets(self, source: str, kind: str) -> list[str]:
        return [path for _, found, path in self._relations(source) if found == kind]

    def _relations(self, source: str) -> list[tuple[str, str, str]]:
        """Id, kind and path of the parts a part names; ``source`` empty: the whole file's."""
        folder, file = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return []
        found = []
        for one in root:
            if one.get("TargetMode") == "External":
                continue
            target = one.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.append(
                (one.get("Id", ""), one.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(path))
            )
        return found

    def _bounded(self, infos: list[zipfile.ZipInfo]) -> None:
        size = sum(info.file_size for info in infos)
        if len(infos) > _MOST_PARTS or size > _MOST_BYTES:
            raise BadInput(
                f"the file unpacks to {len(infos):,} parts and {size:,} bytes, more than the {_MOST_PARTS:,} "
                f"parts and {_MOST_BYTES:,} bytes a Word file may have here",
                where=self.name,
                do="save the agreement alone, without pictures or other documents",
            )
        for info in infos:
            times = info.file_size // max(info.compress_size, 1)
            if info.file_size > _BOMB_SIZE and times > _BOMB_RATIO:
                raise BadInput(
                    f"the part {info.filename!r} unpacks to {times:,} times its size, as no document does",
                    where=self.name,
                    do=_AGAIN,
                )

    def _refuse_others(self) -> None:
        if _TYPES in self._infos:
            return
        what = next(
            (what for sign, what in _ARCHIVES if sign in self._infos), "a zip archive, not a Word file"
        )
        raise BadInput(f"this is {what}", where=self.name, do=_AS_WORD)

    def _check_type(self) -> None:
        root = self.part(_TYPES)
        types = {
            one.get("PartName", "").lstrip("/").lower(): one.get("ContentType", "")
            for one in (root if root is not None else ())
        }
        kind = types.get(self.main.lower(), "")
        if "wordprocessingml" in kind or "ms-word" in kind:
            return
        for sign, what in _OTHERS:
            if sign in kind:
                raise BadInput(
                    f"this is {what}, not a Word file", where=self.name, do="give the agreement as .docx"
                )
        raise self._damaged("its list of contents names no Word document")

    def _parse(self, data: bytes, path: str) -> "etree._Element":
        from lxml import etree  # 20 ms, and only a Word file needs it

        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise self._damaged(f"the part {path} is not well formed ({canonical(str(fault))})") from fault
        if getattr(root.getroottree().docinfo, "doctype", ""):
            raise BadInput(
                f"the part {path} declares a document type, as no Word file does", where=self.name, do=_AGAIN
            )
        return root

    def _damaged(self, how: str) -> BadInput:
        return BadInput(f"the Word file is damaged: {how}", where=self.name, do=_AGAIN)


def value(element: "etree._Element | None", name: str) -> str | None:
    """The ``w:val`` of a child, ``""`` where the child has none, None where there is no child."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(f"{W}val", "")


def is_on(element: "etree._Element | None", name: str) -> bool | None:
    """A switch such as ``w:vanish``: on, off, or None where it is not given."""
    given = value(element, name)
    return None if given is None else given not in ("0", "false", "off")


def whole(text: str | None) -> int | None:
    """A whole number from an attribute, or None where it is none."""
    try:
        return int(text) if text else None
    except ValueError:
        return None
