"""Records of a store as the rules look at them: who, what, and the words around the trigger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dragoman.analyze.standing.life import Due, Party
from dragoman.reading.sentences import split
from dragoman.store import Store
from dragoman.types import Span

_ROLES = ("actor", "recipient", "said_by")
_INTERNATIONAL = frozenset({"IGO", "NGO", "IMG", "ISM", "MNC"})
# Sectors that do not act for their country, and the key they share: factions of one country's rebels differ in name.
_APART = {
    **dict.fromkeys(("REB", "PRM", "UAF"), "REB"), **dict.fromkeys(("OPP", "PTY"), "OPP"),
    **dict.fromkeys(("CVL", "SOC", "JRN", "REF", "EDU", "LAB", "AGR", "MED"), "CVL"),
    "CRM": "CRM", "BUS": "BUS", "REL": "REL",
}
# Reports that tell neither force alone nor mere words: what can make, change or end something that stands.
_ALWAYS = ("AGREE", "CONCEDE", "RETREAT", "REQUEST", "THREATEN", "SANCTION", "SUPPORT", "COERCE", "REJECT", "CONSULT",
           "AID", "COOPERATE")
_CUES = ("truce|cease-?fire|cessation|armistice|agreement|accord|treaty|deal|pact|protocol|convention|ultimatum|"
         "deadline|promise|pledge|commitment|sanction|embargo|recaptur|retak|captur|seiz|overrun|control|withdr")


@dataclass(frozen=True)
class Mention:
    """One record with the words around its trigger.

    Attributes:
        id: the record's id.
        report: the report's id.
        story: the first id of the reports of that day with the very same text: copies tell nothing new.
        type: PLOVER type; ``modes`` and ``status`` likewise as in the record.
        trigger: the trigger's words; ``start`` and ``end`` its characters.
        before: words of the sentence before the trigger.
        after: words of the sentence after it.
        published: day of publication, None if unknown.
        from_: first day of the event as a prefix date, None when the record has none.
        to: last day.
    """

    id: str
    report: str
    story: str
    type: str
    modes: frozenset[str]
    status: str
    trigger: str
    start: int
    end: int
    before: str
    after: str
    published: str | None
    from_: str | None
    to: str | None
    place: Place | None
    condition: str | None
    due: Due | None
    same_as: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    said_by: tuple[Party, ...]

    @cached_property
    def sentence(self) -> str:
        """The trigger's sentence."""
        return self.before + self.trigger + self.after

    @cached_property
    def parties(self) -> frozenset[str]:
        """Keys of actors and recipients."""
        return frozenset(party.key for party in (*self.actors, *self.recipients))

    @cached_property
    def order(self) -> tuple[str, str, str, int]:
        """Sorting key: day of the event, day of the report, then what never changes."""
        published = self.published or "9999"
        return (self.from_ or published, published, self.report, self.start)


@dataclass(frozen=True, slots=True)
class Place:
    """A place; ``key`` is its GeoNames id or its name and country, ``text`` what the report has."""

    key: str
    name: str
    text: str
    country: str | None
    precision: str | None
    geonames: int | None
    lat: float | None
    lon: float | None


def mentions(store: Store) -> tuple[Mention, ...]:
    """Return the current records that may change something that stands, in order of time."""
    people = _people(store)
    rows = store.sql(_QUERY, {"types": list(_ALWAYS), "cues": _CUES})
    found = [_mention(row, people.get(row[0], {}), before, after)
             for row, before, after in _in_sentences(rows.fetchall())]
    return tuple(sorted(found, key=lambda mention: mention.order))


_QUERY = """
    SELECT r.id, r.report, r.type, r.modes, r.status, r.trigger, r.trigger_start, r.trigger_end, p.published, p.text,
        r.when_from, r.when_to,
        r.place, r.places ->> '$[0].text', r.place_country, r.place_precision, r.geonames, r.lat, r.lon,
        r.condition, r.deadline, r.deadline_from, r.deadline_to, r.same_as,
        min(r.report) OVER (PARTITION BY hash(p.text), p.published) AS story
    FROM records AS r JOIN reports AS p ON p.id = r.report
    WHERE list_contains($types, r.type) OR regexp_matches(p.text, $cues)
    ORDER BY r.report, r.position
"""
_TEXT, _REPORT, _START, _END = 9, 1, 6, 7


def _people(store: Store) -> dict[str, dict[str, tuple[Party, ...]]]:
    """Return the parties of every record by role."""
    rows = store.sql("SELECT record, role, country, sector, entity, name, text FROM participants "
                     "WHERE role <> 'denied_by' ORDER BY record, role, position")
    gathered: dict[str, dict[str, list[Party]]] = defaultdict(lambda: {role: [] for role in _ROLES})
    for record, role, country, sector, entity, name, text in rows:
        gathered[record][role].append(party(country, sector, entity, name or text))
    return {record: {role: tuple(dict.fromkeys(found)) for role, found in roles.items()}
            for record, roles in gathered.items()}


def party(country: str | None, sector: str | None, entity: str | None, name: str) -> Party:
    """Return the party that a participant acts as."""
    if country is None:
        return Party(f"?:{entity or name.casefold()}", name)
    if country in _INTERNATIONAL:
        return Party(f"{country}:{entity or name.casefold()}", name, country)
    apart = _APART.get(sector or "")
    return Party(f"{country}/{apart}" if apart else country, name, country)


def _in_sentences(rows: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Yield rows with the words before and after the trigger in its sentence; a report is split once."""
    report: str | None = None
    sentences: tuple[Span, ...] = ()
    for row in rows:
        if row[_REPORT] != report:
            report, sentences = row[_REPORT], split(row[_TEXT])
        start, end = row[_START], row[_END]
        around = next((one for one in sentences if one.start <= start < one.end), Span.of(row[_TEXT], start, end))
        yield row, row[_TEXT][around.start:start], row[_TEXT][end:max(end, around.end)]


def _mention(row: tuple[Any, ...], people: dict[str, tuple[Party, ...]], before: str, after: str) -> Mention:
    (name, report, kind, modes, status, trigger, start, end, published, _, from_, to,
     place, written, country, precision, geonames, lat, lon,
     condition, deadline, deadline_from, deadline_to, same_as, story) = row
    due = Due(deadline_from, deadline_to, deadline, name) if deadline else None
    key = str(geonames or f"{place}, {country}")
    where = Place(key, place, written, country, precision, geonames, lat, lon) if place else None
    return Mention(
        name, report, story, kind, frozenset(modes), status, trigger, start, end, before, after,
        published[:len("YYYY-MM-DD")] if published else None, from_, to, where, condition, due, same_as,
        people.get("actor", ()), people.get("recipient", ()), people.get("said_by", ()))
