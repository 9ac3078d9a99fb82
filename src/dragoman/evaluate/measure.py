"""Code the reports of a gold file, with the whole pipeline or with its later stages alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dragoman.errors import DragomanError
from dragoman.evaluate.gold import reading_of, report_of

if TYPE_CHECKING:
    from dragoman.engines.local import Coder
    from dragoman.pipeline import Kit
    from dragoman.types import Coding

Records = dict[str, list[dict[str, Any]]]
"""Coded records as JSON, by report id."""


def gold_records(golds: Iterable[dict[str, Any]]) -> Records:
    """Return the gold records by report id."""
    return {gold["id"]: gold["events"] for gold in golds}


def load_coder(reader: str = "accurate", model: Path | None = None) -> Coder:
    """Load the kit and return the function that codes one report with it.

    Args:
        reader: ``accurate`` or ``fast``.
        model: folder of another model than the packaged one, to measure a training run.
    """
    from dragoman.pipeline import Kit, code

    return partial(code, kit=Kit.load(reader, model))


def predict(golds: Sequence[dict[str, Any]], load: Callable[[], Coder], *, jobs: int = 1) -> Records:
    """Return the records that a coder makes of the gold reports, as JSON; see ``codings`` for arguments and errors."""
    return records_of(codings(golds, load, jobs=jobs))


def codings(golds: Sequence[dict[str, Any]], load: Callable[[], Coder], *, jobs: int = 1) -> tuple[Coding, ...]:
    """Return what a coder makes of the gold reports; only text, title and date are shown to it.

    Args:
        golds: lines of a gold file.
        load: makes the coder, once in each process; picklable where there are several.
        jobs: processes; 0 for one per core.

    Raises:
        DragomanError: a report broke the coder; no figure may come of the others alone.
    """
    from dragoman.engines.local import code_all
    from dragoman.ingest import Skipped

    made: list[Coding] = []
    for coding in code_all(map(report_of, golds), load, jobs=jobs):
        if isinstance(coding, Skipped):
            raise DragomanError(f"the coder failed on {coding.report or coding.place}: {coding.reason}")
        made.append(coding)
    return tuple(made)


def records_of(made: Iterable[Coding]) -> Records:
    """Return the records of some codings as JSON, by report id."""
    from dragoman.records.jsonl import to_dict

    return {coding.report.id: [to_dict(record) for record in coding.records] for coding in made}


def rejected_of(made: Iterable[Coding]) -> Records:
    """Return the candidates that were not coded (``start``, ``end``, ``type``, ``reason``, ``score``), by report id."""
    from dragoman.records.jsonl import rejected_dict

    return {coding.report.id: [rejected_dict(coding.report.id, item) for item in coding.rejected] for coding in made}


def finish_gold(golds: Iterable[dict[str, Any]]) -> Records:
    """Return what the later stages make of gold's own triggers, types and passages.

    The distance of these figures from 1 is what resolving, dating and placing cost;
    the rest of the pipeline's distance is the reader's.
    """
    from dragoman.pipeline import finish
    from dragoman.records.jsonl import to_dict

    kit = _kit_without_reader()
    return {gold["id"]: [to_dict(record) for record in finish(reading_of(gold), kit)[0]] for gold in golds}


def _kit_without_reader() -> Kit:
    """Load tables only: ``finish`` starts after reading, and a checkout may have no model yet."""
    from dragoman.actors import ActorBook
    from dragoman.events import Codebook
    from dragoman.pipeline import Kit
    from dragoman.reading import Reader
    from dragoman.records.confidence import load_knots
    from dragoman.stance import StanceCues
    from dragoman.when import TimeRules
    from dragoman.where import Gazetteer

    return Kit(cast("Reader", None), ActorBook.load(), Codebook.load(), StanceCues.load(), TimeRules.load(),
               Gazetteer.load(), load_knots())
