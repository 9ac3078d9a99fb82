"""Which sector of society a participant belongs to: the tables, the words, or the reader's own view."""

from __future__ import annotations

from dragoman.actors.finding import Finding
from dragoman.actors.phrase import Phrase
from dragoman.actors.scene import Scene
from dragoman.types import Part, Why

_BODILESS = frozenset(["UNO", "EUR", "IGO", "NGO"])


def sector_of(scene: Scene, part: Part, phrase: Phrase, finding: Finding | None, field: str) -> tuple[str | None, Why | None]:
    """Return a participant's sector and the reason for it."""
    found = by_tables(scene, phrase, finding)
    if found is None:
        return part.sector, None
    return found[0] or None, Why(f"{field}.sector", found[1], found[0])


def by_tables(scene: Scene, phrase: Phrase, finding: Finding | None) -> tuple[str, str] | None:
    """Return the sector by words and tables with the rule's id, or None; "" is "none"."""
    entry = finding.entry if finding is not None else None
    if entry is not None and entry.kind == "person":
        if not entry.ended_before(scene.day):
            return entry.sector, "sector.holder"
        return None if entry.id.startswith("official-") else ("ELI", "sector.former")
    if entry is not None:
        return entry.sector, f"sector.{entry.kind}"
    if finding is not None and finding.country in _BODILESS:
        return "", "sector.international"
    if finding is not None and finding.sector in {"REB", "PRM"} and phrase.sector in {"MIL", "GOV", "UAF", "COP", ""}:
        return finding.sector, "sector.group-inside"
    if phrase.sector:
        return phrase.sector.replace("NGO", ""), "sector.noun"
    return None
