"""Codes of other formats for our countries, sectors and acts, and back; with what is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.tables.load import rows, toml
from dragoman.types import Participant, Record

Losses = Counter[str]
"""How often each reason of ``forms.toml`` applied; a format counts while it is written."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or kind of international actor in the codes of others; empty where it has none."""

    iso3: str
    name: str
    iso2: str
    cameo: str
    fips: str
    aliases: str
    cow: str


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code: label, Goldstein value (-10 to 10), and the nearest PLOVER type, mode and context."""

    code: str
    label: str
    goldstein: float
    type: str
    mode: str
    context: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of ``plover_cameo.csv``: conditions, code, and how well it fits."""

    id: str
    type: str
    mode: str
    context: str
    words: tuple[str, ...]
    code: str
    fit: str


@cache
def forms() -> Mapping[str, Any]:
    """Return ``exports_forms.toml``; callers must not change it."""
    return toml("exports_forms")


@cache
def columns(name: str) -> tuple[str, ...]:
    """Return the names of a format's columns in their order."""
    return tuple(toml("exports_columns")[name])


@cache
def countries() -> Mapping[str, Country]:
    """Return the countries and international kinds by their code."""
    return {row[1]: Country(*row[1:]) for row in rows("exports_countries")}


@cache
def country_named() -> Mapping[str, str]:
    """Return codes by name and alias in lower case."""
    named = {country.name.lower(): country.iso3 for country in countries().values()}
    for country in countries().values():
        named |= {alias.lower(): country.iso3 for alias in country.aliases.split(";") if alias}
    return named


@cache
def sectors() -> Mapping[str, tuple[str, str, str]]:
    """Return CAMEO role, ICEWS names and fit by PLOVER sector."""
    return {row[1]: (row[2], row[3], row[4]) for row in rows("exports_sectors")}


@cache
def cameo() -> Mapping[str, Cameo]:
    """Return the CAMEO codes."""
    return {row[1]: Cameo(row[1], row[2], float(row[3]), *row[4:]) for row in rows("exports_cameo")}


@cache
def rules() -> Mapping[str, Sequence[Rule]]:
    """Return the rules from PLOVER to CAMEO by type."""
    found: dict[str, list[Rule]] = {}
    for name, kind, mode, context, words, code, fit in rows("exports_plover_cameo"):
        found.setdefault(kind, []).append(Rule(name, kind, mode, context, tuple(words.split()), code, fit))
    return found


def country_name(code: str | None) -> str | None:
    """Return the English name of a country or international kind; the code itself if it is not in the table."""
    if code is None:
        return None
    found = countries().get(code)
    return code if found is None else found.name


def cameo_rule(record: Record, losses: Losses) -> Rule:
    """Return the rule for the CAMEO code of a record, and count how well it fits.

    The rule with the most conditions that hold is taken; a mode weighs more than words,
    words more than a context; among equals the first mode, then the first context, then
    the first row of the table.
    """
    words = re.findall(r"\w+", record.trigger.text.lower())
    best = max((rule for rule in rules()[record.type] if _holds(rule, record, words)),
               key=lambda rule: _weight(rule, record))
    if best.fit != "exact":
        losses[f"loss.code-{best.fit}"] += 1
    return best


def _holds(rule: Rule, record: Record, words: Sequence[str]) -> bool:
    return ((not rule.mode or rule.mode in record.modes) and (not rule.context or rule.context in record.contexts)
            and (not rule.words or any(word.startswith(rule.words) for word in words)))


def _weight(rule: Rule, record: Record) -> tuple[bool, bool, bool, int, int]:
    mode = -record.modes.index(rule.mode) if rule.mode else 0
    context = -record.contexts.index(rule.context) if rule.context else 0
    return bool(rule.mode), bool(rule.words), bool(rule.context), mode, context


@cache
def own_modes() -> frozenset[tuple[str, str]]:
    """Return type and name of the modes that PLOVER does not have."""
    return frozenset((name, mode) for name, row in toml("plover")["types"].items()
                     for mode, facts in row.get("modes", {}).items() if facts.get("own"))


def plover_modes(record: Record, losses: Losses) -> tuple[str, ...]:
    """Return the modes of a record that PLOVER has; count those that are left out."""
    kept = tuple(mode for mode in record.modes if (record.type, mode) not in own_modes())
    losses["loss.mode"] += len(record.modes) - len(kept)
    return kept


def cameo_actor(participant: Participant, losses: Losses) -> str:
    """Return the CAMEO actor code, as ``RUSMIL``; empty when neither country nor role is known."""
    country = countries().get(participant.country or "")
    if country is None:
        losses["loss.country"] += 1
    return (country.cameo if country is not None else "") + "".join(cameo_roles(participant, losses)[:1])


def cameo_roles(participant: Participant, losses: Losses) -> tuple[str, ...]:
    """Return the CAMEO roles of the participant's sectors, the primary one first."""
    given = dict.fromkeys(item for item in (participant.sector, *participant.sectors) if item)
    found = [sectors()[item] for item in given if item in sectors()]
    losses["loss.sector"] += sum(fit == "lost" for _, _, fit in found) + len(given) - len(found)
    return tuple(dict.fromkeys(role for role, _, _ in found if role))
