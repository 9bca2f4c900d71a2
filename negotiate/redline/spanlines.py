"""The spans of a change line by line: a block each, of a table a row each."""

from collections.abc import Iterator, Sequence

from negotiate.redline.model import DELETE, EQUAL, Change, Span


def span_lines(change: Change) -> Iterator[Sequence[Span]]:
    """The spans of each line in order; what was deleted where a block splits stays on the
    line before.
    """
    if len(change.old) <= 1 and len(change.new) <= 1 and not change.is_table:
        yield change.spans
        return
    line: list[Span] = []
    for span in change.spans:
        if line and _breaks(line, span):
            yield line
            line = []
        line.append(span)
    if line:
        yield line


def _breaks(line: Sequence[Span], span: Span) -> bool:
    """Whether ``span`` begins the next line of the old or the new text."""
    olds = {before.old_line for before in line if before.old_line is not None}
    news = {before.new_line for before in line if before.new_line is not None}
    if span.op is EQUAL:
        return (bool(olds) and span.old_line not in olds) or (bool(news) and span.new_line not in news)
    here, other = (olds, news) if span.op is DELETE else (news, olds)
    at = span.old_line if span.op is DELETE else span.new_line
    if here:
        return at not in here
    return bool(other) and not any(before.op is not EQUAL for before in line)
