"""Gold reports as training examples: windows with the labels of every head."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from dragoman.reading import labels
from dragoman.reading.windows import IN_FOCUS, Window, windows
from dragoman.types import Draft, Reading, Role, Span

_PEOPLE = (Role.ACTOR, Role.RECIPIENT, Role.SAID_BY, Role.DENIED_BY)


@dataclass(frozen=True, slots=True)
class Target:
    """What the conditioned part must say about one trigger; spans are piece ranges."""

    trigger: tuple[int, int]
    type: int
    status: int
    modes: frozenset[int]
    roles: tuple[tuple[int, int, int], ...]
    """(role, first piece, piece after the last)"""
    sectors: tuple[tuple[int, int, int], ...]
    """(sector, first piece, piece after the last)"""
    kinds: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window and its targets."""

    window: Window
    targets: tuple[Target, ...]


def examples(readings: Sequence[Reading], tokenizer: Tokenizer, rng: random.Random, untitled: float) -> list[Example]:
    """Cut every reading into examples.

    Args:
        readings: perfect readings of gold reports.
        tokenizer: of the model to be trained.
        rng: decides which reports lose their title this time.
        untitled: share of reports shown without their title, 0 … 1.
    """
    found: list[Example] = []
    for reading in readings:
        title = None if rng.random() < untitled else reading.report.title
        cut = windows(tokenizer, reading.report.text, reading.sentences, title)
        found.extend(_example(window, reading.drafts) for window in cut)
    return found


def _example(window: Window, drafts: Sequence[Draft]) -> Example:
    targets = [_target(window, draft) for draft in drafts]
    return Example(window, tuple(target for target in targets if target is not None))


def piece_range(window: Window, span: Span) -> tuple[int, int] | None:
    """Return the range of pieces that ``span`` touches, None if it is not in the window."""
    touched = [i for i, (a, b) in enumerate(window.offsets) if a < span.end and span.start < b]
    return (touched[0], touched[-1] + 1) if touched else None


def _target(window: Window, draft: Draft) -> Target | None:
    trigger = piece_range(window, draft.trigger)
    if trigger is None or window.segments[trigger[0]] != IN_FOCUS:
        return None
    placed = [(part, found) for part in draft.parts if (found := piece_range(window, part.span))]
    return Target(
        trigger=trigger,
        type=labels.TYPES.index(draft.type),
        status=labels.STATUSES.index(draft.status),
        modes=frozenset(labels.MODES.index((draft.type, mode)) for mode, _ in draft.modes),
        roles=tuple((labels.ROLES.index(part.role), *found) for part, found in placed),
        sectors=tuple((labels.SECTORS.index(part.sector), *found) for part, found in placed if part.role in _PEOPLE),
        kinds=tuple((labels.NUMBERS.index(part.kind), *found) for part, found in placed if part.kind),
    )


def batches(items: list[Example], rng: random.Random, budget: int) -> Iterator[list[Example]]:
    """Yield batches of like length, in random order, of at most ``budget`` padded pieces each."""
    order = sorted(items, key=lambda item: len(item.window.pieces) * rng.uniform(0.9, 1.1))
    groups: list[list[Example]] = [[]]
    longest = 0
    for item in order:
        longest = max(longest, len(item.window.pieces))
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            longest = len(item.window.pieces)
        groups[-1].append(item)
    rng.shuffle(groups)
    yield from groups
