"""Write the trained network as two quantised ONNX graphs.

``encoder.onnx`` runs once a window: pieces [1, n], segments [1, n] -> trigger
logits [1, n, 33], states [1, n, 576]. ``conditioned.onnx`` runs once a trigger:
states, marks [1, n] -> roles, status, modes, sectors, kinds, types, some.

All matrices and the embedding table become 8-bit integers; ``quantise`` says how.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.training.model import ReaderNetwork

BITS, BLOCK, ACCURACY_LEVEL = 8, 32, 4
"""Accuracy level 4: the kernel may round activations to 8 bits, block by block."""


VERDICT = ("roles", "status", "modes", "sectors", "kinds", "types", "some")
"""Outputs of the conditioned part, in the order of the graph."""


class _Rows(nn.Module):
    """The embedding table as 8-bit rows with a scale each."""

    rows: Tensor
    scales: Tensor

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scales = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (table / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, pieces: Tensor) -> Tensor:
        return self.rows[pieces].float() * self.scales[pieces]


class _Encode(nn.Module):
    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network, self.table = network, _Rows(network.encoder.embed.weight.detach())

    def forward(self, pieces: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        embedded = self.table(pieces) + self.network.segment(segments)
        hidden = self.network.encoder(embedded, torch.ones_like(pieces, dtype=torch.bool))
        return self.network.trigger(self.network.encoder.norm(hidden)), hidden


class _Judge(nn.Module):
    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, states: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        verdict = self.network.judge(states, torch.ones_like(marks, dtype=torch.bool), marks)
        return tuple(getattr(verdict, name) for name in VERDICT)


def export(network: ReaderNetwork, folder: Path) -> tuple[Path, Path]:
    """Write ``encoder.onnx`` and ``conditioned.onnx`` in full precision; returns their paths."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    n = 24
    pieces, segments = torch.ones(1, n, dtype=torch.long), torch.ones(1, n, dtype=torch.long)
    encoder = folder / "encoder.onnx"
    _write(_Encode(network), (pieces, segments), encoder, ["pieces", "segments"], ["triggers", "states"])
    states, marks = torch.zeros(1, n, network.encoder.shape.width), torch.zeros(1, n)
    marks[0, 3] = 1
    judge = folder / "conditioned.onnx"
    _write(_Judge(network), (states, marks), judge, ["states", "marks"], list(VERDICT))
    return encoder, judge


def _write(module: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str]) -> None:
    long = {"pieces", "segments", "marks", "states", "triggers", "roles", "sectors", "kinds"}
    axes = {name: {1: "n"} for name in (*names, *outputs) if name in long}
    torch.onnx.export(
        module.eval(), inputs, str(path), input_names=names, output_names=outputs, dynamic_axes=axes,
        opset_version=17, dynamo=False, do_constant_folding=True,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Write ``source`` with 8-bit weights to ``target``.

    The matrices that project down from a feed-forward layer see outliers that one
    scale for a whole activation cannot carry: they become blocks of 32 weights with
    a scale each. All others take the twice as fast kernel with a scale a column.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    down = [node.name for node in onnx.load(str(source)).graph.node if node.op_type == "MatMul" and "down" in node.name]
    part = target.with_suffix(".part")
    quantize_dynamic(
        source, part, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"],
        nodes_to_exclude=down, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    config = DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=ACCURACY_LEVEL, bits=BITS)
    quantiser = MatMulNBitsQuantizer(onnx.load(str(part)), algo_config=config)
    quantiser.process()
    quantiser.model.save_model_to_file(str(target), use_external_data_format=False)
    part.unlink()
