"""Names of records: content hashes, the same on every machine."""

from __future__ import annotations

import hashlib


def record_id(report_id: str, trigger_start: int, type: str, version_major: int) -> str:  # noqa: A002
    """Return the id of the record of an act: ``e-`` and 16 hexadecimal digits.

    Args:
        report_id: id of the report.
        trigger_start: first character of the trigger.
        type: one of the 16 types.
        version_major: first part of the coder's version, so that a coder which
            reads differently makes new ids.

    >>> record_id("r-1", 12, "CONSULT", 1)
    'e-cb8ea0d6b8db42dd'
    """
    content = "\x1f".join((report_id, str(trigger_start), type, str(version_major)))
    return "e-" + hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]
