"""Map: nothing is drawn more precisely than a report places it, and the list has all that is drawn."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dragoman.analyze.history import History
from dragoman.errors import UsageError
from dragoman.types import Coding, Where
from dragoman.web.views import map as view
from dragoman.web.views.placed import acts as acts_of
from dragoman.web.views.world import provinces, world
from tests.analyze.conftest import told
from tests.web.conftest import write

WHOLE = (date(2031, 1, 1), date(2031, 12, 31))
SPOTS: tuple[tuple[Where | None, str, str], ...] = (
    (Where(0, 1, "N", "Oslo", "NOR", "Oslo", 59.91, 10.75, precision="city"), "CONSULT", "2031-01-10"),
    (Where(0, 1, "N", "Oslo", "NOR", "Oslo", 59.91, 10.75, precision="city"), "ASSAULT", "2031-02-10"),
    (Where(0, 1, "N", "Norway", "NOR", precision="country"), "ACCUSE", "2031-02-11"),
    (Where(0, 1, "N", "Idaho", "USA", "Idaho", precision="province"), "SANCTION", "2031-03-11"),
    (Where(0, 1, "N", "the north", None, precision="region"), "AID", "2031-03-12"),
    (Where(0, 1, "N", "Camp Nowhere", "NOR", precision="site"), "ASSAULT", "2031-03-13"),
    (None, "CONSULT", "2031-04-01"),
)


def acts() -> list[Coding]:
    """Return acts at a town, in a country, a province, a region, at a site without coordinates, and nowhere."""
    made = []
    for number, (spot, kind, day) in enumerate(SPOTS):
        coding = told(day, "NOR", kind, "SUR", text=f"{number}: Norland did {kind.lower()} Surland, we hear.")
        made.append(Coding(coding.report, (replace(coding.records[0], where=(spot,) if spot else ()),)))
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "map.duckdb", acts())


@pytest.fixture
def bench(workbench: Callable[..., TestClient], path: Path) -> TestClient:
    return workbench(path)


def _shown(path: Path, **chosen: object) -> view.Shown:
    with History(path) as history:
        return view.shown(acts_of(history), view.Asked(*WHOLE, **chosen), WHOLE)  # type: ignore[arg-type]


def test_only_points_become_circles_and_only_areas_shapes(path: Path) -> None:
    shown = _shown(path)
    assert [(point.place.place, point.place.acts) for point in shown.points] == [("Oslo", 2)]
    assert [(shape.place.place, shape.id, bool(shape.path)) for shape in shown.shapes] == [
        ("Norway", "NOR", False), ("Idaho", "", True)]


def test_what_is_not_drawn_is_counted(path: Path) -> None:
    shown = _shown(path)
    assert (shown.unplaced, shown.regions, shown.unlocated) == (1, 1, 1)
    assert sum(place.acts for place in shown.places) == len(SPOTS)


def test_the_list_has_every_place_that_is_drawn(bench: TestClient) -> None:
    page = bench.get("/map").text
    table = page.partition('class="places"')[2]
    assert all(name in table for name in ("Oslo", "Norway", "Idaho", "the north", "Camp Nowhere"))


def test_time_and_class_choose(path: Path) -> None:
    with History(path) as history:
        march = view.places(acts_of(history), view.Asked(date(2031, 3, 1), date(2031, 3, 31)))
        fighting = view.places(acts_of(history), view.Asked(*WHOLE, quad=4))
    assert {place.place for place in march} == {"Idaho", "the north", "Camp Nowhere"}
    assert sum(place.acts for place in fighting) == 3


def test_the_strip_counts_what_has_a_place(path: Path) -> None:
    bars = _shown(path).bars
    assert [bar.acts for bar in bars[:4]] == [1, 2, 3, 0]
    assert bars[0].until == date(2031, 1, 31)


def test_a_place_that_is_chosen_lists_its_acts_which_can_be_opened(bench: TestClient) -> None:
    page = bench.get("/map", params={"at": "city|NOR|Oslo"}).text
    there = page.partition('id="there"')[2].partition("</section>")[0]
    assert there.count("<mark>consult</mark>") == there.count("<mark>assault</mark>") == 1
    start = there.index('href="/read/') + len('href="')
    assert bench.get(there[start:there.index('"', start)]).status_code == 200


def test_geojson_gives_no_geometry_where_no_report_gives_a_place(bench: TestClient) -> None:
    found = bench.get("/map.geojson").json()
    kinds = {one["properties"]["place"]: one["geometry"] and one["geometry"]["type"] for one in found["features"]}
    assert kinds == {"Oslo": "Point", "Norway": None, "Idaho": "Polygon", "the north": None, "Camp Nowhere": None}
    ring = next(one for one in found["features"] if one["properties"]["place"] == "Idaho")["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]


def test_twins_have_the_same_rows(bench: TestClient) -> None:
    rows = bench.get("/map.json").json()
    assert sum(row["acts"] for row in rows) == len(SPOTS)
    assert bench.get("/map.csv").text.count("\n") == len(rows) + 1


@pytest.mark.parametrize("query", ["view=moon", "quad=5", "type=SING", "since=2032&until=2031", "box=1,2,3",
                                   "box=a,b,c,d", "box=0,0,nan,9", "since=soon"])
def test_what_cannot_be_asked_is_refused_in_words(bench: TestClient, query: str) -> None:
    assert bench.get(f"/map?{query}").status_code == 400


@given(words=st.text(max_size=40))
def test_a_box_is_read_or_refused(words: str) -> None:
    try:
        box = view.box_of(words)
    except UsageError:
        return
    assert box is None or box[2] >= 50


def test_places_are_projected_as_the_drawings_are() -> None:
    told_ = json.loads(files("dragoman.web").joinpath("static", "world.json").read_text(encoding="utf-8"))
    for (lon, lat), drawn in told_["samples"]:
        assert world().place(lat, lon) == pytest.approx([value * told_["fine"] for value in drawn], abs=0.01)


@given(lat=st.floats(-85, 85), lon=st.floats(-180, 180))
def test_every_place_lies_on_the_map(lat: float, lon: float) -> None:
    x, y = world().place(lat, lon)
    assert 0 <= x <= world().width
    assert 0 <= y <= world().height


@pytest.mark.parametrize("name, lat, lon", [("UKR", 49.0, 31.4), ("AUS", -25.0, 134.0), ("CHN", 35.0, 103.0),
                                            ("X-CRI", 45.2, 34.2)])
def test_a_place_lies_in_the_box_of_its_area(name: str, lat: float, lon: float) -> None:
    area = world().areas[name]
    x, y = world().place(lat, lon)
    assert area.left <= x <= area.right
    assert area.top <= y <= area.bottom


@pytest.mark.parametrize("drawing", ["world.svg", "world-near.svg"])
def test_drawings_have_borders_disputed_ones_and_areas_that_belong_to_no_side(drawing: str) -> None:
    text = files("dragoman.web").joinpath("static", drawing).read_text(encoding="utf-8")
    assert all(f'id="{name}"' in text for name in ("sea", "land", "borders", "disputed", "X-CRI", "X-NCY", "X-SOL"))
    assert "<script" not in text


def test_provinces_are_outlined_by_their_towns() -> None:
    corners = provinces()["USA", "Idaho"]
    assert len(corners) > 2
    assert all(-118 < lon < -110 and 41 < lat < 50 for lon, lat in corners)


def test_markup_in_the_name_of_a_place_stays_text(workbench: Callable[..., TestClient], tmp_path: Path) -> None:
    spot = Where(0, 1, "N", '<b onclick=x>"Oslo" & co</b>', "NOR", "Oslo", 59.91, 10.75, precision="city")
    coding = acts()[0]
    store = write(tmp_path / "hostile.duckdb", [
        Coding(coding.report, (replace(coding.records[0], where=(spot,)),))])
    page = workbench(store).get("/map").text
    assert "<b onclick" not in page
    assert page.count("&lt;b onclick=x&gt;&#34;Oslo&#34; &amp; co&lt;/b&gt;") == 2, "beside the circle and in the list"
    assert "%3Cb%20onclick%3Dx%3E%22Oslo%22%20%26%20co%3C/b%3E#there" in page
