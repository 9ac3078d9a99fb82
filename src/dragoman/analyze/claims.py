"""Who asserts, who denies and who confirms a disputed act, in order of time, with quotations.

A party asserts an act on whose word a record gives it, and denies it where the record says so, or
where it is on its word that the act did not happen. It confirms the act if a word of
``resources/episodes/claims.toml`` stands by its name, or if it denied the act before. What it says elsewhere
in the report, ``episodes.answers`` has tied to the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from dragoman.analyze.episodes.act import ASSERTS, CONFIRMS, DENIES, Act, Answer, Json
from dragoman.analyze.episodes.answers import pattern
from dragoman.analyze.episodes.consensus import Episode
from dragoman.reading.sentences import split
from dragoman.tables import load
from dragoman.types import Span


@dataclass(frozen=True, slots=True)
class _Cues:
    reach: int
    words: re.Pattern[str]
    unless: re.Pattern[str]


def claims(episode: Episode) -> list[dict[str, Any]]:
    """Return the claims on an episode as rows of ``raw_claims``; none unless it is disputed."""
    if not episode.row["disputed"]:
        return []
    rows: list[dict[str, Any]] = []
    denied: set[object] = set()
    told: set[object] = set()
    split_once = cache(split)
    for act in episode.acts:
        for said in _stances(act):
            answer = said
            if said.stance == ASSERTS and _known(said.party) in denied:
                answer = replace(said, stance=CONFIRMS, rule="claims.denied-before")
            if answer.stance == DENIES:
                denied.add(_known(answer.party))
            claim = (act.report.id, answer.party["start"], answer.stance)
            if claim in told:
                continue  # said once, of an act that the report mentions twice
            told.add(claim)
            rows.append(_row(episode.id, len(rows), act, answer, split_once))
    return rows


def _stances(act: Act) -> Iterator[Answer]:
    """Yield what each party says of an act, in its record and then elsewhere in the report."""
    start, end = act.row["trigger_start"], act.row["trigger_end"]
    for party in act.said_by:
        if act.status == "negated":
            stance, rule = DENIES, "claims.said-not-to-have-happened"
        elif _confirms(act.report.text, party):
            stance, rule = CONFIRMS, "claims.confirming-word"
        else:
            stance, rule = ASSERTS, "claims.said-by"
        yield Answer(party, stance, rule, act.record, start, end)
    yield from (Answer(party, DENIES, "claims.denied-by", act.record, start, end) for party in act.denied_by)
    yield from act.answers


def _confirms(text: str, party: Json) -> bool:
    cues = _cues()
    start, end = max(0, party["start"] - cues.reach), party["end"] + cues.reach
    near = text[start:party["start"]].rpartition(". ")[2] + text[party["start"]:end].partition(". ")[0]
    return any(cues.unless.search(near[max(0, hit.start() - _BEFORE):hit.start()]) is None
               for hit in cues.words.finditer(near))


_BEFORE = 16  # characters before a confirming word in which it may be taken back


def _known(party: Json) -> object:
    return party["entity"] or (party["name"] or party["text"]).casefold()


def _row(episode: str, position: int, act: Act, answer: Answer, split_once: Any) -> dict[str, Any]:
    party = answer.party
    start, end = _quote(split_once(act.report.text), party["start"], answer.start)
    return {
        "episode": episode, "position": position, "stance": answer.stance, "said_on": act.report.published,
        "party": party["text"], "name": party["name"], "country": party["country"], "sector": party["sector"],
        "entity": party["entity"], "record": answer.record, "report": act.report.id, "party_start": party["start"],
        "party_end": party["end"], "quote_start": start, "quote_end": end, "rule": answer.rule,
    }


def _quote(sentences: tuple[Span, ...], party: int, word: int) -> tuple[int, int]:
    """Return the sentence of an act or an answer, from or to that of the party if it is the next one."""
    holding = partial(_holding, sentences)
    first, last = sorted((holding(party), holding(word)))
    if last - first > 1:
        first = last = holding(word)
    return sentences[first].start, sentences[last].end


def _holding(sentences: tuple[Span, ...], place: int) -> int:
    """Return the number of the sentence that holds a place, or of the last before it."""
    return max((number for number, sentence in enumerate(sentences) if sentence.start <= place), default=0)


@cache
def _cues() -> _Cues:
    table = load.toml("claims")["confirms"]
    return _Cues(table["reach"], pattern(table["words"]), pattern(table["unless"]))
