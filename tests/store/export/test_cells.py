"""Whatever stands in a cell, a row stays a row and comes back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.records.jsonl import from_line
from dragoman.store import Writer
from dragoman.store.export.codes import Losses, columns
from dragoman.store.export.files import export
from dragoman.store.export.flat import COLUMNS, csv_line, flat, guarded, unguarded
from dragoman.store.export.tsv import line
from dragoman.types import Coding
from tests.store.conftest import NOW

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["=1+1", "'=1", "-", "+49 30", "@SUM(A1)", "\t=x", "\r\n", 'a "b"', "التقى الوزير", "שלום\tעולם", "\x00",
     "a\u2028b", ""])


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_a_line_of_tabs_has_as_many_cells_as_were_given(cells: list[str]) -> None:
    made = line(cells, Losses()).decode()
    assert made.endswith("\n")
    assert len(made[:-1].splitlines() or [""]) == 1
    assert made[:-1].count("\t") == len(cells) - 1
    assert '"' not in made


@given(st.text(st.characters(categories=("L", "N", "Zs")), max_size=30))
def test_letters_of_any_script_are_kept(cell: str) -> None:
    losses = Losses()
    assert line([cell], losses).decode("utf-8") == f"{cell}\n"
    assert losses.total() == 0


@given(TEXTS)
def test_no_cell_of_csv_is_a_formula_and_all_come_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


@pytest.mark.parametrize("value", [-9.0, -1, None, True, 0])
def test_numbers_and_nothing_stay_what_they_are(value: object) -> None:
    assert guarded(value) is value


@given(st.lists(TEXTS.filter(lambda text: "\x00" not in text), min_size=1, max_size=6))
def test_csv_comes_back_cell_by_cell(cells: list[str]) -> None:
    text = csv_line(cells).decode()
    (row,) = csv.reader(io.StringIO(text, newline=""))
    assert [unguarded(cell) for cell in row] == cells


def test_the_flat_row_has_the_columns_that_are_documented(made: tuple[Coding, ...]) -> None:
    assert tuple(COLUMNS) == columns("csv")
    assert len(flat(made[0].records[0])) == len(COLUMNS)


@settings(max_examples=3, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(odd=st.lists(st.tuples(TEXTS, TEXTS, TEXTS.filter(bool)), min_size=5, max_size=20))
def test_nothing_in_names_or_words_breaks_a_file(
    made: tuple[Coding, ...], tmp_path_factory: pytest.TempPathFactory, odd: list[tuple[str, str, str]],
) -> None:
    path = tmp_path_factory.mktemp("odd") / "s.duckdb"
    codings = [_odd(made[0], f"r{number}", *words) for number, words in enumerate(odd)]
    with Writer(path, coder="1.0", begun=NOW, options={}) as writer:
        writer.add(codings)
        writer.finish(NOW)
    with dragoman.open(path) as store:
        assert [from_line(row) for row in export(store, "jsonl")] == [coding.records[0] for coding in codings]
        for form, width in (("polecat", 40), ("icews", 20), ("gdelt", 61), ("gdelt-mentions", 16), ("petrarch2", 8)):
            rows = b"".join(export(store, form)).decode().rstrip("\n").split("\n")
            assert {row.count("\t") + 1 for row in rows} == {width}
        text = b"".join(export(store, "csv")).decode()
        rows_of_csv = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [unguarded(row["actor_text"]) for row in rows_of_csv] == [words for _, _, words in odd]


def _odd(visit: Coding, report: str, title: str, name: str, words: str) -> Coding:
    """Return a report whose record has these words for names, places and offices."""
    first = visit.records[0]
    actor = replace(first.actors[0], name=name, text=words, office=title)
    record = replace(first, id=f"e-{report}", report=report, actors=(actor,),
                     where=(replace(first.where[0], name=name, text=words),))
    return Coding(replace(visit.report, id=report, title=title, source=words), (record,))
