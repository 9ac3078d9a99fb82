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
    uncoded: Annotated[list[Path] | None, typer.Option(
        metavar="FILE", help="Reports without codings, to learn steadiness from.", exists=True, dir_okay=False)] = None,
    dev: Annotated[Path, typer.Option(
        metavar="FILE", help="Coded reports to measure on.", exists=True, dir_okay=False)] = _GOLD / "dev.jsonl",
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for checkpoints and the model.")] = _OUTPUT,
    further: Annotated[bool, typer.Option(
        "--further", help="Train the packaged reader further instead of starting from SmolLM2's weights.")] = False,
    epochs: Annotated[int | None, typer.Option(min=1, help="Passes over the data.")] = None,
    layers: Annotated[int | None, typer.Option(min=1, max=30, help="Layers of the encoder.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random.")] = None,
) -> None:
    """Train a reader; started again, it goes on from the last checkpoint.

    Needs the train extra. About twenty minutes an epoch of our data on two quiet CPU cores; reports of your own
    are best added with --further, which needs few epochs.

    Example: dragoman train --further --epochs 2 --gold mine.jsonl --dev held-out.jsonl -o runs/mine
    """
    try:
        from dragoman.reading.reader import packaged_model
        from dragoman.training.loop import Recipe
        from dragoman.training.run import Sources, packaged_gguf, run, with_epochs
    except ModuleNotFoundError as missing:
        typer.echo(f"{missing.name} is missing: pip install 'dragoman[train]'", err=True)
        raise typer.Exit(1) from missing
    wanted = texts if texts is not None else sorted((_SHARED / "corpora").glob("*.jsonl"))
    start = Path(str(packaged_model())) if further else packaged_gguf()
    sources = Sources(start, (gold, *(data or ())), tuple(wanted), dev, tuple(uncoded or ()))
    card = run(sources, with_epochs(Recipe(), epochs, layers, seed), output, lambda line: typer.echo(line, err=True))
    typer.echo(f"{output / 'model'}: type F1 {card.rates['type'].f1:.3f} on {dev}")
