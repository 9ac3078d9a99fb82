"""Tolls that sources give differently: each stays with the one who gives it."""

from __future__ import annotations

import pytest

from dragoman.events.amounts import find_amounts
from dragoman.stance import StanceCues, mark_sources
from dragoman.types import Draft, Part, Reading, Report, Role, Span

CUES = StanceCues.load()

# text, [trigger, number, source, low, high] of each mention
CONFLICTS: tuple[tuple[str, tuple[tuple[str, str, str, int | None, int | None], ...]], ...] = (
    ("The army said that 12 men died in Orva. The rebels said that at least 40 people were killed there.",
     (("died", "12", "army", 12, 12), ("killed", "at least 40", "rebels", 40, None))),
    ("According to the ministry, shells killed nine clerks. According to a doctor, shelling cost 15 lives.",
     (("killed", "nine", "ministry", 9, 9), ("shelling", "15", "doctor", 15, 15))),
    ("Gunmen shot 30 pilgrims, according to the mayor of Ves. The governor says that fewer than 20 were hit.",
     (("shot", "30", "mayor of Ves", 30, 30), ("hit", "fewer than 20", "governor", None, 20))),
)


@pytest.mark.parametrize(("text", "mentions"), CONFLICTS, ids=[text for text, _ in CONFLICTS])
def test_each_toll_stays_with_its_claimant(
    text: str, mentions: tuple[tuple[str, str, str, int | None, int | None], ...],
) -> None:
    stop = text.index(". ") + 1
    sentences = (Span.of(text, 0, stop), Span.of(text, stop + 1, len(text)))
    drafts = tuple(
        Draft(_span(text, trigger), "ASSAULT", 0.9, parts=(Part(Role.NUMBER, _span(text, number), kind="dead"),))
        for trigger, number, *_ in mentions)
    marked = mark_sources(Reading(Report.of(text), sentences, drafts=drafts), CUES).drafts
    for draft, (_, number, source, low, high) in zip(marked, mentions, strict=True):
        amounts, _ = find_amounts(draft, text)
        assert [part.span.text for part in draft.of(Role.SAID_BY)] == [source]
        assert (amounts["dead"].text, amounts["dead"].low, amounts["dead"].high) == (number, low, high)


def _span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))
