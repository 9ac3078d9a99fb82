"""POLECAT's table: 40 tab-separated columns with a header, a row a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from dragoman.store.export.codes import Losses, columns, countries, country_name, forms, plover_modes
from dragoman.store.export.fields import Form, day_of, is_told
from dragoman.store.export.stream import Story
from dragoman.store.export.tsv import line, number
from dragoman.tables.load import rows
from dragoman.types import Participant, Record, Where

_WORDS_FOR_OTHERS = ("adjective", "demonym", "ethnic", "kind")
_ORGANISATIONS = ("organisation", "group", "party", "body", "media", "company")


def lines(stories: Iterable[Story], losses: Losses, form: Form) -> Iterator[bytes]:
    """Yield the header and a line a record; several participants stand in one cell."""
    yield line(columns("polecat"), losses)
    for story in stories:
        told = _of_story(story)
        for record in story.records:
            if is_told(record, form, losses):
                yield line(_row(record, story, told, form, losses), losses)


def _row(record: Record, story: Story, told: tuple[str, str, str], form: Form, losses: Losses) -> tuple[str, ...]:
    names = forms()["polecat"]
    found = day_of(record, story.report, form, losses)
    return tuple(names["missing"] if value in (None, "") else value for value in (
        event_id(record), None if found is None else found.isoformat(), record.type,
        _joined(plover_modes(record, losses)), number(record.intensity), names["quads"][str(record.quad)],
        _joined(record.contexts), *_side(record.actors), *_side(record.recipients), *_place(record),
        story.report.source, story.report.published, *told, story.report.language, story.coder,
    ))


def event_id(record: Record) -> str:
    """Return report and record as one id; what stands before its first ``_`` names the story."""
    return f"{record.report.replace('_', '-')}_{record.id}"


def _joined(values: Iterable[str | None]) -> str:
    """Join what is known; parts of one list keep no empty places, as in the original."""
    return str(forms()["polecat"]["between"]).join(value for value in values if value)


def _side(participants: tuple[Participant, ...]) -> tuple[str, ...]:
    def each(of: Callable[[Participant], str | None]) -> str:
        return _joined(dict.fromkeys(of(participant) for participant in participants))

    return (
        each(lambda item: item.name), each(lambda item: country_name(item.country)), each(_cow),
        _joined(item.sector for item in participants), _joined("|".join(item.sectors) for item in participants),
        each(lambda item: item.office), each(lambda item: item.text), each(lambda item: item.entity),
    )


def _cow(participant: Participant) -> str | None:
    found = countries().get(participant.country or "")
    return None if found is None else found.cow


def _place(record: Record) -> tuple[str | None, ...]:
    if not record.where:
        return (None,) * 10
    place = record.where[0]
    named = place.name or place.text
    return (
        place.name, named if place.precision in ("city", "site") else None,
        named if place.precision == "district" else None, place.admin1, country_name(place.country),
        number(place.lat), number(place.lon), None if place.geonames is None else str(place.geonames), place.text,
        forms()["polecat"]["features"].get(place.precision),
    )


def _of_story(story: Story) -> tuple[str, str, str]:
    """Return names of people, organisations and places in the records of a story."""
    everybody = [item for record in story.records
                 for item in (*record.actors, *record.recipients, *record.said_by, *record.denied_by)]
    places: list[Where] = [place for record in story.records for place in record.where]
    people = dict.fromkeys(item.name for item in everybody if item.name and kind(item) == "person")
    bodies = dict.fromkeys(item.name for item in everybody if item.name and kind(item) in _ORGANISATIONS)
    return _joined(people), _joined(bodies), _joined(dict.fromkeys(place.name for place in places))


def kind(participant: Participant) -> str | None:
    """Return what a resolved participant is (``person``, ``party``, ``body`` …) by the actor tables, or None."""
    if participant.entity is not None and participant.entity in _kinds():
        return _kinds()[participant.entity]
    if participant.name is not None and participant.name in _kinds():
        return _kinds()[participant.name]
    return "person" if participant.office else None


@cache
def _kinds() -> dict[str, str]:
    """Return kinds by entity and by name; people win, for their names are given to bodies too."""
    found: dict[str, str] = {}
    for row in sorted(rows("actor_names"), key=lambda item: item[1] == "person"):
        if row[1] not in _WORDS_FOR_OTHERS:
            found |= {key: row[1] for key in (row[2], row[9]) if key}
    return found
