"""The application: every screen there is, behind the checks of ``security``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from threading import Thread

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

from dragoman.config import Settings
from dragoman.web import ahead, assets, errors, keeping, keys, pages, routes, security
from dragoman.web.limits import Limit
from dragoman.web.memory import unsettle
from dragoman.web.routes.start import MOST_BYTES
from dragoman.web.saved import Searches
from dragoman.web.snapshots import Snapshots
from dragoman.web.standing import Standings

_SMALLEST_ZIPPED = 600


def create(store_path: str | Path, *, token: str, settings: Settings | None = None,
           keys_file: str | Path | None = None) -> Starlette:
    """Return the workbench over one store.

    Args:
        store_path: the store; it need not exist before something is coded into it.
        token: what a browser must bring once, in ``?token=``; at least 16 characters.
        settings: with which reader, and in how many processes, the start page codes.
        keys_file: a JSON file in the form of ``keys.json`` that adds, changes or switches off keys.

    Raises:
        ValueError: the token is too short to keep anybody out.
        UsageError: the file of keys cannot be read.
    """
    if len(token) < security.SHORTEST_TOKEN:
        raise ValueError(f"a token needs {security.SHORTEST_TOKEN} characters or more")
    application = Starlette(
        routes=_routes(), exception_handlers=errors.handlers(), lifespan=_lifespan,
        middleware=[Middleware(security.Guard, token=token), Middleware(Limit, most={"/code": MOST_BYTES}),
                    Middleware(GZipMiddleware, minimum_size=_SMALLEST_ZIPPED)],
    )
    application.state.snapshots = Snapshots(Path(store_path))
    application.state.standings = Standings(application.state.snapshots)
    application.state.ahead = ahead.Ahead(application.state.snapshots)
    application.state.snapshots.ahead = application.state.ahead.read
    application.state.is_kept = True
    application.state.searches = Searches(Path(store_path))
    application.state.settings = settings or Settings()
    application.state.keys = keys.load(keys_file)
    application.state.token = token
    application.state.screens = frozenset(route.path for route in application.routes if isinstance(route, Route))
    return application


@asynccontextmanager
async def _lifespan(application: Starlette) -> AsyncIterator[None]:
    """Read ahead while the server begins; in the end close what runs, and put the judgements where they belong."""
    state = application.state
    state.standings.begin()
    Thread(target=_read_ahead, daemon=True).start()
    yield
    jobs = getattr(state, "jobs", None)
    if jobs is not None:
        jobs.close()
    state.standings.close()
    state.snapshots.close()
    state.is_kept = keeping.keep(state.snapshots.path)
    unsettle()


def _read_ahead() -> None:
    pages.compile_all()
    ahead.tables()


def _routes() -> list[BaseRoute]:
    """Return the routes of all modules in ``routes``, and those of what serves them."""
    found: list[BaseRoute] = [*assets.routes, *keys.routes]
    for name in sorted(item.name for item in iter_modules(routes.__path__)):
        found += import_module(f"dragoman.web.routes.{name}").routes
    return found
