"""Denials and confirmations outside of an act's record: ``tests/cases/answers.toml``, and how they reach the claims."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.analyze.episodes.answers import answered, is_answered
from dragoman.analyze.episodes.link import link
from dragoman.analyze.episodes.listing import Asked, claims, episodes
from dragoman.analyze.episodes.stored import acts_of
from dragoman.analyze.episodes.table import rules
from dragoman.analyze.history import History
from dragoman.types import Coding, Participant, Span
from tests.analyze.episodes.telling import COUNTRIES, now, told, write

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "answers.toml").read_text(encoding="utf-8"))["case"]
_MARK = re.compile(r"\[(?P<type>[A-Z]+) (?P<words>[^|]+)\|(?P<who>[^\]]*)\]")


def coding(marked: str) -> Coding:
    """Return a report of marked text with its records."""
    text = _MARK.sub(lambda mark: mark["words"], marked)
    base = told(f"{text} Norland met Ostland.", "2031-05-02")
    records, shift = [], 0
    for number, mark in enumerate(_MARK.finditer(marked)):
        start = mark.start() - shift
        shift += len(mark[0]) - len(mark["words"])
        actors, _, said = mark["who"].partition(">")
        records.append(replace(
            base.records[0], id=f"e-{number:016x}", type=mark["type"],
            modes=("deny",) if mark["type"] == "REJECT" else (), recipients=(),
            trigger=Span.of(base.report.text, start, start + len(mark["words"])),
            actors=_people(base.report.text, actors, start), said_by=_people(base.report.text, said, start)))
    return Coding(base.report, tuple(records))


def _people(text: str, names: str, place: int) -> tuple[Participant, ...]:
    """Return participants where they are named last before a place, or first after it."""
    found = []
    for name in filter(None, names.split("+")):
        start = text.rfind(name, 0, place)
        start = start if start >= 0 else text.index(name)
        found.append(Participant(start, start + len(name), name, name, COUNTRIES[name], "GOV", ("GOV",)))
    return tuple(found)


@pytest.mark.parametrize("case", CASES, ids=[case["note"] for case in CASES])
def test_answers(case: dict[str, Any], tmp_path: Path) -> None:
    told_once = coding(case["text"])
    path = write(tmp_path / "s.duckdb", [told_once])
    with History(path) as history:
        acts = acts_of(history, [record.id for record in told_once.records], rules())
    found = [[act.row["trigger"], answer.stance, answer.party["text"], answer.rule]
             for act in answered(acts) for answer in act.answers]
    assert found == case["expected"]
    assert is_answered(told_once.report.text)


def test_a_denial_of_its_own_disputes_the_episode_and_cites_its_record(tmp_path: Path) -> None:
    path = write(tmp_path / "s.duckdb", [coding(CASES[2]["text"])])
    link(path, now)
    with History(path) as history:
        found = claims(history)
        rows = [dict(zip(found.columns, values, strict=True)) for values in found.fetchall()]
        disputed = episodes(history, Asked(disputed=True)).fetchall()
    assert [(row["party"], row["stance"], row["record"]) for row in rows] == [
        ("Surland", "asserts", "e-0000000000000000"), ("Norland", "denies", "e-0000000000000001")]
    assert rows[1]["quote"] == "Norland denies the claim."
    assert [row[2] for row in disputed] == ["ASSAULT"]


def test_reports_without_an_answering_word_are_not_looked_at() -> None:
    assert not is_answered("Norland shelled the port of Velm on Friday.")
