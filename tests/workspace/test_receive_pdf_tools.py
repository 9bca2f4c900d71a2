"""Our packet as a PDF, struck with the tools of a PDF reader: our own lines are ours, those are the sender's."""

import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from bargain import Team
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from receiving_kit import answer, made, said, text_of


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("tools"))


@pytest.fixture(scope="module")
def packet(team: Team) -> bytes:
    path = team.folder.parent / "packet.pdf"
    team("packet", "1", "-o", str(path))
    return path.read_bytes()


def struck(data: bytes, words: str, nth: int) -> bytes:
    """The words (on one line) struck out as a reader's tool does: an annotation over them."""
    document = pypdfium2.PdfDocument(data)
    hits = []
    for number in range(len(document)):
        text = document[number].get_textpage()
        search = text.search(words)
        while (hit := search.get_next()) is not None:
            boxes = [text.get_charbox(at) for at in range(hit[0], hit[0] + hit[1])]
            hits.append((number, [box for box in boxes if box[2] > box[0]]))
    number, boxes = hits[nth]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    low, high = min(box[1] for box in boxes), max(box[3] for box in boxes)
    edges = [left, high, right, high, left, low, right, low]
    mark = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/StrikeOut"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (left, low, right, high))),
            NameObject("/QuadPoints"): ArrayObject(map(FloatObject, edges)),
            NameObject("/T"): TextStringObject("Dana Reyes"),
        }
    )
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    page = writer.pages[number]
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ()), writer._add_object(mark)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("words", "nth", "says"),
    [
        ("and no more than 6 hours ", 0, {"II.A.2": "and no more than 6 hours "}),
        ("fourteen (14) ", 0, {"II.A.3": "fourteen (14) "}),
        ("fourteen (14) ", 1, {"II.A.3": "fourteen (14) "}),
        ("7.25%", 0, {}),  # ours, refused: what is in force stands
    ],
    ids=["beside ours", "in the redline", "in the clean language", "ours"],
)
def test_words_struck_with_a_reader_s_tool_are_asked_for_and_struck(
    team: Team, tmp_path: Path, packet: bytes, words: str, nth: int, says: dict[str, str]
) -> None:
    data = struck(packet, words.strip(), nth)
    path = tmp_path / "back.pdf"
    path.write_bytes(data)
    asked = team("receive", "1", str(path), "--side", "district", "--yes", code=3)
    assert f"strike 1 times (“{words.strip()}”)" in asked.err  # and not what our own lines go through
    found = said(team, tmp_path, data, "--marks", "strike=deleted", name="back.pdf")
    assert list(text_of(found)) == list(says)
    for citation, gone in says.items():
        assert gone.strip() not in text_of(found)[citation]
    clause = "III.A" if words == "7.25%" else "II.A"
    assert answer(found, clause)["answered"]
