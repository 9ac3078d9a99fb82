"""Is an embedded clause taken as true: the verb that embeds it, and the operators around that verb."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.stance.reporting import all_forms
from dragoman.tables import load
from dragoman.types import Span

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|['’]\w+|[.;:!?—]")
_SIGNS = {"+": 1, "-": -1, "0": 0}
_BREAKS = frozenset(".;:!—")
SURROUNDINGS = ("conditional", "negation", "first", "question", "modal", "plain")
"""What may stand around an embedding verb; the signs of every class are by these names."""

_Word = tuple[str, int, int]  # lower case with plain apostrophes, start, end


@dataclass(frozen=True, slots=True)
class Embedding:
    """A verb that embeds a clause.

    Attributes:
        verb: the verb's words.
        surrounding: what stands around it, one of ``SURROUNDINGS``, or ``idiom``.
        sign: 1 where the clause is taken as true, -1 as false, 0 where it is left open.
        rule: id of the row and the surrounding that say so.
    """

    verb: Span
    surrounding: str
    sign: int
    rule: str


@dataclass(frozen=True, slots=True)
class Embedders:
    """The table of embedding verbs, compiled once.

    Attributes:
        classes: class of every form of every verb.
        signs: sign by class and surrounding.
        idioms: pattern, id and sign of every idiom.
        operators: words of each kind of operator.
        gap: words that may stand between a negation and its verb.
    """

    classes: dict[str, str]
    signs: dict[tuple[str, str], int]
    idioms: tuple[tuple[re.Pattern[str], str, int], ...]
    operators: dict[str, frozenset[str]]
    gap: int

    @classmethod
    def load(cls) -> Self:
        """Return the packaged table; raises KeyError for a table without one of its parts."""
        return cls.of(load.toml("embedding"))

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Compile a table as it stands in ``resources/cues/embedding.toml``."""
        forms = {form: name for name, row in table["classes"].items()
                 for form in all_forms(row["verbs"].split("|"), table["irregular"])}
        signs = {(name, around): _SIGNS[row[around]] for name, row in table["classes"].items()
                 for around in SURROUNDINGS}
        idioms = tuple((re.compile(rf"(?<!\w)(?:{row['words']})\b", re.IGNORECASE), f"embedding.{name}",
                        _SIGNS[row["sign"]]) for name, row in table["idioms"].items())
        kinds = ("negation", "modal", "conditional", "first")
        operators = {name: frozenset(table["operators"][name]) for name in kinds}
        return cls(forms, signs, idioms, operators, table["operators"]["negation_gap"])


def embedding_of(at: int, sentence: Span, table: Embedders) -> Embedding | None:
    """Return the nearest embedding verb before offset ``at`` of a sentence; None when there is none.

    Args:
        at: where the embedded clause, or the word of interest in it, starts.
        sentence: the sentence that holds it.
        table: the compiled table.

    >>> text = "He did not deny that troops had crossed."
    >>> embedding_of(text.index("troops"), Span(0, len(text), text), Embedders.load()).rule
    'embedding.denying.negation'
    """
    head = sentence.text[:at - sentence.start]
    words = [(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(head)]
    place = next((n for n in range(len(words) - 1, -1, -1) if words[n][0] in table.classes), None)
    idiom = _idiom(head, table)
    if idiom is not None and (place is None or idiom[0].end() >= words[place][1]):
        found, rule, sign = idiom
        return Embedding(_span(sentence, found.start(), found.end()), "idiom", sign, rule)
    if place is None:
        return None
    name = table.classes[words[place][0]]
    around = _surrounding(words, place, sentence.text, table)
    verb = _span(sentence, words[place][1], words[place][2])
    return Embedding(verb, around, table.signs[name, around], f"embedding.{name}.{around}")


def _span(sentence: Span, start: int, end: int) -> Span:
    return Span(sentence.start + start, sentence.start + end, sentence.text[start:end])


def _idiom(head: str, table: Embedders) -> tuple[re.Match[str], str, int] | None:
    """Return the idiom that ends last, of two with one end the first of the table."""
    plain = head.replace("’", "'")
    hits = [(found, rule, sign) for pattern, rule, sign in table.idioms for found in pattern.finditer(plain)]
    return max(hits, key=lambda hit: hit[0].end(), default=None)


def _surrounding(words: list[_Word], place: int, sentence: str, table: Embedders) -> str:
    clause = _clause(words, place)
    keys = [word[0] for word in clause]
    if table.operators["conditional"].intersection(keys):
        return "conditional"
    if any(_negates(key, table) for key in keys[-table.gap:]):
        return "first" if table.operators["first"].intersection(keys[-table.gap - 1:]) else "negation"
    if "?" in sentence[words[place][2]:]:
        return "question"
    return "modal" if any(key in table.operators["modal"] or key.endswith("'d") for key in keys) else "plain"


def _clause(words: list[_Word], place: int) -> list[_Word]:
    """Return the words before a verb that stand in its clause."""
    first = place
    while first > 0 and words[first - 1][0] not in _BREAKS:
        first -= 1
    return words[first:place]


def _negates(word: str, table: Embedders) -> bool:
    return word in table.operators["negation"] or word.endswith("n't")
