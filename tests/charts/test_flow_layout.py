"""Bands are as wide as people are many, leave a box side by side, and never go back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance.charts.flow_layout import Flow, Segment, laid_out


@st.composite
def networks(draw: st.DrawFn) -> tuple[dict[str, tuple[int, float]], list[Flow]]:
    """A few columns of boxes, and flows between any earlier and any later column."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    keys = [(f"{column}_{row}", column) for column, n in enumerate(sizes) for row in range(n)]
    pairs = [(a, b) for a, at in keys for b, to in keys if at < to]
    flows = [Flow(a, b, draw(st.floats(1.0, 100.0))) for a, b in pairs if draw(st.booleans())]
    into = {key: sum(f.people for f in flows if f.destination == key) for key, _ in keys}
    out = {key: sum(f.people for f in flows if f.origin == key) for key, _ in keys}
    return {key: (at, max(into[key], out[key], 1.0)) for key, at in keys}, flows


@given(networks())
@settings(deadline=None, max_examples=60)
def test_boxes_and_bands_lie_side_by_side(network: tuple) -> None:
    boxes, flows = network
    places, segments, height = laid_out(boxes, flows, dict.fromkeys(boxes, 0.3), 0.01, 0.1)
    for column in {place.column for place in places}:
        own = sorted((p for p in places if p.column == column), key=lambda p: p.low)
        tops = [p.middle - 0.5 * p.room for p in own]
        ends = [p.middle + 0.5 * p.room for p in own]
        assert min(tops) >= -1e-9
        assert max(ends) <= height + 1e-9
        assert all(b >= a + 0.1 - 1e-9 for a, b in zip(ends, tops[1:], strict=False))
    for place in places:
        for found, start in ((place.out, "start"), (place.into, "stop")):
            spans = sorted((getattr(s, start), getattr(s, start) + s.size) for s in found)
            assert all(b[0] >= a[1] - 1e-9 for a, b in pairwise(spans))
            if spans:
                assert spans[0][0] >= place.low - 1e-9
                assert spans[-1][1] <= place.low + place.size + 1e-9
    for segment in segments:
        assert segment.destination.column == segment.origin.column + 1
        assert segment.size == pytest.approx(0.01 * segment.people)


@given(networks())
@settings(deadline=None, max_examples=60)
def test_nobody_is_lost_between_columns(network: tuple) -> None:
    boxes, flows = network
    _, segments, _ = laid_out(boxes, flows, dict.fromkeys(boxes, 0.0), 1.0, 0.1)
    last = max(column for column, _ in boxes.values())
    for border in range(last):
        crossing = [
            f.people for f in flows if boxes[f.origin][0] <= border < boxes[f.destination][0]
        ]
        drawn = [s.people for s in segments if s.origin.column == border]
        np.testing.assert_allclose(sum(drawn), sum(crossing), atol=1e-9)


@given(networks())
@settings(deadline=None, max_examples=60)
def test_bands_run_through_a_place_as_they_came(network: tuple) -> None:
    boxes, flows = network
    places, _, _ = laid_out(boxes, flows, dict.fromkeys(boxes, 0.0), 1.0, 0.1)
    for place in places:
        if place.through:
            came = {segment.source: segment.stop for segment in place.into}
            left = {segment.source: segment.start for segment in place.out}
            assert left.keys() == came.keys()
            for source, low in left.items():
                assert low == pytest.approx(came[source])


def crossing(order: dict[str, int], segments: list[Segment]) -> float:
    """People on the smaller of two bands that cross, by the places' order in their columns."""
    found = 0.0
    for at, one in enumerate(segments):
        for other in segments[:at]:
            left = order[one.origin.key] - order[other.origin.key]
            right = order[one.destination.key] - order[other.destination.key]
            if one.origin.column == other.origin.column and left * right < 0:
                found += min(one.people, other.people)
    return found


@given(networks())
@settings(deadline=None, max_examples=25)
def test_no_place_could_move_so_that_fewer_bands_cross(network: tuple) -> None:
    boxes, flows = network
    places, segments, _ = laid_out(boxes, flows, dict.fromkeys(boxes, 0.0), 1.0, 0.1)
    columns = [
        sorted((p for p in places if p.column == at), key=lambda p: p.low)
        for at in sorted({p.column for p in places})
    ]
    order = {p.key: at for column in columns for at, p in enumerate(column)}
    fewest = crossing(order, segments)
    for column in columns:
        for place in column:
            others = [p for p in column if p is not place]
            for to in range(len(column)):
                moved = [*others[:to], place, *others[to:]]
                changed = order | {p.key: at for at, p in enumerate(moved)}
                assert crossing(changed, segments) >= fewest * (1.0 - 1e-6)


def test_bands_that_need_not_cross_do_not() -> None:
    boxes = {"a": (0, 5.0), "b": (0, 5.0), "y": (1, 5.0), "x": (1, 5.0)}
    flows = [Flow("a", "x", 5.0), Flow("b", "y", 5.0)]
    places, _, _ = laid_out(boxes, flows, dict.fromkeys(boxes, 0.0), 1.0, 0.1)
    low = {place.key: place.low for place in places}
    assert (low["a"] < low["b"]) == (low["x"] < low["y"])
