"""Users' own rows: a CSV file with a header, read and checked as a whole, then put beside the packaged rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from dragoman.actors.forms import bearing, keys_of, person_names, short_names

PREFIX = "own-"
"""How the ids of users' rows begin: such a row wins over a packaged one of the same name and day."""
KINDS = ("person", "body", "organisation", "group", "party", "company", "media")
SECTORS = frozenset({
    "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "PRE", "UAF", "CVL", "BUS", "CRM", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC", "AGR", "UNK",
})
ROLES = frozenset({
    "head_of_state", "head_of_government", "deputy_head_of_state", "deputy_head_of_government", "foreign_minister",
    "defence_minister", "interior_minister", "minister", "spokesperson", "ambassador", "official", "senator", "member",
    "speaker", "governor", "igo_head", "envoy", "military_chief", "intelligence", "opposition", "party", "rebel",
    "cleric", "activist", "business", "journalist", "royal",
})
_DAYS = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ENTITY = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row of a user's file; the fields are its columns, of which ``name`` and ``country`` must be filled.

    Attributes:
        name: the name to give in the record.
        country: ISO3 or one of PLOVER's international codes.
        aliases: other forms of the name, ``;`` between.
        sector: PLOVER sector, "" for none.
        kind: ``person`` (as when left out) or another of ``KINDS``.
        office: title of the office, "" for none.
        role: kind of office, one of ``ROLES``, "" for none.
        entity: Wikidata QID, "" where unknown.
        valid_from: prefix date from which the row holds, "" for always.
        valid_to: last prefix date at which it holds, "" for until now.
        source: where this is known from; kept for the reader of the file.
    """

    name: str
    country: str
    aliases: str = ""
    sector: str = ""
    kind: str = "person"
    office: str = ""
    role: str = ""
    entity: str = ""
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""


class Problem(NamedTuple):
    """What is wrong in one line of a file (the header is line 1)."""

    line: int
    words: str


COLUMNS = tuple(field.name for field in fields(OwnRow))
_DEFAULTS = {"kind": "person"}


def read_own(text: str, codes: frozenset[str]) -> tuple[tuple[OwnRow, ...], tuple[Problem, ...]]:
    """Return the rows of a file and everything that is wrong with them, in the order of the lines.

    Args:
        text: the file's text, comma-separated, with a header line.
        codes: the codes of countries that may be used.
    """
    reader = csv.DictReader(text.removeprefix("\ufeff").splitlines(), restkey="", restval=None)
    problems = list(_in_header(reader.fieldnames or ()))
    rows: dict[OwnRow, int] = {}
    for given in reader if not problems else ():
        row, found = _row(given, reader.line_num, codes)
        if row in rows:
            found.append(Problem(reader.line_num, f"the same row as line {rows[row]}"))
        rows.setdefault(row, reader.line_num)
        problems += found
    return tuple(rows), tuple(problems)


def _in_header(names: Iterable[str]) -> Iterator[Problem]:
    given = list(names)
    for name in given:
        if name not in COLUMNS:
            yield Problem(1, f"no column {name!r} (known: {', '.join(COLUMNS)})")
    for name in ("name", "country"):
        if name not in given:
            yield Problem(1, f"the column {name!r} is missing")
    if len(set(given)) < len(given):
        yield Problem(1, "a column is given twice")


def _row(given: Mapping[str, str | None], line: int, codes: frozenset[str]) -> tuple[OwnRow, list[Problem]]:
    values = {name: (given.get(name) or "").strip() or _DEFAULTS.get(name, "") for name in COLUMNS}
    row = OwnRow(**values)
    found = [Problem(line, words) for words in _wrong(row, codes)]
    if "" in given:
        found.append(Problem(line, "more fields than columns; put quotation marks around what holds a comma"))
    return row, found


def _wrong(row: OwnRow, codes: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with one row, field by field."""
    if not row.name:
        yield "no name"
    if row.country not in codes:
        yield f"country {row.country!r} is no ISO3 or PLOVER code"
    allowed = (("sector", row.sector, SECTORS | {""}), ("kind", row.kind, frozenset(KINDS)),
               ("role", row.role, ROLES | {""}))
    for field, value, known in allowed:
        if value not in known:
            yield f"{field} {value!r} is not known (known: {', '.join(sorted(known - {''}))})"
    if row.entity and not _ENTITY.fullmatch(row.entity):
        yield f"entity {row.entity!r} is no Wikidata id such as Q42"
    for field, value in (("valid_from", row.valid_from), ("valid_to", row.valid_to)):
        if value and not _is_prefix_date(value):
            yield f"{field} {value!r} is no date such as 2015, 2015-04 or 2015-05-12"
    if row.valid_to and row.valid_from[:len(row.valid_to)] > row.valid_to:
        yield f"valid_to {row.valid_to!r} is before valid_from {row.valid_from!r}"


def _is_prefix_date(value: str) -> bool:
    if not _DAYS.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "0000-01-01"[len(value):])
    except ValueError:
        return False
    return True


def table_row(row: OwnRow, number: int, spellings: Mapping[str, str]) -> list[str]:
    """Return a user's row as the packaged table of names has it."""
    aliases = [form.strip() for form in row.aliases.split(";") if form.strip()]
    is_person = row.kind == "person"
    full = [form for alias in (row.name, *aliases) for form in (person_names(alias) if is_person else [alias])]
    keys = keys_of(full, spellings)
    short = keys_of(short_names(row.name, row.country), spellings) if is_person else ""
    bears = bearing(keys) if is_person and row.role else ""
    return [f"{PREFIX}{number}", row.kind, row.name, keys, short, bears, row.country, row.sector, row.office, row.role,
            row.entity, row.valid_from, row.valid_to]
