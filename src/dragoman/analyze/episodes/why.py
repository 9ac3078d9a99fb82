"""Why records are one episode, and what each of its values rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from dragoman.analyze.episodes.act import Act
from dragoman.analyze.episodes.features import chance, held, weigh
from dragoman.analyze.episodes.listing import current
from dragoman.analyze.episodes.stored import acts_of
from dragoman.analyze.episodes.table import HUNDREDTHS, Rules, rules
from dragoman.store import Store
from dragoman.types import Why

_JSON = ("actors", "recipients", "numbers")


@dataclass(frozen=True, slots=True)
class Member:
    """One record of an episode.

    Attributes:
        act: the record.
        version: number of the text it stands in; copies of one text have one number.
        nearest: id of the record that speaks most for its being here; None if it is alone.
        weight: log-odds of the two, in hundredths; None if it is alone.
        why: the features that hold for the two, with their weights.
    """

    act: Act
    version: int
    nearest: str | None
    weight: int | None
    why: Why


@dataclass(frozen=True, slots=True)
class Explained:
    """An episode with the reasons for it.

    Attributes:
        id: as asked, or the id of the episode into which that one went.
        row: the columns of the view ``episodes``, JSON parsed.
        members: its records, first reported first.
        values: reasons for its values.
    """

    id: str
    row: dict[str, Any]
    members: tuple[Member, ...]
    values: tuple[Why, ...]


def explain(store: Store, episode: str) -> Explained:
    """Explain an episode by its id, also by one that is no longer current.

    Raises:
        NothingFound: there is no such episode.
    """
    name, table = current(store, episode), rules()
    answer = store.sql("SELECT * FROM episodes WHERE episode = ?", [name])
    row = dict(zip(answer.columns, answer.fetchall()[0], strict=True))
    row |= {field: orjson.loads(row[field]) for field in _JSON}
    told = store.sql("SELECT record, version FROM episode_members WHERE episode = ?", [name]).fetchall()
    versions: dict[str, int] = dict(told)
    acts = sorted(acts_of(store, list(versions), table), key=lambda act: act.order)
    members = tuple(_member(act, versions[act.record], acts, table) for act in acts)
    return Explained(name, row, members, tuple(_values(row, acts)))


def _member(act: Act, version: int, acts: list[Act], table: Rules) -> Member:
    others = [other for other in acts if other is not act]
    if not others:
        alone = Why("episode", "episodes.alone", "No other record is near enough.", None, (_trigger(act),))
        return Member(act, version, None, None, alone)
    nearest = max(others, key=lambda other: weigh(act, other, table))
    weight = weigh(act, nearest, table)
    return Member(act, version, nearest.record, weight, pair_why(act, nearest, table))


def pair_why(act: Act, other: Act, table: Rules) -> Why:
    """Return the reason that two records are, or are not, one act: features with weights, greatest first."""
    features = sorted(held(act, other, table), key=lambda name: -abs(table.weights[name]))
    weighed = ", ".join(f"{name} {table.weights[name] / HUNDREDTHS:+.2f}" for name in features)
    detail = f"With {other.record}: {weighed}; all begin from {table.bias / HUNDREDTHS:+.2f}."
    return Why("episode", "episodes.features", detail, chance(weigh(act, other, table)), (_trigger(act),))


def _trigger(act: Act) -> tuple[int, int]:
    return act.row["trigger_start"], act.row["trigger_end"]


def _values(row: dict[str, Any], acts: list[Act]) -> Iterator[Why]:
    yield Why("first_reported", "episodes.first-report", f"By {row['first_report']} in {row['first_record']}.")
    yield Why("sources", "episodes.independent", f"{row['records']} records in {row['reports']} reports, which are "
              f"{row['versions']} texts (copies count once) by {row['sources']} publishers (each counts once).")
    for field, has in (("when", "when_from"), ("where", "place")):
        by = [act.record for act in acts if _agrees(act, row, has)]
        if by:
            yield Why(field, "episodes.most-told", f"As in {', '.join(by)}.")
    own = [act.record for act in acts if act.status == "actual" and not act.said_by]
    if row["status"] == "actual" and own:
        yield Why("status", "episodes.own-voice", f"A report's own voice has it so in {', '.join(own)}.")
    else:
        yield Why("status", "episodes.most-told", "What most texts give.")
    for kind, toll in row["numbers"].items():
        told = "; ".join(f"{_bounds(one)} by {one['source'] or one['report']} in {one['record']}" for one in toll["by"])
        yield Why(f"numbers.{kind}", "episodes.range", f"{_bounds(toll)}: {told}.")
    if row["disputed"]:
        yield Why("disputed", "episodes.denied", "Somebody denies it, or on somebody's word it did not happen.")


def _agrees(act: Act, row: dict[str, Any], field: str) -> bool:
    return row[field] is not None and act.row[field] == row[field]


def _bounds(toll: dict[str, Any]) -> str:
    low, high = toll["low"], toll["high"]
    if low is None or high is None:
        return f"at most {high}" if low is None else f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"
