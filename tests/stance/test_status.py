"""Status: which wordings before a trigger speak for what, and when they overrule the reader."""

from __future__ import annotations

import pytest

from dragoman.stance import StanceCues
from dragoman.stance.status import decide, strongest
from dragoman.types import Draft, Reading, Report, Span

CUES = StanceCues.load()

# sentence, trigger, type, rule that is to speak (None for none), note
CASES: tuple[tuple[str, str, str, str | None, str], ...] = (
    ("Arden will impose sanctions on Ves.", "impose sanctions", "SANCTION", "future-will", "will"),
    ("Arden will also expel the envoy.", "expel", "SANCTION", "future-will", "one word between"),
    ("Arden, which will vote on Monday, expelled the envoy.", "expelled", "SANCTION", None, "will of another clause"),
    ("Arden plans to deploy troops.", "deploy", "MOBILIZE", "future-plan", "plans to"),
    ("Ministers are scheduled to meet in Ves.", "meet", "AGREE", "future-schedule", "scheduled to"),
    ("Aides flew in ahead of the summit.", "summit", "AGREE", "future-ahead", "ahead of"),
    ("Arden would act if Ves attacked the port.", "attacked", "ASSAULT", "hypothetical-if", "if and a subject"),
    ("Arden might withdraw its envoy.", "withdraw", "SANCTION", "hypothetical-modal", "might"),
    ("Arden freed the men in May shelling or not.", "shelling", "ASSAULT", None, "May is a month"),
    ("Villagers spoke of a possible attack.", "attack", "ASSAULT", "hypothetical-noun", "possible"),
    ("Arden is considering sanctions.", "sanctions", "SANCTION", "hypothetical-considered", "considering"),
    ("Arden has not signed the treaty.", "signed", "SUPPORT", "negated-not", "not"),
    ("Arden will not sign.", "not sign", "REJECT", None, "a refusal says it in itself"),
    ("Arden no longer recognises Ves.", "recognises", "SUPPORT", None, "no longer is no denial of the act"),
    ("The sides failed to agree.", "agree", "AGREE", "negated-failed", "failed to"),
    ("Ves has yet to sign the pact.", "sign", "SUPPORT", "negated-failed", "has yet to"),
    ("Arden shelled the port.", "shelled", "ASSAULT", None, "plain"),
    ("Talks failed. Arden shelled the port.", "shelled", "ASSAULT", None, "only the trigger's sentence counts"),
)


def read(sentence: str, trigger: str, type_: str, status: str, sure: float) -> tuple[Draft, Reading]:
    start = sentence.index(trigger)
    scores = ((status, sure),)
    draft = Draft(Span.of(sentence, start, start + len(trigger)), type_, 0.9, status=status, status_scores=scores)
    stop = sentence.find(". ") + 1
    cuts = ((0, stop), (stop + 1, len(sentence))) if stop else ((0, len(sentence)),)
    sentences = tuple(Span.of(sentence, a, b) for a, b in cuts)
    return draft, Reading(Report.of(sentence), sentences, drafts=(draft,))


@pytest.mark.parametrize("sentence, trigger, type_, expected, note", CASES, ids=[case[-1] for case in CASES])
def test_wordings(sentence: str, trigger: str, type_: str, expected: str | None, note: str) -> None:
    found = strongest(*read(sentence, trigger, type_, "actual", 0.5), CUES)
    assert (found[0].id if found else None) == expected, note


@pytest.mark.parametrize("status, sure, expected, note", [
    ("actual", 0.55, "future", "an unsure reader gives way to a measured rule"),
    ("actual", 0.95, "actual", "a sure reader does not"),
    ("future", 0.55, "future", "agreement changes nothing"),
])
def test_reader_and_rule(status: str, sure: float, expected: str, note: str) -> None:
    decided, whys = decide(*read("Arden will impose sanctions.", "impose sanctions", "SANCTION", status, sure), CUES)
    assert decided == expected, note
    assert {why.rule for why in whys} == {"reader.status", "stance.future-will"}
    assert (whys[0].rule == "stance.future-will") == (expected == "future")


def test_a_reading_without_scores_is_taken_at_its_word() -> None:
    draft, reading = read("Arden will strike.", "strike", "ASSAULT", "actual", 0.1)
    bare = Draft(draft.trigger, draft.type, 0.9, status="actual")
    assert decide(bare, reading, CUES)[0] == "actual"


def test_every_status_rule_was_measured() -> None:
    assert all(rule.found > 0 and 0.5 < rule.precision < 1 for rule in CUES.rules.values())
    assert all(rule.status in {"future", "hypothetical", "negated"} for rule in CUES.rules.values())
    assert CUES.enabled <= CUES.precision.keys()
