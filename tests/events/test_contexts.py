"""Contexts: cues in the sentence and the title, exclusions, implied and superfluous ones."""

from __future__ import annotations

import pytest

from dragoman.events import Codebook, find
from dragoman.events.cues import Cue, CueIndex
from dragoman.types import Draft, Event, Part, Reading, Report, Role, Span

BOOK = Codebook.load()

# sentence, trigger, type, modes, contexts expected to be there, contexts that must not
CASES: tuple[tuple[str, str, str, tuple[str, ...], set[str], set[str]], ...] = (
    ("The army shelled the village.", "shelled", "ASSAULT", (), {"military"}, {"legal"}),
    ("The Salvation Army fed the villagers.", "fed", "AID", (), set(), {"military"}),
    ("A think tank criticised the tariffs.", "criticised", "ACCUSE", (), {"economic"}, {"military"}),
    ("Tanks rolled into the West Bank.", "rolled", "MOBILIZE", (), {"military"}, {"economic"}),
    ("Ode met Brandt.", "met", "CONSULT", ("visit",), {"diplomatic"}, {"military"}),
    ("The hackers struck.", "struck", "COERCE", ("cyber",), {"cyber"}, {"misinformation"}),
    ("The ministry struck back.", "struck", "COERCE", ("misinformation",), {"misinformation"}, {"cyber"}),
    ("Police arrested a gang of drug traffickers.", "arrested", "COERCE", ("arrest",), {"illegal_drugs", "trafficking"},
     {"crime"}),
    ("A gang robbed hackers.", "robbed", "ASSAULT", (), {"crime", "cyber"}, set()),
    ("The court tried them for war crimes.", "tried", "ACCUSE", ("allege",), {"legal", "human_rights"}, {"crime"}),
    ("Al Qaeda bombed the mosque.", "bombed", "ASSAULT", ("explosives",), {"terrorism", "religion_ethnicity"}, set()),
    ("MPs backed the bill.", "backed", "SUPPORT", (), {"legislative"}, {"election"}),
    ("Two amps were mp three players.", "players", "SUPPORT", (), set(), {"legislative"}),
    ("Artificial intelligence helped the firm.", "helped", "AID", (), {"technology"}, {"intelligence"}),
    ("Troops left the occupied town.", "left", "RETREAT", ("withdraw",), {"military"}, {"territory"}),
    ("Troops took the town.", "took", "COERCE", ("occupy",), {"military"}, {"economic", "territory"}),
    ("Settlers took the disputed hill.", "took", "COERCE", (), {"territory"}, {"military"}),
    ("Ministers urged Ode to talk.", "urged", "REQUEST", ("meet",), {"diplomatic"}, {"military"}),
    ("Ode left the postal union.", "left", "SANCTION", ("withdraw",), {"diplomatic"}, {"economic"}),
    ("The minister went.", "went", "RETREAT", ("resign",), {"executive"}, {"election"}),
    ("A drone hit the depot.", "hit", "ASSAULT", ("drone",), {"military"}, {"technology"}),
    ("Soldiers fired tear gas at pupils.", "fired", "ASSAULT", ("crowd-control",), {"repression"}, {"military"}),
    ("Kurdish fighters left the pass.", "left", "RETREAT", (), set(), {"religion_ethnicity"}),
    ("A decree bars Kurdish from schools.", "bars", "COERCE", (), {"religion_ethnicity"}, set()),
    ("Ahmadinejad scolded the envoy.", "scolded", "ACCUSE", (), {"diplomatic"}, {"religion_ethnicity"}),
    ("The tribes wage war over a well.", "wage war", "ASSAULT", (), set(), {"economic"}),
    ("He is held as a prisoner of war.", "held", "COERCE", (), set(), {"military"}),
)


def event_of(
    sentence: str, trigger: str, type_: str, modes: tuple[str, ...], title: str | None = None, by: str | None = None,
) -> Event:
    start = sentence.index(trigger)
    span = Span(start, start + len(trigger), trigger)
    actors = () if by is None else (Part(Role.ACTOR, span, sector=by),)
    draft = Draft(span, type_, 0.9, modes=tuple((mode, 0.8) for mode in modes), parts=actors)
    report = Report.of(sentence, title=title)
    return find(Reading(report, (Span.of(sentence, 0, len(sentence)),), drafts=(draft,)), BOOK)[0]


@pytest.mark.parametrize("sentence, trigger, type_, modes, there, absent", CASES, ids=[case[0] for case in CASES])
def test_contexts(
    sentence: str, trigger: str, type_: str, modes: tuple[str, ...], there: set[str], absent: set[str],
) -> None:
    found = set(event_of(sentence, trigger, type_, modes).contexts)
    assert there <= found
    assert not absent & found


def test_the_title_counts_but_has_no_offsets() -> None:
    event = event_of("Ministers rejected the plan.", "rejected", "REJECT", (), title="Asylum row deepens")
    assert event.contexts == ("asylum",)
    assert [why.spans for why in event.whys if why.field == "contexts"] == [()]


ACTING = [
    ("ASSAULT", (), "GOV", ("military",), "a state strikes"),
    ("ASSAULT", (), "MIL", ("military",), "its army strikes"),
    ("ASSAULT", (), "REB", (), "the forces of rebels are no state's"),
    ("ASSAULT", ("crowd-control",), "GOV", ("repression",), "force against a crowd is no war"),
    ("ACCUSE", (), "GOV", (), "words are no force"),
]


@pytest.mark.parametrize("type_, modes, by, expected, note", ACTING)
def test_who_acts_may_imply_a_context(
    type_: str, modes: tuple[str, ...], by: str, expected: tuple[str, ...], note: str,
) -> None:
    event = event_of("They hit the village.", "hit", type_, modes, by=by)
    assert event.contexts == expected, note


def test_the_reason_names_who_acts() -> None:
    event = event_of("They hit the village.", "hit", "ASSAULT", (), by="MIL")
    [why] = [why for why in event.whys if why.field == "contexts"]
    assert (why.rule, why.detail) == ("context.military.implied", "ASSAULT by MIL implies military.")


def test_a_heading_of_the_day_is_no_cue() -> None:
    assert event_of("They met.", "met", "AGREE", (), title="Law and crime").contexts == ()


def test_reasons_point_at_the_words() -> None:
    sentence = "The army shelled the village."
    event = event_of(sentence, "shelled", "ASSAULT", ())
    [why] = [why for why in event.whys if why.field == "contexts"]
    assert why.rule == "context.military.forces"
    assert [sentence[start:end] for start, end in why.spans] == ["army"]


def test_no_context_is_explained_too() -> None:
    event = event_of("Ode refused.", "refused", "REJECT", ())
    assert event.contexts == ()
    assert [why.rule for why in event.whys if why.field == "contexts"] == ["context.none"]


def test_a_stem_that_matches_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        CueIndex.of([Cue("x.y", "x", "a*")])
