"""Say a record in words: one line for the act, one fact a line for its circumstances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.types import Amount, Coding, Deadline, Participant, Record, Report, When, Where, Why

STATUS = {"actual": "happened", "future": "still to come", "hypothetical": "only possible", "negated": "did not happen"}
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
NUMBERS = {"dead": "dead", "injured": "injured", "arrested": "arrested", "displaced": "displaced",
           "size": "in the crowd", "troops": "troops"}


@dataclass(frozen=True, slots=True)
class Person:
    """A participant in words: as reported, and what it was resolved to."""

    text: str
    resolved: str
    code: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One circumstance of an event: its label, the kind of its mark and the words."""

    label: str
    kind: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One Why in words, with the passages it looked at."""

    field: str
    rule: str
    detail: str
    score: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the page shows it; ``number`` counts from 1 in order of the text."""

    number: int
    id: str
    act: str
    type: str
    modes: str
    quad: str
    status: str
    is_actual: bool
    confidence: str
    actors: tuple[Person, ...]
    recipients: tuple[Person, ...]
    facts: tuple[Fact, ...]
    same: int | None
    told_by: tuple[Report, ...]
    reasons: tuple[Reason, ...]


def lines(coding: Coding, others: Sequence[Coding] = ()) -> tuple[Line, ...]:
    """Return one line per record; ``others`` are codings that may tell the same episodes."""
    numbers = {record.id: number for number, record in enumerate(coding.records, 1)}
    told = _told_by(others)
    return tuple(_line(record, coding.report, numbers, told.get(record.episode or "", ())) for record in coding.records)


def days(from_: str, to: str) -> str:
    """Say an interval of prefix dates: ``2015-03`` or ``2015-03-01 to 2015-03-09``."""
    return from_ if from_ == to else f"{from_} to {to}"


def _line(record: Record, report: Report, numbers: Mapping[str, int], told_by: tuple[Report, ...]) -> Line:
    return Line(
        number=numbers[record.id], id=record.id, act=record.trigger.text, type=record.type,
        modes=", ".join(record.modes), quad=QUADS[record.quad], status=STATUS[record.status],
        is_actual=record.status == "actual", confidence=f"{record.confidence:.0%}",
        actors=_people(record.actors), recipients=_people(record.recipients), facts=tuple(_facts(record)),
        same=numbers.get(record.same_as or ""), told_by=told_by,
        reasons=tuple(_reason(why, report.text) for why in record.why),
    )


def _facts(record: Record) -> Iterator[Fact]:
    if record.when is not None:
        yield _when(record.when)
    for place in record.where:
        yield Fact("where", "place", place.text, _place_note(place))
    for person in _people(record.said_by):
        yield Fact("according to", "source", person.text, person.resolved)
    for person in _people(record.denied_by):
        yield Fact("denied by", "denial", person.text, person.resolved)
    if record.condition is not None:
        yield Fact("condition", "term", record.condition.text)
    if record.deadline is not None:
        yield Fact("deadline", "term", record.deadline.text, _due(record.deadline))
    for kind, amount in record.numbers.items():
        yield Fact(NUMBERS.get(kind, kind), "term", amount.text, _bounds(amount))
    if record.contexts:
        yield Fact("contexts", "", ", ".join(word.replace("_", " ") for word in record.contexts))


def _when(when: When) -> Fact:
    interval = days(when.from_, when.to)
    return Fact("when", "time", when.text, interval) if when.text else Fact("when", "", interval, "inferred")


def _due(deadline: Deadline) -> str:
    return days(deadline.from_, deadline.to or deadline.from_) if deadline.from_ else ""


def _place_note(place: Where) -> str:
    parts = dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part and part != place.text)
    return ", ".join(parts) + (f" ({place.precision})" if place.precision else "")


def _bounds(amount: Amount) -> str:
    low, high = amount.low, amount.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"{low:,} or more"
    return "" if high is None else f"up to {high:,}"


def _people(people: Sequence[Participant]) -> tuple[Person, ...]:
    return tuple(_person(person) for person in people)


def _person(person: Participant) -> Person:
    code = " ".join(part for part in (person.country, person.sector) if part)
    name = person.name if person.name != person.text else None
    return Person(person.text, ", ".join(part for part in (name, person.office, code) if part), code)


def _reason(why: Why, text: str) -> Reason:
    passages = dict.fromkeys(" ".join(text[start:end].split()) for start, end in why.spans)
    return Reason(why.field, why.rule, why.detail, "" if why.score is None else f"{why.score:.2f}", tuple(passages))


def _told_by(others: Sequence[Coding]) -> dict[str, tuple[Report, ...]]:
    """Return the other reports by the episodes they tell, in the order given."""
    told: dict[str, dict[str, Report]] = {}
    for coding in others:
        for record in coding.records:
            if record.episode is not None:
                told.setdefault(record.episode, {})[coding.report.id] = coding.report
    return {episode: tuple(reports.values()) for episode, reports in told.items()}
