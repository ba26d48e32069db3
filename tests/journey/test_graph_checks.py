"""Checks of the graph of a journey, held against brute force on random graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.errors import Mistake, Place
from justice_finance.evidence.leaf import Leaf
from justice_finance.journey.graph_checks import (
    a_state_is_never_reached,
    a_state_reaches_no_end,
    check_graph,
    shares_that_miss_one,
)
from justice_finance.journey.schema import JourneyFile
from justice_finance.journey.surroundings import Surroundings

AROUND = Surroundings(
    lambda path: Place("journey.yaml", 1, 1, ".".join(map(str, path))),
    {"seriousness": ("mild", "serious")},
)
WAIT = {"title": "Waiting", "kind": "wait"}
REASON = {"assumption": "for the sake of the test"}
Check = Callable[[JourneyFile, tuple[str, ...], Surroundings], Iterator[Mistake]]


def journey(moves: dict[str, Any], ends: list[str], states: list[str]) -> JourneyFile:
    return JourneyFile.model_validate(
        {
            "journey": "test",
            "title": "Test",
            "start": states[0],
            "states": {
                name: {"title": name, "kind": "resolution"} if name in ends else WAIT
                for name in states
            },
            "moves": moves,
        }
    )


def share(value: float) -> dict[str, Any]:
    return {**REASON, "value": value}


def named(check: Check, graph: JourneyFile) -> set[str]:
    return {each.place.path.split(".")[-1] for each in check(graph, (), AROUND)}


@given(st.integers(2, 6), st.data())
def test_reachability_agrees_with_powers_of_the_matrix(size: int, data: st.DataObject) -> None:
    states = [f"s{number}" for number in range(size)]
    ends = data.draw(st.lists(st.sampled_from(states[1:]), unique=True, max_size=size))
    arcs = data.draw(st.sets(st.tuples(st.sampled_from(states), st.sampled_from(states))))
    arcs = {(start, end) for start, end in arcs if start not in ends}
    moves: dict[str, Any] = {}
    for start, end in sorted(arcs):
        moves.setdefault(start, {})[end] = share(0.1)
    graph = journey(moves, ends, states)
    step = np.zeros((size, size), dtype=int)
    for start, end in arcs:
        step[states.index(start), states.index(end)] = 1
    ways = np.eye(size, dtype=int)
    for _ in range(size):
        ways = np.minimum(ways + ways @ step, 1)
    unreached = {states[n] for n in range(size) if not ways[0, n]}
    endless = {
        states[n]
        for n in range(size)
        if step[n].any() and not any(ways[n, states.index(end)] for end in ends)
    }
    assert named(a_state_is_never_reached, graph) == unreached
    assert named(a_state_reaches_no_end, graph) == endless


def test_giving_up_in_a_queue_is_a_way_too() -> None:
    graph = JourneyFile.model_validate(
        {
            "journey": "test",
            "title": "Test",
            "start": "court",
            "states": {
                "court": {
                    "title": "Court",
                    "kind": "service",
                    "service": "court",
                    "gives_up_to": "given_up",
                },
                "given_up": {"title": "Given up", "kind": "no_resolution"},
                "judged": {"title": "Judged", "kind": "resolution"},
            },
            "moves": {"court": {"judged": share(1.0)}},
        }
    )
    assert not list(check_graph(graph, (), AROUND))


LEAVES = st.lists(st.integers(0, 10), min_size=1, max_size=5)


def leaves_of(tenths: list[int]) -> dict[str, Leaf]:
    return {f"m{n}": Leaf.model_validate(share(each / 10)) for n, each in enumerate(tenths)}


@given(LEAVES)
def test_shares_are_refused_exactly_if_they_do_not_sum_to_one(tenths: list[int]) -> None:
    found = list(shares_that_miss_one(leaves_of(tenths), "paid_by_not_one", (), AROUND, "x"))
    assert bool(found) == (sum(tenths) != 10)


@given(LEAVES)
def test_with_a_remainder_they_may_sum_to_less(tenths: list[int]) -> None:
    leaves = {**leaves_of(tenths), "rest": Leaf.model_validate({"remainder": True})}
    found = list(shares_that_miss_one(leaves, "paid_by_not_one", (), AROUND, "x"))
    assert bool(found) == (sum(tenths) > 10)


@pytest.mark.parametrize(("serious", "right"), [(0.4, True), (0.5, False), (0.3, False)])
def test_a_sum_must_hold_for_every_class_of_seriousness(serious: float, right: bool) -> None:
    by = {"seriousness": {"mild": share(0.2), "serious": share(serious)}}
    other = {"seriousness": {"mild": share(0.8), "serious": share(0.6)}}
    leaves = {"a": Leaf.model_validate({"by": by}), "b": Leaf.model_validate({"by": other})}
    found = list(shares_that_miss_one(leaves, "paid_by_not_one", (), AROUND, "x"))
    assert bool(found) != right
    if found:
        assert "for serious" in found[0].found


def test_what_is_calculated_elsewhere_is_left_to_realisation() -> None:
    leaves = {
        "a": Leaf.model_validate({"same_as": "somewhere.else"}),
        "b": Leaf.model_validate(share(0.4)),
    }
    assert not list(shares_that_miss_one(leaves, "paid_by_not_one", (), AROUND, "x"))
    leaves["c"] = Leaf.model_validate(share(0.7))
    assert list(shares_that_miss_one(leaves, "paid_by_not_one", (), AROUND, "x")), "1.1 already"
