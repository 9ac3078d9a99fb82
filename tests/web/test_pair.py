"""Pair: what the pictures count is what the store has, and everything leads to its records."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.analyze.acts import Citation
from dragoman.analyze.sources import reported
from dragoman.store import Writer
from dragoman.types import Coding
from dragoman.web.views import pair
from tests.analyze.conftest import NOW, days, told

ASKED = "/pair?a=NOR&b=SUR&unit=week&since=2031-01-06&until=2031-03-30"


def acts() -> list[Coding]:
    """Return a quiet relation that turns into fighting, told by two papers, the second one new."""
    quiet = [told(day, "NOR", "CONSULT", "SUR") for day in days("2031-01-07", 6, 7)]
    shelled = [told(day, "SUR", "ASSAULT", "NOR", source=source) for day in days("2031-02-18", 12, 2)
               for source in ("The Courier", "Evening Post")]
    together = told("2031-03-11", "NOR", "CONSULT", others=("SUR",))
    return [*quiet, *shelled, together]


@pytest.fixture
def bench(workbench: Callable[..., TestClient], tmp_path: Path) -> TestClient:
    """Return a workbench over the acts as they are: linking would take their like words for one act."""
    with Writer(tmp_path / "pair.duckdb", coder="1.0 fast", begun=NOW, options={}) as writer:
        writer.add(acts(), ())
        writer.finish(NOW)
    return workbench(tmp_path / "pair.duckdb")


class _Page(HTMLParser):
    """The links and titles of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.acts: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told_ = dict(attrs)
        if tag == "a" and told_.get("href"):
            self.links.append(told_["href"] or "")
            for name in (told_.get("data-act") or "").split():
                self.acts[name] = told_["href"] or ""


def _rows(bench: TestClient, address: str) -> list[dict[str, str]]:
    path, _, query = address.partition("?")
    return list(csv.DictReader(io.StringIO(bench.get(f"{path}.csv?{query}").text)))


def test_the_page_says_the_state_and_cites_records_that_can_be_opened(bench: TestClient) -> None:
    page = bench.get(ASKED)
    assert page.status_code == 200
    assert "Norway and Suriname: worse" in page.text
    cited = [link for link in _Page(page.text).links if link.startswith("/read/")]
    assert cited
    assert {bench.get(link).status_code for link in set(cited)} == {200}


def test_counts_by_direction_are_those_of_the_acts(bench: TestClient) -> None:
    rows = _rows(bench, ASKED)
    assert len(rows) == 10
    assert sum(int(row["a_to_b_verbal_cooperation"]) for row in rows) == 6
    assert sum(int(row["b_to_a_material_conflict"]) for row in rows) == sum(
        int(row["acts"]) for row in rows) - 6 - 1
    assert sum(int(row["together_verbal_cooperation"]) for row in rows) == 1


def test_swapping_turns_the_directions_round(bench: TestClient) -> None:
    there = _rows(bench, ASKED)
    back = _rows(bench, _Page(bench.get(ASKED).text).acts["swap"])
    assert [row["a_to_b_material_conflict"] for row in back] == [row["b_to_a_material_conflict"] for row in there]
    assert [row["level"] for row in back] == [row["level"] for row in there]


def test_no_window_without_reports_is_offered(bench: TestClient) -> None:
    first = _Page(bench.get(ASKED).text).acts
    assert bench.get(first["earlier"]).status_code == 200
    before = _Page(bench.get("/pair?a=NOR&b=SUR&since=2031-01-07&until=2031-01-07").text).acts
    assert "earlier" not in before
    assert "later" in before


def test_keys_have_a_link_each_and_all_of_them_work(bench: TestClient) -> None:
    links = _Page(bench.get(ASKED).text).acts
    assert {"earlier", "later", "swap", "split", "zoom"} <= links.keys()
    for name in ("swap", "split", "zoom", "earlier"):
        address = links[name] if links[name].startswith("/") else f"/pair{links[name]}"
        assert bench.get(address).status_code == 200, name


def test_a_window_beyond_the_reports_is_told_in_words(bench: TestClient) -> None:
    answer = bench.get(ASKED.replace("2031", "2044"))
    assert answer.status_code == 404
    assert "no reports between" in answer.text


def test_the_week_that_is_looked_at_lists_its_acts(bench: TestClient) -> None:
    page = bench.get(f"{ASKED}&at=2031-01-09")
    acts_ = page.text.partition('id="acts"')[2]
    assert "Week of 2031-01-06" in acts_
    assert acts_.count("told once") == 1


def test_a_change_lies_within_its_interval(bench: TestClient, tmp_path: Path) -> None:
    from dragoman.analyze.history import History

    with History(tmp_path / "pair.duckdb") as history:
        asked, told = pair.Asked("NOR", "SUR", "week", date(2031, 1, 6), date(2031, 3, 30)), reported(history, "week")
        assert told is not None
        shown = pair.shown(history, asked, pair.window(history, asked, told))
    assert shown.turns
    assert all(turn.first <= turn.change.start <= turn.last for turn in shown.turns)
    assert any(outlet.is_new and outlet.name == "Evening Post" for outlet in shown.sources)
    assert all(sum(unit.shares) == pytest.approx(1) for unit in shown.units if unit.reports)


@pytest.mark.parametrize("address", [
    "/pair?a=NOR&b=NOR", "/pair?a=NOR&b=SUR&unit=hour", "/pair?a=NOR&b=SUR&since=soon", "/pair?a=NOR&b=ZZZ",
    "/pair?a=NOR&b=SUR&by=colour", "/pair?a=NOR&b=SUR&since=2031-03&until=2031-01",
])
def test_what_cannot_be_asked_is_refused_in_words(bench: TestClient, address: str) -> None:
    assert bench.get(address).status_code == 400


def test_markup_in_an_address_stays_text(bench: TestClient) -> None:
    answer = bench.get("/pair", params={"a": "<script>alert(1)</script>", "b": "SUR"})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text


def test_without_countries_the_pairs_with_most_records_are_offered(bench: TestClient) -> None:
    page = bench.get("/pair")
    assert "Norway – Suriname" in page.text
    assert "/pair?a=NOR&b=SUR" in _Page(page.text).links


def test_pictures_carry_no_inline_style_or_script(bench: TestClient) -> None:
    page = bench.get(ASKED).text
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert "<style" not in page


def test_a_sentence_is_cut_at_what_it_cites() -> None:
    cites = tuple(Citation(name, name, "r-1", date(2031, 1, 1), "NOR", "SUR", "CONSULT", "met", "they met")
                  for name in ("e-aa", "e-bb"))
    parts = tuple(pair.pieces("See one (e-aa); two (e-bb). And (e-cc).", cites))
    assert [(part.text, part.number) for part in parts] == [("See one", 1), ("; two", 2), (". And (e-cc).", 0)]
    assert "".join(part.text for part in parts) == "See one; two. And (e-cc)."


def test_the_window_ends_with_the_newest_report_of_the_two_unless_asked_otherwise(bench: TestClient) -> None:
    assert _rows(bench, "/pair?a=NOR&b=SUR")[-1]["start"] == "2031-03-10"


@pytest.mark.parametrize("country", ["NOR", "nor", "Norway", "norway", "NOR (Norway)"])
def test_a_country_is_asked_for_by_name_or_letters(bench: TestClient, country: str) -> None:
    assert bench.get("/pair", params={"a": country, "b": "SUR"}).status_code == 200


@pytest.mark.parametrize("country", ["Norwegians", "Norlandia", "N"])
def test_no_country_is_guessed_from_the_beginning_of_a_word(bench: TestClient, country: str) -> None:
    assert bench.get("/pair", params={"a": country, "b": "SUR"}).status_code == 400


def test_two_that_never_met_are_told_so_in_words(bench: TestClient) -> None:
    answer = bench.get("/pair?a=NOR&b=CHL").text
    assert "No report of this time tells of an act between the two" in answer
    assert "<svg" not in answer.partition("<main")[2].partition("</main>")[0]


def test_markup_in_the_name_of_a_publisher_stays_text(workbench: Callable[..., TestClient], tmp_path: Path) -> None:
    coded = [told(day, "NOR", "CONSULT", "SUR", source="<b onclick=x>Post & Co</b>")
             for day in days("2031-01-07", 6, 7)]
    with Writer(tmp_path / "hostile.duckdb", coder="1.0 fast", begun=NOW, options={}) as writer:
        writer.add(coded, ())
    page = workbench(tmp_path / "hostile.duckdb").get("/pair?a=NOR&b=SUR&unit=week").text
    assert "<b onclick" not in page
    titles = re.findall(r'<rect class="share-1"[^>]*><title>([^<]*)</title>', page)
    assert titles[0].endswith("&lt;b onclick=x&gt;Post &amp; Co&lt;/b&gt;, 1")
