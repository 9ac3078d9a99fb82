"""PETRARCH2's events: tab-separated without a header; a row a day, pair and code of a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.store.export.codes import Losses, cameo_actor
from dragoman.store.export.dyads import pairs
from dragoman.store.export.fields import Form, day, is_told
from dragoman.store.export.stream import Story
from dragoman.store.export.tsv import line
from dragoman.types import Participant

_NOBODY = "---"
_NO_SOURCE = "NULL"


def lines(stories: Iterable[Story], losses: Losses, form: Form) -> Iterator[bytes]:
    """Yield the lines; the stories need their texts. Without an address its column is absent, as in the original."""
    for story in stories:
        report = story.report
        published = day(report.published)
        for (source, target, code), ids in _events(story, losses, form).items():
            start = ("" if published is None else f"{published:%Y%m%d}", source, target, code, "", ";".join(ids))
            losses["loss.day"] += published is None
            losses["loss.url"] += not report.url
            yield line((*start, *([report.url] if report.url else []), report.source or _NO_SOURCE), losses)


def _events(story: Story, losses: Losses, form: Form) -> dict[tuple[str, str, str], dict[str, None]]:
    """Return the sentences of each event of a story, named as PETRARCH2 does."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for record in story.records:
        if not is_told(record, form, losses):
            continue
        name = f"{record.report}_{story.sentence(record.trigger.start)}"
        for pair in pairs(record, losses, needs_both=False):
            key = (_code(pair.source, losses), _code(pair.target, losses), pair.code)
            found.setdefault(key, {})[name] = None
    return found


def _code(participant: Participant | None, losses: Losses) -> str:
    return (cameo_actor(participant, losses) if participant is not None else "") or _NOBODY
