"""Files of every kind, good and bad, to reports."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import duckdb
import pytest

from dragoman.errors import UsageError
from dragoman.ingest import Kind, Skipped, fingerprint, read
from dragoman.types import Report

PAGE = """<html lang="en"><head><title>Ministers meet</title>
<meta property="article:published_time" content="2031-04-09T10:00:00Z"></head><body><article><h1>Ministers meet</h1>
<p>The foreign ministers of Freedonia and Sylvania met in the capital to discuss the border dispute at length.</p>
<p>They agreed to hold another round of talks next month, officials of both countries said in a statement.</p>
</article></body></html>"""


def only(found: list[Report | Skipped]) -> Report:
    """Return the one report; fails if there is anything else."""
    (item,) = found
    assert isinstance(item, Report), item
    return item


def refused(found: list[Report | Skipped]) -> Skipped:
    """Return the one skipped input; fails if there is anything else."""
    (item,) = found
    assert isinstance(item, Skipped), item
    return item


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("name,content,title,text", [
    ("a.txt", "Ministers meet\n\nThey met.\n", "Ministers meet", "They met."),
    ("a.txt", "They met in May.\n\nThey parted in June.", None, "They met in May.\n\nThey parted in June."),
    ("a.txt", "Ministers meet\nThey met.", None, "Ministers meet\nThey met."),
    ("a.txt", "Ministers meet", None, "Ministers meet"),
    ("a.txt", "\ufeffA\r\n\r\nThey met.\r\nThey left.\r\n", "A", "They met.\nThey left."),
    ("a.txt", "---\ntitle: Ministers meet\n---\nTalks\n\nThey met.", "Ministers meet", "Talks\n\nThey met."),
    ("a.txt", "---\n\nThey met.", None, "---\n\nThey met."),
    ("a.md", "# Ministers *meet*\n\nThe [minister](a.htm) **met** him.", "Ministers meet", "The minister met him."),
    ("a.md", "> They met.\n\n- one\n- two", None, "They met.\n\none\ntwo"),
    ("a.md", "A snake_case_name and 2 * 3 * 4 stay.", None, "A snake_case_name and 2 * 3 * 4 stay."),
    ("notes", "They met.", None, "They met."),
])
def test_a_document_gives_title_and_text(tmp_path: Path, name: str, content: str, title: str | None, text: str) -> None:
    report = only(list(read([put(tmp_path, name, content)])))
    assert (report.title, report.text) == (title, text)


def test_front_matter_gives_the_fields(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "---\nid: x1\ndate: 2031-04-09\nsource: 'The Herald'\nlicence: CC0\n---\nThey met.")
    report = only(list(read([path], published="2000-01-01")))
    assert (report.id, report.published, report.source, report.licence) == ("x1", "2031-04-09", "The Herald", "CC0")


def test_a_page_gives_its_words_and_the_date_of_its_markup(tmp_path: Path) -> None:
    report = only(list(read([put(tmp_path, "a.html", PAGE)])))
    assert report.title == "Ministers meet"
    assert report.text.startswith("The foreign ministers")
    assert (report.published, report.language) == ("2031-04-09", "en")


def test_no_day_is_made_up(tmp_path: Path) -> None:
    undated = PAGE.replace("2031-04-09T10:00:00Z", "").replace("next month", "on 3 May 2011")
    paths = [put(tmp_path, "a.html", undated), put(tmp_path, "b.txt", "They met today.")]
    assert [item.published for item in read(paths) if isinstance(item, Report)] == [None, None]


def test_the_given_day_stands_in(tmp_path: Path) -> None:
    assert only(list(read([put(tmp_path, "a.txt", "They met.")], published="9 April 2031"))).published == "2031-04-09"


@pytest.mark.parametrize("name,content", [
    ("a.jsonl", '{"id": 7, "date": "2031-04-09T01:00:00+09:00", "text": " They met. ", "other": 1}\n'),
    ("a.json", '[{"id": "7", "date": "20310409", "text": " They met. "}]'),
    ("a.json", '{"id": "7", "published": "2031-04-09", "text": " They met. "}'),
    ("a.csv", 'id,date,text\n7,2031-04-09," They met. "\n'),
    ("a.tsv", "id\tdate\ttext\n7\tApril 9, 2031\t They met. \n"),
])
def test_a_row_is_a_report_with_its_text_untouched(tmp_path: Path, name: str, content: str) -> None:
    report = only(list(read([put(tmp_path, name, content)])))
    assert (report.id, report.published, report.text) == ("7", "2031-04-09", " They met. ")


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "body,pub\nThey met.,2031-04-09\n")
    report = only(list(read([path], columns="text=body,date=pub")))
    assert (report.text, report.published) == ("They met.", "2031-04-09")


def test_parquet_gives_reports_with_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 'x' || i AS id, 'They met ' || i AS text, DATE '2031-04-09' AS date "  # noqa: S608
                           f"FROM range(1203) t(i)) TO '{path}' (FORMAT parquet)")
    found = [item for item in read([path]) if isinstance(item, Report)]
    assert [item.id for item in found] == [f"x{number}" for number in range(1203)]
    assert {item.published for item in found} == {"2031-04-09"}


def test_compressed_files_read_alike(tmp_path: Path) -> None:
    plain, packed = put(tmp_path, "a.jsonl", '{"text": "They met."}\n'), tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    assert only(list(read([plain]))) == only(list(read([packed])))


@pytest.mark.parametrize("content,texts", [
    (b"They met.", ["They met."]),
    (b'{"text": "They met."}\n{"text": "They left."}\n', ["They met.", "They left."]),
    (PAGE.encode(), ["The foreign"]),
])
def test_standard_input_is_sniffed(content: bytes, texts: list[str]) -> None:
    found = [item.text for item in read(["-"], stdin=io.BytesIO(content)) if isinstance(item, Report)]
    assert len(found) == len(texts)
    assert all(text.startswith(start) for text, start in zip(found, texts, strict=True))


def test_a_folder_is_read_in_order_and_says_what_it_leaves(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/a.txt", "a.txt", ".hidden.txt", "README.md", "x.pdf"):
        put(tmp_path, name, f"They met in {name}.")
    found = list(read([tmp_path]))
    assert [item.text[12:-1] for item in found if isinstance(item, Report)] == ["a.txt", "b/a.txt", "c.txt"]
    assert [Path(item.path).name for item in found if isinstance(item, Skipped)] == ["README.md", "x.pdf"]
    assert {item.kind for item in found if isinstance(item, Skipped)} == {Kind.IGNORED}


BAD = [
    ("a.txt", b"", None, "empty"),
    ("a.txt", b" \n\t\n", None, "empty"),
    ("a.txt", b"They\0met", None, "NUL"),
    ("a.txt", b"\n\xff\x81\x80", 2, "wrong encoding"),
    ("a.txt", b"a" * 1_000_001, None, "1,000,001 characters"),
    ("a.html", b"<html><body><nav>Home</nav></body></html>", None, "no article text"),
    ("a.txt.gz", b"not gzip", None, "damaged gzip"),
    ("a.txt.gz", gzip.compress(b"They met." * 100, mtime=0)[:-12], None, "damaged gzip"),
    ("a.jsonl", b'{"text": "They m', 1, "cut off"),
    ("a.jsonl", b"[1]\n", 1, "not a JSON object"),
    ("a.jsonl", b'{"body": "They met."}\n', 1, "no column 'text'"),
    ("a.jsonl", b'{"text": 7}\n', 1, "not text but int"),
    ("a.jsonl", b'{"text": "They\\u0000met"}\n', 1, "NUL"),
    ("a.jsonl", b'{"text": "They met.", "date": "05/12/2031"}\n', 1, "not understood"),
    ("a.jsonl", b'{"text": "They met.", "date": "2031-02-30"}\n', 1, "no day"),
    ("a.csv", b"body\nThey met.\n", None, "no column 'text' (columns: body)"),
    ("a.csv", b'text\n"They met.', 2, "not CSV"),
    ("a.csv", b"text\nThey met.\x00\n", None, "NUL"),
    ("a.parquet", b"PAR1 not really", None, "not a Parquet file"),
]


@pytest.mark.parametrize("name,content,line,words", BAD, ids=[f"{case[0]}: {case[3]}" for case in BAD])
def test_bad_input_is_told_with_its_place_and_the_rest_is_read(
    tmp_path: Path, name: str, content: bytes, line: int | None, words: str,
) -> None:
    bad, good = put(tmp_path, name, content), put(tmp_path, "z.txt", "They met.")
    *skipped, report = read([bad, good])
    told = refused(skipped)
    assert (told.path, told.line, told.kind) == (str(bad), line, Kind.PROBLEM)
    assert words in told.reason
    assert isinstance(report, Report)


def test_a_missing_file_is_told() -> None:
    assert "no such file" in refused(list(read(["nowhere.txt"]))).reason


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", b"{" + b" " * (20 * 2**20) + b'\n{"text": "They met."}\n')
    first, second = read([path])
    assert isinstance(first, Skipped)
    assert (first.line, "MiB" in first.reason) == (1, True)
    assert isinstance(second, Report)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 2**20, mtime=0) * 80)
    assert "far more" in refused(list(read([path]))).reason


@pytest.mark.parametrize("encoding,content", [
    ("utf-8-sig", "Café, they met."), ("utf-16", "Café, they met."), ("cp1252", "Café, they “met”.")])
def test_other_encodings_are_read(
    tmp_path: Path, encoding: str, content: str, caplog: pytest.LogCaptureFixture,
) -> None:
    for name in ("a.txt", "a.csv"):
        path = put(tmp_path, name, (content if name == "a.txt" else f'text\n"{content}"\n').encode(encoding))
        assert only(list(read([path]))).text == content
    assert [record.getMessage().endswith("cp1252") for record in caplog.records] == [True] * 2 * (encoding == "cp1252")


def test_a_page_may_declare_its_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="koi8-r">').replace("The foreign", "Встреча: the foreign")
    assert only(list(read([put(tmp_path, "a.html", page.encode("koi8-r"))]))).text.startswith("Встреча")


def test_a_report_is_read_once(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": "They met."}, {"id": "1", "text": "They met."}, {"id": "1", "text": "They left."}]
    path = put(tmp_path, "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    first, same, other = read([path])
    assert isinstance(first, Report)
    assert isinstance(same, Skipped)
    assert isinstance(other, Skipped)
    assert same.kind is other.kind is Kind.DUPLICATE
    assert same.reason == f"duplicate: 1 was already read at {path}:1"
    assert other.reason.startswith("id used twice")


def test_a_known_report_is_skipped_without_being_a_problem(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "They met.")
    report = only(list(read([path])))
    told = refused(list(read([path], known={fingerprint(report)})))
    assert (told.kind, told.report, told.is_problem) == (Kind.KNOWN, report.id, False)
    assert isinstance(only(list(read([path], known={fingerprint(report)}, published="2031-04-09"))), Report)


@pytest.mark.parametrize("columns", ["text", "text=", "colour=red"])
def test_a_malformed_mapping_is_wrong_usage(columns: str) -> None:
    with pytest.raises(UsageError, match="--columns"):
        read([], columns=columns)


def test_a_malformed_day_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="yesterday"):
        read([], published="yesterday")
