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
    scale_of,
)
from justice_finance.charts.style import (
    BLUE,
    GRID,
    INK,
    NARROW,
    PAGE,
    QUIET_INK,
    VERMILLION,
    Caption,
    bare,
    canvas,
    place,
    shortened,
    styled,
    tick_text,
)
from justice_finance.language import say

LEFT, RIGHT = 2.15, 2.55
"""Inches beside the lines, on a page: titles, figures."""
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}


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
        scale = scale_of(end for row in rows for end in _ends(row.estimate))
        if width < NARROW:
            return _narrow(rows, caption, unit, scale, width)
        return _wide(rows, caption, unit, scale, width)


def _ends(estimate: Estimate) -> tuple[float, float, float]:
    return (estimate.p05, estimate.mean, estimate.p95)


def _wide(
    rows: Sequence[OptionRange], caption: Caption, unit: str, scale: Scale, width: float
) -> Figure:
    figure, bottom, top = canvas(caption, width, 0.75 + 0.40 * len(rows))
    head, foot = 0.28 / figure.get_figheight(), 0.42 / figure.get_figheight()
    axes = place(figure, LEFT, RIGHT, bottom + foot, top - head)
    _ranges(axes, rows, scale)
    axes.set_yticks(range(len(rows)), [shortened(row.title, LEFT - 0.2, 8.5, 2) for row in rows])
    beside = axes.get_yaxis_transform()
    first, last = (1.0 + inches / (width - LEFT - RIGHT) for inches in (0.12, RIGHT - 0.1))
    for at, row in enumerate(rows):
        figures = f"{mean_text(row.estimate, scale)}  ({range_text(row.estimate, scale)})"
        axes.text(first, at, figures, transform=beside, va="center", fontsize=8.2)
        axes.text(last, at, row.chance_of_loss, transform=beside, va="center", ha="right",
                  fontsize=8.2)  # fmt: skip
    for where, side, head_text in (
        (first, "left", say("mean (90 % range)")),
        (last, "right", say("chance of loss")),
    ):
        axes.text(where, -0.75, head_text, transform=beside, fontsize=7.5, color=QUIET_INK,
                  ha=side, va="center")  # fmt: skip
    _finish(axes, len(rows), unit, scale)
    return figure


def _narrow(
    rows: Sequence[OptionRange], caption: Caption, unit: str, scale: Scale, width: float
) -> Figure:
    figure, bottom, top = canvas(caption, width, 0.6 + 0.66 * len(rows))
    foot = 0.42 / figure.get_figheight()
    axes = place(figure, 0.15, 0.15, bottom + foot, top)
    _ranges(axes, rows, scale)
    axes.set_yticks([])
    beside = axes.get_yaxis_transform()
    for at, row in enumerate(rows):
        title = shortened(row.title, width - 0.4, 8.0, bold=True)
        axes.text(0.0, at - 0.52, title, transform=beside, fontsize=8.0, fontweight="bold",
                  bbox=GROUND)  # fmt: skip
        figures = say(
            "{mean} ({range}); loss: {loss}",
            mean=mean_text(row.estimate, scale),
            range=range_text(row.estimate, scale),
            loss=row.chance_of_loss,
        )
        axes.text(0.0, at - 0.26, figures, transform=beside, fontsize=7.8, bbox=GROUND)
        axes.axhline(at + 0.36, color=GRID, linewidth=0.6)
    axes.set_ylim(len(rows) - 0.6, -0.8)
    _finish(axes, None, unit, scale)
    return figure


def _ranges(axes: Axes, rows: Sequence[OptionRange], scale: Scale) -> None:
    for at, row in enumerate(rows):
        low, mean, high = (value / scale.factor for value in _ends(row.estimate))
        gain = row.estimate.mean >= 0.0
        colour, mark = (BLUE, "o") if gain else (VERMILLION, "s")
        axes.plot([low, high], [at, at], color=colour, linewidth=3.2, solid_capstyle="butt",
                  zorder=2, gid=f"range_{at}")  # fmt: skip
        axes.plot([mean], [at], mark, color="white", markeredgecolor=colour, markeredgewidth=2.0,
                  markersize=8.0, zorder=3, gid=f"mean_{at}")  # fmt: skip


def _finish(axes: Axes, rows: int | None, unit: str, scale: Scale) -> None:
    bare(axes)
    if rows is not None:
        axes.set_ylim(rows - 0.5, -0.5)
    axes.margins(x=0.06)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(tick_text)
    axes.set_xlabel(scale.of(unit), color=QUIET_INK, labelpad=2.0)
    axes.xaxis.label.set_color(INK)
