"""Participants that name several are told apart, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors import ActorBook, resolve
from dragoman.types import Cast, Draft, Part, Reading, Report, Role, Span

CASES = [
    # words in «», countries expected, the rule that tells them apart, note
    ("«Chad and Niger» shut the border.", ["TCD", "NER"], "list.names", "names and nothing else"),
    ("«Chad, Niger and Mali» shut the border.", ["TCD", "NER", "MLI"], "list.names", "three of them"),
    ("«Chad, Niger» and Mali shut the border.", ["TCD", "NER"], "list.names", "its last item is another participant"),
    ("«both Chad and Niger» shut the border.", ["TCD", "NER"], "list.names", "an introducing word"),
    ("«the Taliban and Iran» shut the border.", ["AFG", "IRN"], "list.names", "a group and a state"),
    ("«Leaders of Chad and Niger» shut the border.", ["TCD", "NER"], "list.states", "a plural of several states"),
    ("«Chadian and Nigerien troops» shut the border.", ["TCD", "NER"], "list.states", "adjectives before a plural"),
    ("«Chadian and Nigerien police» shut the border.", ["TCD", "NER"], "list.states", "a plural without an s"),
    ("«Chadian troops» shut the border.", ["TCD"], "", "one state"),
    ("«Bosnia and Herzegovina» shut the border.", ["BIH"], "", "a state with two names"),
    ("«Trinidad and Tobago and Barbados» shut the border.", ["TTO", "BRB"], "list.names", "both"),
    ("«N'Djamena, Chad» shut the border.", ["TCD"], "", "a town and its country"),
    ("«migrants from Chad and Niger» shut the border.", ["TCD"], "", "where they come from makes no two states act"),
    ("«A treaty of Chad and Niger» shut the border.", ["TCD"], "", "one thing of two states"),
]


def cast_of(text: str, book: ActorBook) -> Cast:
    """Return the cast of a draft whose actor stands between « and »."""
    start, end = text.index("«"), text.index("»") - 1
    plain = text.replace("«", "").replace("»", "")
    at = plain.index("shut")
    actor = Part(Role.ACTOR, Span.of(plain, start, end), sector="GOV")
    draft = Draft(Span.of(plain, at, at + 4), "COERCE", 1.0, parts=(actor,))
    whole = Span.of(plain, 0, len(plain))
    (cast,) = resolve(Reading(Report.of(plain, published="2019-03-02"), (whole,), drafts=(draft,)), book)
    return cast


@pytest.mark.parametrize(("text", "countries", "rule", "note"), CASES, ids=[case[3] for case in CASES])
def test_cases(text: str, countries: list[str], rule: str, note: str, book: ActorBook) -> None:
    cast = cast_of(text, book)
    found = [actor.country for actor in cast.actors]
    assert found == countries if rule else len(found) == 1, note
    assert {why.rule for why in cast.whys if why.rule.startswith("list.")} == ({rule} if rule else set())


WORDS = ["Chad", "Niger", "Mali", "and", ",", "the", "troops", "of", "Putin", "UN"]


@given(st.lists(st.sampled_from(WORDS), min_size=1))
@settings(deadline=None)
def test_whatever_is_told_apart_stays_inside_the_participant(book: ActorBook, words: list[str]) -> None:
    text = f"«{' '.join(words)}» shut the border."
    cast = cast_of(text, book)
    inside = text.index("»") - 1
    assert cast.actors
    assert all(0 <= actor.start < actor.end <= inside for actor in cast.actors)
    starts = [actor.start for actor in cast.actors]
    assert len(set(starts)) == len(starts)
