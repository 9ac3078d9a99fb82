"""Two acts compared: for each aspect at most one feature, each with its weight.

``ASPECTS`` is the whole comparison; ids, weights and reasons are in ``resources/episodes/features.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from dragoman.analyze.episodes.act import Act, Dated, Side
from dragoman.analyze.episodes.copies import likeness
from dragoman.analyze.episodes.table import Rules
from dragoman.analyze.episodes.words import cosine

Aspect = Callable[[Act, Act, Rules], str | None]
_WEEK = 7
_CLOSE = 1.6  # times as many: what two reports of one act may differ by, mostly
_CLASH = 3.0
_KINDS = ("dead", "injured", "arrested")
_TWO, _THREE = 2, 3
_MERIDIAN_KM = 111.2


def held(a: Act, b: Act, rules: Rules) -> tuple[str, ...]:
    """Return the ids of the features that hold for two acts; their order does not matter."""
    return tuple(feature for aspect in ASPECTS if (feature := aspect(a, b, rules)) is not None)


def weigh(a: Act, b: Act, rules: Rules) -> int:
    """Return the weight of a pair in hundredths of log-odds, between ``floor`` and ``cap``."""
    weights = rules.weights
    total = rules.bias
    for aspect in ASPECTS:
        feature = aspect(a, b, rules)
        if feature is not None:
            total += weights[feature]
    return max(rules.floor, min(rules.cap, total))


def chance(weight: float) -> float:
    """Return the probability, 0 … 1, that a weight in hundredths stands for."""
    return 1 / (1 + math.exp(-weight / 100))


def _time(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.days is None or b.days is None:
        return None
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    if gap > 1:
        return "time.apart"
    if Dated.OPEN in (a.dated, b.dated):
        return "time.open"
    if gap == 1:
        return "time.day-apart"
    if a.days == b.days:
        return "time.same-day" if a.days[0] == a.days[1] else "time.same-span"
    return "time.within"


def _published(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.published is None or b.published is None or a.report.id == b.report.id:
        return None
    gap = abs(a.published - b.published)
    if gap == 0:
        return "published.same-day"
    return "published.days" if gap <= _WEEK else "published.far"


def _place(a: Act, b: Act, rules: Rules) -> str | None:
    if a.place_country is None or b.place_country is None:
        return None
    if a.point is not None and b.point is not None:
        return _points(a, b, _distance(a.point, b.point), rules)
    if a.place_country != b.place_country:
        return "place.other-country"
    if a.admin1 is not None and b.admin1 is not None and a.admin1 != b.admin1:
        return "place.far"
    if a.point is None and b.point is None:
        return "place.same-area" if a.place == b.place else "place.inside"
    return "place.inside"


def _points(a: Act, b: Act, distance: float, rules: Rules) -> str | None:
    if a.place == b.place and distance <= rules.near_km:
        return "place.same"
    if distance <= rules.near_km:
        return "place.near"
    if distance >= rules.far_km:
        return "place.far"
    return None


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return kilometres between two near points; far ones need no exact figure."""
    wide = abs(a[1] - b[1]) % 360
    east = min(wide, 360 - wide) * math.cos(math.radians((a[0] + b[0]) / 2))
    return _MERIDIAN_KM * math.hypot(a[0] - b[0], east)


def _side(name: str, a: Side, b: Side) -> str | None:
    if not a.people or not b.people:
        return f"{name}.open" if a.people or b.people else None
    if a.names & b.names:
        return f"{name}.same-name"
    if a.posts & b.posts:
        return f"{name}.same-side"
    if a.countries & b.countries:
        return f"{name}.same-country"
    return f"{name}.other" if a.countries and b.countries else f"{name}.open"


def _actors(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return _side("actors", a.actors, b.actors)


def _recipients(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return _side("recipients", a.recipients, b.recipients)


def _sides(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if len(a.countries) > 1 and a.countries == b.countries:
        swapped = _crossed(a.actors, b.recipients) and _crossed(b.actors, a.recipients)
        return "sides.swapped" if swapped and not _crossed(a.actors, b.actors) else "sides.all-shared"
    if _crossed(a.actors, b.recipients) and _crossed(b.actors, a.recipients) and not _crossed(a.actors, b.actors):
        return "sides.swapped"
    return None


def _crossed(a: Side, b: Side) -> bool:
    return bool(a.countries & b.countries)


def _numbers(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    ratios = [_ratio(a.numbers[kind], b.numbers[kind])
              for kind in _KINDS if kind in a.numbers and kind in b.numbers]
    if not ratios:
        return None
    if max(ratios) > _CLASH:
        return "numbers.clash"
    if min(ratios) == 1.0:
        return "numbers.same"
    return "numbers.close" if max(ratios) <= _CLOSE else None


def _ratio(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return how many times as high the higher of two intervals is; 1.0 where they begin alike, 1.1 where they meet."""
    if a[0] == b[0]:
        return 1.0
    low, high = sorted((a, b))
    return 1.1 if high[0] <= low[1] else max(high[0], 1) / max(low[1], 1)


def _words(a: Act, b: Act, rules: Rules) -> str | None:
    if not a.words or not b.words:
        return None
    value = cosine(a.words, b.words, len(a.rare & b.rare), (a.size, b.size))
    if value >= rules.alike:
        return "words.alike"
    if value >= rules.some:
        return "words.some"
    return "words.unlike" if value < rules.unlike else None


def _rare(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    shared = len(a.rare & b.rare)
    if shared == 0:
        return "rare.none" if a.rare and b.rare else None
    return {1: "rare.one", _TWO: "rare.two"}.get(shared, "rare.three")


def _trigger(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return "trigger.same" if a.trigger & b.trigger else None


def _type(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return "type.other" if a.type != b.type else None


def _modes(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if not a.modes or not b.modes or a.type != b.type:
        return None
    return "modes.same" if a.modes & b.modes else "modes.other"


def _status(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return "status.other" if a.status != b.status and "negated" not in (a.status, b.status) else None


def _report(a: Act, b: Act, rules: Rules) -> str | None:
    if a.report.id == b.report.id:
        return "report.same-act" if a.same_as == b.same_as else "report.two-acts"
    if likeness(a.report.signature, b.report.signature) < rules.copy:
        return None
    return "report.copy" if a.trigger & b.trigger else "report.copy-elsewhere"


ASPECTS: tuple[Aspect, ...] = (
    _time, _published, _place, _actors, _recipients, _sides, _numbers, _words, _rare, _trigger, _type, _modes, _status,
    _report,
)
"""One function an aspect, each of which returns the id of the feature that holds, or None."""
