"""Which sector of society a participant belongs to: by the tables, by the words, or by the reader's own view.

Every rule has a score, its share of right answers on coded reports; the reader's view carries its own
(``Part.sector_score``). The surer of the two wins, the tables at a tie.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.actors.chains import occurrences
from dragoman.actors.finding import Finding
from dragoman.actors.links import Link
from dragoman.actors.phrase import Phrase
from dragoman.actors.scene import Scene
from dragoman.types import Part

BODILESS = frozenset(["UNO", "EUR", "IGO", "NGO"])
FORMER = frozenset({"former", "ex", "ousted", "deposed"})
LEFT = "ELI"
"""The sector of whoever held an office and left it."""
OFFICIAL = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP", ""})
"""Sectors that one leaves with the office."""
ARMED = frozenset(["REB", "PRM"])
SCORES = {
    "sector.organisation": 0.96, "sector.name": 0.96, "sector.capital": 0.98, "sector.body": 0.96, "sector.group": 0.95,
    "sector.holder": 0.94, "sector.media": 0.88, "sector.party": 0.88, "sector.company": 0.98, "sector.adjective": 0.87,
    "sector.demonym": 0.75, "sector.noun": 0.85, "sector.group-inside": 0.87, "sector.international": 0.78,
    "sector.former": 0.65, "sector.former-words": 0.8, "sector.described": 0.7, "sector.antecedent": 0.7,
    "sector.later-office": 0.5, "sector.default": 0.45, "sector.territory": 0.4, "sector.region": 0.7,
}
_PARTY_NAME = 7
DEFAULTS = {"he": "GOV", "they": "CVL", "it": "GOV", "we": "GOV", "name": "CVL"}


class Verdict(NamedTuple):
    """A sector ("" for none) and the id of the rule that gave it."""

    sector: str
    rule: str


def sector_of(scene: Scene, part: Part, phrase: Phrase, finding: Finding | None,
              link: Link | None) -> tuple[str | None, str, float]:
    """Return a participant's sector (None for none), the rule that gave it, and the rule's score."""
    verdict = by_tables(scene, phrase, finding, link)
    score = SCORES.get(verdict.rule, 0.8)
    if part.sector is not None and part.sector_score > score:
        return part.sector, "reader.sector", part.sector_score
    return verdict.sector or None, verdict.rule, score


def by_tables(scene: Scene, phrase: Phrase, finding: Finding | None, link: Link | None) -> Verdict:
    """Return the sector by tables and words alone, the surest rule first."""
    words = (_by_entry(scene, finding) or _by_words(scene, phrase, finding) or _by_link(scene, link)
             or _by_description(scene, phrase) or _by_later_office(scene, finding))
    return words or Verdict(DEFAULTS.get(phrase.kind, "GOV"), "sector.default")


def _by_entry(scene: Scene, finding: Finding | None) -> Verdict | None:
    entry = finding.entry if finding is not None else None
    if entry is None:
        return None
    if entry.kind != "person":
        return Verdict(entry.sector, f"sector.{entry.kind}")
    if entry.begins_after(scene.day):
        return None
    standing = finding.standing if finding is not None else ""
    if standing and entry.sector in OFFICIAL:
        return Verdict(LEFT, "sector.former-words") if standing == "left" else None
    if not entry.ended_before(scene.day) or entry.sector not in OFFICIAL:
        return Verdict(entry.sector, "sector.holder")
    return None if entry.id.startswith("official-") else Verdict(LEFT, "sector.former")


def _by_later_office(scene: Scene, finding: Finding | None) -> Verdict | None:
    """Who holds an office only later is, where nothing else is said, in politics already."""
    entry = finding.entry if finding is not None else None
    if entry is None or entry.kind != "person" or not entry.begins_after(scene.day):
        return None
    return Verdict("PTY" if entry.sector in {"GOV", "LEG"} else entry.sector, "sector.later-office")


def _by_words(scene: Scene, phrase: Phrase, finding: Finding | None) -> Verdict | None:
    if finding is not None and finding.country in BODILESS:
        return Verdict("", "sector.international")
    if finding is not None and finding.sector in ARMED and phrase.sector in {"MIL", "GOV", "UAF", "COP", ""}:
        return Verdict(finding.sector, "sector.group-inside")
    if phrase.sector in {"GOV", "LEG"} and any(word.key in FORMER for word in scene.words[phrase.first:phrase.last]):
        return Verdict(LEFT, "sector.former-words")
    if phrase.sector:
        return Verdict(phrase.sector.replace("NGO", ""), "sector.noun")
    return None


def _by_link(scene: Scene, link: Link | None) -> Verdict | None:
    if link is None or not link.sector:
        return None
    entry = link.entry
    left = entry is not None and entry.kind == "person" and entry.ended_before(scene.day) and link.sector in OFFICIAL
    return Verdict(LEFT if left else link.sector, "sector.antecedent")


def _by_description(scene: Scene, phrase: Phrase) -> Verdict | None:
    if phrase.kind != "name":
        return None
    for first, last in occurrences(scene, phrase):
        sector = _before(scene, first) or next(_after(scene, last), "")
        if sector:
            return Verdict(sector, "sector.described")
    return None


def _before(scene: Scene, first: int) -> str:
    """Return the sector of the title or noun directly before a name."""
    if first == 0 or scene.gap(first - 1).strip() not in {"", ","}:
        return ""
    keys = [word.key for word in scene.words[max(first - 4, 0):first]]
    for size in range(min(3, len(keys)), 0, -1):
        sector = _sector(scene, " ".join(keys[-size:]))
        if sector:
            return "ELI" if FORMER & set(keys) and sector in {"GOV", "LEG"} else sector
    return ""


def _after(scene: Scene, last: int) -> Iterator[str]:
    """Yield the sectors of the titles and nouns in an apposition."""
    if scene.gap(last - 1).strip() not in {",", "("}:
        return
    for number in range(last, min(last + 6, len(scene.words) - 1)):
        pair = f"{scene.words[number].key} {scene.words[number + 1].key}"
        sector = _sector(scene, pair) or _sector(scene, scene.words[number].key)
        if sector:
            opening = {word.key for word in scene.words[last:last + 2]}
            sector = "PTY" if _is_of_party(scene, number) else sector
            yield "ELI" if FORMER & opening else sector
        if scene.gap(number).strip()[:1] in {",", ".", ")", ";"}:
            return


def _is_of_party(scene: Scene, number: int) -> bool:
    """The title goes on with "of" and a party's name: "leader of the Progress Party"."""
    rest = [word.key for word in scene.words[number + 1:number + _PARTY_NAME]]
    return rest[:1] == ["of"] and "party" in rest and "," not in scene.reading.report.text[
        scene.words[number].end:scene.words[number + 1 + rest.index("party")].start]


def _sector(scene: Scene, key: str) -> str:
    title = scene.book.titles.get(key)
    return title[0] if title is not None else scene.book.nouns.get(key, "").replace("NGO", "")
