"""The day of publication, from what files say about themselves.

A day is understood only where it can mean one thing: ``05/12/2015`` is refused
rather than read the American or the European way.
"""

from __future__ import annotations

import re
from datetime import date

from dragoman.errors import InputError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "|".join(_MONTHS)
_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])"),
    re.compile(r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    re.compile(rf"(?i)(?:[a-z]+,?\s+)?(?P<day>\d{{1,2}})[\s-](?P<month>{_NAMES})[a-z]*\.?,?[\s-](?P<year>\d{{4}})\b"),
    re.compile(rf"(?i)(?:[a-z]+,\s+)?(?P<month>{_NAMES})[a-z]*\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})\b"),
)


def day(value: object) -> str | None:
    """Return the ISO day that ``value`` names, None for an empty value.

    Takes dates and datetimes (the day as written, whatever the time zone), ISO
    strings with or without a time, ``20150512``, ``12 May 2015``, ``May 12, 2015``
    and the form of e-mail headers.

    >>> day("Tue, 12 May 2015 09:30:00 GMT")
    '2015-05-12'

    Raises:
        InputError: there is a value, and no single day that it names.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    written = "" if value is None else str(value).strip()
    if not written:
        return None
    for form in _FORMS:
        found = form.match(written)
        if found is not None:
            return _valid(found, written)
    raise InputError(f"date {written[:40]!r} is not understood; write YYYY-MM-DD")


def _valid(found: re.Match[str], written: str) -> str:
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(found["year"]), number, int(found["day"])).isoformat()
    except ValueError as error:
        raise InputError(f"there is no day {written[:40]!r}") from error
