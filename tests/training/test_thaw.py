"""A model's graphs turn back into the network that they were written from; needs the train extra."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (the train extra has it)")
pytest.importorskip("onnx", reason="onnx is not installed (the train extra has it)")

from torch import nn  # noqa: E402

from dragoman.reading.reader import packaged_model  # noqa: E402
from dragoman.training.encoder import Block, Encoder, Shape  # noqa: E402
from dragoman.training.export import export  # noqa: E402
from dragoman.training.model import ReaderNetwork  # noqa: E402
from dragoman.training.smooth import smoothed  # noqa: E402
from dragoman.training.thaw import thawed  # noqa: E402

LARGE = 576
"""width of the shipped reader"""


@pytest.fixture(scope="module")
def network() -> Any:
    """A network of few layers that has learned nothing."""
    torch.set_num_threads(1)
    torch.manual_seed(5)
    shape = Shape(layers=1, vocabulary=200)
    made = ReaderNetwork(Encoder(shape), nn.ModuleList([Block(shape), Block(shape)])).eval()
    with torch.no_grad():
        made.conditioned.of_trigger.weight.normal_(std=0.1)
        made.segment.weight.normal_()
    return made


def test_every_weight_comes_back_but_for_rounding(network: Any, tmp_path: Path) -> None:
    export(network, tmp_path)
    expected, found = smoothed(network).state_dict(), thawed(tmp_path, 0.1, 0.05).state_dict()
    assert expected.keys() == found.keys()
    for name, weight in expected.items():
        assert torch.allclose(weight, found[name], atol=float(weight.abs().max()) / 200), name


def test_a_model_thawed_and_written_again_is_the_same(network: Any, tmp_path: Path) -> None:
    export(network, tmp_path / "first")
    export(thawed(tmp_path / "first", 0.1, 0.05), tmp_path / "second")
    first, second = (thawed(tmp_path / name, 0.1, 0.05).state_dict() for name in ("first", "second"))
    assert all(torch.allclose(first[name], second[name], atol=float(first[name].abs().max()) / 100) for name in first)


def test_graphs_of_another_form_are_refused(network: Any, tmp_path: Path) -> None:
    export(network, tmp_path, quantised=False)
    with pytest.raises(ValueError, match="another version"):
        thawed(tmp_path, 0.1, 0.05)


def test_the_packaged_reader_can_be_trained_further() -> None:
    assert thawed(packaged_model(), 0.1, 0.05).encoder.shape.width == LARGE
