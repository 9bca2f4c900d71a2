"""Named values as a person wrote them, read with a type and refused with a place.

The base of a YAML mapping (:class:`negotiate.common.records.Record`) and of a row of a
sheet (:class:`negotiate.common.sheets.Row`): both hold words, and every getter says what
was expected, in which file and on which line, when the words are not that.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from negotiate.common.errors import BadInput

_WHOLE = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})?(?:\.[0-9]{1,18})?")
_RATIO = re.compile(r"([+-]?[0-9]{1,9})\s*/\s*([0-9]{1,9})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` most likely meant, or an empty string."""
    from rapidfuzz import process  # loaded for an error alone

    found = process.extractOne(word, list(known), score_cutoff=60)
    return str(found[0]) if found else ""


class Fields:
    """Named scalars with a place. A getter without a default requires the value."""

    file: str
    line: int

    def word(self, key: str) -> str | None:
        """The scalar as written, or None where the key is absent or left empty."""
        raise NotImplementedError

    def line_of(self, key: str) -> int:
        """The line the value of ``key`` stands on (the record's own where it is absent)."""
        raise NotImplementedError

    def place_of(self, key: str) -> str:
        """``file:line``, and the column where the file is a sheet."""
        return f"{self.file}:{self.line_of(key)}"

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return self.word(key) is not None

    def fault(self, key: str, expected: str) -> BadInput:
        """The error for a value of ``key`` that is not what was expected; the caller raises it."""
        found = self.word(key)
        if found is None:
            return BadInput(f"{key!r} is missing", where=self.place_of(key), do=f"expected {expected}")
        shown = found if len(found) <= 60 else found[:57] + "…"
        return BadInput(f"{key!r} is {shown!r}", where=self.place_of(key), do=f"expected {expected}")

    def text(self, key: str, default: str | None = None) -> str:
        """The words, as written (``1:500`` and ``2015-09-01`` stay words)."""
        found = self.word(key)
        if found is not None:
            return found
        if default is None:
            raise self.fault(key, "words")
        return default

    def integer(
        self, key: str, default: int | None = None, *, least: int | None = None, most: int | None = None
    ) -> int:
        """A whole number, with or without thousands commas, from ``least`` to ``most``."""
        bounds = "" if least is None else f" of at least {least}"
        bounds += "" if most is None else f"{' and' if bounds else ' of'} at most {most}"
        found = self._given(key, default, f"a whole number{bounds}")
        if found is None:
            assert default is not None
            return default
        if not _WHOLE.fullmatch(found):
            raise self.fault(key, f"a whole number{bounds}")
        value = int(found.replace(",", ""))
        if (least is not None and value < least) or (most is not None and value > most):
            raise self.fault(key, f"a whole number{bounds}")
        return value

    def decimal(self, key: str, default: Decimal | None = None, *, least: Decimal | None = None) -> Decimal:
        """An exact decimal number, with or without thousands commas or a dollar sign."""
        bounds = "a number" if least is None else f"a number of at least {least}"
        found = self._given(key, default, bounds)
        if found is None:
            assert default is not None
            return default
        plain = found.removeprefix("$").strip()
        try:
            value = Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else Decimal("NaN")
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or (least is not None and value < least):
            raise self.fault(key, bounds)
        return value

    def fraction(self, key: str, default: Fraction | None = None) -> Fraction:
        """An exact number, also written as a fraction (``9/10``)."""
        found = self._given(key, default, "a number or a fraction such as 9/10")
        if found is None:
            assert default is not None
            return default
        ratio = _RATIO.fullmatch(found)
        if ratio is None:
            return Fraction(self.decimal(key))
        if int(ratio[2]) == 0:
            raise self.fault(key, "a fraction whose lower number is not 0")
        return Fraction(int(ratio[1]), int(ratio[2]))

    def day(self, key: str, default: date | None = None) -> date:
        """A date as YYYY-MM-DD."""
        found = self._given(key, default, "a date as YYYY-MM-DD")
        if found is None:
            assert default is not None
            return default
        try:
            return date.fromisoformat(found if _DAY.fullmatch(found) else "")
        except ValueError:
            raise self.fault(key, "a date as YYYY-MM-DD") from None

    def moment(self, key: str, default: datetime | None = None) -> datetime:
        """A date with time in ISO 8601; naive where no offset is written."""
        found = self._given(key, default, "a time as YYYY-MM-DDTHH:MM, with an offset if there is one")
        if found is None:
            assert default is not None
            return default
        try:
            return datetime.fromisoformat(found)
        except ValueError:
            raise self.fault(key, "a time as YYYY-MM-DDTHH:MM, with an offset if there is one") from None

    def choice(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """One of ``options``, exactly."""
        known = list(options)
        expected = "one of " + ", ".join(known)
        found = self._given(key, default, expected)
        if found is None:
            assert default is not None
            return default
        if found not in known:
            raise self.fault(key, expected)
        return found

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false (also yes and no)."""
        found = self._given(key, default, "true or false")
        if found is None:
            assert default is not None
            return default
        value = _FLAGS.get(found.lower())
        if value is None:
            raise self.fault(key, "true or false")
        return value

    def _given(self, key: str, default: object, expected: str) -> str | None:
        found = self.word(key)
        if found is None and default is None:
            raise self.fault(key, expected)
        return found
