"""GDELT 2.0's events (61 columns) and mentions (16), tab-separated, without a header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dragoman.store.export.codes import Losses, cameo, cameo_actor, cameo_roles, countries, country_name, forms
from dragoman.store.export.dyads import Pair, number_of, pairs
from dragoman.store.export.fields import Form, day, day_of, is_told, name_of
from dragoman.store.export.stream import Story, Told
from dragoman.store.export.tsv import line, number
from dragoman.types import Participant, Record, Report

_NOWHERE = ("0", "", "", "", "", "", "", "")
_ROLES = 3
_GROUPS = {"UNO": "UNO", "EUR": "EEC"}
_DAYS_A_YEAR, _DAYS_A_MONTH = 365, 30


def lines(stories: Iterable[Story], losses: Losses, form: Form) -> Iterator[bytes]:
    """Yield the events: a line an act and pair of participants; the stories need their texts."""
    for story in stories:
        for told in story.told:
            if is_told(told.record, form, losses):
                yield from (line(_row(told, pair, story, form, losses), losses)
                            for pair in pairs(told.record, losses, needs_both=False))


def mentions(stories: Iterable[Story], losses: Losses, form: Form) -> Iterator[bytes]:
    """Yield the mentions: a line a record and event of its act; the stories need their texts.

    The event is that of the first record of the act in the report, which ``lines``
    writes when it is given acts.
    """
    for story in stories:
        first: dict[str, Record] = {}
        for record in story.records:
            lead = first.setdefault(record.same_as or record.id, record)
            if is_told(lead, form, losses):
                yield from (line(_mention(record, lead, pair, story), losses)
                            for pair in pairs(lead, losses, needs_both=False))


def _row(told: Told, pair: Pair, story: Story, form: Form, losses: Losses) -> Iterator[str]:
    record, code = told.record, cameo()[pair.code]
    yield _event_id(record, pair)
    yield from _dates(day_of(record, story.report, form, losses), record)
    yield from _actor(pair.source, losses)
    yield from _actor(pair.target, losses)
    yield str(int(record.trigger.start < story.lead_end))
    yield from (code.code, code.code[:3], code.code[:2], str(forms()["gdelt"]["quads"][code.code[:2]]))
    yield from (number(code.goldstein) or "", str(told.mentions), str(told.sources), str(told.reports), "")
    yield from (*_NOWHERE, *_NOWHERE, *_place(record))
    yield from (_stamp(story.report), _address(story.report, losses))


def _event_id(record: Record, pair: Pair) -> str:
    sides = ("" if side is None else f"{side.start} {side.end}" for side in (pair.source, pair.target))
    return str(number_of(record.id, pair.code, *sides))


def _dates(found: date | None, record: Record) -> tuple[str, str, str, str]:
    """Return day, month, year and share of the year; what is known of an act without a day."""
    if found is not None:
        share = (found.month * _DAYS_A_MONTH + found.day) / _DAYS_A_YEAR
        return f"{found:%Y%m%d}", f"{found:%Y%m}", f"{found:%Y}", f"{found.year + min(share, 0.9999):.4f}"
    start, end = (record.when.from_, record.when.to) if record.when is not None else ("", "")
    month = start[:7].replace("-", "") if len(start) > 4 and start[:7] == end[:7] else ""  # noqa: PLR2004 - YYYY
    return "", month, start[:4] if start[:4] == end[:4] else "", ""


def _actor(participant: Participant | None, losses: Losses) -> tuple[str, ...]:
    if participant is None:
        return ("",) * 10
    country = countries().get(participant.country or "")
    code = country.cameo if country is not None and country.iso2 and country.iso3 != "EUR" else ""
    roles = (*cameo_roles(participant, losses), "", "", "")[:_ROLES]
    return (cameo_actor(participant, losses), name_of(participant).upper(), code,
            _GROUPS.get(participant.country or "", ""), "", "", "", *roles)


def _place(record: Record) -> tuple[str, ...]:
    if not record.where:
        return _NOWHERE
    place = record.where[0]
    country = countries().get(place.country or "")
    fips = "" if country is None else country.fips
    kinds = forms()["gdelt"]["us_places" if place.country == "USA" else "places"]
    named = place.name or place.text
    parts = [named, *(part for part in (place.admin1, country_name(place.country)) if part and part != named)]
    of_country = fips if place.precision == "country" else ""
    return (str(kinds.get(place.precision, 0)), ", ".join(parts), fips, of_country, "", number(place.lat) or "",
            number(place.lon) or "", of_country)


def _mention(record: Record, lead: Record, pair: Pair, story: Story) -> tuple[str, ...]:
    report = story.report
    stamp = _stamp(report)
    return (_event_id(lead, pair), stamp, stamp, "1" if report.url else "2", report.source or "",
            report.url or report.id, str(story.sentence(record.trigger.start)), _offset(record.actors),
            _offset(record.recipients), str(record.trigger.start), "1", str(round(record.confidence * 10) * 10),
            str(len(report.text)), "", "", record.id)


def _offset(participants: tuple[Participant, ...]) -> str:
    return str(participants[0].start) if participants else "-1"


def _stamp(report: Report) -> str:
    found = day(report.published)
    return "" if found is None else f"{found:%Y%m%d}000000"


def _address(report: Report, losses: Losses) -> str:
    losses["loss.url"] += not report.url
    return report.url or report.id
