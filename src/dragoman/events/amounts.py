"""How many: the bounds that a number in words or digits gives, and what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.events.numerals import Numeral, is_ordinal, numerals
from dragoman.types import Amount, Draft, Part, Role, Span, Why

KINDS = ("dead", "injured", "arrested", "displaced", "size", "troops")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that decide something about a number: a bound, or what it counts."""

    id: str
    value: str
    pattern: re.Pattern[str]


def _rule(id_: str, value: str, pattern: str) -> _Rule:
    """Compile a rule; case is ignored."""
    return _Rule(id_, value, re.compile(pattern, re.IGNORECASE))


# Words before a number that leave one of its bounds open. "More than 6,100" is at least 6,100: one more would be
# finer than the report's round figure. "About" and "nearly" leave the number as it stands.
_BEFORE = (
    _rule("amount.up-to", "high", r"\b(?:up to|as many as|at most|no more than|not more than|a maximum of|"
                                  r"fewer than|less than|under|below)(?: an?)?\W*$"),
    _rule("amount.at-least", "low", r"\b(?:at least|(?<!no )(?<!not )more than|over|above|exceed(?:s|ed|ing)?|"
                                    r"in excess of|upwards? of|no fewer than|no less than|not less than|"
                                    r"a minimum of|in the)(?: an?)?\W*$"),
)
_AFTER = (_rule("amount.or-more", "low", r"^\W{0,2}(?:[\w-]+ )?or more\b|^\+"),
          _rule("amount.or-fewer", "high", r"^\W{0,2}(?:[\w-]+ )?or (?:fewer|less)\b"))
_UNKNOWN = re.compile(r"\b(?:unknown|unspecified|undisclosed|all but)\b|\bper ?cent\b|%", re.IGNORECASE)
_RANGE = re.compile(r"^\W*(?:-|–|—|to|or|or possibly|or even)\W*$|^ (?:and|to|or) $", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\W*$", re.IGNORECASE)
_AGE = re.compile(r"^[ -](?:year|month)s?[ -]old", re.IGNORECASE)
_PART_OF = re.compile(r"^ (?:out )?of (?:the |its |their |his |her |these |those )?$", re.IGNORECASE)
_JOINT = re.compile(r"\band\b|[,;]", re.IGNORECASE)
_UNITS = re.compile(r"\b(?:battalion|brigade|division|regiment|compan(?:y|ie)|platoon|squad|warship|tank|jet)s?\b",
                    re.IGNORECASE)
# What a number counts when the reader does not say; the nearest word decides, on either side.
_COUNTS = (
    _rule("amount.dead", "dead", r"\b(?:kill\w*|dead|deaths?|die[sd]?|dying|bodies|fatalit\w+|"
                                 r"slain|lives)\b"),
    _rule("amount.injured", "injured", r"\b(?:wound\w*|injur\w*|hurt)\b"),
    _rule("amount.arrested", "arrested", r"\b(?:arrest\w*|detain\w*|held|jail\w*|imprison\w*|"
                                         r"round(?:s|ed) up)\b"),
    _rule("amount.displaced", "displaced", r"\b(?:fled|flee\w*|displac\w*|refugees?|evacuat\w*|homeless)\b"),
    _rule("amount.troops", "troops", r"\b(?:troops?|servicemen|personnel|peacekeepers|marines)\b"),
    _rule("amount.size", "size", r"\b(?:protest\w*|demonstrat\w*|march\w*|rall(?:y|ies|ied)|crowds?|supporters|"
                                 r"strikers|workers|gather\w*|take to the streets)\b"),
)
# What it counts when no word says so: what numbers of such events mostly count.
_BY_TYPE = {"ASSAULT": "dead", "PROTEST": "size", "MOBILIZE": "troops", "RETREAT": "troops", "COERCE": "arrested"}
# Characters on either side in which words say what it counts; those beyond a comma or "and" come last.
_AROUND = 60


def read_amount(span: Span, kind: str) -> Amount:
    """Return the bounds that a passage gives; both are None when it gives no number.

    Bounds are inclusive counts. "At least 30" is 30 and open; "more than 6,100" is 6,100
    and open, since 6,101 would be finer than the report; "fewer than 50" likewise ends at
    50; "up to 40" is open below. "About", "some" and "nearly" leave the number as it is.
    Vague plurals are open above twice their unit: dozens from 24, hundreds from 200,
    thousands from 2,000; "several" and "a few" from 3. "Between 12 and 17", "12-17" and
    "one or two" are ranges; numbers joined otherwise are added ("two soldiers and a
    child" is 3). A count of battalions or ships is no count of ``troops``.

    Args:
        span: the passage that the reader marked as a number.
        kind: what it counts, one of ``KINDS``.
    """
    low, high = _bounds(span.text, kind)
    return Amount(span.start, span.end, span.text, low, high)


def find_amounts(draft: Draft, text: str) -> tuple[dict[str, Amount], tuple[Why, ...]]:
    """Return the amounts of a draft by what they count, and why each counts that.

    ``Part.kind`` names the key; where the reader gave none, the nearest cue word around
    the number in ``text`` does, then the type of event; a number of neither is left out. Of two numbers of
    a kind the likelier one stays, of equals the first.
    """
    amounts: dict[str, Amount] = {}
    whys = []
    for part in sorted(draft.of(Role.NUMBER), key=lambda part: (-part.score, part.span.start)):
        kind, rule = _kind(part, draft, text)
        if kind is None or kind in amounts:
            continue
        amounts[kind] = amount = read_amount(part.span, kind)
        detail = f'"{amount.text}" is {_words(amount)}'
        whys.append(Why(f"numbers.{kind}", rule, detail, part.score, ((amount.start, amount.end),)))
    return {kind: amounts[kind] for kind in KINDS if kind in amounts}, tuple(whys)


def _kind(part: Part, draft: Draft, text: str) -> tuple[str | None, str]:
    """Return what a number counts and the rule that says so."""
    if part.kind in KINDS:
        return part.kind, "reader.number"
    start, end = part.span.start, part.span.end
    before, after = text[max(0, start - _AROUND):start], text[end:end + _AROUND]
    gaps = [(_is_joint(after[:found.start()]), _is_victim(rule, draft), found.start(), rule.value, rule.id)
            for rule in _COUNTS for found in rule.pattern.finditer(after)]
    gaps += [(_is_joint(before[found.end():]), _is_victim(rule, draft), len(before) - found.end(), rule.value, rule.id)
             for rule in _COUNTS for found in rule.pattern.finditer(before)]
    if not gaps:
        return _BY_TYPE.get(draft.type), "amount.by-type"
    *_, kind, rule_id = min(gaps)
    return kind, rule_id


def _is_joint(between: str) -> bool:
    """Say whether a comma or "and" parts a number from a cue word."""
    return _JOINT.search(between) is not None


def _is_victim(rule: _Rule, draft: Draft) -> bool:
    """Say whether "soldiers" or "protesters" are rather those something is done to."""
    return rule.value in ("troops", "size") and _BY_TYPE.get(draft.type) != rule.value


def _bounds(phrase: str, kind: str) -> tuple[int | None, int | None]:
    """Return the bounds of a phrase."""
    if _UNKNOWN.search(phrase) or (kind == "troops" and _UNITS.search(phrase)):
        return None, None
    found = _counting(phrase)
    if not found:
        return (1, 1) if any(is_ordinal(word) for word in re.findall(r"[a-z]+", phrase.lower())) else (None, None)
    spread = _range(phrase, found)
    if spread is not None:
        return spread
    bounds = [_qualified(phrase, found, place) for place in range(len(found))]
    lows, highs = [low for low, _ in bounds], [high for _, high in bounds]
    return _total(lows), _total(highs)


def _counting(phrase: str) -> list[Numeral]:
    """Return the numerals that count something: no ages, no wholes ("12 of 40"), articles only on their own."""
    found = [numeral for numeral in numerals(phrase) if not _AGE.match(phrase[numeral.end:])]
    kept: list[Numeral] = []
    for place, numeral in enumerate(found):
        between = phrase[kept[-1].end:numeral.start] if kept else ""
        following = found[place + 1].start if place + 1 < len(found) else None
        if kept and _PART_OF.match(between):
            continue
        if numeral.implied and not _stands_alone(phrase, numeral, following, first=not kept):
            continue
        kept.append(numeral)
    return kept


def _stands_alone(phrase: str, article: Numeral, following: int | None, *, first: bool) -> bool:
    """Say whether an article counts as one: no number before the next comma or "and", and one may begin here."""
    begins = first or _JOINT.search(phrase[:article.start][-len(", and "):]) is not None
    return begins and (following is None or _JOINT.search(phrase[article.end:following]) is not None)


def _range(phrase: str, found: Sequence[Numeral]) -> tuple[int | None, int | None] | None:
    """Return the bounds of "between 12 and 17" and the like, None if the phrase is none."""
    if len(found) != 2 or found[0].implied:  # noqa: PLR2004
        return None
    first, second = found
    joint = phrase[first.end:second.start]
    if not _RANGE.match(joint) or (joint.strip().lower() == "and" and not _BETWEEN.search(phrase[:first.start])):
        return None
    if first.low > (second.high or second.low):
        return None
    return _shorthand(first, second).low, second.high


def _shorthand(first: Numeral, second: Numeral) -> Numeral:
    """Let the first number share the second one's scale, as in "two to three million"."""
    thousand, hundred = 1_000, 100
    for scale in (1_000_000, thousand, hundred):
        if second.low % scale == 0 and second.low >= scale and first.low < hundred and second.low // scale >= first.low:
            return replace(first, low=first.low * scale)
    return first


def _qualified(phrase: str, found: Sequence[Numeral], place: int) -> tuple[int | None, int | None]:
    """Open a bound of a numeral that the words around it leave open."""
    numeral = found[place]
    before = phrase[found[place - 1].end if place else 0:numeral.start]
    rules = [rule.value for rule in _BEFORE if rule.pattern.search(before)]
    rules += [rule.value for rule in _AFTER if rule.pattern.search(phrase[numeral.end:])]
    if "low" in rules:
        return numeral.low, None
    return (None if "high" in rules else numeral.low), numeral.high


def _total(bounds: Sequence[int | None]) -> int | None:
    """Add bounds up; one open bound leaves the sum open."""
    return None if None in bounds else sum(bound for bound in bounds if bound is not None)


def _words(amount: Amount) -> str:
    """Return bounds for a human reader."""
    low = "any number" if amount.low is None else str(amount.low)
    high = "more" if amount.high is None else str(amount.high)
    return low if low == high else f"{low} to {high}"
