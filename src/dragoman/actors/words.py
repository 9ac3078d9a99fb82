"""Words of a text with their offsets, and the folded key under which a word is looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

_WORD = re.compile(
    r"(?<=@)(?<![\w.]@)\w{2,30}"  # a handle
    r"|(?<=#)(?<![\w&]#)[^\W\d]\w*"  # a hashtag
    r"|(?:[A-Za-z]\.){2,}|(?:[A-Z]\.)+[A-Z](?!\w)|[^\W_]+(?:['’ʼ`‘][^\W_]+)*")
_HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_]+")
LONG = 5
_POSSESSIVE = re.compile(r"['’]s?$")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`‘.")
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th", "ə": "a"})
SIGNS = frozenset({"@", "#"})
"""What stands before a handle and before a hashtag; it is no part of the word."""


class Word(NamedTuple):
    """One word: half-open offsets, the characters, its key, and whether it ends in a possessive.

    A handle's key begins with "@"; a hashtag is one word, whose key may be that of several.
    """

    start: int
    end: int
    text: str
    key: str
    possessive: bool


def fold(word: str, spellings: Mapping[str, str]) -> str:
    """Return the key of a word: lower case, no accents, dots or apostrophes, one spelling per name.

    >>> fold("Zelenskyy’s", {})
    'zelensky'
    """
    key = _POSSESSIVE.sub("", word).translate(_APOSTROPHES).lower()
    if not key.isascii():
        plain = unicodedata.normalize("NFKD", key.translate(_STROKES))
        key = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    if len(key) >= LONG and key.endswith(("yy", "iy")):
        key = key[:-2] + "y"
    return spellings.get(key, key)


def words_of(text: str, spellings: Mapping[str, str]) -> tuple[Word, ...]:
    """Cut a text into words; hyphens separate, dotted acronyms stay whole."""
    return tuple(_word(found, spellings) for found in _WORD.finditer(text))


def _word(found: re.Match[str], spellings: Mapping[str, str]) -> Word:
    text = found[0]
    sign = found.string[found.start() - 1:found.start()]
    if sign in SIGNS:
        return Word(found.start(), found.end(), text, _signed(sign, text, spellings), possessive=False)
    possessive = bool(_POSSESSIVE.search(text)) or found.string[found.end():found.end() + 1] in {"'", "’"}
    return Word(found.start(), found.end(), text, fold(text, spellings), possessive)


def _signed(sign: str, text: str, spellings: Mapping[str, str]) -> str:
    """Return the key of a handle, "@" before it, or of a hashtag: the words of which it is made ("SouthSudan")."""
    return f"@{text.lower()}" if sign == "@" else " ".join(fold(part, spellings) for part in _HUMP.findall(text))


def key_of(name: str, spellings: Mapping[str, str]) -> str:
    """Return the key of a whole name: the keys of its words, a space between."""
    return " ".join(word.key for word in words_of(name, spellings))
