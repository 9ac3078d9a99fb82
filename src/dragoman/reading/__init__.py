"""From a report to its reading: sentences, quotations and drafts of events.

``sentences`` and ``quotes`` are rules; ``windows`` cuts the report for the learned
``reader``, whose scores ``decode`` turns into spans. ``read`` does all of it.
"""

from dragoman.reading.read import read
from dragoman.reading.reader import Reader

__all__ = ["Reader", "read"]
