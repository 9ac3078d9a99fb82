"""Which earlier commitment a report speaks of: a sum of visible weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.analyze.standing.life import BROKEN, KEPT, WITHDRAWN, Change, Due, Party, Term
from dragoman.analyze.standing.matters import Instrument
from dragoman.analyze.standing.mentions import Mention
from dragoman.analyze.standing.rules import Rule
from dragoman.when.days import first_day, last_day

_YEAR = 365.25
_NEAR_DUE = 10
_ANSWERED = 14
_PAIR = 2
_WORDS = 40  # characters after the trigger that still are the commitment’s own words
_SAME_STEP = 30  # days within which reports of one state tell one change
_OWN_WORDS = 90  # characters after a trigger in which what is done or promised is named
_WORD = re.compile(r"[^\W\d_]{5,}")
_NEXT_YEAR = 1  # an agreement is told by the year in which it was made, signed or came into force
_OPEN_AFTER = 365  # days that an unnamed agreement stays open after it was broken


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention with what it is about and of which years the agreements are that it names, looked up once."""

    mention: Mention
    day: date
    matters: frozenset[str]
    instrument: Instrument | None
    years: frozenset[int] = frozenset()


@dataclass(slots=True)
class Growing:
    """A commitment while its life is put together; ``freeze`` in ``commitments`` makes the object."""

    kind: str
    founder: Seen
    by: dict[str, Party]
    to: dict[str, Party]
    dues: list[Due]
    condition: Term | None
    changes: list[Change] = field(default_factory=list)
    stories: set[str] = field(default_factory=set)
    began: date = date.min
    moved: date = date.min

    @property
    def instrument(self) -> str | None:
        """The key of its instrument."""
        return self.founder.instrument.id if self.founder.instrument else None

    @property
    def is_unlisted(self) -> bool:
        """Whether its name stands in no table, so that others may bear it too."""
        return self.instrument is not None and self.instrument.startswith("=")

    @property
    def keys(self) -> frozenset[str]:
        """Keys of all parties, those of the instrument among them."""
        listed = self.founder.instrument.parties if self.founder.instrument else frozenset()
        return frozenset({*self.by, *self.to, *listed})

    def is_open(self, day: date) -> bool:
        """Say whether a report of ``day`` may still change it."""
        last = self.changes[-1]
        if self.instrument is not None and self.kind == "agreement":
            return True
        if last.state not in (KEPT, BROKEN, WITHDRAWN):
            return True
        if self.kind != "agreement" or (last.state == KEPT and self.founder.matters == {"talks"}):
            return self.moved == day
        return last.state == KEPT or (day - self.moved).days <= _OPEN_AFTER

    def year(self) -> int | None:
        """Return the year in which it was made; None where the making is not told or its day is not known."""
        first = self.changes[0]
        return first.day.year if first.state == "made" and first.from_ is not None else None

    def latest(self) -> date:
        """Return the day from which its horizon counts: its last change or the end of its due interval."""
        due = self.dues[-1].ends() if self.dues else None
        return max(self.moved, due) if due else self.moved

    def add(self, change: Change, seen: Seen) -> None:
        """Add a change, or the records of one that tells the same step again."""
        self.stories.add(seen.mention.story)
        last = self.changes[-1] if self.changes else None
        is_known = change.state == "made" and self.instrument is not None and self.kind == "agreement"
        near = abs((change.day - self.moved).days) <= _SAME_STEP
        if last is not None and last.state == change.state and (near or is_known):
            records = tuple(dict.fromkeys((*last.records, *change.records)))
            said_by = tuple(dict.fromkeys((*last.said_by, *change.said_by)))
            self.changes[-1] = replace(last, records=records, said_by=said_by)
            return
        self.changes.append(change)
        self.moved = change.day
        self.began = self.began if last is not None else change.day


def links(growing: Growing, seen: Seen, rule: Rule, weights: Mapping[str, float]) -> dict[str, float] | None:
    """Return the features with their weights by which a mention bears on a commitment, None if it cannot."""
    if not _may(growing, seen, rule):
        return None
    found = dict(_features(growing, seen, weights))
    if rule.by == "answers" and (seen.day - growing.began).days <= _ANSWERED:
        found["answer"] = weights["answer"]
    return found


def _may(growing: Growing, seen: Seen, rule: Rule) -> bool:
    """Say whether a rule lets the mention change the commitment at all."""
    about = growing.founder.matters
    return (
        (not rule.kinds or growing.kind in rule.kinds)
        and (not rule.matters or not rule.matters.isdisjoint(about))
        and (not rule.only_matters or about <= rule.only_matters)
        and (rule.words is None or rule.words.search(_words(growing)) is not None)
        and not (rule.unnamed and growing.instrument is not None)
        and growing.is_open(seen.day)
        and not ((rule.does == KEPT or rule.fresh_report) and _tells_it_itself(growing, seen))
        and growing.began <= seen.day
        and seen.mention.id not in growing.changes[0].records
        and (seen.day - growing.latest()).days <= rule.within
        and _acts(growing, seen, rule.by)
        and not (rule.alone and not _countries(seen.mention.parties) <= _countries(growing.keys))
        and not (rule.shares and _said(growing.founder.mention).isdisjoint(_said(seen.mention)))
    )


def _tells_it_itself(growing: Growing, seen: Seen) -> bool:
    """Say whether the mention is of a story and day that told the step before, or that says what is to come."""
    is_promised_here = growing.changes[0].from_ is None and seen.mention.story == growing.founder.mention.story
    return is_promised_here or (seen.mention.story in growing.stories and seen.day <= growing.moved)


def _words(growing: Growing) -> str:
    mention = growing.founder.mention
    return mention.trigger + mention.after[:_WORDS]


def _said(mention: Mention) -> frozenset[str]:
    """Return the words in which a mention names what is done or promised, without names of parties and endings."""
    parties = " ".join(party.name for party in (*mention.actors, *mention.recipients)).casefold()
    words = _WORD.findall(mention.after[:_OWN_WORDS].casefold())
    return frozenset(word.removesuffix("s") for word in words if word not in parties)


def _countries(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key.split("/")[0] for key in keys)


def _acts(growing: Growing, seen: Seen, by: str) -> bool:
    """Say whether the one who must act is among the mention's actors."""
    if by == "doer":
        by = "other" if growing.kind in ("ultimatum", "demand") else "bound"
    return _BY[by](growing, seen, frozenset(party.key for party in seen.mention.actors))


def _answers(growing: Growing, seen: Seen, actors: frozenset[str]) -> bool:
    return not (actors - growing.by.keys()).isdisjoint(growing.to) and _both(growing, seen.mention.parties)


def _is_charged(growing: Growing, seen: Seen, _: frozenset[str]) -> bool:
    charged = {party.key for party in seen.mention.recipients}
    return not charged or not charged.isdisjoint(growing.keys if growing.kind == "agreement" else growing.by)


def _is_bound(growing: Growing, _: Seen, actors: frozenset[str]) -> bool:
    listed = growing.founder.instrument.parties if growing.founder.instrument else frozenset()
    return not actors.isdisjoint({*growing.by, *listed}) or _is_many_sided(growing)


def _gives(growing: Growing, seen: Seen, actors: frozenset[str]) -> bool:
    taking = {party.key for party in seen.mention.recipients}
    return not actors.isdisjoint(growing.by) and not taking.isdisjoint(growing.to)


_BY: Mapping[str, Callable[[Growing, Seen, frozenset[str]], bool]] = {
    "any": lambda _growing, _seen, _actors: True,
    "both": lambda growing, seen, _: _both(growing, seen.mention.parties),
    "answers": _answers,
    "charged": _is_charged,
    "bound": _is_bound,
    "other": lambda growing, _, actors: not actors.isdisjoint(growing.to),
    "giver": _gives,
    "visitor": lambda growing, seen, actors: not actors.isdisjoint(growing.by) and _both(growing, seen.mention.parties),
    "giver-of-word": lambda growing, _, actors: not actors.isdisjoint(growing.by),
}


def _is_many_sided(growing: Growing) -> bool:
    """Say whether it is a listed instrument that binds too many to list."""
    instrument = growing.founder.instrument
    return instrument is not None and not instrument.parties and not instrument.id.startswith("=")


def _both(growing: Growing, keys: frozenset[str]) -> bool:
    """Say whether both sides take part, by two different parties."""
    if _shared(growing, keys) >= _PAIR:
        return True
    bound, owed = keys & growing.by.keys(), keys & growing.to.keys()
    return bool(bound and owed) and len(bound | owed) >= _PAIR


def _shared(growing: Growing, keys: frozenset[str]) -> int:
    return len(growing.keys & keys) if growing.kind == "agreement" else 0


def _features(growing: Growing, seen: Seen, weights: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    mention, named = seen.mention, growing.instrument
    if named is not None and seen.instrument is not None:
        name = "instrument" if named == seen.instrument.id else "other-instrument"
        yield name, weights[name]
    elif (named is None) != (seen.instrument is None):
        yield "one-named", weights["one-named"]
    for matter in sorted(growing.founder.matters & seen.matters):
        name = "weak-matter" if matter in ("talks", "aid") else "matter"
        yield f"{name} {matter}", weights[name]
    yield from _sides(growing, mention, weights)
    if mention.place is not None and mention.place.country in growing.keys:
        yield "place", weights["place"]
    if mention.story in growing.stories:
        yield "same-report", weights["same-report"]
    if growing.dues and _near_due(growing.dues[-1], seen.day):
        yield "due-near", weights["due-near"]
    if is_of_other_year(growing, seen):
        yield "other-year", weights["other-year"]
    years = (seen.day - growing.latest()).days / _YEAR
    if (named is None or seen.instrument is None) and years > 0:
        yield "per-year", round(weights["per-year"] * years, 2)


def is_of_other_year(growing: Growing, seen: Seen) -> bool:
    """Say whether the agreements that a mention tells by their years are all of other years."""
    year = growing.year()
    if not seen.years or not (growing.founder.years or year is not None):
        return False
    of = growing.founder.years | ({year, year + _NEXT_YEAR, year - _NEXT_YEAR} if year is not None else set())
    return seen.years.isdisjoint(of)


def _sides(growing: Growing, mention: Mention, weights: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    keys = mention.parties
    if _both(growing, keys):
        yield "both-sides", weights["both-sides"]
    elif not growing.keys.isdisjoint(keys):
        yield "one-side", weights["one-side"]
    elif not {key.split("/")[0] for key in growing.keys}.isdisjoint(key.split("/")[0] for key in keys):
        yield "country", weights["country"]


def _near_due(due: Due, day: date) -> bool:
    if due.from_ is None or due.to is None:
        return False
    return (first_day(due.from_) - day).days <= _NEAR_DUE and (day - last_day(due.to)).days <= _NEAR_DUE
