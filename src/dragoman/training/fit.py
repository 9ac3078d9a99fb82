"""Choose the reader's thresholds on coded reports it was not trained on.

Each threshold is a single number for the whole model (one per role), so that
the few hundred development records cannot be fitted by heart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from dragoman.evaluate.gold import report_of
from dragoman.evaluate.score import Scorecard, score
from dragoman.reading import labels
from dragoman.reading.reader import Reader, Thresholds
from dragoman.types import Draft, Part, Role, Span

START = Thresholds(
    piece=0.2,
    first_look=0.55,
    types=dict.fromkeys(labels.TYPES, 0.4),
    rejected=0.15,
    roles={str(role): 0.5 for role in labels.ROLES} | {"actor": 0.55, "recipient": 0.65, "said_by": 0.6},
    absent={},
    present={str(Role.ACTOR): 0.35, str(Role.RECIPIENT): 0.1},
    fallbacks={str(Role.ACTOR): 0.15, str(Role.RECIPIENT): 0.1},
    shares={str(Role.ACTOR): 0.75, str(Role.RECIPIENT): 0.85},
    listed={str(Role.ACTOR): 0.1, str(Role.RECIPIENT): 0.1},
    modes=0.5,
    statuses=dict.fromkeys(labels.STATUSES, 1.0),
    again=0.7,
    together=0.5,
)
"""Where the search starts, and what an unfitted model uses."""

_LISTS = {"actors": Role.ACTOR, "recipients": Role.RECIPIENT, "said_by": Role.SAID_BY, "denied_by": Role.DENIED_BY,
          "where": Role.PLACE}
_GRID = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


class Memo:
    """A session that remembers its answers, so that a search runs the model once."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.answers: dict[tuple[bytes, ...], Any] = {}

    def run(self, names: list[str] | None, inputs: dict[str, Any]) -> Any:
        """Answer as the session does."""
        key = tuple(value.tobytes() for _, value in sorted(inputs.items()))
        if key not in self.answers:
            self.answers[key] = self.session.run(names, inputs)
        return self.answers[key]


def fit(reader: Reader, gold: Sequence[dict[str, Any]]) -> Thresholds:
    """Return the thresholds that read ``gold`` best.

    The search goes threshold by threshold, each by the figure it serves: the two
    that decide what is coded by type F1, a role's by the F1 of its spans.
    """
    reader = replace(reader, encoder=Memo(reader.encoder), judge=Memo(reader.judge))  # type: ignore[arg-type]
    best = START

    def judged(thresholds: Thresholds, figure: Callable[[Scorecard], float]) -> float:
        return figure(measure(replace(reader, thresholds=thresholds), gold))

    pairs = [(piece, kind) for piece in _GRID for kind in _GRID]
    tried = [replace(best, piece=piece, types=dict.fromkeys(labels.TYPES, kind)) for piece, kind in pairs]
    best = _best(tried, lambda t: judged(t, lambda card: card.rates["type"].f1))
    for field, role in _LISTS.items():
        tried = [replace(best, roles={**best.roles, str(role): value}) for value in _GRID]
        best = _best(tried, lambda t, field=field: judged(t, lambda card: card.rates[f"{field}_spans"].f1))  # type: ignore[misc]
    tried = [replace(best, roles={**best.roles, str(Role.NUMBER): value}) for value in _GRID]
    best = _best(tried, lambda t: judged(t, lambda card: card.rates["numbers_spans"].f1))
    tried = [replace(best, modes=value) for value in _GRID]
    return _best(tried, lambda t: judged(t, lambda card: card.rates["modes"].f1))


def _best(tried: Iterable[Thresholds], figure: Callable[[Thresholds], float]) -> Thresholds:
    """Return the middle of those that share the best figure: the least fitted one."""
    scored = [(figure(thresholds), thresholds) for thresholds in tried]
    top = max(value for value, _ in scored)
    leaders = [thresholds for value, thresholds in scored if value >= top - 1e-9]
    return leaders[len(leaders) // 2]


def measure(reader: Reader, gold: Sequence[dict[str, Any]]) -> Scorecard:
    """Score the reader's own spans on gold reports; countries are not resolved here."""
    predicted = {}
    for line in gold:
        sentences = [Span.of(line["text"], a, b) for a, b in line["sentences"]]
        predicted[line["id"]] = [as_event(draft) for draft in reader.drafts(report_of(line), sentences)[0]]
    return score({line["id"]: line["events"] for line in gold}, predicted, samples=0)


def as_event(draft: Draft) -> dict[str, Any]:
    """Return a draft in the form of a gold event."""
    event: dict[str, Any] = {
        "type": draft.type,
        "trigger": asdict(draft.trigger),
        "modes": [mode for mode, _ in draft.modes],
        "status": draft.status,
        "numbers": {part.kind: asdict(part.span) for part in draft.of(Role.NUMBER)},
    }
    return event | {field: [_as_span(part) for part in draft.of(role)] for field, role in _LISTS.items()}


def _as_span(part: Part) -> dict[str, Any]:
    return asdict(part.span) | {"sector": part.sector, "country": None}
