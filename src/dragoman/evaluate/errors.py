"""List what the coder got wrong, by kind, with the words around and the reasons, to see which kind costs most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from dragoman.evaluate.align import Coded, align, overlap
from dragoman.evaluate.compare import countries, same_countries, same_date, status_of

_BEFORE_NOUNS = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "no", "any", "some",
    "more", "new", "further", "of",
))
_NOUN_ENDINGS = (
    "tion", "tions", "sion", "sions", "ment", "ments", "ance", "ence", "ism", "ity", "ship", "al", "als", "talks",
    "meeting", "meetings", "attack", "attacks", "sanctions", "ings", "strike", "strikes", "war", "visit", "demand",
    "call", "calls", "threat", "threats", "protest", "protests", "offer", "ban", "charges", "raid", "raids",
)
_ROUND = 48
_FIELDS = {
    "actor country": ("actors",), "recipient country": ("recipients",), "role swapped": ("actors", "recipients"),
    "status": ("status",), "date": ("when",),
}
"""The fields whose reasons explain a kind of error; the type's for all others."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error of the coder.

    Attributes:
        kind: what went wrong (``missed nominal trigger``, ``type AGREE for CONSULT``, ``spurious`` …).
        report: id of the report.
        start: where the trigger starts in the report's text.
        gold: the gold value, empty where gold has no record here.
        predicted: the predicted value, empty where nothing was predicted.
        context: the words around the trigger, which stands in brackets.
        why: the coder's reasons for what it got wrong, as ``field, rule: detail``; for a missed
            trigger the candidates that were refused there.
    """

    kind: str
    report: str
    start: int
    gold: str
    predicted: str
    context: str
    why: tuple[str, ...] = ()


def faults(
    texts: Mapping[str, str], gold: Mapping[str, Sequence[Coded]], predicted: Mapping[str, Sequence[Coded]],
    rejected: Mapping[str, Sequence[Coded]] | None = None,
) -> tuple[Fault, ...]:
    """Return every error, in order of report and text.

    Args:
        texts: the reports' texts; this and all others are by report id.
        gold: the records wanted.
        predicted: the records given; reasons are told where they carry ``why``.
        rejected: candidates that the coder did not code, for the reasons of missed triggers.
    """
    refused = rejected or {}
    by_report = (_of_report(name, texts[name], gold[name], predicted.get(name, ()), refused.get(name, ()))
                 for name in sorted(gold))
    found = chain.from_iterable(by_report)
    return tuple(sorted(found, key=lambda fault: (fault.report, fault.start, fault.kind)))


def is_nominal(text: str, trigger: Coded) -> bool:
    """Guess from form alone whether a trigger is a noun: by the word before it and by its ending."""
    before = text[max(0, trigger["start"] - 24):trigger["start"]].split()
    words = trigger["text"].lower().split()
    led = bool(before) and (before[-1].lower() in _BEFORE_NOUNS or before[-1].lower().endswith(("'s", "’s")))
    return led or words[-1].endswith(_NOUN_ENDINGS)


def _of_report(
    report: str, text: str, gold: Sequence[Coded], predicted: Sequence[Coded], refused: Sequence[Coded],
) -> Iterator[Fault]:
    pairs = align(gold, predicted)
    found, used = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
    for record in gold:
        if id(record) not in found:
            form = "nominal" if is_nominal(text, record["trigger"]) else "verbal"
            why = _refusals(record, refused)
            yield _fault(f"missed {form} trigger", report, text, record, (record["type"], ""), why)
    for record in predicted:
        if id(record) not in used:
            yield _fault("spurious", report, text, record, ("", record["type"]), _reasons(record, ("type",)))
    for g, p in pairs:
        for kind, wanted, given in _differences(g, p):
            yield _fault(kind, report, text, g, (wanted, given), _reasons(p, _FIELDS.get(kind, ("type",))))


def _differences(gold: Coded, predicted: Coded) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, gold value, predicted value) for one pair; a wrong type hides the rest, as in the scores."""
    if gold["type"] != predicted["type"]:
        yield f"type {predicted['type']} for {gold['type']}", gold["type"], predicted["type"]
        return
    yield from _of_sides(gold, predicted)
    if status_of(gold) != status_of(predicted):
        yield "status", status_of(gold), status_of(predicted)
    if gold.get("when") and not same_date(gold["when"], predicted.get("when")):
        yield "date", _date(gold["when"]), _date(predicted.get("when"))


def _of_sides(gold: Coded, predicted: Coded) -> Iterator[tuple[str, str, str]]:
    if _swapped(gold, predicted):
        yield "role swapped", _dyad(gold), _dyad(predicted)
        return
    for side in ("actors", "recipients"):
        if not same_countries(gold, predicted, side):
            yield f"{side.removesuffix('s')} country", _names(gold, side), _names(predicted, side)


def _swapped(gold: Coded, predicted: Coded) -> bool:
    wanted = countries(gold["actors"]), countries(gold["recipients"])
    given = countries(predicted.get("actors")), countries(predicted.get("recipients"))
    return wanted != given and wanted == given[::-1]


def _names(record: Coded, side: str) -> str:
    return " ".join(f"{item.get('text')}={item.get('country')}" for item in record.get(side) or ()) or "nobody"


def _dyad(record: Coded) -> str:
    return f"{_names(record, 'actors')} > {_names(record, 'recipients')}"


def _date(when: Coded | None) -> str:
    if not when:
        return "none"
    return str(when["from"]) if when["from"] == when["to"] else f"{when['from']}/{when['to']}"


def _reasons(record: Coded, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return why the coder gave the fields in ``names``, or their parts (``actors[0].country``), what they hold."""
    asked = [why for why in record.get("why") or () if _decides(why["field"], names)]
    return tuple(f"{why['field']}, {why['rule']}: {why['detail']}" for why in asked)


def _decides(field: str, names: tuple[str, ...]) -> bool:
    head, _, part = field.partition(".")
    return head.partition("[")[0] in names and part in {"", "country"}


def _refusals(record: Coded, refused: Sequence[Coded]) -> tuple[str, ...]:
    """Return the refused candidates that share characters with a missed trigger, likeliest first."""
    near = sorted((item for item in refused if overlap(record["trigger"], item)), key=lambda item: -item["score"])
    return tuple(f"refused “{item['text']}” as {item['type']}: {item['reason']}" for item in near)


def _fault(
    kind: str, report: str, text: str, record: Coded, values: tuple[str, str], why: tuple[str, ...],
) -> Fault:
    start, end = record["trigger"]["start"], record["trigger"]["end"]
    before, after = text[max(0, start - _ROUND):start], text[end:end + _ROUND]
    context = " ".join(f"{before}[{text[start:end]}]{after}".split())
    return Fault(kind, report, start, *values, context, why)
