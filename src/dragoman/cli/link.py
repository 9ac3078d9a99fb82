"""``dragoman link``: brings records of one act together, and up to date what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import now, say, talk
from dragoman.cli.options import StoreOption, settings
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.analyze.episodes.link import Linked


def command(
    store: StoreOption = None,
    same: Annotated[tuple[str, str] | None, typer.Option(
        metavar="ID ID", help="Say that two records, or episodes, tell one act.")] = None,
    different: Annotated[tuple[str, str] | None, typer.Option(
        metavar="ID ID", help="Say that they tell different acts.")] = None,
    undo: Annotated[tuple[str, str] | None, typer.Option(
        metavar="ID ID", help="Take back what was said of them.")] = None,
    note: Annotated[str | None, typer.Option(help="The reason, kept with what you say.")] = None,
) -> None:
    """Bring a store up to date: records of one act become one episode; commitments, measures and control follow.

    Only what is new or changed is compared; what you say of a pair is honoured from then on.

    Example: dragoman link --different e-4f1c e-77ab --note "two raids on one town"
    """
    from dragoman.analyze.episodes.judge import Verdict, judge
    from dragoman.analyze.standing.keeping import refresh

    path = settings(store).store
    said = [(verdict, ids) for verdict, ids in ((Verdict.SAME, same), (Verdict.DIFFERENT, different),
                                                (Verdict.UNDONE, undo)) if ids is not None]
    if note is not None and not said:
        raise UsageError("--note goes with --same, --different or --undo")
    for verdict, (one, other) in said:
        judge(path, verdict, one, other, now=now(), note=note)
    say(told(linked(path)))
    kept = refresh(path, begun=now())
    if kept is not None:
        say(f"commitments, measures and control of places brought up to date (keeping {kept})")


def linked(path: str) -> Linked:
    """Link a store, with a progress bar where a person can see it."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from dragoman.analyze.episodes.link import link

    console = talk()
    with Progress(TextColumn("linking"), BarColumn(bar_width=20), MofNCompleteColumn(), TimeElapsedColumn(),
                  console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("linking", total=None)
        return link(path, now, lambda done, all_: bar.update(task, completed=done, total=all_))


def told(found: Linked) -> str:
    """Return in a line what a linking came to."""
    gone = f", {found.gone} no longer current" if found.gone else ""
    records = "1 record" if found.records == 1 else f"{found.records} records"
    episodes = "1 episode" if found.made == 1 else f"{found.made} episodes"
    return f"{records} linked{gone}: {episodes} made or changed, {found.ended} ended"
