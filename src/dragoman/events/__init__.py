"""What was done: events with modes, contexts, numbers, class and intensity.

``find`` turns the drafts of a reading into events by the ``Codebook``, whose types,
scores, contexts and cues are the table ``resources/codebooks/plover.toml``.
"""

from dragoman.events.codebook import Codebook
from dragoman.events.find import find

__all__ = ["Codebook", "find"]
