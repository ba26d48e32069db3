"""When does an option pay, and how sure is that? Net benefit added up year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.panels import (
    LAST_SIZE,
    UNIT,
    Room,
    along_years,
    grid,
    last_words,
    write_unit,
)
from justice_finance.charts.rounding import Estimate, Scale, reach_of, scales_beside
from justice_finance.charts.style import (
    BLUE,
    INK,
    NARROW,
    PAGE,
    VERMILLION,
    Caption,
    styled,
)

LEFT = 0.42
"""Inches left of a drawing."""


@dataclass(frozen=True)
class Fan:
    """One option: its figure at the end of each year."""

    title: str
    years: tuple[int, ...]
    estimates: tuple[Estimate, ...]


def draw(fans: Sequence[Fan], caption: Caption, unit: str, width: float = PAGE) -> Figure:
    """A line for the mean and a band for the 90 % range, one panel for each option.

    Each panel has its own axis, since options differ in size many times over; the last figure is
    written out.
    """
    with styled():
        narrow = width < NARROW
        room = Room(1.25 if narrow else 1.35, LEFT, 0.2, 0.5, UNIT)
        figure, panels = grid(
            [fan.title for fan in fans], caption, width, 1 if narrow else 3, room, 0.1
        )
        scales = scales_beside(reach_of(fan.estimates) for fan in fans)
        for axes, fan, scale in zip(panels, fans, scales, strict=True):
            write_unit(figure, axes, LEFT, scale.of(unit))
            _panel(axes, fan, scale)
        return figure


def _panel(axes: Axes, fan: Fan, scale: Scale) -> None:
    low, mean, high = (
        [getattr(each, name) / scale.factor for each in fan.estimates]
        for name in ("p05", "mean", "p95")
    )
    last = fan.estimates[-1]
    colour = BLUE if last.mean >= 0.0 else VERMILLION
    axes.fill_between(fan.years, low, high, color=colour, alpha=0.22, linewidth=0.0)
    for edge in (low, high):
        axes.plot(fan.years, edge, color=colour, linewidth=0.7, linestyle=(0, (4, 2)))
    axes.plot(fan.years, mean, color=colour, linewidth=2.0)
    mark = "o" if last.mean >= 0.0 else "s"
    axes.plot(fan.years[-1:], mean[-1:], mark, color="white", markeredgecolor=colour,
              markeredgewidth=1.8, markersize=6.0, zorder=3, clip_on=False)  # fmt: skip
    axes.axhline(0.0, color=INK, linewidth=0.9)
    along_years(axes, fan.years)
    axes.text(1.0, -0.2, last_words(fan.years[-1], last, scale), transform=axes.transAxes,
              fontsize=LAST_SIZE, va="top", ha="right")  # fmt: skip
