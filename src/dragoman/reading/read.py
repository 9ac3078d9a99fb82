"""Read a report: sentences, quotations, drafts."""

from __future__ import annotations

from dragoman.reading.quotes import quotations
from dragoman.reading.reader import Reader
from dragoman.reading.sentences import split
from dragoman.types import Reading, Report


def read(report: Report, reader: Reader) -> Reading:
    """Return the reading of ``report``; a report without sentences gives an empty one."""
    sentences = split(report.text)
    drafts, rejected = reader.drafts(report, sentences)
    return Reading(report, sentences, quotations(report.text, sentences), drafts, rejected)
