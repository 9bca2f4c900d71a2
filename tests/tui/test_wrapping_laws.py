"""Laws of laying out: no word is lost, no line is too wide, a figure in a table stays whole."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from negotiate.tui.paragraphs import Flow, Grid, Mark, Run, cut
from negotiate.tui.wrapping import breaks, pieces

WORDS = st.lists(st.text("abcXYZ0123,.()漢é\u0301—", min_size=1, max_size=12), min_size=1, max_size=30)
WIDTHS = st.integers(min_value=2, max_value=60)


@given(WORDS, WIDTHS, WIDTHS)
def test_lines_hold_every_character_but_the_spaces_at_their_ends(
    words: list[str], first: int, rest: int
) -> None:
    text = " ".join(words)
    found = pieces(text, breaks(text, first, rest))
    lines = [text[start:end] for start, end in found]
    assert "".join("".join(lines).split()) == "".join(text.split())
    room = [first, *([rest] * len(lines))]
    assert all(cell_len(line) <= width for line, width in zip(lines, room, strict=False))


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30), st.integers(9, 60))
def test_words_that_fit_are_never_broken(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = [text[start:end] for start, end in pieces(text, breaks(text, width, width))]
    assert [word for line in lines for word in line.split()] == words


@given(WORDS, WORDS, st.integers(8, 80), st.integers(0, 30), st.integers(0, 8))
def test_a_paragraph_is_as_high_as_the_lines_it_draws(
    one: list[str], other: list[str], width: int, indent: int, hang: int
) -> None:
    runs = (Run(Mark.TEXT, " ".join(one) + " "), Run(Mark.INSERT, " ".join(other)))
    flow = Flow(runs, indent=indent, hang=min(hang, width // 3), after=1)
    rows = flow.rows(width)
    assert flow.height(width) == len(rows) + 1
    drawn = "".join(run.text for row in rows for run in row)
    assert "".join(drawn.split()) == "".join(flow.text.split())
    assert cut(runs, 0, len(flow.text)) == runs


@given(
    st.lists(st.lists(st.integers(0, 10**7), min_size=4, max_size=4), min_size=1, max_size=8),
    st.integers(8, 90),
)
def test_a_figure_in_a_table_is_never_cut_in_two(rows: list[list[int]], width: int) -> None:
    cells = tuple(tuple((Run(Mark.TEXT, f"{value:,}"),) for value in row) for row in rows)
    grid = Grid(cells)
    drawn = " ".join("".join(run.text for run in row) for row in grid.rows(width)).replace("│", " ").split()
    assert [word for word in drawn if word[0].isdigit()] == [f"{value:,}" for row in rows for value in row]
    assert grid.height(width) == len(grid.rows(width))
