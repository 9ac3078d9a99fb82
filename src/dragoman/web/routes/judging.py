"""What the forms of Review do: each adds rows to the judgements and leads back to the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.analyze.review import acts
from dragoman.analyze.review.acts import Rows, Who
from dragoman.analyze.review.queue import Asked
from dragoman.analyze.review.state import Judged, done
from dragoman.errors import NothingFound, UsageError
from dragoman.store.judgements import Judgements
from dragoman.web.routes import review
from dragoman.web.snapshots import opened
from dragoman.web.views import figures, judged, written
from dragoman.web.views.judged import Case
from dragoman.web.views.parameters import whole

_NEWEST = 10**9
_STAYING = frozenset({"correct", "settle", "split", "merge", "add", "search", "undo", "redo"})


async def _act(request: Request) -> Response:
    form = await request.form()
    return await run_in_threadpool(_done, request, form)


def _done(request: Request, form: FormData) -> Response:
    given = {name: str(value) for name, value in form.multi_items()}
    queue = review.queue_of(given)
    person, coding = review.person_of(request), review.coding_of(queue)
    if not person:
        raise UsageError("say who you are on the page Review before you judge")
    with opened(request) as history:
        said = review.judgements_of(request, history)
        kind = given.get("kind", "")
        if kind in {"undo", "redo"}:
            return _gone(given, _again(said, kind, coding, person))
        seen = _number(given.get("whole" if kind == "search" else "seen"))
        case = judged.case(history, said, given.get("report", ""), coding)
        before = judged.case(history, said, case.report.id, coding, until=seen)
        rows = _rows(kind, _who(case, person, review.asked_of(queue), given), (case, before), given, form)
        made = said.add(rows, _now()) if rows else ()
    return _gone(given, made[0].record if made and kind in {"split", "add"} else _place(given, kind, case, seen))


def _decide(request: Request, form: FormData) -> Response:
    """Settle one difference between two coders: the first's value, or the second's."""
    given = {name: str(value) for name, value in form.multi_items()}
    person, name, field = review.person_of(request), given.get("record", ""), given.get("field", "")
    if not person:
        raise UsageError("say who you are on the page Review before you judge")
    with opened(request) as history:
        said = review.judgements_of(request, history)
        case = judged.case(history, said, given.get("report", ""), "final")
        if given.get("take") not in {"first", "second"}:
            raise UsageError("a decision takes what the first coder says, or the second")
        pair = next((item.pair for item in figures.open_differences(history, said) if item.pair.one.id == name), None)
        if pair is None:
            raise NothingFound(f"two coders differ no longer on {name!r}")
        who = Who("final", person, case.report.id, case.coder, case.run)
        rows = acts.decide(who, case.records.get(name), (pair.first, pair.second), field, given["take"])
        said.add(rows, _now())
    return RedirectResponse("/review?coding=final", 303)


async def _decided(request: Request) -> Response:
    form = await request.form()
    return await run_in_threadpool(_decide, request, form)


def _rows(kind: str, who: Who, cases: tuple[Case, Case], given: Mapping[str, str], form: FormData) -> Rows:
    """Return the rows of an act on what the person saw; raises UsageError."""
    case, before = cases
    text = case.report.text
    if kind == "add":
        trigger = written.passage(text, given, "", 0)
        return acts.add(who, {"type": given.get("type"), "trigger": trigger}, text)
    if kind == "search":
        return acts.searched(who, is_searched=given.get("searched") == "1", was=before.is_searched, seen=before.version)
    record = _named(before, given.get("record", ""))
    if kind in {"accept", "reject", "unsure"}:
        return acts.verdict(who, record, kind)
    if kind == "settle":
        return acts.settle(who, record, _number(given.get("number")))
    if kind == "correct":
        field = given.get("field", "")
        return acts.correct(who, record, {field: written.value(field, record.now, form, text)}, text)
    if kind == "split":
        return acts.split(who, record, written.passage(text, given, "", record.now["trigger"]["start"]) or {}, text)
    if kind == "merge":
        return acts.merge(who, record, _named(before, given.get("into", "")))
    raise UsageError(f"no act {kind!r}")


def _named(case: Case, name: str) -> Judged:
    found = case.records.get(name)
    if found is None:
        raise NothingFound(f"no record {name!r} in this report")
    return found


def _again(said: Judgements, kind: str, coding: str, person: str) -> str | None:
    """Take the person's last act back, or up again; return the record that it was about."""
    rows = said.all(coding)
    back, forth = done(rows, person)
    act = back if kind == "undo" else forth
    if act is None:
        return None
    newest = max(row.number for row in rows if row.record == act.record)
    who = Who(coding, person, act.report, act.coder, act.run)
    said.add((acts.undo if kind == "undo" else acts.redo)(who, act, newest), _now())
    return act.record or None


def _who(case: Case, person: str, asked: Asked, given: Mapping[str, str]) -> Who:
    """Return who judges; that the record was drawn at random counts only where the queue itself brought it."""
    sample = asked.sample if given.get("drawn") == "1" else None
    return Who(case.coding, person, case.report.id, case.coder, case.run, sample)


def _place(given: Mapping[str, str], kind: str, case: Case, seen: int) -> str | None:
    """Return the record to go to; None for the next of the queue.

    Who judged what somebody else has just changed is shown what that was.
    """
    name = given.get("record", "")
    was_passed = any(row.record == name and row.number > seen for row in case.rows)
    return (name or None) if kind in _STAYING or was_passed or given.get("stay") else None


def _gone(given: Mapping[str, str], record: str | None) -> Response:
    query = review.queue_query(review.queue_of(given))
    named = urlencode({"record": record}) if record else ""
    return RedirectResponse("/review" + (f"?{'&'.join(filter(None, (query, named)))}" if query or named else ""), 303)


def _number(value: str | None) -> int:
    found = whole("seen", value, _NEWEST)
    if found is None:
        raise UsageError("a judgement says which version of the record it is about")
    return found


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _keep(request: Request) -> Response:
    """Copy the judgements into the store; while somebody writes it, the page of StoreBusy says to try again."""
    with opened(request) as history:
        said = review.judgements_of(request, history)
    with request.app.state.snapshots.quiet():
        said.keep()
    return RedirectResponse("/review/judgements", 303)


routes = [Route("/review/act", _act, methods=["POST"]), Route("/review/decide", _decided, methods=["POST"]),
          Route("/review/keep", _keep, methods=["POST"])]
