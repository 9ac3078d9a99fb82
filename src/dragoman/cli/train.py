"""``dragoman train``: train a reader of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_SHARED = Path("../shared")
_GOLD = _SHARED / "gold"
_OUTPUT = Path("runs/reader")


def command(  # noqa: PLR0917 - one option each
    gold: Annotated[Path, typer.Option(
        metavar="FILE", help="Coded reports to learn from.", exists=True, dir_okay=False)] = _GOLD / "train.jsonl",
    data: Annotated[list[Path] | None, typer.Option(
        metavar="FILE", help="Further coded reports, for instance your own.", exists=True, dir_okay=False)] = None,
    texts: Annotated[list[Path] | None, typer.Option(
        metavar="FILE", help="Texts to choose the vocabulary by.", exists=True, dir_okay=False)] = None,
    dev: Annotated[Path, typer.Option(
        metavar="FILE", help="Coded reports to measure on.", exists=True, dir_okay=False)] = _GOLD / "dev.jsonl",
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for checkpoints and the model.")] = _OUTPUT,
    epochs: Annotated[int | None, typer.Option(min=1, help="Passes over the data.")] = None,
    layers: Annotated[int | None, typer.Option(min=1, max=30, help="Layers of the encoder.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random.")] = None,
) -> None:
    """Train a reader; started again, it goes on from the last checkpoint.

    Needs the train extra. About ten minutes an epoch on two quiet CPU cores.

    Example: dragoman train --data mine.jsonl -o runs/mine
    """
    try:
        from dragoman.training.loop import Recipe
        from dragoman.training.run import Sources, packaged_gguf, run, with_epochs
    except ModuleNotFoundError as missing:
        typer.echo(f"{missing.name} is missing: pip install 'dragoman[train]'", err=True)
        raise typer.Exit(1) from missing
    wanted = texts if texts is not None else sorted((_SHARED / "corpora").glob("*.jsonl"))
    sources = Sources(packaged_gguf(), (gold, *(data or ())), tuple(wanted), dev)
    card = run(sources, with_epochs(Recipe(), epochs, layers, seed), output, lambda line: typer.echo(line, err=True))
    typer.echo(f"{output / 'model'}: type F1 {card.rates['type'].f1:.3f} on {dev}")
