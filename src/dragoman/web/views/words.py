"""Words for what is coded: names of countries, of classes, of units of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.events.codebook import Codebook
from dragoman.store import Store
from dragoman.tables.load import rows, toml

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
_OTHERS = {"EUR": "European Union", "IGO": "international organisations", "NGO": "non-governmental organisations",
           "IMG": "international armed groups", "ISM": "international movements", "MNC": "multinational companies"}


@dataclass(frozen=True, slots=True)
class Country:
    """A country or one of PLOVER's international codes, as it is offered in a form.

    Attributes:
        code: ISO3 or PLOVER's code.
        name: for human readers; the code where there is none.
        acts: in how many directed pairs of the store it acts.
    """

    code: str
    name: str
    acts: int


def countries(store: Store) -> tuple[Country, ...]:
    """Return who acts in the store, those with most acts first."""
    names = country_names()
    found = store.sql("SELECT actor, count(*) AS acts FROM dyads GROUP BY actor ORDER BY acts DESC, actor").fetchall()
    return tuple(Country(code, names.get(code, code), acts) for code, acts in found)


@cache
def country_names() -> Mapping[str, str]:
    """Return names by ISO3 or PLOVER's international code."""
    return {**{code: name for _, code, name, *_ in rows("exports_countries") if code}, **_OTHERS}


@cache
def definitions() -> Mapping[str, str]:
    """Return the codebook's definitions of the 16 types by name."""
    book = Codebook.load()
    return {name: book.types[name].definition for name in types()}


def types() -> tuple[str, ...]:
    """Return the 16 types in the codebook's order."""
    return tuple(toml("plover")["types"])
