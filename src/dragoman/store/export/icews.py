"""ICEWS's events: 20 tab-separated columns with a header, a row a pair of participants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.store.export.codes import Losses, cameo, columns, countries, country_name, forms, sectors
from dragoman.store.export.dyads import Pair, number_of, pairs
from dragoman.store.export.fields import Form, day_of, is_told, name_of
from dragoman.store.export.stream import Story
from dragoman.store.export.tsv import line, number
from dragoman.types import Participant, Record

# The R package that most people read ICEWS with takes both ids for R's integers, and makes NA of larger ones.
_BITS = 31


def lines(stories: Iterable[Story], losses: Losses, form: Form) -> Iterator[bytes]:
    """Yield the header and the lines; the stories need their texts."""
    yield line(columns("icews"), losses)
    for story in stories:
        for record in story.records:
            if is_told(record, form, losses):
                yield from (line(_row(record, pair, story, form, losses), losses)
                            for pair in pairs(record, losses, needs_both=True))


def _row(record: Record, pair: Pair, story: Story, form: Form, losses: Losses) -> tuple[str, ...]:
    code = cameo()[pair.code]
    found = day_of(record, story.report, form, losses)
    return tuple(forms()["icews"]["missing"] if value in (None, "") else value for value in (
        str(number_of(record.id, pair.code, _key(pair.source), _key(pair.target), bits=_BITS)),
        None if found is None else found.isoformat(), *_side(pair.source), code.label, code.code,
        number(code.goldstein), *_side(pair.target), story_id(record.report), str(story.sentence(record.trigger.start)),
        story.report.source, *_place(record),
    ))


def story_id(report: str) -> str:
    """Return the number that stands for a report in the column Story ID."""
    return str(number_of(report, bits=_BITS))


def _key(participant: Participant | None) -> str:
    return "" if participant is None else f"{participant.start} {participant.end}"


def _side(participant: Participant | None) -> tuple[str | None, ...]:
    if participant is None:
        return (None, None, None)
    country = country_name(participant.country)
    names = () if _is_country(participant) else tuple(dict.fromkeys(
        name for sector in dict.fromkeys((participant.sector, *participant.sectors)) if sector and sector in sectors()
        for name in sectors()[sector][1].split(",") if name))
    return participant.name or _generic(participant, names, country), ",".join(names), country


def _generic(participant: Participant, names: tuple[str, ...], country: str | None) -> str:
    """Return ``Military (Vietnam)`` for somebody without a name."""
    return f"{names[0]} ({country})" if names and country else name_of(participant)


def _is_country(participant: Participant) -> bool:
    """Say whether a whole country acts, which has no sectors."""
    found = countries().get(participant.country or "")
    return found is not None and participant.name in (found.name, *found.aliases.split(";"))


def _place(record: Record) -> tuple[str | None, ...]:
    if not record.where:
        return (None,) * 6
    place = record.where[0]
    named = place.name or place.text
    return (named if place.precision in ("city", "site") else None, named if place.precision == "district" else None,
            place.admin1, country_name(place.country), number(place.lat), number(place.lon))
