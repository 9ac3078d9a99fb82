"""The packaged reader reads plain sentences, the same way each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.reading import Reader, read
from dragoman.types import Reading, Report, Role

CASES = [
    ("The army shelled the border town of Karsa on Friday.", "ASSAULT", "shelled"),
    ("President Moreau met Prime Minister Haldane in Geneva.", "CONSULT", "met"),
    ("The United States imposed sanctions on Iran.", "SANCTION", "sanctions"),
    ("Police arrested 14 protesters in Almaty.", "COERCE", "arrested"),
    ("Germany condemned the attack.", "ACCUSE", "condemned"),
    ("The rebels released 20 hostages.", "RETREAT", "released"),
    ("Thousands marched through Lagos to demand elections.", "PROTEST", "marched"),
    ("Japan will provide 50 million dollars in aid to Nepal.", "AGREE", "provide"),
    ("The minister resigned.", "RETREAT", "resigned"),
    ("The foreign ministry rejected the proposal.", "REJECT", "rejected"),
    ("The Security Council called on Israel and Hamas to end the fighting.", "REQUEST", "called"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The packaged reader."""
    return Reader.load()


def _read(reader: Reader, text: str) -> Reading:
    return read(Report.of(text, published="2024-05-17"), reader)


@pytest.mark.parametrize(("text", "kind", "word"), CASES)
def test_plain_acts_are_found(reader: Reader, text: str, kind: str, word: str) -> None:
    drafts = _read(reader, text).drafts
    assert any(draft.type == kind and word in draft.trigger.text for draft in drafts), drafts


def test_roles_lie_on_their_words(reader: Reader) -> None:
    (draft,) = _read(reader, "Turkey arrested three Russian journalists in Ankara on Monday.").drafts
    assert [part.span.text for part in draft.of(Role.ACTOR)] == ["Turkey"]
    assert "journalists" in draft.of(Role.RECIPIENT)[0].span.text
    assert [part.span.text for part in draft.of(Role.PLACE)] == ["Ankara"]


@pytest.mark.parametrize("text", ["", "   ", "A recipe for plum cake.", "¿?", "\N{FAMILY}" * 50])
def test_texts_without_acts_give_no_drafts(reader: Reader, text: str) -> None:
    assert _read(reader, text).drafts == ()


def test_a_long_report_is_read_to_its_end(reader: Reader) -> None:
    filler = "The weather stayed mild over the hills. " * 60
    drafts = _read(reader, filler + "Police arrested the mayor.").drafts
    assert [draft.trigger.text for draft in drafts] == ["arrested"]
    assert drafts[0].trigger.start > len(filler)


def test_reading_twice_gives_the_same(reader: Reader) -> None:
    text = "Iran denied that it had sent drones to Russia, a spokesman said on Tuesday. Kyiv accused Tehran of lying."
    assert _read(reader, text) == _read(reader, text)


def test_offsets_point_at_their_words(reader: Reader) -> None:
    text = "“We will answer,” said Gen.\xa0Haddad — after Israeli jets bombed 3 sites near Tyre…\n\nHis chief agreed."
    for draft in _read(reader, text).drafts:
        assert all(text[s.start : s.end] == s.text for s in (draft.trigger, *(part.span for part in draft.parts)))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"reader\.json"):
        Reader.load(tmp_path)


def test_nobody_is_actor_and_recipient_of_one_act(reader: Reader) -> None:
    text = "Mr Okafor met Mr Banda before the minister of Chad, Idriss Saleh, received him. Mr Saleh gave him a lamp."
    for draft in _read(reader, text).drafts:
        pairs = [(a.span, r.span) for a in draft.of(Role.ACTOR) for r in draft.of(Role.RECIPIENT)]
        assert not any(actor.overlaps(recipient) for actor, recipient in pairs)
