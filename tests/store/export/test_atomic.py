"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dragoman.cli.console import pour
from dragoman.errors import DragomanError
from dragoman.store.export import bundle, files
from dragoman.store.export.atomic import replacing
from dragoman.store.export.selection import Selection


def cut_off() -> Iterator[bytes]:
    """Yield one line, then be interrupted."""
    yield b"one\n"
    raise KeyboardInterrupt


def test_a_whole_file_takes_the_place_of_the_old_one_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_bytes(b"old\n")
    target.chmod(0o640)
    assert pour([b"one\n", b"two\n"], str(target)) == 2
    assert target.read_bytes() == b"one\ntwo\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("before", [None, b"old\n"])
def test_ctrl_c_leaves_what_was_there(tmp_path: Path, before: bytes | None) -> None:
    target = tmp_path / "x.csv"
    if before is not None:
        target.write_bytes(before)
    with pytest.raises(KeyboardInterrupt):
        pour(cut_off(), str(target))
    assert [item.read_bytes() for item in tmp_path.iterdir()] == ([] if before is None else [before])


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"old\n")
    (tmp_path / "link").symlink_to(tmp_path / "x.csv")
    pour([b"new\n"], str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "x.csv").read_bytes() == b"new\n"


def test_a_folder_takes_its_name_at_the_end(tmp_path: Path) -> None:
    with replacing(tmp_path / "made") as part:
        part.mkdir()
        (part / "one").touch()
    assert [item.name for item in (tmp_path / "made").iterdir()] == ["one"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_written_to_itself(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    pour([b"one\n"], str(pipe))
    reader.join()
    assert read == [b"one\n"]
    assert pipe.is_fifo()


def test_what_cannot_be_written_is_told_by_the_name_asked_for(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match=r"cannot write .*/nowhere/x\.csv: No such file"):
        pour([b"one\n"], str(tmp_path / "nowhere" / "x.csv"))


def test_an_interrupted_parquet_leaves_nothing(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def half(connection: duckdb.DuckDBPyConnection, target: Path, *_: object) -> int:
        connection.execute(f"COPY (SELECT 1) TO '{target}' (FORMAT parquet)")
        raise KeyboardInterrupt
    monkeypatch.setattr(files, "_copied", half)
    with pytest.raises(KeyboardInterrupt):
        files.parquet(world, tmp_path / "x.parquet")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name,step", [("made", "shutil.copytree"), ("made.zip", "_zip")])
def test_an_interrupted_bundle_leaves_nothing(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, step: str,
) -> None:
    def half(_: Path, target: Path, *__: object) -> None:
        target.mkdir()
        (target / "records.csv").touch()
        raise KeyboardInterrupt
    monkeypatch.setattr(f"{bundle.__name__}.{step}", half)
    with pytest.raises(KeyboardInterrupt):
        bundle.write(world, tmp_path / name, Selection())
    assert not list(tmp_path.iterdir())
