"""The journeys with fewer boxes, for a telephone: small ones of a column stand together.

Nobody is lost: who comes into a small box comes into the one that stands for it, and what it
stands for is said under the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from justice_finance.language import say
from justice_finance.reporting.journey_bands import (
    OTHER_ENDS,
    OTHER_STEPS,
    JourneyBox,
    JourneyGraph,
    arrivals,
    renamed,
)
from justice_finance.reporting.journeys import END, PEOPLE, STEP, STILL_OPEN

FEWEST = 0.05
"""Steps and ends of fewer people than this share of those who begin stand together."""
NARROWEST = 0.01
"""Bands of fewer people than this share of those who begin are not drawn, but said to be there."""


def with_fewer_boxes(graph: JourneyGraph) -> JourneyGraph:
    """The same journeys; steps of a column, and ends of a kind, that few reach as one box each."""
    begun = sum(graph.beginnings.values())
    every = (*graph.boxes, *graph.few)
    together = _together(every, FEWEST * begun)
    names = {box.key: key for key, boxes in together.items() for box in boxes}
    forward = renamed({**graph.bands, **graph.left_out}, names)
    back, after = renamed(graph.back, names), renamed(graph.after, names)
    old, new = arrivals({**forward, **back}), arrivals(after)

    def shown(key: str, first: JourneyBox) -> JourneyBox:
        again = sum(people for (_, to), people in back.items() if to == key)
        title = first.title
        if key in together:
            title = say("Other steps") if first.stage == STEP else say("Other ends")
        return replace(
            first, key=key, title=title, before=old[key], after=new.get(key, 0.0), again=again
        )

    boxes: dict[str, JourneyBox] = {}
    for box in every:
        key = names.get(box.key, box.key)
        if key not in boxes:
            boxes[key] = shown(key, box)
    bands = {
        edge: people
        for edge, people in forward.items()
        if people >= NARROWEST * begun and boxes[edge[0]].column < boxes[edge[1]].column
    }
    joined = {key for edge in bands for key in edge}
    return replace(
        graph,
        boxes=tuple(box for key, box in boxes.items() if key in joined),
        bands=bands,
        after=after,
        back=back,
        few=tuple(box for key, box in boxes.items() if key not in joined),
        left_out={edge: people for edge, people in forward.items() if edge not in bands},
        least=NARROWEST * begun,
        together=together,
    )


def _together(boxes: Iterable[JourneyBox], small: float) -> Mapping[str, tuple[JourneyBox, ...]]:
    """Small boxes of one column that end alike, where there are several."""
    groups: dict[str, list[JourneyBox]] = {}
    for box in boxes:
        if box.stage != PEOPLE and box.key != STILL_OPEN and box.before < small:
            other = OTHER_ENDS if box.stage == END else OTHER_STEPS
            kind = f"{other} {box.column}{' resolved' if box.resolved else ''}"
            groups.setdefault(kind, []).append(box)
    return {key: tuple(group) for key, group in groups.items() if len(group) > 1}
