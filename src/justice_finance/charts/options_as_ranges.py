"""Which option is worth most, and how sure is that? One line for each option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.rounding import (
    Estimate,
    Scale,
    mean_text,
    range_text,
    reach_of,
    scale_of,
)
from justice_finance.charts.rows import GROUND, amounts_below, rows_of
from justice_finance.charts.style import (
    BLUE,
    GRID,
    NARROW,
    PAGE,
    QUIET_INK,
    VERMILLION,
    Caption,
    styled,
    tick_text,
)
from justice_finance.language import say

LEFT, RIGHT = 2.15, 2.55
"""Inches beside the lines, on a page: titles, figures."""
HEAD, FOOT = 0.28, 0.45
"""Inches above the lines, on a page, and below them."""


@dataclass(frozen=True)
class OptionRange:
    """One line: an option, its figure, and its chance of loss as text."""

    title: str
    estimate: Estimate
    chance_of_loss: str


def draw(rows: Sequence[OptionRange], caption: Caption, unit: str, width: float = PAGE) -> Figure:
    """Mean and 90 % range of a figure for each option, with the line of nothing gained.

    Parameters
    ----------
    rows : sequence of OptionRange
        In the order in which they are drawn, from the top.
    unit : str
        Currency of the figure.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        scale = scale_of(reach_of(row.estimate for row in rows))
        if width < NARROW:
            return _narrow(rows, caption, unit, scale, width)
        return _wide(rows, caption, unit, scale, width)


def _wide(
    rows: Sequence[OptionRange], caption: Caption, unit: str, scale: Scale, width: float
) -> Figure:
    named = rows_of([row.title for row in rows], width, LEFT, 0.40, 8.5)
    figure, axes = named.opened(caption, FOOT, HEAD, RIGHT)
    _ranges(axes, rows, scale, named.middles)
    beside = axes.get_yaxis_transform()
    first, last = (1.0 + inches / (width - LEFT - RIGHT) for inches in (0.12, RIGHT - 0.1))
    for at, row in zip(named.middles, rows, strict=True):
        figures = f"{mean_text(row.estimate, scale)}  ({range_text(row.estimate, scale)})"
        axes.text(first, at, figures, transform=beside, va="center", fontsize=8.2)
        axes.text(last, at, row.chance_of_loss, transform=beside, va="center", ha="right",
                  fontsize=8.2)  # fmt: skip
    for where, side, head_text in (
        (first, "left", say("mean (90 % range)")),
        (last, "right", say("chance of loss")),
    ):
        axes.text(where, -0.1, head_text, transform=beside, fontsize=7.5, color=QUIET_INK,
                  ha=side, va="center")  # fmt: skip
    _finish(axes, unit, scale)
    return figure


def _narrow(
    rows: Sequence[OptionRange], caption: Caption, unit: str, scale: Scale, width: float
) -> Figure:
    named = rows_of([row.title for row in rows], width, LEFT, 0.38, words=0.19)
    figure, axes = named.opened(caption, FOOT)
    _ranges(axes, rows, scale, [middle + 0.1 for middle in named.middles])
    beside = axes.get_yaxis_transform()
    for at, row in enumerate(rows):
        figures = say(
            "{mean} ({range}); chance of loss {loss}",
            mean=mean_text(row.estimate, scale),
            range=range_text(row.estimate, scale),
            loss=row.chance_of_loss,
        )
        axes.text(0.0, named.middle(at) - 0.1, figures, transform=beside, fontsize=7.8, va="center",
                  bbox=GROUND)  # fmt: skip
        axes.axhline(named.end(at), color=GRID, linewidth=0.6)
    _finish(axes, unit, scale)
    return figure


def _ranges(
    axes: Axes, rows: Sequence[OptionRange], scale: Scale, middles: Sequence[float]
) -> None:
    for at, (row, y) in enumerate(zip(rows, middles, strict=True)):
        low, mean, high = (end / scale.factor for end in reach_of([row.estimate]))
        gain = row.estimate.mean >= 0.0
        colour, mark = (BLUE, "o") if gain else (VERMILLION, "s")
        axes.plot([low, high], [y, y], color=colour, linewidth=3.2, solid_capstyle="butt",
                  zorder=2, gid=f"range_{at}")  # fmt: skip
        axes.plot([mean], [y], mark, color="white", markeredgecolor=colour, markeredgewidth=2.0,
                  markersize=8.0, zorder=3, gid=f"mean_{at}")  # fmt: skip


def _finish(axes: Axes, unit: str, scale: Scale) -> None:
    axes.margins(x=0.06)
    axes.xaxis.set_major_formatter(tick_text)
    amounts_below(axes, scale.of(unit))
