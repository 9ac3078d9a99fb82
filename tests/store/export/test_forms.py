"""Formats of others, to the letter: columns, order, separators, forms of dates, missing values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

import dragoman
from dragoman.errors import UsageError
from dragoman.store.export.codes import Losses, columns
from dragoman.store.export.fields import Form
from dragoman.store.export.files import FORMATS, export
from dragoman.store.export.icews import story_id
from dragoman.store.export.selection import Selection
from dragoman.tables.load import toml

Table = Callable[..., list[list[str]]]
POLECAT = """\
Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW, \
Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, \
Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, \
Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, \
Raw Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, Story Locations, \
Language, Version"""
ICEWS = """\
Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, Intensity, Target Name, \
Target Sectors, Target Country, Story ID, Sentence Number, Publisher, City, District, Province, Country, Latitude, \
Longitude"""


@pytest.fixture
def table(world: Path) -> Table:
    """Return a function that exports to a tab-separated format and splits it into cells."""
    def made(form: str, *, losses: Losses | None = None, how: Form | None = None, **chosen: object) -> list[list[str]]:
        with dragoman.open(world) as store:
            asked = Selection(**chosen)  # type: ignore[arg-type]
            text = b"".join(export(store, form, asked, losses=losses, how=how)).decode()
        assert text.endswith("\n")
        return [line.split("\t") for line in text[:-1].split("\n")]
    return made


def test_polecat_has_its_forty_columns(table: Table) -> None:
    header, *rows = table("polecat")
    assert ", ".join(header) == POLECAT
    assert len(header) == 40
    assert {len(row) for row in rows} == {40}


def test_polecat_writes_a_record_a_row_with_lists_in_cells(table: Table) -> None:
    _, first, second, third, *_ = table("polecat")
    assert first[:8] == ["r-visit_e-1", "2031-04-07", "CONSULT", "visit", "4", "VERBAL COOPERATION", "diplomatic",
                         "Ina Storm"]
    assert first[8:15] == ["Norway", "385", "GOV", "GOV", "Foreign Minister", "Ina Storm", "Q11"]
    assert first[15:18] == ["Iceland", "Iceland", "395"]
    assert first[23:33] == ["Reykjavik", "Reykjavik", "None", "Capital Region", "Iceland", "64.15", "-21.9", "3413829",
                            "Reykjavik", "PPL"]
    assert first[33:] == ["The Fjord", "2031-04-08", "Ina Storm", "None", "Reykjavik", "en", "1.0 fast"]
    assert second[7:11] == ["Ina Storm; Jon 'Joe' Eld", "Norway; Iceland", "385; 395", "GOV; ELI"]
    assert second[15:23] == ["None"] * 8
    assert third[1:6] == ["None", "ASSAULT", "heavy-weapons", "-9.5", "MATERIAL CONFLICT"]


def test_what_was_not_done_is_left_out_and_counted(table: Table) -> None:
    losses = Losses()
    rows = table("polecat", losses=losses)[1:]
    assert [row[0] for row in rows] == ["r-visit_e-1", "r-visit_e-2", "r-raid_e-3", "r-claim_e-5"]
    assert losses["loss.status"] == 1
    assert losses["loss.mode"] == 1  # deny is ours
    assert losses["loss.said-by"] == losses["loss.denied-by"] == losses["loss.numbers"] == 1
    assert [row[0] for row in table("polecat", status=("future",))[1:]] == ["r-claim_e-4"]


def test_a_day_is_never_invented(table: Table) -> None:
    losses = Losses()
    assert [row[1] for row in table("polecat", losses=losses)[1:]] == ["2031-04-07", "2031-04-07", "None", "None"]
    assert losses["loss.day"] == 2
    filled = table("polecat", losses=losses, how=Form(is_published_for_unknown=True))[1:]
    assert [row[1] for row in filled] == ["2031-04-07", "2031-04-07", "2031-05-02", "2031-05-03"]
    assert losses["loss.day-published"] == 2


def test_icews_has_its_twenty_columns_and_a_row_a_pair(table: Table) -> None:
    losses = Losses()
    header, *rows = table("icews", losses=losses)
    assert ", ".join(header) == ICEWS
    assert {len(row) for row in rows} == {20}
    assert [(row[2], row[6], row[8]) for row in rows] == [
        ("Ina Storm", "042", "Iceland"), ("Iceland", "043", "Ina Storm"),
        ("Ina Storm", "040", "Jon 'Joe' Eld"), ("Jon 'Joe' Eld", "040", "Ina Storm"),
        ("Rebel (Norway)", "194", "Military (Norway)")]
    assert losses["loss.one-sided"] == 1  # the denial has nobody on the other side


def test_icews_says_na_and_keeps_leading_zeros(table: Table) -> None:
    visit, host, *_, raid = table("icews")[1:]
    assert visit[1:] == [
        "2031-04-07", "Ina Storm", "Government", "Norway", "Make a visit", "042", "1.9", "Iceland", "NA", "Iceland",
        story_id("r_visit"), "1", "The Fjord", "Reykjavik", "NA", "Capital Region", "Iceland", "64.15", "-21.9"]
    assert host[5:8] == ["Host a visit", "043", "2.8"]
    assert visit[0] != host[0]
    assert all(0 < int(cell) < 2**31 for cell in (visit[0], host[0], raid[0], visit[11]))
    assert raid[1:5] == ["NA", "Rebel (Norway)", "Rebel,Dissident", "Norway"]
    assert raid[12:20] == ["1", "NA", "Tromsø", "NA", "NA", "Norway", "NA", "NA"]


def test_integer_ids_fit_a_double_and_are_the_same_again(table: Table) -> None:
    ids = [row[0] for row in table("icews")[1:]]
    assert ids == [row[0] for row in table("icews")[1:]]
    assert len(set(ids)) == len(ids)
    assert all(int(float(name)) == int(name) > 0 for name in ids)


def test_gdelt_has_61_columns_and_no_header(table: Table) -> None:
    rows = table("gdelt", unit="act")
    assert {len(row) for row in rows} == {61}
    assert len(columns("gdelt")) == 61
    first = dict(zip(columns("gdelt"), rows[0], strict=True))
    assert first["SQLDATE"] == "20310407"
    assert (first["MonthYear"], first["Year"], first["FractionDate"]) == ("203104", "2031", "2031.3479")
    assert (first["Actor1Code"], first["Actor1CountryCode"], first["Actor1Type1Code"]) == ("NORGOV", "NOR", "GOV")
    assert (first["EventCode"], first["EventBaseCode"], first["EventRootCode"], first["QuadClass"]) == (
        "042", "042", "04", "1")
    assert (first["NumMentions"], first["NumSources"], first["NumArticles"]) == ("2", "1", "1")
    assert (first["ActionGeo_Type"], first["ActionGeo_FullName"], first["ActionGeo_CountryCode"]) == (
        "4", "Reykjavik, Capital Region, Iceland", "IC")
    assert (first["DATEADDED"], first["SOURCEURL"]) == ("20310408000000", "https://fjord.example/1")


def test_gdelt_keeps_month_and_year_where_the_day_is_not_known(table: Table) -> None:
    rows = [dict(zip(columns("gdelt"), row, strict=True)) for row in table("gdelt", unit="act")]
    raid, denial = [row for row in rows if row["EventRootCode"] in ("19", "01")]
    assert (raid["SQLDATE"], raid["MonthYear"], raid["Year"], raid["FractionDate"]) == ("", "203104", "2031", "")
    assert (denial["EventCode"], denial["Actor2Code"], denial["Year"]) == ("016", "", "")
    assert denial["SOURCEURL"] == "r-claim"


def test_gdelt_mentions_name_events_that_are_there(table: Table) -> None:
    events = {row[0] for row in table("gdelt", unit="act")}
    mentions = table("gdelt-mentions")
    assert {len(row) for row in mentions} == {16}
    assert {row[0] for row in mentions} == events
    assert [row[15] for row in mentions].count("e-2") == [row[15] for row in mentions].count("e-1") == 2
    again = next(row for row in mentions if row[15] == "e-2")
    assert again[3:12] == ["1", "The Fjord", "https://fjord.example/1", "2", "0", "-1", "72", "1", "80"]


def test_petrarch_leaves_the_address_out_where_there_is_none(table: Table) -> None:
    rows = table("petrarch2")
    assert rows[0] == ["20310408", "NORGOV", "ISLGOV", "042", "", "r_visit_1", "https://fjord.example/1", "The Fjord"]
    assert ["20310502", "NORREB", "NORMIL", "194", "", "r-raid_1", "NULL"] in rows
    assert rows[-1] == ["20310503", "NORGOV", "---", "016", "", "r-claim_2", "Bladet"]


def test_plover_has_the_fields_of_the_manual(world: Path) -> None:
    with dragoman.open(world) as store:
        visit, _, raid, sanction, denial = map(orjson.loads, export(store, "plover"))
    assert all({"id", "date", "actor", "event"} <= line.keys() for line in (visit, raid, sanction, denial))
    assert visit["actor"] == [{
        "code": "NOR", "sector": "GOV", "other_sector_codes": [], "entity_text": "Ina Storm", "identifier_id": "Q11",
        "identifier_text": "Ina Storm", "office": "Foreign Minister"}]
    assert (visit["event"], visit["mode"], visit["quad_code"], visit["event_scale"]) == (["CONSULT"], ["visit"], 1, 4.0)
    assert (visit["event_loc"]["resolved_place"], visit["event_loc"]["resolution"]) == ("Reykjavik", 4)
    assert (raid["date"], raid["size"], raid["text_info"]["sequence"]) == ("2031-04", {"dead": None}, 1)
    assert sanction["context"] == ["economic", "future"]
    assert sanction["condition"]["text"] == "if talks fail"
    assert denial["mode"] == []


@pytest.mark.parametrize("name", ["csv", "polecat", "icews"])
def test_written_headers_are_the_documented_ones(world: Path, name: str) -> None:
    with dragoman.open(world) as store:
        header = next(iter(export(store, name))).decode().rstrip("\n")
    assert tuple(header.split("," if name == "csv" else "\t")) == columns(name)


def test_every_loss_is_in_the_table_and_the_page(root: Path) -> None:
    page = (root / "docs/guide/export-columns.md").read_text(encoding="utf-8")
    told = toml("exports_forms")["loss"]
    used = {name for path in (root / "src/dragoman/store/export").glob("*.py")
            for name in _losses(path.read_text(encoding="utf-8"))}
    assert used - {"loss.code-"} <= told.keys()
    assert [name for name in told if f"`{name}`" not in page] == []


def _losses(text: str) -> set[str]:
    return {word for word in text.replace("'", '"').split('"') if word.startswith("loss.") and "{" not in word}


def test_what_is_no_format_is_told(world: Path) -> None:
    with dragoman.open(world) as store:
        for form in ("xml", "parquet"):
            with pytest.raises(UsageError, match="formats"):
                export(store, form)
    assert "gdelt-mentions" in FORMATS
