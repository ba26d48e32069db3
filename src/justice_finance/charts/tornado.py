"""Which inputs move the worth of an option most? One bar for each input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.rounding import scale_of
from justice_finance.charts.rows import amounts_below, rows_of
from justice_finance.charts.style import (
    BLUE,
    INK,
    NARROW,
    PAGE,
    VERMILLION,
    Caption,
    styled,
)

LEFT, FOOT = 3.0, 0.45
"""Inches left of the bars, on a page, and below them."""


@dataclass(frozen=True)
class Swing:
    """An input, and the mean worth at its low and at its high end."""

    title: str
    at_low: float
    at_high: float


def draw(
    rows: Sequence[Swing], centre: float, caption: Caption, unit: str, width: float = PAGE
) -> Figure:
    """Bars from the worth at the low end of each input to that at its high end.

    Parameters
    ----------
    rows : sequence of Swing
        From the top.
    centre : float
        Mean worth, where all bars meet.
    unit : str
        Currency.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        body = 0.19 if width < NARROW else 0.38
        named = rows_of([row.title for row in rows], width, LEFT, body, 7.6)
        figure, axes = named.opened(caption, FOOT)
        scale = scale_of(end for row in rows for end in (row.at_low, row.at_high))
        middle = centre / scale.factor
        for at, row in enumerate(rows):
            for end, colour, hatch in (
                (row.at_low, "white", "////"),
                (row.at_high, BLUE, ""),
            ):
                edge = VERMILLION if hatch else BLUE
                axes.barh(named.middle(at), end / scale.factor - middle, left=middle, height=0.16,
                          color=colour, edgecolor=edge, hatch=hatch, zorder=2)  # fmt: skip
        amounts_below(axes, scale.of(unit))
        axes.axvline(middle, color=INK, linewidth=0.9, linestyle=":", zorder=1.6)
        return figure
