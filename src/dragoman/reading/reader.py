"""The learned reader: a report in, drafts of events out, by two ONNX graphs.

``encoder.onnx`` reads each window once; ``conditioned.onnx`` looks at the same
window once more for each trigger found. Everything runs at batch 1 on one
thread, because 8-bit results depend on what else is in a batch.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from dragoman.reading import decode, labels
from dragoman.reading.decode import Candidate, Flags, Floats, Passage
from dragoman.reading.lists import whole_lists
from dragoman.reading.rivals import Bid, settle
from dragoman.reading.sides import apart
from dragoman.reading.windows import IN_FOCUS, Window, windows
from dragoman.types import Draft, Part, Rejected, Report, Role, Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_PEOPLE = (Role.ACTOR, Role.RECIPIENT, Role.SAID_BY, Role.DENIED_BY)
_SIDES = (Role.ACTOR, Role.RECIPIENT)
_SINGLE = (Role.TIME, Role.CONDITION, Role.DEADLINE)
_VERDICT = ("roles", "status", "modes", "sectors", "kinds", "types", "some")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where scores become decisions; fitted after training, kept beside the weights.

    Attributes:
        piece: P(not outside) from which a piece belongs to a possible trigger.
        first_look: weight of the trigger head against the second look, 0 … 1.
        types: score from which a candidate is coded, by type.
        rejected: score from which a refused candidate is worth listing; those that got no second look are not.
        roles: P(not outside) from which a piece belongs to a role, by role.
        absent: probability that an event has the role at all, under which no passage of it is taken.
        present: the same, from which on ``fallbacks`` count.
        fallbacks: like ``roles``, for the likeliest passage alone where none reaches that; only for
            roles that an event seldom lacks.
        shares: share of the best passage's score that others of the role must reach.
        listed: like ``roles``, for a passage in one list with one that was taken, and for one that takes
            the place of one that the other side of the act claims.
        modes: probability from which a mode is given.
        statuses: factor on each status's probability before the best is taken.
        again: score that a second candidate of a type must reach in a sentence; see ``rivals``.
        together: sum of scores from which one of several doubtful candidates of a type is coded; see ``rivals``.
    """

    piece: float
    first_look: float
    types: dict[str, float]
    rejected: float
    roles: dict[str, float]
    absent: dict[str, float]
    present: dict[str, float]
    fallbacks: dict[str, float]
    shares: dict[str, float]
    listed: dict[str, float]
    modes: float
    statuses: dict[str, float]
    again: float = 0.0
    together: float = math.inf


@dataclass(frozen=True, slots=True)
class _Look:
    """A candidate after its second look."""

    window: Window
    candidate: Candidate
    verdict: dict[str, Floats]

    def span(self, text: str) -> Span:
        """Return the candidate's words."""
        return _span(text, self.window, self.candidate.first, self.candidate.after)


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded model. Make one a process; it holds no state between reports."""

    name: str
    tokenizer: Tokenizer
    encoder: InferenceSession
    judge: InferenceSession
    thresholds: Thresholds

    @classmethod
    def load(cls, folder: Traversable | None = None) -> Reader:
        """Load the packaged reader, or the one in ``folder``; takes about half a second.

        Raises:
            FileNotFoundError: a file of the model is missing.
        """
        home = folder if folder is not None else packaged_model()
        settings: dict[str, Any] = json.loads(home.joinpath("reader.json").read_text("utf-8"))
        return cls(
            settings["name"],
            Tokenizer.from_str(home.joinpath("tokenizer.json").read_text("utf-8")),
            _session(home.joinpath("encoder.onnx")),
            _session(home.joinpath("conditioned.onnx")),
            Thresholds(**settings["thresholds"]),
        )

    def drafts(self, report: Report, sentences: Sequence[Span]) -> tuple[tuple[Draft, ...], tuple[Rejected, ...]]:
        """Read a report.

        Args:
            report: its title is shown to the model as context only.
            sentences: in order of the text.

        Returns:
            Drafts in order of their triggers, and the candidates refused.
        """
        looks = list(self._looks(report, sentences))
        starts = [sentence.start for sentence in sentences]
        bids = [self._bid(look, starts) for look in looks]
        outcomes = settle(bids, self.thresholds.again, self.thresholds.together)
        drafts: list[Draft] = []
        rejected: list[Rejected] = []
        for look, bid, outcome in zip(looks, bids, outcomes, strict=True):
            if outcome.reason is None:
                beside = tuple(looks[number].span(report.text) for number in outcome.beside)
                drafts.append(self._draft(report.text, look, beside))
            else:
                rejected.append(Rejected(look.span(report.text), bid.type, outcome.reason, bid.score))
        return tuple(sorted(drafts, key=lambda draft: draft.trigger)), tuple(rejected)

    def _looks(self, report: Report, sentences: Sequence[Span]) -> Iterator[_Look]:
        """Yield the candidates of a report that are worth telling, after their second look."""
        for window in windows(self.tokenizer, report.text, sentences, report.title):
            logits, states = self.encode(window)
            for first_look in self._candidates(window, logits):
                verdict = self.judge_trigger(states, first_look)
                candidate = first_look.judged(verdict["types"], self.thresholds.first_look)
                if candidate.best()[0][1] >= self.thresholds.rejected:
                    yield _Look(window, candidate, verdict)

    def _bid(self, look: _Look, starts: Sequence[int]) -> Bid:
        number, score = look.candidate.best()[0]
        kind = labels.TYPES[number]
        at = look.window.offsets[look.candidate.first][0]
        return Bid(bisect_right(starts, at), kind, score, self.thresholds.types[kind])

    def encode(self, window: Window) -> tuple[Floats, Floats]:
        """Return trigger logits [n, 33] and states [1, n, 576] of a window."""
        inputs = {"pieces": [window.pieces], "segments": [window.segments]}
        triggers, states = self.encoder.run(None, {k: np.array(v, np.int64) for k, v in inputs.items()})
        return triggers[0], states

    def judge_trigger(self, states: Floats, candidate: Candidate) -> dict[str, Floats]:
        """Return the conditioned part's logits for one trigger, without the batch axis."""
        marks = np.zeros(states.shape[:2], np.float32)
        marks[0, candidate.first : candidate.after] = 1
        outputs = self.judge.run(list(_VERDICT), {"states": states, "marks": marks})
        return {name: output[0] for name, output in zip(_VERDICT, outputs, strict=True)}

    def _candidates(self, window: Window, logits: Floats) -> list[Candidate]:
        pieces = zip(window.segments, window.offsets, strict=True)
        readable = np.array([segment == IN_FOCUS and a < b for segment, (a, b) in pieces])
        floors = [self.thresholds.types[kind] for kind in labels.TYPES]
        found = decode.candidates(logits, readable, self.thresholds.piece)
        # A look that cannot change the outcome is not worth its time, which is a quarter of the encoder's.
        return [one for one in found if one.may_pass(floors, self.thresholds.first_look)]

    def _draft(self, text: str, look: _Look, beside: tuple[Span, ...]) -> Draft:
        (number, score), *others = look.candidate.best()
        verdict = look.verdict
        kind = labels.TYPES[number]
        odds = decode.softmax(verdict["status"])
        weighed = [odds[i] * self.thresholds.statuses[name] for i, name in enumerate(labels.STATUSES)]
        return Draft(
            trigger=decode.without_determiner(look.span(text)),
            type=kind,
            score=score,
            alternatives=tuple((labels.TYPES[k], p) for k, p in others),
            modes=_modes(kind, decode.sigmoid(verdict["modes"]), self.thresholds.modes),
            status=labels.STATUSES[int(np.argmax(weighed))],
            status_scores=tuple((name, float(odds[i])) for i, name in enumerate(labels.STATUSES)),
            parts=_parts(text, look.window, verdict, self.thresholds),
            beside=beside,
        )


def packaged_model() -> Traversable:
    """Return the folder of the packaged model."""
    return files("dragoman.reading").joinpath("model")


def model_name(folder: Traversable | None = None) -> str:
    """Return the name of the packaged model or of the one in ``folder``; it ends in a digest of the weights."""
    home = folder if folder is not None else packaged_model()
    return str(json.loads(home.joinpath("reader.json").read_text("utf-8"))["name"])


def _session(file: Traversable) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(file.read_bytes(), options, providers=["CPUExecutionProvider"])


def _span(text: str, window: Window, first: int, after: int) -> Span:
    start, end = decode.snap(text, window.offsets[first][0], window.offsets[after - 1][1])
    if start >= end:  # nothing but punctuation: keep the pieces as they are
        start, end = window.offsets[first][0], window.offsets[after - 1][1]
    return Span.of(text, start, end)


def _modes(kind: str, odds: Floats, threshold: float) -> tuple[tuple[str, float], ...]:
    own = [(mode, float(odds[i])) for i, (owner, mode) in enumerate(labels.MODES) if owner == kind]
    return tuple(sorted((pair for pair in own if pair[1] >= threshold), key=lambda pair: -pair[1]))


def _parts(text: str, window: Window, verdict: dict[str, Floats], thresholds: Thresholds) -> tuple[Part, ...]:
    found: list[Part] = []
    readable = np.array([a < b for a, b in window.offsets])
    some = decode.sigmoid(verdict["some"])
    taken = {
        role: _passages(role, verdict["roles"], readable, float(some[number]), thresholds)
        for number, role in enumerate(labels.ROLES)
    }
    taken |= _two_sides(text, window, verdict["roles"], readable, taken, thresholds)
    for number, role in enumerate(labels.ROLES):
        passages = taken[role]
        if passages and role in thresholds.listed:
            doubtful = decode.role_runs(verdict["roles"], number, readable, thresholds.listed[role])
            passages = whole_lists(text, window, passages, doubtful)
        found += [_part(text, window, verdict, role, run) for run in passages]
    return tuple(sorted(_one_sided(found), key=lambda part: (part.span.start, part.span.end, part.role)))


def _two_sides(
    text: str, window: Window, logits: Floats, readable: Flags, taken: dict[Role, list[Passage]], thresholds: Thresholds
) -> dict[Role, list[Passage]]:
    """Return actors and recipients without the passages that both sides claim."""
    floors = [thresholds.listed.get(side, 1.0) for side in _SIDES]
    spare = [
        decode.role_runs(logits, labels.ROLES.index(side), readable, floor)
        for side, floor in zip(_SIDES, floors, strict=True)
    ]
    actors, recipients = (taken[side] for side in _SIDES)
    both = apart(actors, recipients, (spare[0], spare[1]), lambda passage: _folded(text, window, passage))
    return dict(zip(_SIDES, both, strict=True))


def _folded(text: str, window: Window, passage: Passage) -> str:
    """Return a passage's words in small letters and without article."""
    words = text[window.offsets[passage[0]][0] : window.offsets[passage[1] - 1][1]]
    return words.casefold().strip().removeprefix("the ")


def _passages(role: Role, logits: Floats, readable: Flags, some: float, thresholds: Thresholds) -> list[Passage]:
    """Return the passages of a role that are sure enough; ``some`` is how likely the event is to have any."""
    number = labels.ROLES.index(role)
    if some < thresholds.absent.get(role, 0.0):
        return []
    passages = decode.role_runs(logits, number, readable, thresholds.roles[role], thresholds.shares.get(role, 0.0))
    if not passages and role in thresholds.fallbacks and some >= thresholds.present.get(role, 0.0):
        passages = _best(decode.role_runs(logits, number, readable, thresholds.fallbacks[role]))
    return _best(passages) if role in _SINGLE else passages


def _one_sided(parts: list[Part]) -> list[Part]:
    """Leave words that lists brought to both sides to the likelier one."""
    actors = [part for part in parts if part.role is Role.ACTOR]
    recipients = [part for part in parts if part.role is Role.RECIPIENT]
    shared = [(left, right) for left in actors for right in recipients if left.span.overlaps(right.span)]
    beaten = {id(right if left.score >= right.score else left) for left, right in shared}
    return [part for part in parts if id(part) not in beaten]


def _best(passages: list[Passage]) -> list[Passage]:
    return sorted(passages, key=lambda run: -run[2])[:1]


def _part(text: str, window: Window, verdict: dict[str, Floats], role: Role, run: tuple[int, int, float]) -> Part:
    first, after, score = run
    span = _span(text, window, first, after)
    if role in _PEOPLE or role is Role.PLACE:
        span = decode.without_joints(span)
    if role in _PEOPLE:
        odds = decode.softmax(verdict["sectors"][first:after].mean(0))
        best = int(np.argmax(odds))
        return Part(role, span, score, sector=labels.SECTORS[best], sector_score=float(odds[best]))
    if role is Role.NUMBER:
        kind = labels.NUMBERS[int(np.argmax(verdict["kinds"][first:after].mean(0)))]
        return Part(role, span, score, kind=kind)
    return Part(role, span, score)
