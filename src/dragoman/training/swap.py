"""Swap the states of a coded report, and their leaders, for others.

A reader that has seen a thousand Russian accusations learns that Russia accuses.
With names swapped only the sentence says who does it to whom. Each state of a
report becomes one other state throughout, adjectives, capital and leaders with it;
labels move along::

    France urged Iran to free ...   ->   Peru urged Ghana to free ...
    [actor]      [recipient]             [actor]    [recipient]
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.tables import load
from dragoman.types import Draft, Reading, Span

_ARTICLED = frozenset(
    ["USA", "GBR", "PHL", "NLD", "ARE", "MDV", "BHS", "GMB", "CAF", "DOM", "CZE", "COD", "SLB", "MHL"],
)
"""States written with "the": they only change places among themselves."""

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[-'’]\w+)*")
_LONGEST = 4
"""words of a name"""


@dataclass(frozen=True, slots=True)
class Names:
    """Names that can be swapped.

    Attributes:
        forms: (country, kind) by form of a state: ``state``, ``adjective``, ``capital`` or ``demonym``.
        usual: forms by (country, kind), the usual one first.
        people: country by full name.
        leaders: full names that may stand in for others, by country.
    """

    forms: Mapping[str, tuple[str, str]]
    usual: Mapping[tuple[str, str], Sequence[str]]
    people: Mapping[str, str]
    leaders: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls) -> Names:
        """Read the packaged table."""
        forms: dict[str, tuple[str, str]] = {}
        people: dict[str, str] = {}
        usual, leaders = defaultdict(list), defaultdict(list)
        for form, country, kind in load.rows("swaps"):
            if kind in ("leader", "person"):
                people[form] = country
                if kind == "leader":
                    leaders[country].append(form)
            else:
                forms.setdefault(form, (country, kind))
                usual[country, kind].append(form)
        return cls(forms, usual, people, leaders)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a text; ``person`` is the full name where it means a person."""

    start: int
    end: int
    country: str
    kind: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which state becomes which in one report, and which person has become whom."""

    names: Names
    states: dict[str, str]
    rng: random.Random
    persons: dict[str, str] = field(default_factory=dict)

    def edits(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, new words) for each name to be replaced, in order."""
        told = [(name, self._new(name, text)) for name in find(text, self.names)]
        return [(name.start, name.end, new) for name, new in told if new]

    def _new(self, name: _Name, text: str) -> str | None:
        country = self.states.get(name.country)
        if country is None:
            return None
        if name.person:
            return self._stand_in(name, country)
        many = name.kind == "demonym" and text[name.start : name.end].endswith("s")
        forms = [form for form in self.names.usual.get((country, name.kind), ()) if not many or form.endswith("s")]
        if name.kind == "demonym" and not (many and forms):
            return self.names.usual[country, "adjective"][0]
        return forms[0] if forms else None

    def _stand_in(self, name: _Name, country: str) -> str:
        if name.person not in self.persons:
            self.persons[name.person] = self.rng.choice(self.names.leaders[country])
        whole = self.persons[name.person]
        return whole if name.kind == "person" else whole.split()[-1]


def swapped(reading: Reading, names: Names, rng: random.Random) -> Reading:
    """Return the reading of the same report about other states.

    Args:
        reading: of a gold report.
        names: what can be swapped.
        rng: chooses the states and persons.
    """
    found = {name.country for name in find(reading.report.text, names)}
    plan = _Plan(names, _exchange(found, names, rng), rng)
    edits = plan.edits(reading.report.text)
    if not edits:
        return reading
    text = _replaced(reading.report.text, edits)

    def moved(span: Span) -> Span:
        return Span.of(text, _moved(edits, span.start, end=False), _moved(edits, span.end, end=True))

    title = reading.report.title
    title = _replaced(title, plan.edits(title)) if title else title
    return replace(
        reading, report=replace(reading.report, text=text, title=title), quotations=(),
        sentences=tuple(moved(sentence) for sentence in reading.sentences),
        drafts=tuple(_draft(draft, moved) for draft in reading.drafts),
    )  # fmt: skip


def _draft(draft: Draft, moved: Callable[[Span], Span]) -> Draft:
    parts = tuple(replace(part, span=moved(part.span)) for part in draft.parts)
    return replace(draft, trigger=moved(draft.trigger), parts=parts)


def find(text: str, names: Names) -> list[_Name]:
    """Return the names in a text; a surname alone counts after the full name."""
    words = [match.span() for match in _WORD.finditer(text)]
    found: list[_Name] = []
    surnames: dict[str, tuple[str, str]] = {}
    i = 0
    while i < len(words):
        name = _at(text, words[i : i + _LONGEST], names, surnames) if text[words[i][0]].isupper() else None
        if name is None:
            i += 1
            continue
        if name.kind == "person":
            surnames[name.person.split()[-1]] = (name.country, name.person)
        found.append(name)
        while i < len(words) and words[i][0] < name.end:
            i += 1
    return found


def _at(
    text: str, words: list[tuple[int, int]], names: Names, surnames: Mapping[str, tuple[str, str]],
) -> _Name | None:
    """Return the longest name that begins with the first of some words."""
    for n in range(len(words), 0, -1):
        start, end = words[0][0], words[n - 1][1]
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        form = text[start:end]
        if form in names.people:
            return _Name(start, end, names.people[form], "person", form)
        if form in names.forms:
            return _Name(start, end, *names.forms[form])
        if form in surnames:
            return _Name(start, end, surnames[form][0], "surname", surnames[form][1])
    return None


def _exchange(found: set[str], names: Names, rng: random.Random) -> dict[str, str]:
    """Choose another state for each, no state twice."""
    chosen: dict[str, str] = {}
    for country in sorted(found):
        taken = found | set(chosen.values())
        pool = [other for other in sorted(names.leaders) if other not in taken
                and (other in _ARTICLED) == (country in _ARTICLED) and (other, "capital") in names.usual]
        if pool:
            chosen[country] = rng.choice(pool)
    return chosen


def _replaced(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def _moved(edits: Sequence[tuple[int, int, str]], offset: int, *, end: bool) -> int:
    """Return where an offset lies after the edits; inside a replaced name, that name's start or ``end``."""
    shift = 0
    for start, after, new in edits:
        if after > offset:
            return (start + shift + len(new) if end else start + shift) if start < offset else offset + shift
        shift += len(new) - (after - start)
    return offset + shift
