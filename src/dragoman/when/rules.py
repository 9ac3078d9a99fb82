"""The table of time phrases, compiled: words, rules, and which rules a word calls up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from dragoman.tables.load import toml
from dragoman.when.newsday import NewsDay
from dragoman.when.spotting import Spots

_PLACEHOLDER = re.compile(r"\{([a-z]+)(2?)\}")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ENDINGS = {"day": r"(?!\d)(?:st|nd|rd|th|\.|er|º)?", "month": r"\b\.?", "weekday": r"\b\.?"}
_YEAR_DIGITS, _DECADE_SUFFIX = 4, "s"
_UNITS = ("minute", "hour", "day", "night", "week", "fortnight", "weekend", "month", "year", "decade")


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of time phrases mean.

    Attributes:
        months: name or short form to 1 … 12.
        weekdays: name or short form to 0 (Monday) … 6.
        numbers: word to the lowest and highest number it may mean.
        seasons: name to first and last month; 13 and 14 are of the next year.
        holidays: name to month and day.
        feasts: name to how the day is found, for ``feasts.in_year``.
        periods: name to first and last prefix date.
        ordinals: of centuries, word to number.
        tens: of decades, word to number.
        abroad: name of a month in another language, as written there and in lower case, to 1 … 12.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, tuple[int, int]]
    seasons: Mapping[str, tuple[int, int]]
    holidays: Mapping[str, tuple[int, int]]
    periods: Mapping[str, tuple[str, str]]
    feasts: Mapping[str, str]
    ordinals: Mapping[str, int]
    tens: Mapping[str, int]
    abroad: Mapping[str, int]

    @classmethod
    def of(cls, table: Mapping[str, Any], languages: Sequence[Mapping[str, Any]] = ()) -> Self:
        """Read the ``[words]`` and ``[[abroad]]`` parts of the table.

        Raises KeyError when a list is missing, ValueError when one name stands for two months.
        """
        months = {name: number for number, name in enumerate(table["months"], 1)}
        weekdays = {name: number for number, name in enumerate(table["weekdays"])}
        months |= {short: months[name] for short, name in table["short"].items() if name in months}
        weekdays |= {short: weekdays[name] for short, name in table["short"].items() if name in weekdays}
        numbers, seasons, holidays, periods = (
            {name: (pair[0], pair[1]) for name, pair in table[part].items()}
            for part in ("numbers", "seasons", "holidays", "periods"))
        return cls(months, weekdays, numbers, seasons, holidays, periods, table["feasts"], table["ordinals"],
                   table["tens"], _months_abroad(languages))


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    Attributes:
        id: the rule's name, given as reason.
        pattern: searched for in the plain phrase.
        do: name of the action in ``when.actions`` that makes the interval.
        granularity: finest precision it may give, ``day``, ``month`` or ``year``.
        example: a phrase that it reads.
        options: what the row says beyond that, for its action.
    """

    id: str
    pattern: re.Pattern[str]
    do: str
    granularity: str
    example: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimeRules:
    """Everything the stage ``when`` knows, loaded once and never changed.

    Attributes:
        rules: the rows in the order they are tried.
        words: what single words mean.
        calls: word, or the class of years or decades, to the numbers of the rules that it calls up.
        newsday: when an event without a phrase is of the day of the news.
        spots: where phrases stand in running text.
    """

    rules: tuple[Rule, ...]
    words: Words
    calls: Mapping[str, tuple[int, ...]]
    newsday: NewsDay
    spots: Spots

    @classmethod
    def load(cls) -> Self:
        """Return the packaged rules; raises ValueError naming a row that does not compile."""
        return cls.of(toml("when_rules"), NewsDay.of(toml("when_newsday")), toml("when_spots"))

    @classmethod
    def of(cls, table: Mapping[str, Any], newsday: NewsDay, spots: Mapping[str, Any]) -> Self:
        """Compile tables as they stand in ``resources/when``."""
        words = Words.of(table["words"], table.get("abroad", ()))
        parts = _parts(words)
        rules = tuple(_rule(row, parts) for row in table["rule"])
        return cls(rules, words, _calls(table["rule"], words), newsday, Spots.of(spots, _spot_words(words)))

    def called(self, plain: str) -> list[int]:
        """Return the numbers of the rules worth trying on a plain phrase, in order."""
        tokens = _TOKEN.findall(plain)
        numbers: set[int] = set()
        calls = self.calls
        for place, token in enumerate(tokens):
            if token in calls:
                numbers.update(calls[token])
            elif len(token) == _YEAR_DIGITS and token.isdecimal():
                decade = place + 1 < len(tokens) and tokens[place + 1] == _DECADE_SUFFIX
                numbers.update(calls.get("#decade" if decade else "#year", ()))
        return sorted(numbers)


def _months_abroad(languages: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return the number of each month's name; raises ValueError naming a row that contradicts an earlier one."""
    months: dict[str, int] = {}
    for row in languages:
        for number, names in enumerate(row["months"], 1):
            for name in (*names, *map(str.lower, names)):
                if months.setdefault(name, number) != number:
                    raise ValueError(f"time rule {row['id']!r}: {name!r} means two months")
    return months


def _calls(rows: Sequence[Mapping[str, Any]], words: Words) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the rules that each word calls up, by itself or by its #classes."""
    by_key: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for key in row["keys"]:
            by_key.setdefault(key, set()).add(number)
    for word, names in _classes(words).items():
        by_key[word] = by_key.get(word, set()).union(*(by_key.get(name, ()) for name in names))
    return {key: tuple(sorted(numbers)) for key, numbers in by_key.items()}


def _rule(row: Mapping[str, Any], parts: Mapping[str, str]) -> Rule:
    """Compile one row; raises ValueError naming it."""
    known = ("id", "pattern", "do", "granularity", "example", "keys")
    try:
        source = _PLACEHOLDER.sub(
            lambda hole: f"(?P<{hole[1]}{hole[2]}>{parts[hole[1]]}){_ENDINGS.get(hole[1], '')}", row["pattern"])
        options = {name: value for name, value in row.items() if name not in known}
        return Rule(row["id"], re.compile(source), row["do"], row["granularity"], row["example"], options)
    except (KeyError, re.error) as error:
        raise ValueError(f"time rule {row.get('id')!r}: {error}") from error


def _parts(words: Words) -> dict[str, str]:
    """Return the regular expression behind each placeholder."""
    numbers = _any(words.numbers)
    compound = (r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
                r"-(?:one|two|three|four|five|six|seven|eight|nine)")
    return {
        "month": _any(words.months),
        "abroad": _any({name.lower() for name in words.abroad}),
        "weekday": _any(words.weekdays),
        "season": _any(words.seasons),
        "holiday": _any(words.holidays),
        "period": _any(words.periods),
        "feast": _any(words.feasts),
        "ordinal": _any(words.ordinals),
        "tens": _any(words.tens),
        "n": (rf"(?:a )?(?:{compound}|{numbers}|\d+)(?: of)?(?: or (?:{numbers}|\d+)| to (?:{numbers}|\d+)|-\d+)?"
              r"(?: more| consecutive| straight)?"),
        "unit": rf"(?:{'|'.join(_UNITS)})s?",
        "day": r"0?[1-9]|[12]\d|3[01]",
        "year": r"1[0-9]\d\d|20\d\d|21\d\d",
        "rest": r".+",
    }


def _spot_words(words: Words) -> dict[str, str]:
    """Return the lists that rows of ``spots.toml`` may name."""
    return {"holiday": _any(words.holidays), "movable": _any(words.feasts), "period": _any(words.periods),
            "Abroad": f"(?-i:{_any(words.abroad)})"}


def _any(names: Iterable[str]) -> str:
    """Return an alternation of names, longest first, so that none hides a longer one."""
    return "|".join(re.escape(name).replace(r"\ ", " ") for name in sorted(names, key=lambda name: (-len(name), name)))


def _classes(words: Words) -> dict[str, tuple[str, ...]]:
    """Return the #classes that each word belongs to; a name of several words is called up by one of them."""
    common = {"day", "the", "s", "of", *words.weekdays, *words.months}
    classes: dict[str, set[str]] = {}
    for name, vocabulary in (("#month", words.months), ("#weekday", words.weekdays), ("#season", words.seasons),
                             ("#holiday", words.holidays), ("#period", words.periods), ("#feast", words.feasts),
                             ("#abroad", words.abroad), ("#unit", _UNITS)):
        for entry in vocabulary:
            tokens = _TOKEN.findall(entry.lower())
            rare = next((token for token in tokens if token not in common), tokens[0])
            classes.setdefault(rare, set()).add(name)
    classes |= {unit + "s": {"#unit"} for unit in _UNITS}
    return {token: tuple(sorted(names)) for token, names in classes.items()}
