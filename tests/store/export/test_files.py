"""Stata, GeoJSON, FollowTheMoney, GEXF and the bundle."""

from __future__ import annotations

import csv
import io
import struct
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

import dragoman
from dragoman.errors import StoreError
from dragoman.store.export import dta
from dragoman.store.export.bundle import write
from dragoman.store.export.codes import Losses
from dragoman.store.export.files import export
from dragoman.store.export.flat import COLUMNS
from dragoman.store.export.selection import Selection
from dragoman.types import Coding, Record, Span

GEXF = "{http://gexf.net/1.3}"
SECTIONS = (b"<stata_dta>", b"<map>", b"<variable_types>", b"<varnames>", b"<sortlist>", b"<formats>",
            b"<value_label_names>", b"<variable_labels>", b"<characteristics>", b"<data>", b"<strls>",
            b"<value_labels>", b"</stata_dta>")


def _all(made: tuple[Coding, ...]) -> list[Record]:
    return [record for coding in made for record in coding.records]


def _with_long_words(made: tuple[Coding, ...]) -> list[Record]:
    words = "если " * 700
    return [replace(record, condition=Span(0, len(words), words)) for record in _all(made)[:2]] + _all(made)[2:]


@pytest.mark.parametrize("is_long", [False, True])
def test_the_map_of_a_stata_file_leads_to_its_sections(made: tuple[Coding, ...], is_long: bool) -> None:
    content = b"".join(dta.lines(_with_long_words(made) if is_long else _all(made)))
    start = content.index(b"<map>") + len(b"<map>")
    places = struct.unpack("<14Q", content[start:start + 14 * 8])
    assert [content[place:].startswith(tag) for place, tag in zip(places, SECTIONS, strict=False)] == [True] * 13
    assert places[13] == len(content)


@pytest.mark.parametrize("is_long", [False, True])
def test_stata_comes_back_in_pandas(made: tuple[Coding, ...], is_long: bool) -> None:
    pandas = pytest.importorskip("pandas")
    given = _with_long_words(made) if is_long else _all(made)
    frame = pandas.read_stata(io.BytesIO(b"".join(dta.lines(given))))
    assert list(frame.columns) == [*COLUMNS, "event_day"]
    assert list(frame["id"]) == [record.id for record in given]
    assert list(frame["actor_text"])[1] == 'Ina Storm; Jon"\tEld'.replace("Ina Storm", given[1].actors[0].text)
    assert list(frame["quad"].astype(str))[2] == "material conflict"
    assert frame["intensity"].tolist() == [record.intensity for record in given]
    assert [str(day)[:10] for day in frame["event_day"]] == ["2031-04-07", "2031-04-07", "NaT", "2031-06-01", "NaT"]
    assert frame["lat"].notna().tolist() == [True, False, False, False, False]
    assert frame["condition"].tolist() == [record.condition.text if record.condition else "" for record in given]


def test_stata_without_rows_is_a_file_still() -> None:
    pandas = pytest.importorskip("pandas")
    assert pandas.read_stata(io.BytesIO(b"".join(dta.lines([])))).shape == (0, len(COLUMNS) + 1)


def test_geojson_is_longitude_first_and_leaves_out_what_has_no_point(world: Path) -> None:
    losses = Losses()
    with dragoman.open(world) as store:
        found = orjson.loads(b"".join(export(store, "geojson", losses=losses)))
        nothing = orjson.loads(b"".join(export(store, "geojson", Selection(actor=("Q0",)))))
    assert found["type"] == "FeatureCollection"
    (visit,) = found["features"]
    assert visit["geometry"] == {"type": "Point", "coordinates": [-21.9, 64.15]}
    assert visit["properties"]["id"] == visit["id"] == "e-1"
    assert losses["loss.coordinates"] == 4
    assert nothing["features"] == []


def test_ftm_entities_name_only_entities_that_are_there(world: Path) -> None:
    with dragoman.open(world) as store:
        entities = [orjson.loads(line) for line in export(store, "ftm")]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    assert {entity["schema"] for entity in entities} >= {"Article", "Event", "Person"}
    assert all(entity["properties"]["name"] for entity in entities)
    events = [entity for entity in entities if entity["schema"] == "Event"]
    named = {name for event in events for key in ("organizer", "involved", "proof")
             for name in event["properties"].get(key, [])}
    assert named <= by_id.keys()
    assert all(isinstance(value, str) for entity in entities for values in entity["properties"].values()
               for value in values)
    (visit, *_) = events
    assert visit["properties"]["date"] == ["2031-04-07"]
    assert visit["properties"]["country"] == ["is"]


def test_gexf_counts_pairs_once_a_direction(world: Path) -> None:
    with dragoman.open(world) as store:
        root = ET.fromstring(b"".join(export(store, "gexf")))  # noqa: S314 - our own file
    nodes = {node.get("id"): node for node in root.iter(f"{GEXF}node")}
    edges = [(edge.get("source"), edge.get("target"), edge.get("weight")) for edge in root.iter(f"{GEXF}edge")]
    assert nodes["Q11"].get("label") == "Ina Storm"
    assert ("Q11", "Q189", "1") in edges
    assert {edge[:2] for edge in edges} <= {(one, other) for one in nodes for other in nodes}
    assert sum(edge[0] == "Q11" for edge in edges) == 2  # Iceland, and the man she met


def test_a_bundle_holds_what_a_replication_needs(world: Path, tmp_path: Path) -> None:
    names = write(world, tmp_path / "b", Selection(status=("actual",)), panel=lambda: [b"start,actor\n"])
    assert set(names) == {"CITATION.cff", "README.md", "codebook.csv", "panel.csv", "records.csv", "records.jsonl",
                          "records.parquet", "reports.csv", "schema.json", "variables.csv", "versions.json"}
    facts = orjson.loads((tmp_path / "b" / "versions.json").read_bytes())
    assert (facts["records"], facts["reports"], facts["conditions"]["status"]) == (4, 3, ["actual"])
    assert facts["coders"][0]["coder"] == "1.0 fast"
    assert "4 records of 3 reports" in (tmp_path / "b" / "README.md").read_text(encoding="utf-8")
    rows = _rows(tmp_path / "b" / "records.csv")
    schema = orjson.loads((tmp_path / "b" / "schema.json").read_bytes())
    assert list(rows[0]) == [field["name"] for field in schema["fields"]]
    assert len(rows) == 4
    reports = _rows(tmp_path / "b" / "reports.csv")
    assert "text" not in reports[0]
    assert [row["title"] for row in reports][-1].startswith("'=cmd")  # no formula in a title
    variables = _rows(tmp_path / "b" / "variables.csv")
    assert [row["column"] for row in variables if row["file"] == "records.csv"] == list(COLUMNS)
    with pytest.raises(StoreError, match="already"):
        write(world, tmp_path / "b", Selection())


def test_a_zip_has_the_same_bytes_again(world: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write(world, tmp_path / name, Selection(), with_texts=True)
    with zipfile.ZipFile(tmp_path / "a.zip") as one, zipfile.ZipFile(tmp_path / "b.zip") as other:
        assert one.testzip() is None
        assert b"Ina Storm, foreign minister" in one.read("reports.csv")
        assert one.namelist() == other.namelist()
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
