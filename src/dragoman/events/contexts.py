"""What an act is about: contexts from the words around it, its type, its modes and who acts."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.events.codebook import Codebook, Context
from dragoman.types import Draft, Reading, Role, Why

_SHOWN = 3  # spans and wordings named in one reason


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Reasons for contexts that hold for every draft of one sentence or of the whole report."""

    whys: dict[str, Why]


def of_title(reading: Reading, codebook: Codebook) -> Surroundings:
    """Return the contexts that the report's title speaks for."""
    title = reading.report.title
    return Surroundings({}) if title is None else _surroundings(title, None, codebook)


def of_sentence(reading: Reading, number: int, codebook: Codebook) -> Surroundings:
    """Return the contexts that a sentence speaks for; ``number`` counts from 0."""
    sentence = reading.sentences[number]
    return _surroundings(sentence.text, sentence.start, codebook)


def choose(draft: Draft, modes: tuple[str, ...], near: tuple[Surroundings, ...], codebook: Codebook) -> tuple[Why, ...]:
    """Return one reason for each context of an act, in the codebook's order.

    ``modes`` are those of the draft that its type has. ``near`` is looked through in order, and the
    first to speak for a context gives the reason. The context's name is the middle part of the
    reason's rule, ``context.military.forces``.
    """
    found: dict[str, Why] = {}
    sectors = tuple(part.sector for part in draft.of(Role.ACTOR) if part.sector is not None)
    for surroundings in near:
        found = {**surroundings.whys, **found}
    for context in codebook.contexts.values():
        implied = _implied(draft.type, modes, sectors, context)
        if implied is not None and context.name not in found:
            rule = f"context.{context.name}.implied"
            found[context.name] = Why("contexts", rule, f"{implied} implies {context.name}.")
    narrower = {name: set(context.unless) for name, context in codebook.contexts.items()}
    dropped = {name for name in found if narrower[name] & found.keys() and "cyber" not in found}
    return tuple(found[name] for name in codebook.contexts if name in found and name not in dropped)


def _implied(type: str, modes: tuple[str, ...], sectors: tuple[str, ...], context: Context) -> str | None:  # noqa: A002
    if type in context.types:
        return type
    mode = next((f"{type}.{mode}" for mode in modes if f"{type}.{mode}" in context.modes), None)
    return mode or next((f"{type} by {sector}" for sector in sectors if f"{type}.{sector}" in context.by), None)


def _surroundings(text: str, offset: int | None, codebook: Codebook) -> Surroundings:
    hits: dict[str, list[tuple[str, int, int]]] = {}
    for hit in codebook.cues.find(text):
        hits.setdefault(hit.cue.label, []).append((hit.cue.id, hit.start, hit.end))
    return Surroundings({name: _why(name, found, text, offset) for name, found in hits.items()})


def _why(name: str, found: list[tuple[str, int, int]], text: str, offset: int | None) -> Why:
    words = ", ".join(dict.fromkeys(f"“{text[start:end]}”" for _, start, end in found[:_SHOWN]))
    place = "the title" if offset is None else "the sentence"
    spans = () if offset is None else tuple((offset + start, offset + end) for _, start, end in found[:_SHOWN])
    return Why("contexts", f"context.{found[0][0]}", f"{words} in {place} speaks for {name}.", spans=spans)
