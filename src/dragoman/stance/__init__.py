"""Did it really happen, on whose word, who denies it, and on what terms.

``judge`` starts from what the reader's heads say and lets the rules of ``StanceCues``
(``resources/cues/stance.toml``, ``terms.toml``) fill in or, where measured, overrule.
``mark_sources`` adds the sources that rules find to a reading, so that the stage ``actors`` resolves
them; ``mark_deadlines`` adds the deadlines that cues find to a reading, for the stage ``when``.
"""

from dragoman.stance.cues import StanceCues
from dragoman.stance.judge import judge
from dragoman.stance.terms import mark_deadlines
from dragoman.stance.told import mark_sources

__all__ = ["StanceCues", "judge", "mark_deadlines", "mark_sources"]
