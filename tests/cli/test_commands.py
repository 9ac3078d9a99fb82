"""The command line from outside: what goes to stdout, what to stderr, and the exit codes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import orjson
import pytest
import typer

import dragoman
from dragoman.cli.app import build, commands, main
from dragoman.cli.why import words_at
from dragoman.records.jsonl import from_line

Run = Callable[..., tuple[int, str, str]]
REPORT = "Fight\n\nFreedonia attacked Sylvania in the capital; twelve died. They met. He glared."


@pytest.fixture
def run(
    fakecoder: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Return a function that runs a command in an empty folder with the stand-in coder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.engines.local.pipeline_coder", fakecoder.for_reader)

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()
    return ran


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return the path of a report, in the folder where commands run."""
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_json_lines_are_records_and_nothing_else(run: Run, report: Path) -> None:
    code, out, err = run("code", "a.txt", "--format", "jsonl", "--date", "2031-04-09")
    records = [from_line(line) for line in out.splitlines()]
    assert code == 0
    assert [record.type for record in records] == ["ASSAULT", "CONSULT"]
    assert records[0].when is not None
    assert records[0].when.from_ == "2031-04-09"
    assert "1 report coded, 2 records in dragoman.duckdb" in err
    assert "1 ASSAULT, 1 CONSULT" in err


def test_a_second_run_prints_the_same_and_codes_nothing(run: Run, report: Path, tmp_path: Path) -> None:
    first = run("code", "a.txt", "--format", "jsonl")
    (tmp_path / "b.txt").write_text("They met again.", encoding="utf-8")
    code, out, err = run("code", "a.txt", "b.txt", "--format", "jsonl")
    assert code == 0
    assert out.startswith(first[1])
    assert "1 report coded, 1 record" in err
    assert "1 already coded" in err
    assert run("query", "SELECT count(*) AS n FROM raw_records", "--format", "csv")[1] == "n\n3\n"


def test_tables_and_csv_name_who_did_what(run: Run, report: Path) -> None:
    for form in ("table", "csv"):
        out = run("code", "a.txt", "--no-store", "--format", form)[1]
        assert all(words in out for words in ("ASSAULT", "Freedonia", "Sylvania", "attacked"))
    assert not Path("dragoman.duckdb").exists()


def test_output_and_rejected_go_to_files(run: Run, report: Path) -> None:
    code, out, _ = run("code", "a.txt", "--format", "jsonl", "-o", "out.jsonl", "--rejected", "not.jsonl", "-s", "s.db")
    assert (code, out) == (0, "")
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 2
    assert orjson.loads(Path("not.jsonl").read_bytes())["reason"] == "under the threshold"
    assert Path("s.db").exists()


@pytest.mark.parametrize("content,code,words", [
    ("They met.", 0, "2 reports coded"),
    ("They\0met.", 4, "a.txt: binary"),
    ("", 4, "a.txt: empty"),
    ("KABOOM", 1, "KeyError"),
])
def test_the_exit_code_says_how_it_went(run: Run, tmp_path: Path, content: str, code: int, words: str) -> None:
    (tmp_path / "a.txt").write_text(content, encoding="utf-8")
    (tmp_path / "b.txt").write_text("They met again.", encoding="utf-8")
    ended, out, err = run("code", "a.txt", "b.txt", "--format", "jsonl")
    assert ended == code
    assert words in err
    assert out.endswith("\n")
    assert "again" not in err


def test_nothing_to_read_is_three(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("code", "empty")[0] == 3


@pytest.mark.parametrize("arguments,code,words", [
    (("code",), 2, "Missing argument"),
    (("bogus",), 2, "No such command"),
    (("words",), 2, "No such command"),
    (("code", "a.txt", "--date", "05/12/2031"), 2, "not understood"),
    (("code", "a.txt", "--columns", "body"), 2, "--columns"),
    (("code", "a.txt", "--jobs", "many"), 2, "--jobs"),
    (("show", "r-1"), 3, "no store"),
    (("query", "SELECT 1", "-s", "no.duckdb"), 3, "no store at no.duckdb"),
    (("code", "a.txt", "-s", "nowhere/s.duckdb"), 1, "nowhere"),
    (("code", "a.txt", "-o", "nowhere/out"), 1, "cannot write nowhere/out"),
    (("export", "--to", "parquet"), 2, "-o"),
    (("train", "--gold", "nowhere.jsonl"), 2, "nowhere.jsonl"),
    (("train", "--gold", "a.txt", "--dev", "nowhere.jsonl"), 2, "nowhere.jsonl"),
])
def test_errors_are_one_line_without_a_traceback(
    run: Run, report: Path, arguments: tuple[str, ...], code: int, words: str,
) -> None:
    ended, _, err = run(*arguments)
    assert ended == code
    assert words in err
    assert "Traceback" not in err
    assert err.startswith("dragoman: ")


def test_settings_come_from_flag_then_environment_then_file(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("dragoman.toml").write_text('store = "file.db"\n', encoding="utf-8")
    run("code", "a.txt")
    monkeypatch.setenv("DRAGOMAN_STORE", "environment.db")
    run("code", "a.txt")
    run("code", "a.txt", "-s", "flag.db")
    assert all(Path(name).exists() for name in ("file.db", "environment.db", "flag.db"))
    Path("dragoman.toml").write_text('colour = "red"\n', encoding="utf-8")
    assert run("code", "a.txt")[0] == 2


def test_show_why_query_and_export_tell_of_what_was_coded(run: Run, report: Path) -> None:
    records = [from_line(line) for line in run("code", "a.txt", "--format", "jsonl")[1].splitlines()]
    attack = records[0]
    shown = run("show", attack.report[:6])[1]
    assert "Freedonia attacked [1]" in shown
    assert "Fight" in shown
    assert "Sylvania (SYL GOV)" in run("show", attack.id)[1]
    assert run("show", attack.id, "--format", "jsonl")[1] == run("export")[1].splitlines(keepends=True)[0]
    reasons = run("why", attack.id[:8])[1]
    assert all(words in reasons for words in ("fake.verb", "[10, 18)", "0.75", "glared", "under the threshold"))
    assert orjson.loads(run("why", attack.id, "--json")[1])["rule"] == "fake.verb"
    assert "ASSAULT" in run("query", "SELECT type FROM records")[1]
    assert run("query", "SELECT id FROM records ORDER BY position", "--format", "csv")[1].splitlines()[1] == attack.id
    assert run("query", "DELETE FROM runs")[0] == 2
    assert run("export", "--to", "parquet", "-o", "out.parquet")[0] == 0
    assert Path("out.parquet").read_bytes().startswith(b"PAR1")
    assert run("show", "e-nothing")[0] == 3


def test_every_command_has_help_with_an_example() -> None:
    app = build()
    assert {"code", "show", "why", "query", "export", "doctor"} <= set(commands())
    for item in app.registered_commands:
        assert item.callback is not None
        assert "Example: dragoman" in (item.callback.__doc__ or ""), item.name


def printed(program: str, root: Path) -> str:
    """Return what a program prints in a fresh Python."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=root / "src").stdout.strip()


def test_help_imports_nothing_heavy(root: Path) -> None:
    heavy = ("duckdb", "numpy", "lxml", "trafilatura", "onnxruntime", "torch", "starlette")
    program = ("import sys; from dragoman.cli.app import build; build(); "
               f"print([name for name in {heavy!r} if name in sys.modules])")
    assert printed(program, root) == "[]"


def test_the_package_imports_nothing(root: Path) -> None:
    program = "import sys, dragoman; print([name for name in sys.modules if name.startswith('dragoman')])"
    assert printed(program, root) == "['dragoman']"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a file of 400 reports with 100 events each."""
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"".join(orjson.dumps({"text": f"Round {number}. " + "They met. " * 100}) + b"\n"
                              for number in range(400)))
    return path


def started(root: Path, many: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start coding in another process, with the stand-in coder."""
    program = ("import sys, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
               "sys.path.insert(0, sys.argv[1]); import fakecoder, dragoman.engines.local as local; "
               "local.pipeline_coder = fakecoder.for_reader; from dragoman.cli.app import main; "
               "main(['code', 'many.jsonl', '--format', 'jsonl', '--jobs', '1', *sys.argv[2:]])")
    command = [sys.executable, "-c", program, str(root / "tests" / "fakes"), *options]
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=many.parent, env=environment)


def test_a_reader_that_leaves_early_is_no_error(root: Path, many: Path) -> None:
    with started(root, many, "--no-store") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"id"')
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 0


def test_ctrl_c_keeps_what_was_coded(root: Path, many: Path) -> None:
    with started(root, many) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        printed = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        printed += process.stdout.read()
        assert b"interrupted" in process.stderr.read()
    assert process.returncode == 130
    with dragoman.open(many.parent / "dragoman.duckdb") as store:
        kept = store.sql("SELECT count(*), count(DISTINCT report) FROM records").fetchall()[0]
        assert store.sql("SELECT ended FROM runs").fetchall() == [(None,)]
    assert 0 < kept[1] < 400
    assert kept[0] == 100 * kept[1]
    assert {from_line(line).report for line in printed.splitlines()} <= {row[0] for row in reports_in(many.parent)}


def reports_in(folder: Path) -> list[tuple[str]]:
    """Return the ids of the reports in a folder's store."""
    with dragoman.open(folder / "dragoman.duckdb") as store:
        return store.sql("SELECT id FROM reports").fetchall()


@pytest.mark.parametrize("field,words", [
    ("type", "ASSAULT"), ("actors[0]", "F."), ("actors[0].country", "FRE"), ("actors", "F., rebels"),
    ("when", "2031 to 2032"), ("actors[7]", ""), ("nothing.at.all", ""), ("same_as", ""),
])
def test_a_reason_stands_beside_the_value_it_explains(field: str, words: str) -> None:
    values = {"type": "ASSAULT", "actors": [{"text": "Freedonia", "name": "F.", "country": "FRE"}, {"text": "rebels"}],
              "when": {"from": "2031", "to": "2032", "precision": "span"}, "same_as": None}
    assert words_at(values, field) == words


def test_the_application_is_a_typer() -> None:
    assert isinstance(build(["code"]), typer.Typer)
