"""The rules of amounts as data: ``resources/cues/amounts.toml``, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from dragoman.tables import load


@dataclass(frozen=True, slots=True)
class AmountRule:
    """Words that decide something about a number.

    Attributes:
        id: row of the table.
        value: bound that is left open (``low``, ``high``), kind counted, or empty.
        pattern: the words, case aside.
    """

    id: str
    value: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AmountRules:
    """Every rule by what it is for, in the order of the table."""

    before: tuple[AmountRule, ...]
    after: tuple[AmountRule, ...]
    nothing: tuple[AmountRule, ...]
    zero: tuple[AmountRule, ...]
    left_out: tuple[AmountRule, ...]
    joint: tuple[AmountRule, ...]
    counts: tuple[AmountRule, ...]
    total: tuple[AmountRule, ...]
    by_type: dict[str, str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Compile a table; raises ValueError naming a row that does not compile, KeyError for a missing part."""
        def rules(name: str) -> tuple[AmountRule, ...]:
            return tuple(map(_rule, table[name]))

        return cls(rules("before"), rules("after"), rules("nothing"), rules("zero"), rules("left-out"),
                   rules("joint"), rules("counts"), rules("total"), dict(table["by_type"]))


@cache
def amount_rules() -> AmountRules:
    """Return the packaged rules, read once a process."""
    return AmountRules.of(load.toml("amounts"))


def any_hit(rules: Sequence[AmountRule], words: str) -> re.Match[str] | None:
    """Return where the first of some rules that applies is found, None when none is."""
    return next((found for rule in rules if (found := rule.pattern.search(words)) is not None), None)


def _rule(row: Mapping[str, str]) -> AmountRule:
    try:
        return AmountRule(row["id"], row.get("bound", row.get("kind", "")), re.compile(row["pattern"], re.IGNORECASE))
    except re.error as error:
        raise ValueError(f"amount rule {row['id']!r}: {error}") from error
