"""How many: the bounds that a number in words or digits gives, and what it counts."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.events.amount_rules import AmountRule, amount_rules, any_hit
from dragoman.events.bounds import bounds
from dragoman.types import Amount, Draft, Part, Role, Span, Why

KINDS = ("dead", "injured", "arrested", "displaced", "size", "troops")


_JOINT = re.compile(r"\band\b|[,;]", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:kill(?:ed|s|ing)?|dead|die[sd]?) (?:and|or) (?:wound|injur)\w*|\bcasualties\b",
                     re.IGNORECASE)
_AROUND = 60  # characters on either side in which words say what it counts
_ABOUT = 90  # characters on either side in which words show a total


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
    low, high = bounds(span.text, kind)
    return Amount(span.start, span.end, span.text, low, high)


def find_amounts(draft: Draft, text: str) -> tuple[dict[str, Amount], tuple[Why, ...]]:
    """Return the amounts of a draft by what they count, and why each counts that.

    ``Part.kind`` names the key; where the reader gave none, the nearest cue word around the
    number in ``text`` does, then the type of event; a number of neither is left out. Of two
    numbers of a kind the act's own goes before one that sums up more ("since January"), the
    likelier before the other, and of equals the first; the other one stays in the reasons.
    """
    amounts: dict[str, Amount] = {}
    whys: list[Why] = []
    for part in sorted(draft.of(Role.NUMBER), key=lambda part: (_is_total(part, text), -part.score, part.span.start)):
        kind, rule = _kind(part, draft, text)
        if kind is None:
            continue
        amount = _shared(read_amount(part.span, kind), text)
        if kind in amounts:
            whys.append(_why(kind, "amount.another-count", amount, part, "left out: one number of a kind is kept"))
            continue
        amounts[kind] = amount
        is_total = _is_total(part, text)
        whys.append(_why(kind, rule, amount, part, "a total, not the act's own" if is_total else ""))
        if is_total:
            whys.append(_why(kind, "amount.cumulative", amount, part, "the words around it sum up more than one act"))
    return {kind: amounts[kind] for kind in KINDS if kind in amounts}, tuple(whys)


def _why(kind: str, rule: str, amount: Amount, part: Part, note: str) -> Why:
    detail = f'"{amount.text}" is {_words(amount)}' + (f", {note}" if note else "")
    return Why(f"numbers.{kind}", rule, detail, part.score, ((amount.start, amount.end),))


def _is_total(part: Part, text: str) -> bool:
    """Say whether the words around a number, in its sentence, make it a total of many acts."""
    start, end = part.span.start, part.span.end
    before, after = text[max(0, start - _ABOUT):start], text[end:end + _ABOUT]
    around = re.split(r"[.!?;]\s", before)[-1] + "#" + re.split(r"[.!?;]\s", after)[0]
    return any_hit(amount_rules().total, around) is not None


def _shared(amount: Amount, text: str) -> Amount:
    """Open the low bound of a number that killed and wounded share ("killed or wounded 12")."""
    before, after = text[max(0, amount.start - 30):amount.start], text[amount.end:amount.end + 30]
    near = re.split(r"[,.;]", before)[-1], re.split(r"[,.;]", after)[0]
    return replace(amount, low=None) if any(_SHARED.search(words) for words in near) else amount


def _kind(part: Part, draft: Draft, text: str) -> tuple[str | None, str]:
    """Return what a number counts and the rule that says so."""
    if part.kind in KINDS:
        return part.kind, "reader.number"
    start, end = part.span.start, part.span.end
    before, after = text[max(0, start - _AROUND):start], text[end:end + _AROUND]
    counts = amount_rules().counts
    gaps = [(_is_joint(after[:found.start()]), _is_victim(rule, draft), found.start(), rule.value, rule.id)
            for rule in counts for found in rule.pattern.finditer(after)]
    gaps += [(_is_joint(before[found.end():]), _is_victim(rule, draft), len(before) - found.end(), rule.value, rule.id)
             for rule in counts for found in rule.pattern.finditer(before)]
    if not gaps:
        return amount_rules().by_type.get(draft.type), "amount.by-type"
    *_, kind, rule_id = min(gaps)
    return kind, rule_id


def _is_joint(between: str) -> bool:
    """Say whether a comma or "and" parts a number from a cue word."""
    return _JOINT.search(between) is not None


def _is_victim(rule: AmountRule, draft: Draft) -> bool:
    """Say whether "soldiers" or "protesters" are rather those something is done to."""
    return rule.value in ("troops", "size") and amount_rules().by_type.get(draft.type) != rule.value


def _words(amount: Amount) -> str:
    """Return bounds for a human reader."""
    low = "any number" if amount.low is None else str(amount.low)
    high = "more" if amount.high is None else str(amount.high)
    return low if low == high else f"{low} to {high}"
