"""Events: modes the type allows, and a reason for every field."""

from __future__ import annotations

from dragoman.events import Codebook, find
from dragoman.types import Draft, Reading, Report, Span

BOOK = Codebook.load()
TEXT = "Arden shelled the port of Ves. Ves denied any part in it."


def reading(*drafts: Draft) -> Reading:
    return Reading(Report.of(TEXT), (Span.of(TEXT, 0, 30), Span.of(TEXT, 31, len(TEXT))), drafts=drafts)


def draft(word: str, type_: str, *modes: str) -> Draft:
    start = TEXT.index(word)
    scored = tuple((mode, 0.6) for mode in modes)
    return Draft(Span.of(TEXT, start, start + len(word)), type_, 0.75, (("AGREE", 0.1),), scored)


def test_one_event_per_draft_in_order() -> None:
    events = find(reading(draft("shelled", "ASSAULT", "heavy-weapons"), draft("denied", "REJECT", "deny")), BOOK)
    assert [(e.type, e.modes, e.quad, e.intensity) for e in events] == [
        ("ASSAULT", ("heavy-weapons",), 4, -9.5), ("REJECT", ("deny",), 3, -2.0)]


def test_modes_of_other_types_are_dropped_with_a_reason() -> None:
    [event] = find(reading(draft("shelled", "ASSAULT", "deny", "aerial")), BOOK)
    assert event.modes == ("aerial",)
    assert any("deny is no mode of ASSAULT" in why.detail for why in event.whys)


def test_every_field_has_a_reason() -> None:
    [event] = find(reading(draft("denied", "REJECT")), BOOK)
    assert {why.field for why in event.whys} >= {"type", "modes", "contexts", "quad", "intensity"}
    [why] = [why for why in event.whys if why.field == "type"]
    assert (why.score, [TEXT[a:b] for a, b in why.spans]) == (0.75, ["denied"])


def test_nothing_read_nothing_found() -> None:
    assert find(reading(), BOOK) == ()
