"""What a commitment is about, and whether it has a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.analyze.standing.mentions import Mention
from dragoman.when.days import first_day, last_day

# One of these stands in every name that `general` finds; to look for them first spares a slow pattern most sentences.
_HEADS = ("Agreement", "Accord", "Treaty", "Pact", "Protocol", "Convention")


@dataclass(frozen=True, slots=True)
class Instrument:
    """An agreement with a name.

    Attributes:
        id: key of the row, or ``=`` and the folded words of a name that is not listed.
        name: the name.
        words: pattern that names it beyond doubt, None for none.
        loose: pattern that names it among its own, None for none.
        among: keys of parties of whom one must take part for ``loose``.
        parties: keys of those it binds.
        from_: prefix date before which ``loose`` does not hold, None for none.
        to: prefix date after which it does not.
        matter: what it is about, None for an unlisted one.
    """

    id: str
    name: str
    words: re.Pattern[str] | None = None
    loose: re.Pattern[str] | None = None
    among: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    from_: str | None = None
    to: str | None = None
    matter: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Compile a row of ``instruments.toml``; raises ValueError naming it."""
        try:
            return cls(row["id"], row["name"], _pattern(row, "words"), _pattern(row, "loose"),
                       frozenset(row.get("among", ())), frozenset(row["parties"]), row.get("from"), row.get("to"),
                       row["matter"])
        except (KeyError, re.error) as error:
            raise ValueError(f"instrument {row.get('id')!r}: {error}") from error

    def is_named_by(self, mention: Mention) -> bool:
        """Say whether a mention's sentence speaks of it."""
        if self.words is not None and self.words.search(mention.sentence):
            return not self.among or not self.among.isdisjoint(mention.parties) or self.loose is not None
        return (self.loose is not None and not self.among.isdisjoint(mention.parties) and self._covers(mention)
                and self.loose.search(mention.sentence) is not None)

    def _covers(self, mention: Mention) -> bool:
        day = mention.from_ or mention.published
        if day is None:
            return False
        return ((self.from_ is None or last_day(day) >= first_day(self.from_))
                and (self.to is None or first_day(day) <= last_day(self.to)))


@dataclass(frozen=True, slots=True)
class Matters:
    """The tables of matters and instruments.

    Attributes:
        words: pattern by matter.
        weak: matters that link nothing by themselves.
        reach: characters after the trigger in which a matter is looked for first.
        instruments: the listed ones, in the order they are tried.
        general: pattern of names that are not listed.
        empty: pattern of such names that say nothing.
        dated: pattern of the year or age that an agreement is told by.
    """

    words: Mapping[str, re.Pattern[str]]
    weak: frozenset[str]
    reach: int
    instruments: tuple[Instrument, ...]
    general: re.Pattern[str]
    empty: re.Pattern[str]
    dated: re.Pattern[str]

    @classmethod
    def of(cls, matters: Mapping[str, Any], instruments: Mapping[str, Any]) -> Self:
        """Compile both tables; raises ValueError naming a row, KeyError for a missing part."""
        words = {row["id"]: re.compile(row["words"], re.IGNORECASE) for row in matters["matter"]}
        listed = tuple(map(Instrument.of, instruments["instrument"]))
        unknown = {one.matter for one in listed} - words.keys()
        if unknown:
            raise ValueError(f"instruments of unknown matters: {sorted(map(str, unknown))}")
        weak = frozenset(row["id"] for row in matters["matter"] if row.get("weak"))
        return cls(words, weak, matters["reach"], listed, re.compile(instruments["general"]),
                   re.compile(instruments["empty"]), re.compile(instruments["dated"], re.IGNORECASE))

    def about(self, mention: Mention) -> frozenset[str]:
        """Return the matters near the trigger, else those of its sentence."""
        return self.near(mention) or self._in(mention.sentence)

    def near(self, mention: Mention) -> frozenset[str]:
        """Return the matters near the trigger alone."""
        return self._in(mention.trigger + mention.after[:self.reach])

    def _in(self, text: str) -> frozenset[str]:
        return frozenset(name for name, pattern in self.words.items() if pattern.search(text))

    def years(self, mention: Mention) -> frozenset[int]:
        """Return the years by which its sentence tells agreements: "the 1955 treaty", "a 10-year-old deal"."""
        told = mention.published or mention.from_
        return frozenset(
            int(found["year"] or found["of_year"] or int((told or "0")[:4]) - int(found["age"]))
            for found in self.dated.finditer(mention.sentence) if found["age"] is None or told is not None)

    def instrument(self, mention: Mention) -> Instrument | None:
        """Return the named agreement that a mention speaks of, None for none."""
        for one in self.instruments:
            if one.is_named_by(mention):
                return one
        if not any(head in mention.sentence for head in _HEADS):
            return None
        for found in self.general.finditer(mention.sentence):
            name = found["name"] or found["of"]
            if not self.empty.match(name):
                return Instrument(f"={name.casefold()}", name)
        return None


def _pattern(row: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    return re.compile(row[name], re.IGNORECASE) if name in row else None
