"""A store with three reports of our own, of which every field is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.store import Writer
from dragoman.types import (
    Amount,
    Coding,
    Deadline,
    Participant,
    Record,
    Report,
    Span,
    When,
    Where,
    Why,
)
from tests.store.conftest import NOW

VISIT = 'Ina Storm, foreign minister of Norway, visited Reykjavik on Monday.\nShe met "Jon"\tEld there, aides say.'
RAID = "Rebels shelled a barracks in Tromso last month. Nine soldiers may have died, the army said."
CLAIM = "Iceland will sanction Norwegian banks by June if talks fail. Norway denied owning them."


def span(text: str, words: str) -> tuple[int, int, str]:
    """Return where words first stand."""
    start = text.index(words)
    return start, start + len(words), words


def who(text: str, words: str, **fields: Any) -> Participant:
    """Return a participant."""
    sector = fields.get("sector")
    return Participant(*span(text, words), sectors=(sector,) if sector else (), **fields)


def record(name: str, report: Report, kind: str, trigger: str, **fields: Any) -> Record:
    """Return a record with the least that one has, and what is given."""
    start, end, words = span(report.text, trigger)
    given: dict[str, Any] = {
        "modes": (), "contexts": (), "quad": 1, "intensity": 2.5, "actors": (), "recipients": (), "status": "actual",
        "said_by": (), "denied_by": (), "when": None, "where": (), "numbers": {}, "condition": None, "deadline": None,
        "same_as": None, "episode": None, "confidence": 0.75, **fields,
    }
    return Record(id=name, report=report.id, type=kind, trigger=Span(start, end, words),
                  why=(Why("type", "fake.word", "the word itself", 0.75, ((start, end),)),), **given)


def _visit() -> Coding:
    report = Report("r_visit", VISIT, "A visit", "2031-04-08", "The Fjord", "https://fjord.example/1", "en", "CC0")
    storm = who(VISIT, "Ina Storm", name="Ina Storm", country="NOR", sector="GOV", entity="Q11",
                office="Foreign Minister")
    eld = who(VISIT, 'Jon"\tEld', name='Jon "Joe"\tEld', country="ISL", sector="ELI")
    place = Where(*span(VISIT, "Reykjavik"), name="Reykjavik", country="ISL", admin1="Capital Region", lat=64.15,
                  lon=-21.9, geonames=3413829, precision="city")
    iceland = who(VISIT, "Reykjavik", name="Iceland", country="ISL", sector="GOV", entity="Q189")
    day = When("2031-04-07", "2031-04-07", "day", *reversed_span(VISIT, "Monday"))
    first = record("e-1", report, "CONSULT", "visited", modes=("visit",), contexts=("diplomatic",), intensity=4.0,
                   actors=(storm,), recipients=(iceland,), when=day, where=(place,), confidence=0.9)
    second = record("e-2", report, "CONSULT", "met", actors=(storm, eld), when=day, same_as="e-1",
                    said_by=(who(VISIT, "aides", country="NOR", sector="GOV"),))
    return Coding(report, (first, second))


def reversed_span(text: str, words: str) -> tuple[str, int, int]:
    """Return words and where they stand, as ``When`` has them."""
    start, end, _ = span(text, words)
    return words, start, end


def _raid() -> Coding:
    report = Report("r-raid", RAID, None, "2031-05-02")
    rebels = who(RAID, "Rebels", country="NOR", sector="REB")
    soldiers = who(RAID, "soldiers", country="NOR", sector="MIL")
    dead = Amount(*span(RAID, "Nine"), low=None, high=9)
    where = (Where(*span(RAID, "Tromso"), name="Tromsø", country="NOR", precision="city"),)
    return Coding(report, (record(
        "e-3", report, "ASSAULT", "shelled", modes=("heavy-weapons",), contexts=("military",), quad=4, intensity=-9.5,
        actors=(rebels,), recipients=(soldiers,), when=When("2031-04", "2031-04", "month"), where=where,
        numbers={"dead": dead}, confidence=0.5),))


def _claim() -> Coding:
    report = Report("r-claim", CLAIM, "=cmd|' /C calc'!A0", "2031-05-03", "Bladet", None, "en", None)
    iceland = who(CLAIM, "Iceland", name="Iceland", country="ISL", sector="GOV", entity="Q189")
    banks = who(CLAIM, "Norwegian banks", country="NOR", sector="BUS")
    norway = who(CLAIM, "Norway", name="Norway", country="NOR", sector="GOV", entity="Q20")
    due = Deadline(*span(CLAIM, "June"), from_="2031-06-01", to="2031-06-30")
    sanction = record("e-4", report, "SANCTION", "sanction", modes=("discontinue",), contexts=("economic",), quad=4,
                      intensity=-6.0, actors=(iceland,), recipients=(banks,), status="future",
                      when=When("2031-06-01", "2031-06-01", "day"), deadline=due,
                      condition=Span(*span(CLAIM, "if talks fail")), confidence=0.6)
    denial = record("e-5", report, "REJECT", "denied", modes=("deny",), quad=3, intensity=-2.0, actors=(norway,),
                    denied_by=(norway,), confidence=0.4)
    return Coding(report, (sanction, denial))


@pytest.fixture(scope="session")
def made() -> tuple[Coding, ...]:
    """Return the three reports, coded by hand."""
    return _visit(), _raid(), _claim()


@pytest.fixture(scope="session")
def world(made: tuple[Coding, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a store with the three reports; an older run coded one of them otherwise."""
    path = tmp_path_factory.mktemp("world") / "s.duckdb"
    raid = made[1]
    for coder, codings in (("0.9 old", [Coding(raid.report, (replace(raid.records[0], id="e-0", type="COERCE"),))]),
                           ("1.0 fast", list(made))):
        with Writer(path, coder=coder, begun=NOW, options={}) as writer:
            writer.add(codings)
            writer.finish(NOW)
    return path
