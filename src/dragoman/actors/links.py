"""Who a pronoun or a bare office means: the nearest fitting name before it, or the office's holder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.actors.book import Entry
from dragoman.actors.finding import Finding
from dragoman.actors.phrase import Phrase, phrase_of
from dragoman.actors.scene import Scene

LEAST = 0.5
_NEAR = 40  # characters after "of" in which the country's name begins and ends
REACH = 2
PERSONS = frozenset(["person"])
BODIES = frozenset({"name", "capital", "territory", "group", "organisation", "body", "party", "company", "media"})
CROWDS = frozenset({"demonym", "group", "party", "organisation", "body"})
FITTING = {"he": PERSONS, "it": BODIES, "they": CROWDS}
ROLES = {"president": ("head_of_state", "head_of_government", "head_of_state_or_gov"),
         "head": ("head_of_government", "head_of_state", "head_of_state_or_gov"),
         "foreign_minister": ("foreign_minister",), "defence_minister": ("defence_minister",),
         "interior_minister": ("interior_minister",)}
MONARCHS = frozenset({"king", "queen", "emir", "sultan", "monarch", "emperor"})
_REALMS = frozenset({"name", "capital", "territory"})
_PAPAL = frozenset({"pope", "pontiff"})
_AS_ROLE = frozenset({"as", "for", "become", "becomes", "became", "becoming", "elected", "of", "a", "an", "any"})
_ARTICLES = frozenset({"the", "this", "that"})
CROWNED = frozenset({
    "president", "king", "queen", "emir", "sultan", "monarch", "pope", "pontiff", "emperor", "supreme",
})
Span = tuple[int, int]
Direct = dict[Span, Finding | None]


class Link(NamedTuple):
    """Who is meant: the name, the row if the book has one, the sector, and the characters that name him, her or it."""

    name: str
    entry: Entry | None
    sector: str
    span: tuple[int, int]


def antecedent(scene: Scene, phrase: Phrase, finding: Finding, direct: Direct) -> Link | None:
    """Return the nearest fitting name of the same country at most two sentences before a pronoun; None if unsure."""
    start = scene.words[phrase.first].start
    if phrase.kind not in FITTING or finding.score < LEAST or not finding.country:
        return None
    sentence = scene.reading.sentence_at(start)
    floor = scene.reading.sentences[max(sentence - REACH, 0)].start
    fitting = _earlier(scene, (floor, start), phrase.kind, direct, finding.country)
    return max(fitting, key=lambda link: link.span, default=None)


def _earlier(scene: Scene, stretch: Span, kind: str, direct: Direct, country: str) -> Iterator[Link]:
    floor, start = stretch
    for mention in scene.within(floor, start):
        if mention.country == country and mention.kind in FITTING[kind] and mention.entry is not None:
            yield Link(mention.entry.name, mention.entry, mention.entry.sector, (mention.start, mention.end))
    for span, finding in direct.items():
        if finding is None or finding.entry is not None or finding.country != country:
            continue
        if floor <= span[0] and span[1] <= start:
            phrase = phrase_of(scene, *span)
            if (kind == "he") == (phrase.kind == "name") and (kind == "they") <= phrase.plural:
                yield Link(finding.name or scene.reading.report.text[span[0]:span[1]], None, phrase.sector, span)


def office_holder(scene: Scene, phrase: Phrase, country: str) -> Entry | None:
    """Return who holds the office that a bare title names ("the U.S. president") on the day, if it is one person."""
    if phrase.kind != "title" or phrase.plural or phrase.role not in ROLES or _is_of_another(scene, phrase, country):
        return None
    if _is_role(scene, phrase):
        return None
    if phrase.head in _PAPAL and country != "VAT":
        return None
    role = "president" if CROWNED & set(phrase.head.split()) else phrase.role
    if phrase.head in {"leader", "ruler", "dictator", "prince", "crown prince"} or "elect" in phrase.head:
        return None
    holder = scene.book.holder(country, ROLES[role], scene.day)
    is_crown = bool(MONARCHS & set(phrase.head.split()))
    return None if is_crown and holder is not None and "president" in holder.office.lower() else holder


def _is_role(scene: Scene, phrase: Phrase) -> bool:
    """The title is an office to be filled, not who fills it: "runs for ‹president›", "resigned as ‹minister›"."""
    before = scene.words[phrase.first - 1].text.lower() if phrase.first else ""
    return before in _AS_ROLE and scene.words[phrase.first].key not in _ARTICLES


def _is_of_another(scene: Scene, phrase: Phrase, country: str) -> bool:
    """The title goes on with "of" and what is not the country: "president of the chess federation"."""
    for number in range(phrase.first + 1, min(phrase.last + 1, len(scene.words))):
        if scene.words[number].key == "of" and scene.gap(number - 1) == " ":
            start = scene.words[number].end
            return not any(mention.country == country and mention.kind in _REALMS
                           for mention in scene.within(start, start + _NEAR))
    return False
