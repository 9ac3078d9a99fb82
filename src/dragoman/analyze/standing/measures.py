"""Sanctions and other measures that stand: who, on whom, since when, tightened, eased, on what condition."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from dragoman.analyze.standing.life import Change, Measure, Party, Term
from dragoman.analyze.standing.mentions import Mention, mentions
from dragoman.analyze.standing.rules import Rule, step_of
from dragoman.store import Store
from dragoman.tables.load import toml

_CONDITION, _IMPOSED, _TIGHTENED, _IN_FORCE, _LIFTED = "condition", "imposed", "tightened", "in force", "lifted"
_STANDS = frozenset({_IMPOSED, _TIGHTENED, _IN_FORCE, "extended", "eased"})
# What is reported of "sanctions" at large may be of one of their kinds, and of these that of sanctions.
_BROAD = "sanctions"
_KINDS_OF_SANCTIONS = frozenset({"sanctions", "arms embargo", "travel ban", "asset freeze", "oil embargo", "embargo"})
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of measure.

    Attributes:
        id: its name.
        words: pattern that shows it.
        alone: whether it is laid on nobody in particular.
        spell: days after which it has run out, None if it stands until it is lifted.
    """

    id: str
    words: re.Pattern[str]
    alone: bool
    spell: int | None


@dataclass(frozen=True, slots=True)
class MeasureRules:
    """The table of measures.

    Attributes:
        kinds: in the order they are tried.
        rules: in the order they are tried.
        barred: kinds to which a rule does not apply, by the rule's id.
        reach: characters around the trigger in which a kind's words must stand.
        same_step: days within which reports of one step are one change.
        further: the rule by which what is imposed where it stands is a step of its own, and that step's state.
    """

    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...]
    barred: Mapping[str, frozenset[str]]
    reach: int
    same_step: int
    further: tuple[str, str]

    @classmethod
    def load(cls) -> Self:
        """Return the packaged rules; raises ValueError naming a row that is wrong."""
        return cls.of(toml("standing_measures"))

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Compile the table; raises ValueError naming a row, KeyError for a missing part."""
        kinds = tuple(Kind(row["id"], re.compile(row["words"], re.IGNORECASE), row.get("alone", False),
                           row.get("spell"))
                      for row in table["kind"])
        rows = [{name: value for name, value in row.items() if name != "not_kinds"} for row in table["rule"]]
        barred = {row["id"]: frozenset(row.get("not_kinds", ())) for row in table["rule"]}
        return cls(kinds, tuple(map(Rule.of, rows)), barred, table["reach"], table["same-step"],
                   (table["further-round"]["id"], table["further-round"]["state"]))

    def kind(self, mention: Mention) -> Kind | None:
        """Return the kind of measure that a mention speaks of, None for none."""
        near = mention.before[-self.reach:] + mention.trigger + mention.after[:self.reach]
        return next((kind for kind in self.kinds if kind.words.search(near)), None)


def measures(store: Store, *, by: str | None = None, on: str | None = None) -> tuple[Measure, ...]:
    """Return the standing measures that the current records tell of, by the day of their first change.

    Args:
        store: an open store.
        by: only those of the party with this key (``USA``, ``EUR``).
        on: only those on the party with this key.
    """
    found = derive(mentions(store), MeasureRules.load())
    return tuple(one for one in found if by in (None, one.by.key) and on in (None, one.on.key))


@dataclass(slots=True)
class _Growing:
    kind: str
    by: Party
    on: Party
    changes: list[Change] = field(default_factory=list)
    conditions: list[Term] = field(default_factory=list)


def derive(found: Sequence[Mention], rules: MeasureRules) -> tuple[Measure, ...]:
    """Return the measures that mentions, given in order of time, impose and change."""
    ledger: dict[Key, _Growing] = {}
    for mention in found:
        rule = next((rule for rule in rules.rules if rule.fits(mention)), None)
        kind = rules.kind(mention) if rule is not None else None
        if rule is None or kind is None or (mention.published is None and mention.from_ is None):
            continue
        if kind.id in rules.barred[rule.id]:
            continue
        for by, on in _pairs(mention, kind):
            _take(ledger, kind, by, on, step_of(rule, mention), mention, rules)
    return tuple(sorted(map(_freeze, _told(ledger.values())), key=lambda one: (one.changes[0].day, one.id)))


def _pairs(mention: Mention, kind: Kind) -> Iterator[tuple[Party, Party]]:
    """Yield who lays the measure on whom; nobody lays sanctions on himself."""
    targets = mention.recipients or (mention.actors if kind.alone else ())
    for by in mention.actors:
        for on in targets:
            if by.key != on.key or kind.alone:
                yield by, on


def _take(
    ledger: dict[Key, _Growing], kind: Kind, by: Party, on: Party, change: Change, mention: Mention,
    rules: MeasureRules,
) -> None:
    """Let a change act on the measure it belongs to, found or begun."""
    one = _existing(ledger, kind.id, by, on, change.state)
    if change.state == _CONDITION:
        if one is not None and mention.condition is not None:
            one.conditions.append(Term(mention.condition, mention.id))
        return
    if one is None:
        one = ledger.setdefault((kind.id, by.key, on.key), _Growing(kind.id, by, on))
    _add(one, change, rules, kind.spell)


def _existing(ledger: Mapping[Key, _Growing], kind: str, by: Party, on: Party, state: str) -> _Growing | None:
    """Return the measure of this kind; for a change of one that stands, else the nearest of its broader kind."""
    exact = ledger.get((kind, by.key, on.key))
    if exact is not None or state in (_IMPOSED, _TIGHTENED) or kind not in _KINDS_OF_SANCTIONS:
        return exact
    near = (ledger.get((other, by.key, on.key)) for other in (_BROAD, *sorted(_KINDS_OF_SANCTIONS)))
    return next((one for one in near if one is not None), None)


def _add(one: _Growing, change: Change, rules: MeasureRules, spell: int | None) -> None:
    last = one.changes[-1] if one.changes else None
    if last is None:
        one.changes.append(change)
        return
    has_run_out = spell is not None and (change.day - last.day).days > spell
    stands = last.state in _STANDS and not has_run_out
    near = (change.day - last.day).days <= rules.same_step
    is_same = change.state == last.state and (near or change.state == _LIFTED)
    is_known = change.state == _IN_FORCE and stands
    is_one_round = near and {change.state, last.state} == {_IMPOSED, _TIGHTENED}
    if is_same or is_known or is_one_round:
        one.changes[-1] = last.told_again(change)
    elif change.state == _IMPOSED and stands:
        rule, state = rules.further
        one.changes.append(replace(change, state=state, why=replace(change.why, rule=rule)))
    elif change.state != _IN_FORCE or change.from_ is not None:
        one.changes.append(change)


def _told(ledger: Iterable[_Growing]) -> Iterator[_Growing]:
    """Yield the measures of which a change was told, not a condition alone."""
    return (one for one in ledger if one.changes)


def _freeze(one: _Growing) -> Measure:
    first = one.changes[0].records[0]
    name = "m-" + hashlib.sha256(f"{first} {one.kind} {one.by.key} {one.on.key}".encode()).hexdigest()[:16]
    conditions = tuple(dict.fromkeys(one.conditions))
    return Measure(name, one.kind, one.by, one.on, conditions, tuple(sorted(one.changes, key=_day)))


def _day(change: Change) -> date:
    return change.day
