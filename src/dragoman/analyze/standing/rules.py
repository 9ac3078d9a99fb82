"""What a mention does to something that stands: the rows of ``resources/standing``, compiled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.analyze.standing.life import Change
from dragoman.analyze.standing.mentions import Mention
from dragoman.types import Why

# Characters around a trigger that a pattern of each kind looks at.
_BEFORE, _LEAD, _NEAR_BEFORE, _NEAR_AFTER, _REACH, _CLOSE = 60, 60, 35, 70, 90, 20
_PAIR = 2
TYPES = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
"""The types of PLOVER."""


def _own_word(mention: Mention) -> bool:
    """Say whether nobody but an actor is given as the source."""
    return not {party.key for party in mention.said_by} - {party.key for party in mention.actors}


TESTS: Mapping[str, Callable[[Mention], bool]] = {
    "actor": lambda mention: bool(mention.actors),
    "recipient": lambda mention: bool(mention.recipients),
    "one-actor": lambda mention: len({party.key for party in mention.actors}) == 1,
    "two-actors": lambda mention: len({party.key for party in mention.actors}) >= _PAIR,
    "two-parties": lambda mention: len(mention.parties) >= _PAIR,
    "condition": lambda mention: mention.condition is not None,
    "deadline": lambda mention: mention.due is not None,
    "dated-deadline": lambda mention: mention.due is not None and mention.due.to is not None,
    "terms": lambda mention: mention.due is not None or mention.condition is not None,
    "own-word": _own_word,
    "deed": lambda mention: mention.type in {"RETREAT", "AID", "COOPERATE"},
    "no-company": lambda mention: any(not party.key.endswith("/BUS") for party in mention.actors),
    "dated-or-said": lambda mention: mention.from_ is not None or bool(mention.said_by),
    "fresh": lambda mention: mention.from_ is not None and len(mention.from_) > len("2015"),
}
"""Tests that a rule may name under ``needs``."""

_LOOKED_AT: Mapping[str, Callable[[Mention], str]] = {
    "trigger": lambda mention: mention.trigger,
    "before": lambda mention: mention.before,
    "after": lambda mention: mention.after,
    "sentence": lambda mention: mention.sentence,
    "lead": lambda mention: mention.before[-_LEAD:] + mention.trigger,
    "near": lambda mention: mention.before[-_NEAR_BEFORE:] + mention.trigger + mention.after[:_NEAR_AFTER],
    "reach": lambda mention: mention.trigger + mention.after[:_REACH],
    "close": lambda mention: mention.trigger + mention.after[:_CLOSE],
    "unless": lambda mention: mention.sentence,
    "unless_also": lambda mention: mention.sentence,
    "unless_before": lambda mention: mention.before[-_BEFORE:],
}
_LISTS = ("types", "modes", "statuses", "kinds", "matters", "only_matters", "needs")
_KNOWN = frozenset({*_LOOKED_AT, *_LISTS, "id", "state", "kind", "by", "within", "founds", "fresh_report", "least",
                    "named", "unnamed", "words", "alone", "shares", "by_report"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: which mentions it fits, and what they then do.

    Attributes:
        id: the row's name, given as reason.
        does: the state it brings, or the kind of commitment it makes.
        types: types of records that it admits; empty for all. ``modes`` (any of them) and ``statuses`` likewise.
        patterns: compiled patterns by where they must be found (``unless…``: must not).
        needs: names of ``TESTS`` that must hold.
        kinds: kinds of commitment that it may change; empty for all.
        matters: matters of which the commitment has one; empty for all.
        only_matters: the commitment has no other matters than these; empty for all.
        words: pattern that the commitment's own words must hold, None for none.
        by: who must act: ``bound``, ``doer``, ``other``, ``giver``, ``giver-of-word``, ``visitor``, ``both``,
            ``answers``, ``charged`` or ``any``.
        within: days after the making or the due interval.
        unnamed: whether it may change only commitments without a named instrument.
        fresh_report: whether the report that told the step before it, on the same day, cannot tell it.
        least: what a link by it must reach, where that is more than the table's ``least``.
        named: whether it makes only commitments with a named instrument.
        alone: whether nobody may take part whose country has no part in the commitment.
        shares: whether a word after the trigger must be among the commitment's own.
        by_report: whether the report's day counts, the record's time being that of something else.
        founds: whether it begins a commitment of which nothing else is told.
    """

    id: str
    does: str
    types: frozenset[str]
    modes: frozenset[str]
    statuses: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    needs: tuple[Callable[[Mention], bool], ...]
    kinds: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    only_matters: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = None
    by: str = "any"
    within: int = 0
    founds: bool = False
    unnamed: bool = False
    fresh_report: bool = False
    least: float = 0.0
    named: bool = False
    alone: bool = False
    shares: bool = False
    by_report: bool = False

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Compile a row; raises ValueError naming it."""
        try:
            _check(row)
            types, modes, statuses, kinds, matters, only = (frozenset(row.get(name, ())) for name in _LISTS[:-1])
            patterns = tuple((name, re.compile(row[name], re.IGNORECASE)) for name in _LOOKED_AT if name in row)
            needs = tuple(TESTS[name] for name in row.get("needs", ()))
            words = re.compile(row["words"], re.IGNORECASE) if "words" in row else None
            return cls(row["id"], row.get("state") or row["kind"], types, modes, statuses, patterns, needs, kinds,
                       matters, only, words, row.get("by", "any"), row.get("within", 0), row.get("founds", False),
                       row.get("unnamed", False), row.get("fresh_report", False), row.get("least", 0.0),
                       row.get("named", False), row.get("alone", False), row.get("shares", False),
                       row.get("by_report", False))
        except (KeyError, ValueError, re.error) as error:
            raise ValueError(f"standing rule {row.get('id')!r}: {error}") from error

    def fits(self, mention: Mention) -> bool:
        """Say whether a mention is of the kind that the rule speaks of."""
        return (
            (not self.types or mention.type in self.types)
            and (not self.modes or not self.modes.isdisjoint(mention.modes))
            and (not self.statuses or mention.status in self.statuses)
            and all(test(mention) for test in self.needs)
            and all(_holds(name, pattern, mention) for name, pattern in self.patterns)
        )


def _check(row: Mapping[str, Any]) -> None:
    unknown = row.keys() - _KNOWN
    if unknown:
        raise ValueError(f"unknown columns {sorted(unknown)}")


def _holds(name: str, pattern: re.Pattern[str], mention: Mention) -> bool:
    is_there = pattern.search(_LOOKED_AT[name](mention)) is not None
    return not is_there if name.startswith("unless") else is_there


def by_type(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Return the rules that may fit records of each type, in their order; most fit few types."""
    rows = tuple(rules)
    return {name: tuple(rule for rule in rows if not rule.types or name in rule.types) for name in TYPES}


def fitting(rules: Mapping[str, tuple[Rule, ...]], mention: Mention) -> list[Rule]:
    """Return the rules of the mention's type that fit it, in their order."""
    return [rule for rule in rules.get(mention.type, ()) if rule.fits(mention)]


def first(rules: tuple[Rule, ...], mention: Mention) -> Rule | None:
    """Return the first rule that fits, None if none does."""
    return next((rule for rule in rules if rule.fits(mention)), None)


def step_of(rule: Rule, mention: Mention) -> Change:
    """Return the step that a mention is by a rule, with its first record, its sources and the reason."""
    is_dated = mention.from_ is not None and not (rule.by_report and mention.published)
    from_, to = (mention.from_, mention.to) if is_dated else (None, mention.published)
    why = Why("state", rule.id, f"“{mention.trigger}”", None, ((mention.start, mention.end),))
    said_by = tuple(dict.fromkeys(party.name for party in mention.said_by))
    return Change(rule.does, from_, to, mention.actors, (mention.id,), said_by, why)
