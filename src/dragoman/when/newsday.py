"""Is an event without a time phrase of the day of the news? A scorecard of readable cues decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.types import Draft, Reading, Role

LONG_REPORT, BRIEF_REPORT = 800, 250
_SHAPE = 60
_FIRST_WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the scorecard: ``points`` count when ``pattern`` is found in the passage named ``place``."""

    id: str
    place: str
    pattern: re.Pattern[str]
    points: float
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scorecard says of one event: its points and the cues that gave them, weightiest first."""

    points: float
    is_news: bool
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class NewsDay:
    """The scorecard: log-odds that an event without a phrase is of the day of publication.

    Attributes:
        cues: the rows.
        verbs: base forms of verbs that triggers begin with.
        base: points before any cue.
        threshold: points from which an event is of the day.
    """

    cues: tuple[Cue, ...]
    verbs: frozenset[str]
    base: float
    threshold: float

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Compile the table; raises ValueError naming a row that does not compile."""
        cues = tuple(_cue(row) for row in table["cue"])
        return cls(cues, frozenset(table["verbs"]), float(table["base"]), float(table["threshold"]))

    def judge(self, passages: Mapping[str, str]) -> Verdict:
        """Add up the cues found in the passages of one event (see ``passages_of``)."""
        found = tuple(cue for cue in self.cues if cue.pattern.search(passages[cue.place]))
        points = self.base + sum(cue.points for cue in found)
        weightiest = tuple(sorted(found, key=lambda cue: (-abs(cue.points), cue.id)))
        return Verdict(points, points >= self.threshold, weightiest)


def _cue(row: Mapping[str, Any]) -> Cue:
    """Compile one row; raises ValueError naming it."""
    try:
        return Cue(row["id"], row["in"], re.compile(row["pattern"]), float(row["points"]), row["note"])
    except (KeyError, re.error) as error:
        raise ValueError(f"news day cue {row.get('id')!r}: {error}") from error


def passages_of(reading: Reading, verbs: frozenset[str]) -> Iterator[dict[str, str]]:
    """Yield for each draft the passages that cues look at, by the names the table gives them."""
    size = len(reading.report.text)
    length = " long" if size >= LONG_REPORT else " brief" if size < BRIEF_REPORT else ""
    last_sentence = -1
    for order, draft in enumerate(reading.drafts):
        number = reading.sentence_at(draft.trigger.start)
        sentence = reading.sentences[number] if reading.sentences else draft.trigger
        first = " first" if number != last_sentence else ""
        last_sentence = number
        before = reading.report.text[sentence.start:draft.trigger.start]
        form = form_of(draft.trigger.text, verbs)
        yield {
            "before": before,
            "shape": f"{before[-_SHAPE:]}[{form}]",
            "after": reading.report.text[draft.trigger.end:max(draft.trigger.end, sentence.end)],
            "trigger": draft.trigger.text.lower(),
            "draft": (f"{_facts(draft)} form={form} sentence={number} event={order}{first}"
                      f" of={len(reading.drafts)}{length}"),
        }


def _facts(draft: Draft) -> str:
    """Return what is known of a draft as words that a pattern can find."""
    roles = sorted({part.role.value for part in draft.parts if part.role is not Role.TIME})
    return f"type={draft.type} status={draft.status} {' '.join(roles)}"


def form_of(trigger: str, verbs: frozenset[str]) -> str:
    """Guess the form of a trigger's first word: present, third, past, ing or plain (a noun)."""
    word = _FIRST_WORD.search(trigger.lower())
    if word is None:
        return "plain"
    first = word[0]
    if first in verbs:
        return "present"
    if first.endswith("s") and {first[:-1], first[:-2], first[:-3] + "y"} & verbs:
        return "third"
    if first.endswith("ed"):
        return "past"
    return "ing" if first.endswith("ing") else "plain"
