"""Code one report in this process: what ``dragoman.code`` is."""

from __future__ import annotations

from functools import cache

from dragoman.engines.local import Coder, pipeline_coder
from dragoman.errors import InputError, UsageError
from dragoman.ingest.published import day
from dragoman.types import Coding, Report


def code(
    report: Report | str, published: str | None = None, title: str | None = None, *, reader: str = "accurate",
) -> Coding:
    """Code one report and return its records, each field with the reason for it.

    Args:
        report: a report, or the text of one.
        published: its day of publication, such as ``2015-05-12``, if a text is given.
        title: its headline, if a text is given: context, never coded.
        reader: ``accurate`` or ``fast``; loaded on the first call and kept.

    Raises:
        UsageError: ``published`` is no day, or is given beside a ``Report``.
        DragomanError: the reader's model is not there.
    """
    if isinstance(report, str):
        report = Report.of(report, title=title, published=_day(published))
    elif published is not None or title is not None:
        raise UsageError("a Report has its own day and title; give `published` and `title` with a text only")
    return _coder(reader)(report)


@cache
def _coder(reader: str) -> Coder:
    return pipeline_coder(reader)


def _day(published: str | None) -> str | None:
    try:
        return day(published)
    except InputError as error:
        raise UsageError(error.reason) from error
