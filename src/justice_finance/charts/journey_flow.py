"""Where do people go with their problem, and how does it end? Counts at three stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.style import (
    BLUE,
    NARROW,
    PAGE,
    QUIET_INK,
    VERMILLION,
    Caption,
    canvas,
    shortened,
    styled,
    text_width,
    wrapped,
)

HEAD = 0.40
GAP = 0.22
SIZE = 7.8
FIGURES = 1.45
"""Inches kept free beside the longest bar for its figures."""


@dataclass(frozen=True)
class Count:
    """One line: people in business as usual and in the option, and the difference as text."""

    title: str
    before: float
    after: float
    people: str
    change: str


@dataclass(frozen=True)
class Stage:
    """One block of lines, with its heading."""

    title: str
    counts: tuple[Count, ...]


def draw(stages: Sequence[Stage], caption: Caption, width: float = PAGE) -> Figure:
    """A bar for each line, on one scale for all stages, and what the option changes as a figure.

    Parameters
    ----------
    stages : sequence of Stage
        From the left (page) or the top (telephone): who begins, where they go, how it ends.
    """
    with styled():
        largest = max((one.before for stage in stages for one in stage.counts), default=0.0) or 1.0
        narrow = width < NARROW
        wide = width - 0.2 if narrow else (width - 0.2) / len(stages)
        room = wide - (0.0 if narrow else GAP)
        titles = [[shortened(c.title, room - 0.05, SIZE, 2) for c in s.counts] for s in stages]
        heights = [HEAD + sum(map(_row_height, block)) for block in titles]
        figure, _, top = canvas(caption, width, sum(heights) + 0.1 if narrow else max(heights))
        total = figure.get_figheight()
        high = top * total
        for at, stage in enumerate(stages):
            left = 0.1 if narrow else 0.1 + at * wide
            head = wrapped(stage.title, room - 0.05, 8.8, bold=True)
            figure.text(left / width, (high - 0.02) / total, head, fontsize=8.8,
                        fontweight="bold", va="top", linespacing=1.2)  # fmt: skip
            height = heights[at] - HEAD
            axes = figure.add_axes(
                (left / width, (high - heights[at]) / total, room / width, height / total)
            )
            _block(axes, stage, titles[at], largest, room)
            if narrow:
                high -= heights[at]
            elif at + 1 < len(stages):
                figure.text((left + wide - 0.17) / width, (high - HEAD - 0.32) / total, "\u25b6",
                            fontsize=11.0, color=QUIET_INK)  # fmt: skip
        return figure


def _row_height(title: str) -> float:
    """Inches of a line: its title, its bar, and the gap below."""
    return 0.30 + 0.13 * (title.count("\n") + 1)


def _block(axes: Axes, stage: Stage, titles: list[str], largest: float, inches: float) -> None:
    axes.set_axis_off()
    axes.set_xlim(0.0, inches)
    axes.set_ylim(sum(map(_row_height, titles)), 0.0)
    low = 0.0
    for one, title in zip(stage.counts, titles, strict=True):
        low += _row_height(title)
        bar = low - 0.19
        axes.text(0.0, bar - 0.075, title, fontsize=SIZE, va="bottom", linespacing=1.1)
        length = (inches - FIGURES) * one.before / largest
        axes.barh(bar, length, height=0.1, color=QUIET_INK, linewidth=0.0)
        axes.text(length + 0.05, bar, one.people, fontsize=7.6, va="center",
                  fontweight="bold")  # fmt: skip
        if one.change:
            more = one.after >= one.before
            beside = length + 0.13 + text_width(one.people, 7.6, True)
            axes.text(beside, bar, one.change, fontsize=7.2, va="center",
                      color=BLUE if more else VERMILLION)  # fmt: skip
