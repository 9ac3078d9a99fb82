"""``dragoman serve``: the workbench, on this machine only."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dragoman.cli.console import say
from dragoman.cli.options import JobsOption, ReaderOption, StoreOption, settings

_HOST = "127.0.0.1"


def command(
    store: StoreOption = None,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 takes a free one.")] = 8077,
    token: Annotated[str | None, typer.Option(
        "--token", metavar="TOKEN", help="What the first request must bring; by default a new one each start.")] = None,
    keys: Annotated[str | None, typer.Option(
        "--keys", metavar="FILE", help="Your own keys, in the form of the workbench's keys.json.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the address in the browser.")] = False,
    reader: ReaderOption = None,
    jobs: JobsOption = None,
) -> None:
    """Read, check, correct and follow a store in the browser.

    Prints an address with a token and answers on this machine only. Ctrl-C ends it.

    Example: dragoman serve -s demo.duckdb
    """
    from secrets import token_urlsafe

    chosen = settings(store, reader, jobs)
    application = _application(chosen, token or token_urlsafe(24), keys)
    with _socket(port) as listening:
        address = f"http://{_HOST}:{listening.getsockname()[1]}/?token={application.state.token}"
        say(f"the workbench of {chosen.store} is at {address}")
        if open_:
            import webbrowser

            webbrowser.open(address)
        _serve(application, listening)


def _application(chosen: Any, token: str, keys: str | None) -> Any:
    from dragoman.errors import MissingPart, UsageError

    try:
        import uvicorn  # noqa: F401 - asked for here, so that it is missed before anything begins

        from dragoman.web.app import create
    except ModuleNotFoundError as error:
        raise MissingPart(f"the workbench needs {error.name}: pip install 'dragoman[web]'") from error
    try:
        return create(chosen.store, token=token, settings=chosen, keys_file=keys)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _socket(port: int) -> Any:
    import socket

    from dragoman.errors import UsageError

    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen()  # so that who is quick waits for the server instead of finding nobody
    except OSError as error:
        listening.close()
        raise UsageError(f"port {port} cannot be used ({error.strerror}); --port 0 takes a free one") from error
    return listening


def _serve(application: Any, listening: Any) -> None:
    """Serve until Ctrl-C, which ends it in order: no traceback, the copy of the store removed."""
    import uvicorn

    config = uvicorn.Config(application, log_level="error", access_log=False, server_header=False,
                            timeout_graceful_shutdown=2)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        say("the workbench has ended")
    if not application.state.is_kept:
        say("the store is in use: the judgements stay in the file beside it, and are not lost")
