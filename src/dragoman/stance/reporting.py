"""The words of reporting as data: who hands a statement over, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.tables import load

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reporting table, compiled once.

    Attributes:
        said: forms of verbs that hand over a clause, lower case.
        claiming: forms of verbs on whose subject's word an event is given.
        verbs: forms of every verb of the table.
        helpers: words between a subject and its verb.
        phrases: finds words that stand before a source.
        hearsay: finds words that give a statement on nobody's named word.
        barriers: words that a subject does not reach past.
        leads: words that open a sentence before its subject.
    """

    said: frozenset[str]
    claiming: frozenset[str]
    verbs: frozenset[str]
    helpers: frozenset[str]
    phrases: re.Pattern[str]
    hearsay: re.Pattern[str]
    barriers: frozenset[str]
    leads: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """Return the packaged table; raises KeyError for a table without one of its parts."""
        return cls.of(load.toml("reporting"))

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Compile a table as it stands in ``resources/cues/reporting.toml``."""
        forms = {name: frozenset(all_forms(row["words"].split("|"), table["irregular"]))
                 for name, row in table["verbs"].items()}
        return cls(forms["said"], forms["claiming"], frozenset().union(*forms.values()),
                   frozenset(table["helpers"]["words"]),
                   _any_of(table["phrases"]["words"]), _any_of(table["hearsay"]["words"]),
                   frozenset(table["barriers"]["words"]), frozenset(table["leads"]["words"]))


def all_forms(verbs: list[str], irregular: Mapping[str, str]) -> Iterator[str]:
    """Yield every form of some verbs; of a phrasal verb, of its first word alone."""
    for verb in verbs:
        head = verb.split()[0]
        yield head
        yield from irregular[head].split("|") if head in irregular else inflect(head)


def inflect(verb: str) -> tuple[str, str, str]:
    """Return third person, past and present participle of a regular verb.

    >>> inflect("deny")
    ('denies', 'denied', 'denying')
    """
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith(("s", "sh", "ch", "x")):
        return verb + "es", verb + "ed", verb + "ing"
    return verb + "s", verb + "ed", verb + "ing"


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)
