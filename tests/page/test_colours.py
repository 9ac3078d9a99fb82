"""The page's colours are readable: WCAG 2.2 AA, in light and dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("dragoman.page").joinpath("page.css").read_text(encoding="utf-8")
KINDS = ("actor", "recipient", "source", "denial", "time", "place", "term")


def _themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    light, dark = (dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block)) for block in blocks[:2])
    return {"light": light, "dark": light | dark}


def _luminance(colour: str) -> float:
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card", "trigger"])
def test_words_are_readable_on_every_ground(theme: str, ground: str) -> None:
    colours = _themes()[theme]
    assert _contrast(colours["ink"], colours[ground]) >= 4.5
    if ground != "trigger":
        assert _contrast(colours["soft"], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_lines_under_words_stand_out_from_the_paper(theme: str, kind: str) -> None:
    colours = _themes()[theme]
    assert _contrast(colours[kind], colours["paper"]) >= 4.5
    assert _contrast(colours[kind], colours["card"]) >= 4.5


def test_each_kind_has_a_line_of_its_own_so_that_colour_carries_nothing_alone() -> None:
    shapes = [re.search(rf"^\.{kind} \{{ --kind: [^;]+;(.*?)\}}", CSS, re.DOTALL | re.MULTILINE) for kind in KINDS]
    assert all(shape is not None for shape in shapes)
    assert len({shape[1].strip() for shape in shapes if shape}) == len(KINDS)


def test_the_contrast_of_black_on_white_is_21() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
