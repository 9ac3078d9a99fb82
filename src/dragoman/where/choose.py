"""One passage, one place: from its name and the report's clues to a choice with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from dragoman.types import Span
from dragoman.where.countries import Named, scan
from dragoman.where.gazetteer import Candidate, Gazetteer, Place
from dragoman.where.kinds import is_direction
from dragoman.where.names import fold
from dragoman.where.phrase import Phrase, Variant, foreign_words, read_phrase, without_owner
from dragoman.where.rank import Clues, Ranked, rank

Options = tuple[tuple[Variant, tuple[Candidate, ...]], ...]
_AREAS = frozenset({"country", "province", "region"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What a passage was resolved to.

    Attributes:
        span: the passage.
        rule: id of the rule that decided.
        detail: one sentence for a human reader.
        score: 0 … 1, None for rules without a scale.
        place: the place, None if it stays open.
        country: ISO3 even where the place stays open, None if open too.
        precision: kind of place as far as the text or the table says, else None.
    """

    span: Span
    rule: str
    detail: str
    score: float | None = None
    place: Place | None = None
    country: str | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with all that does not depend on the report's other places; made once a report.

    ``is_word``: whether the passage is nothing but a word for a country ("Afghan").
    ``foreign`` are countries that it names as not its own: an embassy's, the other side of a border.
    """

    span: Span
    phrase: Phrase
    options: Options
    countries: tuple[str, ...]
    foreign: frozenset[str]
    is_word: bool
    clues: Clues


def prepare(text: str, span: Span, sentence: int, named: Named, gazetteer: Gazetteer) -> Passage:
    """Look a passage up: candidates by reading of its name, and the clues of the text around it."""
    phrase = read_phrase(text, span.start, span.end)
    foreign = frozenset(mention.country for mention in scan(foreign_words(span.text), gazetteer))
    inside = tuple(dict.fromkeys(m.country for m in scan(span.text, gazetteer) if m.country not in foreign))
    is_known = any(candidate.is_own_name for candidate in gazetteer.find(span.text))
    inner = () if is_known else tuple(place for name in phrase.containers for place in _holders(name, gazetteer))
    outer = tuple(place for place in _holders(phrase.after, gazetteer) if place.kind in _AREAS) if phrase.after else ()
    owners = frozenset() if outer else frozenset(m.country for owner in phrase.owners for m in scan(owner, gazetteer))
    held = inner or outer
    clues = Clues(
        named=owners | frozenset(p.country for p in held if p.kind == "country" and p.country),
        holders=frozenset((p.country, p.admin1) for p in held if p.kind != "country" and p.country and p.admin1),
        sentence=named.others_in(sentence, span) - foreign, counts=_without(named, span.text, foreign),
        title=named.title - foreign, is_strict=bool(inner))
    variants = () if foreign else _with_owner_removed(phrase, gazetteer)
    options = tuple((variant, found) for variant in variants if (found := gazetteer.find(variant.name))
                    and not is_direction(variant.name))
    is_word = any(mention.text == span.text for mention in scan(span.text, gazetteer))
    return Passage(span, phrase, options, inside, foreign, is_word, _sharpen(clues, options, inside))


def _without(named: Named, text: str, foreign: frozenset[str]) -> Counter[str]:
    return Counter({country: n for country, n in named.without(text).items() if country not in foreign})


def _holders(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    places = tuple(candidate.place for variant in read_phrase(name, 0, len(name)).variants
                   for candidate in gazetteer.find(variant.name))
    known = tuple(place for place in places if place.kind == "country" or place.is_by_hand)
    led = tuple(gazetteer.country(mention.country) for mention in scan(name, gazetteer)[:1] if mention.is_name)
    return known or tuple(place for place in places if place.kind in _AREAS) or led or places


def _with_owner_removed(phrase: Phrase, gazetteer: Gazetteer) -> tuple[Variant, ...]:
    """Add the readings without a leading country ("Iraq's Anbar province" -> "Anbar province")."""
    extra = []
    for variant in phrase.variants:
        for mention in scan(variant.name, gazetteer)[:1]:
            rest = without_owner(variant.name, mention.text) if mention.start == 0 else None
            if rest:
                extra += [replace(v, kind=v.kind or variant.kind) for v in read_phrase(rest, 0, len(rest)).variants]
    return (*phrase.variants, *extra)


def _sharpen(clues: Clues, options: Options, inside: tuple[str, ...]) -> Clues:
    """Take a country inside the passage as its holder, unless the passage is the country itself."""
    own = {candidate.place.country for _, found in options for candidate in found if candidate.place.kind == "country"}
    return replace(clues, named=clues.named | (frozenset(inside) - own)) if len(inside) == 1 else clues


def choose(passage: Passage, anchors: tuple[Place, ...], gazetteer: Gazetteer) -> Choice | None:
    """Return the choice that the passage's own candidates allow, or None if they allow none."""
    clues = replace(passage.clues, anchors=anchors)
    thresholds = gazetteer.rules.thresholds
    for variant, candidates in passage.options:
        ranked = rank(candidates, variant, clues, gazetteer.rules)
        if ranked[0].share >= thresholds["certain"]:
            return _taken(passage, variant, ranked)
        country = _shared_country(ranked, thresholds["country"])
        if country is not None:
            detail = f"{len(ranked)} places are called {variant.name}; nearly all that fit lie in {country[0]}"
            return Choice(passage.span, "candidates.country", detail, country[1], None, country[0], variant.kind)
    return None


def _taken(passage: Passage, variant: Variant, ranked: tuple[Ranked, ...]) -> Choice:
    best = ranked[0]
    reasons = ", ".join(f"{name} {points:+.1f}" for name, points in best.reasons)
    detail = f"{variant.name}: {best.place.name} ({best.place.kind}) of {len(ranked)} candidates: {reasons}"
    is_partial = variant.part is not None or variant.around is not None
    if variant.kind in {"site", "district"} and best.place.kind in {"city", "province"}:
        return Choice(passage.span, "site-in-town", detail, best.share, best.place, best.place.country, variant.kind)
    precision = "region" if is_partial and best.place.kind in _AREAS else best.place.kind
    rule = "gazetteer.part" if is_partial else "gazetteer"
    return Choice(passage.span, rule, detail, best.share, best.place, best.place.country, precision)


def _shared_country(ranked: tuple[Ranked, ...], threshold: float) -> tuple[str, float] | None:
    shares: dict[str | None, float] = defaultdict(float)
    for one in ranked:
        shares[one.place.country] += one.share
    country, share = max(shares.items(), key=lambda item: (item[1], item[0] or ""))
    return (country, share) if country is not None and share >= threshold else None


def by_context(passage: Passage, siblings: tuple[Choice, ...], counts: Counter[str], gazetteer: Gazetteer) -> Choice:
    """Return a choice for a passage that names no place of the table: at most its country.

    Tried in this order: countries named in the passage; the one named beside it; the
    one of the draft's other places; the one the report speaks of most.
    """
    kind = next((variant.kind for variant in passage.phrase.variants if variant.kind), None)
    if len(passage.countries) > 1:
        detail = f"the passage lies between {' and '.join(passage.countries)}"
        return Choice(passage.span, "between-countries", detail, precision="region")
    for rule, countries, detail in _sources(passage, siblings):
        if len(countries) == 1:
            (country,) = countries
            if rule == "named-in-passage" and passage.is_word:
                place = gazetteer.country(country)
                return Choice(passage.span, "country-word", f"{detail} {country}", None, place, country, "country")
            return Choice(passage.span, rule, f"{detail} {country}", None, None, country, kind)
    return _by_report(passage, kind, counts, gazetteer)


def _sources(passage: Passage, siblings: tuple[Choice, ...]) -> tuple[tuple[str, frozenset[str], str], ...]:
    beside = passage.clues.named | {country for country, _ in passage.clues.holders}
    others = frozenset(c.country for c in siblings if c.country and c.country not in passage.foreign)
    return (("named-in-passage", frozenset(passage.countries), "the passage names"),
            ("named-beside", beside, "the words beside the passage name"),
            ("other-places-of-event", others, "the event's other places lie in"))


def _by_report(passage: Passage, kind: str | None, counts: Counter[str], gazetteer: Gazetteer) -> Choice:
    span = passage.span
    counts = Counter({country: n for country, n in counts.items() if country not in passage.foreign})
    if counts:
        country, number = max(counts.items(), key=lambda item: (item[1], item[0]))
        share = number / counts.total()
        is_alone = passage.clues.sentence == {country}
        if share >= gazetteer.rules.thresholds["sentence_country" if is_alone else "report_country"]:
            detail = f"{number} of {counts.total()} mentions of countries in the report are of {country}"
            rule = "main-country-of-sentence" if is_alone else "main-country-of-report"
            return Choice(span, rule, detail, share, None, country, kind)
    detail = f"no place {fold(span.text)!r} fits, and nothing near it names one country"
    return Choice(span, "unresolved", detail, precision=kind)
