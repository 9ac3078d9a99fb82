"""Everything that goes with data that are published: a folder or zip with codebook, schema, versions, citation."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import orjson

import dragoman
from dragoman.errors import StoreError
from dragoman.store.export.atomic import replacing
from dragoman.store.export.codes import columns
from dragoman.store.export.files import export, parquet
from dragoman.store.export.flat import COLUMNS, csv_line
from dragoman.store.export.selection import Selection
from dragoman.store.query import Store
from dragoman.tables.load import toml

# A zip keeps the time of each file; equal data shall give equal bytes.
_TIMELESS = (1980, 1, 1, 0, 0, 0)
_REPORT_FIELDS = "id, title, published, source, url, language, licence"


def write(path: str | Path, target: str | Path, selection: Selection, *, with_texts: bool = False,
          panel: Callable[[], Iterable[bytes]] | None = None) -> tuple[str, ...]:
    """Write the bundle of the store at ``path`` to the folder or ``.zip`` ``target``; return the names in it.

    Args:
        path: the store; nothing else may have it open.
        target: a folder that does not exist or is empty, or a file that ends in ``.zip``.
        selection: which records.
        with_texts: also the reports' texts, which their publishers may own.
        panel: lines of the dyad-month panel, if there is one to go with the records.

    Raises:
        StoreError: the target exists and holds something, or cannot be written.
    """
    place = Path(target)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise StoreError(f"{target} is there already")
    try:
        with TemporaryDirectory() as made:
            folder = Path(made)
            _fill(Path(path), folder, selection, with_texts=with_texts, panel=panel)
            names = tuple(sorted(item.name for item in folder.iterdir()))
            with replacing(place) as part:
                if place.suffix == ".zip":
                    _zip(folder, part, names)
                else:
                    shutil.copytree(folder, part)
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror or error}") from error
    return names


def _fill(path: Path, folder: Path, selection: Selection, *, with_texts: bool,
          panel: Callable[[], Iterable[bytes]] | None) -> None:
    with Store(path) as store:
        _pour(folder / "records.jsonl", export(store, "jsonl", selection))
        _pour(folder / "records.csv", export(store, "csv", selection))
        _pour(folder / "reports.csv", _reports(store, selection, with_texts=with_texts))
        facts = _facts(store, selection)
    parquet(path, folder / "records.parquet", selection=selection)
    if panel is not None:
        _pour(folder / "panel.csv", panel())
    _pour(folder / "codebook.csv", _codebook())
    _pour(folder / "variables.csv", _variables())
    (folder / "schema.json").write_bytes(_json(_schema()))
    (folder / "versions.json").write_bytes(_json(facts))
    (folder / "CITATION.cff").write_text(_citation(), encoding="utf-8")
    (folder / "README.md").write_text(_readme(facts, sorted(item.name for item in folder.iterdir())), encoding="utf-8")


def _pour(target: Path, pieces: Iterable[bytes]) -> None:
    with target.open("wb") as stream:
        stream.writelines(pieces)


def _reports(store: Store, selection: Selection, *, with_texts: bool) -> Iterator[bytes]:
    fields = _REPORT_FIELDS + (", text" if with_texts else "")
    query = (f"SELECT {fields} FROM reports WHERE (run, id) IN (SELECT (raw.run, raw.report) "  # noqa: S608 - own words
             f"FROM raw_records AS raw JOIN ({selection.query()}) AS chosen "
             "ON chosen.rowid = raw.rowid) ORDER BY published, id")
    answer = store.sql(query, selection.values() or None)
    yield csv_line(answer.columns)
    for rows in answer.batches(1000):
        yield from map(csv_line, rows)


def _facts(store: Store, selection: Selection) -> dict[str, Any]:
    """Return versions, conditions and counts: what somebody needs to make the same files again."""
    values = selection.values() or None
    by_run = ("SELECT runs.coder, count(*), count(DISTINCT raw.report), min(reports.published), "  # noqa: S608
              f"max(reports.published) FROM ({selection.query()}) AS chosen "
              "JOIN raw_records AS raw ON raw.rowid = chosen.rowid JOIN runs ON runs.run = raw.run "
              "JOIN raw_reports AS reports ON reports.run = raw.run "
              "AND reports.id = raw.report GROUP BY runs.coder ORDER BY runs.coder")
    rows = store.sql(by_run, values).fetchall()
    asked = {name: getattr(selection, name) for name in Selection.__dataclass_fields__}
    return {
        "dragoman": dragoman.__version__, "duckdb": duckdb.__version__,
        "codebook": {"name": toml("plover")["name"], "version": toml("plover")["version"]},
        "conditions": {name: value for name, value in asked.items() if value},
        "records": sum(row[1] for row in rows), "reports": sum(row[2] for row in rows),
        "coders": [{"coder": row[0], "records": row[1], "reports": row[2], "published_first": row[3],
                    "published_last": row[4]} for row in rows],
    }


def _codebook() -> Iterator[bytes]:
    book = toml("plover")
    yield csv_line(("kind", "type", "name", "quad", "score", "own", "definition"))
    for name, row in book["types"].items():
        yield csv_line(("type", name, name, row["quad"], row["score"], False, row["definition"]))
        for mode, facts in row.get("modes", {}).items():
            own = facts.get("own", False)
            yield csv_line(("mode", name, mode, row["quad"], facts["score"], own, facts["definition"]))
    for name, row in book["contexts"].items():
        yield csv_line(("context", None, name, None, None, False, row["definition"]))


def _variables() -> Iterator[bytes]:
    yield csv_line(("file", "number", "column", "holds"))
    for name, form in (("records.csv", "csv"), ("panel.csv", "panel")):
        described = toml("exports_columns")[form]
        for number, (column, text) in enumerate(described.items(), 1):
            yield csv_line((name, number, column, text))


def _schema() -> dict[str, Any]:
    """Return the fields of ``records.csv`` as a Table Schema (frictionless data)."""
    described = toml("exports_columns")["csv"]
    whole = {"quad", "trigger_start", "trigger_end", "geonames"} | {
        name for name in columns("csv") if name.endswith(("_low", "_high"))}
    decimal = {"intensity", "lat", "lon", "confidence"}
    kinds = dict.fromkeys(whole, "integer") | dict.fromkeys(decimal, "number")
    return {"fields": [{"name": name, "type": kinds.get(name, "string"), "description": described[name]}
                       for name in COLUMNS], "missingValues": [""], "primaryKey": "id"}


def _json(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _citation() -> str:
    return ("cff-version: 1.2.0\n"
            "message: Please cite the program that coded these data, and the sources in reports.csv.\n"
            f"title: Dragoman\ntype: software\nversion: {dragoman.__version__}\nlicense: Apache-2.0\n"
            "authors:\n  - name: The Dragoman authors\n")


def _readme(facts: dict[str, Any], names: Iterable[str]) -> str:
    text = files("dragoman.store.export").joinpath("bundle.md").read_text(encoding="utf-8")
    coders = "\n".join(f"* {row['coder']}: {row['records']} records of {row['reports']} reports, published "
                       f"{row['published_first']} to {row['published_last']}" for row in facts["coders"])
    conditions = "\n".join(f"* {name}: {value}" for name, value in facts["conditions"].items())
    return text.format(version=facts["dragoman"], records=facts["records"], reports=facts["reports"],
                       coders=coders or "* none", conditions=conditions or "* none: all records",
                       files="\n".join(f"* `{name}`" for name in names))


def _zip(folder: Path, target: Path, names: Iterable[str]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, _TIMELESS)
            info.compress_type = zipfile.ZIP_DEFLATED
            with (folder / name).open("rb") as source, archive.open(info, "w", force_zip64=True) as made:
                shutil.copyfileobj(source, made)

