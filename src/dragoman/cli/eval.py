"""``dragoman eval``: measure the coder against a gold file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import JobsOption, ReaderOption, settings

if TYPE_CHECKING:
    from dragoman.config import Settings
    from dragoman.evaluate.errors import Fault
    from dragoman.evaluate.measure import Records
    from dragoman.evaluate.score import Scorecard

_CONFUSIONS = 12


def command(
    gold: Annotated[Path, typer.Argument(
        metavar="GOLD", help="Gold file, one coded report a line.", exists=True, dir_okay=False)],
    *,
    reader: ReaderOption = None,
    model: Annotated[Path | None, typer.Option(
        metavar="FOLDER", help="Another model than the packaged one.", exists=True, file_okay=False)] = None,
    predicted: Annotated[Path | None, typer.Option(
        metavar="FILE", help="Measure the records in FILE instead of coding.", exists=True, dir_okay=False)] = None,
    from_gold: Annotated[bool, typer.Option(
        "--from-gold", help="Start from gold's triggers and passages: measures the stages after reading.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
    per_type: Annotated[bool, typer.Option("--per-type", help="Add a row for each type, and the confusions.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List the errors by kind, with words and reasons.")] = False,
    jobs: JobsOption = None,
) -> None:
    """Code the reports of a gold file and say how well the records agree with it.

    Example: dragoman eval gold/own.jsonl --per-type --errors
    """
    from dragoman.evaluate.errors import faults
    from dragoman.evaluate.gold import read_gold, read_records
    from dragoman.evaluate.measure import finish_gold, gold_records
    from dragoman.evaluate.score import score

    golds = list(read_gold(gold))
    refused: Records = {}
    if predicted is not None:
        given = read_records(predicted)
    elif from_gold:
        given = finish_gold(golds)
    else:
        given, refused = _coded(golds, settings(None, reader, jobs), model)
    wanted = gold_records(golds)
    card = score(wanted, given)
    found = faults({line["id"]: line["text"] for line in golds}, wanted, given, refused) if errors else ()
    typer.echo(_json(card, found) if as_json else "\n".join(_lines(card, found, per_type=per_type)))


def _coded(golds: Sequence[dict[str, Any]], chosen: Settings, model: Path | None) -> tuple[Records, Records]:
    from functools import partial

    from dragoman.evaluate.measure import codings, load_coder, records_of, rejected_of

    made = codings(golds, partial(load_coder, chosen.reader, model), jobs=chosen.jobs)
    return records_of(made), rejected_of(made)


def _json(card: Scorecard, found: Sequence[Fault]) -> str:
    import json
    from dataclasses import asdict

    listed = {"errors": [asdict(fault) for fault in found]} if found else {}
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
        yield "    confused: " + ", ".join(f"{pair} {count}" for pair, count in card.confused[:_CONFUSIONS])


def _fault_lines(found: Sequence[Fault]) -> Iterator[str]:
    by_kind: dict[str, list[Fault]] = defaultdict(list)
    for fault in found:
        by_kind[fault.kind].append(fault)
    for kind, group in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"{kind}: {len(group)}"
        for fault in group:
            values = f"{fault.gold or '-'} | {fault.predicted or '-'}"
            yield f"    {fault.report}:{fault.start}  {values}  … {fault.context} …"
            yield from (f"        {reason}" for reason in fault.why)
