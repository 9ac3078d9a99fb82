"""Sentences: cases by rule, and what holds for any text."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.sentences import HARD_LIMIT, split

GOLD = Path(__file__).parents[2] / ".." / "shared" / "gold" / "dev.jsonl"

# text with | where a sentence is to end, note
CASES = (
    ("The envoy left.| Talks go on.", "plain stop"),
    ("Gen. Ode and Lt. Col. Brandt met Mr. Ferro in Arden.| They shook hands.", "titles never end a sentence"),
    ("The U.S. Senate backed U.N. monitors in the U.S.| The vote was close.", "acronyms end before an opening word"),
    ("Judge A. B. Moran ruled.| J. Weiss appealed.", "initials"),
    ("Lawmakers chose Plan B.| The rest waited.", "a letter ends before an opening word"),
    ("The blast came at 5 a.m. Monday.| Guards woke at 6 a.m.| Rescuers came.", "clock times"),
    ("It fell on Jan. 5 under Res. No. 12 of the council.| Nobody objected.", "counted abbreviations"),
    ("Aid rose 3.5 percent to $1.2 billion.| Donors paid.", "decimals"),
    ("“We will not leave.”| The mayor stayed.", "curly quotation mark after the stop"),
    ('"Stop!" the guard shouted.| He fired.', "lower case after a quotation goes on"),
    ("(The minister declined to comment.)| Talks failed.", "bracket after the stop"),
    ("We wait ... and wait.| Then we go...| The end came.", "ellipsis"),
    ("Did he sign?| Yes!| He signed.", "question and exclamation marks"),
    ("Ministers meet in Arden|\n\nMinisters from six states met on Monday.", "blank line"),
    ("Ministers meet in Arden|\nMinisters from six states met on Monday.", "headline on its own line"),
    ("The foreign ministers of the six states that share the\nriver met.| They agreed.", "a wrapped line goes on"),
    ("The treaty has two parts:|\n- troops leave;|\n- prisoners go free.", "list items"),
    ("He works for Ardent Inc. and Ferro Corp. in Arden.| It grew.", "company endings inside"),
    ("The towns of Ves, Ode, etc. were taken.| Rebels fled.", "etc. before lower case"),
    ("See www.example.org/a.b.html for details.| It is long.", "addresses"),
    ("1. Troops withdraw.|\n2. Prisoners go free.", "numbered items keep their number"),
    ("The court heard Weiss v. Moran.| It adjourned.", "versus"),
    ("The rebels took the town.[4]| The army left.", "note marks stay with their sentence"),
)


@pytest.mark.parametrize("marked, note", CASES, ids=[note for _, note in CASES])
def test_ends_of_sentences(marked: str, note: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    assert [sentence.text for sentence in split(marked.replace("|", ""))] == expected, note


@settings(deadline=None)  # machines may be busy
@given(st.text(alphabet=st.sampled_from("aB1 .!?…\n\t\"“”’'()[]-;,U.S"), max_size=300) | st.text(max_size=200))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    sentences = split(text)
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())
    assert all(text[s.start:s.end] == s.text for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))


def test_nothing_comes_of_nothing() -> None:
    assert split("") == ()
    assert split(" \n ") == ()


def test_long_sentences_are_cut_softly() -> None:
    clause = "the council heard the envoy of a northern state; "
    assert max(len(s.text) for s in split(clause * 60)) <= 600
    assert max(len(s.text) for s in split("word " * 5_000)) <= HARD_LIMIT
    assert max(len(s.text) for s in split("x" * 50_000)) <= HARD_LIMIT


@pytest.mark.parametrize("unit", [".", "U.S. ", '."', " ", "\n", "; ", "(A) ", "a\n"])
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        split(text)
        return time.process_time() - started

    short = max(min(seconds(20_000) for _ in range(3)), 5e-3)
    assert min(seconds(200_000) for _ in range(2)) < 60 * short  # quadratic work would take 100 times as long


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.exists(), reason="gold reports are not part of the repository")
def test_agrees_with_the_gold_sentences() -> None:
    agreed = ours = theirs = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        gold = {end for _, end in report["sentences"]}
        found = {sentence.end for sentence in split(report["text"])}
        agreed, ours, theirs = agreed + len(gold & found), ours + len(found), theirs + len(gold)
    assert 2 * agreed / (ours + theirs) > 0.985
