"""A small coded report for the tests of the page."""

from __future__ import annotations

from dataclasses import replace

from dragoman.types import Amount, Coding, Deadline, Participant, Record, Report, Span, When, Where, Why

TEXT = ("Norland's navy fired on a trawler off San Telmo on Monday, killing two, the port's mayor said.\n\n"
        "Norland denied it and will hand over its logs by 30 June if the mayor apologises.")


def span(words: str, after: int = 0) -> Span:
    """Cut the first ``words`` from ``after`` on out of TEXT."""
    start = TEXT.index(words, after)
    return Span.of(TEXT, start, start + len(words))


def person(words: str, after: int = 0, country: str | None = None, sector: str | None = None,
           name: str | None = None) -> Participant:
    """Make the participant that TEXT names by ``words``."""
    found = span(words, after)
    return Participant(found.start, found.end, found.text, name=name, country=country, sector=sector)


def coding() -> Coding:
    """Return TEXT with an attack that is denied and a promise with terms."""
    report = replace(Report.of(TEXT, title="Trawler shot at", published="2031-04-09"), source="Made up")
    return Coding(report, (_attack(report.id), _promise(report.id)))


def _attack(report: str) -> Record:
    trigger, place, day, dead = span("fired"), span("San Telmo"), span("Monday"), span("two")
    return Record(
        id="e-1", report=report, type="ASSAULT", modes=("firearms",), contexts=("maritime",), quad=4,
        intensity=-9.0, trigger=trigger, actors=(person("Norland's navy", country="NOR", sector="MIL"),),
        recipients=(person("trawler"),), status="actual",
        said_by=(person("the port's mayor", sector="GOV", name="Ana Ruiz"),),
        denied_by=(person("Norland", after=60, country="NOR", sector="GOV"),),
        when=When("2031-04-07", "2031-04-07", "day", day.text, day.start, day.end),
        where=(Where(place.start, place.end, place.text, country="CRI", precision="city"),),
        numbers={"dead": Amount(dead.start, dead.end, dead.text, 2, 2)}, condition=None, deadline=None,
        same_as=None, episode="p-1", confidence=0.83,
        why=(Why("type", "reader.type", "The reader gives ASSAULT.", 0.97, ((trigger.start, trigger.end),)),))


def _promise(report: str) -> Record:
    due = span("by 30 June")
    return Record(
        id="e-2", report=report, type="CONCEDE", modes=(), contexts=(), quad=1, intensity=5.0,
        trigger=span("hand over"), actors=(), recipients=(), status="future", said_by=(), denied_by=(),
        when=When("2031-04", "2031-06", "span"), where=(), numbers={}, condition=span("if the mayor apologises"),
        deadline=Deadline(due.start, due.end, due.text, "2031-06-30", "2031-06-30"), same_as="e-1", episode=None,
        confidence=0.5, why=())
