"""Put a coded report into one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from dragoman.page.lines import lines
from dragoman.page.marks import marks_of, paragraphs
from dragoman.types import Coding

TEMPLATES = PackageLoader("dragoman", "page")
"""Where ``marked.html`` is, whose marks, lines and facts the workbench shows as well."""

# (kind, name in the legend); the kinds are those of marks.KINDS.
LEGEND = (("trigger", "what was done"), ("actor", "who"), ("recipient", "to whom"), ("source", "according to"),
          ("denial", "denied by"), ("time", "when"), ("place", "where"), ("term", "terms and numbers"))


def render(coding: Coding, others: Sequence[Coding] = ()) -> str:
    """Return the page of one report: its text with marks beside one line per event.

    Args:
        coding: the report and its records, in order of the text.
        others: codings of other reports; those that tell the same episode as a
            record are named under it.

    Returns:
        A whole HTML document: no script, no outside request, styles inline under
        a content security policy that names their hash.
    """
    numbered = enumerate(coding.records, 1)
    marks = [mark for number, record in numbered for mark in marks_of(record, number)]
    style = _read("page.css") + _highlights(len(coding.records))
    return _template().render(
        report=coding.report, lines=lines(coding, others), paragraphs=paragraphs(coding.report.text, marks),
        legend=[(kind, name) for kind, name in LEGEND if any(mark.kind == kind for mark in marks)],
        style=Markup(style), digest=_digest(style),  # noqa: S704  our own file and numbers, never the report's words
    )


@cache
def _template() -> Template:
    environment = Environment(loader=TEMPLATES, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)
    return environment.get_template("report.html")


@cache
def _read(name: str) -> str:
    return files("dragoman.page").joinpath(name).read_text(encoding="utf-8")


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _highlights(count: int) -> str:
    """Return the rules that light up an event's marks while its line is pointed at, focused or targeted.

    What is pointed at wins over what was clicked before.
    """
    if not count:
        return ""
    numbers = range(1, count + 1)
    pointed = ",\n".join(f":root:has(#event-{n}:is(:hover, :focus-within)) .e{n}" for n in numbers)
    clicked = ",\n".join(f":root:not(:has(.event:is(:hover, :focus-within))):has(#event-{n}:target) .e{n}"
                         for n in numbers)
    named = ",\n".join(f":root:has(.ref-{n}:is(:hover, :focus-visible)) #event-{n}" for n in numbers)
    return (f"{pointed},\n{clicked} {{ --strength: 100%; --thickness: 3px; --tint: 14%; --fill: 100%; }}\n"
            f"{named} {{ --edge: var(--ink); }}\n")
