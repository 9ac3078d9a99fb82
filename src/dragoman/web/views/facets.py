"""What records can be filtered, shown and grouped by: one row each, for our copy and for the public views.

The page is asked of ``listed_records`` (see ``listed.sql``); what is shown and copied is the
same question to the views that users have. A test asks both and compares.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """A property of records that can be counted and chosen.

    Attributes:
        name: parameter of the address.
        label: its words.
        column: column of ``listed_records``; a list where ``is_list``.
        public: the value, or for lists the role, in the public views.
    """

    name: str
    label: str
    column: str
    public: str
    is_list: bool = False

    def condition(self) -> str:
        """Return the condition on ``listed_records`` for the values ``$name``."""
        if self.is_list:
            return f"list_has_any({self.column}, ${self.name})"
        return f"list_contains(${self.name}, {self.column}::VARCHAR)"

    def public_condition(self, values: str) -> str:
        """Return the same condition on the public views; ``values`` is a list of literals."""
        if self.is_list:
            return (f"records.id IN (SELECT record FROM participants WHERE role = '{self.public}' "
                    f"AND country IN ({values}))")
        return f"{self.public} IN ({values})"

    def values(self) -> str:
        """Return the expression that is counted; it makes a row a country of the lists."""
        return f"unnest({self.column})" if self.is_list else f"{self.column}::VARCHAR"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: name in the address, words, and the two expressions."""

    name: str
    label: str
    column: str
    public: str
    is_number: bool = False


def _named(role: str) -> str:
    return ("(SELECT string_agg(coalesce(name, text), '; ' ORDER BY position) FROM participants "
            f"WHERE record = records.id AND role = '{role}')")


FACETS = (
    Facet("type", "Type", "type", "records.type"),
    Facet("status", "Really?", "status", "records.status"),
    Facet("actor", "Who", "actors", "actor", is_list=True),
    Facet("recipient", "To whom", "recipients", "recipient", is_list=True),
    Facet("year", "Year", "left(published, 4)", "left(reports.published, 4)"),
    Facet("source", "Publisher", "source", "reports.source"),
    Facet("country", "Where", "place_country", "records.place_country"),
    Facet("precision", "Precision of the place", "place_precision", "records.place_precision"),
    Facet("quad", "Quad", "quad", "records.quad::VARCHAR"),
    Facet("coder", "Coder", "coder", "runs.coder"),
)

COLUMNS = (
    Column("day", "Reported", "left(published, 10)", "left(reports.published, 10)"),
    Column("type", "Type", "type", "records.type"),
    Column("who", "Who", "actor_words", _named("actor")),
    Column("act", "Did", "trigger", "records.trigger"),
    Column("whom", "To whom", "recipient_words", _named("recipient")),
    Column("when", "When", "when_from", "records.when_from"),
    Column("where", "Where", "place", "records.place"),
    Column("status", "Really?", "status", "records.status"),
    Column("sure", "Sure", "confidence", "records.confidence", is_number=True),
    Column("source", "Publisher", "source", "reports.source"),
    Column("modes", "Modes", "array_to_string(modes, ', ')", "array_to_string(records.modes, ', ')"),
    Column("whocodes", "Who, countries", "nullif(array_to_string(list_sort(actors), ' '), '')",
           "(SELECT string_agg(DISTINCT country, ' ' ORDER BY country) FROM participants "
           "WHERE record = records.id AND role = 'actor')"),
    Column("whomcodes", "To whom, countries", "nullif(array_to_string(list_sort(recipients), ' '), '')",
           "(SELECT string_agg(DISTINCT country, ' ' ORDER BY country) FROM participants "
           "WHERE record = records.id AND role = 'recipient')"),
    Column("says", "Says who", "said_by", _named("said_by")),
    Column("denies", "Denied by", "denied_by", _named("denied_by")),
    Column("country", "Country of the place", "place_country", "records.place_country"),
    Column("precision", "Precision of the place", "place_precision", "records.place_precision"),
    Column("intensity", "Intensity", "intensity", "records.intensity", is_number=True),
    Column("quad", "Quad", "quad", "records.quad", is_number=True),
    Column("title", "Title", "title", "reports.title"),
    Column("episode", "Episode", "episode", "records.episode"),
    Column("coder", "Coder", "coder", "runs.coder"),
    Column("report", "Report", "report", "records.report"),
    Column("id", "Record", "id", "records.id"),
)
USUAL = ("day", "type", "who", "act", "whom", "where", "status", "sure", "source")

# What is counted: words, and the expressions on our copy and on the public views.
COUNTS = {
    "events": ("count(DISTINCT coalesce(episode, id))", "count(DISTINCT coalesce(records.episode, records.id))"),
    "records": ("count(*)", "count(*)"),
    "reports": ("count(DISTINCT report)", "count(DISTINCT records.report)"),
}
