"""What does an option cost, what comes back, and what is left? Steps from cost to net benefit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.keys import filling_of
from justice_finance.charts.panels import Room, grid, name_rows, row_height
from justice_finance.charts.rounding import (
    Estimate,
    Scale,
    mean_text,
    reach_of,
    scales_beside,
    shows_nothing,
)
from justice_finance.charts.style import (
    INK,
    NARROW,
    PAGE,
    QUIET_INK,
    Caption,
    styled,
)


@dataclass(frozen=True)
class Waterfall:
    """One option: what each step adds or takes, and the sum of all steps."""

    title: str
    steps: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    total: Estimate


def draw(
    falls: Sequence[Waterfall],
    caption: Caption,
    unit: str,
    total_title: str,
    width: float = PAGE,
) -> Figure:
    """Each bar starts where the one above ended; the last, in black, is the sum with its range.

    Parameters
    ----------
    falls : sequence of Waterfall
        One panel each, all with the same steps; each panel has its own scale.
    unit : str
        Currency.
    total_title : str
        Name of the last bar.
    width : float
        Inches.
    """
    with styled():
        narrow = width < NARROW
        labels = 1.45 if narrow else 1.55
        rows = 1 + len(falls[0].steps)
        names = (*falls[0].steps, total_title)
        room = Room(0.15 + row_height(names, labels, 0.25) * rows, 0.06, 0.6, 0.46)
        columns = 1 if narrow else 3
        figure, panels = grid([one.title for one in falls], caption, width, columns, room, labels)
        scales = scales_beside(_reach(one) for one in falls)
        for at, (axes, one, scale) in enumerate(zip(panels, falls, scales, strict=True)):
            _panel(axes, one, scale)
            name_rows(axes, names, labels if at % columns == 0 else 0.0, unit, scale)
            axes.set_ylim(rows - 0.3, -0.5)
        return figure


def _edges(one: Waterfall) -> list[tuple[float, float]]:
    """Where each step starts and ends."""
    found, at = [], 0.0
    for each in one.estimates:
        found.append((at, at + each.mean))
        at += each.mean
    return found


def _reach(one: Waterfall) -> list[float]:
    """Every place that a panel has to show."""
    ends = [place for edge in _edges(one) for place in edge]
    return [*ends, *reach_of([one.total])]


def _panel(axes: Axes, one: Waterfall, scale: Scale) -> None:
    edges = _edges(one)
    beside = axes.get_yaxis_transform()
    for at, (each, (start, end)) in enumerate(zip(one.estimates, edges, strict=True)):
        shown = not shows_nothing(each, scale)
        if shown:
            axes.barh(at, (end - start) / scale.factor, left=start / scale.factor, height=0.6,
                      zorder=2, **filling_of(each.mean).of_bar())  # fmt: skip
        begin = at + (0.3 if shown else -0.3)
        axes.plot([end / scale.factor] * 2, [begin, at + 0.7], color=QUIET_INK, linewidth=0.6,
                  zorder=1.8)  # fmt: skip
        axes.text(1.03, at, mean_text(each, scale), transform=beside, va="center", fontsize=7.6)
    last, total = len(edges), one.total
    axes.barh(last, total.mean / scale.factor, height=0.6, color=INK, edgecolor=INK, zorder=2)
    low, high = total.p05 / scale.factor, total.p95 / scale.factor
    middle, cap = last + 0.46, 0.11
    axes.plot([low, low, low, high, high, high],
              [middle - cap, middle + cap, middle, middle, middle + cap, middle - cap],
              color=INK, linewidth=1.2, zorder=3)  # fmt: skip
    axes.text(1.03, last, mean_text(total, scale), transform=beside, va="center", fontsize=7.6,
              fontweight="bold")  # fmt: skip
