"""What two readings of one agreement must have in common, whatever file they came in."""

from received import words_stored

from negotiate.agreement.blocks import Agreement, Rows
from negotiate.agreement.citations import place
from negotiate.agreement.reading.report import Imported


def parts(agreement: Agreement) -> list[str]:
    """The citation of every labelled part, in order: label and parents in one name, documents apart."""
    return [
        one.citation.rpartition(":")[2].upper()
        for one in place(agreement)
        if one.block.label and one.paragraph == 1
    ]


def tables(agreement: Agreement) -> list[Rows]:
    """The rows of every table, in order."""
    return [block.rows for block in agreement.blocks() if block.rows]


def assert_comes_back(found: Imported, known: Agreement) -> None:
    """Our own successor, read again, is the agreement: its parts, its tables, and behind the cover
    (which ends in the time it was made) its words in order."""
    assert parts(found.agreement) == parts(known)
    assert tables(found.agreement) == tables(known)
    words = [word for block in known.blocks() for word in block.words]
    stored = words_stored(found)
    first = stored.index(words[0], stored.index("(UTC+00:00)"))
    assert stored[first : first + len(words)] == words
