"""Names are swapped throughout a report, and labels move along."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.training.swap import Names, find, swapped
from dragoman.types import Draft, Part, Reading, Report, Role, Span

TEXT = (
    "France's president Emmanuel Macron urged Iran to free a French teacher. "
    "Macron spoke in Paris; Tehran said nothing."
)


@pytest.fixture(scope="module")
def names() -> Names:
    """The packaged table."""
    return Names.load()


def _span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span.of(TEXT, start, start + len(words))


def _reading() -> Reading:
    parts = (Part(Role.ACTOR, _span("Emmanuel Macron"), sector="GOV"), Part(Role.RECIPIENT, _span("Iran")))
    freed = (Part(Role.RECIPIENT, _span("French teacher")), Part(Role.ACTOR, _span("Iran")))
    drafts = (Draft(_span("urged"), "REQUEST", 1.0, parts=parts), Draft(_span("free"), "RETREAT", 1.0, parts=freed))
    cut = TEXT.index(" Macron spoke")
    sentences = (Span.of(TEXT, 0, cut), Span.of(TEXT, cut + 1, len(TEXT)))
    return Reading(Report.of(TEXT, title="France and Iran", published="2024-05-01"), sentences, drafts=drafts)


def test_states_leaders_and_capitals_are_found(names: Names) -> None:
    found = [(TEXT[name.start : name.end], name.country, name.kind) for name in find(TEXT, names)]
    assert found == [
        ("France", "FRA", "state"), ("Emmanuel Macron", "FRA", "person"), ("Iran", "IRN", "state"),
        ("French", "FRA", "adjective"), ("Macron", "FRA", "surname"), ("Paris", "FRA", "capital"),
        ("Tehran", "IRN", "capital"),
    ]  # fmt: skip


@given(st.integers(0, 500))
def test_labels_move_along(seed: int) -> None:
    names = Names.load()
    told = swapped(_reading(), names, random.Random(seed))
    text = told.report.text
    assert not {"France", "Iran", "French", "Macron", "Paris", "Tehran"} & set(text.replace("'s", "").split())
    assert [draft.trigger.text for draft in told.drafts] == ["urged", "free"]
    spans = [*told.sentences, *(part.span for draft in told.drafts for part in draft.parts)]
    assert all(text[span.start : span.end] == span.text for span in spans)
    person, state = told.drafts[0].parts
    assert any(person.span.text in leaders for leaders in names.leaders.values())
    assert any(kind == "state" and state.span.text in forms for (_, kind), forms in names.usual.items())
    assert told.drafts[1].parts[0].span.text.endswith(" teacher")
    assert told.report.title != "France and Iran"


def test_a_report_without_states_stays_as_it_is(names: Names) -> None:
    report = Report.of("The rebels left the town.", published="2024-05-01")
    reading = Reading(report, (Span.of(report.text, 0, len(report.text)),))
    assert swapped(reading, names, random.Random(1)) is reading


def test_the_same_seed_swaps_the_same(names: Names) -> None:
    assert swapped(_reading(), names, random.Random(7)) == swapped(_reading(), names, random.Random(7))
