"""Who took part: each participant's words become a name, a country, a sector and an office.

``book`` holds what the tables know. ``scene`` looks a report over once and finds the known
names in it; ``phrase`` takes a participant's words apart. Then the rules, from the surest to
the last resort: the participant names itself (``named``), a title says which holder of an office
it is (``titled``), its name stands elsewhere in the report (``chains``) or is described beside it
(``beside``), or it takes its country from what surrounds it (``local``). ``sector`` says what kind
of actor it is, ``resolve`` puts it together. ``own`` reads users' rows, ``explain`` says which rows
a name may mean; ``forms`` are the keys under which names are looked up.
"""

from dragoman.actors.book import ActorBook, Entry
from dragoman.actors.explain import explain
from dragoman.actors.own import OwnRow, read_own
from dragoman.actors.resolve import resolve

__all__ = ["ActorBook", "Entry", "OwnRow", "explain", "read_own", "resolve"]
