"""The training loop: fixed epochs, checkpoints after each, resumable, seeded."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from dragoman.errors import UsageError
from dragoman.training.agreement import disagreement, follow, teacher_of
from dragoman.training.encoder import load_gguf
from dragoman.training.examples import Example, batches, examples
from dragoman.training.losses import WEIGHTS, collate, loss_of
from dragoman.training.model import ReaderNetwork
from dragoman.training.swap import Names, swapped
from dragoman.types import Reading

_SAID = 25
"""batches between two lines of progress"""

_KEPT = ("network", "teacher", "optimiser", "schedule")
"""what a checkpoint holds"""

_SHORTEST = 12
"""Uncoded windows with fewer pieces teach nothing."""

_BLOCK = 400
"""uncoded reports drawn at a time, to be put into batches of like length"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every number that decides what a training makes of its data."""

    layers: int = 12
    upper: int = 3
    """pretrained layers above those in the conditioned part"""
    frozen: int = 3
    """lowest layers that keep their pretrained weights, with the embeddings"""
    epochs: int = 6
    budget: int = 1024
    """padded pieces a batch"""
    encoder_rate: float = 6e-5
    upper_rate: float = 1e-4
    head_rate: float = 5e-4
    decay: float = 0.01
    warm_up: float = 0.06
    clip: float = 1.0
    dropout: float = 0.15
    blank: float = 0.08
    untitled: float = 0.3
    swapped: float = 0.5
    """share of reports told of other states and leaders, anew each epoch"""
    seed: int = 1
    threads: int = 2
    brain_floats: bool = True
    """bfloat16 matrix products: 2.2 times the speed on a CPU with avx512_bf16"""
    agreement: float = 1.0
    """weight of agreeing with the teacher about uncoded reports, where there are any"""
    uncoded_budget: int = 512
    """padded pieces of uncoded reports a batch"""
    inertia: float = 0.998
    """share of its weights that the teacher keeps at each step"""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, as written in the model card."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def network_of(recipe: Recipe, gguf: Path, keep: list[int]) -> ReaderNetwork:
    """Build the untrained network of a recipe."""
    torch.manual_seed(recipe.seed)
    encoder, above = load_gguf(gguf, recipe.layers, recipe.upper, keep)
    return ReaderNetwork(encoder, above, recipe.dropout, recipe.blank)


@dataclass(frozen=True, slots=True)
class _State:
    """What a checkpoint holds besides the recipe."""

    network: ReaderNetwork
    teacher: ReaderNetwork
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR

    def save(self, path: Path, epochs: int, recipe: Recipe) -> None:
        """Write a checkpoint; a kill while writing leaves the one before."""
        parts = {name: getattr(self, name).state_dict() for name in _KEPT}
        torch.save({**parts, "epochs": epochs, "recipe": json.dumps(asdict(recipe))}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path, recipe: Recipe) -> int:
        """Take up the checkpoint at ``path`` if there is one; returns the epochs it has done.

        Raises:
            UsageError: the checkpoint was made by another recipe.
        """
        if not path.exists():
            return 0
        saved = torch.load(path, weights_only=True, map_location=next(self.network.parameters()).device)
        if saved["recipe"] != json.dumps(asdict(recipe)):
            raise UsageError(f"{path} was made with other settings: give the same ones, or another --output")
        for name in _KEPT:
            getattr(self, name).load_state_dict(saved[name])
        return int(saved["epochs"])


def train(
    network: ReaderNetwork, readings: Sequence[Reading], tokenizer: Tokenizer, recipe: Recipe, folder: Path,
    say: Callable[[str], None], uncoded: Sequence[Reading] = (),
) -> None:
    """Train ``network`` in place, on a GPU if there is one; a checkpoint in ``folder`` is taken up where it ended.

    Args:
        network: from ``network_of``.
        readings: perfect readings of gold reports.
        tokenizer: the network's.
        recipe: all settings.
        folder: receives ``last.pt`` after every epoch.
        say: called with a line of progress every 25 batches.
        uncoded: readings without drafts, to agree with the teacher about; see ``agreement``.
    """
    torch.set_num_threads(recipe.threads)
    folder.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    with device:  # batches and labels are made where the network is
        _train(network.to(device), _Reports(readings, uncoded, tokenizer, Names.load()), recipe, folder, say)
    network.to("cpu")


@dataclass(frozen=True, slots=True)
class _Reports:
    """What a training reads."""

    coded: Sequence[Reading]
    uncoded: Sequence[Reading]
    tokenizer: Tokenizer
    names: Names

    def batches(self, recipe: Recipe, epoch: int) -> Iterator[list[Example]]:
        """Yield the coded reports of an epoch, some of them told of other states."""
        rng = random.Random(recipe.seed * 1000 + epoch)
        return batches(self._told(self.coded, recipe, rng), rng, recipe.budget)

    def uncoded_batches(self, recipe: Recipe, epoch: int) -> Iterator[list[Example]]:
        """Yield uncoded reports without end, in an order of each epoch's own."""
        rng = random.Random(recipe.seed * 1000 + epoch + 500)
        while self.uncoded:
            block = rng.sample(self.uncoded, min(len(self.uncoded), _BLOCK))
            items = [item for item in self._told(block, recipe, rng) if len(item.window.pieces) >= _SHORTEST]
            yield from batches(items, rng, recipe.uncoded_budget)

    def _told(self, readings: Sequence[Reading], recipe: Recipe, rng: random.Random) -> list[Example]:
        told = [swapped(one, self.names, rng) if rng.random() < recipe.swapped else one for one in readings]
        return examples(told, self.tokenizer, rng, recipe.untitled)


def _train(
    network: ReaderNetwork, reports: _Reports, recipe: Recipe, folder: Path, say: Callable[[str], None],
) -> None:
    optimiser = _optimiser(network, recipe)
    steps = recipe.epochs * sum(1 for _ in reports.batches(recipe, 0))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, _rate(steps, recipe.warm_up))
    state = _State(network, teacher_of(network), optimiser, schedule)
    done = state.resume(folder / "last.pt", recipe)
    say(f"{steps} batches in {recipe.epochs} epochs, {done} of them done")
    for epoch in range(done, recipe.epochs):
        torch.manual_seed(recipe.seed * 1000 + epoch)
        _train_epoch(state, reports, recipe, epoch, say)
        state.save(folder / "last.pt", epoch + 1, recipe)
    if reports.uncoded:  # the running mean reads as well and errs less by chance
        network.load_state_dict(state.teacher.state_dict())


def _optimiser(network: ReaderNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    encoder = network.encoder
    for still in (encoder.embed, network.segment, *encoder.blocks[: recipe.frozen]) if recipe.frozen else ():
        still.requires_grad_(requires_grad=False)
    upper = network.conditioned.blocks
    rates = [(encoder, recipe.encoder_rate), (upper, recipe.upper_rate), (network, recipe.head_rate)]
    seen: set[int] = set()
    groups = []
    for part, rate in rates:
        own = [parameter for parameter in part.parameters() if parameter.requires_grad and id(parameter) not in seen]
        seen |= {id(parameter) for parameter in own}
        groups.append({"params": own, "lr": rate})
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)


def _rate(steps: int, warm_up: float) -> Callable[[int], float]:
    """Return the factor on the learning rates: a straight rise, then a straight fall to nothing."""
    rise = max(1, int(steps * warm_up))
    return lambda step: min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise)))


def _train_epoch(
    state: _State, reports: _Reports, recipe: Recipe, epoch: int, say: Callable[[str], None],
) -> None:
    state.network.train()
    totals: Counter[str] = Counter()
    begun = time.monotonic()
    uncoded = reports.uncoded_batches(recipe, epoch)
    for number, items in enumerate(reports.batches(recipe, epoch), 1):
        totals.update(_step(state, items, next(uncoded, None), recipe))
        if number % _SAID == 0:
            means = "  ".join(f"{head} {total / _SAID:.3f}" for head, total in totals.items())
            say(f"epoch {epoch + 1}, batch {number}, {time.monotonic() - begun:.0f} s: {means}")
            totals.clear()


def _step(state: _State, items: list[Example], uncoded: list[Example] | None, recipe: Recipe) -> dict[str, float]:
    device = next(state.network.parameters()).device.type
    with torch.autocast(device, torch.bfloat16, enabled=recipe.brain_floats):
        losses = loss_of(state.network, collate(items))
    _weighed(losses).backward()
    if uncoded:
        with torch.autocast(device, torch.bfloat16, enabled=recipe.brain_floats):
            apart = disagreement(state.network, state.teacher, collate(uncoded))
        (recipe.agreement * _weighed(apart)).backward()
        losses |= {f"teacher's {head}": loss for head, loss in apart.items()}
    torch.nn.utils.clip_grad_norm_(state.network.parameters(), recipe.clip)
    state.optimiser.step()
    state.schedule.step()
    state.optimiser.zero_grad(set_to_none=True)
    follow(state.teacher, state.network, recipe.inertia)
    return {head: float(loss.detach()) for head, loss in losses.items()}


def _weighed(losses: dict[str, torch.Tensor]) -> torch.Tensor:
    return torch.stack([WEIGHTS[head] * loss for head, loss in losses.items()]).sum()
