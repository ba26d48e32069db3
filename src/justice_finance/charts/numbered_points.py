"""What does each step cost and bring? Numbered points, the best ones joined, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.rounding import Scale, scale_of
from justice_finance.charts.style import (
    BLUE,
    GRID,
    INK,
    NARROW,
    PAGE,
    SURE_TO_FIT,
    VERMILLION,
    Caption,
    balanced,
    canvas,
    place,
    styled,
    tick_text,
)

LINE = 0.155
SIZE = 7.6
BESIDE = 0.33
"""Inches left of the words of a point; its number stands before them."""
AxisWords = Callable[[Scale], str]


@dataclass(frozen=True)
class Point:
    """One point: where it lies, what it is, and whether it lies on the line of the best."""

    title: str
    across: float
    up: float
    on_line: bool


def draw(
    points: Sequence[Point], caption: Caption, across: AxisWords, up: AxisWords, steps: bool,
    width: float = PAGE,
) -> Figure:  # fmt: skip
    """Points with numbers; those on the line are joined, others are hollow.

    Parameters
    ----------
    points : sequence of Point
    across, up : callable
        From the scale of an axis to what it measures, with the unit.
    steps : bool
        Joined by a staircase (what a budget buys) or by straight lines (a ladder).
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        lines = [balanced(p.title, SURE_TO_FIT * (width - BESIDE - 0.25), SIZE) for p in points]
        key = LINE * sum(line.count("\n") + 1 for line in lines) + 0.1
        figure, bottom, top = canvas(caption, width, 2.9 + key)
        height = figure.get_figheight()
        axes = place(figure, 0.92, 0.3, bottom + (0.5 + key) / height, top)
        x_scale = scale_of(point.across for point in points)
        y_scale = scale_of(point.up for point in points)
        best = sorted((p.across / x_scale.factor, p.up / y_scale.factor)
                      for p in points if p.on_line)  # fmt: skip
        if best:
            axes.plot(*zip(*best, strict=True), color=BLUE, linewidth=1.4, zorder=1,
                      drawstyle="steps-post" if steps else "default")  # fmt: skip
        for at, point in enumerate(points, start=1):
            colour = BLUE if point.on_line else VERMILLION
            x, y = point.across / x_scale.factor, point.up / y_scale.factor
            face = colour if point.on_line else "white"
            axes.plot([x], [y], "o" if point.on_line else "s", color=colour, zorder=2,
                      markerfacecolor=face, markersize=6.0)  # fmt: skip
            side, aside = ("right", -4) if point.on_line else ("left", 4)  # clear of the line
            axes.annotate(str(at), (x, y), xytext=(aside, 5), textcoords="offset points", ha=side,
                          fontsize=8.0, fontweight="bold")  # fmt: skip
        axes.margins(0.08)
        axes.grid(color=GRID)
        axes.xaxis.set_major_formatter(tick_text)
        axes.yaxis.set_major_formatter(tick_text)
        axes.axhline(0.0, color=INK, linewidth=0.7, zorder=0.9)
        if steps and best:  # a larger budget buys no more
            end = axes.get_xlim()[1]
            axes.plot([best[-1][0], end], [best[-1][1]] * 2, color=BLUE, linewidth=1.4, zorder=1)
            axes.set_xlim(right=end)
        axes.locator_params(axis="x", nbins=5 if width < NARROW else 8)
        axes.set_xlabel(across(x_scale), labelpad=2.0)
        axes.set_ylabel(up(y_scale), fontsize=8.0)
        y = bottom + (key - 0.06 - 0.9 * SIZE / 72.0) / height
        for at, title in enumerate(lines, start=1):
            figure.text(0.15 / width, y, str(at), fontsize=SIZE, va="baseline")
            for line in title.split("\n"):
                figure.text(BESIDE / width, y, line, fontsize=SIZE, va="baseline")
                y -= LINE / height
        return figure
