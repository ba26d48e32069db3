"""Where do people go with their problem, and how does it end? Bands from left to right.

A band is as wide as people are many, on one scale for the whole picture. Colour says how a journey
ends, and so do hatching and words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from justice_finance.charts.flow_layout import Flow, Place, Segment, laid_out
from justice_finance.charts.rounding import NO_BREAK
from justice_finance.charts.style import (
    BLUE,
    INK,
    NARROW,
    PAGE,
    QUIET_INK,
    SURE_TO_FIT,
    VERMILLION,
    Caption,
    canvas,
    place,
    styled,
    text_width,
    wrapped,
)

RESOLVED, UNRESOLVED, OPEN = "resolved", "unresolved", "open"
COLOURS = {RESOLVED: BLUE, UNRESOLVED: VERMILLION, OPEN: QUIET_INK}
HATCHES = {RESOLVED: "", UNRESOLVED: "////", OPEN: ""}

BAR = 0.09
SMALLEST = 6.0
SIDE = 0.1
"""Inches of a box; points of the smallest letters; inches kept free at both sides."""
GROUND = {"facecolor": "white", "alpha": 0.6, "linewidth": 0.0, "pad": 0.4}
LINE, FURTHER = 1.43 / 72.0, 1.24 / 72.0
"""Height of a line of text and of every further one of the same text, inches per point."""


@dataclass(frozen=True)
class Box:
    """People who begin, reach a step, or end in one way.

    `kind` is how a journey ends there; `open` for every box that is not an end. `change` is the
    difference that the option makes, as text; `note` anything else that must be said.
    """

    key: str
    column: int
    title: str
    count: float
    people: str
    kind: str = OPEN
    change: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Line:
    text: str
    size: float
    colour: str = INK
    bold: bool = False

    @property
    def height(self) -> float:
        return self.size * (LINE + self.text.count("\n") * FURTHER)


def draw(
    boxes: Sequence[Box],
    flows: Sequence[Flow],
    caption: Caption,
    foot: str = "",
    width: float = PAGE,
) -> Figure:
    """Boxes and bands; beside each box its people and what the option changes.

    Parameters
    ----------
    boxes : sequence of Box
        In the order in which they should stand where all else is even.
    flows : sequence of Flow
        From boxes to boxes of later columns.
    foot : str
        What else must be said, below the picture; each line begins a new one.
    """
    with styled():
        narrow = width < NARROW
        columns = 1 + max(box.column for box in boxes)
        pitch = (width - 2.0 * SIDE) / columns
        labels = {box.key: _label(box, pitch - BAR - 0.12, narrow) for box in boxes}
        heights = {key: sum(line.height for line in label) for key, label in labels.items()}
        most = max(
            sum(box.count for box in boxes if box.column == column) for column in range(columns)
        )
        places, segments, tall = laid_out(
            {box.key: (box.column, box.count) for box in boxes},
            flows,
            heights,
            (4.3 if narrow else 3.6) / (most or 1.0),
            0.08 if narrow else 0.1,
        )
        room = SURE_TO_FIT * (width - 0.2)
        below = "\n".join(wrapped(line, room, 7.2) for line in foot.split("\n"))
        under = (below.count("\n") + 1) * 7.2 * LINE + 0.12 if below else 0.0
        figure, bottom, top = canvas(caption, width, tall + under)
        axes = place(figure, SIDE, SIDE, bottom + under / figure.get_figheight(), top)
        axes.set_axis_off()
        axes.set_xlim(0.0, width - 2.0 * SIDE)
        axes.set_ylim(tall, 0.0)
        kinds = {box.key: box.kind for box in boxes}
        for segment in sorted(segments, key=lambda each: -each.people):
            _band(axes, segment, pitch, kinds)
        for one in places:
            if not one.through:
                _box(axes, one, one.column * pitch, kinds[one.key], labels[one.key])
        if below:
            figure.text(0.1 / width, bottom + (under - 0.1) / figure.get_figheight(), below,
                        fontsize=7.2, va="top", linespacing=1.3)  # fmt: skip
        return figure


def _label(box: Box, inches: float, narrow: bool) -> list[_Line]:
    """Title, people, difference and note of a box, broken to the room beside it."""
    size = _fitting(box, inches, 7.0 if narrow else 7.6)
    people = box.people
    if text_width(people, size, True) > inches:
        people = people.replace(NO_BREAK, " ")
    lines = [
        _Line(wrapped(box.title, inches, size), size),
        _Line(wrapped(people, inches, size, bold=True), size, bold=True),
    ]
    if box.change:
        lines.append(_Line(wrapped(box.change, inches, size - 0.2), size - 0.2))
    if box.note:
        lines.append(_Line(wrapped(box.note, inches, size - 0.4), size - 0.4, QUIET_INK))
    return lines


def _fitting(box: Box, inches: float, size: float) -> float:
    """Size of letters in which no word of the title must be cut, if that is not too small."""
    words = re.split(r"[ \n]+", box.title)
    while size > SMALLEST and max(text_width(word, size) for word in words) > inches:
        size -= 0.2
    return size


def _box(axes: Axes, one: Place, left: float, kind: str, label: Sequence[_Line]) -> None:
    """A bar as high as people are many, its label to the right of its middle."""
    colour = COLOURS[kind] if kind != OPEN else INK
    axes.add_patch(
        Rectangle((left, one.low), BAR, max(one.size, 0.012), facecolor=colour, edgecolor=colour,
                  linewidth=0.3, zorder=3.0)
    )  # fmt: skip
    low = one.middle - 0.5 * sum(line.height for line in label)
    for line in label:
        axes.text(left + BAR + 0.04, low, line.text, fontsize=line.size, color=line.colour,
                  fontweight="bold" if line.bold else "normal", va="top", linespacing=1.2,
                  bbox=dict(GROUND), zorder=4.0)  # fmt: skip
        low += line.height


def _band(axes: Axes, segment: Segment, pitch: float, kinds: Mapping[str, str]) -> None:
    """A band from the right edge of one place to the left edge of the next."""
    end = segment.destination.through or segment.destination.key
    kind = kinds[end]
    left = segment.origin.column * pitch + (0.0 if segment.origin.through else BAR)
    right = segment.destination.column * pitch
    half = 0.5 * (left + right)
    start, stop, size = segment.start, segment.stop, segment.size
    over = [(left, start), (half, start), (half, stop), (right, stop)]
    under = [(right, stop + size), (half, stop + size), (half, start + size), (left, start + size)]
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    shape = Path([*over, *under, (left, start)], codes)
    axes.add_patch(PathPatch(shape, facecolor=COLOURS[kind], alpha=0.20, linewidth=0.0, zorder=1.0))
    if HATCHES[kind]:
        axes.add_patch(
            PathPatch(shape, facecolor="none", edgecolor=COLOURS[kind], alpha=0.45,
                      hatch=HATCHES[kind], linewidth=0.0, zorder=1.1)
        )  # fmt: skip
    edges = Path([*over, *under], [Path.MOVETO, *curve, Path.MOVETO, *curve])
    axes.add_patch(
        PathPatch(edges, facecolor="none", edgecolor=COLOURS[kind], linewidth=0.35, zorder=1.2)
    )
