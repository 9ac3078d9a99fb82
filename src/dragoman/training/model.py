"""The reader's network: encoder, trigger head and trigger-conditioned part."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from dragoman.reading import labels
from dragoman.training.encoder import Encoder

WIDTH, HEADS, INNER, LAYERS = 384, 8, 1024, 2
"""Sizes of the conditioned part."""


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


class ConditionedLayer(nn.Module):
    """A pre-norm transformer layer over the window as seen from one trigger."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return ``x`` [t, n, width] after the layer; ``mask`` [t, 1, 1, n] is additive."""
        t, n, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(t, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask
        mixed = (weights.float().softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(t, n, WIDTH)
        x = x + self.dropout(self.out(mixed))
        out: Tensor = x + self.dropout(self.down(F.gelu(self.up(self.norm2(x)))))
        return out


class Conditioned(nn.Module):
    """Reads the window again for one trigger: roles, status, modes, sectors."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.of_trigger = nn.Linear(WIDTH, WIDTH)
        self.of_type = nn.Embedding(len(labels.TYPES), WIDTH)
        self.marker = nn.Embedding(2, WIDTH)
        self.norm, self.last = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(ConditionedLayer(dropout) for _ in range(LAYERS))
        self.roles = nn.Linear(WIDTH, 3 * len(labels.ROLES))
        self.status = nn.Linear(WIDTH, len(labels.STATUSES))
        self.modes = nn.Linear(WIDTH, len(labels.MODES))
        self.sectors = nn.Linear(WIDTH, len(labels.SECTORS))
        self.kinds = nn.Linear(WIDTH, len(labels.NUMBERS))

    def forward(self, states: Tensor, mask: Tensor, marks: Tensor, types: Tensor) -> Verdict:
        """Judge each trigger.

        Args:
            states: [t, n, width], the window's states repeated for each trigger.
            mask: [t, n] bool, False on padding.
            marks: [t, n], 1 on the trigger's pieces.
            types: [t], number of the trigger's type.
        """
        share = (marks / marks.sum(1, keepdim=True).clamp(min=1)).to(states.dtype)
        centre = torch.einsum("tn,tnd->td", share, states)
        x = states + (self.of_trigger(centre) + self.of_type(types))[:, None] + self.marker(marks.long())
        x = self.norm(x)
        additive = (~mask)[:, None, None, :].float() * -1e4
        for layer in self.layers:
            x = layer(x, additive)
        x = self.last(x)
        seat = torch.einsum("tn,tnd->td", share.to(x.dtype), x)
        roles = self.roles(x).view(*x.shape[:2], len(labels.ROLES), 3)
        return Verdict(roles, self.status(seat), self.modes(seat), self.sectors(x), self.kinds(x))


class ReaderNetwork(nn.Module):
    """Encoder with a trigger head over its states, and the conditioned part."""

    def __init__(self, encoder: Encoder, dropout: float = 0.1, blank: float = 0.05) -> None:
        super().__init__()
        self.encoder = encoder
        self.segment = nn.Embedding(3, encoder.shape.width)
        nn.init.zeros_(self.segment.weight)
        self.project = nn.Linear(encoder.shape.width, WIDTH)
        self.trigger = nn.Linear(encoder.shape.width, labels.TRIGGER_LABELS)
        self.conditioned = Conditioned(dropout)
        self.dropout = nn.Dropout(dropout)
        self.blank = blank

    def encode(self, pieces: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return trigger logits [b, n, 33] and projected states [b, n, 384]."""
        hidden = self.dropout(self.encoder(self._embedded(pieces, segments), mask))
        return self.trigger(hidden), self.project(hidden)

    def _embedded(self, pieces: Tensor, segments: Tensor) -> Tensor:
        x = self.encoder.embed(pieces)
        if self.training:  # whole pieces are blanked so that no single word is relied upon
            x = x * (torch.rand(pieces.shape) >= self.blank)[..., None]
        out: Tensor = x + self.segment(segments)
        return out
