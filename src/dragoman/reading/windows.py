"""Cut a report into windows of whole sentences that the encoder can take in.

::

    title | earlier sentences (context) | the sentences read here
    ------+-----------------------------+------------------------
     ≤ 24 |            ≤ 64             |   as many as fit in 192

Triggers are only looked for in the sentences read here, so each sentence is
read exactly once; participants may stand in the context. A sentence longer than
a window is cut at piece boundaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from dragoman.types import Span

LONGEST, CONTEXT, TITLE = 192, 64, 24
IN_TITLE, IN_CONTEXT, IN_FOCUS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of one window; lists run parallel.

    Attributes:
        pieces: vocabulary numbers.
        offsets: character span of each piece in the report, (0, 0) in the title.
        segments: IN_TITLE, IN_CONTEXT or IN_FOCUS.
    """

    pieces: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Pieces of one sentence (or a slice of one that is too long)."""

    pieces: list[int]
    offsets: list[tuple[int, int]]


def windows(tokenizer: Tokenizer, text: str, sentences: Sequence[Span], title: str | None) -> list[Window]:
    """Cut ``text`` into windows in order of the text.

    Args:
        tokenizer: of the model that will read the windows.
        text: the report's text.
        sentences: its sentences, in order, not overlapping.
        title: shown to the model as context; never read.
    """
    head = _title(tokenizer, title)
    encoded = (_encode(tokenizer, text, sentence) for sentence in sentences)
    runs = [part for run in encoded for part in _slices(run, LONGEST - CONTEXT - TITLE)]
    found: list[Window] = []
    first = 0
    while first < len(runs):
        before = _context(runs, first)
        room = LONGEST - len(head) - sum(len(run.pieces) for run in before)
        last, used = first, 0
        while last < len(runs) and (last == first or used + len(runs[last].pieces) <= room):
            used += len(runs[last].pieces)
            last += 1
        found.append(_window(head, before, runs[first:last]))
        first = last
    return found


def _title(tokenizer: Tokenizer, title: str | None) -> list[int]:
    if not title:
        return []
    pieces: list[int] = tokenizer.encode(title, add_special_tokens=False).ids[: TITLE - 1]
    newline: list[int] = tokenizer.encode("\n", add_special_tokens=False).ids[:1]
    return pieces + newline


def _encode(tokenizer: Tokenizer, text: str, sentence: Span) -> _Run:
    # The blank before a sentence belongs to its first piece, as in running text.
    start = sentence.start - 1 if sentence.start and text[sentence.start - 1] == " " else sentence.start
    encoding = tokenizer.encode(text[start : sentence.end], add_special_tokens=False)
    return _Run(encoding.ids, [_strip(text, start + a, start + b) for a, b in encoding.offsets])


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _slices(run: _Run, most: int) -> list[_Run]:
    starts = range(0, len(run.pieces), most)
    return [_Run(run.pieces[i : i + most], run.offsets[i : i + most]) for i in starts]


def _context(runs: list[_Run], first: int) -> list[_Run]:
    back, used = first, 0
    while back and used + len(runs[back - 1].pieces) <= CONTEXT:
        back -= 1
        used += len(runs[back].pieces)
    return runs[back:first]


def _window(head: list[int], before: list[_Run], focus: list[_Run]) -> Window:
    pieces, offsets, segments = list(head), [(0, 0)] * len(head), [IN_TITLE] * len(head)
    for segment, runs in ((IN_CONTEXT, before), (IN_FOCUS, focus)):
        for run in runs:
            pieces += run.pieces
            offsets += run.offsets
            segments += [segment] * len(run.pieces)
    return Window(tuple(pieces), tuple(offsets), tuple(segments))
