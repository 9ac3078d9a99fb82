"""Promises: lanes follow the day, evidence leads to records, and calendars open elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.analyze.standing.life import KEPT, Change, Commitment, Due, Party
from dragoman.types import Why
from dragoman.web.views import promises
from dragoman.web.views.calendar import calendar
from tests.analyze.standing import telling

TOLD: list[dict[str, Any]] = [
    {"sentence": "Norland and Suria agree to finish the border treaty by June 30.", "trigger": "agree", "type": "AGREE",
     "day": "2031-05-12", "from": "2031-05-12", "by": ["NOR", "SUR"],
     "due": ["2031-06-30", "2031-06-30", "by June 30"]},
    {"sentence": "Norland imposed sanctions on Suria <b>today</b>.", "trigger": "imposed sanctions", "type": "SANCTION",
     "modes": ["discontinue"], "day": "2031-05-14", "from": "2031-05-14", "by": ["NOR"], "on": ["SUR"]},
]
NORLAND, SURIA = Party("NOR", "Norland", "NOR"), Party("SUR", "Suria", "SUR")


@pytest.fixture
def bench(workbench: Callable[..., TestClient], tmp_path: Path) -> TestClient:
    return workbench(telling.written(tmp_path / "promises.duckdb", TOLD))


def _commitment(due: tuple[str, str] | None, *later: tuple[str, str]) -> Commitment:
    why = Why("state", "fake.rule", "said so", None, ())
    changes = tuple(Change(state, day, day, (NORLAND,), (f"e-{place}",), (), why)
                    for place, (state, day) in enumerate((("made", "2031-01-10"), *later)))
    dues = (Due(*due, "by then", "e-0"),) if due else ()
    return Commitment("k-1", "promise", None, ("talks",), (NORLAND,), (SURIA,), dues, None, changes)


CASES = (
    (_commitment(("2031-03-31", "2031-03-31")), "2031-03-01", "soon", "due in a month"),
    (_commitment(("2031-03-31", "2031-03-31")), "2031-03-31", "soon", "due on the day itself"),
    (_commitment(("2031-03-31", "2031-03-31")), "2031-04-01", "overdue", "due yesterday, and no report"),
    (_commitment(("2031-12-31", "2031-12-31")), "2031-03-01", "open", "due later than soon"),
    (_commitment(None), "2031-03-01", "open", "no day, but fresh"),
    (_commitment(None), "2033-03-01", "stalled", "no day, and silence for a year"),
    (_commitment(("2031-03-31", "2031-03-31"), (KEPT, "2031-03-20")), "2031-04-01", "kept", "kept before its day"),
    (_commitment(("2031-03-31", "2031-03-31"), (KEPT, "2031-03-20")), "2031-03-10", "soon", "kept only later"),
    (_commitment(None, ("broken", "2031-02-20")), "2031-03-01", "broken", "broken"),
    (_commitment(None, ("withdrawn", "2031-02-20")), "2031-03-01", "withdrawn", "withdrawn"),
)


@pytest.mark.parametrize("one, day, lane, note", CASES, ids=[case[-1] for case in CASES])
def test_the_lane_of_a_commitment_on_a_day(one: Commitment, day: str, lane: str, note: str) -> None:
    found = promises.placed([one], promises.Asked(date.fromisoformat(day)))
    assert [item[2] for item in found] == [lane], note


def test_nothing_stands_before_it_was_made() -> None:
    assert promises.placed([_commitment(None)], promises.Asked(date(2030, 1, 1))) == []


def test_the_board_counts_days_from_the_chosen_day(bench: TestClient) -> None:
    page = bench.get("/promises?day=2031-06-20")
    assert page.status_code == 200
    assert "<strong>10</strong> days left" in page.text
    later = bench.get("/promises?day=2031-07-02")
    assert "<strong>2</strong> days past" in later.text


def test_the_day_is_the_newest_reports_unless_it_is_chosen(bench: TestClient) -> None:
    assert 'value="2031-05-14"' in bench.get("/promises").text


def test_evidence_leads_to_the_record(bench: TestClient) -> None:
    text = bench.get("/promises?day=2031-06-20").text
    start = text.index('href="/read/') + len('href="')
    assert bench.get(text[start:text.index('"', start)]).status_code == 200


def test_measures_in_force_are_listed_with_their_words_as_text(bench: TestClient) -> None:
    page = bench.get("/promises").text
    assert "imposed sanctions" in page
    assert "&lt;b&gt;today&lt;/b&gt;" in page
    rows = bench.get("/promises/measures.json").json()
    assert [(row["kind"], row["state"], len(row["records"])) for row in rows] == [("sanctions", "imposed", 1)]


def test_the_twin_has_the_rows_of_the_page(bench: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(bench.get("/promises.csv?day=2031-06-20").text)))
    assert [(row["lane"], row["due_to"], row["days_left"]) for row in rows] == [("soon", "2031-06-30", "10")]
    assert bench.get("/promises.json?day=2031-06-20&lane=kept").json() == []


def test_a_month_of_the_calendar_chooses_what_is_due_in_it(bench: TestClient) -> None:
    assert len(bench.get("/promises.json?due=2031-06").json()) == 1
    assert bench.get("/promises.json?due=2031-07").json() == []


def test_the_calendar_file_has_an_event_for_each_day_that_is_due(bench: TestClient) -> None:
    answer = bench.get("/promises.ics?day=2031-06-20")
    assert answer.headers["content-type"].startswith("text/calendar")
    lines = answer.text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20310630" in lines
    assert "DTEND;VALUE=DATE:20310701" in lines
    assert answer.content == bench.get("/promises.ics?day=2031-06-20").content


def test_lines_of_the_calendar_are_no_longer_than_the_standard_allows() -> None:
    one = _commitment(("2031-03-31", "2031-03-31"))
    names = tuple(Party(f"P{number}", f"Überlandförderung, Nr. {number};", None) for number in range(40))
    long = Commitment(one.id, one.kind, "Ä" * 200, one.matters, names, one.to, one.dues, one.condition, one.changes)
    made = b"".join(calendar(promises.placed([long], promises.Asked(date(2031, 3, 1))), date(2031, 3, 1)))
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    unfolded = made.replace(b"\r\n ", b"").decode()
    assert "Ä" * 200 in unfolded
    assert "Nr. 39\\;" in unfolded


@pytest.mark.parametrize("query", ["day=soon", "lane=lost", "kind=vow", "within=many", "page=0", "within=-3"])
def test_what_cannot_be_asked_is_refused_in_words(bench: TestClient, query: str) -> None:
    assert bench.get(f"/promises?{query}").status_code == 400
