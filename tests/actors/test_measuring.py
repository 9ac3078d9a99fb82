"""The scripts that measure who is meant, on texts of our own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.actors import ActorBook

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    sys.path.insert(0, str(SCRIPTS))
    spec = importlib.util.spec_from_file_location("measure_actors", SCRIPTS / "measure_actors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_actors"] = module
    spec.loader.exec_module(module)
    return module


def visit(text: str, code: str, day: str = "2012-05-05") -> dict[str, object]:
    gold = {"actor": {"code": code}, "recipient": {"code": "USA"}}
    return {"id": "usvisit-1", "text": text, "date": day, "gold": gold}


def test_visits_are_selected_by_the_rule(script: ModuleType, book: ActorBook) -> None:
    rows = [visit("Chancellor Angela Merkel. Had tea.", "DEU"), visit("Had tea in the garden.", "DEU"),
            visit("Chancellor Angela Merkel. Spoke of Chile.", "DEU"), visit("Premier Zed Quill. Had tea.", "FRA"),
            visit("Chancellor Helmut Kohl. Had tea.", "DEU", "1985-05-05")]
    answers = list(script.visits(rows, book, "1990"))
    found = [(answer.coded, answer.found, answer.right) for answer in answers]
    assert found == [("DEU", "DEU", True), ("FRA", "", False)]


def test_phrases_leave_out_what_is_skipped(script: ModuleType, book: ActorBook) -> None:
    base = {"context": None, "date": None, "known_country": None, "marked": None}
    rows = [base | {"text": "Chilean police", "gold": {"country": "CHL", "code_1": "COP"}},
            base | {"text": "Peru", "gold": {"country": "PER", "code_1": ""}},
            base | {"text": "Kosovo", "gold": {"country": "XKX", "code_1": "JUD"}},
            base | {"text": "Peru", "gold": {"country": "XXX"}, "marked": ["skip(reason=…)"]}]
    answers = list(script.phrases(rows, book, ""))
    assert [answer.right for answer in answers] == [True, True, True, True, True, False]


def test_links_count_wrong_and_missing_ones(script: ModuleType, book: ActorBook) -> None:
    text = "Angela Merkel met Zed Quill in Chile . The Chile team lost ."
    entities = [{"type": "person", "text": "Angela Merkel", "wiki": "Angela_Merkel"},
                {"type": "person", "text": "Zed Quill", "wiki": "Zed_Quill"},
                {"type": "place", "text": "Chile", "wiki": "Chile"},
                {"type": "organization", "text": "The Chile team", "wiki": "Chile_national_football_team"}]
    rows = [{"text": text, "title": "", "date": "2012-05-05", "gold": {"entities": entities}}]
    answers = list(script.links(rows, book, ""))
    assert [(answer.coded, answer.right) for answer in answers if answer.question == "link"] == [
        ("Angela Merkel", True), ("Zed Quill", False), ("Chile", True)]
    assert list(script.report(answers))[1] == "precision 1.000 of 2, recall 0.667 of 3"


def test_titles_are_found_by_most_of_their_places(script: ModuleType, book: ActorBook) -> None:
    rows = [{"text": "It said Chancellor Angela Merkel spoke.", "date": "2012-05-05"},
            {"text": "It said President Zed Quill spoke.", "date": "2012-05-05"}]
    answers = {answer.words: answer.right for answer in script.titles(rows, book, "1990")}
    assert answers == {"Chancellor Angela Merkel": True, "President Zed Quill": False}
