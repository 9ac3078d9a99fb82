"""The rules of stance as data: wordings that decide a status, frames that give a source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.events.cues import Cue, CueIndex
from dragoman.stance.embedding import Embedders
from dragoman.stance.reporting import Reporting
from dragoman.stance.terms import TermCues
from dragoman.tables import load


@dataclass(frozen=True, slots=True)
class StatusRule:
    """Wordings before a trigger that speak for a status.

    Attributes:
        id: row of the table.
        status: the status they speak for.
        gap: most words between the wording and the trigger.
        excluded: types that say it in themselves already.
        before_only: whether the wording must not be part of the trigger.
        precision: share of its hits that were right on the training reports, 0 … 1, held back
            towards a half where hits were few.
        found: number of its hits there.
    """

    id: str
    status: str
    gap: int
    excluded: frozenset[str]
    before_only: bool
    precision: float
    found: int


@dataclass(frozen=True, slots=True)
class Frames:
    """Which events lean on a source, and words that take an event out of a claim.

    Attributes:
        material: types that lean on whoever tells of them.
        told_after: types of which the same holds when the source closes the sentence.
        subordinate: words after which what follows is no longer the claim itself.
        nominal: words right before an event that make it a mere noun of the claim.
        pronouns: actors that stand for the source itself.
    """

    material: frozenset[str]
    told_after: frozenset[str]
    nominal: frozenset[str]
    subordinate: frozenset[str]
    pronouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class DenialWords:
    """Words of denying: ``verbs`` finds the denial, ``back`` what follows it where it only points back."""

    verbs: re.Pattern[str]
    back: re.Pattern[str]

    @classmethod
    def of(cls, table: Mapping[str, str]) -> Self:
        """Compile the patterns; raises re.error for one that does not compile."""
        return cls(re.compile(table["verbs"], re.IGNORECASE), re.compile(table["back"], re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class StanceCues:
    """Every rule of this stage, loaded once and read-only."""

    rules: dict[str, StatusRule]
    index: CueIndex
    barriers: frozenset[str]
    frames: Frames
    enabled: frozenset[str]
    precision: dict[str, float]
    least_precision: float
    head_below: float
    terms: TermCues
    reporting: Reporting
    denials: DenialWords
    conditional: re.Pattern[str]
    embedders: Embedders

    @classmethod
    def load(cls) -> Self:
        """Return the packaged rules; raises KeyError for a table without one of its parts."""
        table = load.toml("stance")
        measured: dict[str, list[float]] = table["measured"]
        rules = {name: _rule(name, row, measured) for name, row in table["status"].items()}
        cues = (Cue(name, name, words, excludes) for name, row in table["status"].items()
                for key, excludes in (("cues", False), ("not_in", True))
                for words in row.get(key, "").split("|") if words)
        frames = {name: frozenset(words) for name, words in table["frames"].items()}
        return cls(
            rules, CueIndex.of(cues), frozenset(table["barriers"]["words"]),
            Frames(**frames),
            frozenset(name for name, on in table["rules"].items() if on),
            {name: _held_back(*values) for name, values in measured.items()},
            table["combine"]["least_precision"], table["combine"]["head_below"], TermCues.load(), Reporting.load(),
            DenialWords.of(table["denials"]), _any_of(table["conditions"]["words"]),
            Embedders.load(),
        )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _rule(name: str, row: dict[str, Any], measured: dict[str, list[float]]) -> StatusRule:
    precision, found = measured.get(name, (0.0, 0))
    excluded = frozenset(row.get("except", ()))
    before_only = row.get("before_only", False)
    return StatusRule(
        name, row["status"], row["gap"], excluded, before_only, _held_back(precision, found), int(found))


def _held_back(precision: float, found: float) -> float:
    """Return precision with one right and one wrong hit added: nine hits of nine prove less than ninety."""
    return (precision * found + 1) / (found + 2)
