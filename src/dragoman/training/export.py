"""Write the trained network as two quantised ONNX graphs.

``encoder.onnx`` runs once a window: pieces [1, n], segments [1, n] -> trigger
logits [1, n, 33], states [1, n, 576]. ``conditioned.onnx`` runs once a trigger:
states, marks [1, n] -> roles, status, modes, sectors, kinds, types, some.

All matrices become 8-bit integers with a scale a column, the embedding table with
a scale a row; ``smooth`` and ``Graph.linear_by_rows`` keep outliers from spoiling
what they multiply.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torch import nn

from dragoman.reading import labels
from dragoman.training.encoder import Block, Encoder, RMSNorm, Shape
from dragoman.training.graph import Graph, columns
from dragoman.training.model import Conditioned, ReaderNetwork
from dragoman.training.smooth import smoothed

_FLOAT, _WHOLE = 1, 7
"""ONNX's numbers of 32-bit floats and 64-bit integers."""


def export(network: ReaderNetwork, folder: Path, *, quantised: bool = True) -> tuple[Path, Path]:
    """Write ``encoder.onnx`` and ``conditioned.onnx``; returns their paths.

    Args:
        network: on any device; it is not changed.
        folder: made if it is missing.
        quantised: False keeps the matrices as they are, to see what rounding costs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    even = smoothed(network)
    encoder, judge = folder / "encoder.onnx", folder / "conditioned.onnx"
    _write_encoder(even, Graph(quantised=quantised), encoder)
    _write_judge(even, Graph(quantised=quantised), judge)
    return encoder, judge


def _write_encoder(network: ReaderNetwork, graph: Graph, path: Path) -> None:
    encoder, width = network.encoder, network.encoder.shape.width
    segments = graph.node("Gather", graph.constant(network.segment.weight.detach().numpy()), "segments")
    x = graph.node("Add", _embedded(graph, encoder), segments)
    normed = _blocks(graph, x, encoder.blocks, encoder, encoder.norm, "states")
    graph.linear(normed, network.trigger, names=["triggers"])
    graph.write(path, [_value("pieces", 1, "n", kind=_WHOLE), _value("segments", 1, "n", kind=_WHOLE)],
                [_value("triggers", 1, "n", labels.TRIGGER_LABELS), _value("states", 1, "n", width)])  # fmt: skip


def _embedded(graph: Graph, encoder: Encoder) -> str:
    table = encoder.embed.weight.detach().numpy()
    if not graph.quantised:
        return graph.node("Gather", graph.constant(table), "pieces")
    rows, scales = columns(table.T)
    whole = graph.node("Cast", graph.node("Gather", graph.constant(rows.T), "pieces"), to=_FLOAT)
    return graph.node("Mul", whole, graph.node("Gather", graph.constant(scales[:, None]), "pieces"))


def _write_judge(network: ReaderNetwork, graph: Graph, path: Path) -> None:
    late, shape = network.conditioned, network.encoder.shape
    total = graph.node("ReduceSum", "marks", graph.constant([1]), keepdims=1)
    share = graph.node("Div", "marks", graph.node("Max", total, graph.constant(1.0)))
    normed = _blocks(graph, _marked(graph, late, share), late.blocks, network.encoder, late.norm)
    seat = graph.node("Reshape", graph.node("MatMul", share, normed), graph.constant([1, shape.width]))
    names = ("status", "modes", "types", "some")
    graph.linear(seat, *(getattr(late, name) for name in names), names=names)
    roles, *_ = graph.linear(normed, late.roles, late.sectors, late.kinds, names=["flat_roles", "sectors", "kinds"])
    graph.node("Reshape", roles, graph.constant([0, 0, len(labels.ROLES), 3]), name="roles")
    pieces = [_value(name, 1, "n", getattr(late, name).out_features) for name in ("sectors", "kinds")]
    seats = [_value(name, 1, getattr(late, name).out_features) for name in names]
    graph.write(path, [_value("states", 1, "n", shape.width), _value("marks", 1, "n")],
                [_value("roles", 1, "n", len(labels.ROLES), 3), *pieces, *seats])  # fmt: skip


def _marked(graph: Graph, late: Conditioned, share: str) -> str:
    """Return the states with the trigger told to all pieces and its own pieces marked."""
    centre = graph.node("MatMul", share, graph.norm("states", late.before))
    told = graph.node("Add", "states", graph.linear(centre, late.of_trigger)[0])
    marks = graph.node("Unsqueeze", "marks", graph.constant([2]))
    return graph.node("Add", told, graph.node("Mul", marks, graph.constant(late.marker.detach().numpy())))


def _blocks(graph: Graph, x: str, blocks: nn.ModuleList, encoder: Encoder, last: RMSNorm, name: str = "") -> str:
    """Apply ``blocks`` and the norm after them; ``name`` is given to the states before that norm."""
    rotary = [graph.constant([0]), graph.constant(encoder.cos.numpy()), graph.constant(encoder.sin.numpy())]
    normed = graph.norm(x, blocks[0].attn_norm)
    norms = [*(block.attn_norm for block in list(blocks)[1:]), last]
    for block, after in zip(blocks, norms, strict=True):
        normed, x = graph.joined(_attended(graph, normed, block, rotary), x, block.ffn_norm)
        normed, x = graph.joined(_fed_forward(graph, normed, block), x, after, name if after is last else "")
    return normed


def _attended(graph: Graph, x: str, block: Block, rotary: Sequence[str]) -> str:
    shape = block.shape
    q, k, v = graph.linear(x, block.attn_q, block.attn_k, block.attn_v)
    q, k = (graph.node("RotaryEmbedding", one, *rotary, ours=True, interleaved=1) for one in (q, k))
    mixed = _mixed(graph, _grouped(graph, q, shape), _by_head(graph, k, shape), _by_head(graph, v, shape), shape)
    return graph.linear(mixed, block.attn_output)[0]


def _by_head(graph: Graph, x: str, shape: Shape) -> str:
    """Return keys or values [1, n, channels] as [1, heads, n, head width]."""
    heads = graph.node("Reshape", x, graph.constant([0, -1, shape.key_heads, shape.head_width]))
    return graph.node("Transpose", heads, perm=[0, 2, 1, 3])


def _grouped(graph: Graph, q: str, shape: Shape) -> str:
    """Return queries with those of one key head below each other, [1, key heads, group · n, head width]."""
    split = graph.constant([0, -1, shape.key_heads, shape.heads // shape.key_heads, shape.head_width])
    groups = graph.node("Transpose", graph.node("Reshape", q, split), perm=[0, 2, 3, 1, 4])
    return graph.node("Reshape", groups, graph.constant([0, shape.key_heads, -1, shape.head_width]))


def _mixed(graph: Graph, q: str, k: str, v: str, shape: Shape) -> str:
    """Return the values mixed by attention, [1, n, width]; no piece is masked, a window stands alone."""
    scores = graph.node("FusedMatMul", q, k, ours=True, transB=1, alpha=shape.head_width**-0.5)
    mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), v)
    split = graph.constant([0, shape.key_heads, shape.heads // shape.key_heads, -1, shape.head_width])
    pieces = graph.node("Transpose", graph.node("Reshape", mixed, split), perm=[0, 3, 1, 2, 4])
    return graph.node("Reshape", pieces, graph.constant([0, 0, shape.width]))


def _fed_forward(graph: Graph, x: str, block: Block) -> str:
    gate, up = graph.linear(x, block.ffn_gate, block.ffn_up)
    silu = graph.node("QuickGelu", gate, ours=True, alpha=1.0)
    return graph.linear_by_rows(graph.node("Mul", silu, up), block.ffn_down)


def _value(name: str, *axes: int | str, kind: int = _FLOAT) -> Any:
    from onnx import helper

    return helper.make_tensor_value_info(name, kind, axes)
