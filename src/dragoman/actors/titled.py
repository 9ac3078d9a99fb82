"""Office holders named by a title and a name in any spelling: "President Kutchma", "Foreign Minister Kinkel"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.actors.beside import mention_ending_at
from dragoman.actors.book import Entry
from dragoman.actors.chains import MONARCHS, name_range
from dragoman.actors.finding import Finding
from dragoman.actors.forms import FAMILY_FIRST, PARTICLES, SUFFIXES, bearing, skeleton
from dragoman.actors.phrase import Phrase
from dragoman.actors.scene import STATE_KINDS, Scene
from dragoman.actors.words import Word, key_of

_STATE = frozenset({"head_of_state", "head_of_state_or_gov"})
_GOVERNMENT = frozenset({"head_of_government", "head_of_state_or_gov"})
_MINISTERS = frozenset({"minister", "foreign_minister", "defence_minister", "interior_minister"})
ROLES = {
    "head": _STATE | _GOVERNMENT | {"royal"},
    "deputy": frozenset({"deputy_head_of_state", "deputy_head_of_government", "minister"}),
    "foreign_minister": frozenset({"foreign_minister"}), "defence_minister": frozenset({"defence_minister"}),
    "interior_minister": frozenset({"interior_minister"}), "minister": _MINISTERS,
}
"""Which offices a title may mean, by the title's role."""
OFFICES = frozenset().union(*ROLES.values())
"""Roles of the rows that this rule looks up."""
_CROWNED = frozenset({"head_of_state", "royal"})
_GOVERNS = frozenset({"minister", "premier", "chancellor", "taoiseach", "pm"})
_LONGEST_TITLE = 4
_NO_OFFICES = frozenset({"leader", "ruler", "dictator"})
_ENOUGH = 2


def by_titled_name(scene: Scene, phrase: Phrase) -> Finding | None:
    """A title and a surname mean the one holder of such an office on the day, however the name is spelt."""
    first, last = name_range(scene, phrase)
    if scene.day is None or not _is_name(scene, first, last):
        return None
    title, begins = title_before(scene, first)
    if title == "" or title.split()[-1] in _NO_OFFICES or _is_cut(scene, first, last):
        return None
    owner = mention_ending_at(scene, begins)
    country = owner.country if owner is not None and owner.kind in STATE_KINDS else ""
    roles = _CROWNED if title.split()[-1] in MONARCHS else ROLES[scene.book.titles[title][1]]
    found = _bearers(scene, scene.words[first:last], roles, country)
    entry = _chosen(scene, found, title)
    if entry is None:
        return None
    span = (scene.words[begins].start, scene.words[last - 1].end)
    detail = f"{title}: {entry.name} ({entry.id}) held office on the day"
    return Finding(entry.country, "name.title", detail, 0.9, (span,), entry)


def _is_name(scene: Scene, first: int, last: int) -> bool:
    """Say whether words are a name: capitals first and last, no office in itself."""
    ends = (scene.words[first], scene.words[last - 1])
    key = ends[1].key
    return all(word.text[0].isupper() or word.key in PARTICLES for word in ends) and (
        last - first > 1 or not (key in scene.book.titles or key in scene.book.nouns))


def _is_cut(scene: Scene, first: int, last: int) -> bool:
    """Say whether one word is but the beginning of a longer name ("‹Peter› Magyar")."""
    return last - first == 1 and scene.gap(last - 1) == " " and scene.words[last].text[0].isupper()


def title_before(scene: Scene, first: int) -> tuple[str, int]:
    """Return the longest title that ends before word ``first``, and its first word; ("", first) for none."""
    for begins in range(max(first - _LONGEST_TITLE, 0), first):
        title = " ".join(word.key for word in scene.words[begins:first])
        if scene.book.titles.get(title, ("", ""))[1] in ROLES and scene.gap(first - 1).strip() == "":
            return title, begins
    return "", first


def _bearers(scene: Scene, words: tuple[Word, ...], roles: frozenset[str], country: str) -> list[Entry]:
    """Return the holders on the day whose names share most words, two of them or the surname."""
    named = [word.key for word in words if len(word.key) > 1 and word.key not in PARTICLES | SUFFIXES]
    shared: Counter[str] = Counter()
    entries: dict[str, Entry] = {}
    for bone in {skeleton(key) for key in named}:
        for entry in scene.book.bearers.get(bone, ()):
            if entry.role in roles and entry.holds_on(scene.day) and country in {"", entry.country}:
                shared[entry.id] += 1
                entries[entry.id] = entry
    most = max(shared.values(), default=0)
    found = [entries[id_] for id_, count in sorted(shared.items())
             if count == most and ((count >= _ENOUGH and _shares_end(named, entries[id_], scene))
                                   or _is_surname(named, words, entries[id_], scene))]
    return [entry for entry in found if _spelt_alike(named, entry, scene)] or found


def _shares_end(named: list[str], entry: Entry, scene: Scene) -> bool:
    """Say whether two words are spelt alike or the last sounds alike: given names that sound alike are no match."""
    own = key_of(entry.name, scene.book.spellings)
    if len(set(named) & set(own.split())) >= _ENOUGH or entry.country in FAMILY_FIRST:
        return True
    return skeleton(named[-1]) in bearing(own).split()


def _spelt_alike(named: list[str], entry: Entry, scene: Scene) -> bool:
    return not set(named).isdisjoint(key_of(entry.name, scene.book.spellings).split())


def _is_surname(named: list[str], words: tuple[Word, ...], entry: Entry, scene: Scene) -> bool:
    """Say whether one shared word is enough: not the given name alone, nor a surname with another given name."""
    own = [key for key in key_of(entry.name, scene.book.spellings).split() if key not in PARTICLES | SUFFIXES]
    bones = [skeleton(key) for key in own]
    shared = next((key for key in named if skeleton(key) in bones), named[-1])
    is_given = len(bones) > 1 and bones[0] == skeleton(shared) and entry.country not in FAMILY_FIRST
    if is_given or len(named) == 1:
        return not is_given and skeleton(shared) in bones
    return words[0].key[0] == own[0][0] and shared != named[0]


def _chosen(scene: Scene, found: list[Entry], title: str) -> Entry | None:
    """Return the one person meant: by the countries in the report, then by the kind of title; None if two are left."""
    wanted = _GOVERNMENT if _GOVERNS & set(title.split()) else _STATE
    mentioned = {mention.country for mention in (*scene.mentions, *scene.title)}
    for entries in (found, [entry for entry in found if entry.country in mentioned],
                    [entry for entry in found if entry.role in wanted],
                    [entry for entry in found if entry.role in wanted and entry.country in mentioned],
                    [entry for entry in found if entry.role in wanted and _is_state(scene, entry.country)]):
        if entries and _are_one(entries):
            return max(entries, key=lambda entry: (entry.role in wanted, bool(entry.entity), entry.valid_from))
    return None


def _is_state(scene: Scene, country: str) -> bool:
    """Say whether a country sends ambassadors or has a head of its own, as dependencies do not."""
    return any((country, role) in scene.book.holders for role in ("ambassador_to_US", "head_of_state"))


def _are_one(entries: Iterable[Entry]) -> bool:
    return len({(entry.country, skeleton(entry.name.lower().replace(" ", ""))) for entry in entries}) == 1
