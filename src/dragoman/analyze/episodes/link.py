"""Bringing the episodes of a store up to date.

The groups follow from the current records alone (and from what users said of them), not from
the order in which they came: each batch adds its acts, weighs their pairs, and makes anew
the groups of those components that it touched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, groupby
from operator import itemgetter
from pathlib import Path

from dragoman.analyze.claims import claims
from dragoman.analyze.episodes.act import Act, Report, act
from dragoman.analyze.episodes.answers import answered, is_answered
from dragoman.analyze.episodes.blocking import keys
from dragoman.analyze.episodes.clustering import Group, Pair, Verdicts, cluster, components
from dragoman.analyze.episodes.consensus import Episode, episode
from dragoman.analyze.episodes.copies import signature
from dragoman.analyze.episodes.features import weigh
from dragoman.analyze.episodes.table import Rules, rules
from dragoman.store.episodes import Links, chunks

BATCH = 2_000
"""Records linked in one transaction."""
WHOLE = 300
"""Records up to which all pairs of a component are weighed, also those that share no key."""
_KEPT = 20_000  # acts kept in memory between batches
_TWO = 2

Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """What a linking came to.

    Attributes:
        records: records that were new.
        gone: records that were linked before, and are no longer current.
        made: episodes made or changed.
        ended: episodes that changed or are no more.
    """

    records: int = 0
    gone: int = 0
    made: int = 0
    ended: int = 0


def link(path: str | Path, now: Callable[[], datetime], watch: Watch | None = None, *, batch: int = BATCH,
         table: Rules | None = None) -> Linked:
    """Bring the episodes of a store up to date.

    Each batch is committed: after Ctrl-C the same call goes on from there.

    Args:
        path: the store.
        now: returns the time, in UTC without zone.
        watch: is told how many records are done, of how many.
        batch: records in a batch.
        table: rules other than the packaged ones.

    Raises:
        NothingFound: there is no such store.
        StoreError: it cannot be used.
    """
    with Links(path) as links:
        linking = _Linking(links, rules() if table is None else table)
        return linking.run(now, batch, watch or (lambda _done, _all: None))


class _Linking:
    """One call of ``link``."""

    def __init__(self, links: Links, table: Rules) -> None:
        self._links = links
        self._rules = table
        self._acts: dict[str, Act] = {}
        self._reports: dict[str, Report] = {}
        self._link = 0
        self._made = 0
        self._ended = 0
        self._said = list(links.rows("verdicts"))
        self._verdicts = Verdicts(*(frozenset((row["first"], row["second"]) for row in self._said
                                              if row["verdict"] == verdict) for verdict in ("same", "different")))

    def run(self, now: Callable[[], datetime], batch: int, watch: Watch) -> Linked:
        last = max((row["number"] for row in self._said), default=0)
        state = self._links.state()
        is_anew = state is None or state.rules != self._rules.digest
        gone = [name for name, in self._links.ask("gone")] if not is_anew else []
        fresh = [name for name, in self._links.ask("fresh")] if not is_anew else []
        touched = [name for row in self._said if state and row["number"] > state.verdicts
                   for name in (row["first"], row["second"])]
        if not (is_anew or gone or fresh or touched):
            return Linked()
        self._begin(now(), last, gone, touched, is_anew=is_anew)
        if is_anew:
            fresh = [name for name, in self._links.ask("fresh")]
        done = 0
        for part in chunks(fresh, batch):
            watch(done, len(fresh))
            with self._links.transaction():
                self._add(part)
            done += len(part)
        watch(done, len(fresh))
        self._links.ask("finish", ended=now(), link=self._link)
        return Linked(len(fresh), len(gone), self._made, self._ended)

    def _begin(self, begun: datetime, last: int, gone: list[str], touched: list[str], *, is_anew: bool) -> None:
        """Note the linking, forget what is out of date, and apply new verdicts."""
        with self._links.transaction():
            self._link = self._links.begin(begun, self._rules.digest, last)
            if is_anew:
                self._links.forget(self._link)
                return
            stale = self._component([*gone, *touched])
            lost = self._links.ask("members", ids=gone)
            self._links.drop(gone)
            self._regroup(sorted(set(stale) - set(gone)), changed=set(), lost={name for _, name in lost})

    def _add(self, fresh: list[str]) -> None:
        """Link one batch."""
        acts = self._load(fresh)
        self._links.write("put_nodes", [{"record": one.record, "run": one.run} for one in acts])
        self._links.write("put_keys", [{"key": key.hash, "wide": key.wide, "record": one.record}
                                       for one in acts for key in keys(one)])
        near = self._weigh(fresh)
        said = {name for pair in self._verdicts.same if not set(pair).isdisjoint(fresh) for name in pair}
        self._regroup(self._component([*fresh, *near, *said]), changed=set(fresh), lost=set())

    def _weigh(self, fresh: list[str]) -> set[str]:
        """Weigh and write the pairs of new acts; return the acts that a weight above 0 ties to them."""
        candidates = self._links.ask("candidates", ids=fresh)
        self._load({name for pair in candidates for name in pair})
        weighed = ((first, second, weigh(self._acts[first], self._acts[second], self._rules))
                   for first, second in candidates)
        rows = [{"first": first, "second": second, "weight": weight}
                for first, second, weight in weighed if weight > self._rules.floor]
        self._links.write("put_pairs", rows)
        return {name for row in rows if row["weight"] > 0 for name in (row["first"], row["second"])}

    def _component(self, records: Collection[str]) -> list[str]:
        return [name for name, in self._links.ask("component", ids=sorted(set(records)))] if records else []

    def _regroup(self, nodes: list[str], changed: set[str], lost: set[str]) -> None:
        """Group the acts of whole components anew and write what is different from before."""
        pairs: dict[Pair, int] = {(a, b): weight for a, b, weight in self._links.ask("pairs", ids=nodes)}
        parts = components(nodes, pairs, self._verdicts)
        self._links.write("put_components", [{"record": name, "component": part[0]} for part in parts for name in part])
        before: dict[str, set[str]] = {}
        for record, name in self._links.ask("members", ids=nodes):
            before.setdefault(name, set()).add(record)
        kept = {frozenset(members) for name, members in before.items() if name not in lost}
        groups = cluster(nodes, pairs | self._rest(parts, pairs), self._rules.floor, self._verdicts)
        new = [group for group in groups if frozenset(group) not in kept or not changed.isdisjoint(group)]
        moved = {record for group in new for record in group}
        ended = lost | {name for name, members in before.items() if members & moved}
        self._write(new, ended)

    def _rest(self, parts: Iterable[Group], pairs: Mapping[Pair, int]) -> dict[Pair, int]:
        """Weigh those pairs of each component, if it is not too large, that shared no key or weighed nothing."""
        small = [part for part in parts if _TWO < len(part) <= WHOLE]
        self._load({name for part in small for name in part})
        rest = [pair for part in small for pair in combinations(part, _TWO) if pair not in pairs]
        return {(a, b): weigh(self._acts[a], self._acts[b], self._rules) for a, b in rest}

    def _write(self, groups: Iterable[Group], ended: Collection[str]) -> None:
        told = list(groups)
        self._load({name for group in told for name in group})
        made = [episode((self._acts[name] for name in group), self._rules.copy) for group in told]
        if ended:
            self._links.end(sorted(ended), self._link)
        self._links.write("put_episodes", [one.row for one in made], link=self._link)
        members = [row for one in made for row in _members(one)]
        self._links.write("put_members", members, link=self._link)
        self._links.write("name", [{name: row[name] for name in ("record", "run", "episode")} for row in members])
        self._links.write("put_claims", [row for one in made for row in claims(one)], link=self._link)
        self._made += len(made)
        self._ended += len(ended)

    def _load(self, records: Collection[str]) -> list[Act]:
        """Return acts, from memory where they are there."""
        wanted = [name for name in records if name not in self._acts]
        if wanted:
            if len(self._acts) > _KEPT:
                self._acts = {name: self._acts[name] for name in records if name in self._acts}
                self._reports = {}
            rows = list(self._links.rows("acts", ids=wanted))
            self._load_reports({row["report"] for row in rows} - self._reports.keys())
            made = {row["id"]: act(row, self._reports[row["report"]], self._rules) for row in rows}
            self._acts.update(made)
            self._answer({one.report.id for one in made.values() if is_answered(one.report.text)}, made.keys())
        return [self._acts[name] for name in records]

    def _answer(self, reports: Collection[str], wanted: Collection[str]) -> None:
        """Put to acts what is said of them elsewhere in their reports, all records of which are there by now."""
        ids = [name for name, in self._links.ask("records_of", reports=sorted(reports))] if reports else []
        rows = sorted(self._links.rows("acts", ids=ids), key=itemgetter("report", "position")) if ids else []
        for _, told in groupby(rows, key=itemgetter("report")):
            acts = [act(row, self._reports[row["report"]], self._rules) for row in told]
            self._acts.update((one.record, one) for one in answered(acts) if one.record in wanted)

    def _load_reports(self, names: Collection[str]) -> None:
        rows = list(self._links.rows("reports", ids=sorted(names))) if names else []
        new = {row["id"]: signature(row["text"]) for row in rows if row["signature"] is None}
        self._links.write("put_signatures", [{"report": row["id"], "run": row["run"], "signature": new[row["id"]].hex()}
                                             for row in rows if row["id"] in new])
        for row in rows:
            made = row["signature"] if row["id"] not in new else new[row["id"]]
            self._reports[row["id"]] = Report(row["id"], row["published"], row["source"], row["text"], bytes(made))


def _members(one: Episode) -> Iterator[dict[str, object]]:
    for told, version in zip(one.acts, one.version, strict=True):
        yield {"episode": one.id, "record": told.record, "run": told.run, "report": told.report.id, "version": version}
