"""Settings: defaults, then ``dragoman.toml``, then the environment, then flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from dragoman.errors import UsageError

FILE = "dragoman.toml"
READERS = ("accurate", "fast")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command does when no flag says otherwise.

    Attributes:
        store: path of the store (``DRAGOMAN_STORE``).
        reader: ``accurate`` or ``fast`` (``DRAGOMAN_READER``).
        jobs: coding processes, 0 for one per core (``DRAGOMAN_JOBS``).
        origins: where each value came from: ``default``, the file's name or the variable's.
    """

    store: str = "dragoman.duckdb"
    reader: str = "accurate"
    jobs: int = 0
    origins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, environment: Mapping[str, str] | None = None) -> Self:
        """Return the settings in force in ``folder``; raises UsageError naming the bad value."""
        variables = os.environ if environment is None else environment
        settings = cls()
        for name, value in _from_file(folder / FILE).items():
            settings = settings.having(name, value, FILE)
        for name in _names():
            variable = f"DRAGOMAN_{name.upper()}"
            if variables.get(variable):
                settings = settings.having(name, variables[variable], variable)
        return settings

    def having(self, name: str, value: object, origin: str) -> Self:
        """Return these settings with one value replaced; raises UsageError if it is not allowed."""
        if name not in _names():
            raise UsageError(f"{origin}: no setting named {name!r} (known: {', '.join(_names())})")
        changed: dict[str, Any] = {name: _checked(name, value, origin)}
        return replace(self, **changed, origins={**self.origins, name: origin})


def _names() -> tuple[str, ...]:
    return tuple(item.name for item in fields(Settings) if item.name != "origins")


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error


def _checked(name: str, value: object, origin: str) -> str | int:
    if name == "jobs":
        return _jobs(value, origin)
    if not isinstance(value, str) or not value:
        raise UsageError(f"{origin}: {name} must be text, not {value!r}")
    if name == "reader" and value not in READERS:
        raise UsageError(f"{origin}: reader must be one of {', '.join(READERS)}, not {value!r}")
    return value


def _jobs(value: object, origin: str) -> int:
    try:
        jobs = int(str(value))
    except ValueError:
        jobs = -1
    if jobs < 0:
        raise UsageError(f"{origin}: jobs must be a whole number, 0 for one per core, not {value!r}")
    return jobs
