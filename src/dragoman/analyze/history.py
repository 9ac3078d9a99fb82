"""The store as a history: what ``dragoman.open`` returns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.analyze import differ, panel, relation, search, sources
from dragoman.analyze.panel import Countries
from dragoman.analyze.selection import Selection, day, rules
from dragoman.analyze.table import Table
from dragoman.store import Result, Store

if TYPE_CHECKING:
    from dragoman.analyze.standing.life import Commitment, Control, Measure

Day = str | date | None


def open(path: str | Path) -> History:  # noqa: A001 - `dragoman.open` reads as one word
    """Open the store at ``path`` for reading; an older store is first brought up to date.

    Raises:
        NothingFound: there is no such file.
        NotAStore, NewerStore, StoreBusy: it cannot be used.
    """
    return History(path)


class History(Store):
    """A store opened for reading, with what its records add up to.

    Whatever has rows is a ``Result`` or a ``Table``: both have ``columns``, ``fetchall``,
    ``df``, ``pl`` and ``arrow``. Days are prefix dates such as ``2015-04`` or ``date`` objects.
    """

    def panel(  # noqa: PLR0913 - these are the questions that a panel answers
        self, actor: Countries = None, recipient: Countries = None, *, unit: str = "month", count: str = "episodes",
        by: str = "quad", since: Day = None, until: Day = None, statuses: Sequence[str] = ("actual",),
        sides: str = "state", confidence: float = 0.0, sources: Sequence[str] = (), lag: int | None = None,
        members: bool = False,
    ) -> Result:
        """Return acts by unit of time and directed pair of countries, zeros and all; see ``panel.panel``.

        ``statuses``, ``sides``, ``confidence``, ``sources`` and ``lag`` are those of ``Selection``.
        """
        selection = Selection(day(since), day(until, is_end=True), statuses, sides, confidence, sources, lag)
        return panel.panel(self, actor, recipient, unit=unit, count=count, by=by, selection=selection, members=members)

    def relation(  # noqa: PLR0913 - as above
        self, one: str, other: str, *, unit: str = "month", count: str = "episodes", since: Day = None,
        until: Day = None, sources: Sequence[str] = (), steady: bool = False, **chosen: Any,
    ) -> relation.Relation:
        """Return the state of the relation between two countries: barometer, changes, sentences, citations.

        By default what reports of the time say has happened (rule ``relation.acts``);
        ``statuses``, ``sides``, ``confidence`` and ``lag`` choose otherwise. With ``steady``
        only publishers count that report in nearly every unit.
        """
        rule = rules()["acts"]
        usual = {"statuses": tuple(rule["statuses"]), "lag": rule["lag"], "sources": sources}
        selection = Selection(day(since), day(until, is_end=True), **{**usual, **chosen})
        return relation.relation(self, one, other, unit=unit, count=count, selection=selection, steady=steady)

    def source_mix(self, *, unit: str = "month", since: Day = None, until: Day = None) -> Result:
        """Return reports by unit of time and publisher, with shares."""
        return sources.source_mix(self, unit=unit, selection=Selection(day(since), day(until, is_end=True)))

    def search(self, words: str, **conditions: Any) -> Table[search.Hit]:
        """Return the reports that have all the words, best first; see ``search.search`` for conditions."""
        return search.search(self, words, **conditions)

    def diff(self, before: int, after: int, *, ignore: Collection[str] = ()) -> differ.Diff:
        """Compare two runs on the reports that both coded; see ``differ.diff``."""
        return differ.diff(self, before, after, ignore=ignore)

    def episodes(self) -> Result:
        """Return the episodes: acts across reports, by the day they were first reported."""
        return self.sql("SELECT * FROM episodes ORDER BY first_reported, episode")

    def claims(self) -> Result:
        """Return who asserts, denies or confirms disputed acts, in order of time."""
        return self.sql("SELECT * FROM claims ORDER BY episode, position")

    def commitments(
        self, *, due_within: str | None = None, day: str | None = None, party: str | None = None,
    ) -> Table[Commitment]:
        """Return agreements, promises and ultimatums with their life; see ``standing.commitments``.

        Args:
            due_within: only open ones due within so long (``30d``, ``4w``, ``6m``) from ``day`` on.
            day: the day to count from; by default that of the newest report.
            party: only those with a party of this key (``IRN``, ``UKR/REB``).
        """
        from dragoman.analyze.standing.commitments import commitments
        from dragoman.analyze.standing.life import Commitment

        return Table(Commitment, commitments(self, due_within=due_within, day=day, party=party))

    def measures(self, *, by: str | None = None, on: str | None = None) -> Table[Measure]:
        """Return sanctions and other standing measures with their life; see ``standing.measures``."""
        from dragoman.analyze.standing.life import Measure
        from dragoman.analyze.standing.measures import measures

        return Table(Measure, measures(self, by=by, on=on))

    def control(self, *, place: str | None = None, country: str | None = None) -> Table[Control]:
        """Return who took, retook and left places; see ``standing.control``."""
        from dragoman.analyze.standing.control import control
        from dragoman.analyze.standing.life import Control

        return Table(Control, control(self, place=place, country=country))
