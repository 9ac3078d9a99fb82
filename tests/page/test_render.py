from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from dragoman.page import render
from dragoman.page.marks import KINDS
from dragoman.page.render import LEGEND
from dragoman.types import Coding, Report
from tests.page.samples import TEXT, coding

VOID = {"meta", "br", "link", "img", "input", "hr"}


class _Outline(HTMLParser):
    """Collects tags, ids, links and the report's words; fails on tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(values)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag not in VOID:
            self._open.append(f"{tag}.{values.get('class') or ''}")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().split(".")[0] == tag

    def handle_data(self, data: str) -> None:
        if "div.text" in self._open and not self._open[-1].startswith("a."):
            self.words.append(data)


def test_the_reports_words_stand_unchanged() -> None:
    assert "".join("".join(_Outline(render(coding())).words).split()) == "".join(TEXT.split())


def test_every_link_leads_to_a_place_on_the_page_and_ids_are_unique() -> None:
    outline = _Outline(render(coding()))
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert {"event-1", "event-2", "trigger-1", "trigger-2"} <= set(outline.ids)


def test_nothing_is_asked_of_the_network_and_no_script_runs() -> None:
    page = render(coding())
    outline = _Outline(page)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(outline.tags)
    assert not {name for name in outline.attributes if name.startswith("on") or name in {"src", "style"}}
    assert not re.search(r"url\(|@import", page)


def test_the_content_policy_names_the_hash_of_the_style() -> None:
    page = render(coding())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page


def test_hostile_words_stay_words() -> None:
    attack = '</p><script>alert("x")</script>{{ 7 * 7 }}<style>*{display:none}</style>'
    report = replace(Report.of(attack, title=attack, published=attack), source=attack, language='en" onload="x')
    outline = _Outline(render(Coding(report, ())))
    assert "script" not in outline.tags
    assert outline.tags.count("style") == 1
    assert "onload" not in outline.attributes
    assert "".join(outline.words).strip() == attack


def test_a_report_without_events_says_so() -> None:
    page = render(Coding(Report.of("Rain fell."), ()))
    assert "Nothing in this report was coded." in page
    assert "Untitled report" in page
    assert "date unknown" in page


def test_same_coding_same_bytes() -> None:
    assert render(coding()) == render(coding())


def test_every_kind_of_mark_is_explained() -> None:
    assert tuple(kind for kind, _ in LEGEND) == KINDS
