"""A coder for tests of what is around the coder: it knows two verbs and two countries.

It lies in a folder of its own, put on the path by a fixture, so that worker
processes can import it by name.
"""

import hashlib
import os
import re

from dragoman.engines.local import Coder
from dragoman.errors import MissingPart
from dragoman.types import (
    Amount,
    Coding,
    Participant,
    Record,
    Rejected,
    Report,
    Span,
    When,
    Where,
    Why,
)

_VERBS = {"met": ("CONSULT", 1, 4.0), "attacked": ("ASSAULT", 4, -9.0)}
_VERB = re.compile(r"\b(met|attacked)\b")
_COUNTRIES = {"Freedonia": "FRE", "Sylvania": "SYL"}
_COUNTRY = re.compile(r"\b(Freedonia|Sylvania)\b")


def code(report: Report) -> Coding:
    """Make a record of every known verb; the word `KABOOM` breaks the coder, `DIE` its process."""
    if "KABOOM" in report.text:
        raise KeyError("KABOOM")
    if "DIE" in report.text:
        os._exit(9)
    found = [_record(report, verb) for verb in _VERB.finditer(report.text)]
    doubtful = tuple(Rejected(Span.of(report.text, *maybe.span()), "THREATEN", "under the threshold", 0.25)
                     for maybe in re.finditer(r"\bglared\b", report.text))
    return Coding(report, tuple(found), doubtful)


def load() -> Coder:
    """Return the coder."""
    return code


def for_reader(reader: str, own: tuple[object, ...] = ()) -> Coder:
    """Stand in for ``pipeline_coder``."""
    return code


def load_nothing() -> Coder:
    """Fail as a kit without its model does."""
    raise MissingPart("the fake reader has no model")


def _record(report: Report, verb: re.Match[str]) -> Record:
    kind, quad, intensity = _VERBS[verb[1]]
    name = "e-" + hashlib.sha256(f"{report.id} {verb.start()} {kind}".encode()).hexdigest()[:12]
    before = [_participant(item) for item in _COUNTRY.finditer(report.text, 0, verb.start())][-1:]
    after = [_participant(item) for item in _COUNTRY.finditer(report.text, verb.end())][:1]
    when = When(report.published, report.published, "day") if report.published else None
    where = tuple(Where(*place.span(), place[0], "Capital City", "FRE", None, 1.5, -2.25, 42, "city")
                  for place in re.finditer(r"\bcapital\b", report.text))
    dead = re.search(r"\btwelve\b", report.text)
    numbers = {"dead": Amount(*dead.span(), dead[0], 12, None)} if dead is not None else {}
    return Record(
        id=name, report=report.id, type=kind, modes=("visit",) if quad == 1 else (), contexts=("diplomatic",),
        quad=quad, intensity=intensity, trigger=Span.of(report.text, *verb.span()), actors=tuple(before),
        recipients=tuple(after), status="actual", said_by=(), denied_by=(), when=when, where=where, numbers=numbers,
        condition=None, deadline=None, same_as=None, episode=None, confidence=0.75,
        why=(Why("type", "fake.verb", f"the verb is {verb[1]!r}", 0.75, (verb.span(),)),),
    )


def _participant(item: re.Match[str]) -> Participant:
    return Participant(*item.span(), item[0], name=item[0], country=_COUNTRIES[item[0]], sector="GOV", sectors=("GOV",))
