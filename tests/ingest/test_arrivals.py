"""What is new in folders: handed on when whole, once for each state."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.ingest.arrivals import Look, arrivals, look, settled

OLD, NEW = (1, 10), (2, 20)


@pytest.mark.parametrize("before, now, known, ready", [
    pytest.param({}, {"a.txt": NEW}, {}, [], id="seen once it may still grow"),
    pytest.param({"a.txt": OLD}, {"a.txt": NEW}, {}, [], id="it grows"),
    pytest.param({"a.txt": NEW}, {"a.txt": NEW}, {}, ["a.txt"], id="it has stopped growing"),
    pytest.param({"a.txt": NEW}, {"a.txt": NEW}, {"a.txt": NEW}, [], id="handed on before"),
    pytest.param({"a.txt": NEW}, {"a.txt": NEW}, {"a.txt": OLD}, ["a.txt"], id="changed since it was handed on"),
    pytest.param({"a.txt": NEW}, {}, {}, [], id="gone"),
    pytest.param({"b.txt": OLD, "a.txt": OLD}, {"a.txt": OLD, "b.txt": OLD}, {}, ["a.txt", "b.txt"], id="in order"),
])
def test_a_file_is_ready_when_two_looks_agree(before: Look, now: Look, known: Look, ready: list[str]) -> None:
    assert settled(before, now, known) == ready


def told(folder: Path, *changes: Callable[[], object]) -> list[list[str]]:
    """Return the names handed on while one change after the other happens between two looks."""
    steps: Iterator[Callable[[], object]] = iter(changes)

    def pause() -> None:
        next(steps)()
    found = arrivals([str(folder)], pause, looks=len(changes) + 1)
    return [[Path(path).relative_to(folder).as_posix() for path in paths] for paths in found]


def test_each_state_of_a_file_is_handed_on_once(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("They met.", encoding="utf-8")

    def nothing() -> None: ...

    assert told(tmp_path, nothing, nothing, lambda: second.write_text("They", encoding="utf-8"),
                lambda: second.write_text("They left.", encoding="utf-8"), nothing, nothing,
                lambda: first.write_text("They met again.", encoding="utf-8"), nothing,
                first.unlink, nothing) == [["a.txt"], ["b.txt"], ["a.txt"]]


def test_other_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("below/a.html", ".hidden.txt", "README.md", "a.txt.part", "store.duckdb"):
        (tmp_path / name).write_text("They met.", encoding="utf-8")
    assert told(tmp_path, lambda: None) == [["below/a.html"]]


def test_a_copy_with_an_old_time_is_waited_for_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"

    def copied() -> None:
        path.write_text("They met.", encoding="utf-8")
        os.utime(path, (0, 0))
    assert told(tmp_path, copied) == []
    assert told(tmp_path, copied, lambda: None) == [["a.txt"]]


def test_a_folder_may_go_and_come_back(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    assert look([str(inbox)]) == {}
    inbox.mkdir()
    (inbox / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    assert look([str(inbox)]) == {}
