"""The actor book: every name, title and noun that the tables know, ready to be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dragoman.actors.nations import Nations
from dragoman.actors.own import PREFIX, OwnRow, table_row
from dragoman.actors.words import key_of
from dragoman.tables import load

HEADS = ("head_of_state", "head_of_government", "head_of_state_or_gov")


@dataclass(slots=True)
class Entry:
    """One row of the tables: a name, whose it is, and when that holds.

    Attributes:
        id: the row's id, cited by every ``Why`` that rests on it.
        kind: ``name``, ``adjective``, ``demonym`` or ``capital`` of a state; ``body``, ``organisation``,
            ``group``, ``party``, ``company``, ``media``; ``person``.
        name: the name to give in the record.
        country: ISO3 or PLOVER international code.
        sector: PLOVER sector, "" for none.
        office: title of the office held, "" for none.
        role: kind of office (``head_of_state``, ``foreign_minister`` …), "" for none.
        entity: Wikidata QID, "" where unknown.
        valid_from: prefix date from which the row holds, "" for always.
        valid_to: last prefix date at which it holds, "" for until now.
    """

    id: str
    kind: str
    name: str
    country: str
    sector: str
    office: str
    role: str
    entity: str
    valid_from: str
    valid_to: str

    def holds_on(self, day: str | None) -> bool:
        """Say whether the row holds on a day (ISO date); a report without a date accepts every row."""
        return day is None or (not self.begins_after(day) and not self.ended_before(day))

    def ended_before(self, day: str | None) -> bool:
        """Say whether the row held only before a day."""
        return day is not None and self.valid_to != "" and self.valid_to < day[:len(self.valid_to)]

    def begins_after(self, day: str | None) -> bool:
        """Say whether the row holds only after a day."""
        return day is not None and self.valid_from > day


@dataclass(frozen=True, slots=True)
class ActorBook:
    """Frozen bundle of the loaded tables; make it once per process with ``load``.

    Attributes:
        index: entries by folded name; of one name, in the order of the tables.
        exact: keys that count only where the report writes them in capitals.
        longest: number of words of the longest name by first word.
        short: persons by the word that names them alone (surnames).
        bearers: holders of offices by the skeleton of each word of their names (see ``forms``).
        holders: persons by country and role.
        towns: ISO3 by folded name of a town or province.
        titles: sector and role by folded title.
        nouns: sector by folded noun.
        spellings: key by spelling.
        weights: weight by group of participants and cue (see ``local``).
        nations: codes of states, and members of organisations.
    """

    index: Mapping[str, tuple[Entry, ...]]
    exact: frozenset[str]
    longest: Mapping[str, int]
    short: Mapping[str, tuple[Entry, ...]]
    bearers: Mapping[str, tuple[Entry, ...]]
    holders: Mapping[tuple[str, str], tuple[Entry, ...]]
    towns: Mapping[str, str]
    titles: Mapping[str, tuple[str, str]]
    nouns: Mapping[str, str]
    spellings: Mapping[str, str]
    weights: Mapping[str, Mapping[str, float]]
    nations: Nations

    @classmethod
    def load(cls, own: Iterable[OwnRow] = ()) -> ActorBook:
        """Read the packaged tables; raises FileNotFoundError when they were not built.

        Args:
            own: rows of a user's file, checked (see ``actors.own``); they win over packaged ones.
        """
        words = _words()
        shelves = Shelves()
        for row in load.rows("actor_names"):
            shelves.put(row)
        for number, mine in enumerate(own, 1):
            shelves.put(table_row(mine, number, words["spellings"]))
        return shelves.book(words)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of countries that rows bear: ISO3 and PLOVER's international codes."""
        return frozenset(entry.country for entries in self.index.values() for entry in entries if entry.country)

    def lookup(self, name: str, day: str | None = None) -> Entry | None:
        """Return the entry that a whole name means on a day (ISO date), or None.

        >>> ActorBook.load().lookup("Ban Ki-moon", "2010-05-01").country
        'UNO'
        """
        found = self.index.get(key_of(name, self.spellings))
        return best(found, day) if found else None

    def holder(self, country: str, roles: tuple[str, ...], day: str | None) -> Entry | None:
        """Return who held one of some roles on a day: the first role that somebody is known to hold."""
        for role in roles:
            held = [entry for entry in self.holders.get((country, role), ()) if day is not None and entry.holds_on(day)]
            if held:
                return max(held, key=lambda entry: entry.valid_from)
        return None


class Shelves:
    """Rows of the packaged table as they are put in their places; ``book`` closes them."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self.index: dict[str, list[Entry]] = defaultdict(list)
        self.short: dict[str, list[Entry]] = defaultdict(list)
        self.bearers: dict[str, list[Entry]] = defaultdict(list)
        self.holders: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.exact: set[str] = set()

    def put(self, row: list[str]) -> None:
        """Put one row where it will be looked up."""
        id_, kind, name, keys, shorts, bears, *rest = row
        entry = Entry(id_, kind, name, *rest)
        for key in keys.split("|"):
            if key[0] == "!":
                self.exact.add(key[1:])
            self.index[key.lstrip("!")].append(entry)
        for key in shorts.split("|") if shorts else ():
            self.short[key.lstrip("!")].append(entry)
        for word in bears.split():
            self.bearers[word].append(entry)
        if entry.role:
            self.holders[entry.country, entry.role].append(entry)

    def book(self, words: dict[str, Any]) -> ActorBook:
        """Return the book of all rows put, with the tables of words."""
        return ActorBook(index=_frozen(self.index), exact=frozenset(self.exact), longest=_longest(self.index),
                         short=_frozen(self.short), bearers=_frozen(self.bearers), holders=_frozen(self.holders),
                         towns=_towns(self.index), nations=Nations.load(), **words)


def best(entries: tuple[Entry, ...], day: str | None) -> Entry:
    """Return the entry that fits a day best: in force, else ended last, else beginning first."""
    if len(entries) == 1:
        return entries[0]
    return max(entries, key=lambda entry: _fitness(entry, day))


def _fitness(entry: Entry, day: str | None) -> tuple[bool, bool, bool, bool, bool, bool, str]:
    ended = entry.ended_before(day)
    in_force = not ended and not entry.begins_after(day)
    is_own = entry.id.startswith(PREFIX)
    latest = entry.valid_to if ended else entry.valid_from
    return in_force, is_own, ended, entry.office != "", entry.role in HEADS, bool(entry.entity), latest


def _frozen(lists: Mapping[Any, list[Entry]]) -> MappingProxyType[Any, tuple[Entry, ...]]:
    return MappingProxyType({key: tuple(values) for key, values in lists.items()})


def _longest(index: Mapping[str, list[Entry]]) -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for key in index:
        first, _, rest = key.partition(" ")
        words = rest.count(" ") + 2 if rest else 1
        if words > longest.get(first, 0):
            longest[first] = words
    return MappingProxyType(longest)


def _towns(index: Mapping[str, list[Entry]]) -> Mapping[str, str]:
    return MappingProxyType({key: country for country, keys in load.rows("actor_towns") for key in keys.split("|")
                             if key not in index})


def _words() -> dict[str, MappingProxyType[str, Any]]:
    tables: dict[str, dict[str, Any]] = {"title": {}, "noun": {}, "spelling": {}, "weight": defaultdict(dict)}
    for table, _, form, value, detail in load.rows("actor_words"):
        if table == "weight":
            tables[table][form][value] = float(detail)
        else:
            tables[table][form] = (value, detail) if table == "title" else value
    return {f"{name}s": MappingProxyType(table) for name, table in tables.items()}
