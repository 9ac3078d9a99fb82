"""Mend what fact files cannot tell of terms of office: open ends, deputies lost from sight, holders beside the holder.

Facts name who began and often not when it ended. Rows are mended by what other rows of the same state and office say,
never by a guess: an open term ends where the next person's begins, a cabinet's with its head of government.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

Row = dict[str, str]
Bones = Callable[[Row], frozenset[str]]
HEADS = frozenset({"head_of_state", "head_of_government", "head_of_state_or_gov"})
DEPUTIES = {"deputy_head_of_state", "deputy_head_of_government"}
FAMILY_FIRST = frozenset({"PRK", "KOR", "CHN", "TWN", "VNM", "KHM"})
COLLEGES = frozenset({("BIH", "head_of_state"), ("CHE", "head_of_state"), ("CHE", "head_of_government"),
                      ("SMR", "head_of_state"), ("AND", "head_of_state"), ("AFG", "head_of_state"),
                      ("NIC", "head_of_state"), ("NIC", "head_of_government"), ("THA", "head_of_state")})
"""Offices that several persons hold at a time, or rivals claim: nobody's term ends with another's beginning."""
COUNCILS = frozenset({("CHE", "head_of_government")})
"""Offices of which Wikidata names every member of the government as the holder."""
RIVALS = frozenset({"ven-juan-guaido", "ven-juan-guaido-2", "lby-fathi-bashagha"})
"""Rows of holders who did not displace the one before."""
WIKIDATA = "Wikidata"
SNAPSHOTS = frozenset({"2015-11-29", "2016-01-28", "2016-11-21", "2017-03-28", "2024-05-23", "2024-05-30",
                       "2024-06-21"})
"""Last days of the World Factbook's stored versions, after which many deputies are listed no more."""
BESIDE = 60
CABINETS = "2019-10-15"
SUBSET = 2


def first_day(prefix: str) -> str:
    """Return the first day of a prefix date; "" stays first of all."""
    return prefix + "0000-01-01"[len(prefix):] if prefix else ""


def last_day(prefix: str) -> str:
    """Return a day no earlier than the last of a prefix date; "" is after all others."""
    return prefix + "9999-12-31"[len(prefix):]


def mended(rows: list[Row], later: Iterable[Row], bones: Bones) -> list[Row]:
    """Return leaders with what is mended.

    Args:
        rows: the rows of leaders.
        later: heads entered by hand, who end open terms as well.
        bones: the skeletons of a row's names, by which one person is known in two spellings.
    """
    known = _grouped([*rows, *later], bones)
    done = [_closed(row, known, bones) for row in rows]
    done = [_demoted(row, known, bones) for row in done]
    return [_seen_on(row, known, bones) for row in _with_names(done)]


def _grouped(rows: Iterable[Row], bones: Bones) -> dict[tuple[str, str], list[tuple[Row, frozenset[str]]]]:
    found: dict[tuple[str, str], list[tuple[Row, frozenset[str]]]] = defaultdict(list)
    for row in rows:
        if row["id"] not in RIVALS:
            found[row["country"], row["role"]].append((row, bones(row)))
    return found


def _is_other(row: Row, own: frozenset[str], other: frozenset[str]) -> bool:
    return len(own & other) < (2 if row["country"] in FAMILY_FIRST else 1)


def _demoted(row: Row, known: dict[tuple[str, str], list[tuple[Row, frozenset[str]]]], bones: Bones) -> Row:
    """Take the office from whoever Wikidata has govern while the Factbook has somebody else: a deputy, a councillor."""
    if row["source"] != WIKIDATA or row["role"] != "head_of_government" or not row["valid_from"]:
        return row
    own, key = bones(row), (row["country"], row["role"])
    within = (_is_other(row, own, its) and _is_within(row, other) for other, its in known[key]
              if other["source"] != WIKIDATA and other.get("entity"))
    return row | {"office": "", "role": "minister"} if key in COUNCILS or any(within) else row


def _is_within(row: Row, other: Row) -> bool:
    """Say whether a term lies inside another, which began well before."""
    begins, ends = first_day(row["valid_from"]), last_day(row["valid_to"])
    began, lasts = first_day(other["valid_from"]), last_day(other["valid_to"])
    return began != "" and _later(began, BESIDE) < begins and ends <= lasts


def _later(day: str, days: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + days).isoformat()


def _closed(row: Row, known: dict[tuple[str, str], list[tuple[Row, frozenset[str]]]], bones: Bones) -> Row:
    """End an open term where the next person's begins."""
    key = (row["country"], row["role"])
    if row["valid_to"] or row["role"] not in HEADS or key in COLLEGES:
        return row
    own, begins = bones(row), last_day(row["valid_from"])
    after = [first_day(other["valid_from"]) for other, its in known[key]
             if first_day(other["valid_from"]) > begins and _is_other(row, own, its) and _displaces(other, row)]
    return row | {"valid_to": min(after)} if after else row


def _displaces(other: Row, row: Row) -> bool:
    """Say whether a later row tells of a term's end: the Factbook's own open terms end with its own or later ones."""
    return row["source"] == WIKIDATA or (other["source"] != WIKIDATA and other["valid_to"] == "")


def _with_names(rows: list[Row]) -> list[Row]:
    """Let rows of one person share names: in one office, the words of one name among those of the other."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["country"], row["role"].removeprefix("deputy_")].append(row)
    return [row | {"aliases": ";".join(dict.fromkeys([*filter(None, row["aliases"].split(";")), *more]))}
            if (more := list(_shorter(row, groups[row["country"], row["role"].removeprefix("deputy_")]))) else row
            for row in rows]


def _shorter(row: Row, others: list[Row]) -> Iterator[str]:
    own = set(row["name"].casefold().split())
    for other in others:
        its = set(other["name"].casefold().split())
        if len(its) >= SUBSET and its < own:
            yield other["name"]


def _seen_on(row: Row, known: dict[tuple[str, str], list[tuple[Row, frozenset[str]]]], bones: Bones) -> Row:
    """Let a deputy who was only listed no more hold until the next deputy or the next head."""
    if row["role"] not in DEPUTIES or row["valid_to"] not in SNAPSHOTS:
        return row
    own = bones(row)
    after = [first_day(other["valid_from"]) for role in (row["role"], "head_of_state", "head_of_government")
             for other, its in known[row["country"], role]
             if first_day(other["valid_from"]) > row["valid_to"] and _is_other(row, own, its)]
    return row | {"valid_to": min(after, default="")}


def cabinets(rows: Iterable[Row], leaders: list[Row]) -> Iterator[Row]:
    """Let members of the cabinets of October 2019 serve no longer than the head of government of that day."""
    heads: dict[str, list[Row]] = defaultdict(list)
    for row in leaders:
        if row["role"] == "head_of_government":
            heads[row["country"]].append(row)
    for row in rows:
        if not row["source"].startswith("CIA World Leaders"):
            yield row
            continue
        spans = [(first_day(head["valid_from"]), head["valid_to"]) for head in heads[row["country"]]
                 if first_day(head["valid_from"]) <= CABINETS <= last_day(head["valid_to"])]
        begin = max([row["valid_from"], *(first for first, _ in spans)])
        end = min([row["valid_to"], *(first_day(last) for _, last in spans if last)])
        yield row | {"valid_from": begin, "valid_to": max(begin, end)}


def undated(rows: list[Row], others: Iterable[Row], has_office: Callable[[Row], bool]) -> Iterator[Row]:
    """End what is known of a person without an office or an end where the person's next office begins.

    Args:
        rows: rows entered by hand.
        others: all rows of persons.
        has_office: whether a row's office will be named.
    """
    begins: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in others:
        begins[row["country"], row["name"].casefold()].append(first_day(row["valid_from"]))
    for row in rows:
        after = [day for day in begins[row["country"], row["name"].casefold()] if day > last_day(row["valid_from"])]
        is_open = not row["valid_to"] and not has_office(row) and row["sector"] == "GOV"
        yield row | {"valid_to": min(after)} if is_open and after else row
