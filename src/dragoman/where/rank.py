"""Which of the places of one name is meant: a table of visible features, added up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dragoman.where.gazetteer import Candidate, Place, Rules
from dragoman.where.phrase import Variant

_EARTH_KM = 6371.0
_NEAR_KM = 250.0
_FAR_LARGER = 10
_PEOPLED = frozenset({"city", "province", "country"})


@dataclass(frozen=True, slots=True)
class Clues:
    """What the report says that may tell places of one name apart.

    Attributes:
        named: countries that the passage or the words beside it name for this place.
        holders: (country, province) pairs that they name for it.
        is_strict: whether the passage itself names the holders, so that other provinces are ruled out.
        sentence: countries that the sentence names.
        counts: mentions by country in the whole report, without this passage's own words.
        title: countries in the title.
        anchors: other places of the report, known without doubt.
        largest: the candidate that is far larger than all others, if there is one.
    """

    named: frozenset[str] = frozenset()
    holders: frozenset[tuple[str, str]] = frozenset()
    is_strict: bool = False
    sentence: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)
    title: frozenset[str] = frozenset()
    anchors: tuple[Place, ...] = ()
    largest: Place | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its points, its share of belief (0 … 1) and the features that gave points."""

    place: Place
    points: float
    share: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One candidate for one reading of a passage, among its clues: what a feature looks at."""

    candidate: Candidate
    variant: Variant
    clues: Clues

    @property
    def place(self) -> Place:
        """Return the candidate's place."""
        return self.candidate.place


Feature = Callable[[Option], float]


def kilometres(a: Place, b: Place) -> float:
    """Return the great-circle distance of two points; infinite if either has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    la, lb = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(a.lon - b.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _holder(place: Place) -> tuple[str, str]:
    return (place.country or "", place.admin1 or "")



def _other_country(place: Place, clues: Clues) -> bool:
    known = clues.named | {country for country, _ in clues.holders}
    return clues.is_strict and bool(known) and place.country is not None and place.country not in known


def _other_holder(place: Place, clues: Clues) -> bool:
    is_held = _holder(place) in clues.holders or place.country in clues.named
    return clues.is_strict and bool(clues.holders) and not is_held


def _main_share(place: Place, clues: Clues) -> float:
    total = clues.counts.total()
    return clues.counts[place.country] / total if total and place.country else 0.0


def _province_in_report(place: Place, clues: Clues) -> bool:
    others = (other for other in clues.anchors if other.key != place.key)
    return bool(place.admin1) and any(_holder(other) == _holder(place) for other in others)


def _country_of_others(place: Place, clues: Clues) -> bool:
    return place.country is not None and any(other.country == place.country for other in clues.anchors)


def _near_others(place: Place, clues: Clues) -> bool:
    return any(kilometres(place, other) < _NEAR_KM for other in clues.anchors if other.key != place.key)


def _size(place: Place) -> float:
    return max(0.0, math.log10(place.population / 1000)) if place.population and place.kind in _PEOPLED else 0.0


def _other_kind(place: Place, variant: Variant) -> bool:
    return variant.kind not in {None, "site", "district", place.kind}


def _far_larger(candidates: tuple[Candidate, ...]) -> Place | None:
    """Return the town that leaves all others behind; one place under two kinds is no rival to itself."""
    towns = sorted((c.place for c in candidates if c.place.kind == "city"), key=lambda place: -place.population)
    if len(towns) > 1 and towns[0].population >= _FAR_LARGER * max(1, towns[1].population):
        return towns[0]
    return None


FEATURES: tuple[tuple[str, Feature], ...] = (
    ("named-country", lambda o: o.place.country in o.clues.named),
    ("other-country", lambda o: _other_country(o.place, o.clues)),
    ("named-container", lambda o: _holder(o.place) in o.clues.holders),
    ("other-container", lambda o: _other_holder(o.place, o.clues)),
    ("same-sentence", lambda o: o.place.country in o.clues.sentence),
    ("country-in-report", lambda o: o.clues.counts[o.place.country or ""] > 0),
    ("main-country", lambda o: _main_share(o.place, o.clues)),
    ("country-in-title", lambda o: o.place.country in o.clues.title),
    ("province-in-report", lambda o: _province_in_report(o.place, o.clues)),
    ("country-of-others", lambda o: _country_of_others(o.place, o.clues)),
    ("near-others", lambda o: _near_others(o.place, o.clues)),
    ("population", lambda o: _size(o.place)),
    ("far-larger", lambda o: o.place is o.clues.largest),
    ("capital", lambda o: o.place.is_capital),
    ("own-name", lambda o: o.candidate.is_own_name),
    ("asked-kind", lambda o: o.variant.kind == o.place.kind),
    ("other-kind", lambda o: _other_kind(o.place, o.variant)),
    ("country", lambda o: o.place.kind == "country"),
    ("by-hand", lambda o: o.place.is_by_hand),
    ("province", lambda o: o.place.kind == "province"),
    ("district", lambda o: o.place.kind == "district"),
)
"""Id of a row of ``rules.toml`` and the strength (mostly 0 or 1) with which a candidate shows it."""


def rank(candidates: tuple[Candidate, ...], variant: Variant, clues: Clues, rules: Rules) -> tuple[Ranked, ...]:
    """Return the candidates, best first; shares add up to less than 1: the rest is "none of them".

    Ties are broken by key, so that the order never depends on the table's.
    """
    clues = replace(clues, largest=_far_larger(candidates))
    scored = [(candidate.place, _reasons(candidate, variant, clues, rules)) for candidate in candidates]
    points = [sum(score for _, score in reasons) for _, reasons in scored]
    top = max([*points, rules.thresholds["nowhere"]])
    total = sum(math.exp(p - top) for p in [*points, rules.thresholds["nowhere"]])
    ranked = [Ranked(place, p, math.exp(p - top) / total, reasons)
              for (place, reasons), p in zip(scored, points, strict=True)]
    return tuple(sorted(ranked, key=lambda r: (-r.points, r.place.key)))


def _reasons(candidate: Candidate, variant: Variant, clues: Clues, rules: Rules) -> tuple[tuple[str, float], ...]:
    option = Option(candidate, variant, clues)
    strengths = ((name, float(feature(option))) for name, feature in FEATURES)
    return tuple((name, rules.weights[name] * strength) for name, strength in strengths if strength)
