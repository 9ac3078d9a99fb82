"""What differs between two runs: records added, removed, retyped and changed, field by field, and why.

Only reports that both runs coded are compared. Ids follow from report, trigger and
type, so a record that has its id in both runs is the same mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from dragoman.analyze.table import Table
from dragoman.errors import NothingFound
from dragoman.store import Store

ADDED, REMOVED, RETYPED, CHANGED = "added", "removed", "retyped", "changed"
_SILENT = frozenset({"id", "report", "why", "episode"})
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one record that differs.

    Attributes:
        report, record: where; the record's id in the later run, or in the earlier if it is no more.
        kind: ``added``, ``removed``, ``retyped`` (the same trigger, another type) or ``changed``.
        field: the field; ``type`` for all kinds but ``changed``.
        trigger: the words.
        before, after: the values, null where there is no record.
        rule_before, rule_after: the rules or model heads that decided them.
        because: what the later run, or the earlier if there is none, says of the rule's work.
    """

    report: str
    record: str
    kind: str
    field: str
    trigger: str
    before: Any
    after: Any
    rule_before: str | None
    rule_after: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """Two runs compared.

    Attributes:
        runs: their numbers.
        coders: version and model of each.
        reports: number of reports that both coded.
        rewritten: reports among them whose text differs, so that offsets may.
        records: number of their records in each run.
        same: records that are the same in every field compared.
        differences: field by field, in order of report and place.
    """

    runs: tuple[int, int]
    coders: tuple[str, str]
    reports: int
    rewritten: int
    records: tuple[int, int]
    same: int
    differences: Table[Difference]

    def summary(self) -> dict[str, int]:
        """Return how many records or fields differ, by kind and for changes by field, most first."""
        counts = Counter(item.kind if item.kind != CHANGED else f"{CHANGED} {item.field}" for item in self.differences)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def diff(store: Store, before: int, after: int, *, ignore: Collection[str] = ()) -> Diff:
    """Compare two runs on the reports that both coded.

    Args:
        store: where they are.
        before: number of the earlier run.
        after: number of the later run.
        ignore: fields that may differ, for example ``confidence``.

    Raises:
        NothingFound: there is no such run, or no report that both coded.
    """
    coders = tuple(_coder(store, run) for run in (before, after))
    values = {"before": before, "after": after}
    reports, rewritten = store.sql(_REPORTS, values).fetchall()[0]
    if not reports:
        raise NothingFound(f"runs {before} and {after} have no report in common")
    counts = dict(store.sql(_COUNTS, values).fetchall())
    rows = store.sql(_PAIRS, values)
    differences = [item for batch in rows.batches(_BATCH) for row in batch for item in _differences(row, ignore)]
    touched = len({item.record for item in differences if item.kind == CHANGED})
    kept = store.sql(_KEPT, values).fetchall()[0][0]
    return Diff((before, after), (coders[0], coders[1]), reports, int(rewritten or 0),
                (counts.get(before, 0), counts.get(after, 0)), kept - touched, Table(Difference, differences))


def _coder(store: Store, run: int) -> str:
    found = store.sql("SELECT coder FROM runs WHERE run = ?", [run]).fetchall()
    if not found:
        known = ", ".join(str(number) for number, in store.sql("SELECT run FROM runs ORDER BY run").fetchall())
        raise NothingFound(f"no run {run} in the store; there are {known}")
    return str(found[0][0])


def _differences(row: tuple[Any, ...], ignore: Collection[str]) -> Iterator[Difference]:
    old, new = (None if line is None else orjson.loads(line) for line in row)
    if old is not None and new is not None and old["type"] == new["type"]:
        for field in new:
            if field not in _SILENT and field not in ignore and old[field] != new[field]:
                yield _difference(CHANGED, field, old, new)
        return
    yield _difference(RETYPED if None not in (old, new) else ADDED if old is None else REMOVED, "type", old, new)


def _difference(kind: str, field: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Difference:
    shown = new or old or {}
    rules = [_why(record, field) for record in (old, new)]
    decided = rules[1] or rules[0]
    return Difference(
        shown["report"], shown["id"], kind, field, shown["trigger"]["text"], _short(old, field), _short(new, field),
        rules[0]["rule"] if rules[0] else None, rules[1]["rule"] if rules[1] else None,
        decided["detail"] if decided else None,
    )


def _why(record: Mapping[str, Any] | None, field: str) -> Mapping[str, Any] | None:
    """Return the reason for a field, or for the first part of it that has one."""
    reasons = [] if record is None else record["why"]
    for why in reasons:
        if why["field"] == field or why["field"].startswith((f"{field}.", f"{field}[")):
            return dict(why)
    return None


def _short(record: Mapping[str, Any] | None, field: str) -> Any:
    """Return a value as JSON, for nested ones; words and numbers as they are."""
    value = None if record is None else record[field]
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else None if value is None else str(value)


_BOTH = """
    both_runs AS (SELECT a.id AS report, a.digest <> b.digest AS rewritten FROM raw_reports AS a JOIN raw_reports AS b
                  ON a.id = b.id WHERE a.run = $before AND b.run = $after)"""
_REPORTS = f"WITH {_BOTH} SELECT count(*), sum(rewritten::INTEGER) FROM both_runs"  # noqa: S608 - own words
_COUNTS = f"""WITH {_BOTH} SELECT run, count(*) FROM raw_records JOIN both_runs USING (report)
    WHERE run IN ($before, $after) GROUP BY run"""  # noqa: S608 - own words
_KEPT = f"""WITH {_BOTH} SELECT count(*) FROM raw_records AS a JOIN raw_records AS b ON a.id = b.id
    JOIN both_runs ON both_runs.report = a.report WHERE a.run = $before AND b.run = $after"""  # noqa: S608 - own words
# Records without their like are paired by trigger: what has the same words there was only typed anew.
_PAIRS = f"""
    WITH {_BOTH},
    old AS (SELECT id, report, position, trigger_start, record FROM raw_records JOIN both_runs USING (report)
            WHERE run = $before),
    new AS (SELECT id, report, position, trigger_start, record FROM raw_records JOIN both_runs USING (report)
            WHERE run = $after),
    gone AS (SELECT *, row_number() OVER (PARTITION BY report, trigger_start ORDER BY position) AS turn
             FROM old ANTI JOIN new USING (id)),
    came AS (SELECT *, row_number() OVER (PARTITION BY report, trigger_start ORDER BY position) AS turn
             FROM new ANTI JOIN old USING (id))
    SELECT before, after FROM (
        SELECT new.report, new.trigger_start AS place, old.record AS before, new.record AS after
        FROM old JOIN new USING (id) WHERE old.record::VARCHAR <> new.record::VARCHAR
        UNION ALL
        SELECT coalesce(came.report, gone.report), coalesce(came.trigger_start, gone.trigger_start),
            gone.record, came.record
        FROM gone FULL JOIN came ON gone.report = came.report AND gone.trigger_start = came.trigger_start
            AND gone.turn = came.turn)
    ORDER BY report, place"""  # noqa: S608 - own words
