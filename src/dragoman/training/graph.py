"""Write layers as the nodes of an ONNX graph that onnxruntime runs fastest on one core.

What is chosen here was measured against what an exporter makes of the same
network: fused norms and rotary positions, keys never repeated for their group
of queries, and one quantisation of what several matrices read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import nn

from dragoman.training.encoder import RMSNorm

OPSET, FORMAT = 17, 8
"""Versions of ONNX's operators and file format that onnxruntime 1.22 reads."""

_OURS = "com.microsoft"
"""Domain of onnxruntime's own operators."""

_LEAST = 1e-6
"""Keeps a row of nothing but noughts from being divided by nought."""


def columns(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round a matrix [in, out] to 8 bits with a scale for each column, without zero points."""
    scales = np.maximum(np.abs(weight).max(0), 1e-8) / 127
    return np.round(weight / scales).astype(np.int8), scales.astype(np.float32)


class Graph:
    """A graph being written: each method adds nodes and returns the names of their values."""

    def __init__(self, *, quantised: bool = True) -> None:
        self.quantised = quantised
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._numbers = count()

    def constant(self, values: Any) -> str:
        """Add a constant; Python's floats become 32 bits wide."""
        from onnx import numpy_helper

        array = np.asarray(values)
        array = array.astype(np.float32) if array.dtype == np.float64 else array
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), f"constant_{next(self._numbers)}"))
        return str(self._constants[-1].name)

    def nodes(
        self, kind: str, inputs: Sequence[str], outputs: Sequence[str], *, ours: bool = False, **more: Any
    ) -> None:
        """Add a node with named outputs; ``more`` are its attributes."""
        from onnx import helper

        name = f"{kind}_{next(self._numbers)}"
        domain = _OURS if ours else ""
        self._nodes.append(helper.make_node(kind, inputs, outputs, name=name, domain=domain, **more))

    def node(self, kind: str, *inputs: str, name: str = "", **more: Any) -> str:
        """Add a node with one output."""
        name = name or f"value_{next(self._numbers)}"
        self.nodes(kind, inputs, [name], **more)
        return name

    def linear(self, x: str, *layers: nn.Linear, names: Sequence[str] = ()) -> list[str]:
        """Apply each layer to ``x``, which is rounded to 8 bits once for all of them."""
        names = names or [f"value_{next(self._numbers)}" for _ in layers]
        apply = self._rounded if self.quantised else self._whole
        apply(x, layers, names)
        return list(names)

    def linear_by_rows(self, x: str, layer: nn.Linear) -> str:
        """Apply a layer to ``x`` with each row brought to the same height before, and back after.

        What feeds the downward projection of a feed-forward layer has single pieces a
        hundred times as high as the others. One scale for all would round those to
        nothing; a scale for each row costs two multiplications and keeps the fast kernel.
        """
        if not self.quantised:
            return self.linear(x, layer)[0]
        peaks = self.node("ReduceMax", self.node("Abs", x), axes=[-1], keepdims=1)
        heights = self.node("Add", peaks, self.constant(_LEAST))
        return self.node("Mul", self.linear(self.node("Div", x, heights), layer)[0], heights)

    def norm(self, x: str, norm: RMSNorm) -> str:
        """Apply a root-mean-square norm."""
        weight = self.constant(norm.weight.detach().numpy())
        return self.node("SimplifiedLayerNormalization", x, weight, axis=-1, epsilon=norm.epsilon, stash_type=1)

    def joined(self, x: str, y: str, norm: RMSNorm, name: str = "") -> tuple[str, str]:
        """Return the norm of ``x + y``, and the sum itself (called ``name``)."""
        normed, total = (f"value_{next(self._numbers)}" for _ in range(2))
        total = name or total
        weight = self.constant(norm.weight.detach().numpy())
        self.nodes("SkipSimplifiedLayerNormalization", [x, y, weight], [normed, "", "", total], ours=True,
                   epsilon=norm.epsilon)  # fmt: skip
        return normed, total

    def write(self, path: Path, inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
        """Write the graph with the inputs and outputs described."""
        import onnx
        from onnx import helper

        graph = helper.make_graph(self._nodes, path.stem, inputs, outputs, self._constants)
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(_OURS, 1)]
        onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=FORMAT), str(path))

    def _rounded(self, x: str, layers: Sequence[nn.Linear], names: Sequence[str]) -> None:
        whole, scale, zero = (f"value_{next(self._numbers)}" for _ in range(3))
        self.nodes("DynamicQuantizeLinear", [x], [whole, scale, zero])
        for layer, name in zip(layers, names, strict=True):
            weight, scales = columns(layer.weight.detach().numpy().T)
            bias = ["", self.constant(layer.bias.detach().numpy())] if layer.bias is not None else []
            inputs = [whole, self.constant(weight), scale, self.constant(scales), zero, *bias]
            self.node("MatMulIntegerToFloat", *inputs, name=name, ours=True)

    def _whole(self, x: str, layers: Sequence[nn.Linear], names: Sequence[str]) -> None:
        for layer, name in zip(layers, names, strict=True):
            weight = self.constant(layer.weight.detach().numpy().T)
            bias = layer.bias.detach().numpy() if layer.bias is not None else np.float32(0)
            self.node("Add", self.node("MatMul", x, weight), self.constant(bias), name=name)
