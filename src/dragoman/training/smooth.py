"""Even out the channels of what is to be rounded to 8 bits (SmoothQuant, Xiao et al. 2023).

A few channels behind each norm are many times as high as the others, and one
scale for all rounds the others coarsely. Dividing a channel in the norm's weight
and multiplying it in the matrices that read it changes nothing in real numbers::

    norm / s  ->  matrix · s

The heights are taken on pieces drawn at random: measured on reports, they serve
as well as running text, and the export needs no data.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import torch
from torch import Tensor, nn

from dragoman.training.encoder import Block, RMSNorm
from dragoman.training.model import ReaderNetwork

SHARE = 0.7
"""How much of a channel's height goes over to the matrices, 0 … 1; rounding errs least from .6 to .8."""

WINDOWS, LENGTH, SEED = 64, 96, 0
_FLOOR = 1e-5


def smoothed(network: ReaderNetwork) -> ReaderNetwork:
    """Return a copy of ``network`` that computes the same with more even channels."""
    even = deepcopy(network).cpu().float().eval()
    peaks = _peaks(even)
    with torch.no_grad():
        for norm, layers in _fed(even):
            scale = _scale(peaks[norm], layers)
            norm.weight.div_(scale)
            for layer in layers:
                layer.weight.mul_(scale)
    return even


def _fed(network: ReaderNetwork) -> Iterator[tuple[RMSNorm, list[nn.Linear]]]:
    """Yield each norm with all the layers that read it."""
    for block in network.modules():
        if isinstance(block, Block):
            yield block.attn_norm, [block.attn_q, block.attn_k, block.attn_v]
            yield block.ffn_norm, [block.ffn_gate, block.ffn_up]
    yield network.encoder.norm, [network.trigger]
    late = network.conditioned
    yield late.norm, [late.roles, late.sectors, late.kinds, late.status, late.modes, late.types, late.some]


def _scale(peaks: Tensor, layers: list[nn.Linear]) -> Tensor:
    weights = torch.stack([layer.weight.abs().amax(0) for layer in layers]).amax(0)
    scale = peaks.clamp(min=_FLOOR) ** SHARE / weights.clamp(min=_FLOOR) ** (1 - SHARE)
    return scale / scale.log().mean().exp()


def _peaks(network: ReaderNetwork) -> dict[nn.Module, Tensor]:
    """Return for each norm the greatest size of each channel behind it."""
    peaks: dict[nn.Module, Tensor] = {}

    def note(norm: nn.Module, _: object, output: Tensor) -> None:
        seen = output.abs().flatten(0, -2).amax(0)
        peaks[norm] = torch.maximum(peaks[norm], seen) if norm in peaks else seen

    hooks = [norm.register_forward_hook(note) for norm, _ in _fed(network)]
    _run(network)
    for hook in hooks:
        hook.remove()
    return peaks


@torch.no_grad()
def _run(network: ReaderNetwork) -> None:
    """Read windows of pieces drawn at random, with a trigger in the middle of each."""
    dice = torch.Generator().manual_seed(SEED)
    mask, marks = torch.ones(1, LENGTH, dtype=torch.bool), torch.zeros(1, LENGTH)
    marks[0, LENGTH // 2] = 1
    for _ in range(WINDOWS):
        pieces = torch.randint(network.encoder.shape.vocabulary, (1, LENGTH), generator=dice)
        _, states = network.encode(pieces, torch.full_like(pieces, 2), mask)
        network.judge(states, mask, marks)
