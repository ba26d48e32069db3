"""What makes an option fail? The part of each input's range in which failures are common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.style import (
    GRID,
    NARROW,
    PAGE,
    VERMILLION,
    Caption,
    canvas,
    place,
    shortened,
    styled,
    wrapped,
)
from justice_finance.language import say

LEFT = 2.7


@dataclass(frozen=True)
class Part:
    """An input, the part of its draws inside the box (shares, 0 to 1), and its limits in words."""

    title: str
    low: float
    high: float
    words: str


def draw(parts: Sequence[Part], caption: Caption, width: float = PAGE) -> Figure:
    """A hatched bar from the first to the last draw of each input inside the box.

    Parameters
    ----------
    parts : sequence of Part
        From the top.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        narrow = width < NARROW
        room = width - 0.5 if narrow else LEFT - 0.2
        size = 7.8 if narrow else 8.2
        titles = [wrapped(part.title, room, size, bold=narrow) for part in parts]
        lines = max(title.count("\n") + 1 for title in titles)
        line = size * 1.3 / 72.0  # inches
        each = 0.55 + lines * line if narrow else max(0.5, 0.08 + lines * line)
        across = say("draws of the input, from the lowest to the highest, %")
        across = wrapped(across, width - 0.5 if narrow else width - LEFT - 0.3, 8.5)
        further = 0.15 * across.count("\n")
        figure, bottom, top = canvas(caption, width, 0.6 + further + each * len(parts))
        foot = (0.45 + further) / figure.get_figheight()
        axes = place(figure, 0.2 if narrow else LEFT, 0.25, bottom + foot, top)
        beside = axes.get_yaxis_transform()
        for at, part in enumerate(parts):
            bar = 0.13 / each  # heights in rows, so that they stay the same in inches
            y = at + (0.5 - 0.15 / each if narrow else 0.1)
            axes.barh(y, 100.0, height=bar, color=GRID, zorder=1)
            axes.barh(y, 100.0 * (part.high - part.low), left=100.0 * part.low, height=bar,
                      color="white", edgecolor=VERMILLION, hatch="////", zorder=2)  # fmt: skip
            axes.text(0.0, y - 0.13 / each, shortened(part.words, 3.4, 7.6), transform=beside,
                      fontsize=7.6, va="center")  # fmt: skip
            if narrow:
                axes.text(0.0, at - 0.45, titles[at], transform=beside, fontsize=size,
                          fontweight="bold", va="top", linespacing=1.2)  # fmt: skip
        axes.set_yticks([] if narrow else range(len(parts)), [] if narrow else titles)
        axes.tick_params(axis="y", labelsize=8.2)
        axes.set_ylim(len(parts) - 0.5, -0.5)
        axes.set_xlim(0.0, 100.0)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(across, labelpad=2.0)
        return figure
