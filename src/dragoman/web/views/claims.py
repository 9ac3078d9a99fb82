"""Claims: disputed acts, each with who asserts, denies and confirms it, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import orjson

from dragoman.analyze.selection import rules
from dragoman.errors import UsageError
from dragoman.store import Store
from dragoman.web.views import words
from dragoman.web.views.parameters import whole

PER_PAGE = 20
STANCES = ("asserts", "denies", "confirms")
COLUMNS = (
    "episode", "type", "status", "when_from", "when_to", "place", "place_country", "position", "stance", "said_on",
    "party", "name", "country", "sector", "entity", "is_party", "source", "report", "record", "party_start",
    "party_end", "quote_start", "quote_end", "quote", "rule",
)

_DISPUTED = """
SELECT e.episode, e.type, e.quad, e.modes, e.status, e.when_from, e.when_to, e.place, e.place_country, e.actors,
    e.recipients, e.records, e.reports, e.first_report, e.first_record, c.position, c.stance, c.said_on, c.party,
    c.name, c.country, c.sector, c.entity, c.record, c.report, c.party_start, c.party_end, c.quote_start, c.quote_end,
    c.rule
FROM episodes AS e JOIN claims AS c USING (episode)
WHERE e.disputed AND ($type IS NULL OR e.type = $type)
    AND ($episode IS NULL OR e.episode = $episode)
    AND ($since IS NULL OR coalesce(e.when_to, e.last_reported) >= $since)
    AND ($until IS NULL OR coalesce(e.when_from, e.first_reported) <= $until || '~')
ORDER BY coalesce(e.last_reported, '') DESC, e.episode, c.position
"""
_TOLD = """
SELECT r.id, r.source, r.title, substr(r.text, c.quote_start + 1, c.quote_end - c.quote_start), c.episode, c.position
FROM claims AS c JOIN reports AS r ON r.id = c.report WHERE list_contains($episodes, c.episode)
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which disputes are to be seen.

    Attributes:
        type: PLOVER type, or None.
        party: country of somebody who speaks, or None.
        since, until: prefix dates of the act, inclusive.
        one_sided: only where nobody but one side has spoken.
        within: only where the first denial came at most so many days after the first assertion.
        by_party: only where an assertion or confirmation comes from somebody who takes part in the act.
        episode: only this one.
        page: from 1.
    """

    type: str | None = None
    party: str | None = None
    since: str | None = None
    until: str | None = None
    one_sided: bool = False
    within: int | None = None
    by_party: bool = False
    episode: str | None = None
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Read the parameters of an address; raises UsageError for what there is not."""
        kind, party = query.get("type") or None, query.get("party") or None
        if kind is not None and kind not in words.types():
            raise UsageError(f"no type {kind!r}; there are {', '.join(words.types())}")
        return cls(kind, party.upper() if party else None, query.get("since") or None, query.get("until") or None,
                   bool(query.get("one_sided")), whole("within", query.get("within")), bool(query.get("by_party")),
                   query.get("episode") or None, whole("page", query.get("page")) or 1)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in an act or behind a claim, as far as they are known; all of a state's own are one side."""

    name: str
    country: str | None
    sector: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim: who, which stance, when, in whose report, in which words.

    ``is_party`` says whether whoever speaks takes part in the act; ``rule`` is the rule that read it so.
    """

    position: int
    who: Who
    stance: str
    said_on: str | None
    record: str
    report: str
    rule: str
    is_party: bool
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed act with its claims in order of time.

    Attributes:
        silent: those who take part in the act and of whom no claim is reported.
        answered: days from the first assertion to the first denial after it, None where there is no such pair.
    """

    episode: str
    type: str
    quad: int
    modes: tuple[str, ...]
    status: str
    when: str
    place: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    records: int
    reports: int
    report: str
    record: str
    statements: tuple[Statement, ...]
    silent: tuple[Who, ...]
    answered: int | None

    @property
    def is_one_sided(self) -> bool:
        """Whether only those who deny it, or only those who do not, are heard."""
        return len({statement.stance == "denies" for statement in self.statements}) == 1

    def by(self, stance: str) -> tuple[Statement, ...]:
        """Return the claims of one stance."""
        return tuple(statement for statement in self.statements if statement.stance == stance)


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of disputes, and how many there are that fit, and in all."""

    disputes: tuple[Dispute, ...]
    fitting: int
    claims: int
    pages: int
    quotes: Mapping[tuple[str, int], tuple[str | None, str | None, str]]


def shown(store: Store, asked: Asked, *, whole: bool = False) -> Shown:
    """Return the disputes that are asked for: one page of them, or with ``whole`` all."""
    found = [dispute for dispute in _disputes(store, asked) if _fits(dispute, asked)]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = found if whole else found[(asked.page - 1) * PER_PAGE:asked.page * PER_PAGE]
    told = store.sql(_TOLD, {"episodes": [dispute.episode for dispute in page]}).fetchall() if page else []
    quotes = {(row[4], row[5]): (row[1], row[2], " ".join(row[3].split())) for row in told}
    return Shown(tuple(page), len(found), sum(len(dispute.statements) for dispute in found), pages, quotes)


def rows(told: Shown) -> Iterable[Sequence[Any]]:
    """Yield the rows of COLUMNS, one a claim."""
    for dispute in told.disputes:
        for said in dispute.statements:
            source, _, quote = told.quotes[dispute.episode, said.position]
            row = {**said.row, "is_party": said.is_party, "source": source, "quote": quote}
            yield [row[name] for name in COLUMNS]


def _disputes(store: Store, asked: Asked) -> Iterable[Dispute]:
    found = store.sql(_DISPUTED, {"type": asked.type, "episode": asked.episode, "since": asked.since,
                                  "until": asked.until})
    lines = (dict(zip(found.columns, row, strict=True)) for row in found.fetchall())
    return (_dispute(list(group)) for _, group in groupby(lines, key=lambda line: line["episode"]))


def _dispute(lines: Sequence[Mapping[str, Any]]) -> Dispute:
    act = lines[0]
    actors, recipients = _people(act["actors"]), _people(act["recipients"])
    takes_part = {key for who in (*actors, *recipients) for key in _keys(who)}
    said = tuple(_statement(line, takes_part) for line in lines)
    heard = {key for statement in said for key in _keys(statement.who)}
    return Dispute(
        act["episode"], act["type"], act["quad"], tuple(act["modes"]), act["status"],
        words_of_days(act["when_from"], act["when_to"]), _place(act), actors, recipients, act["records"],
        act["reports"], act["first_report"], act["first_record"], said,
        silent=tuple(who for who in dict.fromkeys((*actors, *recipients)) if not heard & set(_keys(who))),
        answered=_answered(said),
    )


def _statement(line: Mapping[str, Any], takes_part: set[str]) -> Statement:
    who = Who(line["name"] or line["party"], line["country"], line["sector"], line["entity"])
    return Statement(line["position"], who, line["stance"], line["said_on"], line["record"],
                     line["report"], line["rule"], bool(takes_part & set(_keys(who))), line)


def _fits(dispute: Dispute, asked: Asked) -> bool:
    return ((not asked.one_sided or dispute.is_one_sided)
            and (asked.within is None or (dispute.answered is not None and dispute.answered <= asked.within))
            and (not asked.by_party or any(said.is_party and said.stance != "denies" for said in dispute.statements))
            and (asked.party is None or any(said.who.country == asked.party for said in dispute.statements)))


def _answered(said: Iterable[Statement]) -> int | None:
    """Return the days from the first assertion to the first denial after it; reports are dated by day, no closer."""
    asserted: date | None = None
    for statement in said:
        day = _day(statement.said_on)
        if day is None:
            continue
        if statement.stance == "denies" and asserted is not None:
            return (day - asserted).days
        if statement.stance == "asserts" and asserted is None:
            asserted = day
    return None


def _people(line: str) -> tuple[Who, ...]:
    return tuple(Who(item.get("name") or item.get("country") or "somebody", item.get("country"), item.get("sector"),
                     item.get("entity"))
                 for item in orjson.loads(line))


def _keys(who: Who) -> Iterable[str]:
    """Return what somebody is known by: entity and side of a country (rule ``relation.sides``), or else the name."""
    side = "state" if (who.sector or "") in rules()["sides"]["speaks"] else who.sector
    known = [who.entity, who.country and f"{who.country} {side}"]
    return [key for key in known if key] or [who.name.casefold()]


def _place(act: Mapping[str, Any]) -> str:
    return str(act["place"] or words.country_names().get(act["place_country"] or "", act["place_country"] or ""))


def words_of_days(since: str | None, until: str | None) -> str:
    """Say an interval of prefix dates; empty where there is none."""
    if since is None:
        return ""
    return since if until in {None, since} else f"{since} to {until}"


def _day(prefix: str | None) -> date | None:
    try:
        return None if prefix is None else date.fromisoformat(prefix[:10])
    except ValueError:
        return None
