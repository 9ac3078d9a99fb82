"""Differences between runs: what came, went, was typed anew or changed, and by which rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.analyze.history import History
from dragoman.errors import NothingFound
from dragoman.types import Coding, Why
from tests.analyze.conftest import told

FIGHT = "Norland did assault or accuse Surland at the border, said the paper."


def _act(kind: str, **changed: object) -> Coding:
    coding = told("2031-01-05", "NOR", kind, "SUR", text=FIGHT)
    return replace(coding, records=(replace(coding.records[0], **changed),))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind,before,after,summary", [
    ("the same", [_act("ASSAULT")], [_act("ASSAULT")], {}),
    ("another type at the same words", [_act("ASSAULT")],
     [_act("SANCTION", trigger=_act("ASSAULT").records[0].trigger)], {"retyped": 1}),
    ("another status", [_act("ASSAULT")], [_act("ASSAULT", status="negated")], {"changed status": 1}),
    ("two fields", [_act("ASSAULT")], [_act("ASSAULT", status="future", confidence=0.2)],
     {"changed confidence": 1, "changed status": 1}),
    ("gone", [_act("ASSAULT")], [replace(_act("ASSAULT"), records=())], {"removed": 1}),
    ("come", [replace(_act("ASSAULT"), records=())], [_act("ASSAULT")], {"added": 1}),
    ("other words", [_act("ASSAULT")], [_act("ACCUSE")], {"added": 1, "removed": 1}),
    ("other reasons alone", [_act("ASSAULT")], [_act("ASSAULT", why=(Why("type", "other", "", None, ()),))], {}),
])
def test_runs_differ_in(
    write: Callable[..., Path], kind: str, before: list[Coding], after: list[Coding], summary: dict[str, int],
) -> None:
    write(before)
    with History(write(after, coder="2.0 fast")) as store:
        found = store.diff(1, 2)
    assert found.summary() == summary, kind
    assert found.reports == 1
    assert found.coders == ("1.0 fast", "2.0 fast")
    assert found.same == (1 if not summary else 0)


def test_a_difference_names_values_and_rules(write: Callable[..., Path]) -> None:
    write([_act("ASSAULT", why=(Why("status", "stance.old", "as it was", None, ()),))])
    because = (Why("status", "stance.not", "'not' stands before", None, ()),)
    path = write([_act("ASSAULT", status="negated", why=because)], coder="2.0")
    with History(path) as store:
        one = store.diff(1, 2).differences[0]
        back = store.diff(2, 1).differences[0]
        assert not store.diff(1, 2, ignore=["status"]).differences
    assert (one.before, one.after, one.rule_before, one.rule_after) == ("actual", "negated", "stance.old", "stance.not")
    assert one.because == "'not' stands before"
    assert (back.before, back.after) == ("negated", "actual")


def test_only_reports_of_both_are_compared(write: Callable[..., Path]) -> None:
    write([_act("ASSAULT"), told("2031-01-06", "OST", "AID", "SUR")])
    path = write([_act("ASSAULT")], coder="2.0")
    with History(path) as store:
        found = store.diff(1, 2)
    assert (found.reports, found.records, found.same) == (1, (1, 1), 1)


def test_runs_that_are_not_there_or_share_nothing_are_said(write: Callable[..., Path]) -> None:
    write([_act("ASSAULT")])
    with History(write([told("2031-01-06", "OST", "AID", "SUR")], coder="2.0")) as store:
        with pytest.raises(NothingFound, match="no run 7 in the store; there are 1, 2"):
            store.diff(1, 7)
        with pytest.raises(NothingFound, match="in common"):
            store.diff(1, 2)
