"""Claims, denials and embedded clauses: the table ``tests/cases/claims.toml``, and what always holds."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.stance import StanceCues, mark_sources
from dragoman.stance.claims import claim_of
from dragoman.stance.denial import denials_in
from dragoman.stance.embedding import embedding_of
from dragoman.stance.hearsay import distance_whys
from dragoman.stance.sources import claims_in
from dragoman.stance.strays import without_strays
from dragoman.types import Draft, Part, Quotation, Reading, Report, Role, Span

CUES = StanceCues.load()
CASES: dict[str, list[Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "claims.toml").read_text(encoding="utf-8"))
WORDS = st.sampled_from(["Norland", "the", "army", "said", "that", "denied", "it", ",", ".", "“", "”", "shelled", "if",
                         "not", "according to", "quoted", "as saying", "officials", "reportedly", "believes", "and"])
TEXTS = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)


def whole(text: str) -> Span:
    return Span(0, len(text), text)


def drafted(text: str, trigger: str, type_: str = "ASSAULT", parts: tuple[Part, ...] = ()) -> Reading:
    start = text.index(trigger)
    draft = Draft(Span.of(text, start, start + len(trigger)), type_, 0.9, parts=parts)
    return Reading(Report.of(text), (whole(text),), drafts=(draft,))


@pytest.mark.parametrize(("text", "sources", "word", "rule"), CASES["claims"])
def test_claims(text: str, sources: list[str], word: str, rule: str) -> None:
    at = text.index(word)
    found = [claim for claim in claims_in(whole(text), text, CUES.reporting)
             if claim.content.start <= at < claim.content.end]
    assert [claim.source.text for claim in found] == sources
    assert found[-1].rule == rule


@pytest.mark.parametrize(("text", "note"), CASES["no_claims"])
def test_no_claims(text: str, note: str) -> None:
    assert claims_in(whole(text), text, CUES.reporting) == (), note


@pytest.mark.parametrize(("text", "who", "content"), CASES["denials"])
def test_denials(text: str, who: str, content: str) -> None:
    [found] = denials_in(whole(text), text, CUES)
    assert found.source.text == who
    assert (found.content.text if found.content is not None else "") == content


@pytest.mark.parametrize(("text", "note"), CASES["no_denials"])
def test_no_denials(text: str, note: str) -> None:
    assert denials_in(whole(text), text, CUES) == (), note


@pytest.mark.parametrize(("text", "clause", "sign", "rule"), CASES["embedded"])
def test_embedded_clauses(text: str, clause: str, sign: int, rule: str) -> None:
    found = embedding_of(text.index(clause), whole(text), CUES.embedders)
    assert found is not None
    assert (found.rule, found.sign) == (rule, sign)


@pytest.mark.parametrize(("text", "trigger", "rule"), CASES["distanced"])
def test_distance(text: str, trigger: str, rule: str) -> None:
    reading = drafted(text, trigger)
    assert [why.rule for why in distance_whys(reading.drafts[0], reading, CUES)] == [rule]


@pytest.mark.parametrize(("text", "trigger", "note"), CASES["plain"])
def test_no_distance(text: str, trigger: str, note: str) -> None:
    reading = drafted(text, trigger)
    assert distance_whys(reading.drafts[0], reading, CUES) == (), note


@pytest.mark.parametrize(("text", "content", "source"), [
    ("“We go home,” said Orva Lind.", "“We go home,”", "Orva Lind"),
    ("“We go home,” Orva Lind told the crowd. “Nobody stays.”", "“Nobody stays.”", "Orva Lind"),
    ("Orva Lind said that the fleet would sail.", "that the fleet would sail", "Orva Lind"),
    ("The fleet will sail, the navy says.", "The fleet will sail", "navy"),
    ("The fleet will sail, according to Orva Lind.", "The fleet will sail", "Orva Lind"),
    ("Orva Lind praised the crew, adding that the fleet would sail.", "the fleet would sail", "Orva Lind"),
    ("Orva Lind wanted to know who would sail.", "who would sail", "Orva Lind"),
])
def test_who_says_a_passage(text: str, content: str, source: str) -> None:
    start = text.index(content)
    sentences = tuple(Span.of(text, a, b) for a, b in _cuts(text))
    claim = claim_of(Span.of(text, start, start + len(content)), text, sentences, CUES.reporting)
    assert claim is not None
    assert claim.source.text == source


def _cuts(text: str) -> list[tuple[int, int]]:
    stop = text.find(". ")
    return [(0, len(text))] if stop < 0 else [(0, stop + 1), (stop + 2, len(text))]


def test_sources_of_rules_become_parts() -> None:
    reading = drafted("Pirates seized a tanker, according to the Harbour Office.", "seized", "COERCE")
    [draft] = mark_sources(reading, CUES).drafts
    assert [part.span.text for part in draft.of(Role.SAID_BY)] == ["Harbour Office"]


def test_two_sources_come_outermost_first() -> None:
    reading = drafted("The Ves Courier quoted a colonel as saying that rebels shelled the port.", "shelled")
    [draft] = mark_sources(reading, CUES).drafts
    assert [part.span.text for part in draft.of(Role.SAID_BY)] == ["Ves Courier", "colonel"]


@pytest.mark.parametrize(("text", "words", "rule"), [
    ("Norland threatens war. If Suria arms, it will act.", "If Suria arms", "stance.condition-elsewhere"),
    ("Norland threatens war over the strait.", "the strait", "stance.condition-bare"),
])
def test_conditions_that_cannot_bind(text: str, words: str, rule: str) -> None:
    part = Part(Role.CONDITION, Span.of(text, text.index(words), text.index(words) + len(words)))
    draft = Draft(Span.of(text, 8, 17), "THREATEN", 0.9, parts=(part,))
    reading = Reading(Report.of(text), tuple(Span.of(text, a, b) for a, b in _cuts(text)), drafts=(draft,))
    kept, whys = without_strays(draft, reading, CUES)
    assert kept.parts == ()
    assert [why.rule for why in whys] == [rule]


def test_a_condition_of_its_own_stays() -> None:
    text = "Norland threatens war if Suria arms."
    part = Part(Role.CONDITION, Span.of(text, 22, 35))
    reading = drafted(text, "threatens", "THREATEN", (part,))
    assert without_strays(reading.drafts[0], reading, CUES) == (reading.drafts[0], ())


def test_there_are_enough_cases() -> None:
    assert sum(map(len, CASES.values())) >= 70  # with the 45 of test_terms and test_tolls well above eighty


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_spans_lie_in_the_text(text: str) -> None:
    for claim in claims_in(whole(text), text, CUES.reporting):
        for span in (claim.source, claim.cue, claim.content):
            assert text[span.start:span.end] == span.text
    for denial in denials_in(whole(text), text, CUES):
        assert text[denial.source.start:denial.source.end] == denial.source.text
    assert claims_in(whole(text), text, CUES.reporting) == claims_in(whole(text), text, CUES.reporting)


def test_the_speaker_of_a_quotation_is_its_source() -> None:
    text = "Orva Lind was clear. “Norland shelled the port of Ves at dawn.”"
    start = text.index("Norland")
    quotation = Quotation(Span.of(text, start, len(text) - 1), Span.of(text, 0, 9))
    reading = replace(drafted(text, "shelled"), quotations=(quotation,))
    [draft] = mark_sources(reading, CUES).drafts
    assert [part.span.text for part in draft.of(Role.SAID_BY)] == ["Orva Lind"]
    [unspoken] = mark_sources(replace(reading, quotations=(Quotation(quotation.span),)), CUES).drafts
    assert unspoken.of(Role.SAID_BY) == ()
