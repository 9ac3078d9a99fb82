"""Search: words, phrases, endings, accents, conditions, rank and passages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.analyze.history import History
from dragoman.analyze.search import passage
from dragoman.errors import UsageError
from dragoman.store.search import parse
from tests.analyze.conftest import told

TEXTS = {
    "treaty": "Norland and Surland signed a treaty on the river. The treaties of the past were void.",
    "grain": "The grain deal of Port Águila lets ships of Surland pass the strait.",
    "ship": "A ship was stopped off Port Aguila; the deal on grain was not mentioned, and the grain rotted.",
    "long": "Of grain there was little. " + "Nothing else happened in the whole of that long week. " * 20,
}
CASES: tuple[tuple[str, dict[str, Any], list[str], str], ...] = (
    ("treaties", {}, ["treaty"], "a plural finds the singular"),
    ("TREATY", {}, ["treaty"], "without case"),
    ("aguila", {}, ["grain", "ship"], "without accents"),
    ("grain", {}, ["ship", "grain", "long"], "more often and in shorter texts first"),
    ("grain deal", {}, ["ship", "grain"], "all the words"),
    ('"grain deal"', {}, ["grain"], "a phrase as it stands"),
    ("grain -deal", {}, ["long"], "without a word"),
    ("grain -nosuchword", {}, ["ship", "grain", "long"], "without a word that stands nowhere"),
    ("grain treaty", {}, [], "no text has both"),
    ("grain treaty", {"any_word": True}, ["treaty", "ship", "grain", "long"], "one will do; rare words weigh more"),
    ("nosuchword", {}, [], "a word that stands nowhere"),
    ("grain", {"since": "2031-02"}, ["grain", "long"], "from a day on"),
    ("grain", {"until": "2031-01"}, ["ship"], "to a day"),
    ("grain", {"actor": "nor"}, ["ship", "grain"], "by country of an actor"),
    ("grain", {"actor": "Norland", "recipient": "SUR"}, ["ship"], "by name, both in one record"),
    ("grain", {"type": "accuse"}, ["long"], "by type"),
    ("grain", {"most": 1}, ["ship"], "not more than asked for"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of four reports."""
    from datetime import datetime

    from dragoman.store import Writer

    path = tmp_path_factory.mktemp("search") / "s.duckdb"
    acts = [told("2031-01-05", "NOR", "CONSULT", "SUR", text=TEXTS["treaty"]),
            told("2031-02-05", "NOR", "AID", "OST", text=TEXTS["grain"]),
            told("2031-01-20", "NOR", "SANCTION", "SUR", text=TEXTS["ship"]),
            told("2031-03-05", "OST", "ACCUSE", "SUR", text=TEXTS["long"])]
    with Writer(path, coder="1.0", begun=datetime(2031, 4, 9), options={}) as writer:  # noqa: DTZ001
        for act in acts:
            writer.add([act])
    return path


@pytest.mark.parametrize("words,conditions,found,note", CASES, ids=[case[-1] for case in CASES])
def test_reports_are_found_best_first(
    store: Path, words: str, conditions: dict[str, Any], found: list[str], note: str,
) -> None:
    names = {text[:12]: name for name, text in TEXTS.items()}
    with History(store) as opened:
        hits = opened.search(words, **conditions)
        texts = dict(opened.sql("SELECT id, text FROM reports").fetchall())
    assert [names[texts[hit.report][:12]] for hit in hits] == found, note
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.records for hit in hits)


def test_the_score_is_that_of_bm25(store: Path) -> None:
    import math

    with History(store) as opened:
        hit = opened.search("treaty")[0]
        words, mean, texts = opened.sql(
            "SELECT max(words) FILTER (WHERE contains(text, 'treaty')), avg(words), count(*) "
            "FROM search_texts JOIN texts USING (digest)").fetchall()[0]
    weight = math.log(1 + (texts - 1 + 0.5) / (1 + 0.5))
    expected = weight * 2 * 2.2 / (2 + 1.2 * (1 - 0.75 + 0.75 * words / mean))
    assert hit.score == pytest.approx(expected, abs=0.001)


SEVERAL = ("grain deal", "the grain of", "of the grain the deal", "grain nosuchword", "port grain deal strait")


@pytest.mark.parametrize("words", SEVERAL)
def test_all_the_words_rank_as_one_of_them_would(store: Path, words: str) -> None:
    """Texts without the rarest word are left out before they are scored, which changes no score and no order."""
    asked = words.split()
    with History(store) as opened:
        found = [(hit.report, hit.score) for hit in opened.search(words)]
        texts = dict(opened.sql("SELECT id, lower(strip_accents(text)) FROM reports").fetchall())
        wide = [(hit.report, hit.score) for hit in opened.search(words, any_word=True)]
    assert found == [hit for hit in wide if all(re.search(rf"\b{word}\b", texts[hit[0]]) for word in asked)]


def test_a_report_that_is_coded_again_is_found_once(write: Callable[..., Path]) -> None:
    act = told("2031-01-05", "NOR", "CONSULT", "SUR", text=TEXTS["treaty"])
    write([act])
    with History(write([act], coder="2.0")) as opened:
        assert len(opened.search("treaty")) == 1
        assert opened.sql("SELECT count(*) FROM search_texts").fetchall() == [(1,)]


@pytest.mark.parametrize("words", ["", "  ", "-only", '"', "…"])
def test_nothing_to_search_for_is_said(store: Path, words: str) -> None:
    with History(store) as opened, pytest.raises(UsageError):
        opened.search(words)


def test_a_question_has_words_phrases_and_what_it_is_without() -> None:
    assert parse('talks "cease  fire" -"peace plan" -war') == (
        ("talks", "cease  fire"), ("cease fire",), ("peace plan", "war"))


def test_the_passage_is_where_most_of_the_words_are() -> None:
    text = "The river rose. " * 40 + "In Port Águila the parties met over the grain of the river. " + "It rained. " * 40
    found = passage(text, ["grain", "party", "river"])
    assert "parties met over the grain" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert passage("Nothing.", ["grain"]) == "Nothing."
