"""Numbers in words and digits: ``twenty-one``, ``1.7 million``, ``tens of thousands``, ``a few hundred``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*|[a-z]+|[^\sa-z\d]")
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_LINKS = frozenset({"of", "a", "an", "-"})
_SMALL = {word: number for number, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"))}
_TENS = {word: number for number, word in zip(range(20, 100, 10), (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), strict=True)}
_EXACT = {"no": 0, "none": 0, "nobody": 0, "couple": 2, "pair": 2, "duo": 2, "both": 2, "trio": 3, "quartet": 4,
          "twin": 2, "twins": 2}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "k": 1_000, "lakh": 100_000, "lakhs": 100_000,
           "million": 1_000_000, "mln": 1_000_000, "mn": 1_000_000, "m": 1_000_000, "crore": 10_000_000,
           "crores": 10_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000}
# Open upwards, by convention: a plural is at least two of them, "several" and "a few" at least three.
_VAGUE = {"several": 3, "handful": 3, "few": 3, "many": 2, "multiple": 2, "numerous": 2, "various": 2}
_PLURALS = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000,
            "lakhs": 200_000, "crores": 20_000_000}
_FRACTIONS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25}
_OWNERS = {"his", "her", "their", "the"}
_KIN = frozenset({
    "wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "bodyguard", "driver", "aide",
    "child", "baby", "deputy", "nephew", "cousin", "uncle", "colleague", "interpreter", "captain", "pilot", "leader",
    "commander", "guard",
})
_COMPARED = {"many": ("as",), "few": ("as",), "no": ("more", "fewer", "less")}  # "as many as", "no more than"
_INDEFINITE = {"a", "an", "another"}
_ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)$")
_TENS_STEP, _HUNDRED = 10, 100
_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+$|\d{1,2}(?:,\d{2})+,\d{3}$")  # 12,34,567 in India
_HALF = ("and", "a", "half")  # two and a half


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from ``[start, end)`` of a phrase; an open upper bound is None.

    ``implied`` marks the one that an article stands for ("a soldier").
    """

    start: int
    end: int
    low: int
    high: int | None
    implied: bool = False


@dataclass(slots=True)
class _Tally:
    """A numeral being read: finished groups, the group in hand, and whether it is open upwards."""

    start: int
    end: int
    total: float = 0
    group: float = 0
    last: str = ""
    is_open: bool = False

    def numeral(self) -> Numeral:
        """Return what was read."""
        value = int(self.total + self.group)
        return Numeral(self.start, self.end, value, None if self.is_open else value)


def numerals(phrase: str) -> Iterator[Numeral]:
    """Yield the numbers of a phrase in order; articles count as one where no number follows them."""
    lowered = phrase.lower()
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(lowered)]
    place = 0
    while place < len(tokens):
        word, start, end = tokens[place]
        following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        is_other = following in _COMPARED.get(word, ()) or (following in _SUFFIXES and tokens[place + 1][1] == end)
        tally = None if is_other else _fraction(tokens, place) or _begin(word, start, end)
        if tally is None:
            if word in _INDEFINITE or (word in _OWNERS and _is_one_of_kin(tokens, place)):
                yield Numeral(start, end, 1, 1, implied=True)
            place += 1
            continue
        place = _extend(tally, tokens, place + 1)
        yield tally.numeral()


def is_ordinal(word: str) -> bool:
    """Say whether a word counts a place in a row, as in "a fifth hostage"."""
    return _ORDINAL.match(word) is not None


def _is_one_of_kin(tokens: list[tuple[str, int, int]], place: int) -> bool:
    """Say whether a possessive stands before one person: "his wife", "her adult son"."""
    return any(word in _KIN for word, _, _ in tokens[place + 1:place + 3])


def _fraction(tokens: list[tuple[str, int, int]], place: int) -> _Tally | None:
    """Start "half a million" and "a quarter of a million" at their first word; the scale follows."""
    word, start, end = tokens[place]
    scale = next((n for n in range(place + 1, min(place + 4, len(tokens))) if tokens[n][0] not in _LINKS), None)
    if word not in _FRACTIONS or scale is None or tokens[scale][0] not in _SCALES:
        return None
    return _Tally(start, end, group=_FRACTIONS[word], last="fraction")


def _begin(word: str, start: int, end: int) -> _Tally | None:
    """Start a numeral at a word, None if no number begins there."""
    if word[0].isdigit():
        value = _digits(word)
        return None if value is None else _Tally(start, end, group=value, last="digits")
    if word in _SMALL or word in _TENS:
        value = _SMALL.get(word, _TENS.get(word, 0))
        return _Tally(start, end, group=value, last="tens" if word in _TENS else "small")
    if word in _EXACT:
        return _Tally(start, end, group=_EXACT[word], last="exact")
    if word in _VAGUE or word in _PLURALS:
        group = _VAGUE.get(word, _PLURALS.get(word, 0))
        return _Tally(start, end, group=group, last="vague" if word in _VAGUE else "plural", is_open=True)
    if word in _SCALES and len(word) > len("mln"):
        return _Tally(start, end, group=_SCALES[word], last="scale")
    return None


def _digits(word: str) -> float | None:
    """Return the value of digits, with commas between thousands or a decimal point."""
    if word.isdecimal():
        return int(word)
    if _GROUPED.match(word):
        return int(re.sub(r"[, ]", "", word))
    try:
        return float(word.replace(",", "."))
    except ValueError:  # 3.4.2015
        return None


def _extend(tally: _Tally, tokens: list[tuple[str, int, int]], place: int) -> int:
    """Read on as long as words belong to the numeral; return the place after it."""
    while place < len(tokens):
        word, start, end = tokens[place]
        following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        if word == "of" and tally.last in ("plural", "exact") and following in (*_SCALES, *_PLURALS):
            pass  # tens of thousands, a couple of hundred
        elif word == "and" and tally.last == "scale" and (following in _SMALL or following in _TENS) \
                and tally.group % _HUNDRED == 0 and tally.group:
            pass  # two hundred and fifty
        elif tally.last == "fraction" and word in _LINKS:
            pass  # half a million
        elif (half := _half(tokens, place)) and tally.last in ("small", "digits"):
            tally.group += _FRACTIONS["half"]
            tally.end = tokens[half - 1][2]
            place = half
            continue
        elif word in _FRACTIONS and tally.last == "small" and _fraction(tokens, place):
            tally.group *= _FRACTIONS[word]  # three quarters of a million
            tally.last = "fraction"
        elif word == "-" and (following in _SCALES or (tally.last == "tens" and following in _SMALL)):
            pass  # twenty-one, eighty-thousand
        elif not _join(tally, word, glued=start == tally.end):
            break
        tally.end = end
        place += 1
    return place


def _half(tokens: list[tuple[str, int, int]], place: int) -> int:
    """Return the place after "and a half", hyphens or not; 0 when it does not stand at ``place``."""
    words = [(word, n) for n, (word, _, _) in enumerate(tokens[place:place + 6], place) if word != "-"][:len(_HALF)]
    return words[-1][1] + 1 if tuple(word for word, _ in words) == _HALF else 0


def _join(tally: _Tally, word: str, *, glued: bool) -> bool:
    """Add a word to the numeral if it continues it."""
    if word in _SCALES and (len(word) > len("mln") or (glued and tally.last == "digits")):
        _scale(tally, _SCALES[word])
        tally.last = "scale"
    elif word in _PLURALS and tally.last in ("plural", "vague", "small", "digits"):
        _scale(tally, _PLURALS[word] // 2)
        tally.last, tally.is_open = "plural", True
    elif word in _SMALL and tally.last == "tens" and _SMALL[word] < _TENS_STEP:
        tally.group += _SMALL[word]
        tally.last = "small"
    elif (word in _SMALL or word in _TENS) and tally.last == "scale":
        tally.group += _SMALL.get(word, _TENS.get(word, 0))
        tally.last = "tens" if word in _TENS else "small"
    else:
        return False
    return True


def _scale(tally: _Tally, scale: int) -> None:
    """Multiply the group in hand; from a thousand on it is finished."""
    tally.group = (tally.group or 1) * scale
    if scale >= _SCALES["thousand"]:
        tally.total += tally.group
        tally.group = 0
