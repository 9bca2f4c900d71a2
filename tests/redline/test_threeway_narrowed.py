"""What the articles that nobody changed add to the laying of one text over another: nothing."""

import random
from collections.abc import Callable
from dataclasses import replace
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from test_threeway_laws import Acts, acts, block, made, sentence

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.narrowing import differing, within
from negotiate.agreement.placing import place
from negotiate.redline import threeway
from negotiate.redline.quiet import together

Homes = frozenset[tuple[str, str]]


def _agreement(rng: random.Random, parts: list[Agreement], moved: bool) -> Agreement:
    """The parts as the articles of one text; ``moved``: a block goes from one article to another."""
    articles = [list(one.blocks()) for one in parts]
    for number, blocks in enumerate(articles):
        blocks.insert(0, Block(Kind.HEADING, f"Matter {number}", f"Article {'IVXL'[number]}"))
    if moved and len(articles[0]) > 1:
        articles[-1].append(articles[0].pop(rng.randrange(1, len(articles[0]))))
    return Agreement(
        (Document("agreement", tuple(Article(f"{n}.md", tuple(b)) for n, b in enumerate(articles))),)
    )


def _everywhere(*texts: Agreement) -> Homes:
    return frozenset((d.name, a.path) for text in texts for d in text.documents for a in d.articles)


@given(st.integers(0, 10**9), st.booleans())
@settings(max_examples=examples(60))
def test_laid_over_article_by_article_as_over_the_whole(seed: int, moved: bool) -> None:
    rng = random.Random(seed)
    base = [[block(rng) for _ in range(rng.randint(1, 6))] for _ in range(3)]
    same = Block(Kind.PARAGRAPH, "This stands in every article " * 4)
    for part in base:
        part.insert(rng.randint(0, len(part)), same)
    parties = [[acts(rng, part, rng.choice((0.0, 0.0, 0.3))) for part in base] for _ in range(2)]
    was = _agreement(rng, [made(part) for part in base], False)
    ours, theirs = (
        _agreement(rng, [made(part, act) for part, act in zip(base, party, strict=True)], moved and not at)
        for at, party in enumerate(parties)
    )
    quick = threeway.lay_over(was, ours, theirs)
    whole: Callable[..., Homes] = _everywhere
    with mock.patch.object(threeway, "together", whole):
        assert quick == threeway.lay_over(was, ours, theirs)


@given(st.integers(0, 10**9), st.sampled_from((0.0, 0.1, 0.4)), st.booleans())
@settings(max_examples=examples(60))
def test_what_others_agreed_in_place_need_not_be_compared(seed: int, strays: float, moved: bool) -> None:
    """Both change the first article anyhow; of the rest the text laid under says some in other words, and
    now and then in those of another article."""
    rng = random.Random(seed)
    base = [[block(rng) for _ in range(rng.randint(2, 6))] for _ in range(4)]
    ours = [acts(rng, base[0], 0.5), *(acts(rng, part, 0.0) for part in base[1:])]
    theirs = [acts(rng, base[0], 0.5), *(_worded(rng, part) for part in base[1:])]
    was = _agreement(rng, [made(part) for part in base], False)
    said = _agreement(rng, [made(part, act) for part, act in zip(base, ours, strict=True)], moved)
    under = [list(made(part, act).blocks()) for part, act in zip(base, theirs, strict=True)]
    for part in under[1:]:
        if rng.random() < strays:
            part[rng.randrange(len(part))] = rng.choice([one for each in (*base, *under) for one in each])
    now = _agreement(
        rng, [Agreement((Document("agreement", (Article("1.md", tuple(one)),)),)) for one in under], False
    )
    quick = threeway.lay_over(was, said, now)
    whole: Callable[..., Homes] = _everywhere
    with mock.patch.object(threeway, "together", whole):
        assert quick == threeway.lay_over(was, said, now)


def _worded(rng: random.Random, part: list[Block]) -> Acts:
    """A word here and there is another."""
    places = [at for at, one in enumerate(part) if one.kind is Kind.PARAGRAPH and rng.random() < 0.4]
    return Acts(
        {(at, -1, rng.randrange(18)): f"novel{rng.randrange(10**6)}" for at in places}, frozenset(), {}
    )


def test_an_article_changed_in_place_is_left_out_and_one_that_gave_a_paragraph_is_not() -> None:
    rng = random.Random(3)
    base = [[Block(Kind.PARAGRAPH, sentence(rng)) for _ in range(4)] for _ in range(3)]
    ours = Acts({(0, -1, 2): "otherwise"}, frozenset(), {})
    theirs = Acts({(1, -1, 2): "elsewhere"}, frozenset(), {})
    nothing = Acts({}, frozenset(), {})
    was = _agreement(rng, [made(part) for part in base], False)
    said = _agreement(rng, [made(base[0], ours), *map(made, base[1:])], False)
    for moved, compared in ((False, {"0.md"}), (True, {"0.md", "1.md", "2.md"})):
        parts = [made(base[0], theirs), made(base[1], theirs), made(base[2], theirs if moved else nothing)]
        now = _agreement(rng, parts, moved)
        assert together(was, said, now) == {("agreement", name) for name in compared}


def test_the_blocks_of_some_articles_are_cited_as_in_the_whole_text() -> None:
    rng = random.Random(9)
    base = _agreement(rng, [made([block(rng) for _ in range(4)]) for _ in range(3)], False)
    document = base.documents[0]
    changed = replace(
        document.articles[1], blocks=(*document.articles[1].blocks, Block(Kind.PARAGRAPH, "One more."))
    )
    other = Agreement((replace(document, articles=(document.articles[0], changed, document.articles[2])),))
    assert differing(base, other) == {("agreement", "1.md")}
    assert differing(base, base) == set()
    found = within(other, differing(base, other))
    assert found == tuple(one for one in place(other) if one.file == "1.md")
    gone = Agreement((replace(document, articles=document.articles[:2]),))
    assert differing(base, gone) == {("agreement", "2.md")} == differing(gone, base)
