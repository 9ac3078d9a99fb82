"""From records with lists of participants to rows of one actor and one recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.store.export.codes import Losses, Rule, cameo_rule, forms
from dragoman.types import Participant, Record


@dataclass(frozen=True, slots=True)
class Pair:
    """One side, the other side, and the CAMEO code of the act between them; a missing side is None."""

    source: Participant | None
    target: Participant | None
    code: str
    rule: Rule


def pairs(record: Record, losses: Losses, *, needs_both: bool) -> Iterator[Pair]:
    """Yield every actor with every recipient; those who act together, in both directions.

    Acts of equals with a recipient (a visit) are also yielded the other way round, with
    the code that ``forms.toml`` gives for it, as the original data have them. Without
    ``needs_both`` an act with one side only is a pair with None.
    """
    rule = cameo_rule(record, losses)
    sides = _sides(record)
    for source, target in sides:
        yield Pair(source, target, rule.code, rule)
    mirror = forms()["cameo"]["mirrors"].get(rule.code)
    if mirror and record.actors and record.recipients:
        for source, target in sides:
            yield Pair(target, source, mirror, rule)
    if not sides and (needs_both or not (record.actors or record.recipients)):
        losses["loss.one-sided" if record.actors or record.recipients else "loss.actor"] += 1
    elif not sides:
        yield from (Pair(actor, None, rule.code, rule) for actor in record.actors)
        yield from (Pair(None, recipient, rule.code, rule) for recipient in record.recipients)


def _sides(record: Record) -> list[tuple[Participant, Participant]]:
    if record.recipients:
        return [(actor, recipient) for actor in record.actors for recipient in record.recipients]
    return [(one, other) for one in record.actors for other in record.actors if one is not other]


def number_of(*parts: str, bits: int = 53) -> int:
    """Return a positive integer for these words; below 2^53 every program holds it exactly.

    Example:
        >>> number_of("e-1", "RUS", "USA") == number_of("e-1", "RUS", "USA") < 2**53
        True
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8")).digest()
    return int.from_bytes(digest[:8]) >> (64 - bits)
