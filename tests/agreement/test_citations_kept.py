"""The citations of a text told from another one's are those made of the text itself."""

from dataclasses import replace

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import Index, index_of, place
from negotiate.agreement.editing import delete_clause, insert_after, replace_clause
from negotiate.agreement.reading.reader import read_received

TEXT = """ARTICLE I PAY

A. Pay is monthly.

B. Meals are paid, see Section A.

ARTICLE II LEAVE

A. Leave is ten days.

B. Notice is given in writing.
"""


def test_a_text_with_other_words_or_clauses_is_found_in_as_if_alone() -> None:
    base = read_received(TEXT.encode(), "a.txt").agreement
    document = base.documents[0]
    headed = replace(document.articles[-1].blocks[0], label="ARTICLE V")
    last = replace(document.articles[-1], blocks=(headed, *document.articles[-1].blocks[1:]))
    relabelled = Agreement((replace(document, articles=(*document.articles[:-1], last)),))
    texts = (
        base,
        replace_clause(base, "I.A", "Pay is weekly."),
        insert_after(base, "I.A", "B. Rooms are kept."),
        delete_clause(base, "II.A"),
        relabelled,
    )
    for text in (*texts, *reversed(texts)):
        kept, alone = index_of(text), Index(place(text), text.main)
        assert kept.placed == alone.placed
        for one in alone.placed:
            assert kept.find(one.citation) == alone.find(one.citation)
            assert kept.clause(one.citation) == alone.clause(one.citation)
    assert Index(place(base), base.main).like(place(relabelled), base.main) is None
