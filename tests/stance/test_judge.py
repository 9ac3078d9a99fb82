"""Sources and denials: what the reader gives stays; rules fill in where it gives nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.stance import StanceCues, judge, mark_sources
from dragoman.types import Cast, Draft, Part, Participant, Reading, Report, Role, Span, Stance

CUES = StanceCues.load()

Told = tuple[str, str, str, str, str]  # trigger, type, mode, actor, recipient

# sentences, mentions, index of the one looked at, expected source and denier, rule, note
CASES: tuple[tuple[str, tuple[Told, ...], int, str, str, str], ...] = (
    ("Arden accuses Ves of shelling a port.",
     (("accuses", "ACCUSE", "allege", "Arden", "Ves"), ("shelling", "ASSAULT", "", "Ves", "")),
     1, "Arden", "", "accusation"),
    ("Arden accuses Ves of lying, and Ode bombed a port.",
     (("accuses", "ACCUSE", "allege", "Arden", "Ves"), ("bombed", "ASSAULT", "", "Ode", "")), 1, "", "", "none"),
    ("Ves shelled a port, according to the Harbour Office.",
     (("shelled", "ASSAULT", "", "Ves", ""),), 0, "Harbour Office", "", "according-to"),
    ("The Harbour Office says that Ves shelled a port.",
     (("shelled", "ASSAULT", "", "Ves", ""),), 0, "Harbour Office", "", "says-before"),
    ("The Harbour Office says that trade fell after Ves shelled a port.",
     (("shelled", "ASSAULT", "", "Ves", ""),), 0, "", "", "none"),
    ("Ves says that it shelled a port.", (("shelled", "ASSAULT", "", "it", ""),), 0, "", "", "none"),
    ("Ves denies shelling a port.",
     (("denies", "REJECT", "deny", "Ves", ""), ("shelling", "ASSAULT", "", "Ves", "")), 1, "", "Ves", "denies-clause"),
    ("Arden accuses Ves of shelling a port. Ves denies it.",
     (("accuses", "ACCUSE", "allege", "Arden", "Ves"), ("shelling", "ASSAULT", "", "Ves", ""),
      ("denies", "REJECT", "deny", "Ves", "Arden")), 1, "Arden", "Ves", "denies-next"),
    ("Ves shelled a port. Ode denies any part in it.",
     (("shelled", "ASSAULT", "", "Ves", ""), ("denies", "REJECT", "deny", "Ode", "")), 0, "", "", "none"),
    ("Ves praised the pact, according to Arden.", (("praised", "SUPPORT", "", "Ves", ""),), 0, "", "", "none"),
)


def judged(text: str, told: tuple[Told, ...]) -> tuple[Stance, ...]:
    stop = text.find(". ") + 1
    cuts = ((0, stop), (stop + 1, len(text))) if stop else ((0, len(text)),)
    drafts = tuple(Draft(Span.of(text, text.index(word), text.index(word) + len(word)), type_, 0.9,
                         modes=((mode, 0.9),) if mode else ()) for word, type_, mode, _, _ in told)
    casts = tuple(Cast(person(text, actor), person(text, recipient)) for *_, actor, recipient in told)
    return judge(Reading(Report.of(text), tuple(Span.of(text, a, b) for a, b in cuts), drafts=drafts), casts, CUES)


def person(text: str, words: str) -> tuple[Participant, ...]:
    return (Participant(text.index(words), text.index(words) + len(words), words),) if words else ()


@pytest.mark.parametrize("text, told, at, source, denier, rule", CASES, ids=[case[0] for case in CASES])
def test_sources_and_denials(
    text: str, told: tuple[Told, ...], at: int, source: str, denier: str, rule: str,
) -> None:
    stance = judged(text, told)[at]
    assert [p.text for p in stance.said_by] == ([source] if source else [])
    assert [p.text for p in stance.denied_by] == ([denier] if denier else [])
    assert f"stance.{rule}" in {why.rule for why in stance.whys if why.field in {"said_by", "denied_by"}}


def test_what_the_reader_gives_is_kept() -> None:
    text = "Ves shelled a port, according to the Harbour Office."
    cast = Cast(person(text, "Ves"), said_by=person(text, "port"))
    part = Part(Role.SAID_BY, Span.of(text, text.index("port"), text.index("port") + 4))
    draft = Draft(Span.of(text, 4, 11), "ASSAULT", 0.9, parts=(part,))
    reading = Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=(draft,))
    assert mark_sources(reading, CUES) == reading
    [stance] = judge(reading, (cast,), CUES)
    assert stance.said_by == cast.said_by
    assert "reader.roles" in {why.rule for why in stance.whys if why.field == "said_by"}


def test_who_denies_it_is_not_its_source() -> None:
    text = "The Harbour Office in Ves denied that it shelled a port."
    long = Participant(4, 25, text[4:25])
    cast = Cast(said_by=person(text, "Harbour Office"), denied_by=(long,))
    parts = (Part(Role.SAID_BY, Span.of(text, 4, 18)), Part(Role.DENIED_BY, Span.of(text, 4, 25)))
    draft = Draft(Span.of(text, text.index("shelled"), text.index("shelled") + 7), "ASSAULT", 0.9, parts=parts)
    reading = Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=(draft,))
    [stance] = judge(reading, (cast,), CUES)
    assert stance.said_by == ()
    assert stance.denied_by == (long,)
    assert "stance.denies-it" in {why.rule for why in stance.whys if why.field == "said_by"}


def test_a_rule_that_is_switched_off_says_nothing() -> None:
    text = "Ves shelled a port, according to the Harbour Office."
    draft = Draft(Span.of(text, 4, 11), "ASSAULT", 0.9)
    reading = Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=(draft,))
    [stance] = judge(reading, (Cast(person(text, "Ves")),), replace(CUES, enabled=frozenset()))
    assert stance.said_by == ()


def test_every_field_has_a_reason() -> None:
    for stance in judged("Ves shelled a port.", (("shelled", "ASSAULT", "", "Ves", ""),)):
        assert {why.field for why in stance.whys} >= {"status", "said_by", "denied_by"}


def test_nothing_read_nothing_judged() -> None:
    assert judge(Reading(Report.of("."), ()), (), CUES) == ()
