"""The reader's label inventories; their order is the order of the model's outputs.

Append at the end only: a trained model's numbers refer to these positions.
"""

from __future__ import annotations

from dragoman.types import Role

TYPES: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

MODES_OF: dict[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": ("sign", "gesture"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet", "deny"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport",
        "withhold", "misinformation", "cyber", "occupy",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""PLOVER modes with our four (sign, gesture, deny, occupy), by type."""

MODES: tuple[tuple[str, str], ...] = tuple((kind, mode) for kind, modes in MODES_OF.items() for mode in modes)
"""(type, mode) pairs: 71, one sigmoid each."""

STATUSES: tuple[str, ...] = ("actual", "future", "hypothetical", "negated")
ROLES: tuple[Role, ...] = tuple(Role)
NUMBERS: tuple[str, ...] = ("dead", "injured", "arrested", "displaced", "size", "troops")
SECTORS: tuple[str | None, ...] = (
    None, "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CVL", "BUS", "CRM",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC", "AGR", "UNK",
)  # fmt: skip

TRIGGER_LABELS = 1 + 2 * len(TYPES)
"""O, then B and I of each type: 2k + 1 and 2k + 2 for type k."""

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
"""Labels of one role on one piece; roles are labelled apart because they overlap."""
