"""The table of features: weights, limits and families of types."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.analyze.episodes.known import Known
from dragoman.tables import load

HUNDREDTHS = 100
"""Weights are summed as whole hundredths, so that no sum depends on its order."""
METHOD = 5
"""Raised when the code of ``analyze.episodes`` links otherwise than before; stores are then linked anew."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides whether two records tell one act.

    Attributes:
        weights: hundredths of log-odds by the feature's id.
        because: what each feature stands for.
        families: families of each type.
        bias, floor, cap: hundredths; what every pair starts from, and its least and greatest weight.
        before_published, short: days.
        near_km, far_km: kilometres.
        alike, some, unlike, most, few, copy: shares, 0 … 1.
        passage, before, after: characters.
        recall_words, related_words: words.
        definite, pointing, recalling, related: words before a trigger that recall an act.
        breaking: words that part a determiner from a trigger.
        objects: words after a trigger that is a verb.
        once: stems of acts that two parties do not do to each other twice in a while.
        summed, another: words near a trigger that sum up acts, or tell that it is another.
        ordinals: words by which acts are counted.
        ignored: stems of a trigger that say nothing.
        kinds: kinds of acts by the beginning of a word.
        known: acts that a name or a day stands for.
        digest: hash of all of this, of the method and of the words of claims.
    """

    weights: Mapping[str, int]
    because: Mapping[str, str]
    families: Mapping[str, tuple[str, ...]]
    bias: int
    floor: int
    cap: int
    before_published: int
    short: int
    near_km: float
    far_km: float
    alike: float
    some: float
    unlike: float
    most: float
    few: float
    copy: float
    passage: int
    before: int
    after: int
    recall_words: int
    related_words: int
    definite: frozenset[str]
    pointing: frozenset[str]
    breaking: frozenset[str]
    objects: frozenset[str]
    recalling: frozenset[str]
    related: frozenset[str]
    once: frozenset[str]
    summed: frozenset[str]
    another: frozenset[str]
    ordinals: frozenset[str]
    ignored: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    known: tuple[Known, ...]
    digest: str

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Rules:
        """Make the rules of a parsed table; raises KeyError for what is missing in it."""
        given = {name: value for name, value in table["rules"].items() if name != "bias_prior"}
        features = table["feature"]
        in_units = {name: round(given.pop(name) * HUNDREDTHS) for name in ("bias", "floor", "cap")}
        return cls(
            weights={row["id"]: round(row.get("weight", row["prior"]) * HUNDREDTHS) for row in features},
            because={row["id"]: row["because"] for row in features}, families=_families(table["families"]),
            definite=frozenset(table["recalled"]["definite"]), pointing=frozenset(table["recalled"]["pointing"]),
            breaking=frozenset(table["recalled"]["breaking"]), objects=frozenset(table["recalled"]["objects"]),
            related=frozenset(table["recalled"]["related"]),
            recalling=frozenset(table["recalled"]["words"]), once=frozenset(table["once"]["words"]),
            summed=frozenset(table["summed"]["words"]), another=frozenset(table["summed"]["another"]),
            ordinals=frozenset(table["ordinals"]["words"]), ignored=frozenset(table["ignored"]["words"]),
            kinds={stem: frozenset(kinds) for stem, kinds in _families(table["kinds"]).items()},
            known=tuple(Known.of(row) for row in table["known"]),
            digest=_digest(table), **in_units, **given,
        )


@cache
def rules() -> Rules:
    """Return the packaged rules."""
    return Rules.of(load.toml("episodes"))


def _digest(table: Mapping[str, Any]) -> str:
    """Return the hash of all that linking follows from: the method, the features and the words of claims."""
    return hashlib.sha256(repr((METHOD, table, load.toml("claims"))).encode("utf-8")).hexdigest()[:16]


def _families(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    types = sorted({kind for kinds in table.values() for kind in kinds})
    return {kind: tuple(name for name, kinds in table.items() if kind in kinds) for kind in types}
