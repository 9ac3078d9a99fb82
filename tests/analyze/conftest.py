"""A small world of three countries, made of records of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.analyze.history import History
from dragoman.store import Writer
from dragoman.types import Coding, Participant, Record, Report, Span, When, Why

NOW = datetime(2031, 4, 9, 12, 30)  # noqa: DTZ001 - the store keeps UTC without a zone
NAMES = {"NOR": "Norland", "SUR": "Surland", "OST": "Ostland", "USA": "The United States", "RUS": "Russia"}
QUADS = {"CONSULT": (1, 4.0), "AID": (2, 10.0), "ACCUSE": (3, -2.0), "ASSAULT": (4, -9.0), "SANCTION": (4, -6.0)}


def told(
    day: str, actor: str, kind: str, recipient: str | None = None, *, sector: str = "GOV", when: str | None = None,
    until: str | None = None, status: str = "actual", text: str | None = None, source: str = "The Courier",
    confidence: float = 0.8, others: Sequence[str] = (), against: str = "GOV",
) -> Coding:
    """Return a report of one sentence with its one record."""
    verb = kind.lower()
    words = text or f"{NAMES.get(actor, actor)} did {verb} {NAMES.get(recipient or '', '')} on {day}, said the paper."
    report = Report(id=f"r-{abs(hash_of(words + day + source)):x}", text=words, published=day, source=source)
    quad, intensity = QUADS[kind]
    start = max(words.find(verb), 0)
    people = [_participant(words, code, sector) for code in (actor, *others)]
    record = Record(
        id=f"e-{abs(hash_of(report.id + verb)):x}", report=report.id, type=kind, modes=(), contexts=(), quad=quad,
        intensity=intensity, trigger=Span.of(words, start, start + len(verb)), actors=tuple(people),
        recipients=(_participant(words, recipient, against),) if recipient else (), status=status, said_by=(),
        denied_by=(), when=None if when is None else When(when, until or when, "day"), where=(), numbers={},
        condition=None, deadline=None, same_as=None, episode=None, confidence=confidence,
        why=(Why("type", f"fake.{verb}", f"the verb is {verb}", confidence, ((start, start + len(verb)),)),),
    )
    return Coding(report, (record,))


def hash_of(words: str) -> int:
    """Return a number for words, the same in every process."""
    import hashlib

    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:6], "big")


def _participant(words: str, code: str, sector: str) -> Participant:
    name = NAMES.get(code, code)
    start = max(words.find(name), 0)
    return Participant(start, start + len(name), name, name, code, sector, (sector,))


def days(first: str, count: int, step: int) -> list[str]:
    """Return days from ``first`` on, ``step`` days apart."""
    begin = date.fromisoformat(first)
    return [(begin + timedelta(days=step * place)).isoformat() for place in range(count)]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes codings into one store as one run."""
    def written(codings: Sequence[Coding], coder: str = "1.0 fast") -> Path:
        path = tmp_path / "w.duckdb"
        with Writer(path, coder=coder, begun=NOW, options={}) as writer:
            writer.add(list(codings))
            writer.finish(NOW)
        return path
    return written


@pytest.fixture
def history(write: Callable[..., Path]) -> Callable[..., History]:
    """Return a function that writes codings and opens the store."""
    return lambda codings: History(write(codings))
