"""A network is held to its teacher's word about uncoded reports; needs the train extra."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed (the train extra has it)")

from torch import nn  # noqa: E402

from dragoman.reading.windows import IN_FOCUS  # noqa: E402
from dragoman.training.agreement import MOST, candidates, disagreement, divergence, follow, teacher_of  # noqa: E402
from dragoman.training.encoder import Block, Encoder, Shape  # noqa: E402
from dragoman.training.losses import Batch  # noqa: E402
from dragoman.training.model import ReaderNetwork  # noqa: E402

SMALL = Shape(layers=1, width=144, heads=9, key_heads=3, inner=96, vocabulary=50)


@pytest.fixture
def network() -> Any:
    """A small network that has learned nothing."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    return ReaderNetwork(Encoder(SMALL), nn.ModuleList([Block(SMALL)]), dropout=0.3, blank=0.3)


def _batch() -> Any:
    pieces = torch.randint(1, 50, (2, 16))
    mask = torch.ones(2, 16, dtype=torch.bool)
    mask[1, 12:] = False
    return Batch(pieces, torch.full((2, 16), IN_FOCUS), mask, torch.zeros(2, 16, dtype=torch.long),
                 torch.zeros(0, dtype=torch.long), torch.zeros(0, 16), [])  # fmt: skip


def test_nobody_disagrees_with_himself(network: Any) -> None:
    apart = disagreement(network.eval(), teacher_of(network), _batch())
    assert set(apart) == {"trigger", "types", "roles", "status", "some"}
    assert all(loss.item() == pytest.approx(0, abs=1e-5) for loss in apart.values())


def test_what_is_dropped_and_blanked_makes_them_differ_and_only_the_pupil_learns(network: Any) -> None:
    teacher = teacher_of(network)
    apart = disagreement(network.train(), teacher, _batch())
    assert all(loss.item() > 0 for loss in apart.values())
    torch.stack(list(apart.values())).sum().backward()
    assert network.trigger.weight.grad.abs().sum() > 0
    assert teacher.trigger.weight.grad is None


def test_the_teacher_follows_slowly(network: Any) -> None:
    teacher = teacher_of(network)
    before = teacher.trigger.weight.clone()
    with torch.no_grad():
        network.trigger.weight.add_(1.0)
    follow(teacher, network, 0.9)
    assert torch.allclose(teacher.trigger.weight, before + 0.1, atol=1e-5)


def test_candidates_are_the_likeliest_runs_in_focus() -> None:
    logits = torch.zeros(1, 14, 33)
    logits[..., 0] = 20.0
    for at in (1, 2, 4, 6, 8, 10, 12):  # one run of two pieces, five of one
        logits[0, at, 5] = 20.0 if at == 12 else 21.0 + at
    focus = torch.ones(1, 14, dtype=torch.bool)
    focus[0, 10] = False
    rows, marks = candidates(logits, focus)
    assert rows.tolist() == [0] * MOST
    assert [torch.nonzero(mark).flatten().tolist() for mark in marks] == [[8], [6], [4], [1, 2]]


def test_divergence_is_nought_for_equals_and_grows_with_distance() -> None:
    told = torch.tensor([[2.0, 0.0]])
    assert float(divergence(told, told)) == pytest.approx(0, abs=1e-6)
    near, far = torch.tensor([[1.0, 0.0]]), torch.tensor([[-3.0, 0.0]])
    assert 0 < float(divergence(near, told)) < float(divergence(far, told))
