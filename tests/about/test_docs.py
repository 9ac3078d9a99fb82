"""The documents keep up with the product: every field, command, version and term."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import dragoman
from dragoman import types
from dragoman.cli.app import module
from dragoman.types import Record

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")


def _documents(root: Path) -> list[Path]:
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")])


def _commands(root: Path) -> list[str]:
    files = (root / "src/dragoman/cli").glob("*.py")
    return sorted(path.stem.rstrip("_").replace("_", "-") for path in files
                  if re.search(r"^def command\(", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_schema_explains_every_field_of_a_record(root: Path) -> None:
    text = (root / "docs/schema.md").read_text(encoding="utf-8")
    assert [field.name for field in fields(Record) if f"`{field.name}`" not in text] == []


def test_the_guide_shows_every_command(root: Path) -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in sorted((root / "docs/guide").glob("*.md")))
    shown = set(re.findall(r"(?:dragoman |^\| `)([a-z-]+)", text, re.MULTILINE))
    assert sorted(set(_commands(root)) - shown) == []


def test_there_are_commands_to_document(root: Path) -> None:
    assert {"eval", "read"} <= set(_commands(root))


def test_every_command_has_an_example_in_its_help(root: Path) -> None:
    files = [root / f"src/dragoman/cli/{module(name)}.py" for name in _commands(root)]
    assert [path.name for path in files if "Example" not in path.read_text(encoding="utf-8")] == []


def test_the_glossary_explains_every_type(root: Path) -> None:
    glossary = (root / "docs/glossary.md").read_text(encoding="utf-8").lower()
    names = [name for name in types.__all__ if name[0].isupper()]
    assert [name for name in names if f"**{name.lower()}**" not in glossary] == []


def test_the_architecture_shows_every_folder(root: Path) -> None:
    tree = (root / "docs/contributing/architecture.md").read_text(encoding="utf-8")
    folders = {path.parent.name for path in (root / "src/dragoman").glob("*/__init__.py")}
    assert set(re.findall(r"^  (\w+)/", tree, re.MULTILINE)) == folders


def test_the_changelog_begins_with_this_version(root: Path) -> None:
    versions = re.findall(r"^## \[?(\d+\.\d+\.\d+)", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == dragoman.__version__
    citation = (root / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(rf"^version: {re.escape(dragoman.__version__)}$", citation, re.MULTILINE)


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    broken = [f"{page.relative_to(root)}: {link}" for page in _documents(root)
              for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def test_the_site_has_every_page(root: Path) -> None:
    listed = re.findall(r": ([\w/-]+\.md)$", (root / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    pages = [str(page.relative_to(root / "docs")) for page in (root / "docs").glob("**/*.md")]
    assert sorted(listed) == sorted(pages)


def test_the_reference_has_every_public_name(root: Path) -> None:
    page = (root / "docs/reference.md").read_text(encoding="utf-8")
    shown = {name.rpartition(".")[2] for name in re.findall(r"^::: (\S+)$", page, re.MULTILINE)}
    in_errors = {"DragomanError"}  # the whole module is shown
    assert set(dragoman.__all__) - {"__version__"} - in_errors - shown == set()
    assert "errors" in shown


def test_the_makefile_has_the_targets_that_the_documents_name(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {name for page in _documents(root)
             for name in re.findall(r"`make ([a-z]+)`", page.read_text(encoding="utf-8"))}
    assert named
    assert named <= targets
    assert len(targets) <= 14
