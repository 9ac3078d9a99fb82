# Types of the public names that __init__.py imports on first use.

from dragoman.analyze.history import History, open  # noqa: A004 - dragoman.open is the product's word
from dragoman.engines.one import code
from dragoman.errors import DragomanError
from dragoman.ingest import Skipped, read
from dragoman.records.jsonl import from_dict, to_dict
from dragoman.store import Store
from dragoman.types import Amount, Coding, Deadline, Participant, Record, Rejected, Report, Span, When, Where, Why

__version__: str

__all__ = [
    "Amount", "Coding", "Deadline", "DragomanError", "History", "Participant", "Record", "Rejected", "Report",
    "Skipped", "Span", "Store", "When", "Where", "Why", "__version__", "code", "from_dict", "open", "read", "to_dict",
]
