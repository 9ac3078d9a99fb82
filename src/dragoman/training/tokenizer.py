"""SmolLM2's tokenizer, cut down to the pieces that news texts use.

The byte-level alphabet always stays, so any text can still be cut into pieces;
a rare word is merely cut finer. A piece stays only with the two pieces it is
merged from, so the kept merges alone rebuild it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer


def read_bpe(path: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the pieces and the merges, in rank order, kept in a GGUF file."""
    from gguf import GGUFReader

    fields = GGUFReader(path).fields
    stored = (fields[f"tokenizer.ggml.{name}"] for name in ("tokens", "merges"))
    pieces, merges = ([bytes(field.parts[i]).decode("utf-8") for i in field.data] for field in stored)
    pairs = [tuple(merge.split(" ")) for merge in merges]
    return pieces, [(left, right) for left, right in pairs]


def build(pieces: list[str], merges: list[tuple[str, str]]) -> Tokenizer:
    """Make a tokenizer of the given vocabulary (piece number = position)."""
    from tokenizers import decoders, models, pre_tokenizers

    tokenizer = Tokenizer(models.BPE({piece: i for i, piece in enumerate(pieces)}, merges))
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), byte_level])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def trim(path: Path, texts: Iterable[str], least: int) -> tuple[Tokenizer, list[int]]:
    """Keep the pieces seen at least ``least`` times in ``texts``.

    Returns:
        The smaller tokenizer, and for each of its pieces the row of the full
        embedding table. Piece 0 stays the unknown/padding piece.
    """
    pieces, merges = read_bpe(path)
    number = {piece: i for i, piece in enumerate(pieces)}
    full = build(pieces, merges)
    seen: Counter[int] = Counter()
    for text in texts:
        seen.update(full.encode(text, add_special_tokens=False).ids)
    parents = {left + right: (left, right) for left, right in reversed(merges)}
    wanted = {pieces[i] for i, n in seen.items() if n >= least}
    kept = {piece for piece in pieces if len(piece) == 1} | {pieces[0], *_closure(wanted, parents)}
    order = sorted(number[piece] for piece in kept if piece in number)
    small = [pieces[i] for i in order]
    have = set(small)
    return build(small, [(a, b) for a, b in merges if a in have and b in have and a + b in have]), order


def _closure(wanted: set[str], parents: dict[str, tuple[str, str]]) -> set[str]:
    kept: set[str] = set()
    stack = list(wanted)
    while stack:
        piece = stack.pop()
        if piece not in kept:
            kept.add(piece)
            stack.extend(parents.get(piece, ()))
    return kept


def corpus_texts(paths: list[Path], without: set[str]) -> Iterable[str]:
    """Yield the texts of JSON Lines files, less the reports whose id is in ``without``."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row: dict[str, Any] = json.loads(line)
                if row["id"] not in without:
                    yield row["text"]
