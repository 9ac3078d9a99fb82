"""Where it happened: from the words of a report to a place on the map, or honestly to less.

A reader has marked the words that say where ("the outskirts of Mosul, Iraq").
``phrase`` reads them: what is the name, what kind of place do they ask for, what is
said to hold it. ``gazetteer`` knows the places of that name: towns of GeoNames,
provinces, districts, countries, and by hand the seas, regions and sites that news
speaks of. ``countries`` notes which countries the report names. ``rank`` adds up
visible features for each candidate and for "none of them"; ``choose`` takes the
best if it is clear enough, else the country the candidates share, else the country
that the context gives, else nothing. ``resolve`` does so for every draft.

A point is given only for what is one: areas have no coordinates.
"""

from dragoman.where.gazetteer import Gazetteer, Place
from dragoman.where.resolve import locate, resolve
from dragoman.where.spotting import Toponym, spot

__all__ = ["Gazetteer", "Place", "Toponym", "locate", "resolve", "spot"]
