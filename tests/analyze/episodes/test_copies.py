"""Copies of one report are known by MinHash."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyze.episodes.copies import SIZE, likeness, signature, versions

WIRE = ("Norland's army shelled the harbour of Velm before dawn, hitting two warehouses and a ferry, the mayor said. "
        "Twelve people were taken to hospital. The army made no comment, and Surland's parliament called a session.")
EDITED = WIRE.replace("the mayor said", "said the mayor of the town")
OTHER = "Ostland's premier flew to Surland for talks about fishing rights, which both sides called frank and useful."


def test_a_text_is_like_itself_and_unlike_another() -> None:
    assert likeness(signature(WIRE), signature(WIRE)) == 1
    assert likeness(signature(WIRE), signature(EDITED)) > 0.6
    assert likeness(signature(WIRE), signature(OTHER)) < 0.1


def test_an_edited_copy_is_one_version_with_its_wire_and_other_news_is_another() -> None:
    assert versions([signature(text) for text in (WIRE, OTHER, EDITED, OTHER)], 0.6) == (0, 1, 0, 1)


def test_versions_join_along_a_chain() -> None:
    near = [bytes([kind] * 4 * SIZE) for kind in (0, 1)]
    between = near[0][:2 * SIZE] + near[1][2 * SIZE:]
    assert versions([near[0], near[1], between], 0.5) == (0, 0, 0)


@given(st.text(max_size=80))
def test_any_text_has_a_signature(text: str) -> None:
    made = signature(text)
    assert len(made) == 4 * SIZE
    assert made == signature(text)
