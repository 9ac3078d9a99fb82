"""Publish codings of texts that are not ours to publish: labels without words, and the way back.

Usage::

    python scripts/make_labels.py strip GOLD.jsonl -o LABELS.jsonl.gz     # offsets, labels and a digest of each text
    python scripts/make_labels.py urls LABELS.jsonl.gz                    # the pages to fetch, one a line
    python scripts/make_labels.py join LABELS.jsonl.gz PAGES... -o GOLD.jsonl

``join`` looks for each text in what you fetched: saved web pages (``.html``) or JSON Lines with a field ``text``. A
text is taken where its digest agrees, so that no label lands on other words; reports not found are listed and left out.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_SOURCES = re.compile(r"(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\))+\s*$")
"""The names of news outlets in brackets that end an item of Wikipedia's portal of current events."""

_WORDS = frozenset({"text", "title"})


def digest(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a text, white space folded."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def stripped(value: Any) -> Any:
    """Return JSON data without the words of the report, which stand under ``text`` and ``title``."""
    if isinstance(value, dict):
        return {key: stripped(item) for key, item in value.items() if key not in _WORDS}
    return [stripped(item) for item in value] if isinstance(value, list) else value


def restored(value: Any, text: str) -> Any:
    """Return stripped data with the words put back at their offsets."""
    if isinstance(value, dict):
        full = {key: restored(item, text) for key, item in value.items()}
        at = isinstance(value.get("start"), int) and isinstance(value.get("end"), int)
        return full | {"text": text[value["start"] : value["end"]]} if at else full
    return [restored(item, text) for item in value] if isinstance(value, list) else value


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file, gzipped or not."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def texts(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield (text, title) of everything in a file that may be a report."""
    if path.suffix in (".html", ".htm"):
        yield from _blocks(path.read_text(encoding="utf-8", errors="replace"))
    else:
        yield from ((line["text"], line.get("title")) for line in lines(path))


def _blocks(page: str) -> Iterator[tuple[str, None]]:
    """Yield the items and the running text of a page, items also without the outlets they end in."""
    from lxml import html

    tree = html.fromstring(page)
    for item in tree.iter("li", "p"):
        text = " ".join(item.text_content().split())
        yield text, None
        yield _SOURCES.sub("", text), None
    for body in tree.xpath("//*[contains(@class, 'mw-parser-output')]"):
        paragraphs = [" ".join(part.text_content().split()) for part in body.iter("p")]
        yield "\n\n".join(part for part in paragraphs if part), None


def strip(source: Path, target: Path) -> int:
    """Write the labels of a gold file; returns how many reports."""
    found = [{"digest": digest(line["text"]), "length": len(line["text"]), **stripped(line)} for line in lines(source)]
    body = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in found)
    target.write_bytes(gzip.compress(body.encode(), mtime=0))
    return len(found)


def join(labels: Path, pages: Iterable[Path], target: Path) -> list[str]:
    """Write the gold file that labels and texts make together; returns the ids not found."""
    wanted = {line["digest"]: line for line in lines(labels)}
    found: dict[str, dict[str, Any]] = {}
    for page in pages:
        for text, title in texts(page):
            line = wanted.get(digest(text))
            if line is not None and len(text) == line["length"] and line["digest"] not in found:
                found[line["digest"]] = {**restored(line, text), "text": text, "title": title}
    with target.open("w", encoding="utf-8") as out:
        for line in (found[name] for name in wanted if name in found):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return [line["id"] for name, line in wanted.items() if name not in found]


def main() -> int:
    """Run one of the three steps; ``join`` returns 4 where texts are missing."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("step", choices=("strip", "urls", "join"))
    arguments.add_argument("paths", type=Path, nargs="+")
    arguments.add_argument("-o", "--output", type=Path)
    given = arguments.parse_args()
    first, *others = given.paths
    if given.step == "urls":
        print("\n".join(sorted({line["url"] for line in lines(first) if line.get("url")})))
        return 0
    if given.output is None:
        arguments.error("name the file to write with -o")
    if given.step == "strip":
        print(f"{strip(first, given.output)} reports")
        return 0
    missing = join(first, others, given.output)
    for name in missing:
        sys.stderr.write(f"not found: {name}\n")
    return 4 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
