"""Plain text and Markdown: front matter, headline, body."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dragoman.ingest.published import day
from dragoman.ingest.rows import NAMES, checked
from dragoman.types import Report

_FRONT = re.compile(r"\A---[ \t]*\n(?P<lines>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADLINE = re.compile(r"\A(?P<title>(?=[^\n]*\w)[^\n]{1,160})\n[ \t]*\n\s*(?=\S)")
_HEADING = re.compile(r"\A#{1,6}[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n\s*(?=\S))")
_MOST_WORDS = 25

# Markdown to plain text, in this order; each row is (pattern, replacement).
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^(?:```|~~~)[^\n]*\n.*?^(?:```|~~~)[ \t]*$\n?", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:[^\n]*$\n?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])"), r"\1"),
)


def plain(written: str, published: str | None = None) -> Report:
    """Make a report of a plain text.

    Front matter between two lines of ``---`` gives ``title``, ``date`` and the
    other fields; failing that, a short first line without a full stop and with an
    empty line after it is the title. The rest, without outer blanks and with line
    feeds for line ends, is the text that offsets point into.

    Raises:
        InputError: no text, or a date in the front matter that is not understood.
    """
    return _made(written, published, _headline, str)


def markdown(written: str, published: str | None = None) -> Report:
    """Make a report of Markdown: as ``plain``, without the markup, ``#`` heading as title."""
    return _made(written, published, _heading, unmarked)


def unmarked(written: str) -> str:
    """Return Markdown without its markup: links keep their words, pictures and code go."""
    for pattern, replacement in _MARKUP:
        written = pattern.sub(replacement, written)
    return re.sub(r"\n{3,}", "\n\n", written)


def _made(
    written: str, published: str | None,
    titled: Callable[[str], tuple[str | None, str]], cleaned: Callable[[str], str],
) -> Report:
    front, body = _front_matter(written.replace("\r\n", "\n").replace("\r", "\n"))
    title, text = (front.get("title"), body) if front.get("title") else titled(body.strip())
    report = Report.of(checked(cleaned(text).strip()), id=front.get("id"), title=title,
                       published=day(front.get("date")) or published)
    return replace(report, source=front.get("source"), url=front.get("url"), language=front.get("language"),
                   licence=front.get("licence"))


def _front_matter(written: str) -> tuple[dict[str, str], str]:
    """Split ``key: value`` lines off; a block without one is a ruler, not front matter."""
    found = _FRONT.match(written)
    pairs = (line.partition(":") for line in found["lines"].splitlines()) if found is not None else ()
    given = {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
    if found is None or not given:
        return {}, written
    fields = {field: next((given[name] for name in names if given.get(name)), "") for field, names in NAMES.items()}
    return {field: value for field, value in fields.items() if value}, written[found.end():]


def _headline(body: str) -> tuple[str | None, str]:
    found = _HEADLINE.match(body)
    if found is None or found["title"].rstrip().endswith((".", ":", ";", ",")):
        return None, body
    if len(found["title"].split()) > _MOST_WORDS:
        return None, body
    return found["title"].strip(), body[found.end():]


def _heading(body: str) -> tuple[str | None, str]:
    found = _HEADING.match(body)
    if found is None:
        return _headline(body)
    return unmarked(found["title"]), body[found.end():]
