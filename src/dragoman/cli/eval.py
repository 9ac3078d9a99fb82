"""``dragoman eval``: measure the coder against a gold file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from dragoman.evaluate.errors import Fault, faults
from dragoman.evaluate.gold import read_gold, read_records
from dragoman.evaluate.measure import gold_records, predict
from dragoman.evaluate.score import Scorecard, score

_SHOWN = 12


def command(
    gold: Annotated[Path, typer.Argument(help="Gold file, one coded report a line.", exists=True, dir_okay=False)],
    reader: Annotated[Path | None, typer.Option(help="Folder of the reader; default: the packaged one.")] = None,
    predicted: Annotated[
        Path | None, typer.Option(help="Measure the records in this file instead of coding.", exists=True),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
    per_type: Annotated[bool, typer.Option("--per-type", help="Add a row for each type, and the confusions.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the errors by kind, with the words around.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Processes to code with.")] = 1,
) -> None:
    """Code the reports of a gold file and say how well the records agree with it.

    Example: dragoman eval gold/own.jsonl --per-type
    """
    golds = list(read_gold(gold))
    wanted = gold_records(golds)
    given = read_records(predicted) if predicted else predict(golds, reader, jobs=jobs)
    card = score(wanted, given)
    found = faults({line["id"]: line["text"] for line in golds}, wanted, given) if errors else ()
    typer.echo(_json(card, found) if as_json else "\n".join(_lines(card, found, per_type=per_type)))


def _json(card: Scorecard, found: Sequence[Fault]) -> str:
    listed = {"errors": [{name: getattr(fault, name) for name in Fault.__slots__} for fault in found]} if found else {}
    return json.dumps({**card.to_dict(), **listed}, ensure_ascii=False)


def _lines(card: Scorecard, found: Sequence[Fault], *, per_type: bool) -> Iterator[str]:
    yield (f"{card.reports} reports, {card.gold} gold records, {card.predicted} predicted; "
           f"reports without a prediction {card.missing}")
    for name, rate in card.rates.items():
        interval = card.intervals.get(name)
        ends = f"   [{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""
        yield f"  {name:18} P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}{ends}"
    for name, share in card.shares.items():
        yield f"  {name:26} {share:.3f}"
    if per_type:
        yield from _type_lines(card)
    yield from _fault_lines(found)


def _type_lines(card: Scorecard) -> Iterator[str]:
    for name, rate in sorted(card.types.items(), key=lambda item: -card.support[item[0]]):
        yield f"    {name:10} n {card.support[name]:4}  P {rate.precision:.2f}  R {rate.recall:.2f}  F1 {rate.f1:.2f}"
    if card.confused:
        yield "    confused: " + ", ".join(f"{pair} {count}" for pair, count in card.confused[:_SHOWN])


def _fault_lines(found: Sequence[Fault]) -> Iterator[str]:
    by_kind: dict[str, list[Fault]] = defaultdict(list)
    for fault in found:
        by_kind[fault.kind].append(fault)
    for kind, group in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"{kind}: {len(group)}"
        for fault in group:
            values = f"{fault.gold or '-'} | {fault.predicted or '-'}"
            yield f"    {fault.report}:{fault.start}  {values}  … {fault.context} …"
