"""Stage ``actors``: who takes part in each draft, resolved on the report's day."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.beside import by_neighbour
from dragoman.actors.book import ActorBook, Entry
from dragoman.actors.chains import by_cut_name, by_same_name, by_short_name, full_name, name_range
from dragoman.actors.doubts import doubted
from dragoman.actors.finding import Finding
from dragoman.actors.links import Link, antecedent, office_holder
from dragoman.actors.local import Surroundings, by_surroundings
from dragoman.actors.named import by_part_name, by_whole_name
from dragoman.actors.phrase import Phrase, is_hashtag, phrase_of
from dragoman.actors.scene import Scene
from dragoman.actors.sector import BODILESS, sector_of
from dragoman.actors.several import Told, told_apart
from dragoman.actors.titled import by_titled_name
from dragoman.types import Cast, Draft, Part, Participant, Reading, Role, Why

_FIELDS = {Role.ACTOR: "actors", Role.RECIPIENT: "recipients", Role.SAID_BY: "said_by", Role.DENIED_BY: "denied_by"}
_INDEFINITE = frozenset({"a", "an", "another", "any"})
Span = tuple[int, int]


def resolve(reading: Reading, book: ActorBook) -> tuple[Cast, ...]:
    """Resolve every participant of every draft; one cast per draft, in draft order.

    Args:
        reading: the report with its drafts; its date says which offices are held.
        book: the loaded tables.
    """
    scene, told = told_apart(Scene.of(reading, book))
    direct, settled = settle(scene)
    return tuple(_cast(scene, draft, direct, settled, told) for draft in scene.reading.drafts)


def settle(scene: Scene) -> tuple[dict[Span, Finding | None], dict[Span, str]]:
    """Resolve what resolves by itself: the finding of each participant's span, and the countries found."""
    direct = {span: by_own_words(scene, span) for span in _spans(scene.reading)}
    return direct, {span: finding.country for span, finding in direct.items() if finding is not None}


def by_own_words(scene: Scene, span: Span) -> Finding | None:
    """Resolve a participant by its own words and what the report says of the same name, the surest rule first."""
    phrase = phrase_of(scene, *span)
    if phrase.first >= phrase.last or phrase.kind in {"he", "they", "it", "we"}:
        return None
    span = max(span[0], scene.words[phrase.first].start), span[1]
    found = (by_whole_name(scene, phrase, *span) or by_cut_name(scene, phrase) or by_titled_name(scene, phrase)
             or by_part_name(scene, phrase, *span))
    if found is not None:
        return doubted(scene, phrase, found) or by_neighbour(scene, *name_range(scene, phrase))
    if is_hashtag(scene, phrase):
        return Finding("", "name.hashtag", "a hashtag that names nobody", 0.9)
    if phrase.kind == "name":
        return by_same_name(scene, phrase) or by_short_name(scene, phrase)
    return _by_owner(scene, phrase) or by_neighbour(scene, phrase.first, phrase.last, is_name=False)


def _by_owner(scene: Scene, phrase: Phrase) -> Finding | None:
    """A known person who owns the participant inside its own words: "‹Putin's› forces"."""
    for number in range(phrase.first, phrase.last - 1):
        if scene.words[number].possessive:
            owner = Phrase(phrase.first, number + 1, "name")
            found = by_same_name(scene, owner) or by_short_name(scene, owner)
            if found is not None:
                return Finding(found.country, "name.owner", f"owned by {found.detail}", found.score, found.spans)
    return None


def surroundings(scene: Scene, draft: Draft, part: Part, settled: dict[Span, str]) -> Surroundings:
    """Return what the draft itself says about where a participant may belong."""
    places = [country for place in draft.of(Role.PLACE) for country in _countries(scene, place)]
    others = [(other.role.value, settled[key]) for other in draft.parts if other.role in _FIELDS and other is not part
              and (key := (other.span.start, other.span.end)) in settled and settled[key]]
    return Surroundings(tuple(dict.fromkeys(places)), tuple(others), part.role.value)


def _countries(scene: Scene, place: Part) -> list[str]:
    inside = scene.within(place.span.start, place.span.end)
    if inside:
        return [mention.country for mention in inside if mention.country not in BODILESS and mention.country]
    first, last = scene.word_range(place.span.start, place.span.end)
    country = scene.book.towns.get(" ".join(word.key for word in scene.words[first:last]))
    return [country] if country is not None else []


def _spans(reading: Reading) -> list[Span]:
    return sorted({(part.span.start, part.span.end) for draft in reading.drafts for part in draft.parts
                   if part.role in _FIELDS})


def _cast(
    scene: Scene, draft: Draft, direct: dict[Span, Finding | None], settled: dict[Span, str], told: Told,
) -> Cast:
    people: dict[str, list[Participant]] = {name: [] for name in _FIELDS.values()}
    whys: list[Why] = []
    for part in draft.parts:
        if part.role in _FIELDS:
            name = _FIELDS[part.role]
            phrase = phrase_of(scene, part.span.start, part.span.end)
            finding = direct[part.span.start, part.span.end]
            if finding is None and phrase.first < phrase.last:
                finding = by_surroundings(scene, phrase, surroundings(scene, draft, part, settled), settled)
            field = f"{name}[{len(people[name])}]"
            link = antecedent(scene, phrase, finding, direct) if finding is not None else None
            participant, reasons = _participant(scene, part, phrase, finding, link, field)
            people[name].append(participant)
            whys += reasons
            if rule := told.get((part.span.start, part.span.end)):
                whys.append(Why(field, rule, "named in a list of several", 0.9))
    return Cast(**{name: tuple(found) for name, found in people.items()}, whys=tuple(whys))


def _participant(scene: Scene, part: Part, phrase: Phrase, finding: Finding | None, link: Link | None,
                 field: str) -> tuple[Participant, list[Why]]:
    span = part.span
    sector, rule, score = sector_of(scene, part, phrase, finding, link)
    country = finding.country or None if finding is not None else None
    sectors = (sector,) if sector else ()
    plain = Participant(span.start, span.end, span.text, country=country, sector=sector, sectors=sectors)
    whys = [Why(f"{field}.sector", rule, sector or "none", score)]
    if finding is not None:
        whys.insert(0, Why(f"{field}.country", finding.rule, finding.detail, finding.score, finding.spans))
    done, reasons = _named(scene, plain, phrase, finding, link, field)
    return done, whys + reasons


def _named(scene: Scene, plain: Participant, phrase: Phrase, finding: Finding | None, link: Link | None,
           field: str) -> tuple[Participant, list[Why]]:
    """Give the name, from the surest source: a row, the office's holder, the antecedent, the report's own form."""
    if finding is not None and finding.entry is not None:
        return _with_entry(scene, plain, finding.entry, field, (), has_left=finding.standing == "left")
    is_one_of_many = phrase.first > 0 and scene.words[phrase.first - 1].key in _INDEFINITE
    known = plain.country is not None and not is_one_of_many
    holder = office_holder(scene, phrase, plain.country or "") if known else None
    if holder is not None and plain.sector != "ELI":
        return _with_entry(scene, plain, holder, field, ())
    if link is not None and link.entry is not None:
        return _with_entry(scene, plain, link.entry, field, (link.span,))
    name, rule = (link.name, "link.antecedent") if link is not None else (_own_name(scene, phrase), "name.as-reported")
    if name is None:
        return plain, []
    return replace(plain, name=name), [Why(f"{field}.name", rule, name, None, (link.span,) if link is not None else ())]


def _own_name(scene: Scene, phrase: Phrase) -> str | None:
    return full_name(scene, phrase) if phrase.kind == "name" and phrase.first < phrase.last else None


def _with_entry(scene: Scene, done: Participant, entry: Entry, field: str,
                spans: tuple[Span, ...], *, has_left: bool = False) -> tuple[Participant, list[Why]]:
    holds = scene.day is not None and entry.holds_on(scene.day) and not has_left
    office = entry.office if entry.office and holds else None
    whys = [Why(f"{field}.name", entry.id, entry.name, None, spans)]
    if office is not None:
        term = f"{entry.valid_from or '?'} to {entry.valid_to or 'now'}"
        whys.append(Why(f"{field}.office", entry.id, f"{office}, {term}"))
    if entry.entity:
        whys.append(Why(f"{field}.entity", entry.id, entry.entity))
    return replace(done, name=entry.name, entity=entry.entity or None, office=office), whys
