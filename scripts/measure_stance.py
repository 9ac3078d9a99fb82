"""Measure the rules of ``resources/cues/stance.toml`` on coded reports, the heads' answers left out.

Usage: ``PYTHONPATH=src python scripts/measure_stance.py [--write] REPORTS.jsonl``. Prints
each rule's precision and hits; ``--write`` rewrites [measured] (training reports only).
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.evaluate.gold import read_gold, reading_of
from dragoman.reading.quotes import quotations
from dragoman.stance import StanceCues, judge
from dragoman.stance.status import matching
from dragoman.types import Cast, Participant, Role, Stance

TABLE = Path(__file__).resolve().parents[1] / "resources" / "cues" / "stance.toml"
Counts = dict[str, list[int]]  # right, found


def measure(path: Path, cues: StanceCues) -> tuple[Counts, dict[str, int]]:
    """Return right and found per rule, and how many sources and denials the reports have."""
    counts: Counts = defaultdict(lambda: [0, 0])
    wanted = {"said_by": 0, "denied_by": 0}
    for report in read_gold(path):
        plain, coded = reading_of(report), report["events"]
        reading = replace(plain, quotations=quotations(plain.report.text, plain.sentences))
        for draft, row in zip(reading.drafts, coded, strict=True):
            for name, status in {(rule.id, rule.status) for rule, _ in matching(draft, reading, cues)}:
                _count(counts, name, right=row["status"] == status)
        blank = replace(reading, drafts=tuple(replace(draft, parts=()) for draft in reading.drafts))
        casts = tuple(Cast(_people(row["actors"]), _people(row["recipients"])) for row in coded)
        sourced = tuple(replace(cast, said_by=_people(row["said_by"])) for cast, row in zip(casts, coded, strict=True))
        known = replace(reading, drafts=tuple(
            replace(draft, parts=draft.of(Role.SAID_BY)) for draft in reading.drafts))
        for field, stances in (("said_by", judge(blank, casts, cues)), ("denied_by", judge(known, sourced, cues))):
            for stance, row in zip(stances, coded, strict=True):
                wanted[field] += bool(row[field])
                _count_found(counts, field, stance, row, cues.enabled)
    return counts, wanted


def _count_found(counts: Counts, field: str, stance: Stance, row: dict[str, Any], enabled: frozenset[str]) -> None:
    for why in stance.whys:
        if why.field == field and why.rule.removeprefix("stance.") in enabled:
            found: Participant = getattr(stance, field)[0]
            right = any(_overlap(found, person) for person in _people(row[field]))
            _count(counts, why.rule.removeprefix("stance."), right=right)


def _count(counts: Counts, rule: str, *, right: bool) -> None:
    counts[rule][0] += right
    counts[rule][1] += 1


def _overlap(first: Participant, second: Participant) -> bool:
    return first.start < second.end and second.start < first.end


def _people(rows: list[dict[str, Any]]) -> tuple[Participant, ...]:
    return tuple(Participant(row["start"], row["end"], row["text"], country=row["country"] or None)
                 for row in rows if row.get("start") is not None)


def main() -> None:
    """Measure, print and, if asked, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    cues = StanceCues.load()
    counts, wanted = measure(arguments.path, cues)
    for name in cues.enabled:
        counts[name]
    rows = [f"{name} = [{right / max(found, 1):.3f}, {found}]" for name, (right, found) in sorted(counts.items())]
    print("\n".join(rows))
    print(f"wanted: {wanted}")
    if arguments.write:
        measured = "[measured]\n" + "\n".join(rows) + "\n"
        text = re.sub(r"\[measured\]\n[\s\S]*", measured, TABLE.read_text(encoding="utf-8"))
        TABLE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
