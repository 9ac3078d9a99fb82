"""Our records beside events of others."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman
from dragoman.analyze.compare import Agreement, Comparison, Terms, compare, matches
from dragoman.errors import NothingFound, UsageError
from dragoman.store.export.files import export
from dragoman.store.export.selection import Selection
from dragoman.store.imported.write import take
from tests.store.conftest import NOW
from tests.store.export.conftest import made, world  # noqa: F401 - the same three reports
from tests.store.imported import samples

START = date(2031, 4, 1)
DAYS = st.lists(st.integers(0, 12), max_size=5, unique=True).map(
    lambda days: [START + timedelta(day) for day in sorted(days)])


@pytest.fixture
def store(world: Path, tmp_path: Path) -> Path:  # noqa: F811
    """Return a copy of the store, to write to."""
    return Path(shutil.copy(world, tmp_path / "s.duckdb"))


def _import(store: Path, text: str, form: str, name: str) -> None:
    path = store.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    take(store, path, form, now=NOW, name=name)


def _compared(store: Path, other: str, by: str = "type", **terms: object) -> Comparison:
    with dragoman.open(store) as opened:
        return compare(opened, "records", other, by=by, terms=Terms(**terms))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["polecat", "icews", "gdelt"])
@pytest.mark.parametrize("by", ["type", "dyad", "day", "month"])
def test_what_we_export_agrees_with_our_records(store: Path, form: str, by: str) -> None:
    with dragoman.open(store) as opened:
        text = b"".join(export(opened, form, Selection(unit="act"))).decode()
    _import(store, text, form, "ours")
    found = _compared(store, "ours", by, days=0)
    assert found.total.one > 0
    assert found.total.agreement == 1.0
    assert all(row.agreement == 1.0 for row in found.rows)


def test_agreement_is_told_by_type_and_pair(store: Path) -> None:
    _import(store, samples.ICEWS, "icews", "i")
    found = _compared(store, "i", since=date(2031, 4, 1), until=date(2031, 4, 30))
    assert {row.key: (row.one, row.other, row.one_in_other, row.other_in_one) for row in found.rows} == {
        "COERCE": (0, 1, 0, 0), "CONSULT": (1, 1, 1, 1)}
    assert found.total == Agreement("all", 1, 2, 1, 1)
    assert found.total.agreement == pytest.approx(2 / 3)
    by_pair = _compared(store, "i", "dyad", since=date(2031, 4, 1), until=date(2031, 4, 30))
    assert [row.key for row in by_pair.rows] == ["ISL-NOR", "NOR-ISL"]  # talks have no direction


def test_only_days_that_both_cover_count_unless_others_are_asked_for(store: Path) -> None:
    _import(store, samples.ICEWS, "icews", "i")
    found = _compared(store, "i")
    assert (found.since, found.until) == (date(2031, 4, 7), date(2031, 4, 7))
    assert found.total == Agreement("all", 1, 1, 1, 1)


def test_a_day_apart_is_the_same_event_unless_told_otherwise(store: Path) -> None:
    _import(store, samples.ICEWS.replace("2031-04-07", "2031-04-08"), "icews", "i")
    for days, found in ((1, 1), (0, 0)):
        compared = _compared(store, "i", days=days, since=date(2031, 4, 1), until=date(2031, 4, 30))
        assert compared.total.one_in_other == found


def test_any_type_asks_only_whether_something_happened(store: Path) -> None:
    _import(store, samples.ICEWS.replace("\t042\t", "\t112\t"), "icews", "i")
    assert _compared(store, "i", days=0).total.one_in_other == 0
    assert _compared(store, "i", days=0, is_any_type=True).total.one_in_other == 1


def test_those_who_act_together_are_pairs(store: Path) -> None:
    _import(store, samples.polecat(), "polecat", "p")
    with dragoman.open(store) as opened:
        found = compare(opened, "p", "p", by="dyad")
    assert {row.key: row.agreement for row in found.rows} == {"ISL-NOR": 1.0, "NOR-ISL": 1.0}


def test_nothing_to_compare_is_no_agreement(store: Path) -> None:
    _import(store, samples.gdelt(), "gdelt", "g")
    found = _compared(store, "g")
    assert found.total.agreement is None
    assert found.rows == ()


def test_what_there_is_not_is_told(store: Path) -> None:
    with pytest.raises(NothingFound, match="records"):
        _compared(store, "nothing")
    with pytest.raises(UsageError, match="month"):
        _compared(store, "records", "year")
    with pytest.raises(UsageError):
        Terms(days=-1)


@given(one=DAYS, other=DAYS, most=st.integers(0, 3))
def test_as_many_days_as_possible_are_paired(one: list[date], other: list[date], most: int) -> None:
    found = matches(one, other, most)
    assert all(abs((one[left] - other[right]).days) <= most for left, right in found)
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)
    assert len(found) == _most(one, other, most)


def _most(one: list[date], other: list[date], most: int) -> int:
    """Try every pairing of the shorter list with the longer."""
    short, long = sorted((one, other), key=len)
    return max((sum(abs((left - right).days) <= most for left, right in zip(short, order, strict=True))
                for order in permutations(long, len(short))), default=0)
