"""When did it happen, and when is it due? Stage 6a: a ``Reading`` in, one ``Timing`` per draft out.

The story of a date, in the order of the modules:

1. ``days``: prefix dates (``2015-04``) and the arithmetic on them; a month never gets a day.
2. ``rules``: the table ``resources/when/rules.toml``, compiled once by ``TimeRules.load()``.
3. ``expressions``: one phrase against the table; the first rule that is found and gives an interval decides.
   Its action stands in ``calendar_dates`` or ``relative_dates`` and sees the phrase through a ``Hit``.
4. ``anchor``: what relative phrases lean on: the day of publication, the date that the narrative has
   reached ("two days later"), and whether the event lies ahead ("on Friday" is then the next one).
5. ``spotting``: where phrases stand in running text, by ``resources/when/spots.toml``; ``narrative`` reads them
   one after another, ``clause`` finds the one of an event whose phrase the reader did not mark.
   ``dateline`` reads the day that a report gives itself, ``named_event`` phrases that count from another
   event, ``running`` the day that a narrative in the past tense has reached.
6. ``newsday``: no phrase? A scorecard of readable cues says whether the event is of the day of the news.
7. ``resolve``: all of it for every draft, with a ``Why`` for every date given or withheld.

>>> from dragoman.types import Draft, Part, Reading, Report, Role, Span
>>> text = "The envoys met on Tuesday."
>>> report = Report.of(text, published="2015-05-14")
>>> draft = Draft(Span.of(text, 11, 14), "CONSULT", 0.9, parts=(Part(Role.TIME, Span.of(text, 15, 25)),))
>>> timing, = resolve(Reading(report, (Span.of(text, 0, 26),), drafts=(draft,)), TimeRules.load())
>>> timing.when.from_, timing.when.precision, timing.whys[0].rule
('2015-05-12', 'day', 'week.day')
"""

from dragoman.when.anchor import Anchor
from dragoman.when.days import Interval
from dragoman.when.expressions import Meaning, read_phrase
from dragoman.when.narrative import Told, tell
from dragoman.when.resolve import resolve
from dragoman.when.rules import TimeRules

__all__ = ["Anchor", "Interval", "Meaning", "TimeRules", "Told", "read_phrase", "resolve", "tell"]
