"""Places of every draft of a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.types import Draft, Reading, Role, Setting, Span, Where, Why
from dragoman.where.choose import Choice, Passage, by_context, choose, prepare
from dragoman.where.clause import place_before_what, place_of
from dragoman.where.countries import Named
from dragoman.where.gazetteer import Gazetteer, Place
from dragoman.where.spotting import Toponym, spot

_CERTAIN = 0.9
_ORDER = {"site": 0, "city": 2, "district": 3, "province": 4, "region": 5, "country": 6}
_OPEN, _BOUNDLESS = 1, 7
_LOCATED = (None, "organisation")
"""What names are held back for and still located: the place in an organisation's name is one."""


def resolve(reading: Reading, gazetteer: Gazetteer) -> tuple[Setting, ...]:
    """Return the places of each draft, in draft order, most specific place first.

    A draft without passages of role ``place`` has the place that its clause states, if it
    surely does; where the report does not say where, none is made up.

    >>> from dragoman.types import Draft, Part, Report
    >>> text = "Shells fell on Mosul, Iraq, at dawn."
    >>> place = Part(Role.PLACE, Span.of(text, 15, 26))
    >>> draft = Draft(Span.of(text, 0, 11), "ASSAULT", 1.0, parts=(place,))
    >>> reading = Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=(draft,))
    >>> [(w.name, w.country, w.precision) for w in resolve(reading, Gazetteer.load())[0].where]
    [('Mosul', 'IRQ', 'city')]
    """
    stated = _stated(reading, gazetteer)
    spans = dict.fromkeys(span for listed in stated for span in listed)
    if not spans:
        return tuple(Setting() for _ in reading.drafts)
    scene = Scene.of(reading, tuple(spans), gazetteer)
    return tuple(_setting(draft, listed, scene, gazetteer)
                 for draft, listed in zip(reading.drafts, stated, strict=True))


def _stated(reading: Reading, gazetteer: Gazetteer) -> list[tuple[Span, ...]]:
    """Return the passages of place of each draft: those the reader marked, else the one its clause states."""
    marked = [tuple(part.span for part in draft.of(Role.PLACE)) for draft in reading.drafts]
    if not reading.sentences or (all(marked) and " in what " not in reading.report.text):
        return marked
    places = [one.span for one in spot(reading.report.text, gazetteer) if one.held is None and one.key is None]
    return [_of_clause(reading, draft, spans, places)
            for draft, spans in zip(reading.drafts, marked, strict=True)]


def _of_clause(reading: Reading, draft: Draft, marked: tuple[Span, ...], places: list[Span]) -> tuple[Span, ...]:
    """Return the passages that the reader marked, with those that the draft's clause states and it did not mark."""
    text, sentence = reading.report.text, reading.sentences[reading.sentence_at(draft.trigger.start)]
    before = place_before_what(draft, sentence, text, places)
    spans = marked if before is None or any(span.overlaps(before) for span in marked) else (before, *marked)
    if spans:
        return spans
    span = place_of(draft, reading.drafts, sentence, text, places)
    return () if span is None else (span,)


def locate(reading: Reading, gazetteer: Gazetteer) -> tuple[tuple[Toponym, Choice | None], ...]:
    """Return the names of places in a report, each with what it was resolved to; None for persons, things, words.

    A place in the name of an organisation is located as well and says so in ``held``; it is
    no place of events. A name that no candidate fits well enough has a choice without a place.

    >>> from dragoman.types import Report
    >>> text = "Shells fell on Mosul, Iraq, the Mosul Times said."
    >>> reading = Reading(Report.of(text), (Span.of(text, 0, len(text)),))
    >>> [(t.span.text, c.place.name if c and c.place else None) for t, c in locate(reading, Gazetteer.load())]
    [('Mosul', 'Mosul'), ('Iraq', 'Iraq'), ('Mosul', 'Mosul')]
    """
    toponyms = spot(reading.report.text, gazetteer)
    spans = tuple(one.span for one in toponyms if one.held in _LOCATED and one.key is None)
    scene = Scene.of(reading, spans, gazetteer)
    return tuple((one, _choice(one, scene, gazetteer)) for one in toponyms)


def _choice(one: Toponym, scene: Scene, gazetteer: Gazetteer) -> Choice | None:
    if one.held not in _LOCATED:
        return None
    if one.key is not None:
        place = gazetteer.place(one.key)
        return Choice(one.span, "short-form", f"{one.span.text} is short for {place.name}", None, place,
                      place.country, place.kind)
    return scene.choices[one.span] or by_context(scene.passages[one.span], (), scene.counts, gazetteer)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is worked out once a report: passages, choices they allow by themselves, countries."""

    passages: dict[Span, Passage]
    choices: dict[Span, Choice | None]
    counts: Counter[str]

    @classmethod
    def of(cls, reading: Reading, spans: tuple[Span, ...], gazetteer: Gazetteer) -> Scene:
        """Look every passage up and choose twice: alone, then beside what the first round knows without doubt."""
        named = Named.of(reading, gazetteer)
        text = reading.report.text
        passages = {span: prepare(text, span, reading.sentence_at(span.start), named, gazetteer) for span in spans}
        first = {span: choose(passage, (), gazetteer) for span, passage in passages.items()}
        choices = {span: choose(passage, _anchors(first, span), gazetteer) for span, passage in passages.items()}
        places = Counter(choice.country for choice in choices.values() if choice is not None and choice.country)
        return cls(passages, choices, named.counts + places)


def _anchors(choices: dict[Span, Choice | None], span: Span) -> tuple[Place, ...]:
    """Return the places known without doubt of the passages that read differently from ``span``."""
    others = (choice for other, choice in choices.items() if choice is not None and other.text != span.text)
    return tuple(dict.fromkeys(o.place for o in others if o.place is not None and (o.score or 0) >= _CERTAIN))


def _setting(draft: Draft, spans: tuple[Span, ...], scene: Scene, gazetteer: Gazetteer) -> Setting:
    known = tuple(choice for span in spans if (choice := scene.choices[span]) is not None)
    chosen = [scene.choices[span] or by_context(scene.passages[span], known, scene.counts, gazetteer) for span in spans]
    chosen.sort(key=_specificity)
    whys = tuple(_why(number, choice) for number, choice in enumerate(chosen))
    marked = {part.span for part in draft.of(Role.PLACE)}
    added = tuple((span.start, span.end) for span in spans if span not in marked)
    if added:
        detail = "the reader did not mark this place; the clause states it"
        whys = (*whys, Why("where", "where.clause", detail, None, added))
    return Setting(tuple(map(_where, chosen)), whys)


def _specificity(choice: Choice) -> tuple[int, int]:
    """Order by precision; a region without a country is larger than any country."""
    if choice.precision is None:
        return _OPEN, choice.span.start
    is_boundless = choice.precision == "region" and choice.country is None
    return _BOUNDLESS if is_boundless else _ORDER[choice.precision], choice.span.start


def _where(choice: Choice) -> Where:
    span, place = choice.span, choice.place
    if place is None:
        return Where(span.start, span.end, span.text, country=choice.country, precision=choice.precision)
    if choice.rule == "site-in-town":  # the town's point is not the site's
        return Where(span.start, span.end, span.text, span.text, choice.country, place.admin1,
                     precision=choice.precision)
    return Where(span.start, span.end, span.text, place.name, choice.country, place.admin1, place.lat, place.lon,
                 place.geonames, choice.precision)


def _why(number: int, choice: Choice) -> Why:
    return Why(f"where[{number}]", f"where.{choice.rule}", choice.detail, choice.score,
               ((choice.span.start, choice.span.end),))
