"""The forms under which a name is looked up: keys, short forms of persons, skeletons that transliterations share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dragoman.actors.words import key_of

MOST_LETTERS = 6
FAMILY_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "KHM"})
GIVEN_MIDDLE_SURNAME = 3
PARTICLES = frozenset({
    "al", "el", "bin", "ibn", "van", "von", "de", "da", "dos", "del", "la", "le", "ben", "abu", "ould", "der", "den",
    "ter", "do", "du", "af", "zu", "bint",
})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
SHORTEST_SKELETON = 2
_NICKNAME = re.compile(r"[\"“(]([^\"”)]+)[\"”)]")
_RANK = re.compile(
    r"^(?:Adm|Ayatollah|Capt|Col|Crown Prince|Dame|Dr|Emir|Gen|General|King|Lt|Maj|Prince|Queen|Sheikh|Sir|Sultan)"
    r"\.? (?:\(ret\.?\) )?(?=\S+ \S)", re.IGNORECASE)
_ROYAL = re.compile(r"^(?:Crown Prince|Emir|King|Prince|Queen|Sultan) ")
_NUMERAL = re.compile(r"[IVX]+")
_INITIAL = re.compile(r"[A-Z]\.?")
_ALIKE = tuple((re.compile(pattern), letter) for pattern, letter in (
    ("tsch|tch|tsh|sch|sh|ch|cz", "c"), ("dzh|dj|zh", "d"), ("kh|gh", "h"), ("ph", "f"), ("x", "ks"), ("[qk]", "k"),
    ("w", "v"), ("z", "s"), ("[aeiouyjh]+", ""), (r"(.)\1+", r"\1"),
))


def is_exact(form: str) -> bool:
    """Say whether a form counts in capitals only (``WHO``, ``IS``); its key then starts with ``!``."""
    letters = [char for char in form if char.isalpha()]
    return len(letters) <= MOST_LETTERS and all(char.isupper() for char in letters)


def keys_of(forms: Iterable[str], spellings: Mapping[str, str]) -> str:
    """Return the keys of some forms, sorted and joined by ``|``."""
    found = {("!" if is_exact(form) else "") + key_of(_bare(form), spellings) for form in forms if form.strip()}
    return "|".join(sorted(found - {"", "!"}))


def _bare(form: str) -> str:
    return form.removeprefix("The ").removeprefix("the ")


def person_names(name: str) -> list[str]:
    """Return the full forms of a name, the given one first; always two words or more, or a regnal name.

    >>> person_names('Michael "Mike" R. Pence')
    ['Michael R. Pence', 'Mike Pence', 'Michael Pence']
    """
    nicknames = _NICKNAME.findall(name)
    plain = _RANK.sub("", re.sub(r"\s+", " ", _NICKNAME.sub(" ", name)).strip())
    words = plain.split()
    royal = [name] if _ROYAL.match(name) and plain != name else []
    forms = [plain, *royal, *(f"{nick} {words[-1]}" for nick in nicknames if words and " " not in nick)]
    without = [word for word in words if not _INITIAL.fullmatch(word)]
    forms.append(" ".join(without))
    if len(without) == GIVEN_MIDDLE_SURNAME and without[1].lower() not in PARTICLES and "-" not in without[1]:
        forms.append(f"{without[0]} {without[2]}")
    return list(dict.fromkeys(form for form in forms if " " in form or form == plain))


def short_names(name: str, country: str) -> list[str]:
    """Return the words by which a known person is named alone: the surname, with and without particles."""
    plain = _RANK.sub("", _NICKNAME.sub(" ", name))
    words = [word for word in plain.split() if word.lower().strip(".,") not in SUFFIXES]
    if len(words) == 1 or _NUMERAL.fullmatch(words[-1]):
        return []
    if country in FAMILY_FIRST:
        return [words[0]] if len(words) <= GIVEN_MIDDLE_SURNAME else []
    if words[-2].lower() in PARTICLES:
        return [words[-1], f"{words[-2]} {words[-1]}"]
    return [words[-1], *re.findall(r"^(?:al|el)-(.+)$", words[-1], re.IGNORECASE)]


def skeleton(key: str) -> str:
    """Return what the spellings of a name in different alphabets share: its first letter and consonants.

    >>> skeleton("kutchma") == skeleton("kuchma")
    True
    """
    bare = key
    for pattern, letter in _ALIKE:
        bare = pattern.sub(letter, bare)
    if len(bare) < SHORTEST_SKELETON:
        return key
    return bare if key[0] not in "aeiouyjh" else f"{'a' if key[0] in 'aeiou' else key[0]}{bare}"


def bearing(keys: str) -> str:
    """Return the skeletons of all words of a person's keys, sorted, a space between."""
    words = {word for key in keys.split("|") for word in key.lstrip("!").split()}
    return " ".join(sorted({skeleton(word) for word in words if len(word) > 1 and word not in PARTICLES | SUFFIXES}))
