"""What is known of states and of the organisations they make: codes in other systems, and who is a member on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from dragoman.tables import load

T = TypeVar("T")


class Codes(NamedTuple):
    """A state's codes: ISO 3166 of two and three letters, Correlates of War, Gleditsch and Ward, CAMEO; "" for none."""

    iso2: str
    iso3: str
    cow: str
    gw: str
    cameo: str


class Spell(NamedTuple):
    """A time for which something holds: prefix dates, "" for always and for until now."""

    valid_from: str
    valid_to: str

    def holds_on(self, day: str | None) -> bool:
        """Say whether a day (ISO date) lies in the time; None is now."""
        if day is None:
            return self.valid_to == ""
        return self.valid_from <= day and (self.valid_to == "" or self.valid_to >= day[:len(self.valid_to)])


class Membership(NamedTuple):
    """One member of an organisation for a time; ``id`` is the row's id, cited by every ``Why`` that rests on it."""

    id: str
    organisation: str
    member: str
    spell: Spell


@dataclass(frozen=True, slots=True)
class Nations:
    """Codes of states and members of organisations.

    Attributes:
        states: codes with the time for which they hold, by ISO3.
        organisations: canonical name by folded name.
        members: memberships by canonical name.
    """

    states: Mapping[str, tuple[tuple[Codes, Spell], ...]]
    organisations: Mapping[str, str]
    members: Mapping[str, tuple[Membership, ...]]

    @classmethod
    def load(cls) -> Nations:
        """Read the packaged tables; raises FileNotFoundError when they were not built."""
        names: dict[str, str] = {}
        members: dict[str, list[Membership]] = {}
        for name, keys in load.rows("actor_groupings"):
            names.update(dict.fromkeys(keys.split("|"), name))
        for id_, name, member, first, last in load.rows("actor_members"):
            members.setdefault(name, []).append(Membership(id_, name, member, Spell(first, last)))
        states: dict[str, list[tuple[Codes, Spell]]] = {}
        for *codes, first, last in load.rows("actor_codes"):
            states.setdefault(codes[1], []).append((Codes(*codes), Spell(first, last)))
        return cls(_frozen(states), MappingProxyType(names), _frozen(members))

    def codes(self, country: str, day: str | None = None) -> Codes | None:
        """Return a state's codes on a day (ISO date; None is now), None for what is no state.

        >>> Nations.load().codes("DEU", "2015-05-12").cow
        '255'
        """
        held = [codes for codes, spell in self.states.get(country, ()) if spell.holds_on(day)]
        return held[-1] if held else None

    def members_of(self, key: str, day: str | None = None) -> tuple[Membership, ...]:
        """Return the members of an organisation on a day by its folded name, in the order of their codes.

        >>> [row.member for row in Nations.load().members_of("hanseatic league")]
        []
        """
        rows = self.members.get(self.organisations.get(key, ""), ())
        return tuple(row for row in rows if row.spell.holds_on(day))

    def memberships(self, country: str, day: str | None = None) -> tuple[Membership, ...]:
        """Return what a state is a member of on a day, in the order of the organisations' names."""
        return tuple(row for name in sorted(self.members) for row in self.members[name]
                     if row.member == country and row.spell.holds_on(day))


def _frozen(groups: Mapping[str, Iterable[T]]) -> Mapping[str, tuple[T, ...]]:
    return MappingProxyType({key: tuple(rows) for key, rows in groups.items()})
