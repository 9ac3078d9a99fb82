"""The gazetteer: places by name, words for countries, weights of the ranking."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache

from dragoman.tables import load
from dragoman.where.lines import SortedLines
from dragoman.where.names import bare, fold


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    Attributes:
        key: id of the row: a GeoNames id, or ``c.``, ``a.``, ``d.``, ``h.`` and a code for countries, provinces,
            districts and what was entered by hand.
        name: its main name.
        kind: ``site``, ``city``, ``district``, ``province``, ``country`` or ``region``.
        country: ISO3 as in records, None for seas, continents and what lies in several countries.
        admin1: name of the first-order division it lies in.
        lat: WGS84 degrees of a point of it; None for everything that is an area.
        lon: as ``lat``.
        geonames: GeoNames id.
        population: inhabitants, 0 if not known.
        is_capital: whether it is the capital of ``country``.
        is_by_hand: whether it was entered by hand because reports name it often.
    """

    key: str
    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    population: int = 0
    is_capital: bool = False
    is_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean; ``is_own_name`` if it is the place's main name."""

    place: Place
    is_own_name: bool


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A word for a country; ``country`` is None for words that only look like one ("Irish Sea")."""

    word: str
    country: str | None
    is_name: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """Weights and thresholds of the ranking; see ``resources/places/rules.toml``."""

    weights: dict[str, float]
    thresholds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by name; made once by ``Gazetteer.load()``, never changed.

    Attributes:
        places: lines of places by key.
        names: lines of folded name and keys of the places of that name.
        words: words for countries by their first word, longest first.
        rules: weights and thresholds.
    """

    places: SortedLines
    names: SortedLines
    words: dict[str, tuple[CountryWord, ...]]
    rules: Rules

    @classmethod
    def load(cls) -> Gazetteer:
        """Return the packaged gazetteer, read on the first call; raises FileNotFoundError if a table is missing."""
        return _load()

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return the places of a name, however it is spelt; empty if the table has none.

        >>> [candidate.place.country for candidate in Gazetteer.load().find("Strait of Hormuz")]
        [None]
        """
        folded = fold(name)
        fields = self.names.get(folded) or self.names.get(bare(folded))
        return tuple(self._candidate(key) for key in fields[0].split()) if fields else ()

    def place(self, key: str) -> Place:
        """Return the place with ``key``; raises KeyError if there is none."""
        fields = self.places.get(key)
        if fields is None:
            raise KeyError(key)
        return _place(key, fields)

    def country(self, code: str) -> Place:
        """Return a country by its ISO3 code; raises KeyError if there is none."""
        return self.place(f"c.{code}")

    def _candidate(self, key: str) -> Candidate:
        return Candidate(self.place(key.rstrip("*")), key.endswith("*"))


def _place(key: str, fields: list[str]) -> Place:
    name, kind, country, admin1, lat, lon, geonames, population, flags = fields
    return Place(key, name, kind, country or None, admin1 or None, lat=float(lat) if lat else None,
                 lon=float(lon) if lon else None, geonames=int(geonames) if geonames else None,
                 population=int(population), is_capital="C" in flags, is_by_hand="H" in flags)


def _lines(name: str) -> SortedLines:
    return SortedLines(gzip.decompress(load.read_bytes(f"{name}.tsv.gz")))


@cache
def _load() -> Gazetteer:
    return Gazetteer(_lines("places"), _lines("places_names"), _country_words(), _rules())


def _country_words() -> dict[str, tuple[CountryWord, ...]]:
    by_first: dict[str, list[CountryWord]] = {}
    for word, country, kind in _lines("places_countries"):
        by_first.setdefault(first_word(word), []).append(CountryWord(word, country or None, kind == "name"))
    return {first: tuple(sorted(words, key=lambda word: -len(word.word))) for first, words in by_first.items()}


def first_word(text: str) -> str:
    """Return the run of letters that ``text`` begins with: the key of ``Gazetteer.words``."""
    for at, character in enumerate(text):
        if not character.isalnum():
            return text[:at]
    return text


def _rules() -> Rules:
    table = load.toml("places")
    return Rules({row["id"]: float(row["weight"]) for row in table["features"]},
                 {name: float(value) for name, value in table["thresholds"].items()})
