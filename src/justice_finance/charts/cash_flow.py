"""When does public money go out, whose is it, and what has it come to? Year by year, as paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from justice_finance.charts.keys import FILLINGS
from justice_finance.charts.panels import (
    LAST_SIZE,
    UNIT,
    Room,
    along_years,
    grid,
    last_words,
    write_unit,
)
from justice_finance.charts.rounding import (
    Estimate,
    Scale,
    reach_of,
    scales_beside,
)
from justice_finance.charts.style import (
    INK,
    NARROW,
    PAGE,
    QUIET_INK,
    Caption,
    styled,
)
from justice_finance.language import say

BARS, BETWEEN, LINE = 1.0, 0.12 + UNIT, 0.62
LEFT = 0.42
"""Inches: height of the bars, between the two drawings, height of the running total;
room left of both."""

HALF = 0.36
"""Half the width of a bar, years."""


@dataclass(frozen=True)
class CashPanel:
    """One option: what each payer pays in each year (below zero: saves), and the sum so far."""

    title: str
    years: tuple[int, ...]
    payers: tuple[str, ...]
    amounts: tuple[tuple[float, ...], ...]
    """By payer, then by year; means."""
    running: tuple[Estimate, ...]


def draw(panels: Sequence[CashPanel], caption: Caption, unit: str, width: float = PAGE) -> Figure:
    """Bars by year and payer above, the running total with its 90 % range below.

    Each option has its own axes; the last running total is written out.
    """
    with styled():
        narrow = width < NARROW
        entries = list(zip(panels[0].payers, FILLINGS, strict=False))
        room = Room(BARS + BETWEEN + LINE, LEFT, 0.12, 0.48, UNIT)
        figure, found = grid(
            [one.title for one in panels], caption, width, 1 if narrow else 3, room, 0.1, entries
        )
        yearly = scales_beside(map(_reach, panels))
        total = scales_beside(reach_of(one.running) for one in panels)
        for axes, one, *scales in zip(found, panels, yearly, total, strict=True):
            _panel(figure, axes, one, unit, *scales)
        return figure


def _panel(
    figure: Figure, axes: Axes, one: CashPanel, unit: str, yearly: Scale, total: Scale
) -> None:
    box = axes.get_position()
    inch = box.height / (BARS + BETWEEN + LINE)
    axes.set_position((box.x0, box.y1 - BARS * inch, box.width, BARS * inch))
    below = figure.add_axes((box.x0, box.y0, box.width, LINE * inch))
    _bars(axes, one, yearly)
    _running(below, one, total)
    for each, nbins in ((axes, 5), (below, 3)):
        each.axhline(0.0, color=INK, linewidth=0.9)
        along_years(each, one.years, 0.6, nbins, 7.2)
    axes.set_xticklabels([])
    write_unit(figure, axes, LEFT, say("{unit} a year", unit=yearly.of(unit)))
    write_unit(figure, below, LEFT, say("Sum so far, {unit}", unit=total.of(unit)))
    below.text(1.0, -0.38, last_words(one.years[-1], one.running[-1], total), va="top", ha="right",
               transform=below.transAxes, fontsize=LAST_SIZE)  # fmt: skip


def _stacked(one: CashPanel) -> list[list[tuple[int, float, float]]]:
    """By payer: year, where the bar begins, where it ends: outlays upward, savings downward."""
    found: list[list[tuple[int, float, float]]] = []
    ends: dict[tuple[int, bool], float] = {}
    for amounts in one.amounts:
        bars = []
        for year, value in zip(one.years, amounts, strict=True):
            start = ends.get((year, value >= 0.0), 0.0)
            ends[year, value >= 0.0] = start + value
            bars.append((year, start, start + value))
        found.append(bars)
    return found


def _reach(one: CashPanel) -> list[float]:
    return [end for bars in _stacked(one) for _, _, end in bars]


def _bars(axes: Axes, one: CashPanel, scale: Scale) -> None:
    """The bars of a payer are one shape, so that a page with many stays small."""
    stacked = _stacked(one)
    ends = [0.0, *(end for bars in stacked for _, _, end in bars)]
    least = 0.001 * (max(ends) - min(ends))
    for bars, filling in zip(stacked, FILLINGS, strict=False):
        corners = [
            [(year - HALF, low), (year - HALF, high), (year + HALF, high), (year + HALF, low)]
            for year, start, end in bars
            if abs(end - start) > least
            for low, high in [(start / scale.factor, end / scale.factor)]
        ]
        if corners:
            shapes = [Path([*four, four[0]], closed=True) for four in corners]
            shape = Path.make_compound_path(*shapes)
            axes.add_patch(PathPatch(shape, zorder=2, clip_on=False, **filling.of_bar()))
    room = 60.0 * least / scale.factor or 1.0
    axes.set_ylim(min(ends) / scale.factor - room, max(ends) / scale.factor + room)


def _running(axes: Axes, one: CashPanel, scale: Scale) -> None:
    low, mean, high = (
        [getattr(each, name) / scale.factor for each in one.running]
        for name in ("p05", "mean", "p95")
    )
    axes.fill_between(one.years, low, high, color=QUIET_INK, alpha=0.22, linewidth=0.0)
    for edge in (low, high):
        axes.plot(one.years, edge, color=QUIET_INK, linewidth=0.7, linestyle=(0, (4, 2)))
    axes.plot(one.years, mean, color=INK, linewidth=1.6)
