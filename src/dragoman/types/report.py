"""The report: one news text as it was taken in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


def report_id(text: str) -> str:
    """Return the content hash that names a report whose input gave no id."""
    return "r-" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Report:
    """One news text; ``text`` is never edited, every offset points into it.

    Attributes:
        id: the input's own id, or a content hash of the text.
        text: the body as stored; titles are not part of it.
        title: headline or topic: context only, never coded.
        published: publication day as ISO date (``2015-05-12``), or None if unknown.
        source: publisher.
        url: address it was read from.
        language: BCP-47 code.
        licence: licence of the text.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None

    @classmethod
    def of(cls, text: str, *, id: str | None = None, title: str | None = None, published: str | None = None) -> Report:  # noqa: A002
        """Make a report from a text, named by its content unless ``id`` is given."""
        return cls(id=id or report_id(text), text=text, title=title, published=published)
