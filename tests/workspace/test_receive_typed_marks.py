"""What somebody types as struck or put in beside the marks that our Markdown and pages say in words."""

from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import A2, RAISE, REST, answer, made, said, text_of

POSTED = "The Director shall post the schedule of a month fourteen (14) days before it begins."


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return made(tmp_path_factory.mktemp("typed"))


@pytest.fixture(scope="module")
def packets(team: Team) -> dict[str, str]:
    out = {}
    for ending in ("md", "html"):
        path = team.folder.parent / f"packet.{ending}"
        team("packet", "1", "-o", str(path))
        out[ending] = path.read_text(encoding="utf-8")
    return out


@pytest.mark.parametrize("nth", [0, 1], ids=["redline", "clean"])
@pytest.mark.parametrize(
    ("ending", "was", "says"),
    [
        ("md", "fourteen (14) days", "~~fourteen (14)~~ **ten (10)** days"),
        ("md", "fourteen (14) days", "<del>fourteen (14)</del> <ins>ten (10)</ins> days"),
        ("html", "fourteen (14) days", "<s>fourteen (14)</s> <ins>ten (10)</ins> days"),
    ],
)
def test_words_struck_in_a_packet_are_no_language(
    team: Team, tmp_path: Path, packets: dict[str, str], ending: str, was: str, says: str, nth: int
) -> None:
    first = packets[ending].index(was)
    at = packets[ending].index(was, first + nth)
    back = packets[ending][:at] + says + packets[ending][at + len(was) :]
    found = said(team, tmp_path, back, name=f"back.{ending}")
    assert text_of(found) == {"II.A.3": "3. " + POSTED.replace("fourteen (14)", "ten (10)")}
    assert answer(found, "II.A")["unanswered"] == ["II.A.2", "II.A.5"]


@pytest.mark.parametrize(
    ("was", "says", "citation", "words"),
    [
        # over our own words, inside our bracket and around it
        ("**7.25%**", "~~7.25%~~ **6.75%**", "III.A.1", RAISE.replace("6.5%", "6.75%")),
        ("\\[added: **16**\\]", "~~\\[added: **16**\\]~~ 18", "II.A.2", A2.replace("20", "18")),
        # a paragraph, our marks in it and all
        (f"3\\. {POSTED}", f"~~3\\. {POSTED}~~", "II.A.3", ""),
        # a row
        ("| Page | 14.10 | 17.80 |", "| ~~Page~~ | ~~14.10~~ | ~~17.80~~ |", "III.A.2 ¶2", None),
    ],
)
def test_struck_in_markdown(
    team: Team, tmp_path: Path, packets: dict[str, str], was: str, says: str, citation: str, words: str | None
) -> None:
    assert was in packets["md"]
    found = said(team, tmp_path, packets["md"].replace(was, says, 1), name="back.md")
    (one,) = found["items"][0]["against_baseline"]["changes"]
    assert one["old"][0]["citation"] == citation
    if words is None:
        assert "14.10" in str(one)
    elif words:
        assert text_of(found)[citation].endswith(words)
    else:
        assert one["kind"] == "deleted"


@pytest.mark.parametrize("says", ["~~\\[added: **7.25%**\\]~~", "\\[added: ~~7.25%~~\\]", ""])
def test_our_words_struck_with_none_in_their_place_are_refused(
    team: Team, tmp_path: Path, packets: dict[str, str], says: str
) -> None:
    ours = "\\[added: **7.25%**\\]"
    assert ours in packets["md"]
    found = said(team, tmp_path, packets["md"].replace(ours, says, 1), name="back.md")
    assert text_of(found) == {}  # not "rise by on July 1"
    assert answer(found, "III.A")["answered"] == ["III.A.1"]


def test_our_new_paragraph_struck_in_the_clean_copy_is_refused(
    team: Team, tmp_path: Path, packets: dict[str, str]
) -> None:
    at = packets["md"].index(f"5\\. {REST}", packets["md"].index("Proposed language"))
    end = at + len(f"5\\. {REST}")
    back = f"{packets['md'][:at]}~~{packets['md'][at:end]}~~{packets['md'][end:]}"
    found = said(team, tmp_path, back, name="back.md")
    assert text_of(found) == {}
    assert answer(found, "II.A")["struck"] == ["II.A.5"]
