"""Which mentions tell the same act: cases with the later mention's first one, and limits."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.evaluate.gold import read_gold, reading_of
from dragoman.records.same_as import link
from dragoman.types import Amount, Cast, Draft, Event, Participant, Reading, Report, Span, Timing, When

SHARED = Path(__file__).parents[2] / ".." / "shared" / "gold"

Side = tuple[str, str] | None  # words and country
Told = tuple[str, str, tuple[str, ...], Side, Side, str | None]  # trigger, type, modes, actor, recipient, day

# text, its mentions, index of the first mention for each, note
CASES: tuple[tuple[str, tuple[Told, ...], tuple[int | None, ...], str], ...] = (
    ("Rebels bombed a bridge in Ves on Monday. The attack drew protests from Arden.",
     (("bombed", "ASSAULT", ("explosives",), ("Rebels", "UKR"), None, "2020-05-04"),
      ("attack", "ASSAULT", ("explosives",), None, None, "2020-05-04")), (None, 0), "a definite noun resumes the act"),
    ("Rebels bombed a bridge. Arden's jets bombed the rebels a year earlier.",
     (("bombed", "ASSAULT", ("explosives",), ("Rebels", "UKR"), None, "2020-05-04"),
      ("bombed a year", "ASSAULT", ("aerial",), ("jets", "USA"), ("rebels", "UKR"), "2019")), (None, None),
     "sides, days and modes clash"),
    ("Ode met Brandt in Ves. Their talks lasted an hour. The talks ended late.",
     (("met", "CONSULT", (), ("Ode", "FRA"), None, "2020-05-04"),
      ("talks", "CONSULT", (), ("Ode", "FRA"), None, "2020-05-04"),
      ("talks ended", "CONSULT", (), ("Ode", "FRA"), None, "2020-05-04")), (None, 0, 0), "a chain leads to its first"),
    ("Arden arrested a spy. Arden then met Ves.",
     (("arrested", "COERCE", ("arrest",), ("Arden", "USA"), None, None),
      ("met", "CONSULT", (), ("Arden", "USA"), None, None)), (None, None), "another type is another act"),
)


def build(text: str, told: tuple[Told, ...]) -> tuple[Reading, tuple[Event, ...], tuple[Cast, ...], tuple[Timing, ...]]:
    stops = [0] + [index + 2 for index, letter in enumerate(text[:-1]) if letter == "."] + [len(text) + 1]
    sentences = tuple(Span.of(text, a, b - 1) for a, b in pairwise(stops))
    drafts: list[Draft] = []
    at = 0
    for words, type_, *_ in told:
        word = words if words in text else words.split()[0]
        at = text.index(word, at + 1 if drafts else 0)
        drafts.append(Draft(Span.of(text, at, at + len(word)), type_, 0.9))
    events = tuple(Event(type_, modes, (), 1, 0.0) for _, type_, modes, *_ in told)
    casts = tuple(Cast(_side(actor), _side(recipient)) for *_, actor, recipient, _ in told)
    timings = tuple(Timing(When(day, day, "day") if day else None) for *_, day in told)
    return Reading(Report.of(text), sentences, drafts=tuple(drafts)), events, casts, timings


def _side(side: Side) -> tuple[Participant, ...]:
    return () if side is None else (Participant(0, len(side[0]), side[0], country=side[1]),)


@pytest.mark.parametrize("text, told, expected, note", CASES, ids=[case[-1] for case in CASES])
def test_links(text: str, told: tuple[Told, ...], expected: tuple[int | None, ...], note: str) -> None:
    links = link(*build(text, told))
    assert tuple(first for first, _ in links) == expected, note
    assert all(whys and whys[0].field == "same_as" for _, whys in links)


def test_no_drafts_no_links() -> None:
    assert link(Reading(Report.of("."), ()), (), (), ()) == ()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="gold reports are not part of the repository")
def test_links_agree_with_gold() -> None:
    right = found = wanted = 0
    for gold in read_gold(SHARED / "dev.jsonl"):
        coded = gold["events"]
        events = tuple(Event(row["type"], tuple(row["modes"]), (), 1, 0.0, _amounts(row)) for row in coded)
        casts = tuple(Cast(_people(row["actors"]), _people(row["recipients"])) for row in coded)
        days = [(row["when"]["from"], row["when"]["to"]) if row["when"] else None for row in coded]
        timings = tuple(Timing(When(*day, "day") if day else None) for day in days)
        ids = [row["id"] for row in coded]
        target = [ids.index(row["same_as"]) if row.get("same_as") else None for row in coded]
        ours = [first for first, _ in link(reading_of(gold), events, casts, timings)]
        right += sum(a == b for a, b in zip(ours, target, strict=True) if a is not None)
        found, wanted = found + len(ours) - ours.count(None), wanted + len(target) - target.count(None)
    assert 2 * right / (found + wanted) > 0.65


def _people(rows: list[dict[str, object]]) -> tuple[Participant, ...]:
    named = [(str(row["text"]), str(row["country"]) or None) for row in rows]
    return tuple(Participant(0, len(text), text, country=country) for text, country in named)


def _amounts(row: dict[str, dict[str, dict[str, str]]]) -> dict[str, Amount]:
    return {kind: Amount(0, 1, item["text"], None, None) for kind, item in (row["numbers"] or {}).items()}
