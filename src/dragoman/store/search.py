"""Full-text search over the reports of a store, ranked by BM25 (Robertson and Walker 1994).

Terms are words without case, accents and plural endings; ``migrations/0005_relations.sql``
has the macros that make them, the same for texts and for what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dragoman.errors import UsageError
from dragoman.store.query import Result, Store

K1, B = 1.2, 0.75
_ASKED = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')


class Question(NamedTuple):
    """What is asked: words, phrases that must stand so, and words that must not."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    without: tuple[str, ...]


def parse(words: str) -> Question:
    """Return a question as its parts.

    >>> parse('grain "black sea" -wheat')
    Question(words=('grain', 'black sea'), phrases=('black sea',), without=('wheat',))

    Raises:
        UsageError: nothing is asked for.
    """
    asked = [(minus, phrase, word) for minus, phrase, word in _ASKED.findall(words)]
    found = Question(
        tuple(phrase or word for minus, phrase, word in asked if not minus),
        tuple(" ".join(phrase.split()) for minus, phrase, _ in asked if phrase and not minus),
        tuple(phrase or word for minus, phrase, word in asked if minus),
    )
    if not any(re.search(r"\w", word) for word in found.words):
        raise UsageError(f"no word to search for in {words!r}")
    return found


def terms(store: Store, words: Iterable[str]) -> dict[str, int | None]:
    """Return the terms of some words with their numbers; None for those that stand in no text."""
    query = ("SELECT DISTINCT asked.term, search_terms.id FROM search_terms_of($words) AS asked "
             "LEFT JOIN search_terms USING (term) ORDER BY asked.term")
    return dict(store.sql(query, {"words": " ".join(words)}).fetchall())


def ranked(  # noqa: PLR0913 - what a search may be narrowed by
    store: Store, question: Question, wanted: Mapping[str, int | None], *, any_word: bool = False,
    conditions: Iterable[str] = (), met: str = "", values: Mapping[str, Any] | None = None, most: int = 20,
) -> Result:
    """Return reports, best first: id, published, title, source, url, text, score, records.

    Args:
        store: where the reports are.
        question: what is asked.
        wanted: the terms of its words, as ``terms`` gives them.
        any_word: whether one of the words will do; otherwise all must stand in the text.
        conditions: further conditions on ``raw_reports``, in SQL.
        met: a query for records (``run``, ``report``, ``record``), of which a report must have
            one; those that it has are its ``records``, in no order, and without a query null.
        values: what the ``$names`` of both stand for.
        most: most rows.
    """
    numbers = [number for number in wanted.values() if number is not None]
    need = 1 if any_word else len(wanted)
    values = {**(values or {}), "most": most, "need": need}
    filters = ["TRUE", *conditions]
    for place, phrase in enumerate(question.phrases):
        filters.append(_PHRASE.format(place=place))
        values[f"phrase{place}"] = phrase
    without = terms(store, question.without) if question.without else {}
    unwanted = [number for number in without.values() if number is not None]
    if unwanted:
        postings = f"SELECT text FROM search_postings WHERE term IN ({_listed(unwanted)})"  # noqa: S608 - numbers
        filters.append(f"numbered NOT IN ({postings})")
    if met:
        filters.append("(id, run) IN (SELECT report, run FROM met)")
    query = _RANKED.format(met=met or _ANY, wanted=_SOME if any_word else _ALL, terms=_listed(numbers),
                           conditions=" AND ".join(filters), k1=K1, b=B,
                           texts="JOIN texts USING (digest)" if question.phrases else "")
    return store.sql(query, values)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "NULL"


_PHRASE = (r"contains(regexp_replace(lower(strip_accents(text)), '\s+', ' ', 'g'), "
           "lower(strip_accents($phrase{place})))")
# Texts are read for the best alone, unless a phrase must be looked for in all.
_ANY = "SELECT NULL::INTEGER AS run, NULL::VARCHAR AS report, NULL::VARCHAR AS record WHERE FALSE"
_SOME = "FROM hits"
# A text that has all the words has the rarest of them: the others need be looked at in those texts alone.
_ALL = """FROM hits SEMI JOIN (
    SELECT text FROM hits WHERE term = (SELECT term FROM rarity ORDER BY found, term LIMIT 1)) AS rarest USING (text)"""
_RANKED = """
    WITH met AS MATERIALIZED ({met}),
    hits AS MATERIALIZED (SELECT term, text, count FROM search_postings WHERE term IN ({terms})),
    size AS (SELECT count(*) AS texts, avg(words) AS length FROM search_texts),
    rarity AS MATERIALIZED (
        SELECT term, count(*) AS found, ln(1 + (any_value(texts) - count(*) + 0.5) / (count(*) + 0.5)) AS weight
        FROM hits, size GROUP BY term),
    wanted AS MATERIALIZED ({wanted}),
    scored AS (
        SELECT wanted.text AS numbered, any_value(digest) AS digest,
            sum(weight * count * ({k1} + 1) / (count + {k1} * (1 - {b} + {b} * words / length))) AS score
        FROM wanted JOIN rarity USING (term) JOIN search_texts ON search_texts.id = wanted.text, size
        GROUP BY wanted.text HAVING count(*) >= $need),
    best AS (
        SELECT id, run, published, title, source, url, digest, score
        FROM scored JOIN raw_reports USING (digest) {texts}
        ANTI JOIN superseded AS old ON old.report = raw_reports.id AND old.run = raw_reports.run
        WHERE {conditions}
        ORDER BY score DESC, published DESC, id
        LIMIT $most),
    told AS (
        SELECT report AS id, list(record) AS records
        FROM met JOIN best ON best.id = met.report AND best.run = met.run GROUP BY report)
    SELECT id, published, title, source, url, text, score, records
    FROM best JOIN texts USING (digest) LEFT JOIN told USING (id)
    ORDER BY score DESC, published DESC, id"""
