"""Participants that name themselves: a known name as, or inside, the participant's own words."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.finding import Finding
from dragoman.actors.phrase import Phrase
from dragoman.actors.scene import Mention, Scene

AGAINST = frozenset(["pro", "anti", "counter", "ex"])
LENT = frozenset({
    "backed", "led", "allied", "aligned", "funded", "sponsored", "trained", "supported", "occupied", "controlled",
    "held", "friendly", "linked",
})
ELSEWHERE = frozenset({
    "to", "against", "in", "on", "with", "near", "at", "from", "over", "into", "towards", "toward", "between",
    "versus", "by", "about",
})
GIVEN_KINDS = frozenset({"name", "capital", "company", "media", "party", "person"})
LENGTHS_OF_NAMES = (2, 3)
NAME_ENDS = frozenset({"jr", "sr", "ii", "iii", "mr", "mrs", "ms", "dr", "sir", "s"})
_ARTICLES = frozenset({"the", "a", "u", "us"})
OWNERS = frozenset({"of", "to", "under", "for"})
MEMBERS = frozenset({"members", "member", "states", "countries", "nations", "member states", "powers"})
WHOLE_REGION = frozenset({"countries", "nations", "states", "leaders", "allies", "powers", "governments"})
LINKED = frozenset({"linked", "inspired", "affiliated", "allied", "aligned"})


def by_whole_name(scene: Scene, phrase: Phrase, start: int, end: int) -> Finding | None:
    """The participant's words are one known name, articles and titles left aside."""
    for mention in scene.within(start, end):
        if mention.last == phrase.last and mention.kind != "town" and _is_prefaced(scene, mention, phrase):
            return _found(mention, "name.whole", 0.99)
    return None


def by_part_name(scene: Scene, phrase: Phrase, start: int, end: int) -> Finding | None:
    """A known name inside the participant's words says whose it is ("Israeli army", "people of Gaza")."""
    inside = [mention for mention in scene.within(start, end) if not _is_lent(scene, mention)]
    own = [mention for mention in inside if not _is_elsewhere(scene, mention, phrase)
           and not _is_piece(scene, mention, phrase)]
    person = next((mention for mention in own if mention.kind == "person"), None)
    if person is not None and _is_of_person(scene, person, phrase):
        return _owned(person)
    if person is not None:
        return _found(person, "name.person-inside", 0.97)
    if any(_is_region(mention) for mention in own) and phrase.head in WHOLE_REGION:
        return Finding("", "name.region", "states of a region, no one state", 0.8)
    named = [mention for mention in own if mention.kind not in {"town", "ethnic"}
             and not _is_surname(scene, mention, phrase) and not _is_given_name(scene, mention, phrase)]
    if named:
        return _members(scene, named[0], phrase) or _found(named[0], "name.inside", 0.96, whole=False)
    for mention in inside:
        before = scene.words[mention.first - 1].key
        if before in {"in", "from", "at", "near"} or (mention.kind == "town" and mention in own):
            return _found(mention, "name.inside-place", 0.85, whole=False)
    return _by_town(scene, phrase)


def _members(scene: Scene, mention: Mention, phrase: Phrase) -> Finding | None:
    """The members of an organisation keep its code; who they are on the day stands in the reason."""
    names = scene.book.nations.members_of(" ".join(word.key for word in scene.words[mention.first:mention.last]),
                                          scene.day) if phrase.head in MEMBERS else ()
    if not names:
        return None
    found = _found(mention, "name.members", 0.96, whole=False)
    told = " ".join(row.member for row in names)
    return replace(found, detail=f"members of {names[0].organisation} on the day: {told}")


def _by_town(scene: Scene, phrase: Phrase) -> Finding | None:
    """A town or province before a common noun ("Shanghai authorities")."""
    if not phrase.sector:
        return None
    for last in range(min(phrase.first + 2, phrase.last - 1), phrase.first, -1):
        words = scene.words[phrase.first:last]
        country = scene.book.towns.get(" ".join(word.key for word in words))
        if country is not None and all(word.text[0].isupper() for word in words):
            span = (words[0].start, words[-1].end)
            return Finding(country, "name.inside-town", f"a place in {country}", 0.85, (span,))
    return None


def _found(mention: Mention, rule: str, score: float, *, whole: bool = True) -> Finding:
    entry = mention.entry
    detail = f"{entry.name} ({entry.id})" if entry is not None else "a place there"
    keeps = whole or (entry is not None and entry.kind == "person")
    return Finding(mention.country, rule, f"{detail}: {mention.country}", score, ((mention.start, mention.end),),
                   entry if keeps else None, sector=_lent_sector(mention))


def _is_of_person(scene: Scene, person: Mention, phrase: Phrase) -> bool:
    """The participant is somebody else, who is a known person's: "critics of ‹X›", "‹X's› forces"."""
    before = {word.key for word in scene.words[phrase.first + 1:person.first]}
    after = scene.words[person.last:phrase.last]
    follows = bool(after) and after[0].text[0].islower() and after[-1].key in scene.book.nouns
    return not OWNERS.isdisjoint(before) or follows


def _owned(person: Mention) -> Finding:
    name = person.entry.name if person.entry is not None else ""
    span = (person.start, person.end)
    return Finding(person.country, "name.owner", f"owned by {name}: {person.country}", 0.95, (span,))


def _lent_sector(mention: Mention) -> str:
    return mention.entry.sector if mention.entry is not None and mention.kind in {"group", "media", "party"} else ""


def _is_prefaced(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """Say whether nothing but an article, and before persons a title, precedes a name ("Captain ‹America›" is none)."""
    if mention.kind == "name" and mention.first > phrase.first:
        return all(word.key in _ARTICLES for word in scene.words[phrase.first:mention.first])
    return _only_titles(scene, phrase.first, mention.first)


def _only_titles(scene: Scene, first: int, last: int) -> bool:
    while first < last:
        for stop in range(last, first, -1):
            key = " ".join(word.key for word in scene.words[first:stop])
            if key in scene.book.titles or key in {"the", "mr", "mrs", "ms", "dr", "sir", "a", "u", "us"}:
                first = stop
                break
        else:
            return False
    return True


def given_names(scene: Scene, phrase: Phrase, start: int, end: int) -> tuple[Mention, ...]:
    """Return the names of places or firms inside a participant's words that are but a person's given name."""
    return tuple(mention for mention in scene.within(start, end) if _is_given_name(scene, mention, phrase))


def _is_region(mention: Mention) -> bool:
    return mention.kind in {"region", "ethnic"} or (mention.country == "EUR" and mention.kind == "adjective")


def _is_piece(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """A known person's name inside a longer unknown one: somebody else."""
    if phrase.kind != "name" or mention.kind != "person":
        return False
    around = [number for number in (mention.first - 1, mention.last) if phrase.first <= number < phrase.last]
    return any(_is_unknown_name(scene, number) for number in around)


def _is_unknown_name(scene: Scene, number: int) -> bool:
    word, book = scene.words[number], scene.book
    return word.text[0].isupper() and not (word.key in book.titles or word.key in book.nouns or word.key in book.index
                                           or word.key in NAME_ENDS)


def _is_surname(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """A state's name where a rank has its bearer's: "Captain ‹America›"."""
    before = scene.words[mention.first - 1]
    return (mention.kind == "name" and mention.first == phrase.first + 1 and mention.last == phrase.last
            and before.text[0].isupper() and before.key in scene.book.titles and not before.possessive)


def _is_given_name(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """A place's or company's name among the capitalised words of an unknown person's name ("Chad", "Paris")."""
    words = scene.words[phrase.first:phrase.last]
    if phrase.kind != "name" or mention.kind not in GIVEN_KINDS or len(words) not in LENGTHS_OF_NAMES:
        return False
    if mention.last - mention.first > 1 or not all(word.text[0].isupper() for word in words):
        return False
    return mention.first == phrase.first and not scene.words[mention.first].text.isupper()


def _is_lent(scene: Scene, mention: Mention) -> bool:
    if mention.first and scene.words[mention.first - 1].key == "ethnic":
        return True
    if mention.first and scene.words[mention.first - 1].key in AGAINST and scene.gap(mention.first - 1) == "-":
        return True
    follows = scene.words[mention.last].key if mention.last < len(scene.words) else ""
    if mention.kind in {"group", "organisation"} and follows in LINKED:
        return False
    return follows in LENT and scene.gap(mention.last - 1) in "-–"


def _is_elsewhere(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    return mention.first > phrase.first and scene.words[mention.first - 1].key in ELSEWHERE
