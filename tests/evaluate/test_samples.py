"""The sample reports: front matter and length."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


def test_there_are_at_least_twelve_samples() -> None:
    assert len(SAMPLES) >= 12


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_has_its_front_matter_and_a_news_report_s_length(path: Path) -> None:
    opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    assert opening == ""
    assert list(fields) == ["title", "date", "source", "licence"]
    assert date.fromisoformat(fields["date"]).year >= 2013
    assert path.stem.startswith(fields["date"])
    assert 90 <= len(body.split()) <= 250
