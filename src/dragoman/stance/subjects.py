"""Who a clause is about: the subject before a verb, found by words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dragoman.stance.reporting import Reporting
from dragoman.types import Span

_TITLE = r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|Gov|Lt|St|Prof|Sgt|Capt)\."
_TOKEN = re.compile(rf"(?:{_TITLE}|(?:[A-Z]\.)+|\w[\w’'&-]*\w|\w)|[^\w\s]")
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_STOPS = frozenset('.;:()"“”[]—–-!?')
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "not", "also", "now", "still", "'s"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who"})
_PAST = re.compile(r"[a-z]{2,}(?:ed|ught)\Z")
_RELATIVES = frozenset({"who", "which", "that"})
_LY = re.compile(r"[a-z]+ly\Z")
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_LONGEST = 14  # words of a subject


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a text, with its offsets."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word without case and with plain apostrophes."""
        return self.text.lower().replace("’", "'")


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the words and marks of ``[start, end)``."""
    return tuple(Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end))


def subject_before(tokens: tuple[Token, ...], verb: int, text: str, words: Reporting) -> Span | None:
    """Return the subject of the verb at place ``verb`` of a sentence's tokens; None when it has none before it.

    Auxiliaries and adverbs are stepped over, and so are words set between commas ("Ode, the
    mayor, said"); of verbs joined by "and", or hung on with a comma ("…, adding"), the
    subject is that of the verb before.

    >>> text = "The mayor of Ves has also said nothing."
    >>> subject_before(tokens_of(text, 0, len(text)), 6, text, Reporting.load()).text
    'mayor of Ves'
    """
    last = _step_over(tokens, verb - 1, words)
    if last < 0:
        return None
    if _hangs_on(tokens, verb, last):
        earlier = _verb_before(tokens, last, words)
        if earlier is not None:
            return subject_before(tokens, earlier, text, words)
    if tokens[last].text == ",":
        last = _before_comma_pair(tokens, last)
    return None if last < 0 else _phrase(tokens, last, text, words)


def _hangs_on(tokens: tuple[Token, ...], verb: int, last: int) -> bool:
    """Say whether a verb shares the subject of an earlier one: joined by "and", or a participle."""
    participle = tokens[verb].key.endswith("ing") and (verb == 0 or tokens[verb - 1].key not in _BE)
    return tokens[last].key in {"and", "or", "but", "yet"} or participle


def _step_over(tokens: tuple[Token, ...], place: int, words: Reporting) -> int:
    """Return the last place before a verb group that is no helper, adverb or day."""
    while place >= 0 and (tokens[place].key in words.helpers or _LY.match(tokens[place].text)
                          or (tokens[place].text in _DAYS and place > 0)
                          or (tokens[place + 1].key == "to" and is_verb(tokens, place, words))):
        place -= 1
    return place


def _verb_before(tokens: tuple[Token, ...], place: int, words: Reporting) -> int | None:
    for index in range(place - 1, 0, -1):
        if tokens[index].text in _STOPS:
            return None
        if is_verb(tokens, index, words):
            return index
    return None


def is_verb(tokens: tuple[Token, ...], place: int, words: Reporting) -> bool:
    """Say whether a word reads as a verb: in the table or a past form, and not after an article."""
    token = tokens[place]
    if not token.text.islower() or (place > 0 and tokens[place - 1].key in {"the", "a", "an", "his", "her", "its"}):
        return False
    after_pronoun = place > 0 and tokens[place - 1].key in _PRONOUNS and token.key.endswith("s")
    return token.key in words.verbs or after_pronoun or _PAST.match(token.text) is not None


def _before_comma_pair(tokens: tuple[Token, ...], comma: int) -> int:
    """Return the place before the comma that opens what the one at ``comma`` closes, or before ``comma`` itself."""
    for index in range(comma - 1, max(-1, comma - 2 * _LONGEST), -1):
        if tokens[index].text == ",":
            return index - 1
        if tokens[index].text in _STOPS:
            break
    return comma - 1


def _phrase(tokens: tuple[Token, ...], last: int, text: str, words: Reporting) -> Span | None:
    first = last
    while first > 0 and last - first < _LONGEST and not _ends(tokens, first - 1, words):
        first -= 1
    while first < last and tokens[first].key in words.leads:
        first += 1
    if tokens[first].text in _STOPS or tokens[first].text == "," or tokens[last].key in words.barriers - _RELATIVES:
        return None
    found = text[tokens[first].start:tokens[last].end]
    article = _ARTICLE.match(found)
    start = tokens[first].start + (article.end() if article is not None and article.end() < len(found) else 0)
    return Span.of(text, start, tokens[last].end)


def _ends(tokens: tuple[Token, ...], place: int, words: Reporting) -> bool:
    """Say whether a subject ends left of the word after ``place``."""
    token = tokens[place]
    if token.text in _STOPS or token.text == "," or token.key in words.barriers or token.key in _RELATIVES:
        return True
    return is_verb(tokens, place, words)


def subject_after(tokens: tuple[Token, ...], verb: int, text: str, words: Reporting) -> Span | None:
    """Return the subject that follows its verb, as in "…, said the mayor of Ves."."""
    first = verb + 1
    if first >= len(tokens) or tokens[first].text in _STOPS:
        return None
    last = first
    for before, after in pairwise(range(first, min(len(tokens), first + _LONGEST))):
        if _ends(tokens, after, words) or tokens[after].text in _STOPS:
            break
        last = before + 1
    found = text[tokens[first].start:tokens[last].end]
    article = _ARTICLE.match(found)
    return Span.of(text, tokens[first].start + (article.end() if article is not None else 0), tokens[last].end)
