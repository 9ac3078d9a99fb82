"""Two records compared: which features hold, and what each aspect may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.analyze.episodes.act import Act
from dragoman.analyze.episodes.blocking import keys
from dragoman.analyze.episodes.days import first_day
from dragoman.analyze.episodes.features import ASPECTS, chance, held, weigh
from dragoman.analyze.episodes.stored import acts_of
from dragoman.analyze.episodes.table import rules
from dragoman.store import Store
from dragoman.types import Coding
from tests.analyze.episodes.telling import told, write

FIRST = told("Norland shelled Surland in Velm near the Orrin mill, and 12 people died.", "2031-05-02")
CASES: tuple[tuple[str, Coding, set[str], set[str]], ...] = (
    ("the same news elsewhere", told("In Velm Norland shelled Surland; 12 died.", "2031-05-02", source="The Mirror"),
     {"time.same-day", "published.same-day", "place.same", "numbers.same", "trigger.same"}, {"telling.both-recall"}),
    ("a publisher twice on one day", told("In Velm Norland shelled Surland; 15 died.", "2031-05-02"),
     {"published.same-source", "numbers.close"}, {"published.same-day", "numbers.same"}),
    ("the next day", told("In Velm Norland shelled Surland; 80 died.", "2031-05-03"),
     {"time.day-apart", "published.next-day", "numbers.clash"}, {"time.same-day"}),
    ("recalled with its date", told("After Norland's shelling of Surland in Velm, all fled.", "2031-05-05",
                                    when="2031-05-02"),
     {"time.same-past-day", "telling.one-recalls"}, {"time.same-day", "words.alike"}),
    ("another town", told("In Karsk Norland shelled Surland.", "2031-05-02"), {"place.far"}, {"place.near"}),
    ("months later", told("In Velm Norland shelled Surland.", "2031-09-02"), {"time.apart", "published.far"}, set()),
    ("sides exchanged", told("Surland shelled Norland in Velm.", "2031-05-02"),
     {"sides.swapped", "actors.other"}, {"sides.all-shared"}),
    ("another country's town, not far", told("In Ulmen Norland shelled Surland.", "2031-05-02"),
     {"place.other-country"}, {"place.far"}),
    ("twice the toll", told("In Velm Norland shelled Surland; 25 died.", "2031-05-02"),
     {"numbers.other"}, {"numbers.close", "numbers.clash"}),
    ("recalled after initials", told("Ostland condemned the N.O. shelling of Surland in Velm.", "2031-05-02"),
     {"telling.one-recalls"}, set()),
    ("a sentence that ends in a word", told("After the rains all fled. Norland shelled Surland in Velm.", "2031-05-02"),
     {"telling.both-news"}, set()),
    ("dated to a month that is over", told("In Velm Norland shelled Surland.", "2031-06-05", when="2031-05"),
     {"telling.one-recalls", "time.within"}, set()),
    ("still to come", told("Norland shelled Surland in Velm.", "2031-05-02", status="future"), {"status.other"}, set()),
    ("a day that no word gives", told("In Velm Norland shelled Surland at noon.", "2031-05-02"),
     {"stated.neither"}, {"stated.one", "stated.both"}),
    ("those acted upon stand in the other report", told("In Velm Norland was shelled by Surland.", "2031-05-02"),
     {"target.told"}, {"target.untold"}),
    ("another one", told("Again Norland shelled Surland in Velm.", "2031-05-02"), {"another.one"}, set()),
)


def compared(tmp_path: Path, *codings: Coding) -> list[Act]:
    """Return the acts of reports, in their order."""
    path = write(tmp_path / "s.duckdb", codings)
    names = [coding.records[0].id for coding in codings]
    with Store(path) as store:
        found = {act.record: act for act in acts_of(store, names, rules())}
    return [found[name] for name in names]


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory) -> list[Act]:
    """Return the first act and those of the cases."""
    return compared(tmp_path_factory.mktemp("store"), FIRST, *(case[1] for case in CASES))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_features_hold(number: int, acts: list[Act]) -> None:
    note, _, expected, unexpected = CASES[number]
    found = set(held(acts[0], acts[number + 1], rules()))
    assert expected <= found, note
    assert not unexpected & found, note


def test_a_pair_weighs_the_same_from_both_sides(acts: list[Act]) -> None:
    for a in acts:
        for b in acts:
            assert weigh(a, b, rules()) == weigh(b, a, rules())
            assert set(held(a, b, rules())) == set(held(b, a, rules()))


def test_a_weight_is_the_sum_of_what_holds_within_its_bounds(acts: list[Act]) -> None:
    table = rules()
    for other in acts[1:]:
        total = table.bias + sum(table.weights[name] for name in held(acts[0], other, table))
        assert weigh(acts[0], other, table) == max(table.floor, min(table.cap, total))


def test_an_aspect_gives_one_feature_and_every_feature_says_why(acts: list[Act]) -> None:
    table = rules()
    for other in acts[1:]:
        assert len(held(acts[0], other, table)) <= len(ASPECTS)
        assert all(table.because[name] for name in held(acts[0], other, table))


def test_a_chance_is_a_half_at_0() -> None:
    assert chance(0) == 0.5
    assert chance(-400) < 0.02
    assert chance(400) > 0.98


MEETINGS = (
    ("a month meets a day by all countries",
     told("In May Norland shelled Surland.", "2031-06-05", when="2031-05"),
     told("After the shelling of Surland by Norland all fled.", "2031-05-08"), True),
    ("a year meets another by what the act is called and one country",
     told("Norland shelled Surland.", "2032-06-05", when="2031"),
     told("Ostland shelled Surland.", "2033-06-05", when="2031"), True),
    ("but not without a country in common",
     told("Norland shelled the town.", "2032-06-05", when="2031"),
     told("Ostland shelled the town.", "2033-06-05", when="2031"), False),
    ("other countries meet in a week by an uncommon word",
     told("Norland shelled the Orrinmar mill.", "2031-05-05"),
     told("Ostland shelled the Orrinmar mill.", "2031-05-08"), True),
    ("and not in another month",
     told("Norland shelled the Orrinmar mill.", "2031-05-05"),
     told("Ostland shelled the Orrinmar mill.", "2031-06-05"), False),
    ("nor by common words", told("Norland talks with the government.", "2031-05-05"),
     told("Ostland talks with the government.", "2031-05-08"), False),
)


@pytest.mark.parametrize(("note", "first", "second", "is_met"), MEETINGS, ids=[case[0] for case in MEETINGS])
def test_acts_meet_where_one_may_tell_the_other(
    note: str, first: Coding, second: Coding, is_met: bool, tmp_path: Path,
) -> None:
    one, other = ({key.hash: key.wide for key in keys(act)} for act in compared(tmp_path, first, second))
    assert any(one[key] or other[key] for key in one.keys() & other.keys()) == is_met, note


def test_acts_of_one_day_and_country_meet_and_those_of_another_season_do_not(acts: list[Act]) -> None:
    hashes = [{key.hash for key in keys(act) if key.wide} for act in acts]
    assert hashes[0] & hashes[1]
    assert hashes[0] & hashes[3], "neighbouring days meet"
    assert not hashes[0] & hashes[6], "September does not meet May"


KNOWN = (
    ("a day without its year is that of the act", "Ostland condemned the shelling of October 7.", "2025-03-02", True),
    ("not before it happened", "Ostland condemned the shelling of October 7.", "2022-12-02", False),
    ("not far from the trigger", "On October 7 the mayor of Ulmen, who is a baker, said Norland shelled Surland.",
     "2025-10-08", False),
)


@pytest.mark.parametrize(("note", "text", "published", "is_known"), KNOWN, ids=[case[0] for case in KNOWN])
def test_a_well_known_act_is_dated_by_its_name(
    note: str, text: str, published: str, is_known: bool, tmp_path: Path,
) -> None:
    act, = compared(tmp_path, told(text, published))
    assert (act.known is not None) == is_known, note
    if is_known:
        assert act.days == (first_day("2023-10-07"),) * 2


def test_a_word_that_is_cut_is_left_out_or_whole(tmp_path: Path) -> None:
    act, = compared(tmp_path, told(f"{'Anniversary ' * 9}Norland shelled {'Surlandish ' * 9}", "2031-05-02"))
    assert {"annive", "surlan"} <= act.near
    assert not {word for word in act.near if word not in {"annive", "surlan", "norlan", "shelle"}}


def test_a_verb_with_its_object_recalls_nothing(tmp_path: Path) -> None:
    verb, noun = compared(tmp_path, told("The Orrin Guard shelled the town.", "2031-05-02"),
                          told("The Orrin shelling went on.", "2031-05-02"))
    assert not verb.is_recalled
    assert noun.is_recalled
