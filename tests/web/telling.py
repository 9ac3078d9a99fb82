"""Reports of our own making for the workbench: one act told three times, and one report full of markup."""

from __future__ import annotations

from dataclasses import replace

from dragoman.types import Coding, Participant, Record, Report, Span, Where, Why
from tests.analyze.episodes import telling as episodes

SCRIPT = '<script>document.title="owned"</script>'
IMAGE = '"><img src=x onerror=alert(1)>'
HOSTILE = f"{SCRIPT} Ministers of Norland met {IMAGE} envoys of Surland in Velm & 'agreed'."


def again() -> list[Coding]:
    """Return two reports that tell one shelling, the second with a denial."""
    first = "Gunners of Norland shelled Surland near Velm on Tuesday."
    second = "Norland shelled Surland near Velm, officials say; Norland denies it."
    return [episodes.told(first, "2031-04-08", source="The Courier"),
            episodes.told(second, "2031-04-08", source="Evening Post")]


def hostile() -> Coding:
    """Return a report whose text, title, source and names are markup."""
    report = replace(Report.of(HOSTILE, title=f"Title {SCRIPT}", published="2031-04-10"), source=IMAGE)
    return Coding(report, (_record(report),))


def _record(report: Report) -> Record:
    start, place = HOSTILE.index("met"), HOSTILE.index("Velm")
    who = HOSTILE.index("Norland")
    return Record(
        id="e-hostile", report=report.id, type="CONSULT", modes=("visit",), contexts=("diplomatic",), quad=1,
        intensity=4.0, trigger=Span.of(HOSTILE, start, start + 3),
        actors=(Participant(who, who + 7, "Norland", name=SCRIPT, country="NOR", sector="GOV", sectors=("GOV",)),),
        recipients=(), status="actual", said_by=(), denied_by=(), when=None,
        where=(Where(place, place + 4, "Velm", name=IMAGE, country="NOR", precision="city"),), numbers={},
        condition=None, deadline=None, same_as=None, episode=None, confidence=0.6,
        why=(Why("type", "fake.word", SCRIPT, 0.6, ((start, start + 3),)),))
