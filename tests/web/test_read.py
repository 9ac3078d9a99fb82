"""Read: the list by day and words, a report with its marks, and the reasons for each event."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.page import samples
from tests.web import telling

REPORT = samples.coding().report.id


def test_reports_stand_by_day_newest_first(client: TestClient) -> None:
    text = client.get("/read").text
    days = [text.index(f"<h2>{day}</h2>") for day in ("2031-04-10", "2031-04-09", "2031-04-08")]
    assert days == sorted(days)


@pytest.mark.parametrize(("query", "count"), [
    ("", 4), ("?since=2031-04-09", 2), ("?until=2031-04-08", 2), ("?source=The+Courier", 1), ("?q=trawler", 1),
    ("?q=shelled", 2), ("?q=shelled+-denies", 1), ("?q=nowhere", 0), ("?q=shelled&source=Evening+Post", 1),
])
def test_the_list_and_its_twins_agree(client: TestClient, query: str, count: int) -> None:
    assert f"{count} report" in client.get(f"/read{query}").text
    assert len(client.get(f"/read.json{query}").json()) == count
    assert len(list(csv.DictReader(io.StringIO(client.get(f"/read.csv{query}").text)))) == count


@pytest.mark.parametrize("query", ["?since=yesterday", "?q=%2B-", "?page=two"])
def test_what_is_not_understood_is_said(client: TestClient, query: str) -> None:
    answer = client.get(f"/read{query}")
    assert answer.status_code == 400
    assert "not understood" in answer.text


def test_a_report_shows_its_marks_and_an_event_a_line(client: TestClient) -> None:
    text = client.get(f"/read/{REPORT}").text
    assert text.count('class="event') == 2 + 1  # one more is the list itself
    assert 'class="mark trigger depth-0 e1"' in text
    for kind in ("actor", "recipient", "source", "denial", "time", "place", "term"):
        assert f'class="mark {kind}' in text


def test_the_reasons_of_the_chosen_event_stand_beside(client: TestClient) -> None:
    first, second = (client.get(f"/read/{REPORT}?event={number}").text for number in (1, 2))
    assert 'id="why-1"' in first
    assert "reader.type" in first
    assert 'id="why-2"' in second
    assert "reader.type" not in second


def test_refused_candidates_are_told_with_their_reason(client: TestClient) -> None:
    text = client.get(f"/read/{REPORT}").text
    assert "1 rejected" in text
    assert "under the threshold" in text


@pytest.mark.parametrize("name", ["e-2", REPORT[:8]])
def test_a_record_or_the_beginning_of_an_id_leads_to_its_report(client: TestClient, name: str) -> None:
    answer = client.get(f"/read/{name}", follow_redirects=True)
    assert answer.status_code == 200
    assert "Trawler shot at" in answer.text


def test_other_reports_of_an_act_say_what_they_have_otherwise(client: TestClient) -> None:
    first, second = (coding.records[0].id for coding in telling.again())
    text = client.get(f"/read/{first}", follow_redirects=True).text
    assert "Other reports of this act" in text
    assert f"/read/{second}" in text


def test_an_unknown_report_is_not_found(client: TestClient) -> None:
    assert client.get("/read/r-none").status_code == 404


def test_a_workbench_without_a_store_says_where_to_begin(
    workbench: Callable[..., TestClient], tmp_path: Path,
) -> None:
    client = workbench(tmp_path / "none.duckdb")
    assert client.get("/").status_code == 200
    answer = client.get("/read")
    assert answer.status_code == 404
    assert "start page" in answer.text


@pytest.mark.parametrize("path", ["/read", "/records", "/records?preview=e-hostile", "/read/e-hostile",
                                  "/read?q=ministers", "/rules/fake.word", "/records?by=source"])
def test_markup_in_reports_stays_text(client: TestClient, path: str) -> None:
    text = client.get(path, follow_redirects=True).text
    assert telling.SCRIPT not in text
    assert "<img src=x" not in text
    assert "owned" in text or "onerror" in text


@pytest.mark.parametrize("path", ["/read?q=", "/read?source=", "/records?q=", "/records?report=", "/read/", "/rules/"])
def test_markup_in_addresses_stays_text(client: TestClient, path: str) -> None:
    assert telling.SCRIPT not in client.get(path + '<script>document.title="owned"</script>').text
    assert "<img src=x" not in client.get(path + '"><img src=x>').text


def test_a_rule_shows_its_row_and_its_cases(client: TestClient) -> None:
    text = client.get("/rules/reader.type").text
    assert "The reader gives ASSAULT." in text
    assert "when_rules.toml" in client.get("/rules/week.day").text
    assert client.get("/rules/no.such.rule").status_code == 404


def test_the_rules_for_lighting_up_marks_are_few_and_kept(client: TestClient) -> None:
    answer = client.get("/read-marks/8.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert ".e8" in answer.text
    assert ".e9" not in answer.text
    assert "max-age" in answer.headers["cache-control"]
