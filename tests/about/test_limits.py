"""The limits of the house: short files, short functions, no paths of one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FOLDERS = ("src", "scripts", "tests")
# Home folders, mounts of this or that machine, and drives: nothing a reader could have.
MACHINE_PATH = re.compile(r"(?<![\w.:/])(/(work|farm|root|Users)/|/home/\w|/opt/(venv|tv)|[A-Z]:\\\\?Users)")
TEXTUAL = {".py", ".pyi", ".md", ".toml", ".yml", ".yaml", ".cff", ".sql", ".html", ".css", ".csv", ".txt", ".lock",
           ".json", ".jsonl", ".sh", ".tsv", ""}


def tracked(root: Path) -> list[Path]:
    """Return the files of the repository as git sees them; without git, the folders' own."""
    try:
        names = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return sorted(path for folder in FOLDERS for path in (root / folder).rglob("*") if path.is_file())
    return [root / name for name in names.split("\0") if name and (root / name).is_file()]


def modules(root: Path) -> list[Path]:
    """Return the Python files of the package, the scripts and the tests."""
    return [path for path in tracked(root) if path.suffix == ".py" and path.relative_to(root).parts[0] in FOLDERS]


def test_no_file_is_longer_than_400_lines(root: Path) -> None:
    lengths = {str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines())
               for path in modules(root)}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield f"{path.name}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_60_lines(root: Path) -> None:
    functions = dict(function for path in modules(root) for function in _functions(path))
    assert functions
    assert {name: length for name, length in functions.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_is_a_drawer_for_odds_and_ends(root: Path) -> None:
    drawers = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base"}
    assert [str(path) for path in modules(root) if drawers & {*path.relative_to(root).parts, path.stem}] == []


def test_no_path_of_one_machine_stands_in_the_repository(root: Path) -> None:
    found = [f"{path.relative_to(root)}: {line.strip()[:80]}" for path in tracked(root)
             if path.suffix in TEXTUAL and path.name != Path(__file__).name
             for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if MACHINE_PATH.search(line)]
    assert found == []


@pytest.mark.parametrize("line", ["open('/root/x')", "cd /work/main", "see /home/ada/notes", r"C:\Users\ada"])
def test_a_path_of_one_machine_would_be_seen(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize("line", ["https://example.org/work/1", "/usr/bin/env bash", "the field/work/ratio"])
def test_an_address_is_no_path_of_a_machine(line: str) -> None:
    assert not MACHINE_PATH.search(line)
