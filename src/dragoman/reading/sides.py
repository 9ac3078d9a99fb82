"""An act has two sides, and the same words stand on one of them only (gold shares them once in 500 acts)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.reading.decode import Passage

Words = Callable[[Passage], str]
"""The words of a passage, folded so that two mentions of one name are equal."""


def apart(
    actors: Sequence[Passage],
    recipients: Sequence[Passage],
    spare: tuple[Sequence[Passage], Sequence[Passage]],
    words: Words,
) -> tuple[list[Passage], list[Passage]]:
    """Return actors and recipients without what both claim.

    The likelier side keeps it. A side that loses all it had takes its likeliest spare
    passage that the other side does not claim, for an act that had a recipient still has one.

    Args:
        actors: passages that are sure enough to be actors.
        recipients: passages that are sure enough to be recipients.
        spare: likely actors and likely recipients, weaker ones among them.
        words: the words of a passage; passages with the same words are one participant.
    """
    shared = [(left, right) for left in actors for right in recipients if _same(left, right, words)]
    lost = (
        [left for left, right in shared if left[2] < right[2]],
        [right for left, right in shared if left[2] >= right[2]],
    )
    kept_actors = [passage for passage in actors if passage not in lost[0]]
    kept_recipients = [passage for passage in recipients if passage not in lost[1]]
    if lost[0] and not kept_actors:
        kept_actors = _next_best(spare[0], kept_recipients, words)
    if lost[1] and not kept_recipients:
        kept_recipients = _next_best(spare[1], kept_actors, words)
    return kept_actors, kept_recipients


def _next_best(spare: Sequence[Passage], other: Sequence[Passage], words: Words) -> list[Passage]:
    free = [passage for passage in spare if not any(_same(passage, taken, words) for taken in other)]
    return sorted(free, key=lambda passage: -passage[2])[:1]


def _same(one: Passage, other: Passage, words: Words) -> bool:
    return (one[0] < other[1] and other[0] < one[1]) or words(one) == words(other)
