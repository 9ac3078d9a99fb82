"""Which rows a name may mean on a day, and which one is taken."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.actors.book import ActorBook, Entry
from dragoman.actors.forms import skeleton
from dragoman.actors.nations import Codes, Membership
from dragoman.actors.resolve import resolve
from dragoman.actors.words import key_of
from dragoman.types import Draft, Part, Participant, Reading, Report, Role, Span, Why


class Candidate(NamedTuple):
    """A row that a name may mean: how the name leads to it, and whether it holds on the day."""

    entry: Entry
    by: str
    holds: str
    is_taken: bool


class Explanation(NamedTuple):
    """What becomes of a name by itself: the participant, the reasons, and all rows that it may mean.

    For a state also its codes and what it is a member of, for an organisation its members, both on the day.
    """

    participant: Participant
    whys: tuple[Why, ...]
    candidates: tuple[Candidate, ...]
    codes: Codes | None = None
    members: tuple[Membership, ...] = ()
    memberships: tuple[Membership, ...] = ()


def explain(name: str, day: str | None, book: ActorBook) -> Explanation:
    """Resolve a name as if a report of that day (ISO date) held nothing else.

    Raises:
        ValueError: the name is empty.
    """
    span = Span.of(name, 0, len(name))
    draft = Draft(span, "CONSULT", 1.0, parts=(Part(Role.ACTOR, span),))
    (cast,) = resolve(Reading(Report.of(name, published=day), (span,), drafts=(draft,)), book)
    taken = {why.rule for why in cast.whys} | {entry.id for entry in _whole(name, book) if _named(entry, cast.whys)}
    candidates = tuple(Candidate(entry, by, _holding(entry, day), entry.id in taken)
                       for entry, by in _leads(name, book).values())
    who, nations = cast.actors[0], book.nations
    is_state = any(candidate.is_taken and candidate.entry.kind == "name" for candidate in candidates)
    country = (who.country or "") if is_state else ""
    return Explanation(who, cast.whys, candidates, nations.codes(country, day),
                       nations.members_of(key_of(name, book.spellings).removeprefix("the "), day),
                       nations.memberships(country, day))


def _named(entry: Entry, whys: tuple[Why, ...]) -> bool:
    return any(f"({entry.id})" in why.detail for why in whys)


def _whole(name: str, book: ActorBook) -> tuple[Entry, ...]:
    return book.index.get(key_of(name, book.spellings), ())


def _leads(name: str, book: ActorBook) -> dict[str, tuple[Entry, str]]:
    """Return the rows by id: by the whole name, as a surname, or by the sound of its last word."""
    last = key_of(name, book.spellings).rpartition(" ")[2]
    ways = (("name", _whole(name, book)), ("surname", book.short.get(last, ())),
            ("spelling", book.bearers.get(skeleton(last), ()) if last else ()))
    found: dict[str, tuple[Entry, str]] = {}
    for by, entries in ways:
        for entry in sorted(entries, key=lambda entry: (entry.valid_from, entry.id)):
            found.setdefault(entry.id, (entry, by))
    return found


def _holding(entry: Entry, day: str | None) -> str:
    if entry.ended_before(day):
        return "ended before"
    return "begins after" if entry.begins_after(day) else "holds"
