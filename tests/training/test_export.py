"""What the ONNX graphs compute is what the network computes; needs the train extra."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (the train extra has it)")
pytest.importorskip("onnx", reason="onnx is not installed (the train extra has it)")

from onnxruntime import InferenceSession  # noqa: E402
from torch import nn  # noqa: E402

from dragoman.training.encoder import Block, Encoder, Shape  # noqa: E402
from dragoman.training.export import export  # noqa: E402
from dragoman.training.graph import FORMAT, OPSET, Graph, columns  # noqa: E402
from dragoman.training.model import ReaderNetwork  # noqa: E402
from dragoman.training.smooth import _peaks, smoothed  # noqa: E402

SMALL = Shape(layers=2, width=144, heads=9, key_heads=3, inner=96, vocabulary=200)
LENGTHS = [1, 2, 7, 40]


@pytest.fixture(scope="module")
def network() -> Any:
    """A small network that has learned nothing, with a few channels far higher than the others."""
    torch.set_num_threads(1)  # layers this small wait for each other longer than they work
    torch.manual_seed(3)
    made = ReaderNetwork(Encoder(SMALL), nn.ModuleList(Block(SMALL) for _ in range(2))).eval()
    with torch.no_grad():
        made.conditioned.of_trigger.weight.normal_(std=0.1)
        made.segment.weight.normal_()
        for name, weight in made.named_parameters():
            if name.endswith("norm.weight"):
                weight.uniform_(0.5, 1.5)
                weight[5] = 30
    return made


@pytest.fixture(scope="module")
def written(network: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, tuple[Path, Path]]:
    """Paths of the graphs, quantised and not."""
    return {how: export(network, tmp_path_factory.mktemp("graphs"), quantised=how) for how in (True, False)}


def _expected(network: Any, pieces: Any, segments: Any, marks: Any) -> dict[str, Any]:
    mask = torch.ones_like(pieces, dtype=torch.bool)
    with torch.no_grad():
        triggers, states = network.encode(pieces, segments, mask)
        verdict = network.judge(states, mask, marks)
    names = ("roles", "status", "modes", "sectors", "kinds", "types", "some")
    found = {"triggers": triggers, "states": states} | {name: getattr(verdict, name) for name in names}
    return {name: value.numpy() for name, value in found.items()}


def _answers(paths: tuple[Path, Path], pieces: Any, segments: Any, marks: Any) -> dict[str, Any]:
    encoder, judge = (InferenceSession(str(path), providers=["CPUExecutionProvider"]) for path in paths)
    first = _named(encoder, {"pieces": pieces.numpy(), "segments": segments.numpy()})
    return first | _named(judge, {"states": first["states"], "marks": marks.numpy()})


def _named(session: InferenceSession, inputs: dict[str, Any]) -> dict[str, Any]:
    return dict(zip([one.name for one in session.get_outputs()], session.run(None, inputs), strict=True))


def _window(length: int) -> tuple[Any, Any, Any]:
    dice = torch.Generator().manual_seed(length)
    pieces, segments = (torch.randint(top, (1, length), generator=dice) for top in (SMALL.vocabulary, 3))
    marks = torch.zeros(1, length)
    marks[0, length // 3 : length // 3 + 2] = 1
    return pieces, segments, marks


@pytest.mark.parametrize("length", LENGTHS)
def test_unrounded_graphs_compute_what_the_network_does(network: Any, written: Any, length: int) -> None:
    window = _window(length)
    expected, found = _expected(network, *window), _answers(written[False], *window)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name].shape == value.shape, name
        np.testing.assert_allclose(found[name], value, rtol=1e-3, atol=1e-3, err_msg=name)


@pytest.mark.parametrize("length", LENGTHS)
def test_rounding_moves_the_outputs_little(network: Any, written: Any, length: int) -> None:
    window = _window(length)
    expected, found = _expected(network, *window), _answers(written[True], *window)
    for name, value in expected.items():
        assert _error(found[name], value) < 0.1, name


def test_the_same_window_gives_the_same_bytes(written: Any) -> None:
    first, second = (_answers(written[True], *_window(40)) for _ in range(2))
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)


def test_the_same_network_is_written_the_same(network: Any, written: Any, tmp_path: Path) -> None:
    again = export(network, tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written[True]]


def test_exporting_leaves_the_network_alone(network: Any, tmp_path: Path) -> None:
    before = deepcopy(network.state_dict())
    export(network, tmp_path)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


def test_smoothing_evens_the_channels_and_changes_no_answer(network: Any) -> None:
    even, window = smoothed(network), _window(40)
    for name, value in _expected(even, *window).items():
        np.testing.assert_allclose(value, _expected(network, *window)[name], rtol=1e-3, atol=1e-3, err_msg=name)
    assert _crest(even) < 0.7 * _crest(network)


def test_one_high_row_does_not_spoil_the_others(tmp_path: Path) -> None:
    torch.manual_seed(1)
    layer, x = nn.Linear(64, 32, bias=False), torch.randn(1, 9, 64)
    x[0, 4] *= 1000
    expected = layer(x).detach().numpy()[0]
    plain, by_rows = (_row_errors(tmp_path, layer, x, expected, by_rows=how) for how in (False, True))
    assert max(by_rows) < 0.03
    assert np.median(plain) > 0.5


def test_rows_of_noughts_stay_noughts(tmp_path: Path) -> None:
    layer, x = nn.Linear(16, 8, bias=False), torch.zeros(1, 3, 16)
    x[0, 1] = 1
    found = _run_layer(tmp_path, layer, x, by_rows=True)
    assert not found[[0, 2]].any()
    assert np.isfinite(found).all()


ROUNDED = [  # a column, its 8-bit values, its scale
    ([1.0, -1.0, 0.5], [127, -127, 64], 1 / 127),
    ([254.0, 2.0, 0.0], [127, 1, 0], 2.0),
    ([0.0, 0.0, 0.0], [0, 0, 0], 1e-8 / 127),
]


@pytest.mark.parametrize(("column", "whole", "scale"), ROUNDED)
def test_columns_are_rounded_each_by_its_own_scale(column: list[float], whole: list[int], scale: float) -> None:
    weight = np.array([column, [3.0, 2.0, 1.0]], np.float32).T
    rounded, scales = columns(weight)
    assert rounded[:, 0].tolist() == whole
    assert scales[0] == pytest.approx(scale)


def _error(found: Any, expected: Any) -> float:
    return float(np.sqrt(((found - expected) ** 2).sum() / (expected**2).sum()))


def _crest(network: Any) -> float:
    """How much higher than the middle one the highest channel behind the norms is, on the whole."""
    return float(np.mean([float((peak.max() / peak.median()).log()) for peak in _peaks(network).values()]))


def _row_errors(folder: Path, layer: Any, x: Any, expected: Any, *, by_rows: bool) -> list[float]:
    found = _run_layer(folder, layer, x, by_rows=by_rows)
    return [_error(row, right) for row, right in zip(found, expected, strict=True)]


def _run_layer(folder: Path, layer: Any, x: Any, *, by_rows: bool) -> Any:
    from onnx import helper

    graph, path = Graph(), folder / f"{by_rows}.onnx"
    y = graph.linear_by_rows("x", layer) if by_rows else graph.linear("x", layer)[0]
    sizes = [("x", layer.in_features), (y, layer.out_features)]
    x_is, y_is = (helper.make_tensor_value_info(name, 1, [1, "n", size]) for name, size in sizes)
    graph.write(path, [x_is], [y_is])
    return InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, {"x": x.numpy()})[0][0]


def test_the_format_is_one_that_the_oldest_runtime_reads(written: Any) -> None:
    import onnx

    for path in written[True]:
        model = onnx.load(str(path))
        assert model.ir_version == FORMAT
        assert {one.domain: one.version for one in model.opset_import} == {"": OPSET, "com.microsoft": 1}
