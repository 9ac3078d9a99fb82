"""The start page: drop files or paste a text; ``/coding/N`` shows it being coded."""

from __future__ import annotations

import re
import tempfile
from functools import partial
from pathlib import Path

import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.engines.local import pipeline_coder
from dragoman.errors import InputError, UsageError
from dragoman.ingest.published import day
from dragoman.web import pages, twins
from dragoman.web.coding import Coded, Jobs
from dragoman.web.views.frame import screens

MOST_BYTES = 256 * 2**20
"""Of what is given to be coded at once; `dragoman code` takes more."""
_MOST_FILES = 2000
_MOST_FIELD = 8 * 2**20
_CHUNK = 2**20


def _start(request: Request) -> Response:
    return pages.page(request, "start/start.html", given={}, problem="", described=_DESCRIBED,
                      there=[screen.path for screen in screens(request.app.state.screens)])


async def _take(request: Request) -> Response:
    async with request.form(max_files=_MOST_FILES, max_part_size=_MOST_FIELD) as form:
        published = _published(str(form.get("published", "")).strip())
        folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
        if not await _kept(form, folder) + _pasted(form, folder, published):
            folder.rmdir()  # noqa: ASYNC240 - an empty folder
            raise UsageError("there was nothing to code: choose files or paste a text")
    number = _jobs(request).begin(folder, published)
    return RedirectResponse(f"/coding/{number}", 303)


async def _kept(form: FormData, folder: Path) -> int:
    """Write the files that were dropped into a folder, under names that lead nowhere else."""
    files = [item for item in form.getlist("files") if isinstance(item, UploadFile) and is_meant(item.filename or "")]
    for place, item in enumerate(files):
        with (folder / f"{place:04d}-{safe(str(item.filename))}").open("wb") as stream:
            while chunk := await item.read(_CHUNK):
                stream.write(chunk)
    return len(files)


def is_meant(name: str) -> bool:
    r"""Tell whether a file is one that somebody chose, not one that a system keeps in every folder.

    >>> is_meant("march/a.txt"), is_meant("march/.DS_Store"), is_meant("")
    (True, False, False)
    """
    return not re.split(r"[/\\]", name)[-1].startswith(".") and bool(name)


def safe(name: str) -> str:
    r"""Return a file's name without folders and without what a file system might take amiss.

    >>> safe("../../etc/passwd"), safe("C:\\news\\A report.txt"), safe("...")
    ('passwd', 'A report.txt', 'file')
    """
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.\- ]", "_", last).lstrip(".")[-80:] or "file"


def _pasted(form: FormData, folder: Path, published: str | None) -> int:
    text = str(form.get("text", "")).replace("\r\n", "\n")
    if not text.strip():
        return 0
    report = {"text": text, "title": str(form.get("title", "")).strip() or None, "published": published,
              "source": str(form.get("source", "")).strip() or None}
    line = orjson.dumps({name: value for name, value in report.items() if value is not None})
    (folder / "pasted.jsonl").write_bytes(line + b"\n")
    return 1


def _published(words: str) -> str | None:
    try:
        return day(words or None)
    except InputError as error:
        raise UsageError(error.reason) from error


def _watch(request: Request) -> Response:
    number = request.path_params["number"]
    progress = _jobs(request).progress(number)
    if twins.form_of(request) != "html":
        columns = ("report", "title", "records")
        rows = [(item.report, item.title, item.records) for item in progress.coded]
        return twins.twin(twins.form_of(request), columns, rows, "coded")
    return pages.page(request, "start/coding.html", number=number, progress=progress, lines=_lines(progress.coded))


def _lines(coded: tuple[Coded, ...]) -> list[tuple[Coded, str]]:
    return [(item, " · ".join(f"{kind} {words}" for kind, words in item.acts)) for item in coded]


def _jobs(request: Request) -> Jobs:
    """Return the jobs of this application; its state may name another loader."""
    state = request.app.state
    held: Jobs | None = getattr(state, "jobs", None)
    if held is None:
        load = getattr(state, "load", None) or partial(pipeline_coder, state.settings.reader)
        held = state.jobs = Jobs(state.snapshots.path, load, state.settings.jobs)
    return held


# (path, what one does there); shown as far as the screens are there.
_DESCRIBED = (
    ("/read", "Read", "each report with its events marked, and the reason for every field"),
    ("/records", "Records", "the table: filter, group, copy the query, export"),
    ("/pair", "Pair", "two countries over time, with what changed and why"),
    ("/map", "Map", "where it happened, as precisely as the reports say"),
    ("/promises", "Promises", "what was promised, by when, and what became of it"),
    ("/claims", "Claims", "who says so, and who denies it"),
    ("/review", "Review", "judge, correct, and leave a gold standard behind"),
)

routes = [Route("/", _start), Route("/code", _take, methods=["POST"]), *twins.listed("/coding/{number:int}", _watch)]
