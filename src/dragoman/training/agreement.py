"""Learn from uncoded reports: agree with a steadier self about them.

A network that sees the same coded reports again and again learns them by heart. Of
uncoded reports there are many more. A teacher, the running mean of the network's own
weights, reads each of them undisturbed; the network reads it with pieces blanked and
units dropped, and is held to the teacher's probabilities (mean teacher: Tarvainen &
Valpola 2017). No label of such a report is ever used.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from dragoman.reading.decode import runs
from dragoman.reading.windows import IN_FOCUS
from dragoman.training.losses import Batch
from dragoman.training.model import ReaderNetwork, Verdict

DOUBT = 0.2
"""Pieces that the teacher gives at least this to be in a trigger are looked at again by both."""

MOST = 4
"""candidates of a window, the likeliest first"""


def teacher_of(network: ReaderNetwork) -> ReaderNetwork:
    """Return a copy of a network that neither drops nor blanks and learns only by ``follow``."""
    teacher = copy.deepcopy(network).eval()
    teacher.requires_grad_(requires_grad=False)
    return teacher


@torch.no_grad()
def follow(teacher: nn.Module, network: nn.Module, inertia: float) -> None:
    """Move the teacher's weights towards the network's; ``inertia``, 0 … 1, is the share it keeps."""
    for old, new in zip(teacher.parameters(), network.parameters(), strict=True):
        if new.requires_grad:
            old.lerp_(new, 1 - inertia)


def disagreement(network: ReaderNetwork, teacher: ReaderNetwork, batch: Batch) -> dict[str, Tensor]:
    """Return how far a network's probabilities are from the teacher's, by head, in nats.

    Args:
        network: in training mode.
        teacher: from ``teacher_of``.
        batch: windows of uncoded reports.
    """
    focus = (batch.segments == IN_FOCUS) & batch.mask
    with torch.no_grad():
        taught, taught_states = teacher.encode(batch.pieces, batch.segments, batch.mask)
        rows, marks = candidates(taught, focus)
        told = teacher.judge(taught_states[rows], batch.mask[rows], marks) if len(rows) else None
    logits, states = network.encode(batch.pieces, batch.segments, batch.mask)
    losses = {"trigger": divergence(logits, taught)[focus].mean()}
    if told is not None:
        mask = batch.mask[rows]
        losses |= _verdicts(network.judge(states[rows], mask, marks), told, mask)
    return losses


def candidates(logits: Tensor, focus: Tensor) -> tuple[Tensor, Tensor]:
    """Return rows [k] and marks [k, n] of the passages that may be triggers.

    Args:
        logits: [b, n, 33], the teacher's.
        focus: [b, n] bool, where triggers are looked for.
    """
    doubt = (1 - logits.float().softmax(-1)[..., 0]) * focus
    found = [(row, span) for row, odds in enumerate(doubt.tolist()) for span in _likeliest(odds)]
    marks = torch.zeros(len(found), doubt.shape[1])
    for number, (_, (first, after)) in enumerate(found):
        marks[number, first:after] = 1
    return torch.tensor([row for row, _ in found], dtype=torch.long), marks


def _likeliest(odds: Sequence[float]) -> list[tuple[int, int]]:
    """Return the runs of pieces over ``DOUBT`` with the highest peaks."""
    inside = np.array(odds) >= DOUBT
    found = runs(inside, np.zeros(len(inside), bool), inside)
    return sorted(found, key=lambda run: -max(odds[run[0] : run[1]]))[:MOST]


def _verdicts(mine: Verdict, told: Verdict, mask: Tensor) -> dict[str, Tensor]:
    """Compare second looks; what is no event in the teacher's eyes teaches no roles."""
    weights = 1 - told.types.float().softmax(-1)[:, 0]
    weights = weights / weights.sum().clamp_min(1e-6)
    roles = (divergence(mine.roles, told.roles).sum(-1) * mask).sum(1) / mask.sum(1)
    return {
        "types": divergence(mine.types, told.types).mean(),
        "roles": (roles * weights).sum(),
        "status": (divergence(mine.status, told.status) * weights).sum(),
        "some": (_binary_divergence(mine.some, told.some).mean(-1) * weights).sum(),
    }


def divergence(mine: Tensor, told: Tensor) -> Tensor:
    """Kullback-Leibler divergence of ``mine`` from ``told``, both logits, over the last axis."""
    odds = told.float().softmax(-1)
    return (odds * (odds.clamp_min(1e-8).log() - mine.float().log_softmax(-1))).sum(-1)


def _binary_divergence(mine: Tensor, told: Tensor) -> Tensor:
    odds = told.float().sigmoid()
    crossed = F.binary_cross_entropy_with_logits(mine.float(), odds, reduction="none")
    return crossed - F.binary_cross_entropy(odds, odds, reduction="none")
