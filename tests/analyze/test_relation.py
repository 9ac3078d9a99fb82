"""Relations: what changed, when, and that each statement cites acts that are there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.analyze.history import History
from dragoman.analyze.relation import Relation
from dragoman.errors import NothingFound, UsageError
from dragoman.types import Coding
from tests.analyze.conftest import days, told

PEACE = [told(day, "NOR", "CONSULT", "SUR") for day in days("2029-01-05", 12, 61)]
WAR = [told(day, actor, "ASSAULT", other)
       for day in days("2031-02-03", 10, 6) for actor, other in (("NOR", "SUR"), ("SUR", "NOR"))]
# Others are reported on all the time: that makes the months of the two comparable.
WORLD = [told(day, "OST", "ACCUSE", "USA") for day in days("2029-01-02", 330, 3)]


@pytest.fixture
def war(history: Callable[[list[Coding]], History]) -> History:
    """Return a store of two years of talks, two months of war and then of silence."""
    return history([*PEACE, *WAR, *WORLD, told("2031-02-04", "NOR", "ASSAULT", "SUR", sector="REB")])


def _sound(store: History, found: Relation) -> None:
    """Check that statements cite acts of the pair that are in the store, and name their records."""
    known = {record.id: record for record in store.each()}
    said = [(item.sentence, item.cites) for item in found.changes]
    said += [(item.sentence, item.cites) for item in found.standouts]
    for sentence, cites in [*said, (found.sentence, found.cites)]:
        for cite in cites:
            record = known[cite.record]
            assert (cite.type, cite.report) == (record.type, record.report)
            assert cite.trigger in cite.quote
            assert cite.record in sentence
            assert {cite.actor, cite.recipient} == set(found.pair)


def test_a_war_is_found_with_its_end_and_its_acts(war: History) -> None:
    with war as store:
        found = store.relation("nor", "sur")
        _sound(store, found)
    assert [(f"{change.start:%Y-%m}", change.direction, change.is_sure) for change in found.changes] == [
        ("2031-02", "worse", True), ("2031-04", "better", True)]
    assert [change.driver for change in found.changes] == [4, 4]
    assert found.changes[0].why.rule == "relation.changes"
    assert "ASSAULT" in found.changes[0].sentence
    assert all(change.cites for change in found.changes)
    assert found.acts == len(PEACE) + len(WAR)


def test_months_that_stand_out_do_so_with_citations(war: History) -> None:
    with war as store:
        found = store.relation("NOR", "SUR")
    worse = [f"{item.start:%Y-%m}" for item in found.standouts if item.state == "worse"]
    assert worse == ["2031-02"], "a second month of war is no worse than the first"
    assert all(item.cites and item.why.rule == "relation.barometer" for item in found.standouts)


@pytest.mark.parametrize("until,state,word", [
    ("2031-01", "unchanged", "unchanged"), ("2031-03", "worse", "worse than"), ("2029-02", "unknown", "too few"),
])
def test_the_state_at_the_end_depends_on_the_end(war: History, until: str, state: str, word: str) -> None:
    with war as store:
        found = store.relation("NOR", "SUR", until=until)
        _sound(store, found)
    assert found.state == state
    assert word in found.sentence


def test_which_country_is_named_first_makes_no_difference(war: History) -> None:
    with war as store:
        one, other = store.relation("NOR", "SUR"), store.relation("SUR", "NOR")
    assert [point.level for point in one.points] == [point.level for point in other.points]


def test_a_memory_of_an_act_is_no_act_of_its_time(history: Callable[[list[Coding]], History]) -> None:
    memory = [told(day, "NOR", "ASSAULT", "SUR", when="2029-06-01") for day in days("2031-02-03", 9, 5)]
    with history([*PEACE, *WORLD, *memory]) as store:
        assert len(store.relation("NOR", "SUR").changes) == 0
        assert store.relation("NOR", "SUR", lag=None).acts == len(PEACE) + len(memory)


def test_a_change_of_sources_is_flagged(history: Callable[[list[Coding]], History]) -> None:
    other = [told(day, "OST", "ACCUSE", "USA", source="The Herald") for day in days("2031-02-02", 200, 1)]
    before = [act for act in WORLD if (act.report.published or "") < "2031-02"]
    with history([*PEACE, *before, *other, *[told(day, "NOR", "ASSAULT", "SUR", source="The Herald")
                                             for day in days("2031-02-03", 60, 2)]]) as store:
        found = store.relation("NOR", "SUR")
    assert found.changes[0].is_doubtful
    assert found.changes[0].shift > 0.5


def test_steady_publishers_alone_on_request(history: Callable[[list[Coding]], History]) -> None:
    loud = [told(day, "NOR", "ASSAULT", "SUR", source="The Herald") for day in days("2031-02-03", 9, 1)]
    with history([*PEACE, *WORLD, *loud]) as store:
        assert store.relation("NOR", "SUR").acts == len(PEACE) + 9
        found = store.relation("NOR", "SUR", steady=True)
    assert found.acts == len(PEACE)
    assert found.sources == ("The Courier",)


def test_a_relation_is_between_two_in_a_time_with_reports(war: History) -> None:
    with war as store:
        with pytest.raises(UsageError, match="two countries"):
            store.relation("NOR", "nor")
        with pytest.raises(NothingFound, match="they go from"):
            store.relation("NOR", "SUR", since="2040")


def test_tables_of_a_relation_are_data_frames(war: History) -> None:
    pytest.importorskip("pandas")
    with war as store:
        found = store.relation("NOR", "SUR")
    assert list(found.changes.df()["direction"]) == ["worse", "better"]
    assert found.points.columns == ("start", "acts", "level", "low", "high", "baseline", "state")
