"""What the libraries of those who use a format make of our files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest

import dragoman
from dragoman.store.export.codes import columns, countries
from dragoman.store.export.files import export, parquet

GROUP = "is not installed (dependency group `peers`)"


@pytest.fixture(scope="module")
def pandas() -> Any:
    """Return the library, or skip."""
    return pytest.importorskip("pandas", reason=f"pandas {GROUP}")


def written(world: Path, form: str) -> bytes:
    """Return the file of the whole store."""
    with dragoman.open(world) as store:
        return b"".join(export(store, form))


def test_networkx_reads_the_network_with_its_numbers(world: Path) -> None:
    networkx = pytest.importorskip("networkx", reason=f"networkx {GROUP}")
    graph = networkx.read_gexf(io.BytesIO(written(world, "gexf")))
    assert graph.is_directed()
    assert graph.nodes["Q189"] == {"label": "Iceland", "country": "ISL", "sector": "GOV", "entity": "Q189"}
    edge = graph.edges["Q11", "Q189"]
    assert (edge["weight"], edge["intensity"], edge["verbal_cooperation"], edge["first"]) == (1.0, 4.0, 1, "2031-04-07")
    assert {type(value) for *_, found in graph.edges(data=True) for value in found.values()} == {str, int, float}


def test_followthemoney_takes_every_entity_as_it_is(world: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    entities = [orjson.loads(line) for line in written(world, "ftm").splitlines()]
    schemata = {entity["id"]: ftm.model.get(entity["schema"]) for entity in entities}
    for entity in entities:
        schema = schemata[entity["id"]]
        schema.validate(entity)
        assert not schema.abstract
        for name, values in entity["properties"].items():
            kind = schema.get(name).type
            assert [kind.clean(value) for value in values] == values, name
            if kind.name == "entity":
                assert all(schemata[value].is_a(schema.get(name).range) for value in values), name


def test_followthemoney_knows_our_countries() -> None:
    types = pytest.importorskip("followthemoney.types", reason="followthemoney is not installed")
    codes = {country.iso2.lower() for country in countries().values() if country.iso2}
    assert {code for code in codes if types.registry.country.clean(code) != code} == set()


def test_shapely_reads_the_points_of_geojson(world: Path) -> None:
    shapely = pytest.importorskip("shapely", reason=f"shapely {GROUP}")
    found = shapely.from_geojson(written(world, "geojson"))
    assert [(point.x, point.y, point.is_valid) for point in found.geoms] == [(-21.9, 64.15, True)]


def test_pandas_reads_polecat_without_being_told_how(world: Path, pandas: Any) -> None:
    frame = pandas.read_csv(io.BytesIO(written(world, "polecat")), sep="\t")
    assert list(frame.columns) == list(columns("polecat"))
    assert frame["Intensity"].tolist() == [4.0, 2.5, -9.5, -2.0]
    assert pandas.to_datetime(frame["Event Date"]).dt.day.dropna().tolist() == [7.0, 7.0]
    assert frame["Latitude"].notna().tolist() == [True, False, False, False]
    assert frame["GeoNames ID"].dropna().tolist() == [3413829]


def test_icews_has_the_types_of_the_original(world: Path, pandas: Any) -> None:
    frame = pandas.read_csv(io.BytesIO(written(world, "icews")), sep="\t", dtype={"CAMEO Code": "str"})
    assert list(frame.columns) == list(columns("icews"))
    # Larger ones are NA for those who read these columns as R's integers.
    for name in ("Event ID", "Story ID", "Sentence Number"):
        assert frame[name].dtype == "int64"
        assert frame[name].between(1, 2**31 - 1).all()
    assert not frame.duplicated(["Event ID", "Event Date"]).any()
    assert set(frame["CAMEO Code"]) == {"042", "043", "040", "194"}
    assert frame["Intensity"].dtype == frame["Latitude"].dtype == "float64"
    assert pandas.to_datetime(frame["Event Date"]).notna().any()


@pytest.mark.parametrize("form", ["gdelt", "gdelt --mentions"])
def test_gdelt_has_the_columns_and_types_of_the_original(world: Path, pandas: Any, form: str) -> None:
    names = columns(form)
    codes = {name: "str" for name in names if name.endswith("Code")}
    content = io.BytesIO(written(world, form.replace(" --", "-")))
    frame = pandas.read_csv(content, sep="\t", header=None, names=list(names), dtype=codes)
    assert frame["GLOBALEVENTID"].dtype == "int64"
    assert frame.notna().all()["GLOBALEVENTID"]
    if form == "gdelt":
        assert frame["EventCode"].str.fullmatch(r"\d{3,4}").all()
        assert frame["QuadClass"].isin([1, 2, 3, 4]).all()
        assert frame["GoldsteinScale"].between(-10, 10).all()
        assert frame["DATEADDED"].astype(str).str.fullmatch(r"\d{14}").all()


def test_arrow_and_polars_read_parquet_alike(world: Path, tmp_path: Path) -> None:
    reader = pytest.importorskip("pyarrow.parquet", reason=f"pyarrow {GROUP}")
    polars = pytest.importorskip("polars", reason=f"polars {GROUP}")
    assert parquet(world, tmp_path / "x.parquet") == 5
    table, frame = reader.read_table(tmp_path / "x.parquet"), polars.read_parquet(tmp_path / "x.parquet")
    assert table.column("id").to_pylist() == frame["id"].to_list() == ["e-1", "e-2", "e-3", "e-4", "e-5"]
    assert table.column("modes").to_pylist() == frame["modes"].to_list()
    assert orjson.loads(table.column("record").to_pylist()[0])["trigger"]["text"] == "visited"
