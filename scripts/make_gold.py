"""Build ``gold/own.jsonl`` and the counts in ``gold/CARD.md`` from the hand-written ``gold/own.txt``.

Usage: ``python scripts/make_gold.py [--check]``. Every mistake of the source is reported at once with its line,
and nothing is written then. With ``--check`` nothing is written either, and the exit status is 1 when a built file
is not up to date. The form of the source is told in ``docs/guide/gold.md``.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "gold" / "own.txt"
BUILT = ROOT / "gold" / "own.jsonl"
CARD = ROOT / "gold" / "CARD.md"
LICENCE = "CC BY 4.0"
URL = "https://creativecommons.org/licenses/by/4.0/"
INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC", "KOS", "PSE", "HKG", "TWN"})
SECTORS = frozenset((
    "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CVL", "BUS", "CRM", "EDU", "ELI",
    "JRN", "LAB", "MED", "REF", "REL", "SOC", "AGR", "UNK",
))
STATUSES = ("actual", "future", "hypothetical", "negated")
NUMBERS = ("dead", "injured", "arrested", "displaced", "size", "troops")
GENRES = ("wire", "brief", "headline", "briefing", "tabloid", "agency", "tweets")
TRIGGER_WORDS = 5
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PARTICIPANTS = {"a": "actors", "r": "recipients", "by": "said_by", "no": "denied_by"}
_KEYS = (*_PARTICIPANTS, "p", "d", "st", "n", "if", "due", "same")
_PREFIX_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_COUNTS = re.compile(r"(?<=<!-- counts -->\n).*?(?=<!-- end -->)", re.DOTALL)


@dataclass
class Block:
    """One report of the source: its header, its sentences, and the mention lines under each sentence."""

    line: int
    header: list[str]
    sentences: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The report's text: its sentences with one space between."""
        return " ".join(self.sentences)

    def bounds(self, sentence: int) -> tuple[int, int]:
        """Return where a sentence (from 0) starts and ends in the text."""
        start = sum(len(before) + 1 for before in self.sentences[:sentence])
        return start, start + len(self.sentences[sentence])


class Builder:
    """Turn one block into a gold line, collecting its mistakes as (line, message)."""

    def __init__(self, block: Block, types: dict[str, frozenset[str]], countries: frozenset[str]) -> None:
        """Start on a block; ``types`` maps the types to their modes, ``countries`` holds the valid codes."""
        self.block = block
        self.types = types
        self.countries = countries
        self.mistakes: list[tuple[int, str]] = []
        self.line = block.line
        self.sentence = 0
        self.day = ""

    def blame(self, message: str) -> None:
        """Note a mistake at the line that is being read."""
        self.mistakes.append((self.line, message))

    def build(self) -> dict[str, Any]:
        """Return the block as a line of the gold file; look at ``mistakes`` before using it."""
        header = [*self.block.header, "", "", ""]
        self.day, genre = header[1], header[2]
        if len(self.block.header) != len(("id", "day", "genre", "title")):
            self.blame("a header is: == id | day | genre, real or fiction | title")
        if genre.split(", ")[0] not in GENRES or genre.split(", ")[-1] not in ("real", "fiction"):
            self.blame(f"genre {genre!r} is not one of {', '.join(GENRES)} with real or fiction")
        self.check_dates(self.day, day_only=True)
        return {
            "id": header[0], "date": self.day, "title": header[3], "source": f"Dragoman own set ({genre})",
            "licence": LICENCE, "url": URL, "text": self.block.text,
            "sentences": [list(self.block.bounds(number)) for number in range(len(self.block.sentences))],
            "events": self.events(),
        }

    def events(self) -> list[dict[str, Any]]:
        """Return the mentions, numbered from 1; they must stand in the order of their triggers."""
        events: list[dict[str, Any]] = []
        for number, (line, sentence, text) in enumerate(self.block.mentions, 1):
            self.line, self.sentence = line, sentence
            events.append(self.event(number, text))
            if number > 1 and events[-2]["trigger"]["start"] > events[-1]["trigger"]["start"]:
                self.blame("this mention's trigger stands before the last one's")
        seen = Counter((event["type"], event["trigger"]["start"], event["trigger"]["end"]) for event in events)
        for event in events:
            self.line = self.block.mentions[event["id"] - 1][0]
            if seen[event["type"], event["trigger"]["start"], event["trigger"]["end"]] > 1:
                self.blame(f"{event['type']} {event['trigger']['text']!r} is coded twice")
        return events

    def event(self, number: int, text: str) -> dict[str, Any]:
        """Return one mention line as a gold record."""
        head, *rest = text.split(" | ")
        kind, _, trigger = head.partition(": ")
        name, _, modes = kind.partition(" ")
        fields = self.fields(rest)
        event: dict[str, Any] = {
            "id": number, "type": name, "modes": [mode for mode in modes.split(",") if mode],
            "status": fields.get("st", "actual"), "trigger": self.span(trigger),
        }
        self.check_event(event)
        for key, long in _PARTICIPANTS.items():
            event[long] = [self.participant(item) for item in fields.get(key, "").split(" + ") if item]
        event["where"] = [self.place(item) for item in fields.get("p", "").split(" + ") if item]
        event["when"] = self.when(fields["d"]) if "d" in fields else None
        event["numbers"] = dict(self.number(item) for item in fields.get("n", "").split(" + ") if item)
        event["condition"] = self.span(fields["if"]) if "if" in fields else None
        event["deadline"] = self.deadline(fields["due"]) if "due" in fields else None
        if "same" in fields:
            event["same_as"] = self.earlier(number, fields["same"])
        return event

    def fields(self, parts: Sequence[str]) -> dict[str, str]:
        """Return the fields after the trigger by their short keys."""
        fields: dict[str, str] = {}
        for part in parts:
            key, _, value = part.partition(" ")
            if key not in _KEYS or not value or key in fields:
                self.blame(f"field {part!r} has no known key, no value, or stands twice")
            fields[key] = value
        return fields

    def check_event(self, event: dict[str, Any]) -> None:
        """Check type, modes, status and the trigger's length."""
        if event["type"] not in self.types:
            self.blame(f"type {event['type']!r} is not in the codebook")
        unknown = set(event["modes"]) - self.types.get(event["type"], frozenset())
        if unknown:
            self.blame(f"{event['type']} has no mode {', '.join(sorted(unknown))}")
        if event["status"] not in STATUSES:
            self.blame(f"status {event['status']!r} is not one of {', '.join(STATUSES)}")
        if len(event["trigger"]["text"].split()) > TRIGGER_WORDS:
            self.blame(f"trigger {event['trigger']['text']!r} is longer than {TRIGGER_WORDS} words")

    def span(self, words: str) -> dict[str, Any]:
        """Find words in the sentence: ``words``, ``words #2`` (second time), ``words @3`` (third sentence)."""
        sentence, turn = self.sentence, 1
        while match := re.search(r" ([@#])(\d+)$", words):
            words = words[:match.start()]
            sentence, turn = (int(match[2]) - 1, turn) if match[1] == "@" else (sentence, int(match[2]))
        if not words or not 0 <= sentence < len(self.block.sentences):
            self.blame(f"no words, or no sentence {sentence + 1}")
            return {"start": 0, "end": 0, "text": words}
        found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.block.sentences[sentence]))
        if len(found) < turn:
            self.blame(f"{words!r} does not stand {turn} times in sentence {sentence + 1} as whole words")
            return {"start": 0, "end": 0, "text": words}
        start = self.block.bounds(sentence)[0] + found[turn - 1].start()
        return {"start": start, "end": start + len(words), "text": words}

    def coded(self, item: str, codes: int) -> tuple[str, list[str]]:
        """Split ``words CODE [CODE] [#2] [@3]`` into the words with their marks, and the codes."""
        match = re.fullmatch(rf"(.+?)((?: [A-Z-]+){{{codes}}})((?: [@#]\d+)*)", item)
        if match is None:
            self.blame(f"{item!r} lacks {codes} codes at its end")
            return item, ["-"] * codes
        return match[1] + match[3], match[2].split()

    def country(self, code: str) -> str | None:
        """Check a country code; ``-`` is none."""
        if code != "-" and code not in self.countries:
            self.blame(f"country {code!r} is unknown")
        return None if code == "-" else code

    def participant(self, item: str) -> dict[str, Any]:
        """Return ``words COUNTRY SECTOR`` as a participant."""
        words, (country, sector) = self.coded(item, 2)
        if sector != "-" and sector not in SECTORS:
            self.blame(f"sector {sector!r} is unknown")
        return {**self.span(words), "country": self.country(country), "sector": None if sector == "-" else sector}

    def place(self, item: str) -> dict[str, Any]:
        """Return ``words COUNTRY`` as a place."""
        words, (country,) = self.coded(item, 1)
        return {**self.span(words), "country": self.country(country)}

    def when(self, value: str) -> dict[str, Any]:
        """Return ``.`` (the report's day), a date, or ``phrase = date``; a date is a prefix date or ``from/to``."""
        phrase, _, dates = value.rpartition(" = ")
        first, last = self.check_dates(self.day if value == "." else dates)
        when: dict[str, Any] = {"from": first, "to": last}
        if phrase:
            span = self.span(phrase)
            self.check_weekday(span["text"], first, last)
            when |= span
        return when

    def check_dates(self, dates: str, *, day_only: bool = False) -> tuple[str, str]:
        """Check that a date or a pair of dates exists and runs forward."""
        first, _, last = dates.partition("/")
        last = last or first
        for day in (first, last):
            try:
                date.fromisoformat(day + "-01-01"[len(day) - 4:] if _PREFIX_DATE.fullmatch(day) else "")
            except ValueError:
                self.blame(f"{day!r} is no date")
        if first > last or (day_only and len(dates) != len("2000-01-01")):
            self.blame(f"{dates!r} runs backwards or is no day")
        return first, last

    def check_weekday(self, phrase: str, first: str, last: str) -> None:
        """A phrase that names a weekday must mean such a day."""
        named = [number for number, name in enumerate(WEEKDAYS) if name in phrase]
        if not named or first != last or len(first) != len("2000-01-01"):
            return
        if date.fromisoformat(first).weekday() not in named:
            self.blame(f"{first} is not what {phrase!r} says")

    def number(self, item: str) -> tuple[str, dict[str, Any]]:
        """Return ``kind words`` as a number."""
        kind, _, words = item.partition(" ")
        if kind not in NUMBERS:
            self.blame(f"number {kind!r} is not one of {', '.join(NUMBERS)}")
        return kind, self.span(words)

    def deadline(self, value: str) -> dict[str, Any]:
        """Return ``phrase`` or ``phrase = date`` as a deadline."""
        phrase, _, dates = value.partition(" = ")
        if not dates:
            return self.span(phrase)
        first, last = self.check_dates(dates)
        return {**self.span(phrase), "from": first, "to": last}

    def earlier(self, number: int, value: str) -> int | None:
        """Return the number of an earlier mention of this report."""
        if not value.isdigit() or not 0 < int(value) < number:
            self.blame(f"same {value!r} is not the number of an earlier mention")
            return None
        return int(value)


def blocks(text: str) -> tuple[list[Block], list[tuple[int, str]]]:
    """Cut the source into reports; also return the lines that belong to none."""
    found: list[Block] = []
    mistakes: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("== "):
            found.append(Block(number, line.removeprefix("== ").split(" | ")))
        elif not line.strip() or line.startswith("#"):
            continue
        elif not found or (line.startswith("  ") and not found[-1].sentences):
            mistakes.append((number, "a line before its report or sentence"))
        elif line.startswith("  "):
            found[-1].mentions.append((number, len(found[-1].sentences) - 1, line.strip()))
        else:
            found[-1].sentences.append(line.strip())
    return found, mistakes


def codebook() -> dict[str, frozenset[str]]:
    """Return the types of the codebook with their modes."""
    book = tomllib.loads((ROOT / "resources/codebooks/plover.toml").read_text(encoding="utf-8"))
    return {name: frozenset(row.get("modes", {})) for name, row in book["types"].items()}


def country_codes() -> frozenset[str]:
    """Return the codes a participant or place may have."""
    with (ROOT / "resources/places/countries.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["iso3"] for row in csv.DictReader(rows)) | INTERNATIONAL


def build(text: str) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    """Return the gold lines of a source and every mistake in it as (line, message), by line."""
    found, mistakes = blocks(text)
    types, codes = codebook(), country_codes()
    builders = [Builder(block, types, codes) for block in found]
    golds = [builder.build() for builder in builders]
    twice = Counter(gold["id"] for gold in golds)
    mistakes += [(block.line, f"id {gold['id']} is given twice")
                 for block, gold in zip(found, golds, strict=True) if twice[gold["id"]] > 1]
    return golds, sorted({*mistakes, *(mistake for builder in builders for mistake in builder.mistakes)})


def counts(golds: Sequence[dict[str, Any]]) -> str:
    """Return the counts of the set as the table of the card."""
    rows = (f"| {name} | {number} |" for name, number in _counted(golds))
    return "\n".join(["| what | count |", "| --- | ---: |", *rows]) + "\n"


def _counted(golds: Sequence[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    events = [event for gold in golds for event in gold["events"]]
    yield "reports", len(golds)
    yield "reports with nothing to code", sum(not gold["events"] for gold in golds)
    yield "reports about real events", sum("real" in gold["source"] for gold in golds)
    yield "sentences", sum(len(gold["sentences"]) for gold in golds)
    yield "mentions", len(events)
    for name, number in sorted(Counter(event["type"] for event in events).items()):
        yield name, number
    for status in STATUSES[1:]:
        yield f"status {status}", sum(event["status"] == status for event in events)
    for name in ("said_by", "denied_by", "where", "when", "numbers", "condition", "deadline", "same_as"):
        yield f"with `{name}`", sum(bool(event.get(name)) for event in events)


def outputs(golds: Sequence[dict[str, Any]]) -> list[tuple[Path, str]]:
    """Return each built file with its text."""
    card = CARD.read_text(encoding="utf-8")
    return [
        (BUILT, lines(golds)),
        (CARD, _COUNTS.sub(lambda _: counts(golds), card)),
    ]


def lines(golds: Sequence[dict[str, Any]]) -> str:
    """Return coded reports as JSON Lines."""
    return "".join(json.dumps(gold, ensure_ascii=False) + "\n" for gold in golds)


def main() -> int:
    """Build or check; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument("--source", type=Path, default=SOURCE, help="another source, such as gold/training/wire.txt")
    parser.add_argument("--output", type=Path, help="where its coded reports go; the card is then left alone")
    options = parser.parse_args()
    golds, mistakes = build(options.source.read_text(encoding="utf-8"))
    for line, message in mistakes:
        print(f"{options.source.name}:{line}: {message}", file=sys.stderr)
    wanted = [(options.output, lines(golds))] if options.output else outputs(golds)
    stale = [(path, text) for path, text in wanted if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        if options.check or mistakes:
            print(f"{path.name} is not up to date", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int(bool(mistakes or (options.check and stale)))


if __name__ == "__main__":
    sys.exit(main())
