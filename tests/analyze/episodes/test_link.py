"""Linking a store: the same episodes in whatever order, bit by bit, and as users judge."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from dragoman.analyze.episodes.act import Act
from dragoman.analyze.episodes.clustering import pair
from dragoman.analyze.episodes.judge import Verdict, judge
from dragoman.analyze.episodes.link import link
from dragoman.analyze.episodes.listing import current
from dragoman.analyze.episodes.table import Rules
from dragoman.analyze.history import History
from dragoman.errors import NothingFound, UsageError
from dragoman.types import Coding
from tests.analyze.episodes.telling import NOW, now, told, write

SHELLING = (
    told("Norland shelled Surland in Velm near the Orrin mill, and 12 people died.", "2031-05-02"),
    told("In Velm near the Orrin mill Norland shelled Surland; 15 people died.", "2031-05-02", source="The Mirror"),
    told("After Norland's shelling of Surland at the Orrin mill in Velm, 17 were buried.", "2031-05-04",
         when="2031-05-02", source="Daily Star"),
)
OTHERS = (
    told("Norland shelled Surland in Karsk by the old lighthouse; 3 died.", "2031-05-02", source="The Mirror"),
    told("Ostland met Surland over fishing quotas.", "2031-05-02"),
    told("Ostland met Surland over grain prices at Lake Istra.", "2031-08-20"),
)
ALL = (*SHELLING, *OTHERS)
Partition = set[frozenset[str]]


def partition(path: Path) -> Partition:
    """Return the episodes as sets of records."""
    with History(path) as history:
        groups: dict[str, set[str]] = {}
        for episode, record in history.sql("SELECT episode, record FROM episode_members").fetchall():
            groups.setdefault(episode, set()).add(record)
    return {frozenset(group) for group in groups.values()}


def ids(codings: Sequence[Coding]) -> list[str]:
    """Return the ids of the records."""
    return [coding.records[0].id for coding in codings]


def episode_of(path: Path, coding: Coding) -> str:
    """Return the episode of a report's record."""
    with History(path) as history:
        return str(history.record(coding.records[0].id).episode)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a linked store of all reports."""
    path = write(tmp_path / "s.duckdb", ALL)
    link(path, now)
    return path


def test_reports_of_one_act_are_one_episode_and_others_are_not(store: Path) -> None:
    assert partition(store) == {frozenset(ids(SHELLING)), *(frozenset([name]) for name in ids(OTHERS))}


def test_a_record_names_its_episode_in_views_and_objects(store: Path) -> None:
    with History(store) as history:
        named = dict(history.sql("SELECT id, episode FROM records").fetchall())
        assert {record.id: record.episode for record in history.each()} == named
        assert len({named[name] for name in ids(SHELLING)}) == 1
        assert history.record(ids(SHELLING)[0]).episode == named[ids(SHELLING)[0]]


@pytest.mark.parametrize(("whole", "is_weighed"), [(300, True), (2, False)])
def test_records_that_share_no_key_are_weighed_where_others_tie_them(
    whole: int, is_weighed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    weighed: set[tuple[str, str]] = set()

    def watched(a: Act, b: Act, table: Rules) -> int:
        weighed.add(pair(a.record, b.record))
        return 100

    monkeypatch.setattr("dragoman.analyze.episodes.link.weigh", watched)
    monkeypatch.setattr("dragoman.analyze.episodes.link.WHOLE", whole)
    apart = [told("Norland shelled Surland.", day) for day in ("2031-05-02", "2031-05-03", "2031-05-04")]
    link(write(tmp_path / "s.duckdb", apart), now)
    first, middle, last = ids(apart)
    assert {pair(first, middle), pair(middle, last)} <= weighed
    assert (pair(first, last) in weighed) == is_weighed


@pytest.mark.parametrize("seed", range(4))
def test_order_of_arrival_and_size_of_batches_decide_nothing(store: Path, tmp_path: Path, seed: int) -> None:
    shuffled = random.Random(seed).sample(ALL, len(ALL))
    path = tmp_path / "t.duckdb"
    for number, coding in enumerate(shuffled):
        write(path, [coding])
        if number % 2 == seed % 2:
            link(path, now, batch=1 + seed)
    link(path, now, batch=2)
    assert partition(path) == partition(store)
    with History(path) as one, History(store) as other:
        query = "SELECT * EXCLUDE (link) FROM episodes ORDER BY episode"
        assert one.sql(query).fetchall() == other.sql(query).fetchall()


def test_linking_again_does_nothing(store: Path) -> None:
    assert link(store, now).made == 0
    with History(store) as history:
        assert history.sql("SELECT count(*) FROM links").fetchall() == [(1,)]


def test_an_earlier_report_renames_the_episode_and_the_old_id_still_leads_there(tmp_path: Path) -> None:
    path = write(tmp_path / "s.duckdb", SHELLING[1:])
    link(path, now)
    old = episode_of(path, SHELLING[1])
    write(path, [told("Norland shelled Surland in Velm at the Orrin mill: 11 dead.", "2031-05-01", when="2031-05-02")])
    link(path, now)
    new = episode_of(path, SHELLING[1])
    assert new != old
    with History(path) as history:
        assert current(history, old) == new
        assert history.sql("SELECT episode, into_episode FROM episode_moves").fetchall() == [(old, new)]


def test_a_user_parts_records_and_takes_it_back(store: Path) -> None:
    before = partition(store)
    one, other = ids(SHELLING)[:2]
    judge(store, Verdict.DIFFERENT, one, other, now=NOW, note="two batteries")
    link(store, now)
    assert not any({one, other} <= group for group in partition(store))
    judge(store, Verdict.UNDONE, one, other, now=NOW)
    link(store, now)
    assert partition(store) == before


def test_a_user_joins_episodes_by_their_ids_and_takes_it_back(store: Path) -> None:
    before = partition(store)
    one, other = episode_of(store, SHELLING[0]), episode_of(store, OTHERS[0])
    judged = judge(store, Verdict.SAME, one[:9], other, now=NOW)
    link(store, now)
    assert any(set(judged) <= group for group in partition(store))
    judge(store, Verdict.UNDONE, *judged, now=NOW)
    link(store, now)
    assert partition(store) == before
    with History(store) as history:
        said = history.sql("SELECT verdict FROM verdicts ORDER BY number").fetchall()
    assert said == [("same",), ("undone",)]


def test_what_was_said_holds_when_a_record_comes_later(tmp_path: Path) -> None:
    path = write(tmp_path / "s.duckdb", [SHELLING[0], OTHERS[0]])
    link(path, now)
    one, other = ids([SHELLING[0], OTHERS[0]])
    judge(path, Verdict.SAME, one, other, now=NOW)
    link(path, now)
    write(path, [SHELLING[1]])
    link(path, now)
    assert any({one, other} <= group for group in partition(path))


def test_coding_again_replaces_records_and_keeps_the_old_linking(store: Path) -> None:
    again = told(SHELLING[0].report.text, "2031-05-02", status="future")
    write(store, [again], coder="2.0 fast")
    found = link(store, now)
    assert (found.records, found.gone) == (1, 1)
    with History(store) as history:
        ended = history.sql("SELECT count(*) FROM raw_episodes WHERE until IS NOT NULL").fetchall()
        assert ended[0][0] > 0
        total = history.sql("SELECT sum(records), count(DISTINCT episode) = count(*) FROM episodes").fetchall()
    assert total == [(len(ALL), True)]


def test_a_linking_that_breaks_off_goes_on_from_there(tmp_path: Path, store: Path) -> None:
    path = write(tmp_path / "t.duckdb", ALL)

    def stop(done: int, all_: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link(path, now, stop, batch=2)
    assert 0 < len(partition(path)) < len(partition(store))
    link(path, now)
    assert partition(path) == partition(store)


def test_a_report_or_a_record_with_itself_is_no_pair(store: Path) -> None:
    name = ids(SHELLING)[0]
    with pytest.raises(UsageError, match="one record"):
        judge(store, Verdict.SAME, name, name, now=NOW)
    with pytest.raises(UsageError, match="report"):
        judge(store, Verdict.SAME, name, SHELLING[0].report.id, now=NOW)
    with pytest.raises(NothingFound):
        judge(store, Verdict.SAME, name, "x-none", now=NOW)


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingFound):
        link(tmp_path / "none.duckdb", now)
