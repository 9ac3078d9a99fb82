"""From weighed pairs to groups.

Two groups are joined while the mean weight of the best pairs between them (``BEST``, or all where there are
fewer) is above 0, the pair of groups with the greatest mean first, as docs/adr/0008-episodes.md explains.
Pairs that were not weighed count as ``floor``. Weights are whole numbers and ties are broken by id, so
that the groups depend on the acts alone, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

Pair = tuple[str, str]
Group = tuple[str, ...]
BEST = 10
"""Pairs between two groups whose mean decides: one wrong pair joins no groups, and a far pair parts none."""
_SCALE = 1_000_000  # means are compared in millionths of a hundredth


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What users have decided: pairs, each with the smaller id first."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def pair(first: str, second: str) -> Pair:
    """Return two ids in order."""
    return (first, second) if first < second else (second, first)


def components(acts: Collection[str], pairs: Mapping[Pair, int], verdicts: Verdicts) -> tuple[Group, ...]:
    """Return the groups of acts that a chain of pairs above 0 holds together: nothing joins across them."""
    found = {name: name for name in acts}
    for (first, second), weight in pairs.items():
        if weight > 0 and first in found and second in found:
            _join(found, first, second)
    for first, second in verdicts.same:
        if first in found and second in found:
            _join(found, first, second)
    groups: dict[str, list[str]] = {}
    for name in sorted(acts):
        groups.setdefault(_root(found, name), []).append(name)
    return tuple(tuple(group) for group in groups.values())


def cluster(acts: Collection[str], pairs: Mapping[Pair, int], floor: int, verdicts: Verdicts) -> tuple[Group, ...]:
    """Return the acts in groups, each sorted, by their smallest ids.

    Args:
        acts: ids.
        pairs: weights of pairs with the smaller id first; those that are missing weigh ``floor``.
        floor: a negative weight.
        verdicts: what users have decided; "different" wins where the two contradict each other.
    """
    groups: list[Group] = []
    within: dict[str, int] = {}
    parts = components(acts, pairs, verdicts)
    for number, part in enumerate(parts):
        within.update(dict.fromkeys(part, number))
    inside: list[dict[Pair, int]] = [{} for _ in parts]
    for known, weight in pairs.items():
        number = within.get(known[0], -1)
        if number >= 0 and number == within.get(known[1]):
            inside[number][known] = weight
    for part, weights in zip(parts, inside, strict=True):
        groups += [part] if len(part) == 1 else _Linkage(part, weights, floor, verdicts).groups()
    return tuple(sorted(groups))


class _Linkage:
    """The groups of one component while they grow; a group is known by the number of its smallest act."""

    def __init__(self, acts: Group, pairs: Mapping[Pair, int], floor: int, verdicts: Verdicts) -> None:
        self._acts = acts
        self._floor = floor
        self._members: dict[int, list[int]] = {number: [number] for number in range(len(acts))}
        self._links: list[dict[int, tuple[int, ...]]] = [{} for _ in acts]  # best weights, greatest first
        self._barred: list[set[int]] = [set() for _ in acts]
        self._version = [0] * len(acts)
        self._heap: list[tuple[int, int, int, int, int]] = []
        place = {name: number for number, name in enumerate(acts)}
        self._fill(((place[a], place[b], weight) for (a, b), weight in pairs.items()))
        for a, b in verdicts.different:
            if a in place and b in place:
                self._barred[place[a]].add(place[b])
                self._barred[place[b]].add(place[a])
        for a, b in sorted(verdicts.same):
            if a in place and b in place:
                self._declare(place[a], place[b])

    def groups(self) -> list[Group]:
        """Join what belongs together and return the groups."""
        for first in sorted(self._members):
            for second in self._links[first]:
                if first < second:
                    self._offer(first, second)
        while self._heap:
            _, first, second, old_first, old_second = heappop(self._heap)
            if (self._version[first], self._version[second]) == (old_first, old_second):
                self._merge(first, second)
                for other in self._links[first]:
                    self._offer(*sorted((first, other)))
        return [tuple(self._acts[number] for number in sorted(members)) for members in self._members.values()]

    def _fill(self, pairs: Iterable[tuple[int, int, int]]) -> None:
        for first, second, weight in pairs:
            self._links[first][second] = self._links[second][first] = (weight,)

    def _declare(self, first: int, second: int) -> None:
        one, other = sorted((self._group(first), self._group(second)))
        if one != other and other not in self._barred[one]:
            self._merge(one, other)

    def _group(self, act: int) -> int:
        return next(group for group, members in self._members.items() if act in members)

    def _offer(self, first: int, second: int) -> None:
        if second in self._barred[first]:
            return
        best = self._links[first][second]
        count = min(BEST, len(self._members[first]) * len(self._members[second]))
        mean = (sum(best) + (count - len(best)) * self._floor) * _SCALE // count
        if mean > 0:
            heappush(self._heap, (-mean, first, second, self._version[first], self._version[second]))

    def _merge(self, first: int, second: int) -> None:
        """Put the second group into the first."""
        self._members[first] += self._members.pop(second)
        self._version[first] += 1
        self._version[second] += 1
        for other, best in self._links[second].items():
            del self._links[other][second]
            if other != first:
                joined = sorted((*self._links[first].get(other, ()), *best), reverse=True)[:BEST]
                self._links[first][other] = self._links[other][first] = tuple(joined)
        self._links[second] = {}
        for other in self._barred[second]:
            self._barred[other].add(first)
            self._barred[first].add(other)


def _root(found: dict[str, str], name: str) -> str:
    while found[name] != name:
        found[name] = name = found[found[name]]
    return name


def _join(found: dict[str, str], first: str, second: str) -> None:
    one, other = sorted((_root(found, first), _root(found, second)))
    found[other] = one
