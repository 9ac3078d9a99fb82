"""The passages that the adapters of ``measure_actors.py`` hand over, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dragoman.actors import ActorBook, resolve
from dragoman.actors.scene import mentions_of
from dragoman.actors.words import words_of
from dragoman.reading.sentences import split
from dragoman.types import Draft, Part, Participant, Reading, Report, Role, Span

DAY_OF_UNDATED = "2023-01-01"
TITLES = (
    "Acting President", "Vice President", "Deputy President", "President-elect", "President", "Deputy Prime Minister",
    "Prime Minister", "Deputy Foreign Minister", "Foreign Minister", "Foreign Secretary", "Defence Minister",
    "Defense Minister", "Defence Secretary", "Defense Secretary", "Interior Minister", "Finance Minister",
    "Secretary of State", "Secretary-General", "Secretary General", "Chancellor", "Taoiseach", "Premier",
    "Crown Prince", "Prince", "King", "Queen", "Emperor", "Sultan", "Emir", "Amir", "Pope", "Chairman", "Ambassador",
    "Minister", "General", "Senator", "Governor", "Speaker",
)
_TITLE = "|".join(TITLES)
_NAME = r"[A-ZÀ-Þ][\w'’-]+|[A-Z]\.|al-[A-Z]\w+|bin|ibn|von|van|der|de|el|al|da|do|dos|du|arap|ould"
_TITLED = re.compile(rf"\b(?:{_TITLE})(?: (?:{_NAME})){{1,5}}")
_TITLES_ONLY = re.compile(rf"(?:{_TITLE})(?: (?:{_TITLE}))?")
_TAIL = re.compile(r"(?:['’]s?|[. ]+| (?:de|el|al|do|da|bin|van|von))+$")
NO_NAMES = frozenset({
    "Assembly", "Motors", "Electric", "Staff", "Secretary", "Secretariat", "League", "Corporation", "Air", "Jr",
    "Election",
})
"""Words that end what begins like a title and is no person: "General Motors"."""
_STATE_KINDS = frozenset({"name", "adjective"})
Offsets = tuple[int, int]
Found = tuple[Participant, tuple[str, ...]]


def titled_spans(text: str) -> list[Offsets]:
    """Return where a text names a title with a person's name, in order, none overlapping."""
    spans = (_trimmed(text, found) for found in _TITLED.finditer(text))
    return [span for span in spans if span is not None]


def states_in(text: str, book: ActorBook) -> list[tuple[int, str]]:
    """Return where a text names a state, by name or adjective: offset and country."""
    return [(mention.start, mention.country) for mention in mentions_of(words_of(text, book.spellings), book, None)
            if mention.kind in _STATE_KINDS]


def counterpart_span(text: str, book: ActorBook, *, is_travel: bool) -> Offsets | None:
    """Return the words that name who was met: what opens a visitor's remark, what follows "met with" in a traveller's.

    None where they are neither a title with a name nor hold a state's name or adjective.
    """
    met = re.search(r"\b[Mm]et with ", text) if is_travel else re.match("", text)
    if met is None:
        return None
    titled = [span for span in titled_spans(text) if span[0] == met.end()]
    if titled:
        return titled[0]
    end = re.compile(r"[.,;]|$| and ").search(text, met.end())
    last = end.start() if end else len(text)
    named = any(met.end() <= start < last for start, _ in states_in(text, book))
    return (met.end(), last) if is_travel and named else None


def _trimmed(text: str, found: re.Match[str]) -> Offsets | None:
    """Cut a full stop that ends the sentence; refuse what is a title only ("Prime Minister")."""
    words = text[found.start():found.end()]
    name = _TAIL.sub("", words)
    is_title = _TITLES_ONLY.fullmatch(name) or name.rpartition(" ")[2] in NO_NAMES
    return None if is_title else (found.start(), found.start() + len(name))


def mention_spans(text: str, entities: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Offsets]]:
    """Yield each entity with its offsets: entities stand in order of their ends, spaces may differ."""
    floor = 0
    for entity in entities:
        pattern = r"\s*".join(re.escape(word) for word in entity["text"].split())
        found = re.compile(pattern).search(text, max(floor - 400, 0))
        for again in re.finditer(pattern, text[max(floor - 400, 0):floor + 600]):
            start = again.start() + max(floor - 400, 0)
            if again.end() + max(floor - 400, 0) >= floor:
                found = re.compile(pattern).match(text, start)
                break
        if found is not None:
            floor = max(floor, found.end())
            yield entity, found.span()


def resolved(text: str, spans: Sequence[Offsets], day: str | None, book: ActorBook, *, title: str | None = None,
             together: bool = True) -> list[Found]:
    """Resolve passages as the participants of one act (or of an act each): participant and ids of rules, in order.

    Of a passage that names several the first participant is taken.
    """
    parts = [Part(Role.RECIPIENT, Span.of(text, *span)) for span in spans]
    groups = [tuple(parts)] if together else [(part,) for part in parts]
    drafts = tuple(Draft(Span.of(text, 0, 1), "CONSULT", 1.0, parts=group) for group in groups)
    casts = resolve(Reading(Report.of(text, title=title, published=day), split(text), drafts=drafts), book)
    found = []
    for group, cast in zip(groups, casts, strict=True):
        for part in group:
            number, who = next((number, who) for number, who in enumerate(cast.recipients)
                               if part.span.start <= who.start and who.end <= part.span.end)
            rules = tuple(why.rule for why in cast.whys if why.field.startswith(f"recipients[{number}]"))
            found.append((who, rules))
    return found
