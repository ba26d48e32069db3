"""What makes an option fail? The part of each input's range in which failures are common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.rows import SIDE, rows_of
from justice_finance.charts.style import (
    GRID,
    NARROW,
    PAGE,
    SURE_TO_FIT,
    VERMILLION,
    Caption,
    styled,
    text_height,
    wrapped,
)
from justice_finance.language import say

LEFT = 2.7
BAR, WORDS = 0.13, 7.6
"""Inches of a bar, points of the words above it."""


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
        room = SURE_TO_FIT * (width - (2.0 * SIDE if narrow else LEFT + 0.3))
        words = [wrapped(part.words, room, WORDS) for part in parts]
        told = [text_height(text, WORDS) for text in words]
        between = 0.05 if narrow else 0.2
        bodies = [high + BAR + between for high in told]
        named = rows_of([part.title for part in parts], width, LEFT, bodies)
        across = wrapped(
            say("values drawn for the input, from the lowest (0 %) to the highest (100 %)"),
            room,
            8.5,
        )
        further = 0.15 * across.count("\n")
        figure, axes = named.opened(caption, 0.5 + further)
        beside = axes.get_yaxis_transform()
        for at, part in enumerate(parts):
            y = named.middle(at) + 0.5 * told[at]
            axes.barh(y, 100.0, height=BAR, color=GRID, zorder=1)
            axes.barh(y, 100.0 * (part.high - part.low), left=100.0 * part.low, height=BAR,
                      color="white", edgecolor=VERMILLION, hatch="////", zorder=2)  # fmt: skip
            axes.text(0.0, y - 0.5 * BAR - 0.03, words[at], transform=beside,
                      fontsize=WORDS, va="bottom", linespacing=1.25)  # fmt: skip
        axes.set_xlim(0.0, 100.0)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(across, labelpad=2.0)
        return figure
