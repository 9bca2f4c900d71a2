"""What two readings of one agreement must have in common, whatever file they came in."""

from negotiate.agreement.blocks import Agreement, Rows
from negotiate.agreement.citations import place


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
