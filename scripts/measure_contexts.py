"""Measure the contexts of acts against judgements made by hand.

Usage: ``python scripts/measure_contexts.py [--part first|second] [--errors] REPORTS.jsonl …``. The judgements are
``gold/contexts.jsonl`` (ids, offsets and labels, no words); the reports that they are about come from the files
given, for instance ``../shared/corpora/current_events.jsonl``. Contexts are coded anew from the cue table, so a
change of the table shows; type, modes and the actors' sectors are those of the day of drawing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.evaluate.gold import read_gold, report_of
from dragoman.events import Codebook, find
from dragoman.reading.sentences import split
from dragoman.types import Draft, Part, Reading, Report, Role, Span, Why

JUDGED = Path(__file__).resolve().parents[1] / "gold" / "contexts.jsonl"
Judgement = dict[str, Any]
Pair = tuple[Judgement, dict[str, Why]]
"""A judgement, and the reason for each context that the table gives."""


def judgements(part: str | None = None) -> list[Judgement]:
    """Return the judgements of one part, or all."""
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    return [row for row in rows if part in {None, row["part"]}]


def wanted_reports(paths: Iterable[Path], ids: set[str]) -> dict[str, Report]:
    """Return the reports that were judged; raises ValueError when one is in none of the files."""
    found = {line["id"]: report_of(line) for path in paths for line in read_gold(path) if line["id"] in ids}
    if ids - found.keys():
        raise ValueError(f"reports not found: {', '.join(sorted(ids - found.keys())[:5])} …")
    return found


def coded(row: Judgement, report: Report, book: Codebook) -> dict[str, Why]:
    """Return the contexts that the table gives to a judged record, with reasons."""
    trigger = Span.of(report.text, row["start"], row["end"])
    actors = tuple(Part(Role.ACTOR, trigger, sector=sector) for sector in row["sectors"])
    draft = Draft(trigger, row["type"], 1.0, modes=tuple((mode, 1.0) for mode in row["modes"]), parts=actors)
    (event,) = find(Reading(report, split(report.text), drafts=(draft,)), book)
    reasons = {why.rule.split(".")[1]: why for why in event.whys if why.field == "contexts"}
    return {name: reasons[name] for name in event.contexts}


def figures(pairs: list[Pair]) -> Iterator[str]:
    """Yield lines: over all, then by context; recall also weighted to the whole store."""
    right, given, gold = Counter[str](), Counter[str](), Counter[str]()
    weighted = Counter[str]()
    for row, found in pairs:
        both = found.keys() & set(row["contexts"])
        right.update(both)
        given.update(found.keys())
        gold.update(row["contexts"])
        weighted["right"] += row["weight"] * len(both)
        weighted["gold"] += row["weight"] * len(row["contexts"])
    yield f"{len(pairs)} records"
    yield line_of("all", right.total(), given.total(), gold.total())
    yield f"recall, each record by the share of the store it stands for: {weighted['right'] / weighted['gold']:.3f}"
    for name in sorted(given | gold, key=lambda name: (-gold[name], name)):
        yield line_of(name, right[name], given[name], gold[name])


def line_of(name: str, right: int, given: int, gold: int) -> str:
    """Return precision, recall and F1 as one line; a dash where nothing was given or is in gold."""
    precision = f"{right / given:.3f}" if given else "-"
    recall = f"{right / gold:.3f}" if gold else "-"
    f1 = 2 * right / (given + gold)
    return f"{name:24} P {precision:5} ({right}/{given})  R {recall:5} ({right}/{gold})  F1 {f1:.3f}"


def errors(pairs: Iterable[Pair]) -> Iterator[str]:
    """Yield a line for each context too many, with its rule, and for each that was missed."""
    for row, found in pairs:
        for name in sorted(found.keys() - set(row["contexts"])):
            yield f"too many {name:24} {found[name].rule:40} {row['record']} {found[name].detail}"
        for name in sorted(set(row["contexts"]) - found.keys()):
            yield f"missed   {name:24} {row['type']:40} {row['record']}"


def main() -> None:
    """Print the figures, and the errors if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--part", choices=("first", "second"))
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    rows, book = judgements(given.part), Codebook.load()
    reports = wanted_reports(given.reports, {row["report"] for row in rows})
    pairs = [(row, coded(row, reports[row["report"]], book)) for row in rows]
    print("\n".join([*figures(pairs), *(errors(pairs) if given.errors else ())]))


if __name__ == "__main__":
    main()
