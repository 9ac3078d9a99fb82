"""What the words before a known person's name say against its row: an office left, or another state's official."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.beside import mention_ending_at
from dragoman.actors.book import Entry
from dragoman.actors.chains import name_range
from dragoman.actors.finding import Finding
from dragoman.actors.phrase import Phrase
from dragoman.actors.scene import Scene
from dragoman.actors.titled import ROLES, title_before
from dragoman.actors.words import key_of

FORMER = frozenset({"former", "ex", "ousted", "deposed", "then", "late"})
NO_STATE = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC", ""})
_BACK = 3


def doubted(scene: Scene, phrase: Phrase, found: Finding) -> Finding | None:
    """Return a finding as the words before the name leave it: as it is, its office left, or None for a namesake."""
    entry = found.entry
    if entry is None or entry.kind != "person":
        return found
    first, _ = name_range(scene, phrase)
    title, begins = title_before(scene, first)
    if not title:
        return found
    if _is_another_states(scene, begins, entry):
        return None
    if _is_former(scene, begins):
        is_same = entry.role in ROLES[scene.book.titles[title][1]]
        return replace(found, standing="left") if is_same and entry.holds_on(scene.day) else found
    moved = entry.ended_before(scene.day) and _is_other_office(scene, title, begins, entry)
    return replace(found, standing="moved") if moved else found


def _is_other_office(scene: Scene, title: str, begins: int, entry: Entry) -> bool:
    """The title is not the row's: another kind of office, or a minister of something else."""
    if entry.role not in ROLES[scene.book.titles[title][1]]:
        return True
    if title != "minister" or begins == 0 or scene.gap(begins - 1) != " " or mention_ending_at(scene, begins):
        return False
    of_what = scene.words[begins - 1]
    return of_what.text[0].isalpha() and of_what.key not in key_of(entry.office, scene.book.spellings).split()


def _is_another_states(scene: Scene, begins: int, entry: Entry) -> bool:
    """Another state's adjective stands before the title: "Colombian defence minister ‹Pedro Sánchez›"."""
    owner = mention_ending_at(scene, begins)
    if owner is None or owner.kind != "adjective" or scene.gap(begins - 1).strip():
        return False
    return not {owner.country, entry.country} & NO_STATE and owner.country != entry.country


def _is_former(scene: Scene, begins: int) -> bool:
    for number in range(begins - 1, max(begins - 1 - _BACK, -1), -1):
        if scene.gap(number).strip(" -"):
            return False
        if scene.words[number].key in FORMER:
            return True
    return False
