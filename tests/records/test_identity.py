"""Ids of records: stable, and different where anything differs."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records.identity import record_id

TYPES = st.sampled_from(["ASSAULT", "CONSULT"])
KEYS = st.tuples(st.text(max_size=20), st.integers(0, 10**7), TYPES, st.integers(0, 9))


def test_id_is_the_same_on_every_machine() -> None:
    assert record_id("r-1", 12, "CONSULT", 1) == "e-cb8ea0d6b8db42dd"


@settings(deadline=None)  # machines may be busy
@given(KEYS, KEYS)
def test_ids_differ_as_their_keys_do(first: tuple[str, int, str, int], second: tuple[str, int, str, int]) -> None:
    assert (record_id(*first) == record_id(*second)) == (first == second)
    assert re.fullmatch(r"e-[0-9a-f]{16}", record_id(*first))
