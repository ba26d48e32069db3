"""Where the boxes and bands of a flow stand: columns from left to right, few crossings.

A band that skips columns runs through places of its own there, so that it never crosses a box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

SWEEPS = 8
LESS = 1.0 - 1e-9
"""Share of the crossings from which on an order has fewer, beyond rounding."""


@dataclass(frozen=True)
class Flow:
    """People who pass from one box to another that stands further right."""

    origin: str
    destination: str
    people: float


@dataclass
class Place:
    """A box, or a place that a band runs through (`through` says to which box).

    `low` and `size` in inches from the top; `room` is what box and label take.
    """

    key: str
    column: int
    people: float
    through: str = ""
    label: float = 0.0
    low: float = 0.0
    size: float = 0.0
    into: list[Segment] = field(default_factory=list)
    out: list[Segment] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Middle of the box."""
        return self.low + 0.5 * self.size

    @property
    def room(self) -> float:
        """Inches of the column that it takes."""
        return max(self.size, self.label)


@dataclass
class Segment:
    """A band between neighbouring columns; `start` and `stop` are its upper edges in inches.

    `source` is the box that its people come from; `origin` may be a place that they run through.
    """

    origin: Place
    destination: Place
    people: float
    source: str
    size: float = 0.0
    start: float = 0.0
    stop: float = 0.0


def laid_out(
    boxes: Mapping[str, tuple[int, float]],
    flows: Sequence[Flow],
    labels: Mapping[str, float],
    inches_per_person: float,
    gap: float,
) -> tuple[list[Place], list[Segment], float]:
    """Place boxes and bands.

    Parameters
    ----------
    boxes : mapping
        Column and people of each box, in the order in which they should stand where all else is
        even.
    flows : sequence of Flow
        Each to a later column.
    labels : mapping
        Height of each box's label, inches.
    inches_per_person : float
    gap : float
        Least distance between two places of a column, inches.

    Returns
    -------
    list of Place, list of Segment, float
        Places, bands between neighbouring columns, and the height of the whole, inches.
    """
    places = {
        key: Place(key, column, people, label=labels[key])
        for key, (column, people) in boxes.items()
    }
    segments = _segments(places, flows)
    for place in places.values():
        place.size = place.people * inches_per_person
    for segment in segments:
        segment.size = segment.people * inches_per_person
    columns = _columns(places)
    _sort(columns)
    height = max(
        sum(place.room for place in column) + gap * (len(column) - 1) for column in columns
    )
    for column in columns:
        _stack(column, height, gap)
    _attach(places.values())
    return list(places.values()), segments, height


def _segments(places: dict[str, Place], flows: Sequence[Flow]) -> list[Segment]:
    """Bands cut at every column; those to one box run side by side through one place."""
    people: dict[tuple[str, str, str], float] = {}
    for flow in flows:
        at = flow.origin
        for column in range(places[flow.origin].column + 1, places[flow.destination].column + 1):
            to = flow.destination
            if column < places[to].column:
                to = f"{flow.destination} through {column}"
                new = Place(to, column, 0.0, through=flow.destination)
                places.setdefault(to, new).people += flow.people
            edge = at, to, flow.origin
            people[edge] = people.get(edge, 0.0) + flow.people
            at = to
    segments = [
        Segment(places[a], places[b], each, source) for (a, b, source), each in people.items()
    ]
    for segment in segments:
        segment.origin.out.append(segment)
        segment.destination.into.append(segment)
    return segments


def _columns(places: Mapping[str, Place]) -> list[list[Place]]:
    count = 1 + max(place.column for place in places.values())
    columns: list[list[Place]] = [[] for _ in range(count)]
    for place in places.values():
        columns[place.column].append(place)
    return [column for column in columns if column]


def _sort(columns: list[list[Place]]) -> None:
    """Put each column in the order in which fewest bands cross; upwards as it was given.

    Sought from the order given and from its reverse, since either may lead to fewer crossings.
    """
    given = [list(column) for column in columns]
    best = _with_few_crossings(given)
    other = _with_few_crossings(_upside_down(given))
    if _crossings(other) < _crossings(best) * LESS:
        best = other
    if _likeness(_upside_down(best), given) > _likeness(best, given):
        best = _upside_down(best)
    for column, order in zip(columns, best, strict=True):
        column[:] = order


def _upside_down(columns: Sequence[Sequence[Place]]) -> list[list[Place]]:
    return [list(column[::-1]) for column in columns]


def _likeness(columns: Sequence[Sequence[Place]], given: Sequence[Sequence[Place]]) -> float:
    """How far large places that stood low stand low."""
    rank = {place.key: at for column in given for at, place in enumerate(column)}
    return sum(
        place.people * rank[place.key] * at for column in columns for at, place in enumerate(column)
    )


def _with_few_crossings(start: Sequence[Sequence[Place]]) -> list[list[Place]]:
    """Bring each place near the middle of those it is joined to, from right to left and back.

    Of all orders met, the first with the fewest people whose bands cross stays; then places move
    within their column as long as that leaves fewer.
    """
    columns = [list(column) for column in start]
    best, fewest = [list(column) for column in columns], _crossings(columns)
    for sweep in range(SWEEPS):
        rightward = sweep % 2 == 1
        for column in columns[1:] if rightward else columns[-2::-1]:
            heights = _heights(columns)
            column.sort(key=lambda place: _pull(place, heights, rightward))
            if (crossings := _crossings(columns)) < fewest:
                best, fewest = [list(each) for each in columns], crossings
    while _moved(best):
        pass
    return best


def _moved(columns: Sequence[list[Place]]) -> bool:
    """Move each place to where in its column fewer bands cross; whether any moved."""
    moved, fewest = False, _crossings(columns)
    for column in columns:
        for place in tuple(column):
            order = list(column)
            others = [each for each in column if each is not place]
            for at in range(len(column)):
                column[:] = [*others[:at], place, *others[at:]]
                if (crossings := _crossings(columns)) < fewest * LESS:
                    moved, fewest, order = True, crossings, list(column)
            column[:] = order
    return moved


def _crossings(columns: Sequence[Sequence[Place]]) -> float:
    """People on the smaller of two bands that cross, added up over all pairs."""
    rank = {place.key: at for column in columns for at, place in enumerate(column)}
    return sum(
        min(one.people, other.people)
        for column in columns
        for one, other in combinations([band for place in column for band in place.out], 2)
        if (rank[one.origin.key] - rank[other.origin.key])
        * (rank[one.destination.key] - rank[other.destination.key])
        < 0
    )


def _pull(place: Place, heights: Mapping[str, float], rightward: bool) -> float:
    """Mean height of those that a place is joined to on one side; its own where there are none."""
    joined = [(e.origin if rightward else e.destination, e.people)
              for e in (place.into if rightward else place.out)]  # fmt: skip
    weight = sum(people for _, people in joined)
    if not weight:
        return heights[place.key]
    return sum(heights[other.key] * people for other, people in joined) / weight


def _heights(columns: Sequence[Sequence[Place]]) -> dict[str, float]:
    """Middles of places as shares of their column."""
    found = {}
    for column in columns:
        total = sum(place.people for place in column) or 1.0
        passed = 0.0
        for place in column:
            found[place.key] = (passed + 0.5 * place.people) / total
            passed += place.people
    return found


def _stack(column: Sequence[Place], height: float, gap: float) -> None:
    """One below the other, the room left over shared out between them."""
    taken = sum(place.room for place in column)
    between = min((height - taken) / max(len(column) - 1, 1), 3.0 * gap)
    between = max(between, gap if len(column) > 1 else 0.0)
    low = 0.5 * (height - taken - between * (len(column) - 1))
    for place in column:
        place.low = low + 0.5 * (place.room - place.size)
        low += place.room + between


def _attach(places: Iterable[Place]) -> None:
    """Where bands leave and reach a box, in the order of their other ends.

    From left to right, so that bands that run through a place side by side leave it as they came.
    """
    for place in sorted(places, key=lambda each: each.column):
        place.into.sort(key=lambda each: (each.origin.middle, each.start))
        low = place.low
        for segment in place.into:
            segment.stop = low
            low += segment.size
        came = {segment.source: at for at, segment in enumerate(place.into)}
        place.out.sort(key=lambda each: (each.destination.middle, came.get(each.source, 0)))
        low = place.low
        for segment in place.out:
            segment.start = low
            low += segment.size
