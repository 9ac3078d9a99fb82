"""Panels: what counts, in which unit, for which pair; and every zero."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dragoman.analyze.history import History
from dragoman.errors import UsageError
from tests.analyze.conftest import told

Open = Callable[..., History]


def _cells(answer: Any, *names: str) -> list[tuple[Any, ...]]:
    places = [answer.columns.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in answer.fetchall()]


def test_a_month_without_acts_has_a_row_of_zeros(history: Open) -> None:
    with history([told("2031-01-10", "NOR", "ASSAULT", "SUR"), told("2031-03-10", "NOR", "CONSULT", "SUR")]) as store:
        rows = _cells(store.panel("NOR", "SUR"), "start", "events", "verbal_cooperation", "material_conflict",
                      "intensity", "intensity_sum")
    assert rows == [(date(2031, 1, 1), 1, 0, 1, -9.0, -9.0), (date(2031, 2, 1), 0, 0, 0, None, 0.0),
                    (date(2031, 3, 1), 1, 1, 0, 4.0, 4.0)]


def test_what_one_does_to_the_other_is_not_what_the_other_does(history: Open) -> None:
    with history([told("2031-01-10", "NOR", "ASSAULT", "SUR")]) as store:
        assert _cells(store.panel("SUR", "NOR"), "events") == [(0,)]
        assert _cells(store.panel("NOR", "SUR"), "events") == [(1,)]


def test_what_several_do_together_stands_in_both_directions(history: Open) -> None:
    with history([told("2031-01-10", "NOR", "CONSULT", others=["SUR", "OST"])]) as store:
        pairs = _cells(store.panel(), "actor", "recipient", "events")
    assert pairs == [(a, b, 1) for a, b in (("NOR", "OST"), ("NOR", "SUR"), ("OST", "NOR"), ("OST", "SUR"),
                                            ("SUR", "NOR"), ("SUR", "OST"))]


PLACES = (
    # when, until, published, unit, start or None, note
    ("2031-01-10", None, "2031-02-02", "month", date(2031, 1, 1), "by its own day, not the report's"),
    (None, None, "2031-02-02", "month", date(2031, 2, 1), "without a day, by the report's"),
    ("2031-01", None, "2031-02-02", "month", date(2031, 1, 1), "a month has its place in months"),
    ("2031-01", None, "2031-02-02", "day", None, "but none in days: no day is invented"),
    ("2031", None, "2031-02-02", "month", None, "a year has none in months"),
    ("2031-01-13", "2031-01-19", "2031-02-02", "week", date(2031, 1, 13), "from Monday to Sunday is one week"),
    ("2031-01-12", "2031-01-19", "2031-02-02", "week", None, "from Sunday on it is two"),
    ("2031-01-30", "2031-02-02", "2031-02-02", "month", None, "over the end of the month it is none"),
)


@pytest.mark.parametrize("when,until,published,unit,start,note", PLACES, ids=[case[-1] for case in PLACES])
def test_an_act_is_in_the_unit_that_its_days_lie_in(
    history: Open, when: str | None, until: str | None, published: str, unit: str, start: date | None, note: str,
) -> None:
    act = told(published, "NOR", "ASSAULT", "SUR", when=when, until=until)
    with history([act, told("2031-01-01", "OST", "AID", "SUR")]) as store:
        found = [row[0] for row in _cells(store.panel("NOR", "SUR", unit=unit), "start", "events") if row[1]]
    assert found == ([] if start is None else [start]), note


SELECTIONS: tuple[tuple[dict[str, Any], dict[str, Any], int], ...] = (
    ({"status": "future"}, {}, 0), ({"status": "future"}, {"statuses": ["future"]}, 1),
    ({"sector": "REB"}, {}, 0), ({"sector": "REB"}, {"sides": "all"}, 1), ({"sector": "BUS"}, {}, 0),
    ({"against": "REB"}, {}, 0), ({"against": "CVL"}, {}, 1), ({"against": "REB"}, {"sides": "all"}, 1),
    ({"confidence": 0.3}, {"confidence": 0.5}, 0), ({"confidence": 0.5}, {"confidence": 0.5}, 1),
    ({"source": "The Herald"}, {"sources": ["The Courier"]}, 0), ({}, {"sources": ["The Courier"]}, 1),
    ({"when": "2031-01-01"}, {"lag": 8}, 0), ({"when": "2031-01-01"}, {"lag": 9}, 1),
)


@pytest.mark.parametrize("act,chosen,events", SELECTIONS)
def test_only_what_is_chosen_counts(history: Open, act: dict[str, Any], chosen: dict[str, Any], events: int) -> None:
    with history([told("2031-01-10", "NOR", "ASSAULT", "SUR", **act)]) as store:
        assert _cells(store.panel("NOR", "SUR", since="2031-01", until="2031-01", **chosen), "events") == [(events,)]


def test_codes_are_there_while_a_state_is_a_member(history: Open) -> None:
    with history([told("2011-07-20", "SSD", "ACCUSE", "SDN"), told("2011-06-20", "DEU", "AID", "YEM")]) as store:
        rows = _cells(store.panel("SSD", "SDN", since="2011-07", until="2011-08"), "start", "actor_cow", "actor_gw")
        assert rows == [(date(2011, 7, 1), None, None), (date(2011, 8, 1), 626, 626)]
        assert len(store.panel("SSD", "SDN", since="2011-07", until="2011-08", members=True).fetchall()) == 1
        codes = _cells(store.panel("DEU", "YEM", since="2011-06", until="2011-06"), "actor_cow", "actor_gw",
                       "recipient_cow", "recipient_gw")
        assert codes == [(255, 260, 679, 678)]


def test_types_are_columns_on_request(history: Open) -> None:
    with history([told("2031-01-10", "NOR", "SANCTION", "SUR")]) as store:
        assert _cells(store.panel("NOR", "SUR", by="type"), "sanction", "assault") == [(1, 0)]


@pytest.mark.parametrize("wrong", [
    {"unit": "year"}, {"count": "acts"}, {"by": "mode"}, {"sides": "some"}, {"statuses": ["maybe"]},
    {"confidence": 2}, {"since": "yesterday"}, {"since": "2032", "until": "2031"}, {"recipient": "NOR"},
])
def test_what_there_is_not_is_said(history: Open, wrong: dict[str, Any]) -> None:
    with history([told("2031-01-10", "NOR", "AID", "SUR")]) as store, pytest.raises(UsageError):
        store.panel(**{"actor": "NOR", "recipient": "SUR", **wrong})


def test_a_country_without_acts_has_zeros_with_another_and_no_rows_alone(history: Open) -> None:
    act = told("2031-01-10", "NOR", "AID", "SUR")
    with history([act]) as store:
        assert store.panel("OST", "NOR").fetchall()[0][1:3] == ("OST", "NOR")
        assert store.panel("OST").fetchall() == []


def test_the_view_for_sql_has_the_months_with_acts(history: Open) -> None:
    with history([told("2031-01-10", "NOR", "AID", "SUR"), told("2031-01-11", "NOR", "ASSAULT", "SUR")]) as store:
        query = "SELECT start, actor, recipient, mentions, episodes, material_conflict FROM panel"
        assert store.sql(query).fetchall() == [(date(2031, 1, 1), "NOR", "SUR", 2, 2, 1)]


def test_what_a_later_run_codes_replaces_what_an_earlier_did(write: Callable[..., Any]) -> None:
    text = "Norland and Surland exchanged words, and then more than words, said the paper."
    write([told("2031-01-10", "NOR", "ACCUSE", "SUR", text=text)])
    path = write([told("2031-01-10", "NOR", "ASSAULT", "SUR", text=text)], coder="2.0 fast")
    with History(path) as store:
        assert _cells(store.panel("NOR", "SUR"), "events", "verbal_conflict", "material_conflict") == [(1, 0, 1)]
        assert store.sql("SELECT count(*) FROM raw_dyads").fetchall() == [(2,)]
