"""``dragoman actors``: users' own rows of actors, and which row a name means on a day."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, say
from dragoman.errors import InputError, NothingFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.actors import OwnRow
    from dragoman.actors.explain import Candidate, Explanation


class Action(StrEnum):
    """What to do."""

    ADD = "add"
    CHECK = "check"
    WHY = "why"


ActorsOption = Annotated[str | None, typer.Option(
    "--actors", metavar="FILE", help="Your own rows of actors, a CSV file: see `dragoman actors check`.")]
_DIGEST = 8


def command(
    action: Annotated[Action, typer.Argument(help="Add a row to a file, check a file, or say what a name means.")],
    what: Annotated[str, typer.Argument(metavar="FILE|NAME", help="The file of rows; for why, the name.")],
    *,
    on: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="why: the day.")] = None,
    actors: ActorsOption = None,
    name: Annotated[str, typer.Option(help="add: the name to give in records.")] = "",
    country: Annotated[str, typer.Option(metavar="CODE", help="add: ISO3 or PLOVER code.")] = "",
    aliases: Annotated[str, typer.Option(help="add: other forms of the name, ; between.")] = "",
    sector: Annotated[str, typer.Option(metavar="CODE", help="add: PLOVER sector.")] = "",
    kind: Annotated[str, typer.Option(help="add: person, body, organisation, group, party, company or media.")] = "",
    office: Annotated[str, typer.Option(help="add: the title of the office.")] = "",
    role: Annotated[str, typer.Option(help="add: the kind of office, such as foreign_minister.")] = "",
    entity: Annotated[str, typer.Option(metavar="QID", help="add: Wikidata id.")] = "",
    valid_from: Annotated[str, typer.Option("--from", metavar="DATE", help="add: first day, month or year.")] = "",
    valid_to: Annotated[str, typer.Option("--to", metavar="DATE", help="add: last day, month or year.")] = "",
    source: Annotated[str, typer.Option(help="add: where you know it from.")] = "",
) -> None:
    """Keep your own rows of actors, or see which row a name means on a day.

    Rows of a file win over the packaged ones wherever it is given: `dragoman code --actors FILE`.
    All errors of a file are told at once, with their lines.

    Example: dragoman actors why "Lavrov" --on 2015-05-12
    """
    if action is Action.WHY:
        _why(what, _day(on), actors)
    elif action is Action.CHECK:
        rows = own_rows(what)
        say(f"{what}: {len(rows)} rows, no errors")
    else:
        _add(Path(what), {
            "name": name, "country": country, "aliases": aliases, "sector": sector, "kind": kind, "office": office,
            "role": role, "entity": entity, "valid_from": valid_from, "valid_to": valid_to, "source": source})


def own_rows(path: str | None) -> tuple[OwnRow, ...]:
    """Return the rows of a user's file, none for None.

    Raises:
        InputError: the file cannot be read, or rows are wrong; the message tells all errors, a line each.
    """
    if path is None:
        return ()
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error
    return _checked(path, text)


def digest(rows: tuple[OwnRow, ...]) -> str:
    """Return what tells apart codings made with other rows: empty without any, so that old codings stay valid."""
    from hashlib import sha256

    return f" actors-{sha256(repr(rows).encode()).hexdigest()[:_DIGEST]}" if rows else ""


def _checked(path: str, text: str) -> tuple[OwnRow, ...]:
    from dragoman.actors import ActorBook, read_own

    rows, problems = read_own(text, ActorBook.load().codes)
    if problems:
        told = "".join(f"\n  line {problem.line}: {problem.words}" for problem in problems)
        raise InputError(f"{path}: {len(problems)} error{'s' if len(problems) > 1 else ''}{told}")
    return rows


def _add(path: Path, values: dict[str, str]) -> None:
    """Append one row; a file that would be wrong with it is left as it is."""
    import csv
    import io

    from dragoman.actors.own import COLUMNS

    old = path.read_text(encoding="utf-8") if path.exists() else ",".join(COLUMNS) + "\n"
    header = next(csv.reader(old.splitlines()), [])
    missing = [name for name, value in values.items() if value and name not in header]
    if missing:
        raise UsageError(f"{path} has no column {', '.join(missing)}")
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([values.get(name, "") for name in header])
    text = old.rstrip("\n") + "\n" + line.getvalue()
    rows = _checked(str(path), text)
    path.write_text(text, encoding="utf-8")
    say(f"{path}: {len(rows)} rows")


def _day(on: str | None) -> str | None:
    from datetime import date

    if on is None:
        return None
    try:
        return date.fromisoformat(on).isoformat()
    except ValueError as error:
        raise UsageError(f"--on {on}: not a day such as 2015-05-12") from error


def _why(name: str, day: str | None, actors: str | None) -> None:
    from dragoman.actors import ActorBook, explain

    if not name.strip():
        raise UsageError("no name was given")
    found = explain(name, day, ActorBook.load(own_rows(actors)))
    who = found.participant
    if who.country is None and not found.candidates:
        raise NothingFound(f"{name!r} is in no row")
    _show(found)


def _show(found: Explanation) -> None:
    from rich import box
    from rich.table import Table

    console = data()
    who = found.participant
    said = (who.name or who.text, who.country or "no country", who.sector or "no sector", who.office or "no office",
            who.entity or "")
    console.print(", ".join(part for part in said if part), markup=False, style="bold")
    for why in found.whys:
        console.print(f"    {why.field.partition('.')[2]}: {why.rule}: {why.detail}", markup=False)
    for line in _nations(found):
        console.print(f"    {line}", markup=False)
    if found.candidates:
        table = Table("", "row", "by", "name", "country", "sector", "office", "term", "on the day",
                      box=box.SIMPLE_HEAD, pad_edge=False)
        for candidate in found.candidates:
            table.add_row(*_cells(candidate))
        console.print(table)


def _nations(found: Explanation) -> Iterator[str]:
    """Yield a state's codes and what it belongs to, and an organisation's members."""
    if found.codes is not None:
        yield "codes: " + ", ".join(f"{name} {code}" for name, code in zip(
            ("ISO2", "ISO3", "COW", "GW", "CAMEO"), found.codes, strict=True) if code)
    if found.memberships:
        yield "member of: " + ", ".join(row.organisation for row in found.memberships)
    if found.members:
        yield f"members of {found.members[0].organisation}: " + " ".join(row.member for row in found.members)


def _cells(candidate: Candidate) -> tuple[str, ...]:
    entry = candidate.entry
    term = f"{entry.valid_from or '…'} to {entry.valid_to or '…'}" if entry.valid_from or entry.valid_to else "always"
    return ("→" if candidate.is_taken else "", entry.id, candidate.by, entry.name, entry.country, entry.sector,
            entry.office, term, candidate.holds)
