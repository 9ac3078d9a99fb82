"""Who holds a place: taken, retaken, lost or left, act by act."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from dragoman.analyze.standing.life import Change, Control, Hold, Party
from dragoman.analyze.standing.mentions import Mention, Place, mentions
from dragoman.analyze.standing.rules import Rule, first, step_of
from dragoman.store import Store
from dragoman.tables.load import toml
from dragoman.types import Draft, Part, Reading, Report, Role, Span
from dragoman.where import Gazetteer, resolve

_TAKEN, _RETAKEN, _LEFT = "taken", "retaken", "left"


@dataclass(frozen=True, slots=True)
class ControlRules:
    """The table of control.

    Attributes:
        rules: in the order they are tried.
        objects: patterns of the words after a trigger, whose group ``name`` is what changes hands.
        passive: what follows a trigger whose object stands before it.
        partial: words that mean a piece of it only.
        precisions: kinds of place that can be held.
        same_step: days within which reports of one change of hands tell it again.
    """

    rules: tuple[Rule, ...]
    objects: tuple[re.Pattern[str], ...]
    passive: re.Pattern[str]
    partial: re.Pattern[str]
    precisions: frozenset[str]
    same_step: int

    @classmethod
    def load(cls) -> Self:
        """Return the packaged rules; raises ValueError naming a row that is wrong."""
        return cls.of(toml("standing_control"))

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Compile the table; raises ValueError naming a row, KeyError for a missing part."""
        objects = tuple(map(re.compile, table["object"]))
        return cls(tuple(map(Rule.of, table["rule"])), objects, re.compile(table["passive"]),
                   re.compile(table["partial"]), frozenset(table["precisions"]), table["same-step"])


def control(store: Store, *, place: str | None = None, country: str | None = None) -> tuple[Control, ...]:
    """Return who held which place, by the day of the first change told.

    Args:
        store: an open store.
        place: only places whose name begins so, case aside.
        country: only places of this state (ISO3).
    """
    found = derive(mentions(store), ControlRules.load())
    return tuple(one for one in found
                 if (place is None or one.place.casefold().startswith(place.casefold()))
                 and country in (None, one.country))


@dataclass(slots=True)
class _Growing:
    place: Place
    holds: list[Hold] = field(default_factory=list)


def derive(found: Sequence[Mention], rules: ControlRules) -> tuple[Control, ...]:
    """Return the places that change hands in mentions, given in order of time."""
    ledger: dict[str, _Growing] = {}
    gazetteer = Gazetteer.load()
    for mention in found:
        rule = first(rules.rules, mention)
        place = None if rule is None else _place(mention, rules, gazetteer)
        if rule is not None and place is not None and place.precision in rules.precisions:
            _take(ledger.setdefault(place.key, _Growing(place)), rule, mention, rules.same_step)
    kept = (one for one in ledger.values() if one.holds)
    return tuple(sorted(map(_freeze, kept), key=lambda one: (one.holds[0].change.day, one.id)))


def _place(mention: Mention, rules: ControlRules, gazetteer: Gazetteer) -> Place | None:
    """Return what changes hands: what the words after the trigger name, else the record's own place."""
    for pattern in rules.objects:
        found = pattern.search(mention.after)
        if found is not None:
            if rules.partial.search(mention.after[:found.start("name")]):
                return None
            # The record's own place was resolved with the whole report in view.
            if mention.place is not None and found["name"] in (mention.place.text, mention.place.name):
                return mention.place
            return _resolved(mention, found.span("name"), gazetteer)
    return mention.place if rules.passive.search(mention.after) and _stands_before(mention) else None


def _stands_before(mention: Mention) -> bool:
    """Say whether the record's place is named before the trigger: "the town was seized"."""
    return mention.place is not None and mention.place.text in mention.before


def _resolved(mention: Mention, name: tuple[int, int], gazetteer: Gazetteer) -> Place | None:
    """Return the place that a name of the sentence means, None if it is none."""
    offset = len(mention.before) + len(mention.trigger)
    start, end = name[0] + offset, name[1] + offset
    text = mention.sentence
    part = Part(Role.PLACE, Span.of(text, start, end))
    draft = Draft(Span.of(text, len(mention.before), offset), mention.type, parts=(part,), score=1.0)
    setting = resolve(Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=(draft,)), gazetteer)
    where = setting[0].where[0]
    if where.name is None:
        return None
    key = str(where.geonames or f"{where.name}, {where.country}")
    return Place(key, where.name, where.text, where.country, where.precision, where.geonames, where.lat, where.lon)


def _take(one: _Growing, rule: Rule, mention: Mention, same_step: int) -> None:
    change = step_of(rule, mention)
    last = one.holds[-1] if one.holds else None
    by = mention.actors[0]
    if last is not None and _is_same_step(last, change, by, same_step):
        one.holds[-1] = replace(last, change=last.change.told_again(change))
        return
    if change.state == _LEFT and last is not None and last.by is not None and last.by.key != by.key:
        return  # who does not hold it cannot leave it: troops that pass through, or an earlier army
    held_from = next((party for party in mention.recipients if party.key != by.key), None)
    if held_from is None and last is not None and last.change.state != _LEFT and last.by is not None:
        held_from = last.by if last.by.key != by.key else None
    had = any(hold.by is not None and hold.by.key == by.key and hold.change.state != _LEFT for hold in one.holds)
    state = _RETAKEN if change.state == _TAKEN and had and last is not None and last.by != by else change.state
    one.holds.append(Hold(replace(change, state=state), by, None if state == _LEFT else held_from))


def _is_same_step(last: Hold, change: Change, by: Party, same_step: int) -> bool:
    """Say whether a change tells again who holds the place already."""
    if (last.change.state == _LEFT) != (change.state == _LEFT):
        return False
    same_hands = last.by is not None and last.by.key == by.key
    near = (change.day - last.change.day).days <= same_step
    return same_hands or (near and change.state == _LEFT)


def _freeze(one: _Growing) -> Control:
    place = one.place
    name = "h-" + hashlib.sha256(place.key.encode()).hexdigest()[:16]
    holds = tuple(sorted(one.holds, key=lambda hold: hold.change.day))
    return Control(name, place.name, place.country, place.geonames, place.lat, place.lon, holds)
