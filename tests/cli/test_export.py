"""``dragoman export``, ``import`` and ``compare`` from outside."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from dragoman.cli.app import commands, main
from tests.store.export.conftest import made, world  # noqa: F401 - three reports of which every field is known
from tests.store.imported import samples

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, world: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:  # noqa: F811
    """Return a function that runs a command in a folder with a copy of the store."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dragoman.duckdb").write_bytes(world.read_bytes())

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()
    return ran


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_ctrl_c_leaves_the_file_that_was_there(run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def cut_off(*_: object, **__: object) -> Iterator[bytes]:
        yield b"one\n"
        raise error
    monkeypatch.setattr("dragoman.store.export.files.export", cut_off)
    Path("x.csv").write_bytes(b"old\n")
    code, out, err = run("export", "--to", "csv", "-o", "x.csv")
    assert (code, out) == (130, "")
    assert "interrupted" in err
    assert Path("x.csv").read_bytes() == b"old\n"
    assert not list(Path().glob(".*.part"))


def test_conditions_choose_and_losses_are_told(run: Run) -> None:
    code, out, err = run("export", "--to", "polecat", "--actor", "NOR", "--since", "2031-04", "--losses", "lost.csv")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == [
        "Event ID", "r-visit_e-1", "r-visit_e-2", "r-raid_e-3", "r-claim_e-5"]
    assert "(loss.day)" in err
    assert "loss.mode,1," in Path("lost.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("form,count", [
    ("jsonl", 5), ("csv", 6), ("polecat", 5), ("icews", 6), ("gdelt", 4), ("petrarch2", 6), ("plover", 5), ("ftm", 15)])
def test_text_formats_go_to_stdout(run: Run, form: str, count: int) -> None:
    code, out, _ = run("export", "--to", form)
    assert code == 0
    assert len(out.splitlines()) == count


def test_gdelt_counts_acts_unless_told_otherwise(run: Run) -> None:
    assert len(run("export", "--to", "gdelt", "--per", "mention")[1].splitlines()) == 6
    assert {len(line.split("\t")) for line in run("export", "--to", "gdelt", "--mentions")[1].splitlines()} == {16}


def test_a_panel_has_every_month_of_a_pair(run: Run) -> None:
    code, out, _ = run("export", "--to", "panel", "--dyad", "NOR-ISL", "--since", "2031-03", "--until", "2031-05",
                       "--status", "actual")
    assert code == 0
    assert [line.split(",")[:3] for line in out.splitlines()[1:4]] == [
        ["2031-03-01", "ISL", "NOR"], ["2031-04-01", "ISL", "NOR"], ["2031-05-01", "ISL", "NOR"]]


def test_files_that_are_no_text_need_a_name(run: Run) -> None:
    for form in ("parquet", "dta", "bundle"):
        code, _, err = run("export", "--to", form)
        assert code == 2
        assert "-o" in err
    assert run("export", "--to", "dta", "-o", "x.dta")[0] == 0
    assert Path("x.dta").read_bytes().startswith(b"<stata_dta>")
    assert run("export", "--to", "bundle", "-o", "x.zip")[0] == 0
    with zipfile.ZipFile("x.zip") as archive:
        assert {"records.csv", "panel.csv", "README.md", "CITATION.cff"} <= set(archive.namelist())
    assert run("export", "--to", "bundle", "-o", "x.zip")[0] == 1


@pytest.mark.parametrize("options", [
    ("--to", "icews", "--mentions"), ("--to", "gdelt", "--mentions", "--per", "episode"),
    ("--table", "runs", "--to", "ftm"),
    ("--table", "runs", "--type", "AID"), ("--since", "May"), ("--type", "FIGHT"), ("--confidence", "2"),
    ("--to", "panel", "--type", "AID"), ("--to", "panel", "--actor", "Ina Storm"), ("--to", "xml"),
])
def test_what_cannot_be_meant_is_wrong_usage(run: Run, options: tuple[str, ...]) -> None:
    code, out, err = run("export", *options)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_data_of_others_come_in_and_are_compared(run: Run) -> None:
    Path("theirs.tab").write_text(samples.ICEWS + "73\tshort\n", encoding="utf-8")
    code, out, err = run("import", "theirs.tab", "--from", "icews")
    assert (code, out) == (4, "")
    assert "theirs.tab:5: 2 cells instead of 20" in err
    assert "theirs: 3 events" in err
    code, out, _ = run("compare", "records", "theirs", "--since", "2031-04-01", "--until", "2031-04")
    assert code == 0
    assert "CONSULT" in out
    assert "0.67" in out
    lines = run("compare", "records", "theirs", "--by", "day", "--since", "2031-04", "--until", "2031-04",
                "--format", "jsonl")[1]
    assert [orjson.loads(line)["key"] for line in lines.splitlines()] == ["2031-04-07", "2031-04-08", "all"]
    assert run("compare", "records", "theirs", "--format", "csv")[1].splitlines()[0] == (
        "key,one,other,one_in_other,other_in_one,agreement")
    assert run("compare", "records", "nobody")[0] == 3
    assert run("import", "theirs.tab", "--from", "icews")[0] == 2
    assert run("import", "none.tab", "--from", "icews")[0] == 3


def test_the_commands_have_their_names() -> None:
    assert {"export", "import", "compare"} <= set(commands())
