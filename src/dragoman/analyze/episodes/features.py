"""Two acts compared: for each aspect at most one feature, each with its weight.

``ASPECTS`` is the whole comparison; ids, weights and reasons are in ``resources/episodes/features.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from dragoman.analyze.episodes.act import Act, Dated, Side
from dragoman.analyze.episodes.copies import likeness
from dragoman.analyze.episodes.table import Rules
from dragoman.analyze.episodes.words import cosine, rare

Aspect = Callable[[Act, Act, Rules], str | None]
_WEEK = 7
_CLOSE = 1.6  # times as many: what two reports of one act may differ by, mostly
_CLASH = 3.0
_KINDS = ("dead", "injured", "arrested")
_MOST = 0.4  # share of the words for those acted upon that stand in the other report when it tells of them
_TWO = 2
_FEW = 3  # where fewer than one in so many uncommon words are shared, they are few
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
        return "time.both-open" if a.dated is b.dated else "time.open"
    if gap == 1:
        return "time.day-apart"
    if a.days == b.days:
        return _same_days(a, b)
    return "time.within"


def _same_days(a: Act, b: Act) -> str:
    if a.days is None or a.days[0] != a.days[1]:
        return "time.same-span"
    is_past = any(one.published is not None and one.published > a.days[1] for one in (a, b))
    return "time.same-past-day" if is_past else "time.same-day"


def _stated(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.days is None or b.days is None or Dated.OPEN in (a.dated, b.dated):
        return None
    return {0: "stated.neither", 1: "stated.one"}.get(a.is_stated + b.is_stated, "stated.both")


def _published(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.published is None or b.published is None or a.report.id == b.report.id:
        return None
    gap = abs(a.published - b.published)
    if gap == 0:
        is_one = a.report.source is not None and a.report.source == b.report.source
        return "published.same-source" if is_one else "published.same-day"
    if gap == 1:
        return "published.next-day"
    if gap <= _FEW:
        return "published.days"
    return "published.week" if gap <= _WEEK else "published.far"


def _place(a: Act, b: Act, rules: Rules) -> str | None:
    if a.place_country is None or b.place_country is None:
        return None
    if a.point is not None and b.point is not None:
        found = _points(a, b, _distance(a.point, b.point), rules)
        return "place.other-country" if found is None and a.place_country != b.place_country else found
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
    if a.names and b.names and a.countries & b.countries:
        return f"{name}.other-name"
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


def _roles(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    for one, other in ((a, b), (b, a)):
        if one.actors.countries <= other.actors.countries and one.recipients.countries <= other.recipients.countries:
            return "roles.within"
    return None


def _target(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if not a.recipients.words or not b.recipients.words:
        return None
    return "target.same-word" if a.recipients.words & b.recipients.words else "target.other-words"


def _target_told(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    shares = [len(one.recipients.words & other.told) / len(one.recipients.words)
              for one, other in ((a, b), (b, a)) if one.recipients.words]
    if not shares:
        return None
    return "target.told" if max(shares) >= _MOST else "target.untold"


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
    return "numbers.close" if max(ratios) <= _CLOSE else "numbers.other"


def _ratio(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return how many times as high the higher of two intervals is; 1.0 where they begin alike, 1.1 where they meet."""
    if a[0] == b[0]:
        return 1.0
    low, high = sorted((a, b))
    return 1.1 if high[0] <= low[1] else max(high[0], 1) / max(low[1], 1)


def _words(a: Act, b: Act, rules: Rules) -> str | None:
    if not a.words or not b.words or a.is_recalled or b.is_recalled:
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
    if shared <= _TWO and shared * _FEW <= min(len(a.rare), len(b.rare)):
        return "rare.few"
    return {1: "rare.one", _TWO: "rare.two"}.get(shared, "rare.three")


def _near(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.is_recalled or b.is_recalled:
        return None
    return {0: "near.none", 1: "near.one"}.get(len(a.near & b.near), "near.two")


def _recalled_name(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    by = _recalled_by(a, b)
    names = [(first & second.rare, first & first_rare) for first, first_rare, second in by]
    if any(shared for shared, _ in names):
        return "recalled.name"
    return "recalled.other-name" if any(named for _, named in names) and a.rare and b.rare else None


def _recalled_words(a: Act, b: Act, rules: Rules) -> str | None:
    by = _recalled_by(a, b)
    if not by:
        return None
    share = max(len(near & other.words) / max(len(near), 1) for near, _, other in by)
    if share >= rules.most:
        return "recalled.most"
    return "recalled.few" if share <= rules.few else None


def _recalled_by(a: Act, b: Act) -> list[tuple[frozenset[str], frozenset[str], Act]]:
    """Return the words by which acts are recalled, the uncommon ones of that report, and the other act."""
    return [(one.near, one.rare, other) for one, other in ((a, b), (b, a)) if one.is_recalled]


def _recalled_when(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.is_recalled == b.is_recalled or a.published is None or b.published is None:
        return None
    recalling, news = (a, b) if a.is_recalled else (b, a)
    return "recalled.before" if (recalling.published or 0) < (news.published or 0) else None


def _telling(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.is_recalled and b.is_recalled:
        return "telling.both-recall"
    return "telling.one-recalls" if a.is_recalled or b.is_recalled else "telling.both-news"


def _trigger(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.trigger & b.trigger:
        return "trigger.same-recalled" if a.is_recalled and b.is_recalled else "trigger.same"
    if a.kinds and b.kinds:
        return "trigger.same-kind" if a.kinds & b.kinds else "trigger.other-kind"
    return None


def _uncommon(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return "trigger.uncommon" if rare(a.trigger & b.trigger) else None


def _once(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if not a.once or not b.once:
        return "once.one" if a.once or b.once else None
    if not a.once & b.once:
        return "once.both"
    shared = _crossed(a.actors, b.actors) or _crossed(a.recipients, b.recipients)
    return "once.same-parties" if shared else "once.same-word"


def _known(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.known is None or b.known is None:
        return None
    return "known.same" if a.known == b.known else "known.other"


def _summed(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return "summed.one" if a.is_summed != b.is_summed else None


def _another(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return "another.ordinal"
    return "another.one" if a.is_another or b.is_another else None


def _type(a: Act, b: Act, rules: Rules) -> str | None:  # noqa: ARG001 - the form of an aspect
    return "type.other" if a.type != b.type else None


def _kind(a: Act, b: Act, rules: Rules) -> str | None:
    name = f"kind.{a.type.lower()}"
    return name if a.type == b.type and name in rules.weights else None


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
    is_other = a.countries.isdisjoint(b.countries) and (a.countries or b.countries)
    return "report.copy" if a.trigger & b.trigger and not is_other else "report.copy-elsewhere"


ASPECTS: tuple[Aspect, ...] = (
    _time, _stated, _published, _place, _actors, _recipients, _sides, _roles, _target, _target_told, _numbers, _words,
    _rare, _near, _recalled_name, _recalled_words, _recalled_when, _telling, _trigger, _uncommon, _once, _known,
    _summed, _another, _type, _kind, _modes, _status, _report,
)
"""One function an aspect, each of which returns the id of the feature that holds, or None."""
