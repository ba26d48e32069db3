"""What would meeting the need cost, and how much of that is there? Bars by year and function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.panels import Room, along_years, grid, write_last
from justice_finance.charts.rounding import Estimate, scale_of
from justice_finance.charts.style import (
    BLUE,
    HATCHES,
    INK,
    NARROW,
    PAGE,
    VERMILLION,
    Caption,
    styled,
)


@dataclass(frozen=True)
class NeedByYear:
    """One function: what it would cost in each year, and what is spent on it anyway."""

    title: str
    years: tuple[int, ...]
    cost: tuple[Estimate, ...]
    anyway: tuple[Estimate, ...]


def draw(needs: Sequence[NeedByYear], caption: Caption, unit: str, width: float = PAGE) -> Figure:
    """Full bars are spent anyway, hatched ones are lacking; a thin line is the range of the cost.

    Each panel has its own scale; the cost of the last year is written out.

    Parameters
    ----------
    needs : sequence of NeedByYear
        One panel for each.
    unit : str
        Currency.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        narrow = width < NARROW
        room = Room(1.5 if narrow else 1.9, 0.42, 0.2, 0.5)
        columns = 1 if narrow else min(3, len(needs))
        figure, panels = grid([e.title for e in needs], caption, width, columns, room, 0.1)
        for axes, each in zip(panels, needs, strict=True):
            _panel(axes, each, unit)
        return figure


def _panel(axes: Axes, need: NeedByYear, unit: str) -> None:
    scale = scale_of(end for e in need.cost for end in (e.p05, e.mean, e.p95))
    for year, cost, anyway in zip(need.years, need.cost, need.anyway, strict=True):
        total, there = cost.mean / scale.factor, anyway.mean / scale.factor
        there = min(there, total)
        axes.bar(year, there, width=0.66, color=BLUE, edgecolor=BLUE, linewidth=1.0, zorder=2)
        axes.bar(year, total - there, bottom=there, width=0.66, color="white",
                 edgecolor=VERMILLION, hatch=HATCHES[1], linewidth=1.0, zorder=2)  # fmt: skip
        ends = [cost.p05 / scale.factor, cost.p95 / scale.factor]
        axes.plot([year, year], ends, color=INK, linewidth=1.1, zorder=3)
    axes.set_ylim(bottom=0.0)
    along_years(axes, need.years, 0.6)
    write_last(axes, -0.16, unit, need.years[-1], need.cost[-1], scale)
