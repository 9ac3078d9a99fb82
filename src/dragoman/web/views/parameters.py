"""Numbers of an address: whoever types them may type anything."""

from __future__ import annotations

from dragoman.errors import UsageError

MOST = 10**6
_SHOWN = 40


def whole(name: str, text: str | None, most: int = MOST) -> int | None:
    """Return a whole number from 0 to ``most``, None for no words at all.

    >>> whole("page", "12"), whole("page", "")
    (12, None)

    Raises:
        UsageError: other words, or a greater number.
    """
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > len(str(most)) or int(text) > most:
        raise UsageError(f"{name} is a whole number up to {most}, not {text[:_SHOWN]!r}")
    return int(text)
