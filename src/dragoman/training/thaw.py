"""Turn a shipped model back into a network that can be trained further.

The graphs hold every weight, rounded to 8 bits, in the order in which ``export``
wrote them; that order is all that is relied on here. What comes back reads like
the graphs but for the rounding of activations.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.training.encoder import Block, Encoder, RMSNorm, Shape
from dragoman.training.model import ReaderNetwork

_LINEAR, _NORM, _JOINED = "MatMulIntegerToFloat", "SimplifiedLayerNormalization", "SkipSimplifiedLayerNormalization"


def thawed(model: Traversable, dropout: float, blank: float) -> ReaderNetwork:
    """Return the network that a model's two graphs were written from.

    Args:
        model: folder with ``encoder.onnx`` and ``conditioned.onnx``.
        dropout: of the network to be trained, 0 … 1.
        blank: the same.

    Raises:
        ValueError: the graphs are not of the form that this version of Dragoman writes.
    """
    lower, upper = (_Graph(model.joinpath(name).read_bytes()) for name in ("encoder.onnx", "conditioned.onnx"))
    rows = lower.embeddings()
    width = rows.shape[1]
    layers, above = (lower.layers(beside=1), upper.layers(beside=8))
    shape = Shape(layers=layers, width=width, vocabulary=len(rows))
    network = ReaderNetwork(Encoder(shape), nn.ModuleList(Block(shape) for _ in range(above)), dropout, blank)
    with torch.no_grad():
        _fill(network.encoder.embed.weight, rows)
        _fill(network.segment.weight, lower.constants[0])
        _fill_encoder(network, lower)
        _fill_conditioned(network, upper)
    return network


class _Graph:
    """The weights of a graph in the order of its nodes."""

    def __init__(self, data: bytes) -> None:
        import onnx
        from onnx import numpy_helper

        graph = onnx.load_from_string(data).graph
        named = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.constants = list(named.values())
        self._named = named
        self._nodes = list(graph.node)
        if not any(node.op_type == _LINEAR for node in self._nodes):
            raise ValueError("the model was written by another version of Dragoman and cannot be trained further")

    def layers(self, beside: int) -> int:
        """Return the number of transformer layers, given how many other matrices there are."""
        return (sum(node.op_type == _LINEAR for node in self._nodes) - beside) // 7

    def embeddings(self) -> Any:
        """Return the table of pieces, [pieces, width]."""
        rows = next(array for array in self.constants if array.dtype == np.int8 and array.ndim == 2)  # noqa: PLR2004
        scales = next(array for array in self.constants if array.shape == (len(rows), 1))
        return rows.astype(np.float32) * scales

    def linears(self) -> Iterator[tuple[Any, Any]]:
        """Yield weight [out, in] and bias (or None) of each matrix."""
        for node in self._nodes:
            if node.op_type == _LINEAR:
                whole, scales = (self._named[node.input[i]] for i in (1, 3))
                bias = self._named[node.input[6]] if len(node.input) > 6 else None  # noqa: PLR2004
                yield (whole.astype(np.float32) * scales).T, bias

    def norms(self) -> Iterator[Any]:
        """Yield the weight of each norm."""
        for node in self._nodes:
            if node.op_type in {_NORM, _JOINED}:
                yield self._named[node.input[1 if node.op_type == _NORM else 2]]

    def marker(self) -> Any:
        """Return the mark: what the marks are multiplied by."""
        spread = next(node.output[0] for node in self._nodes if node.op_type == "Unsqueeze")
        return next(self._named[node.input[1]] for node in self._nodes if spread in node.input)


def _fill_encoder(network: ReaderNetwork, graph: _Graph) -> None:
    _fill_linears([*_matrices(network.encoder.blocks), network.trigger], graph)
    _fill_norms([*_norms(network.encoder.blocks), network.encoder.norm], graph)


def _fill_conditioned(network: ReaderNetwork, graph: _Graph) -> None:
    late = network.conditioned
    heads = (late.status, late.modes, late.types, late.some, late.roles, late.sectors, late.kinds)
    _fill_linears([late.of_trigger, *_matrices(late.blocks), *heads], graph)
    _fill_norms([late.before, *_norms(late.blocks), late.norm], graph)
    _fill(late.marker, graph.marker())


def _matrices(blocks: nn.ModuleList) -> Iterator[nn.Linear]:
    for block in blocks:
        yield from (block.attn_q, block.attn_k, block.attn_v, block.attn_output)
        yield from (block.ffn_gate, block.ffn_up, block.ffn_down)


def _norms(blocks: nn.ModuleList) -> Iterator[RMSNorm]:
    return chain.from_iterable((block.attn_norm, block.ffn_norm) for block in blocks)


def _fill_linears(layers: list[nn.Linear], graph: _Graph) -> None:
    for layer, (weight, bias) in zip(layers, graph.linears(), strict=True):
        _fill(layer.weight, weight)
        if bias is not None:
            _fill(layer.bias, bias)


def _fill_norms(norms: list[RMSNorm], graph: _Graph) -> None:
    for norm, weight in zip(norms, graph.norms(), strict=True):
        _fill(norm.weight, weight)


def _fill(parameter: Tensor, values: Any) -> None:
    if tuple(parameter.shape) != values.shape:
        raise ValueError(f"a weight of the model is {values.shape}, not {tuple(parameter.shape)}")
    parameter.copy_(torch.from_numpy(np.array(values, dtype=np.float32)))
