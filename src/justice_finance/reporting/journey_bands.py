"""From people per move to boxes and bands: columns, small steps together, loops apart.

Business as usual, with what an option changes beside each box. Nothing is drawn that goes back:
people who go back to an earlier step are counted there again, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from justice_finance.language import say
from justice_finance.reporting.journeys import (
    END,
    OPEN_AT_START,
    STEP,
    JourneyMove,
    JourneyNode,
)
from justice_finance.results.moves import BEGINNINGS
from justice_finance.vocabulary import BUSINESS_AS_USUAL

BEGUN, OTHER_STEPS, OTHER_ENDS = "begun", "other_steps", "other_ends"
SMALL = 0.007
"""Steps and ends of fewer people than this share of those who begin stand together."""
NARROWEST = 0.005
"""Bands of fewer people than this share of those who begin are not drawn, but said to be there."""
PASSED_ON = 0.9
"""Share of a step's arrivals from one place, from which on both count as one step."""
MANY = 0.03
"""Share of a step's arrivals from an earlier step, from which on it stands right of that step."""

Edge = tuple[str, str]


@dataclass(frozen=True)
class JourneyBox:
    """A start, step or end: people of business as usual, and with the option."""

    key: str
    stage: str
    column: int
    title: str
    before: float
    after: float
    resolved: bool = False
    """Whether it is an end with a resolution."""
    again: float = 0.0
    """Of `before`, those who come back from a later step."""


@dataclass(frozen=True)
class JourneyGraph:
    """What the picture of the journeys draws.

    Attributes
    ----------
    bands : mapping
        People from box to box; always to a later column.
    after : mapping
        People from box to box with the option.
    back : mapping
        People who go back to an earlier step.
    beginnings : mapping
        People who begin of themselves, come back, were set off by another problem.
    only_after : tuple of JourneyBox
        Steps and ends that only the option has.
    few : tuple of JourneyBox
        Steps and ends of too few people to draw.
    left_out : mapping
        People on moves that are not drawn, for they are fewer than `least`.
    together : mapping
        Small boxes that stand together, by the key of the box that shows them.
    """

    boxes: tuple[JourneyBox, ...]
    bands: Mapping[Edge, float]
    after: Mapping[Edge, float]
    back: Mapping[Edge, float]
    beginnings: Mapping[str, float]
    only_after: tuple[JourneyBox, ...]
    few: tuple[JourneyBox, ...]
    left_out: Mapping[Edge, float]
    least: float
    together: Mapping[str, tuple[JourneyBox, ...]] = field(default_factory=dict)


def journey_graph(
    moves: Sequence[JourneyMove],
    nodes: Sequence[JourneyNode],
    option: str,
) -> JourneyGraph | None:
    """Boxes and bands of business as usual; None where the run kept no moves."""
    before, after = (_edges(moves, name) for name in (BUSINESS_AS_USUAL, option))
    if not before:
        return None
    stages = {node.member: node.stage for node in nodes}
    titles = {node.member: node.title for node in nodes}
    titles |= {
        BEGUN: say("Problems that begin"),
        OTHER_STEPS: say("Other steps"),
        OTHER_ENDS: say("Other ends"),
    }
    stages |= {BEGUN: "people", OTHER_STEPS: STEP, OTHER_ENDS: END}
    beginnings = {
        kind: sum(m.people for m in moves if m.option == BUSINESS_AS_USUAL and m.origin == kind)
        for kind in BEGINNINGS
    }
    resolved = {node.member for node in nodes if node.resolved}
    begun = sum(beginnings.values())
    merged = _merged(before, stages, SMALL * begun)
    found, found_after = renamed(before, merged), renamed(after, merged)
    forward, back = _without_loops(found)
    columns = _columns(forward, stages)
    old, new = arrivals(found), arrivals(found_after)

    def box(key: str) -> JourneyBox:
        again = sum(people for (_, to), people in back.items() if to == key)
        return JourneyBox(key, stages.get(key, STEP), columns.get(key, 0), titles.get(key, key),
                          old.get(key, 0.0), new.get(key, 0.0), key in resolved, again)  # fmt: skip

    def drawn(edge: Edge) -> bool:
        large = min(old[edge[0]], old[edge[1]]) >= SMALL * begun
        return large and forward[edge] >= NARROWEST * begun and columns[edge[0]] < columns[edge[1]]

    order = dict.fromkeys(
        [BEGUN, OPEN_AT_START, *(node.member for node in nodes), OTHER_STEPS, OTHER_ENDS]
    )
    joined = {key for edge in forward if drawn(edge) for key in edge}
    return JourneyGraph(
        boxes=tuple(box(key) for key in order if key in joined),
        bands={edge: people for edge, people in forward.items() if drawn(edge)},
        after=found_after,
        back=back,
        beginnings=beginnings,
        only_after=tuple(box(key) for key in order if key in new and key not in old),
        few=tuple(box(key) for key in order if key in old and key not in joined),
        left_out={edge: people for edge, people in forward.items() if not drawn(edge)},
        least=NARROWEST * begun,
    )


def _edges(moves: Iterable[JourneyMove], option: str) -> dict[Edge, float]:
    """People by move, with all who begin in one box instead of the state they begin in."""
    edges = {(m.origin, m.destination): m.people for m in moves if m.option == option}
    starts = {to for origin, to in edges if origin in BEGINNINGS}
    others = {to for origin, to in edges if origin not in BEGINNINGS}
    stands_for = {**dict.fromkeys(BEGINNINGS, BEGUN), **dict.fromkeys(starts - others, BEGUN)}
    return renamed(edges, stands_for)


def renamed(edges: Mapping[Edge, float], names: Mapping[str, str]) -> dict[Edge, float]:
    """Boxes put together; what passes within one of them is nobody's move."""
    found: dict[Edge, float] = {}
    for (origin, to), people in edges.items():
        edge = names.get(origin, origin), names.get(to, to)
        if edge[0] != edge[1]:
            found[edge] = found.get(edge, 0.0) + people
    return found


def arrivals(edges: Mapping[Edge, float]) -> dict[str, float]:
    """People who are there on the first day or come into each box; of a source, who leave it."""
    found: dict[str, float] = {}
    for (origin, to), people in edges.items():
        found[to] = found.get(to, 0.0) + people
        if origin in (BEGUN, OPEN_AT_START):
            found[origin] = found.get(origin, 0.0) + people
    return found


def _merged(edges: Mapping[Edge, float], stages: Mapping[str, str], small: float) -> dict[str, str]:
    """Box that each state is shown in, where not in its own."""
    names: dict[str, str] = {}
    stay = {a for a, b in edges if stages.get(b) != STEP}  # an end, or open on the last day
    stay |= {b for a, b in edges if a == OPEN_AT_START}
    for key in dict.fromkeys(to for _, to in edges):
        if stages.get(key) == STEP and key not in stay and key not in names:
            names |= dict.fromkeys(_reached_through(key, edges, stages), key)
    together = arrivals(renamed(edges, names))
    for stage, other in ((STEP, OTHER_STEPS), (END, OTHER_ENDS)):
        few = [key for key, n in together.items() if stages.get(key) == stage and n < small]
        if len(few) > 1:
            names |= dict.fromkeys(few, other)
    return names


def _reached_through(key: str, edges: Mapping[Edge, float], stages: Mapping[str, str]) -> set[str]:
    """Steps that nearly all of their people reach through a state where nobody stays."""
    moved = {edge: people for edge, people in edges.items() if edge[0] != OPEN_AT_START}
    came = arrivals(moved)
    inside: set[str] = {key}
    earlier: set[str] = set()
    while inside != earlier:
        earlier = set(inside)
        for to in sorted({to for origin, to in moved if origin in earlier} - earlier):
            through = sum(n for (a, b), n in moved.items() if b == to and a in earlier)
            if stages.get(to) == STEP and through >= PASSED_ON * came[to]:
                inside.add(to)
    return inside - {key}


def _without_loops(
    edges: Mapping[Edge, float],
) -> tuple[dict[Edge, float], dict[Edge, float]]:
    """Bands that go on, and bands that go back; the larger of two that contradict goes on."""
    onward: dict[Edge, float] = {}
    back: dict[Edge, float] = {}
    for edge, people in sorted(edges.items(), key=lambda item: (-item[1], item[0])):
        target = back if _reaches(onward, edge[1], edge[0]) else onward
        target[edge] = people
    return {e: n for e, n in edges.items() if e in onward}, back


def _reaches(edges: Iterable[Edge], origin: str, destination: str) -> bool:
    seen, ahead = {origin}, [origin]
    while ahead:
        here = ahead.pop()
        if here == destination:
            return True
        following = {to for start, to in edges if start == here} - seen
        seen |= following
        ahead += sorted(following)
    return False


def _columns(edges: Mapping[Edge, float], stages: Mapping[str, str]) -> dict[str, int]:
    """Sources first, ends last, each step right of the steps that many of its people come from."""
    keys = list(dict.fromkeys(key for edge in edges for key in edge))
    columns = {key: 0 if key in (BEGUN, OPEN_AT_START) else 1 for key in keys}
    steps = [key for key in keys if stages.get(key) == STEP]
    came = arrivals(edges)
    for _ in steps:
        for (origin, to), people in edges.items():
            counted = people >= MANY * came[to] and origin in steps and to in steps
            if counted and OTHER_STEPS not in (origin, to):
                columns[to] = max(columns[to], columns[origin] + 1)
    last = 1 + max((columns[key] for key in steps), default=0)
    return columns | {key: last for key in keys if stages.get(key) == END}
