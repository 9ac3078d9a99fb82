"""HTML to a report: the article's own words, and the date its markup gives."""

from __future__ import annotations

import re
from typing import Any

from dragoman.errors import InputError
from dragoman.ingest.encoding import decode
from dragoman.ingest.published import day
from dragoman.ingest.rows import checked
from dragoman.types import Report, report_id

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([a-z]{2,3}(?:-[a-z0-9]{2,8})*)", re.IGNORECASE)
_HEAD = 4096
# Of a page without an article, extraction leaves the words of a menu or a button.
_FEWEST_WORDS = 5
# No date is guessed from the page's words; a fixed bound instead of today keeps two runs alike.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}


def html(content: bytes, name: str, published: str | None = None) -> Report:
    """Make a report of a web page.

    The text is what extraction leaves, paragraphs apart by a line feed; offsets
    point into it, not into the markup.

    Raises:
        InputError: wrong encoding, or no article text in the page.
    """
    declared = _CHARSET.search(content[:_HEAD])
    page = decode(content, name, declared[1].decode("ascii") if declared is not None else None)
    found = _extracted(page)
    title, text = found.title or None, (found.text or "").strip()
    if title is not None:
        text = text.removeprefix(title + "\n").lstrip()
    language = _LANGUAGE.search(page[:_HEAD])
    return Report(
        id=report_id(checked(text)), text=text, title=title, published=day(found.date) or published,
        source=found.sitename or found.hostname or None, url=found.url or None,
        language=language[1] if language is not None else None, licence=found.license or None,
    )


def _extracted(page: str) -> Any:
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False,
                                date_extraction_params=_DATES)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"HTML that cannot be read: {error}") from error
    if found is None or len((found.text or "").split()) < _FEWEST_WORDS:
        raise InputError("no article text in the HTML")
    return found
