"""Names that stand elsewhere in the report in full or with a description ("Lam" after "Carrie Lam")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dragoman.actors.beside import by_neighbour
from dragoman.actors.book import HEADS, Entry
from dragoman.actors.finding import Finding
from dragoman.actors.phrase import Phrase
from dragoman.actors.scene import Mention, Scene
from dragoman.actors.words import key_of

MOST = 60
MONARCHS = frozenset({"king", "queen", "emir", "sultan", "emperor", "pope"})
_LONGEST_TITLE = 4
_POWERS = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})
"""The Security Council's permanent members: their foreign ministers are known abroad by surname."""

_NOT_NAMES = frozenset({"mr", "mrs", "ms", "dr", "sir", "the", "a", "an"})


def by_same_name(scene: Scene, phrase: Phrase) -> Finding | None:
    """The same name is known or described somewhere in the report; the first such place decides."""
    first, last = name_range(scene, phrase)
    if first >= last or not scene.words[last - 1].text[0].isupper():
        return None
    known = _introduced_as(scene, first, last)
    if known is not None:
        return _from(known, "chain.same-name")
    described = by_neighbour(scene, first, last)
    if described is not None:
        return described
    for again in _again(scene, first, last):
        described = by_neighbour(scene, *_whole_name(scene, again, again + last - first))
        if described is not None:
            detail = f"the same name elsewhere is {described.detail}"
            return Finding(described.country, "chain.described", detail, 0.9, described.spans)
    return _in_title(scene, first, last) or None


def _introduced_as(scene: Scene, first: int, last: int) -> Mention | None:
    """Return the known person whose longer name stands nearest before, else first; None if a stranger's does."""
    size = last - first
    persons = [(again, known if known is not None and known.kind == "person" else None)
               for again in _again(scene, first, last) for known in [_covering(scene, again, again + size)]]
    for again, known in reversed([pair for pair in persons if pair[0] < first]):
        if known is not None:
            return known
        start, end = _whole_name(scene, again, again + size)
        if end - start > size and end == again + size:
            return None
    return next((known for _, known in persons if known is not None), None)


def by_cut_name(scene: Scene, phrase: Phrase) -> Finding | None:
    """The participant's words are a piece that was cut out of a known name ("United ‹Nations›")."""
    known = _covering(scene, phrase.first, phrase.last)
    if known is None or known.last - known.first <= phrase.last - phrase.first or known.kind in {"town", "ethnic"}:
        return None
    return _from(known, "name.cut") if known.entry is not None else None


def by_short_name(scene: Scene, phrase: Phrase) -> Finding | None:
    """A surname alone means the one holder of an office who bears it: of a country in the report, or known abroad."""
    first, last = name_range(scene, phrase)
    if last - first not in {1, 2} or scene.day is None or _is_cut(scene, last) or _is_crowned(scene, phrase, first):
        return None
    key = " ".join(word.key for word in scene.words[first:last])
    known = scene.book.short.get(key, ())
    if not known or not scene.words[last - 1].text[0].isupper():
        return None
    mentioned = {mention.country for mention in (*scene.mentions, *scene.title)}
    holders = [entry for entry in known if entry.holds_on(scene.day)]
    fitting = [entry for entry in holders or known if entry.country in mentioned]
    fitting = fitting or [entry for entry in holders if _is_known_abroad(entry) or not mentioned]
    if not fitting:
        return None
    if len({entry.country for entry in fitting}) > 1:
        return None
    entry = max(fitting, key=lambda entry: (entry.holds_on(scene.day), entry.role in HEADS))
    if _is_somebody_else(scene, phrase, entry):
        return None
    return Finding(entry.country, "name.surname", f"{entry.name} ({entry.id}) held office on the day", 0.85, (), entry)


def _is_known_abroad(entry: Entry) -> bool:
    """Say whether a surname alone means the holder where nothing else in the report is of the country."""
    return entry.role in HEADS or (entry.role == "foreign_minister" and entry.country in _POWERS)


def _is_cut(scene: Scene, last: int) -> bool:
    """Say whether a longer name goes on after the words: "‹Collins› College"."""
    if last >= len(scene.words) or scene.gap(last - 1) != " ":
        return False
    after = scene.words[last]
    known = after.key in scene.book.titles or after.key in scene.book.nouns or _covering(scene, last, last + 1)
    return after.text[0].isupper() and not known


def _is_crowned(scene: Scene, phrase: Phrase, first: int) -> bool:
    """Say whether a monarch's title stands before the name: monarchs are not named by a surname."""
    return any(word.key in MONARCHS for word in scene.words[phrase.first:first])


def _is_somebody_else(scene: Scene, phrase: Phrase, entry: Entry) -> bool:
    """The report gives the surname with a given name that is not the holder's."""
    known = set(key_of(entry.name, scene.book.spellings).split())
    first, last = name_range(scene, phrase)
    for start, end in occurrences(scene, phrase):
        given = {word.key for word in scene.words[start:end] if len(word.key) > 1}
        if end - start > last - first and not given <= known:
            full = " ".join(word.key for word in scene.words[start:end])
            return entry not in scene.book.index.get(full, ())
    return False


def occurrences(scene: Scene, phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Yield each place where a participant's name stands, its own words first, then each widened to the whole name."""
    first, last = name_range(scene, phrase)
    if first < last and scene.words[last - 1].text[0].isupper():
        yield first, last
        for again in _again(scene, first, last):
            yield _whole_name(scene, again, again + last - first)


def full_name(scene: Scene, phrase: Phrase) -> str | None:
    """Return the longest form in which the report gives a participant's name, None for what is no name."""
    spans = [(scene.words[first].start, scene.words[last - 1].end) for first, last in occurrences(scene, phrase)]
    forms = [scene.reading.report.text[start:end] for start, end in spans if end - start < MOST]
    return max(forms, key=len, default=None)


def name_range(scene: Scene, phrase: Phrase) -> tuple[int, int]:
    """Return the words of a participant's name without the titles before it."""
    first, last = phrase.first, phrase.last
    while first < last - 1:
        size = _title_at(scene, first, last)
        if size == 0:
            break
        first += size
    return first, last


def _title_at(scene: Scene, first: int, last: int) -> int:
    """Return how many words a title takes that begins at word ``first`` and leaves a word after it, 0 for none."""
    if scene.words[first].key in _NOT_NAMES:
        return 1
    for size in range(min(_LONGEST_TITLE, last - first - 1), 0, -1):
        key = " ".join(word.key for word in scene.words[first:first + size])
        if key in scene.book.titles or (size == 1 and key in scene.book.nouns):
            return size
    return 0


def _again(scene: Scene, first: int, last: int) -> Iterator[int]:
    keys = [word.key for word in scene.words[first:last]]
    for number in scene.positions.get(keys[0], ()):
        window = scene.words[number:number + len(keys)]
        alike = window[0].text[0].isupper() == scene.words[first].text[0].isupper()
        if alike and [word.key for word in window] == keys:
            yield number


def _covering(scene: Scene, first: int, last: int) -> Mention | None:
    number = bisect_left(scene.mention_starts, scene.words[last - 1].end) - 1
    if number >= 0 and scene.mentions[number].first <= first and scene.mentions[number].last >= last:
        return scene.mentions[number]
    return None


def _whole_name(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Widen a name to the capitalised words around it that are no known name ("‹Andrej› Babiš")."""
    while first and scene.gap(first - 1) == " " and _is_given_name(scene, first - 1):
        first -= 1
    while last < len(scene.words) and scene.gap(last - 1) == " " and _is_given_name(scene, last):
        last += 1
    return first, last


def _is_given_name(scene: Scene, number: int) -> bool:
    word = scene.words[number]
    known = _covering(scene, number, number + 1)
    return (word.text[0].isupper() and known is None and word.key not in scene.book.titles
            and word.key not in scene.book.nouns and word.key not in _NOT_NAMES)


def _in_title(scene: Scene, first: int, last: int) -> Finding | None:
    keys = f" {' '.join(word.key for word in scene.words[first:last])} "
    for mention in scene.title:
        if mention.kind == "person" and mention.entry is not None and last > first:
            known = mention.entry.name.lower()
            if keys.strip() in known.split():
                return _from(mention, "chain.title")
    return None


def _from(mention: Mention, rule: str) -> Finding:
    entry = mention.entry
    name = entry.name if entry is not None else ""
    return Finding(mention.country, rule, f"the same name as {name}", 0.95, ((mention.start, mention.end),), entry)
