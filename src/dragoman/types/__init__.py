"""Frozen data that the stages hand to each other; no behaviour beyond its own invariants.

``Report`` goes in, ``Reading`` is the report with drafts of events, the classes of
``stages`` are what each stage adds per draft, ``Record`` is the row that comes out
and ``Why`` the reason attached to every field of it.
"""

from dragoman.types.reading import Draft, Part, Quotation, Reading, Rejected, Role
from dragoman.types.record import Amount, Coding, Deadline, Participant, Record, When, Where
from dragoman.types.report import Report, report_id
from dragoman.types.span import Span
from dragoman.types.stages import Cast, Event, Setting, Stance, Timing
from dragoman.types.why import Why

__all__ = [
    "Amount", "Cast", "Coding", "Deadline", "Draft", "Event", "Part", "Participant", "Quotation", "Reading",
    "Record", "Rejected", "Report", "Role", "Setting", "Span", "Stance", "Timing", "When", "Where", "Why", "report_id",
]
