"""Labels without words come back to their words, and only to them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))

import make_labels  # noqa: E402

TEXT = "Arran (not Bute) bans ferries from Skye."
GOLD = {
    "id": "x-1", "date": "2024-05-01", "title": "Ferries", "source": "Ours", "url": "https://example.org/1",
    "text": TEXT, "sentences": [[0, len(TEXT)]],
    "events": [{
        "id": 1, "type": "COERCE", "modes": ["restrict"], "trigger": {"start": 17, "end": 21, "text": "bans"},
        "actors": [{"start": 0, "end": 5, "text": "Arran", "country": None, "sector": "GOV"}], "when": None,
        "numbers": {},
    }],
}  # fmt: skip


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """The labels of one report."""
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", "utf-8")
    assert make_labels.strip(tmp_path / "gold.jsonl", tmp_path / "labels.jsonl.gz") == 1
    return tmp_path / "labels.jsonl.gz"


def test_labels_hold_no_word_of_the_report(labels: Path) -> None:
    (line,) = make_labels.lines(labels)
    assert not {"text", "title"} & set(json.dumps(line).replace('"', " ").split())
    assert "Arran" not in json.dumps(line)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("texts.jsonl", json.dumps({"text": TEXT, "title": "Ferries"})),
        ("page.html", f"<html><ul><li>{TEXT} <a href='x'>(Island Post)</a> (The Buoy)</li></ul></html>"),
        ("article.html", f"<html><div class='mw-parser-output'><p>{TEXT[:19]}\n{TEXT[20:]}</p></div></html>"),
    ],
)
def test_labels_find_their_words(labels: Path, name: str, content: str) -> None:
    page, target = labels.with_name(name), labels.with_name("joined.jsonl")
    page.write_text(content.replace("\n", " "), "utf-8")
    missing = make_labels.join(labels, [page], target)
    if name == "article.html":  # a character is lost: the labels stay away
        assert missing == ["x-1"]
        return
    assert missing == []
    (line,) = make_labels.lines(target)
    assert line["text"] == TEXT
    assert line["events"] == GOLD["events"]


def test_labels_do_not_land_on_other_words(labels: Path) -> None:
    page = labels.with_name("texts.jsonl")
    page.write_text(json.dumps({"text": TEXT.replace("Skye", "Mull")}) + "\n", "utf-8")
    assert make_labels.join(labels, [page], labels.with_name("joined.jsonl")) == ["x-1"]


def test_the_published_labels_hold_no_words() -> None:
    lines = list(make_labels.lines(ROOT / "gold" / "train.labels.jsonl.gz"))
    assert len(lines) > 7000
    assert all("text" not in event["trigger"] for line in lines for event in line["events"])
    assert not any("title" in line or "text" in line for line in lines)
