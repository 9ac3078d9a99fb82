"""Did it really happen, on whose word, who denies it, and on what terms.

``judge`` starts from what the reader's heads say and lets the rules of ``StanceCues``
(``resources/cues/stance.toml``, ``terms.toml``) fill in or, where measured, overrule.
"""

from dragoman.stance.cues import StanceCues
from dragoman.stance.judge import judge

__all__ = ["StanceCues", "judge"]
