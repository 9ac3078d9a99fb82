"""Gold becomes labels on pieces; needs the tokenizer, not torch."""

from __future__ import annotations

import json
import random
from importlib.resources import files

import pytest
from tokenizers import Tokenizer

from dragoman.evaluate.gold import reading_of
from dragoman.reading import labels
from dragoman.training.examples import Example, batches, examples
from dragoman.types import Reading, Role

TEXT = "On Monday rebels shelled the port of Daru. Two sailors were killed, the governor said."


def _span(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "country": None, "sector": None}


def _reading() -> Reading:
    event = {
        "id": 1, "type": "ASSAULT", "modes": ["heavy-weapons"], "status": "actual", "trigger": _span("shelled"),
        "actors": [_span("rebels") | {"sector": "REB"}], "recipients": [_span("sailors") | {"sector": "CVL"}],
        "said_by": [], "denied_by": [], "where": [_span("Daru")], "when": _span("Monday") | {"from": "x", "to": "x"},
        "numbers": {"dead": _span("Two")}, "condition": None, "deadline": None,
    }  # fmt: skip
    cut = TEXT.index(" Two")
    sentences = [[0, cut], [cut + 1, len(TEXT)]]
    return reading_of({"id": "x", "title": "Port", "text": TEXT, "sentences": sentences, "events": [event]})


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The packaged reader's tokenizer."""
    return Tokenizer.from_str(files("dragoman.reading").joinpath("model/tokenizer.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def example(tokenizer: Tokenizer) -> Example:
    """The one window of the reading above."""
    (found,) = examples([_reading()], tokenizer, random.Random(0), untitled=0.0)
    return found


def _words(example: Example, first: int, after: int) -> str:
    offsets = example.window.offsets
    return TEXT[offsets[first][0] : offsets[after - 1][1]]


def test_the_trigger_and_its_roles_lie_on_their_words(example: Example) -> None:
    (target,) = example.targets
    assert _words(example, *target.trigger) == "shelled"
    found = {labels.ROLES[role]: _words(example, first, after) for role, first, after in target.roles}
    people = {Role.ACTOR: "rebels", Role.RECIPIENT: "sailors"}
    assert found == people | {Role.PLACE: "Daru", Role.TIME: "Monday", Role.NUMBER: "Two"}


def test_sectors_modes_and_kinds_are_numbered_as_the_model_numbers_them(example: Example) -> None:
    (target,) = example.targets
    assert {labels.SECTORS[sector] for sector, _, _ in target.sectors} == {"REB", "CVL"}
    assert [labels.MODES[mode] for mode in target.modes] == [("ASSAULT", "heavy-weapons")]
    assert [labels.NUMBERS[kind] for kind, _, _ in target.kinds] == ["dead"]


def test_untitled_leaves_the_title_out(tokenizer: Tokenizer, example: Example) -> None:
    (bare,) = examples([_reading()], tokenizer, random.Random(0), untitled=1.0)
    assert len(bare.window.pieces) < len(example.window.pieces)


def test_batches_hold_every_example_once_and_keep_to_the_budget(tokenizer: Tokenizer) -> None:
    items = examples([_reading()] * 40, tokenizer, random.Random(0), untitled=0.5)
    groups = list(batches(items, random.Random(1), budget=200))
    assert sum(map(len, groups)) == len(items)
    assert all(len(group) * max(len(item.window.pieces) for item in group) <= 200 for group in groups)
    assert groups == list(batches(items, random.Random(1), budget=200))


def test_labels_are_unique_and_counted() -> None:
    assert len(set(labels.MODES)) == len(labels.MODES) == 71
    assert len(labels.TYPES) == 16
    assert json.dumps(labels.ROLES)[:9] == '["actor",'
