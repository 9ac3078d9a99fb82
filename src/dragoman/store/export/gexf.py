"""The network of who acts on whom, as GEXF 1.3; counted in the store, so that any number of records will do."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from dragoman.store.export.selection import Selection
from dragoman.store.query import Store

_BATCH = 5000
_NODES = ("country", "sector", "entity")
_EDGES = {"intensity": "double", "verbal_cooperation": "long", "material_cooperation": "long",
          "verbal_conflict": "long", "material_conflict": "long", "first": "string", "last": "string"}
_KEY = "coalesce(entity, concat_ws(' ', lower(coalesce(name, sector, text)), country, sector))"
_NOT_XML = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF), " ")
# Acts without recipient join those who act together: an edge in each direction, as in the panels.
_PAIRS = """
WITH chosen AS ({chosen}),
parts AS (
    SELECT who.run, who.record, who.role, {key} AS node,
        coalesce(name, concat_ws(' ', country, sector), text) AS label, country, sector, entity,
        raw.quad, raw.intensity, raw.when_from, raw.when_to
    FROM chosen JOIN raw_records AS raw ON raw.rowid = chosen.rowid
    JOIN raw_participants AS who ON who.run = raw.run AND who.record = raw.id
    WHERE who.role IN ('actor', 'recipient')
),
addressed AS (SELECT DISTINCT run, record FROM parts WHERE role = 'recipient'),
edges AS (
    SELECT a.node AS source, b.node AS target, a.quad, a.intensity, a.when_from, a.when_to
    FROM parts AS a JOIN parts AS b ON a.run = b.run AND a.record = b.record
    WHERE a.role = 'actor' AND a.node <> b.node AND (b.role = 'recipient'
        OR b.role = 'actor' AND (a.run, a.record) NOT IN (SELECT (run, record) FROM addressed))
)
"""
_NODE_QUERY = """SELECT node, min(label), min(country), min(sector), min(entity)
FROM parts GROUP BY node ORDER BY node"""
_EDGE_QUERY = """SELECT source, target, count(*), avg(intensity),
    count(*) FILTER (quad = 1), count(*) FILTER (quad = 2),
    count(*) FILTER (quad = 3), count(*) FILTER (quad = 4), min(when_from), max(when_to)
FROM edges GROUP BY source, target ORDER BY source, target"""


def lines(store: Store, selection: Selection) -> Iterator[bytes]:
    """Yield the file line by line: a node a participant, an edge a directed pair with its counts."""
    with_pairs = _PAIRS.format(chosen=selection.query(), key=_KEY)
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield b'<graph defaultedgetype="directed" mode="static">\n'
    yield _attributes("node", dict.fromkeys(_NODES, "string"))
    yield _attributes("edge", _EDGES)
    yield b"<nodes>\n"
    for rows in store.sql(with_pairs + _NODE_QUERY, selection.values() or None).batches(_BATCH):
        yield from (_element("node", {"id": row[0], "label": row[1]}, _NODES, row[2:]) for row in rows)
    yield b"</nodes>\n<edges>\n"
    for rows in store.sql(with_pairs + _EDGE_QUERY, selection.values() or None).batches(_BATCH):
        yield from (_element("edge", {"source": row[0], "target": row[1], "weight": row[2]}, tuple(_EDGES), row[3:])
                    for row in rows)
    yield b"</edges>\n</graph>\n</gexf>\n"


def _attributes(kind: str, names: dict[str, str]) -> bytes:
    made = "".join(f'<attribute id="{name}" title="{name}" type="{form}"/>' for name, form in names.items())
    return f'<attributes class="{kind}">{made}</attributes>\n'.encode()


def _element(tag: str, attributes: dict[str, object], names: tuple[str, ...], values: tuple[object, ...]) -> bytes:
    opened = " ".join(f"{name}={_quoted(value)}" for name, value in attributes.items())
    inner = "".join(f'<attvalue for="{name}" value={_quoted(value)}/>'
                    for name, value in zip(names, values, strict=True) if value is not None)
    return f"<{tag} {opened}><attvalues>{inner}</attvalues></{tag}>\n".encode("utf-8", "replace")


def _quoted(value: object) -> str:
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return quoteattr(text.translate(_NOT_XML), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
