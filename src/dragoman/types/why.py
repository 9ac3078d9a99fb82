"""The reason for a decision: which rule or model head, on which characters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Why:
    """One reason behind one field of a record.

    Attributes:
        field: field of the record that was decided (``type``, ``actors[0].country`` …).
        rule: id of the rule, table row or model head that decided it.
        detail: one sentence for a human reader.
        score: 0 … 1, how sure the rule or head was; None for rules without a scale.
        spans: ``(start, end)`` character offsets into the report that were looked at.
    """

    field: str
    rule: str
    detail: str = ""
    score: float | None = None
    spans: tuple[tuple[int, int], ...] = ()
