"""The public names: few, sorted, there, and documented."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import dragoman

MOST_NAMES = 30
# Need what is not in the base install.
OPTIONAL = ("dragoman.training", "dragoman.web", "dragoman.__main__")


def _modules() -> list[str]:
    found = pkgutil.walk_packages(dragoman.__path__, "dragoman.", onerror=str)
    return sorted(module.name for module in found if not module.name.startswith(OPTIONAL))


def test_the_public_names_are_few_and_sorted() -> None:
    assert 0 < len(dragoman.__all__) < MOST_NAMES
    assert list(dragoman.__all__) == sorted(dragoman.__all__)


@pytest.mark.parametrize("name", dragoman.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(dragoman, name)
    if not isinstance(value, str):
        assert (inspect.getdoc(value) or "").strip()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        dragoman.no_such_name  # type: ignore[attr-defined]  # noqa: B018


def test_the_stub_and_the_package_name_the_same(root: Path) -> None:
    stub = ast.parse((root / "src/dragoman/__init__.pyi").read_text(encoding="utf-8"))
    listed = next(ast.literal_eval(node.value) for node in stub.body
                  if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
    assert listed == dragoman.__all__


@pytest.mark.parametrize("name", _modules())
def test_everything_public_is_documented_and_its_examples_run(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, name
    for public, value in vars(module).items():
        is_own = getattr(value, "__module__", None) == name and (inspect.isfunction(value) or inspect.isclass(value))
        if is_own and not public.startswith("_"):
            assert inspect.getdoc(value), f"{name}.{public}"
    assert doctest.testmod(module).failed == 0
