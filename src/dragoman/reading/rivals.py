"""Which of the words that tell one act carry it.

News tells an act in two words of a sentence as often as in one ("killed three … in a
raid"), and coders give it to one of them. The reader sees each candidate alone; here
those of one sentence and one type are weighed against each other::

    killed .31, raid .27    neither is sure, together they are: the likelier is coded
    fires .81, destroys .52 one is sure: the other must be surer than a single word need be
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bid:
    """A candidate's claim to a type.

    Attributes:
        sentence: number of its sentence.
        type: the type it would be.
        score: 0 … 1.
        threshold: what a single candidate of the type must reach.
    """

    sentence: int
    type: str
    score: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a bid.

    Attributes:
        reason: why it is refused; None where it is coded.
        beside: numbers of the bids that tell the same act and were needed to believe it.
    """

    reason: str | None = None
    beside: tuple[int, ...] = ()


def settle(bids: Sequence[Bid], again: float, together: float) -> list[Outcome]:
    """Decide on all bids of a report.

    Args:
        bids: one for each candidate.
        again: score that a second candidate of a sentence's type must reach beside a likelier one.
        together: sum of scores from which the likeliest of several doubtful candidates is coded.

    Returns:
        An outcome for each bid, in their order.
    """
    outcomes = [_alone(bid) for bid in bids]
    rivals: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, bid in enumerate(bids):
        rivals[bid.sentence, bid.type].append(number)
    for several in rivals.values():
        best, *others = sorted(several, key=lambda number: (-bids[number].score, number))
        if outcomes[best].reason is None:
            for number in others:
                outcomes[number] = _second(bids[number], again) or outcomes[number]
        elif others and sum(bids[number].score for number in several) >= together:
            outcomes[best] = Outcome(beside=tuple(sorted(others)))
    return outcomes


def _alone(bid: Bid) -> Outcome:
    if bid.score >= bid.threshold:
        return Outcome()
    return Outcome(f"score {bid.score:.3f} is under the threshold {bid.threshold:.2f} of {bid.type}")


def _second(bid: Bid, again: float) -> Outcome | None:
    """Return the refusal of a candidate that would pass alone but not beside a likelier one; None if it stays."""
    if bid.score < bid.threshold or bid.score >= again:
        return None
    return Outcome(f"score {bid.score:.3f} is under the threshold {again:.2f} of a second {bid.type} in a sentence")
