"""Dragoman reads news reports and writes political event records.

``code`` turns a text into records, ``open`` opens a store of them. Everything
here is imported on first use, so that ``import dragoman`` costs nothing.
The types of what is exported are in ``__init__.pyi``; nothing is imported here by
name, so that every layer below may ask for ``__version__``.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "Amount": "types", "Coding": "types", "Deadline": "types", "DragomanError": "errors", "History": "analyze.history",
    "Participant": "types", "Record": "types", "Rejected": "types", "Report": "types", "Skipped": "ingest",
    "Span": "types", "Store": "store", "When": "types", "Where": "types", "Why": "types", "code": "engines.one",
    "from_dict": "records.jsonl", "open": "analyze.history", "read": "ingest", "to_dict": "records.jsonl",
}

__all__ = [
    "Amount", "Coding", "Deadline", "DragomanError", "History", "Participant", "Record", "Rejected", "Report",
    "Skipped", "Span", "Store", "When", "Where", "Why", "__version__", "code", "from_dict", "open", "read", "to_dict",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    value = getattr(import_module(f"dragoman.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted(__all__)
