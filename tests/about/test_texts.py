"""No sentence of the material beside the checkout stands in the repository.

Texts are compared as runs of ten words, without case and punctuation: runs of eight
also meet in set phrases ("the foreign ministers of Britain, France and Germany").
Long names are facts, not sentences: a short cell of a table counts as a name.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.about.test_limits import tracked

WORD = re.compile(r"[^\W_]+")
RUN = 10
LONGEST_NAME = 14
PRIME = np.uint64(1_099_511_628_211)
FOLDERS = ("gold", "measure", "corpora")
Runs = npt.NDArray[np.uint64]
PROSE = {"text", "title", "sentence", "remark", "quote"}
BINARY = {".onnx", ".png", ".duckdb", ".parquet", ".ico", ".woff2"}


def _runs(text: str) -> Runs:
    """Return a number for each run of RUN words (the same in one process only)."""
    words = np.fromiter(map(hash, WORD.findall(text.lower())), dtype=np.int64).astype(np.uint64)
    count = max(len(words) - RUN + 1, 0)
    total = np.zeros(count, dtype=np.uint64)
    for place in range(RUN):
        total = total * PRIME + words[place:place + count]
    return total


def _shared_texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        if path.suffix != ".jsonl":
            yield lines.read()
            return
        for line in lines:
            yield from _prose(json.loads(line))


def _prose(value: Any) -> Iterator[str]:
    """Yield the texts of a JSON object: long strings under names that hold prose."""
    if isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, str) and name in PROSE:
                yield item
            elif isinstance(item, dict | list):
                yield from _prose(item)
    elif isinstance(value, list):
        for item in value:
            yield from _prose(item)


def _own_texts(path: Path) -> Iterator[str]:
    """Yield the text of a file, or for tables each of their cells."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", errors="replace")
    yield from re.split(r"[\t\n,;|]", text) if path.suffix in {".csv", ".gz"} else [text]


def _joined(texts: Iterable[str]) -> Runs:
    return np.concatenate([np.zeros(0, dtype=np.uint64), *map(_runs, texts)])


def _names(cells: Iterable[str]) -> Iterator[str]:
    return (cell for cell in cells if RUN <= len(WORD.findall(cell)) <= LONGEST_NAME)


def test_a_run_is_found_in_spite_of_case_and_punctuation() -> None:
    one = _runs("The envoy said, on Monday, that the talks would resume soon.")
    assert np.isin(_runs("... the ENVOY said on monday that the talks would RESUME"), one).any()
    assert not np.isin(_runs("The envoy said on Tuesday that the talks would resume soon."), one).any()
    assert len(_runs("Too few words.")) == 0


@pytest.mark.shared
@pytest.mark.slow
def test_no_sentence_of_the_shared_material_stands_in_the_repository(root: Path, shared: Path) -> None:
    texts = {path: list(_own_texts(path)) for path in tracked(root) if path.suffix not in BINARY}
    own = {str(path.relative_to(root)): _joined(item for item in parts if item.count(" ") + 1 >= RUN)
           for path, parts in texts.items()}
    names = _joined(name for parts in texts.values() if len(parts) > 1 for name in _names(parts))
    known = np.setdiff1d(np.concatenate(list(own.values())), names)
    files = sorted([*shared.glob("reports/*"), *(file for name in FOLDERS for file in shared.glob(f"{name}/*.jsonl"))])
    assert files
    hits = np.concatenate([_among(known, path) for path in files])
    found = [path for path in texts if np.isin(own[str(path.relative_to(root))], hits).any()]
    copied = {str(path.relative_to(root)): _prose_in(texts[path], hits) for path in found}
    assert {name: runs for name, runs in copied.items() if runs} == {}


def _prose_in(texts: Iterable[str], hits: Runs) -> list[str]:
    """Return the runs that are in ``hits``, but for those that are mostly capitals: titles and names."""
    runs = (WORD.findall(text)[place:place + RUN]
            for text in texts for place in np.flatnonzero(np.isin(_runs(text), hits)))
    return [" ".join(words) for words in runs if 2 * sum(word.islower() for word in words) >= RUN]


def _among(known: Runs, path: Path) -> Runs:
    """Return the runs of a file that are in ``known``, which is sorted."""
    runs = _joined(_shared_texts(path))
    nearest = np.searchsorted(known, runs).clip(max=len(known) - 1)
    hits: Runs = runs[known[nearest] == runs]
    return hits
