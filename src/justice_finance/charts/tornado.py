"""Which inputs move the worth of an option most? One bar for each input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.rounding import scale_of
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
    shortened,
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
        each = 0.46 if narrow else 0.38
        figure, bottom, top = canvas(caption, width, 0.6 + each * len(rows))
        foot = 0.45 / figure.get_figheight()
        axes = place(figure, 0.15 if narrow else LEFT, 0.2, bottom + foot, top)
        scale = scale_of(end for row in rows for end in (row.at_low, row.at_high))
        middle = centre / scale.factor
        for at, row in enumerate(rows):
            y = at + (0.18 if narrow else 0.0)
            for end, colour, hatch in (
                (row.at_low, "white", "////"),
                (row.at_high, BLUE, ""),
            ):
                edge = VERMILLION if hatch else BLUE
                axes.barh(y, end / scale.factor - middle, left=middle, height=0.4,
                          color=colour, edgecolor=edge, hatch=hatch, zorder=2)  # fmt: skip
            if narrow:
                title = shortened(row.title, width - 0.5, 7.2)
                axes.text(0.0, at - 0.16, title, transform=axes.get_yaxis_transform(),
                          fontsize=7.2, va="center")  # fmt: skip
        titles = [shortened(row.title, LEFT - 0.3, 7.6, 2) for row in rows]
        axes.set_yticks([] if narrow else range(len(rows)), [] if narrow else titles)
        axes.tick_params(axis="y", labelsize=7.6)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.locator_params(axis="x", nbins=6)
        bare(axes)
        axes.axvline(middle, color=INK, linewidth=0.7, linestyle=":", zorder=3)
        axes.set_xlabel(scale.of(unit), labelpad=2.0)
        return figure
