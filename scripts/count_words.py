"""Write ``resources/episodes/words.csv``: word stems that are common in news.

Usage: python scripts/count_words.py REPORTS.jsonl

A stem is a word's first letters, as ``analyze/episodes/act.py`` takes them. Stems in fewer than 1 of 250
reports are not listed: they are the rare ones, mostly names, by which two reports of one act are known.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from dragoman.analyze.episodes.words import stems

TABLE = Path(__file__).resolve().parents[1] / "resources" / "episodes" / "words.csv"
COMMON = 0.004
EMPTY = 0.05


def main() -> int:
    """Count and write; return the exit status."""
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    found = Counter(stem for text in texts for stem in stems(text))
    kinds = {stem: "empty" if count >= EMPTY * len(texts) else "common"
             for stem, count in found.items() if count >= COMMON * len(texts)}
    rows = "".join(f"{stem},{kind}\n" for stem, kind in sorted(kinds.items()))
    TABLE.write_text(f"stem,kind\n{rows}", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
