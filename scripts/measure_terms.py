"""Measure sources, denials, conditions and deadlines: the reader's heads alone, and with the rules.

Usage: ``python scripts/measure_terms.py [--rules | --draws N] [--model FOLDER] [--fold FOLDER FILE]… [FILE …]``.
Without ``--rules`` every report is read with the packaged model or the one in FOLDER, so give only reports that it did
not learn from; a record counts where trigger and type meet gold's. ``--fold`` reads a file with a model of its own and
may be repeated: the counts of all are added up, so the held-out parts of a cross-validation give one figure.
With ``--draws N`` a 95 % interval of each F1 and of what the rules add to it is printed too, from N draws of as many
reports with replacement. With ``--rules`` the rules work alone on gold's triggers, in five folds: a rule speaks in a
fold only if it was right at least every other time in the four others.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman import actors
from dragoman.actors import ActorBook
from dragoman.evaluate.gold import read_gold, reading_of, report_of
from dragoman.reading import Reader, read
from dragoman.stance import StanceCues, judge, mark_sources
from dragoman.stance.terms import find_deadline
from dragoman.types import Cast, Draft, Reading, Role, Stance

SIDES = {"heads": "heads alone", "both": "rules+heads", "rules": "rules alone"}
FIELDS = ("said_by", "denied_by", "condition", "deadline")
FOLDS = 5
TAIL = 0.025  # of the draws left out at either end of an interval
LEAST = 0.5  # precision in the other folds that lets a rule speak
Span = tuple[int, int]
Given = dict[str, tuple[list[Span], str]]  # spans and rule by field


def wanted(event: dict[str, Any], field: str) -> list[Span]:
    """Return gold's spans of a field."""
    value = event.get(field) or []
    return [(item["start"], item["end"]) for item in (value if isinstance(value, list) else [value])
            if item.get("start") is not None]


def with_rules(reading: Reading, book: ActorBook, cues: StanceCues) -> list[Given]:
    """Return what heads and rules together give for each draft."""
    casts = actors.resolve(mark_sources(reading, cues), book)
    return [_given(draft, stance, reading, cues)
            for draft, stance in zip(reading.drafts, judge(reading, casts, cues), strict=True)]


def _given(draft: Draft, stance: Stance, reading: Reading, cues: StanceCues) -> Given:
    rules = {why.field: why.rule for why in reversed(stance.whys)}
    due, _ = find_deadline(draft, reading, cues.terms)
    terms = {"condition": stance.condition, "deadline": due}
    found: Given = {name: ([(p.start, p.end) for p in people], rules.get(name, ""))
                    for name, people in (("said_by", stance.said_by), ("denied_by", stance.denied_by))}
    return found | {name: ([(span.start, span.end)] if span else [], rules.get(name, ""))
                    for name, span in terms.items()}


def heads_alone(draft: Draft, cast: Cast) -> Given:
    """Return what the heads give: marked people as resolved, the first condition and deadline."""
    terms = {name: [(part.span.start, part.span.end) for part in draft.of(role)][:1]
             for name, role in (("condition", Role.CONDITION), ("deadline", Role.DEADLINE))}
    people = {"said_by": cast.said_by, "denied_by": cast.denied_by}
    return ({name: ([(p.start, p.end) for p in found], "") for name, found in people.items()}
            | {name: (spans, "") for name, spans in terms.items()})


def tally(counts: Counter[tuple[str, str]], side: str, given: Given, event: dict[str, Any]) -> None:
    """Add one record to the counts of a side."""
    for field in FIELDS:
        gold, found = wanted(event, field), given[field][0]
        counts[side + field, "gold"] += len(gold)
        counts[side + field, "found"] += len(found)
        counts[side + field, "hit"] += sum(any(map(_meets(a), found)) for a in gold)
        counts[side + field, "right"] += sum(any(map(_meets(a), gold)) for a in found)


def _meets(one: Span) -> Callable[[Span], bool]:
    return lambda other: one[0] < other[1] and other[0] < one[1]


def matched(reading: Reading, events: list[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the places of drafts that meet a gold record in trigger and type, with it."""
    used: set[int] = set()
    for place, draft in enumerate(reading.drafts):
        meets = _meets((draft.trigger.start, draft.trigger.end))
        number = next((n for n, event in enumerate(events) if n not in used and event["type"] == draft.type
                       and meets((event["trigger"]["start"], event["trigger"]["end"]))), None)
        if number is not None:
            used.add(number)
            yield place, events[number]


def compare(pairs: Iterable[tuple[Reading, list[dict[str, Any]]]], book: ActorBook,
            cues: StanceCues) -> Counter[tuple[str, str]]:
    """Return the counts of heads alone and of both, over readings with their gold records."""
    counts: Counter[tuple[str, str]] = Counter()
    for reading, events in pairs:
        casts, both = actors.resolve(reading, book), with_rules(reading, book, cues)
        for place, event in matched(reading, events):
            tally(counts, "heads ", heads_alone(reading.drafts[place], casts[place]), event)
            tally(counts, "both ", both[place], event)
    return counts


def in_folds(golds: Iterable[dict[str, Any]], book: ActorBook, cues: StanceCues) -> Counter[tuple[str, str]]:
    """Return the counts of the rules alone, each fold scored with the rules that the other folds let speak."""
    rows: list[tuple[int, Given, dict[str, Any]]] = []
    hits: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    roles = {Role.SAID_BY, Role.DENIED_BY, Role.CONDITION, Role.DEADLINE}
    for number, gold in enumerate(golds):
        full = reading_of(gold)
        bare = replace(full, drafts=tuple(replace(draft, parts=tuple(
            part for part in draft.parts if part.role not in roles)) for draft in full.drafts))
        for given, event in zip(with_rules(bare, book, cues), gold["events"], strict=True):
            rows.append((number % FOLDS, given, event))
            for field, (found, rule) in given.items():
                for span in found:
                    hits[number % FOLDS, field, rule][0] += any(map(_meets(span), wanted(event, field)))
                    hits[number % FOLDS, field, rule][1] += 1
    counts: Counter[tuple[str, str]] = Counter()
    for fold, given, event in rows:
        spoken = {field: (found if _speaks(field, rule, fold, hits) else [], rule)
                  for field, (found, rule) in given.items()}
        tally(counts, "rules ", spoken, event)
    return counts


def _speaks(field: str, rule: str, fold: int, hits: dict[tuple[int, str, str], list[int]]) -> bool:
    others = [hits.get((other, field, rule), [0, 0]) for other in range(FOLDS) if other != fold]
    right, found = sum(pair[0] for pair in others), sum(pair[1] for pair in others)
    return right >= LEAST * found


def f1(counts: Counter[tuple[str, str]], name: str) -> float:
    """Return F1 of a field and side, 0 where nothing is right."""
    gold, found = counts[name, "gold"], counts[name, "found"]
    precision, recall = (counts[name, "right"] / found if found else 0.0), (counts[name, "hit"] / gold if gold else 0.0)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def intervals(each: list[Counter[tuple[str, str]]], draws: int) -> Iterator[str]:
    """Yield for each field the 95 % intervals of both sides' F1 and of their difference.

    Args:
        each: the counts of single reports.
        draws: how many times as many reports are drawn with replacement.
    """
    chance = random.Random(0)
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        total: Counter[tuple[str, str]] = Counter()
        for counts in chance.choices(each, k=len(each)):
            total.update(counts)
        for field in FIELDS:
            heads, both = f1(total, "heads " + field), f1(total, "both " + field)
            for name, value in (("heads", heads), ("both", both), ("gain", both - heads)):
                drawn[f"{field} {name}"].append(value)
    for name, values in sorted(drawn.items()):
        values.sort()
        low, high = values[int(TAIL * draws)], values[int((1 - TAIL) * draws) - 1]
        yield f"{name:18} 95 % of draws {low:+.3f} to {high:+.3f}"


def show(counts: Counter[tuple[str, str]]) -> None:
    """Print precision, recall and F1 of every field and side, and of how many."""
    present = {name for name, _ in counts}
    for field in FIELDS:
        for side, label in SIDES.items():
            if (name := f"{side} {field}") in present:
                gold, found = counts[name, "gold"], counts[name, "found"]
                precision = counts[name, "right"] / found if found else 0.0
                recall = counts[name, "hit"] / gold if gold else 0.0
                print(f"{field:10} {label} precision {precision:.3f} recall {recall:.3f} F1 {f1(counts, name):.3f}"
                      f" (gold {gold}, found {found})")


def by_report(model: Path | None, path: Path, book: ActorBook, cues: StanceCues) -> Iterator[Counter[tuple[str, str]]]:
    """Yield the counts of each report of a file, read with a model; None is the packaged one."""
    reader = Reader.load(model)
    for gold in read_gold(path):
        yield compare([(read(report_of(gold), reader), gold["events"])], book, cues)


def show_read(folds: list[tuple[Path | None, Path]], draws: int, book: ActorBook, cues: StanceCues) -> None:
    """Measure each file with its model and print the counts of all together."""
    each = [counts for model, path in folds for counts in by_report(model, path, book, cues)]
    print(f"{len(each)} reports of {len(folds)} files")
    show(sum(each, Counter()))
    if draws:
        print(*intervals(each, draws), sep="\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", type=Path, nargs="*")
    parser.add_argument("--rules", action="store_true", help="the rules alone on gold's triggers, in five folds")
    parser.add_argument("--draws", type=int, default=0, help="draws of reports for intervals, 0 for none")
    parser.add_argument("--model", type=Path, help="folder of the model that reads the files; without it the packaged")
    parser.add_argument("--fold", type=Path, nargs=2, action="append", default=[], metavar=("FOLDER", "FILE"),
                        help="a file and the model that did not learn from it; may be repeated")
    arguments = parser.parse_args()
    folds: list[tuple[Path | None, Path]] = [(model, path) for model, path in arguments.fold]
    folds += [(arguments.model, path) for path in arguments.paths]
    if not folds:
        parser.error("no file given")
    book, cues = ActorBook.load(), StanceCues.load()
    if arguments.rules:
        show(in_folds((gold for _, path in folds for gold in read_gold(path)), book, cues))
    else:
        show_read(folds, arguments.draws, book, cues)


if __name__ == "__main__":
    main()
