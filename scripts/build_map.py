"""Write the table of provinces' outlines for the map from the packaged gazetteer.

Usage: ``python scripts/build_map.py [--check]``. Natural Earth's small scales have no
provinces, and a dot in the middle would say what no report said. So a province is drawn as
the hull of its towns and districts: where it is, roughly, and nothing finer. With
``--check`` nothing is written and the exit status is 1 when the table is not up to date.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dragoman" / "tables" / "places.tsv.gz"
TARGET = ROOT / "src" / "dragoman" / "tables" / "map_provinces.tsv.gz"
HEAD = "country\tprovince\toutline"
# Of the towns, this share lies nearest to the middle; some of the rest are in the wrong province.
KEPT = 0.97

Place = tuple[float, float]


def outlines(lines: Iterable[str]) -> dict[tuple[str, str], list[Place]]:
    """Return the hull of the places of each province: longitudes and latitudes to a hundredth, anticlockwise."""
    places: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for line in lines:
        _, _, kind, country, province, lat, lon, *_ = line.split("\t")
        if kind in ("city", "district", "site") and country and province and lat and lon:
            places[country, province].add((round(float(lon), 2), round(float(lat), 2)))
    return {key: hull(near(sorted(found))) for key, found in sorted(places.items())}


def near(places: Sequence[Place]) -> list[Place]:
    """Return the places without those farthest from the middle one."""
    middle = tuple(sorted(axis)[len(places) // 2] for axis in zip(*places, strict=True))
    ordered = sorted(places, key=lambda place: ((place[0] - middle[0]) ** 2 + (place[1] - middle[1]) ** 2, place))
    return sorted(ordered[:max(1, round(len(ordered) * KEPT))])


def hull(places: Sequence[Place]) -> list[Place]:
    """Return the corners of the convex hull (Andrew's monotone chain); one or two places are their own hull."""
    if len(places) < 3:  # noqa: PLR2004 - three make an area
        return list(places)
    return _chain(places)[:-1] + _chain(places[::-1])[:-1]


def _chain(places: Sequence[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in places:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], place) <= 0:
            kept.pop()
        kept.append(place)
    return kept


def _turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def build() -> bytes:
    """Return the table's bytes, the same for the same gazetteer."""
    lines = gzip.decompress(SOURCE.read_bytes()).decode().splitlines()
    rows = ["\t".join((country, province, " ".join(f"{lon:g},{lat:g}" for lon, lat in corners)))
            for (country, province), corners in outlines(lines).items()]
    return gzip.compress("\n".join([HEAD, *rows, ""]).encode(), mtime=0)


def main(arguments: Sequence[str]) -> int:
    """Write or check the table; return the exit status."""
    made = build()
    if "--check" not in arguments:
        TARGET.write_bytes(made)
        return 0
    if not TARGET.is_file() or gzip.decompress(TARGET.read_bytes()) != gzip.decompress(made):
        print(f"{TARGET.relative_to(ROOT)} is not up to date: run scripts/build_map.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
