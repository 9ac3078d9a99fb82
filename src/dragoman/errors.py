"""Everything Dragoman raises on purpose, with its exit code and HTTP status.

::

    DragomanError                 1  500   something failed
    ├── UsageError                2  400   a wrong option, column, date or id
    │   └── QueryError            2  400   SQL that the store refuses
    ├── NothingFound              3  404   no such report, record or input
    ├── InputError                4  422   an input that cannot be read
    │   └── Undecodable           4  422   bytes that are no text
    ├── StoreError                1  500   the store cannot be used
    │   ├── NotAStore             1  500   the file is something else
    │   ├── NewerStore            1  500   written by a later version
    │   └── StoreBusy             1  503   another process is writing it
    ├── MissingPart               1  501   an optional dependency or a model is absent
    └── WorkerLost                1  500   a coding process died
"""

# ruff: noqa: N818 - the names say what went wrong, as in the tree above

from __future__ import annotations

from typing import ClassVar


class DragomanError(Exception):
    """Base of all errors; the message is one line for a human reader.

    Attributes:
        exit_code: what the command line ends with.
        status: what the workbench answers with.
    """

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500


class UsageError(DragomanError):
    """A wrong option, column, date or ambiguous id."""

    exit_code = 2
    status = 400


class QueryError(UsageError):
    """SQL that the store refuses: wrong, or reaching outside the store."""


class NothingFound(DragomanError):
    """There is no such report, record or input."""

    exit_code = 3
    status = 404


class InputError(DragomanError):
    """An input that cannot be read; ``reason`` says why, without naming the file."""

    exit_code = 4
    status = 422

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Undecodable(InputError):
    """Bytes that are no text in any encoding we try."""


class StoreError(DragomanError):
    """The store cannot be opened or written."""


class NotAStore(StoreError):
    """The file exists and is something else than a store."""


class NewerStore(StoreError):
    """The store was written by a later version of Dragoman."""


class StoreBusy(StoreError):
    """Another process holds the store for writing."""

    status = 503


class MissingPart(DragomanError):
    """An optional dependency or a model is absent; the message says how to get it."""

    status = 501


class WorkerLost(DragomanError):
    """A coding process died, for example for want of memory."""
