"""The tables between PLOVER and CAMEO, sectors and countries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.store.export.codes import Losses, cameo, cameo_actor, cameo_rule, countries, plover_modes, rules, sectors
from dragoman.tables.load import toml
from dragoman.types import Coding, Participant, Record, Span

BOOK = toml("plover")
CASES = [
    ("CONSULT", (), (), "met", "040"), ("CONSULT", ("visit",), ("diplomatic",), "visited", "042"),
    ("REQUEST", (), (), "urged", "020"), ("REQUEST", ("yield",), ("military",), "urged", "0256"),
    ("REQUEST", ("yield",), (), "demanded", "105"), ("SANCTION", ("discontinue",), (), "imposed sanctions", "163"),
    ("SANCTION", ("discontinue",), (), "halted talks", "164"), ("ASSAULT", ("drone",), ("military",), "struck", "1952"),
    ("ASSAULT", (), ("military",), "fought", "190"), ("REJECT", ("deny",), (), "denied", "016"),
    ("COERCE", ("occupy",), ("territory",), "annexed", "192"), ("SUPPORT", ("sign",), (), "signed", "057"),
    ("RETREAT", ("ceasefire", "withdraw"), (), "truce", "0871"), ("AID", (), ("economic", "military"), "gave", "071"),
]


def _record(
    made: tuple[Coding, ...], kind: str, modes: tuple[str, ...], contexts: tuple[str, ...], trigger: str,
) -> Record:
    return replace(made[0].records[0], type=kind, modes=modes, contexts=contexts,
                   trigger=Span(0, len(trigger), trigger))


@pytest.mark.parametrize("kind,modes,contexts,trigger,code", CASES)
def test_the_closest_rule_gives_the_code(
    made: tuple[Coding, ...], kind: str, modes: tuple[str, ...], contexts: tuple[str, ...], trigger: str, code: str,
) -> None:
    assert cameo_rule(_record(made, kind, modes, contexts, trigger), Losses()).code == code


def _acts() -> st.SearchStrategy[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return st.sampled_from(sorted(BOOK["types"])).flatmap(lambda kind: st.tuples(
        st.just(kind), _some(sorted(BOOK["types"][kind].get("modes", {}))), _some(sorted(BOOK["contexts"]))))


def _some(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not names:
        return st.just(())
    return st.lists(st.sampled_from(names), max_size=3, unique=True).map(tuple)


@given(act=_acts(), trigger=st.sampled_from(["x", "demands", "veto", "sanctions", "talks", "car bomb", "пули"]))
def test_every_act_has_a_code_and_a_loss_is_counted(
    made: tuple[Coding, ...], act: tuple[str, tuple[str, ...], tuple[str, ...]], trigger: str,
) -> None:
    losses = Losses()
    rule = cameo_rule(_record(made, *act, trigger), losses)
    assert rule.code in cameo()
    assert rule.type == act[0]
    assert rule.mode in ("", *act[1])
    assert losses.total() == (rule.fit != "exact")


def test_every_type_and_mode_has_a_rule_of_its_own() -> None:
    known = {(rule.type, rule.mode) for group in rules().values() for rule in group}
    assert {(name, mode) for name, row in BOOK["types"].items() for mode in ("", *row.get("modes", {}))} <= known


@pytest.mark.parametrize("rule", [rule for group in rules().values() for rule in group if rule.fit == "exact"],
                         ids=lambda rule: rule.id)
def test_what_fits_exactly_comes_back_as_the_same_type(rule: object) -> None:
    from dragoman.store.export.codes import Rule

    assert isinstance(rule, Rule)
    assert cameo()[rule.code].type == rule.type


def test_own_modes_are_mapped_away(made: tuple[Coding, ...]) -> None:
    losses = Losses()
    assert plover_modes(made[2].records[1], losses) == ()
    assert losses["loss.mode"] == 1


@pytest.mark.parametrize("country,sector,code", [
    ("RUS", "MIL", "RUSMIL"), ("ROU", "GOV", "ROMGOV"), ("UNO", None, "IGOUNO"), ("PSE", "REB", "PSEREB"),
    (None, "JRN", "MED"), (None, None, ""), ("USA", "UNK", "USA"),
])
def test_actors_have_cameo_codes(country: str | None, sector: str | None, code: str) -> None:
    participant = Participant(0, 1, "x", country=country, sector=sector, sectors=(sector,) if sector else ())
    assert cameo_actor(participant, Losses()) == code


def test_codes_of_countries_are_of_their_form_and_no_two_share_one() -> None:
    states = [country for country in countries().values() if country.iso2 and country.iso3 != "EUR"]
    assert len(states) > 230
    assert all(len(state.iso2) == 2 and len(state.cameo) == 3 for state in states)
    for name in ("cameo", "iso2", "cow"):
        codes = [code for code in (getattr(state, name) for state in states) if code]
        assert len(set(codes)) == len(codes)
    assert [countries()[iso3].cow for iso3 in ("USA", "RUS", "DEU", "SRB")] == ["2", "365", "255", "345"]
    assert [countries()[iso3].fips for iso3 in ("RUS", "GBR", "DEU", "CHN")] == ["RS", "UK", "GM", "CH"]


def test_every_sector_has_a_row() -> None:
    known = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CVL", "BUS", "CRM", "EDU",
             "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC", "AGR", "UNK", "PRE"}
    assert known == sectors().keys()
