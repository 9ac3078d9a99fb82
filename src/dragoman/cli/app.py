"""``dragoman``: finds the commands, runs one, and turns errors into exit codes."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pkgutil import iter_modules
from typing import Any, NoReturn

import typer
from typer.exceptions import TyperException

import dragoman
from dragoman import cli
from dragoman.cli.console import say
from dragoman.errors import DragomanError

_INTERRUPTED = 130
# What DuckDB makes of Ctrl-C while a query runs, as a bare RuntimeError.
_DUCKDB_INTERRUPTED = "Query interrupted"
_ORDER = ("code", "watch", "read", "show", "why", "query", "export", "serve", "eval", "train", "doctor")
_SUPPORT = frozenset({"app", "console", "lives", "options", "outputs", "summary", "why_episode", "words"})
_EPILOG = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 4 some inputs could not be read."


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 failed, 2 usage, 3 nothing found, 4 input problems."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_guarded(given))


def build(names: Sequence[str] | None = None) -> typer.Typer:
    """Return the application with the commands named, by default all there are."""
    app = typer.Typer(
        name="dragoman", no_args_is_help=True, add_completion=True, rich_markup_mode=None, epilog=_EPILOG,
        help="Read news reports; write political event records: who did what to whom, when, where, on whose word.",
        pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in commands() if names is None else names:
        app.command(name)(import_module(f"dragoman.cli.{module(name)}").command)
    return app


def commands() -> tuple[str, ...]:
    """Return the names of the commands, the usual ones first."""
    found = sorted({item.name.rstrip("_") for item in iter_modules(cli.__path__)} - _SUPPORT)
    return tuple(sorted(found, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)))


def module(name: str) -> str:
    """Return the file of a command: its name, with ``_`` after a word that is Python's own (``import_``)."""
    return f"{name}_" if iskeyword(name) else name


def _options(
    version: bool = typer.Option(False, "--version", help="Print the version and exit.", is_eager=True,
                                 callback=lambda asked: _version() if asked else None),
) -> None:
    """Take the options that stand before the command."""


def _version() -> NoReturn:
    typer.echo(f"dragoman {dragoman.__version__}")
    raise typer.Exit


def _guarded(arguments: list[str]) -> int:
    """Run the command and say in one line what went wrong, if anything did."""
    _quieten()
    try:
        return _run(arguments)
    except DragomanError as error:
        say(str(error))
        return error.exit_code
    except TyperException as error:
        return _misused(error)
    except BrokenPipeError:
        return _cut_off()
    except SystemExit as ended:
        return _ended(ended)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except Exception as error:  # the edge: no user is helped by a traceback
        if str(error) == _DUCKDB_INTERRUPTED:
            return _interrupted()
        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        say(f"internal error: {type(error).__name__}: {error} (DRAGOMAN_DEBUG=1 shows where)")
        return 1


def _ended(ended: SystemExit) -> int:
    """Return the exit code; typer makes such an exit of a broken pipe."""
    if isinstance(ended.__context__, BrokenPipeError):
        return _cut_off()
    return ended.code if isinstance(ended.code, int) else int(ended.code is not None)


def _interrupted() -> int:
    say("interrupted; what is in the store stays there, and the same command does the rest")
    return _INTERRUPTED


def _cut_off() -> int:
    """Whoever read our output has seen enough; Python must not complain about that at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _run(arguments: list[str]) -> int:
    known = commands()
    only = arguments[:1] if arguments and arguments[0] in known else None
    result: Any = build(only)(arguments, standalone_mode=False, prog_name="dragoman")
    sys.stdout.flush()
    if result == _INTERRUPTED:
        # This is what typer makes of Ctrl-C.
        raise typer.Abort
    return result if isinstance(result, int) else 0


def _misused(error: TyperException) -> int:
    message = error.format_message()
    if message:
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "dragoman"
        say(f"{message.splitlines()[0]} (see {path} --help)")
    return error.exit_code


def _quieten() -> None:
    """Let only our own warnings through, one line each; libraries keep theirs."""
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("dragoman").addHandler(_Said())


class _Said(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        say(record.getMessage())
