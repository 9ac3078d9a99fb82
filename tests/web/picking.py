"""Pick elements out of a page by a few words of CSS: ``tag.class .class``, descendants only."""

from __future__ import annotations

from typing import Any


def pick(page: Any, path: str) -> list[Any]:
    """Return the elements that a path of tags and classes leads to, in order of the page.

    >>> from lxml import html
    >>> [item.text for item in pick(html.fromstring("<p><b class='x y'>1</b><b>2</b></p>"), "p b.x")]
    ['1']
    """
    steps = "//".join(_step(step) for step in path.split())
    return list(page.xpath(f"descendant-or-self::{steps}"))


def _step(step: str) -> str:
    tag, *classes = step.split(".")
    tests = "".join(f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in classes)
    return (tag or "*") + tests
