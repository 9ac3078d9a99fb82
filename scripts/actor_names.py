"""Which forms of a person's name a report may use: without middle initials, by nickname, by surname."""

from __future__ import annotations

import re

_NICKNAME = re.compile(r"[\"“(]([^\"”)]+)[\"”)]")
_RANK = re.compile(
    r"^(?:Adm|Ayatollah|Capt|Col|Crown Prince|Dame|Dr|Emir|Gen|General|King|Lt|Maj|Prince|Queen|Sheikh|Sir|Sultan)"
    r"\.? (?:\(ret\.?\) )?(?=\S+ \S)", re.IGNORECASE)
_PARTICLES = {"al", "el", "bin", "ibn", "van", "von", "de", "da", "dos", "del", "la", "le", "ben", "abu", "ould"}
FAMILY_FIRST = {"CHN", "TWN", "KOR", "PRK", "VNM", "KHM"}
GIVEN_MIDDLE_SURNAME = ("given", "middle", "surname")
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def person_names(name: str) -> list[str]:
    """Return the full forms of a name, the given one first; always two words or more, or a regnal name.

    >>> person_names('Michael "Mike" R. Pence')
    ['Michael R. Pence', 'Mike Pence', 'Michael Pence']
    """
    nicknames = _NICKNAME.findall(name)
    plain = _RANK.sub("", re.sub(r"\s+", " ", _NICKNAME.sub(" ", name)).strip())
    words = plain.split()
    forms = [plain, *(f"{nick} {words[-1]}" for nick in nicknames if words and " " not in nick)]
    without = [word for word in words if not re.fullmatch(r"[A-Z]\.?", word)]
    forms.append(" ".join(without))
    if len(without) == len(GIVEN_MIDDLE_SURNAME) and without[1].lower() not in _PARTICLES and "-" not in without[1]:
        forms.append(f"{without[0]} {without[2]}")
    return list(dict.fromkeys(form for form in forms if " " in form or form == plain))


def short_names(name: str, country: str) -> list[str]:
    """Return the words by which a known person is named alone: the surname, with and without particles."""
    plain = _RANK.sub("", _NICKNAME.sub(" ", name))
    words = [word for word in plain.split() if word.lower().strip(".,") not in _SUFFIXES]
    if len(words) == 1:
        return []
    if country in FAMILY_FIRST:
        return [words[0]] if len(words) <= len(GIVEN_MIDDLE_SURNAME) else []
    if words[-2].lower() in _PARTICLES:
        return [words[-1], f"{words[-2]} {words[-1]}"]
    return [words[-1], *re.findall(r"^(?:al|el)-(.+)$", words[-1], re.IGNORECASE)]
