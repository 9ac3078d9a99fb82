"""Groups from weighed pairs: what joins, what does not, and that order decides nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyze.episodes.clustering import Group, Pair, Verdicts, cluster, components, pair

FLOOR = -400
ACTS = "abcdefghij"
Weights = st.dictionaries(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(ACTS)).filter(lambda ids: ids[0] < ids[1]),
    st.integers(FLOOR, 800), max_size=30)

CASES: tuple[tuple[str, dict[Pair, int], Verdicts, tuple[Group, ...]], ...] = (
    ("alone without pairs", {}, Verdicts(), (("a",), ("b",), ("c",))),
    ("joined above 0", {("a", "b"): 1}, Verdicts(), (("a", "b"), ("c",))),
    ("apart at 0", {("a", "b"): 0}, Verdicts(), (("a",), ("b",), ("c",))),
    ("a chain whose ends were never compared does not hold", {("a", "b"): 300, ("b", "c"): 200}, Verdicts(),
     (("a", "b"), ("c",))),
    ("a chain with a weak link holds", {("a", "b"): 300, ("b", "c"): 200, ("a", "c"): -100}, Verdicts(),
     (("a", "b", "c"),)),
    ("said to be the same", {}, Verdicts(same=frozenset({("a", "c")})), (("a", "c"), ("b",))),
    ("said to be different", {("a", "b"): 800}, Verdicts(different=frozenset({("a", "b")})), (("a",), ("b",), ("c",))),
    ("different wins over the same by way of a third", {("a", "b"): 800},
     Verdicts(same=frozenset({("a", "b"), ("b", "c")}), different=frozenset({("a", "c")})), (("a", "b"), ("c",))),
    ("kept apart also when a third would join them", {("a", "b"): 300, ("b", "c"): 300, ("a", "c"): 300},
     Verdicts(different=frozenset({("a", "c")})), (("a", "b"), ("c",))),
)


@pytest.mark.parametrize(("note", "weights", "verdicts", "expected"), CASES, ids=[case[0] for case in CASES])
def test_groups(note: str, weights: dict[Pair, int], verdicts: Verdicts, expected: tuple[Group, ...]) -> None:
    assert cluster("abc", weights, FLOOR, verdicts) == expected


@given(weights=Weights, seed=st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_order_of_acts_and_pairs_decides_nothing(weights: dict[Pair, int], seed: int) -> None:
    acts, pairs = list(ACTS), list(weights.items())
    expected = cluster(acts, weights, FLOOR, Verdicts())
    random.Random(seed).shuffle(acts)
    random.Random(seed).shuffle(pairs)
    assert cluster(acts, dict(pairs), FLOOR, Verdicts()) == expected


@given(weights=Weights)
@settings(max_examples=100, deadline=None)
def test_groups_partition_the_acts_within_components(weights: dict[Pair, int]) -> None:
    groups = cluster(ACTS, weights, FLOOR, Verdicts())
    assert sorted(act for group in groups for act in group) == list(ACTS)
    whole = [set(part) for part in components(ACTS, weights, Verdicts())]
    assert all(any(set(group) <= part for part in whole) for group in groups)


@given(weights=Weights, different=st.sets(st.tuples(st.sampled_from(ACTS), st.sampled_from(ACTS)), max_size=6))
@settings(max_examples=100, deadline=None)
def test_what_is_said_to_be_different_is_never_joined(weights: dict[Pair, int], different: set[Pair]) -> None:
    barred = frozenset(pair(a, b) for a, b in different if a != b)
    groups = cluster(ACTS, weights, FLOOR, Verdicts(different=barred))
    assert not any(a in group and b in group for a, b in barred for group in groups)
