"""Claims: disputes with their statements, filters, twins, and text that stays text."""

from __future__ import annotations

import csv
import io

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.web.views.claims import COLUMNS
from tests.web.picking import pick


def disputes(client: TestClient, query: str = "") -> list[str]:
    """Return the types of the disputes on a page."""
    page = html.fromstring(client.get(f"/claims{query}").text)
    return [found.text_content().strip() for found in pick(page, "article.dispute .kicker .code")]


def test_a_denied_act_is_told_with_both_sides(client: TestClient) -> None:
    page = html.fromstring(client.get("/claims").text)
    sides = [side.text_content() for side in pick(page, "article.dispute .side")]
    assert any("Ana Ruiz" in side and "fired on a trawler" in side for side in sides)
    assert any("Norland denied it" in side for side in sides)
    assert pick(page, "article.dispute blockquote")


def test_every_statement_leads_to_its_record(client: TestClient) -> None:
    page = html.fromstring(client.get("/claims").text)
    addresses = [link.get("href") for link in pick(page, "article.dispute .said a")]
    assert addresses
    assert all(address.startswith("/read/r-") and "?at=e-" in address for address in addresses)


@pytest.mark.parametrize("query, expected", [
    ("?type=ASSAULT", True), ("?type=AID", False), ("?party=NOR", True), ("?party=USA", False),
    ("?since=2031-04", True), ("?since=2032", False), ("?until=2030", False), ("?within=1", True),
])
def test_filters_leave_what_fits(client: TestClient, query: str, expected: bool) -> None:
    assert bool(disputes(client, query)) is expected


def test_one_side_only_is_what_the_filter_says(client: TestClient) -> None:
    page = html.fromstring(client.get("/claims?one_sided=1").text)
    for dispute in pick(page, "article.dispute"):
        heard = [bool(pick(side, "li.said")) for side in pick(dispute, ".side")]
        assert sorted(heard) == [False, True]
    assert len(disputes(client, "?one_sided=1")) < len(disputes(client))


def test_twins_hold_the_rows_of_the_page(client: TestClient) -> None:
    told = client.get("/claims.json?type=ASSAULT").json()
    table = list(csv.DictReader(io.StringIO(client.get("/claims.csv?type=ASSAULT").text)))
    assert tuple(table[0]) == COLUMNS
    assert [row["quote"] for row in table] == [row["quote"] for row in told]
    page = html.fromstring(client.get("/claims?type=ASSAULT").text)
    assert len(pick(page, "li.said")) == len(told)


@pytest.mark.parametrize("query", ["?type=DANCE", "?within=soon", "?page=-1", "?page=x"])
def test_what_there_is_not_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/claims{query}").status_code == 400


@pytest.mark.parametrize("name", ["party", "since", "until", "episode"])
def test_a_query_stays_text(client: TestClient, name: str) -> None:
    answer = client.get("/claims", params={name: '"><script>alert(1)</script>'})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
