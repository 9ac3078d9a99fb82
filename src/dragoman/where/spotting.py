"""Which words of a report name places, by the gazetteer and the lists of ``resources/places/spotting.toml``.

A capitalised run of words is cut into the longest names that the gazetteer has. What only
looks like a place is held back with its reason: the name of a person, of an organisation,
a vessel, a treaty, a dish.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from dragoman.tables import load
from dragoman.types import Span
from dragoman.where.countries import scan
from dragoman.where.gazetteer import Gazetteer, Place
from dragoman.where.names import fold

_TOKEN = re.compile(r"[^\W_]+(?:[’'ʼ‘-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"[’']s?$")
_GAP = re.compile(r"[ \xa0-]|\. ?")
_STOP = re.compile(r"[.!?:][\"”’)]*\s+[\"“‘(]*$|\n\s*[\"“]*$|[“\"]$")
_LONGEST = 5
_LARGE_TOWN = 50_000
_INITIAL = re.compile(r"[A-Z]\.")


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists, each a set of words; see the comments of the table."""

    joiners: frozenset[str]
    leads: frozenset[str]
    titles: frozenset[str]
    not_places: frozenset[str]
    not_place_names: frozenset[str]
    vessels: frozenset[str]
    organisations: frozenset[str]
    place_words: frozenset[str]
    kinds_after: frozenset[str]
    common: frozenset[str]
    short: Mapping[str, str]

    @classmethod
    def of(cls, table: Mapping[str, Any], common: Sequence[str]) -> Self:
        """Read the lists; raises KeyError when one is missing."""
        (joiners, leads, titles, not_places, not_place_names, vessels, organisations, place_words, kinds_after) = (
            frozenset(table[name]) for name in (
                "joiners", "leads", "titles", "not_places", "not_place_names", "vessels", "organisations",
                "place_words", "kinds_after"))
        return cls(joiners, leads, titles, not_places, not_place_names, vessels, organisations, place_words,
                   kinds_after, frozenset(common), dict(table["short"]))


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, or look as if they did.

    Attributes:
        span: the words.
        held: None for a place; else what they are part of: ``person``, ``organisation``, ``thing``.
        key: key of the place for short forms that mean one whatever stands around, else None.
    """

    span: Span
    held: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    is_capital: bool


@cache
def lists() -> Lists:
    """Return the packaged lists, read on the first call."""
    common = gzip.decompress(load.read_bytes("places_common.tsv.gz")).decode("utf-8").split()
    return Lists.of(load.toml("places_spotting"), common)


def spot(text: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the names of places in a text in order, also those held back; none overlaps another.

    >>> [(t.span.text, t.held) for t in spot("The Lagos Times met Mr Berlin in Deir ez-Zor.", Gazetteer.load())]
    [('Lagos', 'organisation'), ('Berlin', 'person'), ('Deir ez-Zor', None)]
    """
    tokens = _tokens(text)
    countries = {mention.start: mention.end for mention in scan(text, gazetteer)}
    found: list[Toponym] = []
    people: set[str] = set()
    at = 0
    while at < len(tokens):
        after = _match(text, tokens, at, countries, gazetteer)
        if after is None:
            at += 1
            continue
        one = _judge(text, tokens, at, after, countries, gazetteer)
        if one.held is None and found and found[-1].held == "person" and _adjoins(text, found[-1].span, one.span):
            one = Toponym(one.span, "person")
        if one.held == "person" and at and tokens[at - 1].is_capital:
            people.add(one.span.text)
        if one.held != "word":
            found.append(one)
        at = after
    return tuple(Toponym(one.span, "person") if one.held is None and one.span.text in people
                 and one.span.start not in countries else one for one in found)


def _tokens(text: str) -> list[_Token]:
    """Return the words that may be parts of names: capitalised ones and joiners."""
    return [_Token(m.start(), m.end(), m[0], is_capital) for m in _TOKEN.finditer(text)
            if (is_capital := _is_capital(m[0])) or m[0].rstrip(".") in lists().joiners]


def _is_capital(word: str) -> bool:
    """Say whether a word may begin or end a name: "Aleppo", "ez-Zor", "al-Bab"."""
    article, hyphen, rest = word.partition("-")
    return word[0].isupper() or (bool(hyphen) and article in lists().joiners and rest[:1].isupper())


def _bare_end(token: _Token) -> int:
    """Return where the token ends without its full stop and its possessive."""
    return token.start + len(_POSSESSIVE.sub("", token.text.removesuffix(".")))


def _match(text: str, tokens: list[_Token], at: int, countries: dict[int, int], gazetteer: Gazetteer) -> int | None:
    """Return the token after the longest name that begins at ``at``, None if none does."""
    if not tokens[at].is_capital:
        return None
    for after in range(_run_end(text, tokens, at), at, -1):
        last = tokens[after - 1]
        if not last.is_capital:
            continue
        if _short(text, tokens[at].start, last.end) is not None:
            return after
        end = _bare_end(last)
        name = text[tokens[at].start:end]
        if countries.get(tokens[at].start) == end or _is_name(name, gazetteer):
            return after
    return None


def _short(text: str, start: int, end: int) -> str | None:
    """Return the short form that stands there, with its full stop or without; None if none does."""
    words = text[start:end]
    return next((form for form in (words, words.removesuffix(".")) if form in lists().short), None)


def _is_name(name: str, gazetteer: Gazetteer) -> bool:
    """Say whether the gazetteer has a name; an article at its head must belong to it ("The Hague")."""
    if name.startswith(("The ", "the ")):
        return gazetteer.names.get(fold(name)) is not None
    return len(name) > 1 and bool(gazetteer.find(name))


def _run_end(text: str, tokens: list[_Token], at: int) -> int:
    """Return the token after the run of name-like words from ``at`` on, at most five words."""
    after = at + 1
    while after < len(tokens) and after - at < _LONGEST:
        gap = text[tokens[after - 1].end:tokens[after].start]
        is_possessive = _bare_end(tokens[after - 1]) < tokens[after - 1].end - tokens[after - 1].text.endswith(".")
        if is_possessive or gap not in {" ", "\xa0", "-", ""}:
            break
        after += 1
    return after


def _judge(
    text: str, tokens: list[_Token], at: int, after: int, countries: dict[int, int], gazetteer: Gazetteer,
) -> Toponym:
    """Say whether the name that was matched is that of a place here."""
    first, last = tokens[at], tokens[after - 1]
    short = _short(text, first.start, last.end)
    if short is not None:
        return Toponym(Span.of(text, first.start, first.start + len(short)), None, lists().short[short])
    span = Span.of(text, first.start, _bare_end(last))
    if countries.get(first.start) == span.end:
        return Toponym(span, _thing(text, tokens, at, after))
    held = (_thing(text, tokens, at, after) or _common_word(text, tokens, at, after, gazetteer)
            or _person(text, tokens, at) or _longer_name(text, tokens, at, after, countries, gazetteer))
    return Toponym(span, held)


def _adjoins(text: str, left: Span, right: Span) -> bool:
    """Say whether two passages stand next to each other as parts of one name."""
    return text[left.end:right.start] in {" ", "\xa0", "-"}


def _beside(text: str, left: _Token, right: _Token) -> bool:
    """Say whether two words stand next to each other in one name."""
    return text[left.end:right.start] in {" ", "\xa0", "-"}


def _thing(text: str, tokens: list[_Token], at: int, after: int) -> str | None:
    """Vessels, treaties, dishes: what a word beside the name makes of it."""
    listed = lists()
    start, end = tokens[at].start, tokens[after - 1].end
    following = _TOKEN.match(text, end + 1) if text[end:end + 1] in {" ", "-"} else None
    if at and tokens[at - 1].text in listed.vessels and _beside(text, tokens[at - 1], tokens[at]):
        return "thing"
    if following is not None and following[0].lower().rstrip(".") in listed.not_places:
        return "thing"
    if any(text.startswith(name, start) for name in listed.not_place_names):
        return "thing"
    return None


def _common_word(text: str, tokens: list[_Token], at: int, after: int, gazetteer: Gazetteer) -> str | None:
    """A single word that English has as well is a place only after "in" and the like, and if it is a large one."""
    listed, first = lists(), tokens[at]
    word = text[first.start:_bare_end(tokens[after - 1])]
    if after - at > 1 or word.lower() not in listed.common:
        return None
    lead = text[max(0, first.start - 12):first.start].split()
    is_led = bool(lead) and lead[-1].lower() in listed.leads and not _STOP.search(text, 0, first.start)
    return None if is_led and any(_is_large(c.place) for c in gazetteer.find(word)) else "word"


def _is_large(place: Place) -> bool:
    return place.population >= _LARGE_TOWN or place.is_by_hand or place.kind in {"country", "province"}


def _person(text: str, tokens: list[_Token], at: int) -> str | None:
    """A title, or a capitalised word that is no place, right before the name makes it a person's."""
    if at == 0 or not tokens[at - 1].is_capital or text[tokens[at - 1].end:tokens[at].start] not in {" ", "\xa0"}:
        return None
    listed, before = lists(), tokens[at - 1]
    word = before.text.rstrip(".")
    if word in listed.titles:
        return "person"
    if before.text.endswith(".") and not _INITIAL.fullmatch(before.text):
        return None
    is_start = before.start == 0 or _STOP.search(text, max(0, before.start - 6), before.start) is not None
    if is_start or word in listed.place_words or word.lower() in listed.common or _POSSESSIVE.search(word):
        return None
    return "person" if (word.isalpha() and word.istitle()) or _INITIAL.fullmatch(before.text) else None


def _longer_name(
    text: str, tokens: list[_Token], at: int, after: int, countries: dict[int, int], gazetteer: Gazetteer,
) -> str | None:
    """A capitalised word right behind the name makes it part of an organisation's or a person's name."""
    if after == len(tokens) or not tokens[after].is_capital or tokens[after - 1].text.endswith(("'s", "’s")):
        return None
    if text[tokens[after - 1].end:tokens[after].start] not in {" ", "\xa0"} or tokens[after - 1].text.endswith("."):
        return None
    listed, word = lists(), tokens[after].text.rstrip(".")
    if word in listed.organisations:
        return "organisation"
    is_large = any(_is_large(c.place) for c in gazetteer.find(text[tokens[at].start:tokens[after - 1].end]))
    if word in listed.kinds_after or word in listed.place_words or tokens[after].start in countries:
        return None
    if word.isupper() or word.lower() in listed.common or (is_large and gazetteer.find(word)):
        return None
    return "organisation" if is_large else "person"
