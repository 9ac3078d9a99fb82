"""Who denies or confirms an act in words outside of the act's own record.

"Norland denied it" is coded as a record of its own, of REJECT. It answers the act that it names, or the
one told before it; ``resources/episodes/claims.toml`` says by which words. "Norland confirmed the raid" is no
record at all: there a participant stands before a confirming word, and the act after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.analyze.episodes.act import CONFIRMS, DENIES, Act, Answer, Json
from dragoman.reading.sentences import split
from dragoman.tables import load
from dragoman.types import Span

_CUT = re.compile("[,;:]")  # ends what is said of a participant
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})  # sectors that act for a state


@dataclass(frozen=True, slots=True)
class Cues:
    """Words by which a party answers to an act; ``claims.toml`` says what each list is for.

    Attributes:
        denying, rejecting: of a trigger of REJECT.
        claims, part: right after it, when what it denies was told before.
        given: right before it, or before a confirming word, when the party does not say so.
        breaking: end the clause that says what is denied or confirmed.
        confirming: say that it happened.
        unless, nothing: take a confirming word back.
        answered, violent: types of acts that can be denied, and that one can be said to have a part in.
        beside: right before a participant that is not the subject.
        reach: characters from an answering word to the act that it names.
        subject: characters from the beginning of a party's name to the answering word.
    """

    denying: re.Pattern[str]
    rejecting: re.Pattern[str]
    claims: re.Pattern[str]
    part: re.Pattern[str]
    given: re.Pattern[str]
    breaking: re.Pattern[str]
    confirming: re.Pattern[str]
    unless: re.Pattern[str]
    nothing: re.Pattern[str]
    beside: re.Pattern[str]
    answered: frozenset[str]
    violent: frozenset[str]
    reach: int
    subject: int


def is_answered(text: str) -> bool:
    """Say whether any answering word stands in a report, so that its records have to be looked at."""
    cues = cues_of()
    return any(words.search(text) is not None for words in (cues.denying, cues.rejecting, cues.confirming))


def answered(acts: Sequence[Act]) -> Iterator[Act]:
    """Yield the acts of one report that somebody denies or confirms elsewhere in it, with these answers."""
    if not acts:
        return
    cues, sentences = cues_of(), split(acts[0].report.text)
    found: dict[str, list[Answer]] = {}
    for record, answer in (*_denials(acts, sentences, cues), *_confirmations(acts, sentences, cues)):
        found.setdefault(record, []).append(answer)
    yield from (replace(act, answers=tuple(found[act.record])) for act in acts if act.record in found)


def _denials(acts: Sequence[Act], sentences: Sequence[Span], cues: Cues) -> Iterator[tuple[str, Answer]]:
    for denial in acts:
        start, end = denial.row["trigger_start"], denial.row["trigger_end"]
        own = _sentence(sentences, start)
        deniers = [person for person in denial.actors.people if own.start <= person["start"] and person["end"] <= start]
        if not deniers or not _is_denial(denial, own, cues):
            continue
        target, rule = _denied(denial, acts, sentences, cues)
        if target is not None:
            yield from ((target.record, Answer(party, DENIES, rule, denial.record, start, end)) for party in deniers)


def _is_denial(act: Act, own: Span, cues: Cues) -> bool:
    """Say whether an act is somebody's denial, by the word itself or by what follows it."""
    if act.type != "REJECT" or "deny" not in act.modes or act.status != "actual":
        return False
    text, start, end = act.report.text, act.row["trigger_start"], act.row["trigger_end"]
    if _ends(text[own.start:start], cues.given):
        return False
    if cues.denying.search(act.row["trigger"]) is not None:
        return True
    return cues.rejecting.search(act.row["trigger"]) is not None and cues.claims.match(text, end, own.end) is not None


def _ends(text: str, words: re.Pattern[str]) -> bool:
    """Say whether a text ends with one of some words."""
    hits = list(words.finditer(text))
    return bool(hits) and not text[hits[-1].end():].strip()


def _denied(
    denial: Act, acts: Sequence[Act], sentences: Sequence[Span], cues: Cues,
) -> tuple[Act | None, str]:
    """Return the act that a denial is about, if any, and the rule by which it is known."""
    text, start, end = denial.report.text, denial.row["trigger_start"], denial.row["trigger_end"]
    own = _sentence(sentences, start)
    free = [act for act in acts if _may_deny(denial, act, cues)]
    named = _first(free, end, _stop(text, end, own, cues))
    if named is not None:
        return named, "claims.denial-names"
    earlier = sentences[max(0, sentences.index(own) - 1)]
    told = [act for act in free if earlier.start <= act.row["trigger_start"] < start]
    if cues.claims.match(text, end, own.end) is not None:
        accused = [act.row["trigger_end"] for act in acts
                   if act.type == "ACCUSE" and earlier.start <= act.row["trigger_start"] and act is not denial
                   and act.row["trigger_end"] < start and cues.claims.fullmatch(act.row["trigger"]) is None]
        spoken = [act for act in told if (accused[-1] <= act.row["trigger_start"] if accused else act.said_by)]
        return _last(spoken), "claims.denial-of-claim"
    if cues.part.match(text, end, own.end) is not None:
        return _last([act for act in told if act.type in cues.violent]), "claims.denial-of-part"
    return None, ""


def _stop(text: str, end: int, sentence: Span, cues: Cues) -> int:
    """Return where the clause after an answering word ends."""
    stop = max(end, min(sentence.end, end + cues.reach))
    broken = cues.breaking.search(text, end, stop)
    return stop if broken is None else broken.start()


def _first(acts: Sequence[Act], start: int, stop: int) -> Act | None:
    return next((act for act in acts if start <= act.row["trigger_start"] < stop), None)


def _last(acts: Sequence[Act]) -> Act | None:
    return acts[-1] if acts else None


def _may_deny(denial: Act, act: Act, cues: Cues) -> bool:
    """Say whether a party can deny an act: it is told as one that happened, its own, nobody's, or on another's word."""
    if act.type not in cues.answered or act.status not in {"actual", "hypothetical"} or act is denial:
        return False
    if any(_known(one) == _known(other) for one in act.denied_by for other in denial.actors.people):
        return False
    is_own = not act.actors.people or bool(_powers(denial) & _powers(act))
    is_said = any(_known(one) != _known(other) for one in act.said_by for other in denial.actors.people)
    return is_own or is_said


def _powers(act: Act) -> frozenset[tuple[str, bool]]:
    """Return the countries whose state acts, and those of whom others act."""
    return frozenset((person["country"], (person["sector"] or "GOV") in _STATE)
                     for person in act.actors.people if person["country"])


def _confirmations(acts: Sequence[Act], sentences: Sequence[Span], cues: Cues) -> Iterator[tuple[str, Answer]]:
    text = acts[0].report.text
    people = [person for act in acts for side in (act.actors, act.recipients) for person in side.people]
    people += [person for act in acts for person in (*act.said_by, *act.denied_by)]
    for cue in cues.confirming.finditer(text):
        start, end = cue.span()
        sentence = _sentence(sentences, start)
        party = _subject(people, text, start, sentence, cues)
        act = _first(acts, end, _stop(text, end, sentence, cues))
        if party is None or act is None or act.type not in cues.answered or act.status != "actual":
            continue
        is_taken_back = cues.nothing.search(text, end, act.row["trigger_start"]) is not None
        if not is_taken_back and not _speaks(act, party):
            yield act.record, Answer(party, CONFIRMS, "claims.confirming-subject", act.record, start, end)


def _subject(people: Sequence[Json], text: str, stop: int, sentence: Span, cues: Cues) -> Json | None:
    """Return the participant named last before a confirming word, if it is the one who confirms."""
    first = max(sentence.start, stop - cues.subject)
    near = [person for person in people if first <= person["start"] and person["end"] <= stop]
    party = max(near, key=lambda person: (person["end"], -person["start"]), default=None)
    if party is None or cues.nothing.search(text, sentence.start, party["start"]) is not None:
        return None
    if _ends(text[sentence.start:party["start"]], cues.beside):
        return None
    between = text[party["end"]:stop]
    taken = (cues.unless, cues.breaking, cues.given, _CUT)
    return None if any(words.search(between) is not None for words in taken) else party


def _speaks(act: Act, party: Json) -> bool:
    """Say whether the act's own record has a party already as the one who gives or denies it."""
    return any(_known(one) == _known(party) for one in (*act.said_by, *act.denied_by))


def _known(party: Json) -> object:
    return party["entity"] or (party["name"] or party["text"]).casefold()


def _sentence(sentences: Sequence[Span], place: int) -> Span:
    """Return the sentence that holds a place, or the last before it."""
    return next((one for one in reversed(sentences) if one.start <= place), sentences[0])


@cache
def cues_of() -> Cues:
    """Return the packaged cues."""
    table = load.toml("claims")
    denies, confirms = table["denies"], table["confirms"]
    return Cues(
        denying=pattern(denies["words"]), rejecting=pattern(denies["rejecting"]),
        claims=_following(denies["claims"]), part=_following(denies["part"]), given=pattern(denies["given"]),
        breaking=re.compile(f"[;]|{pattern(denies['breaking']).pattern}", re.IGNORECASE),
        confirming=pattern(confirms["words"]), unless=pattern(confirms["unless"]), nothing=pattern(confirms["nothing"]),
        beside=pattern(denies["beside"]), answered=frozenset(denies["answered"]),
        violent=frozenset(denies["violent"]), reach=denies["reach"], subject=denies["subject"],
    )


def _following(words: list[str]) -> re.Pattern[str]:
    """Return what finds words right after a place, with up to two words between, or the end of a clause."""
    return re.compile(rf"\s*+(?:[.,)(]|\Z|(?:[\w'’]+\s+){{0,2}}{pattern(words).pattern})", re.IGNORECASE)


def pattern(words: list[str]) -> re.Pattern[str]:
    """Return what finds any of some words without case; ``*`` ends a stem."""
    either = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
