"""The reader's network: encoder, trigger head and trigger-conditioned part."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dragoman.reading import labels
from dragoman.training.encoder import Encoder, RMSNorm

MARK = 3.0
"""Size of the mark on a trigger's pieces to begin with; the states it joins have a median of 4."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Logits of the conditioned part for ``t`` triggers over ``n`` pieces."""

    roles: Tensor
    """[t, n, 9, 3]: outside, begin, inside for each role."""
    status: Tensor
    """[t, 4]"""
    modes: Tensor
    """[t, 71]"""
    sectors: Tensor
    """[t, n, 25]: per piece; a participant's are the mean over its pieces."""
    kinds: Tensor
    """[t, n, 6]: kind of number, likewise."""
    types: Tensor
    """[t, 17]: no event, then the types, judged anew with the trigger marked."""
    some: Tensor
    """[t, 9]: whether the event has any passage of each role."""


class Conditioned(nn.Module):
    """Reads the window again for one trigger, in the pretrained layers above the encoder's."""

    def __init__(self, blocks: nn.ModuleList, encoder: Encoder, dropout: float) -> None:
        super().__init__()
        width = encoder.shape.width
        self.width = width
        self.blocks = blocks
        self.marker = nn.Parameter(MARK * torch.randn(width))
        self.before = RMSNorm(width, encoder.shape.epsilon)
        self.of_trigger = nn.Linear(width, width)
        nn.init.zeros_(self.of_trigger.weight)
        nn.init.zeros_(self.of_trigger.bias)
        self.norm = RMSNorm(width, encoder.shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(width, 3 * len(labels.ROLES))
        self.sectors = nn.Linear(width, len(labels.SECTORS))
        self.kinds = nn.Linear(width, len(labels.NUMBERS))
        self.status = nn.Linear(width, len(labels.STATUSES))
        self.modes = nn.Linear(width, len(labels.MODES))
        self.types = nn.Linear(width, 1 + len(labels.TYPES))
        self.some = nn.Linear(width, len(labels.ROLES))

    def forward(self, states: Tensor, mask: Tensor, marks: Tensor, cos: Tensor, sin: Tensor) -> Verdict:
        """Judge each trigger.

        Args:
            states: [t, n, width], the window's states repeated for each trigger, as the encoder leaves them.
            mask: [t, n] bool, False on padding.
            marks: [t, n], 1 on the trigger's pieces.
            cos: [n, head width / 2], the encoder's rotary positions.
            sin: the same.
        """
        share = marks / marks.sum(1, keepdim=True).clamp(min=1)
        centre = torch.einsum("tn,tnd->td", share, self.before(states))
        x = states + self.of_trigger(centre)[:, None] + marks[..., None] * self.marker
        additive = (~mask)[:, None, None, :].float() * -1e4
        for block in self.blocks:
            x = block(x, additive, cos, sin)
        x = self.dropout(self.norm(x))
        seat = torch.einsum("tn,tnd->td", share, x)
        return Verdict(
            self.roles(x).view(*x.shape[:2], len(labels.ROLES), 3), self.status(seat), self.modes(seat),
            self.sectors(x), self.kinds(x), self.types(seat), self.some(seat),
        )  # fmt: skip


class ReaderNetwork(nn.Module):
    """Encoder with a trigger head over its states, and the conditioned part."""

    def __init__(self, encoder: Encoder, upper: nn.ModuleList, dropout: float = 0.1, blank: float = 0.05) -> None:
        super().__init__()
        self.encoder = encoder
        self.segment = nn.Embedding(3, encoder.shape.width)
        nn.init.zeros_(self.segment.weight)
        self.trigger = nn.Linear(encoder.shape.width, labels.TRIGGER_LABELS)
        self.conditioned = Conditioned(upper, encoder, dropout)
        self.dropout = nn.Dropout(dropout)
        self.blank = blank

    def encode(self, pieces: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return trigger logits [b, n, 33] and states [b, n, width]."""
        states = self.encoder(self._embedded(pieces, segments), mask)
        return self.trigger(self.dropout(self.encoder.norm(states))), states

    def judge(self, states: Tensor, mask: Tensor, marks: Tensor) -> Verdict:
        """Judge triggers on the states of their windows; shapes as in ``Conditioned``."""
        n = states.shape[1]
        verdict: Verdict = self.conditioned(states, mask, marks, self.encoder.cos[:n], self.encoder.sin[:n])
        return verdict

    def _embedded(self, pieces: Tensor, segments: Tensor) -> Tensor:
        x = self.encoder.embed(pieces)
        if self.training:  # whole pieces are blanked so that no single word is relied upon
            x = x * (torch.rand(pieces.shape) >= self.blank)[..., None]
        out: Tensor = x + self.segment(segments)
        return out
