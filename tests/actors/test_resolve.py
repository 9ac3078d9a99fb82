"""Each case of tests/cases/actors.toml, and what holds for every participant."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors import ActorBook, resolve
from dragoman.types import Cast, Draft, Part, Reading, Report, Role, Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "actors.toml").read_text(encoding="utf-8"))["case"]
MARKS = {"«": "»", "*": "*", "⟨": "⟩"}
WORDS = ["Russia", "Putin", "the", "army", "police", "He", "Israeli", "in", "Paris", ",", ".", "U.S.", "'s", "–", "us",
         "Ban Ki-moon", "European", "countries", "president", "7", "élan", "Chad", "pro-Russian", "its"]


def marked(text: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return a text without its marks, and the offsets of what each mark enclosed."""
    plain = ""
    spans: dict[str, tuple[int, int]] = {}
    opened: dict[str, tuple[str, int]] = {}
    for char in text:
        if char in opened and MARKS[opened[char][0]] == char:
            mark, start = opened.pop(char)
            spans[mark] = (start, len(plain))
        elif char in MARKS:
            opened[MARKS[char]] = (char, len(plain))
        else:
            plain += char
    return plain, spans


def reading(text: str, spans: dict[str, tuple[int, int]], published: str | None) -> Reading:
    """Return a reading with one draft: «…» is the actor, ⟨…⟩ the place, *…* the trigger."""
    roles = {"«": Role.ACTOR, "⟨": Role.PLACE}
    parts = tuple(Part(role, Span.of(text, *spans[mark])) for mark, role in roles.items() if mark in spans)
    sentences = tuple(Span.of(text, *found.span()) for found in re.finditer(r"\S.*?(?:[a-zé0-9]\.(?= |$)|$)", text))
    draft = Draft(Span.of(text, *spans["*"]), "CONSULT", 1.0, parts=parts)
    return Reading(Report.of(text, published=published), sentences, drafts=(draft,))


def cast_of(case: dict[str, Any], book: ActorBook) -> Cast:
    """Return the cast of a case's only draft."""
    text, spans = marked(case["text"])
    (cast,) = resolve(reading(text, spans, case.get("published")), book)
    return cast


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case: dict[str, Any], book: ActorBook) -> None:
    cast = cast_of(case, book)
    (who,) = cast.actors
    for field in ("country", "sector", "office", "entity", "name_"):
        if field in case:
            assert (getattr(who, field.rstrip("_")) or "") == case[field], (field, cast.whys)
    if "rule" in case:
        assert case["rule"] in {why.rule for why in cast.whys if why.field == "actors[0].country"}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_resolved_field_has_a_reason(case: dict[str, Any], book: ActorBook) -> None:
    cast = cast_of(case, book)
    reasons = {why.field for why in cast.whys}
    for field in ("name", "country", "sector", "entity", "office"):
        if getattr(cast.actors[0], field) is not None:
            assert f"actors[0].{field}" in reasons


def test_participants_keep_their_words_order_and_roles(book: ActorBook) -> None:
    text = "Chile and Peru blamed Bolivia, Quito said."
    roles = {"Chile": Role.ACTOR, "Peru": Role.ACTOR, "Bolivia": Role.RECIPIENT, "Quito": Role.SAID_BY}
    starts = {name: text.index(name) for name in roles}
    parts = tuple(Part(role, Span.of(text, starts[name], starts[name] + len(name))) for name, role in roles.items())
    draft = Draft(Span.of(text, 15, 21), "ACCUSE", 1.0, parts=parts)
    empty = replace(draft, parts=())
    casts = resolve(Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=(empty, draft)), book)
    assert casts[0] == Cast()
    assert [who.text for who in casts[1].actors] == ["Chile", "Peru"]
    everybody = casts[1].actors + casts[1].recipients + casts[1].said_by
    assert [who.country for who in everybody] == ["CHL", "PER", "BOL", "ECU"]
    assert all(text[who.start:who.end] == who.text for who in casts[1].actors)


def test_the_reader_decides_the_sector_where_it_is_surer(book: ActorBook) -> None:
    text, spans = marked("«Zed Quillfeather» *praised* the volunteers.")
    plain = reading(text, spans, "2010-01-01")
    (draft,) = plain.drafts
    for score, sector in ((0.9, "BUS"), (0.1, "CVL")):
        part = replace(draft.parts[0], sector="BUS", sector_score=score)
        (cast,) = resolve(replace(plain, drafts=(replace(draft, parts=(part,)),)), book)
        assert cast.actors[0].sector == sector


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=14), st.data())
@settings(max_examples=60, deadline=None)
def test_any_span_of_any_text_is_resolved_without_error(book: ActorBook, words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    draft = Draft(Span.of(text, 0, 1), "CONSULT", 1.0, parts=(Part(Role.ACTOR, Span.of(text, start, end)),))
    made = Reading(Report.of(text, published="2012-01-01"), (Span.of(text, 0, len(text)),), drafts=(draft,))
    first, second = resolve(made, book), resolve(made, book)
    assert first == second
    assert first[0].actors[0].text == text[start:end]
