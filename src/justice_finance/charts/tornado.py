"""Which inputs move the worth of an option most? One bar for each input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.rounding import scale_of
from justice_finance.charts.rows import rows_of
from justice_finance.charts.style import (
    BLUE,
    INK,
    NARROW,
    PAGE,
    VERMILLION,
    Caption,
    bare,
    canvas,
    place,
    styled,
)

LEFT = 3.0


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
        narrow = width < NARROW
        named = rows_of([row.title for row in rows], width, LEFT, 0.19 if narrow else 0.38, 7.6)
        figure, bottom, top = canvas(caption, width, 0.6 + named.inches)
        foot = 0.45 / figure.get_figheight()
        axes = place(figure, 0.2 if narrow else LEFT, 0.25, bottom + foot, top)
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
        named.write(axes)
        axes.locator_params(axis="x", nbins=6)
        bare(axes)
        axes.axvline(middle, color=INK, linewidth=0.7, linestyle=":", zorder=3)
        axes.set_xlabel(scale.of(unit), labelpad=2.0)
        return figure
