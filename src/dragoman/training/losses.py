"""Examples as padded tensors, and the loss over all heads."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from dragoman.reading import labels
from dragoman.reading.windows import IN_FOCUS
from dragoman.training.examples import Example, Target
from dragoman.training.model import ReaderNetwork, Verdict

STATUS_WEIGHTS = (1.0, 1.3, 1.5, 2.0)
"""Rarer statuses count more: of 15,440 gold records only 176 are negated."""

WEIGHTS = {
    "trigger": 1.0, "roles": 3.0, "status": 0.3, "modes": 3.0, "sectors": 0.25, "kinds": 0.1, "types": 0.4, "some": 0.3,
}
"""Share of each head in the loss; modes are a mean over few cells, hence the 3."""

DOUBT = 0.1
"""Pieces outside every trigger that the trigger head gives less than this are not worth a second look."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows [b, n] and their triggers [t, n], padded."""

    pieces: Tensor
    segments: Tensor
    mask: Tensor
    triggers: Tensor
    """[b, n] trigger label of each piece, -100 outside the focus."""
    rows: Tensor
    """[t] window of each trigger"""
    marks: Tensor
    """[t, n] 1 on the trigger's pieces"""
    targets: list[Target]


def collate(items: list[Example]) -> Batch:
    """Pad windows to the longest of the batch and lay out their labels."""
    n = -(-max(len(item.window.pieces) for item in items) // 8) * 8  # few shapes: oneDNN compiles one kernel each
    pieces, segments = torch.zeros(len(items), n, dtype=torch.long), torch.zeros(len(items), n, dtype=torch.long)
    mask = torch.zeros(len(items), n, dtype=torch.bool)
    triggers = torch.full((len(items), n), -100)
    targets = [(row, target) for row, item in enumerate(items) for target in item.targets]
    marks = torch.zeros(len(targets), n)
    for row, item in enumerate(items):
        size = len(item.window.pieces)
        pieces[row, :size] = torch.tensor(item.window.pieces)
        segments[row, :size] = torch.tensor(item.window.segments)
        mask[row, :size] = True
        triggers[row, :size] = torch.where(segments[row, :size] == IN_FOCUS, 0, -100)
    for i, (row, target) in enumerate(targets):
        first, after = target.trigger
        triggers[row, first:after] = 2 * target.type + 2
        triggers[row, first] = 2 * target.type + 1
        marks[i, first:after] = 1
    rows = torch.tensor([row for row, _ in targets], dtype=torch.long)
    return Batch(pieces, segments, mask, triggers, rows, marks, [target for _, target in targets])


def loss_of(network: ReaderNetwork, batch: Batch) -> dict[str, Tensor]:
    """Return the unweighted loss of each head on a batch."""
    logits, states = network.encode(batch.pieces, batch.segments, batch.mask)
    losses = {"trigger": F.cross_entropy(logits.float().flatten(0, 1), batch.triggers.flatten(), ignore_index=-100)}
    rows, marks = false_triggers(logits.detach().float(), batch.triggers)
    rows, marks = torch.cat((batch.rows, rows)), torch.cat((batch.marks, marks))
    if len(rows):
        verdict = network.judge(states[rows], batch.mask[rows], marks)
        losses |= _conditioned_losses(verdict, batch)
    return losses


def false_triggers(logits: Tensor, triggers: Tensor) -> tuple[Tensor, Tensor]:
    """Return rows [k] and marks [k, n] of passages taken for triggers though they are none: at most one a window.

    They teach the second look to refuse.
    """
    doubt = (1 - logits.softmax(-1)[..., 0]) * (triggers == 0)
    rows, marks = [], []
    for row in torch.nonzero(doubt.amax(1) >= DOUBT).flatten().tolist():
        seeds = torch.nonzero(doubt[row] >= DOUBT).flatten()
        at = int(seeds[torch.randint(len(seeds), ())])
        first, after = at, at + 1
        while first > 0 and doubt[row, first - 1] >= DOUBT / 2:
            first -= 1
        while after < doubt.shape[1] and doubt[row, after] >= DOUBT / 2:
            after += 1
        mark = torch.zeros(doubt.shape[1])
        mark[first:after] = 1
        rows.append(row)
        marks.append(mark)
    return torch.tensor(rows, dtype=torch.long), torch.stack(marks) if marks else torch.zeros(0, doubt.shape[1])


def _conditioned_losses(verdict: Verdict, batch: Batch) -> dict[str, Tensor]:
    real = len(batch.targets)
    types = torch.zeros(len(verdict.types), dtype=torch.long)
    types[:real] = torch.tensor([target.type + 1 for target in batch.targets], dtype=torch.long)
    losses = {"types": F.cross_entropy(verdict.types.float(), types)}
    if not real:
        return losses
    mask = batch.mask[batch.rows]
    gold = _role_labels(batch)
    role_loss = F.cross_entropy(verdict.roles[:real].float().flatten(0, 2), gold.flatten(), reduction="none")
    per_piece = role_loss.view(*mask.shape, -1).sum(-1)
    status = torch.tensor([target.status for target in batch.targets])
    return losses | {
        "roles": per_piece[mask].mean(),
        "some": F.binary_cross_entropy_with_logits(verdict.some[:real].float(), (gold > 0).any(1).float()),
        "status": F.cross_entropy(verdict.status[:real].float(), status, weight=torch.tensor(STATUS_WEIGHTS)),
        "modes": _mode_loss(verdict.modes[:real].float(), batch),
        "sectors": _span_loss(verdict.sectors, [target.sectors for target in batch.targets]),
        "kinds": _span_loss(verdict.kinds, [target.kinds for target in batch.targets]),
    }


def _role_labels(batch: Batch) -> Tensor:
    found = torch.zeros(*batch.marks.shape, len(labels.ROLES), dtype=torch.long)
    for i, target in enumerate(batch.targets):
        for role, first, after in target.roles:
            found[i, first:after, role] = labels.INSIDE
            found[i, first, role] = labels.BEGIN
    return found


def _mode_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Binary cross entropy over the modes of each trigger's own type."""
    kinds = [labels.TYPES[target.type] for target in batch.targets]
    own = torch.tensor([[kind == owner for owner, _ in labels.MODES] for kind in kinds])
    gold = torch.tensor([[float(i in target.modes) for i in range(len(labels.MODES))] for target in batch.targets])
    cells = F.binary_cross_entropy_with_logits(logits, gold, reduction="none")
    return cells[own].mean() if own.any() else logits.sum() * 0


def _span_loss(logits: Tensor, spans: list[tuple[tuple[int, int, int], ...]]) -> Tensor:
    """Cross entropy of the mean logits over each labelled span."""
    means = [logits[i, first:after].mean(0) for i, row in enumerate(spans) for _, first, after in row]
    gold = [label for row in spans for label, _, _ in row]
    return F.cross_entropy(torch.stack(means).float(), torch.tensor(gold)) if gold else logits.sum() * 0
