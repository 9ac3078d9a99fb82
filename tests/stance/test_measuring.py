"""The scripts that measure this stage, on sentences of our own; the tables and their page are up to date."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from dragoman.stance.embedding import Embedders
from dragoman.stance.reporting import Reporting

ROOT = Path(__file__).parents[2]
SPEECH = "The envoy said that the port was shelled. Norland shelled the port."


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def attribution(source: str, content: str) -> dict[str, Any]:
    def piece(words: str) -> list[dict[str, Any]]:
        return [{"text": words, "spans": [[SPEECH.index(words), SPEECH.index(words) + len(words)]]}]

    return {"source": piece(source), "content": piece(content)}


def test_attributions() -> None:
    row = {"text": SPEECH, "gold": {"attributions": [
        attribution("The envoy", "that the port was shelled"), attribution("Norland", "that the port was shelled"),
        attribution("The envoy", "Norland shelled the port"), {"source": [], "content": []}]}}
    found = script("measure_polnear").answers([row], Reporting.load())
    assert [answer[0] for answer in found] == ["right", "wrong", "none"]


def test_a_passage_in_pieces_is_measured_by_its_longest() -> None:
    assert script("measure_polnear")._longest([[40, 60], [0, 5], [6, 20]]) == (0, 20)


@pytest.mark.parametrize(("sentence", "clause", "mean", "right"), [
    ("He knows that the port is closed.", "the port is closed", 2.5, True),
    ("I do not think that the port is closed.", "the port is closed", -2.0, True),
    ("I do not think that the port is closed.", "the port is closed", 2.0, False),
])
def test_commitments(sentence: str, clause: str, mean: float, right: bool) -> None:
    row = {"target": sentence, "gold": {"clause": clause, "mean": mean}}
    [answer] = script("measure_commitment").answers([row], Embedders.load())
    assert answer[0] == right


def test_the_interval_of_what_rules_add_holds_the_gain_itself() -> None:
    measure = script("measure_terms")
    each = [Counter({("heads condition", "gold"): 1, ("heads condition", "found"): number % 2,
                     ("heads condition", "hit"): number % 2, ("heads condition", "right"): number % 2,
                     ("both condition", "gold"): 1, ("both condition", "found"): 1, ("both condition", "hit"): 1,
                     ("both condition", "right"): 1}) for number in range(40)]
    lines = {line.split(" 95")[0].strip(): line for line in measure.intervals(each, 200)}
    low, high = (float(word) for word in lines["condition gain"].split("draws ")[1].split(" to "))
    gain = 1 - measure.f1(sum(each, Counter()), "heads condition")
    assert low < gain < high
    assert lines["condition both"].endswith("+1.000 to +1.000")


def test_undecided_clauses_are_left_out() -> None:
    row = {"target": "He knows it.", "gold": {"clause": "it", "mean": 0.4}}
    assert script("measure_commitment").answers([row], Embedders.load()) == []


def test_a_clause_is_found_by_its_last_words() -> None:
    start = script("measure_commitment").clause_start("He said that they had won.", "the men had won")
    assert start == len("He said that they ")


def test_terms_are_counted() -> None:
    module = script("measure_terms")
    counts = module.Counter()
    given: dict[str, Any] = {field: ([], "") for field in module.FIELDS} | {"denied_by": ([(0, 5)], "stance.denies-it")}
    module.tally(counts, "rules ", given, {"denied_by": [{"start": 3, "end": 9}], "condition": {"start": 1, "end": 2}})
    assert (counts["rules denied_by", "hit"], counts["rules denied_by", "right"]) == (1, 1)
    assert (counts["rules condition", "gold"], counts["rules condition", "hit"]) == (1, 0)


def test_folds_are_read_with_their_own_models_and_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    module = script("measure_terms")
    loaded: list[Path] = []
    row = {"id": "r", "text": SPEECH, "sentences": [[0, 43], [44, 67]], "events": []}
    for name in ("one", "two"):
        (tmp_path / name).write_text(json.dumps(row) + "\n", "utf-8")
    monkeypatch.setattr(module, "Reader", SimpleNamespace(load=loaded.append))
    monkeypatch.setattr(module, "read", lambda report, _reader: report)
    monkeypatch.setattr(module, "compare", lambda *_given: Counter(
        {("heads deadline", "gold"): 1, ("both deadline", "gold"): 1}))
    module.show_read([(Path("first"), tmp_path / "one"), (Path("second"), tmp_path / "two")], 0, None, None)
    printed = capsys.readouterr().out
    assert loaded == [Path("first"), Path("second")]
    assert "deadline   rules+heads precision 0.000 recall 0.000 F1 0.000 (gold 2, found 0)" in printed


def test_tables_and_page_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "build_stance.py"), "--check"], check=False,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
