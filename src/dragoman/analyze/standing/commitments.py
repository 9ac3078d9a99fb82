"""Commitments with their lives, strung together from the records of a store."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.analyze.selection import within_reason
from dragoman.analyze.standing.life import BROKEN, MADE, WITHDRAWN, Change, Commitment, Due, Term, settled
from dragoman.analyze.standing.linking import Growing, Seen, is_of_other_year, links
from dragoman.analyze.standing.mentions import Mention, mentions
from dragoman.analyze.standing.rules import Rule, fitting
from dragoman.analyze.standing.tables import CommitmentRules
from dragoman.errors import UsageError
from dragoman.store import Store
from dragoman.types import Why
from dragoman.when.days import first_day, last_day

_RESTATED = 21  # days within which the same parties' word on the same matter is one commitment
_RESTATED_NAMED = 60  # the same for a named instrument
_SPANS = {"d": 1, "w": 7, "m": 30, "y": 365}
_WITHIN = re.compile(r"(\d{1,4})\s*([dwmy])\w*")
_TERMS = "terms"  # in place of a matter: what is demanded is answered in any words
_FINAL = ("kept", "broken", "withdrawn")


def commitments(
    store: Store, *, due_within: str | None = None, day: str | None = None, party: str | None = None,
) -> tuple[Commitment, ...]:
    """Return the commitments that the current records tell of, by the day of their first change.

    Args:
        store: an open store.
        due_within: only open ones whose due interval begins within so many days (``30d``,
            ``4w``, ``6m``, ``1y``) from ``day`` on.
        day: the day to count from, as ISO date; default the newest report's day, never today.
        party: only those with a party of this key (``IRN``, ``UKR/REB``).

    Raises:
        UsageError: a span or day that cannot be read.
    """
    found: Iterable[Commitment] = derive(mentions(store), CommitmentRules.load())
    if party is not None:
        found = [one for one in found if party in {side.key for side in (*one.by, *one.to)}]
    if due_within is not None:
        start = newest(store) if day is None else read_day(day)
        found = due_between(found, start, start + read_span(due_within)) if start is not None else ()
    return tuple(found)


def newest(store: Store) -> date | None:
    """Return the day of the newest report; None where no report has one."""
    value = store.sql("SELECT max(published) FROM reports").fetchall()[0][0]
    return last_day(value[:len("YYYY-MM-DD")]) if value else None


def read_day(text: str) -> date:
    """Return a day from its ISO form or the last day of a prefix date; raises UsageError."""
    try:
        return within_reason(last_day(text))
    except (KeyError, ValueError) as error:
        raise UsageError(f"{text!r} is no day: write 2015-06-30") from error


def read_span(text: str) -> timedelta:
    """Return a number of days from ``30d``, ``4w``, ``6m`` or ``1y``; raises UsageError."""
    match = _WITHIN.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"{text!r} is no span: write 30d, 4w, 6m or 1y")
    return timedelta(days=int(match[1]) * _SPANS[match[2]])


def due_between(found: Iterable[Commitment], start: date, stop: date) -> list[Commitment]:
    """Return the commitments that are open on ``start`` and due between the two days, soonest first."""
    kept = []
    for one in found:
        state = one.state(start)
        due = one.due
        if state is None or state.state in _FINAL or due is None or due.from_ is None or due.to is None:
            continue
        if first_day(due.from_) <= stop and last_day(due.to) >= start:
            kept.append((due.to, one.id, one))
    return [one for _, _, one in sorted(kept, key=lambda item: item[:2])]


def derive(found: Sequence[Mention], rules: CommitmentRules) -> tuple[Commitment, ...]:
    """Return the commitments that mentions, given in order of time, make and change."""
    ledger = _Ledger(rules)
    for mention in found:
        fates = [] if _is_ahead(mention) else fitting(rules.fates, mention)
        makings = fitting(rules.makings, mention)
        if (fates or makings) and (mention.from_ or mention.published):
            seen = Seen(mention, _day(mention), rules.matters.about(mention), rules.matters.instrument(mention),
                        rules.matters.years(mention))
            ledger.take(seen, fates, makings)
    return tuple(sorted(map(_freeze, ledger.all), key=lambda one: (one.changes[0].day, one.id)))


def _is_ahead(mention: Mention) -> bool:
    """Say whether the event lies after its report: what has not happened changes nothing."""
    return (mention.status != "future" and mention.from_ is not None and mention.published is not None
            and first_day(mention.from_) > last_day(mention.published))


def _day(mention: Mention) -> date:
    """Return the last day by which it had happened, or what is ahead was told."""
    from_, to = _interval(mention)
    return settled(from_, to)


def _interval(mention: Mention) -> tuple[str | None, str | None]:
    """Return when it happened; what is still to happen was said by the day of the report."""
    if mention.from_ is None or (mention.published is not None and _is_to_come(mention)):
        return None, mention.published
    return mention.from_, mention.to


def _is_to_come(mention: Mention) -> bool:
    """Say whether a record's time is that of what is promised rather than of the promise."""
    return mention.status == "future" or _is_ahead(mention)


@dataclass(slots=True)
class _Ledger:
    """All commitments so far, found by instrument or by party and matter."""

    rules: CommitmentRules
    all: list[Growing] = field(default_factory=list)
    named: dict[str, list[Growing]] = field(default_factory=lambda: defaultdict(list))
    matched: dict[tuple[str, str], list[Growing]] = field(default_factory=lambda: defaultdict(list))

    def take(self, seen: Seen, fates: Sequence[Rule], makings: Sequence[Rule]) -> None:
        """Let a mention change a commitment by a rule that fits it, else make one."""
        if any(self._change(rule, seen) for rule in fates):
            return
        founding = next((rule for rule in fates if rule.founds), None)
        if founding is not None:
            self._found(founding, seen)
            return
        making = next((rule for rule in makings if self._is_about_something(rule, seen)), None)
        if making is None or self._has_just_ended(seen):
            return
        if not (self._renew(making, seen) or self._restate(making, seen)):
            self._open(making.does, MADE, making, seen)

    def _found(self, rule: Rule, seen: Seen) -> None:
        """Let a fate begin the agreement that it tells of, or act on the one of that name."""
        known = self._agreement_named(seen)
        if known is not None and is_of_other_year(known, seen):
            return
        if known is not None:
            known.add(_change(rule.does, rule, seen, {"instrument": self.rules.weights["instrument"]}), seen)
        elif seen.instrument is not None or ("truce" in seen.matters and len(seen.mention.parties) > 1):
            self._open("agreement", rule.does, rule, seen)

    def _renew(self, rule: Rule, seen: Seen) -> bool:
        """Let a named agreement that was broken or left be made again; what stands is not made twice."""
        known = self._agreement_named(seen) if rule.does == "agreement" else None
        if known is None:
            return False
        if known.changes[-1].state in (MADE, BROKEN, WITHDRAWN):
            known.add(_change(MADE, rule, seen, {}), seen)
        if not known.dues and seen.mention.due is not None:
            known.dues.append(seen.mention.due)
        return True

    def _agreement_named(self, seen: Seen) -> Growing | None:
        """Return the agreement with the instrument that a mention names; an unlisted name needs a party in common."""
        for one in self.named.get(seen.instrument.id, ()) if seen.instrument else ():
            if one.kind == "agreement" and (not one.is_unlisted or not one.keys.isdisjoint(seen.mention.parties)):
                return one
        return None

    def _has_just_ended(self, seen: Seen) -> bool:
        """Say whether the named instrument was left lately: what is then signed or agreed is another paper."""
        named = self.named.get(seen.instrument.id, ()) if seen.instrument else ()
        return any(one.changes[-1].state == WITHDRAWN and abs((seen.day - one.moved).days) <= _RESTATED_NAMED
                   for one in named)

    def _is_about_something(self, making: Rule, seen: Seen) -> bool:
        """Say whether the mention's own words name a matter; a demand with terms is clear enough without."""
        if making.named:
            return _names_own(seen)
        if making.does in ("ultimatum", "demand", "deadline"):
            return True
        if making.does == "promise":
            return bool(self.rules.matters.near(seen.mention))
        return bool(seen.matters) or (making.does == "agreement" and seen.instrument is not None)

    def _change(self, rule: Rule, seen: Seen) -> bool:
        weights = self.rules.weights
        linked = [(sum(found.values()), one.moved, one.founder.mention.id, one, found)
                  for one in self._candidates(seen) if (found := links(one, seen, rule, weights)) is not None]
        if not linked:
            return False
        total, _, _, best, found = max(linked, key=lambda item: item[:3])
        if total < max(weights["least"], rule.least):
            return False
        best.add(_change(rule.does, rule, seen, found), seen)
        if rule.does == "extended" and seen.mention.due is not None:
            best.dues.append(seen.mention.due)
        return True

    def _candidates(self, seen: Seen) -> list[Growing]:
        """Return the commitments that share an instrument, or a party and a matter."""
        found = {id(one): one for one in (self.named.get(seen.instrument.id, ()) if seen.instrument else ())}
        for key in sorted(seen.mention.parties):
            for matter in (*sorted(seen.matters), _TERMS):
                found |= {id(one): one for one in self.matched.get((key, matter), ())}
        return list(found.values())

    def _restate(self, rule: Rule, seen: Seen) -> bool:
        """Cite a mention that tells of a making again; say whether it did."""
        same = [one for one in self._candidates(seen) if _is_same(one, rule, seen)]
        if not same:
            return False
        one = max(same, key=lambda one: (one.moved, one.founder.mention.id))
        one.add(_change(MADE, rule, seen, {}), seen)
        if not one.dues and seen.mention.due is not None:
            one.dues.append(seen.mention.due)
        return True

    def _open(self, kind: str, state: str, rule: Rule, seen: Seen) -> None:
        mention = seen.mention
        actors, recipients = ({party.key: party for party in side} for side in (mention.actors, mention.recipients))
        by, to = ({**actors, **recipients}, {}) if kind == "agreement" else (actors, recipients)
        condition = Term(mention.condition, mention.id) if mention.condition else None
        made = Growing(kind, seen, by, to, [mention.due] if mention.due else [], condition)
        made.add(_change(state, rule, seen, {}), seen)
        self.all.append(made)
        if seen.instrument is not None:
            self.named[seen.instrument.id].append(made)
        for key in sorted(made.keys):
            for matter in (*sorted(seen.matters), *((_TERMS,) if kind in ("ultimatum", "demand") else ())):
                self.matched[key, matter].append(made)


def _names_own(seen: Seen) -> bool:
    """Say whether a mention names an instrument and its actors are plausible parties of it."""
    if seen.instrument is None:
        return False
    actors = {party.key for party in seen.mention.actors}
    return len(actors) > 1 or not actors.isdisjoint(seen.instrument.parties)


def _is_same(one: Growing, rule: Rule, seen: Seen) -> bool:
    if one.kind != rule.does or one.changes[-1].state not in (MADE, "extended", "kept"):
        return False
    apart = abs((seen.day - one.began).days)
    if one.instrument is not None or seen.instrument is not None:
        return seen.instrument is not None and one.instrument == seen.instrument.id and apart <= _RESTATED_NAMED
    due = seen.mention.due
    if due is not None and one.dues and (due.from_, due.to) != (one.dues[-1].from_, one.dues[-1].to):
        return False
    return (apart <= _RESTATED and one.founder.matters == seen.matters
            and one.founder.mention.parties == seen.mention.parties)


def _change(state: str, rule: Rule, seen: Seen, found: dict[str, float]) -> Change:
    mention = seen.mention
    from_, to = _interval(mention)
    is_charge = mention.type == "ACCUSE"
    by, speakers = (mention.recipients, (*mention.actors, *mention.said_by)) if is_charge else (
        mention.actors, mention.said_by)
    summed = ", ".join(f"{name} {value:+g}" for name, value in found.items())
    detail = f"“{mention.trigger}”" + (f"; linked by {summed} = {sum(found.values()):g}" if found else "")
    why = Why("state", rule.id, detail, None, ((mention.start, mention.end),))
    return Change(state, from_, to, by, (mention.id,), tuple(dict.fromkeys(party.name for party in speakers)), why)


def _freeze(one: Growing) -> Commitment:
    founder = one.founder
    name = "k-" + hashlib.sha256(founder.mention.id.encode()).hexdigest()[:16]
    changes = tuple(sorted(one.changes, key=lambda change: change.day))
    return Commitment(
        name, one.kind, founder.instrument.name if founder.instrument else None, tuple(sorted(founder.matters)),
        tuple(one.by.values()), tuple(one.to.values()), tuple(_distinct(one.dues)), one.condition, changes)


def _distinct(dues: Iterable[Due]) -> list[Due]:
    """Return due intervals without repetitions, in the order they were told."""
    kept: list[Due] = []
    for due in dues:
        if not kept or (due.from_, due.to) != (kept[-1].from_, kept[-1].to):
            kept.append(due)
    return kept
