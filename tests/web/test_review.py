"""Review: judging, correcting, disagreeing and exporting, as a browser without scripts does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

import dragoman
from dragoman.evaluate.gold import reading_of
from dragoman.store import Writer
from dragoman.store.judgements import Judgement, Judgements
from tests.web import telling
from tests.web.conftest import NOW, codings
from tests.web.picking import pick

Said = Callable[[], tuple[Judgement, ...]]
ORIGIN = {"origin": "http://127.0.0.1:8077"}


class Person:
    """Somebody with a browser: fills in forms as they stand on the page."""

    def __init__(self, client: TestClient, name: str) -> None:
        self.client = client
        client.cookies.set("dragoman-person", name)

    def see(self, address: str) -> html.HtmlElement:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return html.fromstring(answer.text)

    def send(self, form: html.HtmlElement, press: tuple[str, str] | None = None, **written: str) -> Any:
        fields = [(name, value) for name, value in form.form_values() if name not in written]
        fields += [*written.items(), *([press] if press else [])]
        body: dict[str, Any] = {}
        for name, value in fields:
            body.setdefault(name, []).append(value)
        return self.client.post(form.get("action"), data=body, headers=ORIGIN)

    def judge(self, record: str, kind: str, coding: str = "first") -> Any:
        page = self.see(f"/review?coding={coding}&record={record}")
        return self.send(pick(page, "form.verdicts")[0], ("kind", kind))

    def correct(self, record: str, field: str, press: tuple[str, str] | None = None, coding: str = "first",
                **written: str) -> Any:
        page = self.see(f"/review?coding={coding}&record={record}")
        return self.send(editor(page, field), press, **{name.replace("_", "."): text for name, text in written.items()})


def editor(page: html.HtmlElement, field: str) -> html.HtmlElement:
    """Return the form that corrects a field."""
    return next(form for form in pick(page, "form.editor")
                if dict(form.form_values()).get("field") == field)


def doing(page: html.HtmlElement, kind: str) -> html.HtmlElement:
    """Return the form of an act."""
    return next(form for form in pick(page, "form") if dict(form.form_values()).get("kind") == kind)


@pytest.fixture
def ada(workbench: Callable[..., TestClient]) -> Person:
    return Person(workbench(), "ada")


@pytest.fixture
def bea(workbench: Callable[..., TestClient]) -> Person:
    return Person(workbench(), "bea")


@pytest.fixture
def said(store: Path) -> Said:
    return lambda: Judgements(store).all()


def test_who_judges_says_so_first(client: TestClient) -> None:
    page = html.fromstring(client.get("/review").text)
    form = next(item for item in pick(page, "form") if "/review/person" in item.get("action"))
    answer = client.post(form.get("action"), data={"person": "Ada <b>L</b>", "back": "/review"}, headers=ORIGIN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    client.cookies.set("dragoman-person", answer.cookies["dragoman-person"].strip('"'))
    told = client.get("/review").text
    assert "Ada &lt;b&gt;L&lt;/b&gt;" in told
    assert "<b>L</b>" not in told


def test_the_queue_begins_with_what_the_coder_is_least_sure_of(ada: Person) -> None:
    queue = ada.client.get("/review.json").json()
    values = [row["value"] for row in queue]
    assert values == sorted(values, reverse=True)
    assert "do not feed the accuracy figures" in ada.see("/review").text_content()


def test_a_random_sample_says_so_and_keeps_its_order(ada: Person) -> None:
    first = [row["id"] for row in ada.client.get("/review.json?order=random&seed=a").json()]
    assert first == [row["id"] for row in ada.client.get("/review.json?order=random&seed=a").json()]
    assert first != [row["id"] for row in ada.client.get("/review.json?order=random&seed=c").json()]
    assert "feed the accuracy figures" in pick(ada.see("/review?order=random"), "summary")[0].text_content()
    ada.judge(first[0], "accept")
    assert [row["id"] for row in ada.client.get("/review.json?order=random&seed=a").json()] == first[1:]


def test_a_verdict_is_a_row_and_leads_to_the_next_record(ada: Person, said: Said) -> None:
    answer = ada.judge("e-1", "accept")
    assert (answer.status_code, "record=" in answer.headers["location"]) == (303, False)
    row, = said()
    assert (row.person, row.record, row.field, row.after, row.coder, row.run) == (
        "ada", "e-1", "verdict", "right", "1.0 stand-in", 1)


@pytest.mark.parametrize("field, press, filled, expected", [
    ("type", ("value", "COERCE"), {}, "COERCE"),
    ("status", ("value", "hypothetical"), {}, "hypothetical"),
    ("trigger", None, {"words": "fired on", "start": ""}, "fired on"),
    ("recipients", None, {"words_new": "mayor", "country_new": "nor", "sector_new": "GOV"}, "trawler; mayor NOR GOV"),
    ("when", None, {"words": "Monday", "start": "", "from": "2031-04"}, "2031-04"),
    ("numbers", None, {"words_dead": "", "words_injured": "two"}, "injured two"),
    ("condition", None, {"words": "if the mayor apologises"}, "if the mayor apologises"),
    ("deadline", None, {"words": "by 30 June", "from": "2031-06-30"}, "by 30 June"),
    ("where", None, {"country_0": "NOR"}, "San Telmo NOR"),
])
def test_a_field_is_corrected_by_its_form(ada: Person, field: str, press: Any, filled: dict[str, str],
                                          expected: str) -> None:
    answer = ada.correct("e-1", field, press, **filled)
    assert answer.status_code == 303, answer.text
    page = ada.see(answer.headers["location"])
    changed = [item for item in pick(page, ".field.changed") if "the coder:" in item.text_content()]
    assert any(expected in " ".join(item.text_content().split()) for item in changed)


def test_words_that_do_not_stand_in_the_text_are_refused(ada: Person) -> None:
    answer = ada.correct("e-1", "trigger", words="fired at", start="")
    assert (answer.status_code, "does not stand in the report" in answer.text) == (400, True)


def test_two_who_correct_at_once_lose_nothing(ada: Person, bea: Person, said: Said) -> None:
    page = ada.see("/review?record=e-1")
    other = bea.see("/review?record=e-1")
    ada.send(editor(page, "type"), ("value", "COERCE"))
    answer = bea.send(editor(other, "type"), ("value", "MOBILIZE"))
    types = [(row.person, row.after) for row in said() if row.field == "type"]
    assert types == [("ada", "COERCE"), ("bea", "MOBILIZE")]
    shown = pick(bea.see(answer.headers["location"]), ".conflict")[0]
    assert "ada: COERCE" in " ".join(shown.text_content().split())
    bea.send(pick(shown, "form")[0])
    after = bea.see("/review?record=e-1")
    assert not pick(after, ".conflict")
    assert "COERCE" in pick(after, ".field.changed")[0].text_content()


def test_undo_and_redo_go_back_and_forth(ada: Person) -> None:
    ada.judge("e-1", "reject")
    page = ada.see("/review?record=e-1")
    assert "Judged wrong" in page.text_content()
    back = ada.send(pick(page, "form.verdicts")[0], ("kind", "undo"))
    page = ada.see(back.headers["location"])
    assert "Judged wrong" not in page.text_content()
    forth = ada.send(pick(page, "form.verdicts")[0], ("kind", "redo"))
    assert "Judged wrong" in ada.see(forth.headers["location"]).text_content()


def test_a_missed_event_a_split_and_a_merger(ada: Person) -> None:
    page = ada.see("/review?record=e-1")
    added = ada.send(doing(page, "add"), words="apologises", type="CONCEDE")
    record = parse_qs(urlsplit(added.headers["location"]).query)["record"][0]
    assert "added by a person" in ada.see(f"/review?record={record}").text_content()
    split = ada.send(doing(ada.see("/review?record=e-1"), "split"), words="killing")
    second = parse_qs(urlsplit(split.headers["location"]).query)["record"][0]
    merged = ada.send(doing(ada.see(f"/review?record={second}"), "merge"), into="e-1")
    assert "merged into another record" in ada.see(merged.headers["location"]).text_content()


def test_the_second_coder_sees_no_first_answer(ada: Person, bea: Person) -> None:
    ada.correct("e-1", "type", ("value", "COERCE"))
    ada.judge("e-1", "accept")
    page = bea.see("/review?coding=second")
    told = page.text_content()
    assert "0 of 1 judged" in " ".join(told.split())
    assert "Judged right" not in told
    assert not pick(page, ".field.changed")
    assert "ada" not in pick(page, "aside")[0].text_content()


def test_differences_are_decided_and_figures_follow(ada: Person, bea: Person) -> None:
    for record in ("e-1", "e-2"):
        ada.judge(record, "accept")
        bea.judge(record, "accept", coding="second")
    bea.correct("e-1", "status", ("value", "future"), coding="second")
    page = ada.see("/review?coding=final")
    table, = pick(page, "article.difference")
    assert "future" in table.text_content()
    decision = next(form for form in pick(table, "form") if "future" in form.text_content())
    assert ada.send(decision, ("take", "second")).status_code == 303
    assert not pick(ada.see("/review?coding=final"), "article.difference")
    rows = {(row["figure"], row["field"]): row for row in ada.client.get("/review/figures.json").json()}
    assert rows["alpha", "status"]["of"] == 2
    assert rows["alpha", "type"]["value"] == 1


def test_one_event_that_two_coders_added_in_other_words_is_decided(ada: Person, bea: Person) -> None:
    ada.judge("e-1", "accept")
    ada.send(doing(ada.see("/review?record=e-1"), "add"), words="if the mayor apologises", type="CONCEDE")
    bea.send(doing(bea.see("/review?coding=second&record=e-1"), "add"), words="apologises", type="SUPPORT")
    for _ in range(2):
        table, = pick(ada.see("/review?coding=final"), "article.difference")
        form = pick(table, "form")[1]
        assert ada.send(form, ("take", "second")).status_code == 303
    assert ada.send(form, ("take", "second")).status_code == 404
    assert not pick(ada.see("/review?coding=final"), "article.difference")


def test_accuracy_comes_from_the_random_sample_alone(ada: Person) -> None:
    order = [row["id"] for row in ada.client.get("/review.json?order=random&seed=q").json()]
    ada.judge(order[1], "accept")
    figures = ada.client.get("/review/figures.json?seed=q").json()
    assert {row["of"] for row in figures if row["figure"] == "accuracy"} == {0}
    ada.judge(order[0], "reject")
    figures = {row["field"]: row for row in ada.client.get("/review/figures.json?seed=q").json()
               if row["figure"] == "accuracy"}
    assert (figures["event"]["right"], figures["event"]["of"]) == (1, 2)
    assert 0 < figures["event"]["low"] < 0.5 < figures["event"]["high"] < 1


def test_gold_waits_until_all_is_looked_at_and_then_trains(ada: Person) -> None:
    ada.correct("e-1", "type", ("value", "COERCE"))
    ada.judge("e-1", "accept")
    ada.judge("e-2", "reject")
    assert ada.client.get("/review/gold.jsonl").text == ""
    ada.send(doing(ada.see("/review?record=e-1"), "search"), ("searched", "1"))
    line, = map(json.loads, ada.client.get("/review/gold.jsonl").text.splitlines())
    assert [(event["type"], event["modes"]) for event in line["events"]] == [("COERCE", [])]
    draft, = reading_of(line).drafts
    assert (draft.type, draft.trigger.text) == ("COERCE", "fired")
    marked, = map(json.loads, ada.client.get("/review/marked.jsonl").text.splitlines())
    assert marked["entities"][0]["label"] == "COERCE"
    assert "1 of 1 begun reports" in ada.see("/review/gold").text_content()


def test_judgements_are_listed_with_twins(ada: Person) -> None:
    ada.judge("e-1", "unsure")
    table = ada.see("/review/judgements")
    assert "unsure" in table.text_content()
    row, = ada.client.get("/review/judgements.json").json()
    assert (row["person"], row["after"]) == ("ada", "unsure")
    assert ada.client.get("/review/judgements.csv").text.splitlines()[0].startswith("number,act,coding,person")


def test_judgements_go_into_the_store_when_it_is_free(ada: Person, store: Path) -> None:
    ada.judge("e-1", "accept")
    page = ada.see("/review/judgements")
    keep = next(form for form in pick(page, "form") if "/review/keep" in form.get("action"))
    assert ada.send(keep).status_code == 303
    with dragoman.open(store) as history:
        assert history.sql("SELECT person, record, after FROM judgements").fetchall() == [("ada", "e-1", '"right"')]
    assert "beside the store" not in ada.see("/review/judgements").text_content()


def test_judging_goes_on_while_somebody_writes_the_store(ada: Person, store: Path, said: Said) -> None:
    with Writer(store, coder="2.0 stand-in", begun=NOW, options={}) as writer:
        assert ada.judge("e-1", "accept").status_code == 303
        page = ada.see("/review/judgements")
        keep = next(form for form in pick(page, "form") if "/review/keep" in form.get("action"))
        assert ada.send(keep).status_code == 503
        writer.add(codings())
        assert ada.judge("e-2", "reject").status_code == 303
    assert [(row.record, row.after) for row in said()] == [("e-1", "right"), ("e-2", "wrong")]
    assert ada.send(keep).status_code == 303


def test_a_judgement_is_about_what_was_seen_also_when_the_report_is_coded_anew(ada: Person, store: Path) -> None:
    ada.correct("e-1", "status", ("value", "future"))
    first = codings()[0]
    changed = replace(first, records=(replace(first.records[0], type="COERCE"), *first.records[1:]))
    with Writer(store, coder="2.0 stand-in", begun=NOW, options={}) as writer:
        writer.add([changed])
    page = ada.see("/review?record=e-1")
    assert pick(page, "aside .code")[0].text_content() == "ASSAULT"
    assert "future" in pick(page, ".field.changed")[0].text_content()


def test_text_titles_and_names_stay_text(ada: Person) -> None:
    ada.judge("e-hostile", "accept")
    ada.correct("e-hostile", "recipients", words_new=telling.SCRIPT)
    for address in ("/review?record=e-hostile", "/review/judgements", "/review/gold", "/review/figures?seed=<script>",
                    "/review?order=random&seed=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/review?source=<script>"):
        told = ada.client.get(address)
        assert told.status_code == 200
        assert telling.SCRIPT not in told.text
        assert telling.IMAGE not in told.text
        assert "<script>alert" not in told.text


@pytest.mark.parametrize("address", ["/review/act", "/review/keep", "/review/decide", "/review/person"])
def test_a_change_from_elsewhere_is_refused(ada: Person, said: Said, address: str,
                                            ours: dict[str, str]) -> None:
    data = {"kind": "accept", "record": "e-1", "seen": "0", "report": "r-1", "person": "eve"}
    assert ada.client.post(address, data=data, headers=ORIGIN).status_code == 403
    assert ada.client.post(address, data=data, headers=ours | {"origin": "http://evil.example"}).status_code == 403
    assert said() == ()


@pytest.mark.parametrize("data, status", [
    ({"kind": "dance"}, 400), ({"kind": "accept", "seen": "x"}, 400), ({"kind": "accept", "record": "e-99"}, 404),
    ({"kind": "correct", "field": "why", "value": "x"}, 400), ({"kind": "accept", "report": "r-nobody"}, 404),
    ({"kind": "merge", "into": "e-1"}, 400), ({"kind": "settle", "number": "4"}, 400), ({"kind": "add"}, 400),
    ({"queue": "coding=third"}, 400),
])
def test_what_makes_no_sense_is_refused(ada: Person, ours: dict[str, str], data: dict[str, str], status: int,
                                        said: Said) -> None:
    report = ada.client.get("/review.json").json()
    known = {"kind": "accept", "record": "e-1", "seen": "0",
             "report": next(row["report"] for row in report if row["id"] == "e-1")}
    assert ada.client.post("/review/act", data=known | data, headers=ours).status_code == status
    assert said() == ()


@pytest.mark.parametrize("query", ["?order=best", "?coding=third"])
def test_a_queue_that_there_is_not_is_refused(ada: Person, query: str) -> None:
    assert ada.client.get(f"/review{query}").status_code == 400


def test_nobody_judges_without_a_name(client: TestClient, ours: dict[str, str]) -> None:
    assert client.post("/review/act", data={"kind": "accept"}, headers=ours).status_code == 400
