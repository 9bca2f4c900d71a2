"""The cost terms a proposal brings for its own new language, joined to the model.

    terms:
      - id: social-worker-ratio
        kind: staffing-ratio
        replaces: social-worker-complement
        ...
    counts:
      - {name: reading rooms, value: 12, unit: rooms, as_of: 2026-01-15, source: our walk-through}

The file stands beside the item (``proposals/NN-title/terms.yaml``) and is the team's alone. Its terms are of
new language: a text without any of it owes nothing, unless they say ``introduced: no``.
"""

from collections.abc import Mapping
from dataclasses import replace

from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml
from negotiate.common.text import digest
from negotiate.costing.model import Count, Model, counts_in
from negotiate.costing.terms import read_term, settled


def with_proposed(model: Model, files: Mapping[str, str]) -> Model:
    """The model with what the proposals' own ``files`` (path → text) bring.

    Raises :class:`BadInput` with file and line, and with both places where an id or the name of a
    count stands twice.
    """
    if not files:
        return model
    terms, counts = list(model.terms), list(model.counts)
    for path, text in sorted(files.items()):
        record = read_yaml(text, path)
        record.only("terms", "counts")
        terms += [read_term(item, introduced=True) for item in record.records("terms")]
        for count in counts_in(record):
            _free(count, counts)
            counts.append(count)
    parts = (part for path, text in sorted(files.items()) for part in (path, text))
    return replace(
        model,
        terms=settled(tuple(terms)),
        counts=tuple(counts),
        digest=digest(model.digest, *parts),
    )


def _free(count: Count, counts: list[Count]) -> None:
    other = next((one for one in counts if one.name.lower() == count.name.lower()), None)
    if other is not None:
        raise BadInput(
            f"the count {count.name!r} stands twice",
            where=count.place,
            do=f"see {other.place}; give one of the two another name",
        )
