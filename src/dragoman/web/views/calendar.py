"""Commitments with a day as a calendar (RFC 5545) that other programs open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dragoman.web.views.promises import Placed, interval, named, title

_FOLD = 75
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dragoman//Promises//EN", "CALSCALE:GREGORIAN",
         "X-WR-CALNAME:Promises")


def calendar(found: Iterable[Placed], day: date) -> Iterator[bytes]:
    """Yield a calendar of what is due, an event the interval long for each commitment that has one.

    Args:
        found: commitments with their state and lane.
        day: the day as of which they stand; it stamps the events, so that the same store gives the same bytes.
    """
    for line in _HEAD:
        yield _folded(line)
    for item in found:
        for line in _event(item, day):
            yield _folded(line)
    yield _folded("END:VCALENDAR")


def _event(item: Placed, day: date) -> Iterator[str]:
    one, state, where = item
    due = one.due
    begins, ends = (due.begins(), due.ends()) if due is not None else (None, None)
    if due is None or ends is None:
        return
    parties = named(one.by) + (f" to {named(one.to)}" if one.to else "")
    told = [f"{one.kind} of {parties}", f"state on {day}: {state.state} ({where})",
            f"due {interval(due.from_, due.to)}: “{due.text}”",
            *([f"condition: {one.condition.text}"] if one.condition else []), f"records: {' '.join(one.records)}"]
    yield from ("BEGIN:VEVENT", f"UID:{one.id}@dragoman", f"DTSTAMP:{day:%Y%m%d}T000000Z",
                f"DTSTART;VALUE=DATE:{begins or ends:%Y%m%d}", f"DTEND;VALUE=DATE:{ends + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{_escaped(f'{title(one)} ({parties}): {state.state}')}",
                f"DESCRIPTION:{_escaped(chr(10).join(told))}", f"CATEGORIES:{_escaped(one.kind)}",
                "TRANSP:TRANSPARENT", "END:VEVENT")


def _escaped(text: str) -> str:
    r"""Return text as a value.

    >>> _escaped("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """Return a line, cut after at most 75 bytes, never within a character, each rest behind a space."""
    parts, part, room = [], b"", _FOLD
    for sign in line:
        coded = sign.encode()
        if len(part) + len(coded) > room:
            parts.append(part)
            part, room = b"", _FOLD - 1
        part += coded
    return b"\r\n ".join([*parts, part]) + b"\r\n"
