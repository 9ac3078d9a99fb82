"""Records: what is counted, shown, grouped and copied is one and the same."""

from __future__ import annotations

import csv
import io
import re
import shlex
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import dragoman
from dragoman.errors import UsageError
from dragoman.web.views.asking import Question, spoken
from dragoman.web.views.facets import COLUMNS, FACETS

QUESTIONS = ("", "type=ASSAULT", "type=ASSAULT&type=CONSULT", "actor=NOR", "recipient=SUR&status=actual", "year=2031",
             "source=The+Courier", "country=NOR", "quad=4", "coder=1.0+stand-in", "q=norland", "q=100%25", "q=%27",
             "since=2031-04-09", "until=2031-04-08", "sure=0.7", "type=ASSAULT&actor=NOR&q=shell", "sort=-sure",
             "sort=who", "precision=city")


def _shown_sql(text: str) -> str:
    found = re.search(r'<pre id="query-1"[^>]*>(.*?)</pre>', text, re.DOTALL)
    assert found is not None
    return unescape(found[1])


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_sql_that_is_shown_gives_the_rows_that_are_shown(client: TestClient, store: Path, query: str) -> None:
    columns = "columns=id,day,type,who,whom,act,where,status,sure,source,whocodes,whomcodes,says,denies,coder,episode"
    rows = [tuple(row.values()) for row in client.get(f"/records.json?{query}&{columns}").json()]
    sql = _shown_sql(client.get(f"/records?{query}&{columns}").text)
    with dragoman.open(store) as opened:
        assert opened.sql(sql).fetchall() == rows


@pytest.mark.parametrize("by", ["by=type", "by=actor", "by=actor&by=recipient", "by=type&by=actor", "by=source"])
@pytest.mark.parametrize("count", ["events", "records", "reports"])
def test_the_sql_of_groups_gives_the_groups(client: TestClient, store: Path, by: str, count: str) -> None:
    path = f"?{by}&count={count}"
    rows = [tuple(row.values()) for row in client.get(f"/records.json{path}").json()]
    with dragoman.open(store) as opened:
        assert sorted(opened.sql(_shown_sql(client.get(f"/records{path}").text)).fetchall()) == sorted(rows)
    assert rows


def test_every_number_of_a_facet_links_to_that_many_rows(client: TestClient) -> None:
    text = client.get("/records?count=records").text
    found = re.findall(r'<li><a href="/records\?([^"]+)"><span>[^<]*</span> <span class="num">(\d+)</span>', text)
    assert len(found) > 10
    for query, count in found:
        assert len(client.get(f"/records.json?{unescape(query)}").json()) == int(count), query


def test_a_facet_is_counted_as_if_nothing_of_it_were_chosen(client: TestClient) -> None:
    text = client.get("/records?type=ASSAULT").text
    assert "<span>CONSULT</span>" in text
    assert re.search(r'type=ASSAULT[^"]*type=CONSULT|type=CONSULT[^"]*type=ASSAULT', text)


def test_one_act_told_twice_is_one_event_and_two_records(client: TestClient) -> None:
    text = client.get("/records?actor=NOR&q=shelled").text
    assert "<strong>1</strong> events" in text
    assert "<strong>2</strong> records" in text


def test_columns_stand_in_the_order_of_the_address(client: TestClient) -> None:
    header = next(csv.reader(io.StringIO(client.get("/records.csv?columns=who,act,day").text)))
    assert header == ["who", "act", "day", "id"]
    text = client.get("/records?columns=who,act,day").text
    assert text.index(">Who</a>") < text.index(">Did</a>") < text.index(">Reported</a>")


def test_every_column_can_be_shown(client: TestClient) -> None:
    names = ",".join(column.name for column in COLUMNS)
    assert client.get(f"/records?columns={names}").status_code == 200
    assert list(client.get(f"/records.json?columns={names}").json()[0]) == names.split(",")


@pytest.mark.parametrize("facet", [facet.name for facet in FACETS])
def test_every_facet_can_be_grouped_by(client: TestClient, facet: str) -> None:
    assert client.get(f"/records?by={facet}").status_code == 200


@pytest.mark.parametrize("query", ["columns=nothing", "by=nothing", "by=type&by=actor&by=source", "count=money",
                                   "sort=nothing", "sure=2", "sure=much", "page=x", "since=soon"])
def test_what_there_is_not_is_said(client: TestClient, query: str) -> None:
    assert client.get(f"/records?{query}").status_code == 400


def test_a_row_is_read_beside_the_table(client: TestClient) -> None:
    text = client.get("/records?preview=e-1").text
    assert "Trawler shot at" in text
    assert 'class="mark trigger' in text
    assert client.get("/records?preview=e-none").status_code == 404


def test_a_record_has_an_address_of_its_own(client: TestClient) -> None:
    assert client.get("/records/e-2").headers["location"].endswith("?event=2#event-2")
    assert client.get("/records/e-2.json").json()["id"] == "e-2"


def test_the_query_is_said_in_four_tongues() -> None:
    sql = Question((("source", ("O'Neill \"daily\"",)),)).sql()
    said = spoken(sql, "my store.duckdb")
    assert set(said) == {"SQL", "Python", "R", "Command line"}
    assert shlex.split(said["Command line"])[-1] == sql
    compiled = compile(said["Python"], "said", "exec")
    assert sql in {part.strip() for part in compiled.co_consts if isinstance(part, str)} | \
        {part.strip() for code in compiled.co_consts if hasattr(code, "co_consts") for part in code.co_consts
         if isinstance(part, str)}


def test_a_question_refuses_what_there_is_not() -> None:
    with pytest.raises(UsageError, match="no column"):
        Question(columns=("money",))
