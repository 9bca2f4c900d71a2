"""A text that says other words than one placed before it is placed as if it stood alone."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.placing import _WALKED, place, place_in

_BLOCKS = st.builds(
    Block,
    st.sampled_from([Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.TABLE]),
    st.sampled_from(["Pay", "Hours of work", "Leave is 3 days."]),
    st.sampled_from(["", "", "A.", "(1)", "5.2"]),
    st.integers(1, 3),
    st.sampled_from([(), (), (("a", "b"), ("c", "d"))]),
    st.integers(0, 4),
)
_ARTICLES = st.lists(st.lists(_BLOCKS, max_size=5), min_size=1, max_size=3)


@settings(max_examples=examples(300), deadline=None)
@given(_ARTICLES, st.data())
def test_a_changed_text_is_placed_as_if_it_stood_alone(
    articles: list[list[Block]], data: st.DataObject
) -> None:
    made = [Article(f"{at:02}-a.md", tuple(blocks)) for at, blocks in enumerate(articles)]
    before = Agreement((Document("agreement", tuple(made)),))
    at = data.draw(st.integers(0, len(made) - 1))
    blocks = list(made[at].blocks)
    if blocks:
        where = data.draw(st.integers(0, len(blocks) - 1))
        change = data.draw(st.sampled_from(["text", "label", "depth", "rows", "line", "kind", "gone"]))
        other = data.draw(_BLOCKS)
        if change == "gone":
            del blocks[where]
        else:
            blocks[where] = replace(blocks[where], **{change: getattr(other, change)})
    changed = [*made[:at], Article(made[at].path, tuple(blocks)), *made[at + 1 :]]
    _WALKED.clear()
    alone = place(Agreement((Document("agreement", tuple(changed)),)))
    _WALKED.clear()
    place(before)
    homes = {("agreement", one.path) for one in changed if data.draw(st.booleans())} | {("other", "01-a.md")}
    some = place_in(Agreement((Document("agreement", tuple(changed)),)), homes)
    assert some == tuple(one for one in alone if (one.document, one.file) in homes)
    after = place(Agreement((Document("agreement", tuple(changed)),)))
    assert after == alone
    assert [one.block.line for one in after] == [one.block.line for one in alone]
