"""The codebook: what the coding guide fixes about types, modes, classes and scores."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.events import Codebook

ROOT = Path(__file__).parents[2]
BOOK = Codebook.load()

INTENSITIES = (
    ("CONSULT", (), 2.5, "no mode: the type's own score"),
    ("CONSULT", ("phone", "visit"), 4.0, "the furthest from 0 wins"),
    ("ASSAULT", ("beat", "targeted"), -9.5, "also below 0"),
    ("RETREAT", ("resign",), 4.5, "a mode may weigh less than its type"),
    ("REQUEST", ("assist", "change"), -1.0, "across 0"),
    ("COERCE", ("occupy",), -7.0, "our own mode has its type's score"),
    ("ACCUSE", (), -3.0, "the manual's sign is an error"),
)
CLASSES = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}, 2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}, 4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


@pytest.mark.parametrize("type_, modes, expected, note", INTENSITIES)
def test_intensity(type_: str, modes: tuple[str, ...], expected: float, note: str) -> None:
    assert BOOK.intensity(type_, modes) == expected, note


def test_classes() -> None:
    found = {quad: {name for name in BOOK.types if BOOK.quad(name) == quad} for quad in CLASSES}
    assert found == CLASSES


def test_counts_and_own_modes() -> None:
    assert (len(BOOK.types), len(BOOK.contexts)) == (16, 37)
    modes = [(name, mode) for name, kind in BOOK.types.items() for mode in kind.modes.values()]
    assert len(modes) == 71
    assert {(name, mode.name) for name, mode in modes if mode.own} == {
        ("SUPPORT", "sign"), ("SUPPORT", "gesture"), ("REJECT", "deny"), ("COERCE", "occupy")}


def test_scores_agree_with_classes() -> None:
    for kind in BOOK.types.values():
        for score in (kind.score, *(mode.score for mode in kind.modes.values())):
            assert abs(score) <= 10
            assert score >= 0 if kind.quad <= 2 else score <= 0.5


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        BOOK.quad("FIGHT")
    with pytest.raises(KeyError):
        BOOK.intensity("ASSAULT", ("deny",))
    with pytest.raises(FileNotFoundError):
        Codebook.load("no-such-scheme")


def test_tables_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "build_codebooks.py"), "--check"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
