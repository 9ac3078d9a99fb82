"""Mentions and codings out of rows of a table of cases."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from dragoman.analyze.standing.life import Due, Party
from dragoman.analyze.standing.mentions import Mention
from dragoman.store import Writer
from dragoman.types import Coding, Deadline, Participant, Record, Report, Span, When, Why

NOW = datetime(2031, 4, 9)  # noqa: DTZ001 - the store keeps UTC without a zone


def mention(row: dict[str, Any], number: int = 0) -> Mention:
    """Return the mention that a row ``tell`` describes; ``number`` makes its ids."""
    sentence, trigger = row["sentence"], row["trigger"]
    start = sentence.index(trigger)
    end = start + len(trigger)
    name = f"e-{number:04d}"
    due = Due(row["due"][0], row["due"][1], row["due"][2], name) if "due" in row else None
    return Mention(
        id=name, report=f"r-{number:04d}", story=row.get("story", f"r-{number:04d}"), type=row["type"],
        modes=frozenset(row.get("modes", ())), status=row.get("status", "actual"), trigger=trigger, start=start,
        end=end, before=sentence[:start], after=sentence[end:], published=row["day"], from_=row.get("from"),
        to=row.get("to", row.get("from")),
        place=None, condition=row.get("if"), due=due, same_as=None,
        actors=_parties(row, "by"), recipients=_parties(row, "on"),
        said_by=_parties(row, "said"))


def mentions(rows: list[dict[str, Any]]) -> tuple[Mention, ...]:
    """Return the mentions of a case in order of time."""
    return tuple(sorted((mention(row, number) for number, row in enumerate(rows, 1)), key=lambda one: one.order))


def _parties(row: dict[str, Any], role: str) -> tuple[Party, ...]:
    return tuple(Party(key, key, key.split("/", maxsplit=1)[0]) for key in row.get(role, ()))


def coding(row: dict[str, Any]) -> Coding:
    """Return the report of one sentence, with its one record, that a row describes."""
    text, trigger = row["sentence"], row["trigger"]
    start = text.index(trigger)
    report = Report.of(text, published=row["day"])
    when = When(row["from"], row.get("to", row["from"]), "day") if "from" in row else None
    condition = Span.of(text, text.index(row["if"]), text.index(row["if"]) + len(row["if"])) if "if" in row else None
    record = Record(
        f"e-{report.id[2:]}", report.id, row["type"], tuple(row.get("modes", ())), (), 1, 0.0,
        Span.of(text, start, start + len(trigger)), _people(text, row, "by"), _people(text, row, "on"),
        row.get("status", "actual"), _people(text, row, "said"), (), when, (), {}, condition, _deadline(text, row),
        None, None, 0.8, (Why("type", "fake.case", "a row says so", 0.8, ((start, start + len(trigger)),)),))
    return Coding(report, (record,))


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write the codings of rows into a store at ``path``."""
    with Writer(path, coder="1.0 fast", begun=NOW, options={}) as writer:
        writer.add([coding(row) for row in rows])
        writer.finish(NOW)
    return path


def _people(text: str, row: dict[str, Any], role: str) -> tuple[Participant, ...]:
    split = [key.partition("/") for key in row.get(role, ())]
    return tuple(Participant(0, 1, text[0], country, country, sector or "GOV") for country, _, sector in split)


def _deadline(text: str, row: dict[str, Any]) -> Deadline | None:
    if "due" not in row:
        return None
    from_, to, words = row["due"]
    start = text.index(words)
    return Deadline(start, start + len(words), words, from_, to)
