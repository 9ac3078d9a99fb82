"""From drafts to events: what was done, how, about what, and how grave it is."""

from __future__ import annotations

from dragoman.events import contexts
from dragoman.events.amounts import find_amounts
from dragoman.events.codebook import Codebook
from dragoman.types import Draft, Event, Reading, Why

_CLASSES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def find(reading: Reading, codebook: Codebook) -> tuple[Event, ...]:
    """Return one event per draft of ``reading``, in order.

    Modes that the type does not have are dropped; contexts come from cues in the trigger's
    sentence and in the title, and from the type and modes themselves. No draft is vetoed yet.
    """
    title = contexts.of_title(reading, codebook)
    numbers = [reading.sentence_at(draft.trigger.start) for draft in reading.drafts]
    near = {number: (contexts.of_sentence(reading, number, codebook), title) for number in sorted(set(numbers))}
    return tuple(_event(draft, reading.report.text, near[number], codebook)
                 for draft, number in zip(reading.drafts, numbers, strict=True))


def _event(draft: Draft, text: str, near: tuple[contexts.Surroundings, ...], codebook: Codebook) -> Event:
    modes, mode_whys = _modes(draft, codebook)
    about = contexts.choose(draft, modes, near, codebook)
    names = tuple(why.rule.split(".")[1] for why in about)
    numbers, number_whys = find_amounts(draft, text)
    quad, intensity = codebook.quad(draft.type), codebook.intensity(draft.type, modes)
    about = about or (Why("contexts", "context.none", "No cue in the sentence or the title, and none implied."),)
    whys = (_type_why(draft), *mode_whys, *about, _quad_why(codebook, draft, quad),
            _intensity_why(codebook, draft, modes, intensity), *number_whys)
    return Event(draft.type, modes, names, quad, intensity, numbers, whys=whys)


def _type_why(draft: Draft) -> Why:
    others = ", ".join(f"{name} {score:.2f}" for name, score in draft.alternatives[:2])
    detail = f"The reader gives {draft.type} to “{draft.trigger.text}”" + (f"; next best {others}." if others else ".")
    if draft.beside:
        words = ", ".join(f"“{span.text}”" for span in draft.beside)
        detail += f" Too doubtful alone, it is coded because {words} may tell the same act."
    spans = tuple((span.start, span.end) for span in (draft.trigger, *draft.beside))
    return Why("type", "reader.trigger", detail, draft.score, spans)


def _modes(draft: Draft, codebook: Codebook) -> tuple[tuple[str, ...], tuple[Why, ...]]:
    allowed = codebook.modes(draft.type)
    kept = tuple(mode for mode, _ in draft.modes if mode in allowed)
    span = ((draft.trigger.start, draft.trigger.end),)
    whys = [Why("modes", "reader.modes", f"The reader gives the mode {mode}.", score, span) if mode in allowed else
            Why("modes", f"{codebook.name}.modes", f"{mode} is no mode of {draft.type}: dropped.", score, span)
            for mode, score in draft.modes]
    if not kept:
        detail = "The reader gives no mode." if allowed else f"{draft.type} has no modes."
        whys.append(Why("modes", "reader.modes" if allowed else f"{codebook.name}.modes", detail))
    return kept, tuple(whys)


def _quad_why(codebook: Codebook, draft: Draft, quad: int) -> Why:
    return Why("quad", f"{codebook.name}.quad", f"{draft.type} is {_CLASSES[quad]}.")


def _intensity_why(codebook: Codebook, draft: Draft, modes: tuple[str, ...], intensity: float) -> Why:
    source = f"the most extreme of {', '.join(modes)}" if modes else f"the score of {draft.type} itself"
    return Why("intensity", f"{codebook.name}.score", f"{intensity:g} is {source}.")
