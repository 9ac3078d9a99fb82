"""Words that say what kind of place a name belongs to, or which part of it is meant."""

from __future__ import annotations

import re

KINDS = {
    "province": "province governorate oblast krai kray state prefecture department canton emirate republic voivodeship "
                "autonomous-region region rayon-level",
    "district": "district county municipality raion rayon division agency subdistrict sub-district township parish "
                "borough commune neighborhood neighbourhood quarter suburb suburbs tehsil upazila woreda",
    "city": "city town village port capital hamlet settlement townlet",
    "site": "airport airfield airbase air-base base camp refugee-camp square hospital university embassy consulate "
            "prison jail checkpoint crossing border-crossing stadium palace mosque church cathedral synagogue temple "
            "shrine "
            "hotel market bridge dam refinery plant reactor school college garrison barracks roundabout park station "
            "museum cemetery ministry parliament courthouse court headquarters mine oilfield university-campus "
            "monument "
            "detention-center detention-centre military-base naval-base nuclear-plant power-plant power-station "
            "international-airport metro-station railway-station police-station compound embassy-compound terminal "
            "street road highway building tower mall",
}
"""Kind of place -> the words for it, several words of one term joined by hyphens."""

_KIND_OF = {word.replace("-", " "): kind for kind, words in KINDS.items() for word in words.split()}
_TERMS = "|".join(sorted((re.escape(word).replace(r"\ ", "[ -]") for word in _KIND_OF), key=len, reverse=True))
_SUFFIX = re.compile(rf"(?<=\S)\s+(?P<kind>{_TERMS})$", re.IGNORECASE)
_PREFIX = re.compile(rf"^(?:the\s+)?(?:\w+\s+){{0,2}}?(?P<kind>{_TERMS}|island|islands|peninsula)\s+of\s+(?=\S)",
                     re.IGNORECASE)
_BARE_PREFIX = re.compile(rf"^(?:the\s+)?(?P<kind>(?i:{_TERMS}))\s+(?=[A-Z])")
_COMPASS = r"(?:north|south|east|west|central|cent(?:er|re)|mid)"
_PART = re.compile(
    rf"^(?:the\s+)?(?:(?:far|rural|upper|lower|inner|occupied|rebel-held|government-held|[A-Z]\w+-(?:occupied|controlled|"
    rf"held|administered))\s+)?(?P<part>(?:the\s+)?(?:{_COMPASS}[-\s]?(?:north|south|east|west)?(?:ern|ernmost)?"
    rf"(?:[-\s](?:north|south|east|west)(?:ern)?)?|downtown|greater|outer|inland|coastal|mainland|parts|rural|occupied)"
    rf"(?:\s+(?:part|parts|side|half|edge|tip|end|coast|shore|outskirts|area|areas|regions?|suburbs?|districts?|"
    rf"provinces?)\s+of|\s+of|[-\s])\s*)(?:the\s+)?(?=\S)", re.IGNORECASE)
_NEAR = re.compile(
    r"^(?:the\s+)?(?:(?:just\s+)?(?:near|outside|around|off|close to|opposite|between|across|along|inside|throughout|"
    r"in|at|into|from|to|over|on|within|by|toward|towards|above|beyond|surrounding)\s+)+"
    r"|^(?:the\s+)?(?:out)?(?:skirts?|suburbs?|coasts?|shores?|waters?|vicinity|area|areas|parts|streets|banks|airspace|"
    r"territory|borders?|edge|surroundings|rest|whole|heart|centre|center|island|islands|valley|peninsula)\s+"
    r"(?:off\s+)?(?:of|off|around|near|between|with|in|for)\s+(?:the\s+)?",
    re.IGNORECASE)
_AROUND = re.compile(
    r"(?<=\S)\s+(?:area|areas|region|regions|surroundings|vicinity|outskirts|coast|coastline|shore|airspace|waters|"
    r"territory|soil|border|borders|frontier|border region|border area|territorial waters|countryside|side|valley|"
    r"enclave|pocket|front|peninsula|island|islands|mountains|highlands|streets|front line|frontline|desert|forest)$",
    re.IGNORECASE)


_DIRECTION = re.compile(rf"(?:the\s+|this\s+|its\s+|their\s+)?(?:{_COMPASS}(?:ern)?"
                        r"(?:[-\s]?(?:north|south|east|west)(?:ern)?)?|country|area|island|islands|border|coast|"
                        r"valley|capital|city|town|village)", re.IGNORECASE)


def strip_kind(name: str) -> str:
    """Return a name without the word for its kind.

    >>> strip_kind("Donetsk Oblast"), strip_kind("city of Homs"), strip_kind("Oblast")
    ('Donetsk', 'Homs', 'Oblast')
    """
    return asked_kind(name)[0]


def asked_kind(name: str) -> tuple[str, str | None]:
    """Return the name without the word for its kind, and the kind it asks for."""
    for pattern in (_SUFFIX, _PREFIX, _BARE_PREFIX):
        match = pattern.search(name)
        if match:
            rest = (name[:match.start()] + name[match.end():]).strip()
            return rest, _KIND_OF.get(match["kind"].casefold().replace("-", " "))
    return name, None


def part_of(name: str) -> tuple[str, str | None]:
    """Return the name without the words for a part of it, and those words.

    >>> part_of("north-eastern Syria"), part_of("northern part of Mali"), part_of("Norway")
    (('Syria', 'north-eastern'), ('Mali', 'northern part of'), ('Norway', None))
    """
    match = _PART.match(name)
    return (name[match.end():], name[:match.end()].strip()) if match else (name, None)


def around(name: str) -> tuple[str, str | None]:
    """Return the name without words for its surroundings ("near", "airspace"), and those words."""
    for pattern in (_NEAR, _AROUND):
        match = pattern.search(name)
        if match and len(match.group()) < len(name):
            return (name[:match.start()] + name[match.end():]).strip(), match.group().strip()
    return name, None


def is_direction(name: str) -> bool:
    """Say whether nothing but a direction or a word for "place" is left: no name to look up."""
    return _DIRECTION.fullmatch(name.strip()) is not None
