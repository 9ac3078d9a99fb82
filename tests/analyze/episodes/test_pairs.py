"""The labelled pairs: ids, offsets and labels only, enough of them, none twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SIDE = {"report", "record", "type", "start", "end"}


@pytest.fixture(scope="module")
def pairs(root: Path) -> list[dict[str, Any]]:
    """Return the rows of the file."""
    return [json.loads(line) for line in (root / "gold/pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_of_each_kind(pairs: list[dict[str, Any]]) -> None:
    assert len(pairs) >= 300
    assert sum(row["hard"] for row in pairs) >= 150
    assert {row["part"] for row in pairs} == {"fit", "measure"}
    assert 0.2 < sum(row["same"] for row in pairs) / len(pairs) < 0.8


def test_they_hold_ids_offsets_and_labels_and_no_words(pairs: list[dict[str, Any]]) -> None:
    for row in pairs:
        assert set(row) == {"same", "hard", "part", "first", "second"}
        assert set(row["first"]) == set(row["second"]) == SIDE
        assert all(" " not in str(value) for side in ("first", "second") for value in row[side].values())


def test_no_pair_is_there_twice_and_none_is_of_one_report(pairs: list[dict[str, Any]]) -> None:
    keys = [frozenset((row["first"]["record"], row["second"]["record"])) for row in pairs]
    assert len(set(keys)) == len(keys)
    assert all(row["first"]["report"] != row["second"]["report"] for row in pairs)
