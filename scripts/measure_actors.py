"""Measure who is meant, given the passage: on visits, on phrases, on linked mentions, on titled names of a corpus.

Usage: ``python scripts/measure_actors.py visits|ngec|links|titles PATH [--errors N] [--since DATE]``. PATH is a file of
third-party data (``titles``: a folder of reports as JSON Lines). Each adapter cuts passages out by a rule that it
prints, has them resolved on the day of their text without a reader, and counts what agrees.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from measure_actors_passages import (  # noqa: E402
    DAY_OF_UNDATED,
    counterpart_span,
    mention_spans,
    resolved,
    states_in,
    titled_spans,
)

from dragoman.actors import ActorBook  # noqa: E402
from dragoman.actors.words import key_of  # noqa: E402
from dragoman.types import Participant  # noqa: E402

COMMONEST = 300
LINKED = frozenset({"person", "name", "adjective", "demonym", "territory"})
DAY_LENGTH = 10
ALIKE = {"XKX": "KOS", "HLH": "MED"}
Row = dict[str, Any]


class Answer(NamedTuple):
    """One judged answer: what was asked, about which words, what is coded, what was found, whether it is right."""

    question: str
    words: str
    coded: str
    found: str
    right: bool


def visits(rows: Iterable[Row], book: ActorBook, since: str) -> Iterator[Answer]:
    """Rows from ``since`` on whose remark names the counterpart: opening words of a visit, or after "met with".

    The words are a title with a name, or a state's name or adjective; a remark that also names a state other than
    the coded one and the USA is left out, as is one without a coded counterpart. The first counterpart is compared.
    """
    for row in rows:
        is_travel = row["id"].startswith("ustravel")
        code = row["gold"]["recipient" if is_travel else "actor"].get("code")
        span = counterpart_span(row["text"], book, is_travel=is_travel)
        if row["date"] >= since and code and span is not None and not _names_others(row["text"], span, code, book):
            (who, _), = resolved(row["text"], [span], row["date"], book)
            yield Answer("country", f"{row['date']} {row['text']}", code, who.country or "", who.country == code)


def _names_others(text: str, span: tuple[int, int], code: str, book: ActorBook) -> bool:
    return bool({country for start, country in states_in(text, book) if start >= span[0]} - {code, "USA", ""})


def phrases(rows: Iterable[Row], book: ActorBook, _: str) -> Iterator[Answer]:
    """Phrases with a coded country or code that their author does not skip; undated ones are of 2023-01-01."""
    for row in rows:
        if row["marked"] and "skip" in str(row["marked"]):
            continue
        dated = len(row["date"] or "") == DAY_LENGTH and row["date"][:4].isdigit()
        day = row["date"] if dated else DAY_OF_UNDATED
        told = row["text"] + "".join(f". {more}" for more in (row["context"], row["known_country"]) if more)
        (who, rules), = resolved(told, [(0, len(row["text"]))], day, book)
        gold = row["gold"]
        for question, found in (("country", who.country or ""), ("code_1", _code(who, rules, gold))):
            wanted = gold.get("cc" if question == "country" and "cc" in gold else question)
            if wanted is not None:
                wanted = ALIKE.get(wanted, wanted)
                yield Answer(question, f"{day} {told}", wanted, found, found == wanted)


def _code(who: Participant, rules: tuple[str, ...], gold: Row) -> str:
    """Return the sector; a bare state, which our codebook codes GOV, has no code in theirs."""
    bare = {"sector.name", "sector.demonym", "sector.adjective"} & set(rules)
    return "" if gold.get("code_1") == "" and bare else who.sector or ""


def links(rows: Iterable[Row], book: ActorBook, _: str) -> Iterator[Answer]:
    """Mentions of persons and organisations, and of places that are coded as a state.

    A link is a row of the tables for a person or a state, not a capital; coded is the Wikipedia title. Mentions that
    are coded as a state's sports team are asked as ``team``: no row of the tables means one.
    """
    kinds = {entry.id: entry.kind for entries in book.index.values() for entry in entries}
    for row in rows:
        wanted = [(entity, span) for entity, span in mention_spans(row["text"], row["gold"]["entities"])
                  if entity["type"] in {"person", "organization"} or _state(entity["wiki"], book)]
        spans = [span for _, span in wanted]
        found = resolved(row["text"], spans, row["date"], book, title=row["title"], together=False)
        for (entity, _span), (who, rules) in zip(wanted, found, strict=True):
            coded = unquote(entity["wiki"] or "").replace("_", " ")
            linked = who.name or "" if any(kinds.get(rule) in LINKED for rule in rules) else ""
            if linked or _is_person_or_state(entity, book):
                question = "team" if coded.endswith("national football team") else "link"
                yield Answer(question, entity["text"], coded, linked, bool(linked) and _is_same(linked, coded, book))


def _state(title: str | None, book: ActorBook) -> str:
    entries = book.index.get(key_of((title or "").replace("_", " ").removeprefix("The "), book.spellings), ())
    return next((entry.country for entry in entries if entry.kind == "name"), "")


def _is_person_or_state(entity: Row, book: ActorBook) -> bool:
    return bool(entity["wiki"]) and (entity["type"] == "person" or bool(_state(entity["wiki"], book)))


def _is_same(linked: str, coded: str, book: ActorBook) -> bool:
    plain = coded.partition(" (")[0]
    if key_of(linked, book.spellings) == key_of(plain, book.spellings):
        return True
    names = {entry.name for entry in book.index.get(key_of(plain, book.spellings), ())}
    return linked in names or (_state(linked, book) != "" and _state(linked, book) == _state(plain, book))


def titles(rows: Iterable[Row], book: ActorBook, since: str) -> Iterator[Answer]:
    """The 300 commonest forms "title Name" of reports from ``since`` on.

    One is found where most of its places are linked to the row of a person; who it is has to be read.
    """
    kinds = {entry.id: entry.kind for entries in book.index.values() for entry in entries}
    places: dict[str, list[tuple[Row, tuple[int, int]]]] = {}
    for row in rows:
        for span in titled_spans(row["text"]) if row["date"] >= since else ():
            places.setdefault(row["text"][slice(*span)], []).append((row, span))
    commonest = sorted(places, key=lambda form: (-len(places[form]), form))[:COMMONEST]
    for form in commonest:
        names = [_link_in(row, span, book, kinds) for row, span in places[form]]
        known = Counter(filter(None, names))
        right = 2 * known.total() > len(names)
        yield Answer("person", form, str(len(names)), max(known, key=known.__getitem__, default=""), right)


def _link_in(row: Row, span: tuple[int, int], book: ActorBook, kinds: Mapping[str, str]) -> str:
    (who, rules), = resolved(row["text"], [span], row["date"], book, title=row.get("title"))
    known = any(kinds.get(rule) == "person" for rule in rules)
    return f"{who.name} ({who.country}, {who.office or who.sector})" if known else ""


ADAPTERS: dict[str, Callable[[Iterable[Row], ActorBook, str], Iterator[Answer]]] = {
    "visits": visits, "ngec": phrases, "links": links, "titles": titles,
}


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of a file, or of all files of a folder, of JSON Lines."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def report(answers: list[Answer]) -> Iterator[str]:
    """Yield a line per question: answers, right ones, and for links precision and recall."""
    for question in dict.fromkeys(answer.question for answer in answers):
        asked = [answer for answer in answers if answer.question == question]
        right = sum(answer.right for answer in asked)
        yield f"{question}: {right} of {len(asked)} = {right / len(asked):.3f}"
        if question == "link":
            given, coded = sum(bool(answer.found) for answer in asked), sum(bool(answer.coded) for answer in asked)
            yield f"precision {right / max(given, 1):.3f} of {given}, recall {right / max(coded, 1):.3f} of {coded}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=sorted(ADAPTERS))
    parser.add_argument("path", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="measure so many rows, drawn with a fixed seed")
    parser.add_argument("--since", default="1990", help="only rows from this date on (visits, titles)")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong answers")
    parser.add_argument("--all", action="store_true", help="print every answer")
    options = parser.parse_args()
    rows = list(read(options.path))
    if options.sample:
        rows = random.Random(0).sample(rows, min(options.sample, len(rows)))
    adapter = ADAPTERS[options.what]
    answers = list(adapter(rows, ActorBook.load(), options.since))
    print(" ".join((adapter.__doc__ or "").split()), *report(answers), sep="\n")
    shown = answers if options.all else [answer for answer in answers if not answer.right]
    for answer in shown if options.all else random.Random(1).sample(shown, min(options.errors, len(shown))):
        print(answer.question, answer.right, answer.coded, ">", answer.found, "|", answer.words)


if __name__ == "__main__":
    main()
