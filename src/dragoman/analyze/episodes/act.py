"""What is compared of a record, taken once from its row in the store."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

import orjson

from dragoman.analyze.episodes.days import first_day, last_day
from dragoman.analyze.episodes.known import known_of
from dragoman.analyze.episodes.table import Rules
from dragoman.analyze.episodes.words import rare, size, stems, telling
from dragoman.tables import load

Json = Mapping[str, Any]
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+")  # initials are one word
_STOP = re.compile(r"(?<=[^\W_A-Z])[.!?][\"”’)]* ")  # but for initials
_REST = re.compile(r"(?:(?<=\w)\w*)?")  # of a word that was cut
_CLAUSE = 80  # characters before a trigger in which words are looked for
_DETERMINER = 4  # words before a trigger among which its determiner stands
_POINTS = frozenset({"site", "city", "district"})
_ACTORS, _RECIPIENTS, _SAID, _DENIED, _WHERE, _NUMBERS = range(6)


ASSERTS, DENIES, CONFIRMS = "asserts", "denies", "confirms"
"""How a party stands to an act."""


class Dated(StrEnum):
    """How an act's days are known."""

    SHORT = "short"    # to the day, or to a few
    WIDE = "wide"      # to a month, a year or a long span
    OPEN = "open"      # not at all: some days up to publication
    NOT = "not"        # not even a day of publication


@dataclass(frozen=True, slots=True)
class Side:
    """The actors, or the recipients, of an act.

    Attributes:
        names: uncommon words of their names, without those of countries.
        words: telling words by which they are called, without those of countries.
        countries: codes.
        posts: country and sector of each, as one word.
        people: the participants as in the record.
    """

    names: frozenset[str]
    words: frozenset[str]
    countries: frozenset[str]
    posts: frozenset[str]
    people: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What is needed of a report."""

    id: str
    published: str | None
    source: str | None
    text: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party says to an act outside of the act's own record.

    Attributes:
        party: a participant.
        stance: ``DENIES`` or ``CONFIRMS``.
        rule: id of the rule.
        record: id of the record that says so.
        start, end: characters of the answering word.
    """

    party: Json
    stance: str
    rule: str
    record: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Act:
    """One record as the features see it; ``row`` is what the store gave."""

    record: str
    run: int
    report: Report
    position: int
    type: str
    families: tuple[str, ...]
    modes: frozenset[str]
    status: str
    trigger: frozenset[str]
    kinds: frozenset[str]
    words: frozenset[str]
    rare: frozenset[str]
    size: float
    near: frozenset[str]
    told: frozenset[str]
    is_recalled: bool
    known: str | None
    once: frozenset[str]
    is_summed: bool
    is_another: bool
    ordinals: frozenset[str]
    days: tuple[int, int] | None
    dated: Dated
    is_stated: bool
    published: int | None
    place: str | None
    point: tuple[float, float] | None
    place_country: str | None
    admin1: str | None
    actors: Side
    recipients: Side
    countries: frozenset[str]
    numbers: Mapping[str, tuple[int, int]]
    said_by: tuple[Json, ...]
    denied_by: tuple[Json, ...]
    where: tuple[Json, ...]
    amounts: Mapping[str, Json]
    same_as: str
    row: Json
    answers: tuple[Answer, ...] = ()

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Where the act stands among those of its episode: by day of publication, report and place in it."""
        return self.report.published or "~", self.report.id, self.position, self.record


def act(row: Json, report: Report, rules: Rules) -> Act:
    """Return what is compared of a record.

    Args:
        row: a row of the statement ``acts`` of ``store/episodes.sql``.
        report: the record's report.
        rules: the table of features.
    """
    parts = [orjson.loads(part) if part else [] for part in row["parts"]]
    actors, recipients = _side(parts[_ACTORS]), _side(parts[_RECIPIENTS])
    published = first_day(report.published) if report.published else None
    is_recalled = _is_recalled(report.text, row, rules)
    days, dated = _days(row, published, rules, is_recalled=is_recalled)
    known = known_of(row, report.text, published, rules.known)
    if known is not None:
        days, dated = known.days, _dated(known.days, rules)
    words = telling(" ".join((*_around(report.text, row, rules.passage, rules.passage), row["trigger"])))
    uncommon = rare(words)
    beside = _WORD.findall(" ".join(_around(report.text, row, rules.after, rules.after)).lower())
    point = None if row["lat"] is None or row["place_precision"] not in _POINTS else (row["lat"], row["lon"])
    return Act(
        record=row["id"], run=row["run"], report=report, position=row["position"], type=row["type"],
        families=rules.families.get(row["type"], (row["type"],)), modes=frozenset(row["modes"]), status=row["status"],
        trigger=stems(row["trigger"]) - rules.ignored, kinds=_kinds(row["trigger"], rules), words=words, rare=uncommon,
        size=size(len(words), len(uncommon)),
        near=telling(" ".join((*_around(report.text, row, rules.before, rules.after), row["trigger"]))),
        told=_told(report.text), is_recalled=is_recalled or _is_past(days, published, dated),
        known=None if known is None else known.id, once=rules.once & stems(row["trigger"]),
        is_summed=not rules.summed.isdisjoint(beside), is_another=not rules.another.isdisjoint(beside),
        ordinals=rules.ordinals.intersection(beside),
        days=days, dated=dated, is_stated=row["when_text"] is not None, published=published,
        place=row["place"], point=point, place_country=row["place_country"], admin1=row["place_admin1"],
        actors=actors, recipients=recipients, countries=actors.countries | recipients.countries,
        numbers=_numbers(parts[_NUMBERS] or {}),
        said_by=tuple(parts[_SAID]), denied_by=tuple(parts[_DENIED]), where=tuple(parts[_WHERE]),
        amounts=parts[_NUMBERS] or {}, same_as=row["same_as"] or row["id"], row=row,
    )


@lru_cache(maxsize=1_000)  # the records of a report come together
def _told(text: str) -> frozenset[str]:
    return stems(text)


def _around(text: str, row: Json, before: int, after: int) -> tuple[str, str]:
    """Return whole words before and after a trigger, in its sentence or (where much is asked for) beyond."""
    start, end = row["trigger_start"], row["trigger_end"]
    return text[_whole(text, max(0, start - before), start):start], text[end:_whole(text, end + after, len(text))]


def _whole(text: str, cut: int, last: int) -> int:
    """Return where the word ends that is cut, or the cut itself."""
    rest = _REST.match(text, min(cut, last), last)
    return min(cut, last) if rest is None else rest.end()


def _kinds(trigger: str, rules: Rules) -> frozenset[str]:
    return frozenset(kind for stem in stems(trigger) for kind in rules.kinds.get(stem, ()))


def _is_recalled(text: str, row: Json, rules: Rules) -> bool:
    start = row["trigger_start"]
    sentence = _STOP.split(text[max(0, start - _CLAUSE):start])[-1]
    before = _WORD.findall(sentence.lower())
    inside = _WORD.findall(row["trigger"].lower())[:1]
    if not rules.recalling.isdisjoint(before[-rules.recall_words:]):
        return True
    if not rules.related.isdisjoint(before[-rules.related_words:]):
        return True
    return not _has_object(text, row["trigger_end"], rules) and _is_definite(before, inside, rules)


def _has_object(text: str, end: int, rules: Rules) -> bool:
    """Say whether a trigger is a verb: what it is done to follows."""
    after = _WORD.match(text, end + 1)
    return after is not None and (after[0].isdigit() or after[0] in rules.objects)


def _is_past(days: tuple[int, int] | None, published: int | None, dated: Dated) -> bool:
    """Say whether an act is dated to days, a month or a year before its report."""
    return days is not None and published is not None and dated is not Dated.OPEN and days[1] < published


def _is_definite(before: Sequence[str], inside: Sequence[str], rules: Rules) -> bool:
    """Say whether a trigger is the noun of "the …" or the like, with no verb or clause between the two."""
    if not rules.definite.isdisjoint(inside) or not rules.pointing.isdisjoint(before[-1:]):
        return True
    for word in before[:-_DETERMINER - 1:-1]:
        if word in rules.definite:
            return True
        if word in rules.breaking:
            return False
    return False


def _days(
    row: Json, published: int | None, rules: Rules, *, is_recalled: bool,
) -> tuple[tuple[int, int] | None, Dated]:
    """Return first and last day; an act that is recalled without a date did not happen on the day of the news."""
    first = first_day(row["when_from"]) if row["when_from"] else None
    last = last_day(row["when_to"]) if row["when_to"] else None
    is_assumed = is_recalled and row["when_text"] is None and published is not None and first == published
    if first is not None and last is not None and first <= last and not is_assumed:
        return (first, last), _dated((first, last), rules)
    if published is not None:
        return (published - rules.before_published, published), Dated.OPEN
    return None, Dated.NOT


def _dated(days: tuple[int, int], rules: Rules) -> Dated:
    return Dated.SHORT if days[1] - days[0] < rules.short else Dated.WIDE


def _side(people: Sequence[Json]) -> Side:
    return Side(
        frozenset(name for person in people for name in _names(person)),
        telling(" ".join(person["text"] for person in people)) - _country_stems(),
        frozenset(person["country"] for person in people if person["country"]),
        frozenset(f"{person['country']} {person['sector'] or ''}" for person in people if person["country"]),
        tuple(people),
    )


def _names(person: Json) -> tuple[str, ...]:
    """Return the uncommon words somebody is known by; none for a country itself."""
    name = (person["name"] or person["text"]).casefold()
    if name in _country_names() or (person["name"] is None and person["text"].casefold() in _country_names()):
        return ()
    return tuple(stem for stem in rare(telling(name)) if stem not in _country_stems())


def _numbers(amounts: Mapping[str, Json]) -> dict[str, tuple[int, int]]:
    """Return the bounds of the numbers that have any; an open bound is taken as wide as tolls are told."""
    found = {}
    for kind, amount in amounts.items():
        low, high = amount["low"], amount["high"]
        if low is not None or high is not None:
            found[kind] = (low if low is not None else 0, high if high is not None else low + max(2, low // 5))
    return found


@cache
def _country_names() -> frozenset[str]:
    return frozenset(row[0].casefold() for row in load.rows("places_countries"))


@cache
def _country_stems() -> frozenset[str]:
    return frozenset(stem for name in _country_names() for stem in stems(name))
