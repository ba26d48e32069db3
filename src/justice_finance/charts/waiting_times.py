"""How long do people wait at each service until they are first seen? One line for each service."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from justice_finance.charts.style import (
    GRID,
    NARROW,
    PAGE,
    QUIET_INK,
    SURE_TO_FIT,
    Caption,
    canvas,
    place,
    shortened,
    styled,
    wrapped,
)
from justice_finance.charts.wait_marks import WaitLine, draw_lines, waits_text
from justice_finance.language import marked, say

LEFT, RIGHT = 2.1, 2.2
"""Inches beside the lines, on a page: titles, figures."""
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
HEAD = marked("median; one in ten; one in a hundred")


def draw(lines: Sequence[WaitLine], caption: Caption, width: float = PAGE) -> Figure:
    """Median, and the waits that one in ten and one in a hundred exceeds, as figures too."""
    with styled():
        if width < NARROW:
            return _narrow(lines, caption, width)
        figure, bottom, top = canvas(caption, width, 0.7 + 0.40 * len(lines))
        height = figure.get_figheight()
        axes = place(figure, LEFT, RIGHT, bottom + 0.32 / height, top - 0.28 / height)
        draw_lines(axes, lines)
        names = [shortened(line.title, LEFT - 0.2, 8.5, 2) for line in lines]
        axes.set_yticks(range(len(lines)), names)
        axes.set_ylim(len(lines) - 0.5, -0.5)
        beside = axes.get_yaxis_transform()
        first = 1.0 + 0.12 / (width - LEFT - RIGHT)
        for at, line in enumerate(lines):
            text = wrapped(waits_text(line), SURE_TO_FIT * (RIGHT - 0.16), 7.6)
            axes.text(first, at, text, transform=beside, va="center", fontsize=7.6)
        head = wrapped(say(HEAD), SURE_TO_FIT * (RIGHT - 0.16), 7.2)
        axes.text(first, -0.75, head, transform=beside, fontsize=7.2, color=QUIET_INK,
                  va="center")  # fmt: skip
        return figure


def _narrow(lines: Sequence[WaitLine], caption: Caption, width: float) -> Figure:
    figure, bottom, top = canvas(caption, width, 0.6 + 0.66 * len(lines))
    axes = place(figure, 0.2, 0.25, bottom + 0.32 / figure.get_figheight(), top)
    draw_lines(axes, lines)
    axes.set_yticks([])
    beside = axes.get_yaxis_transform()
    for at, line in enumerate(lines):
        title = shortened(line.title, width - 0.5, 8.0, bold=True)
        axes.text(0.0, at - 0.52, title, transform=beside, fontsize=8.0, fontweight="bold",
                  bbox=GROUND)  # fmt: skip
        axes.text(0.0, at - 0.26, waits_text(line), transform=beside, fontsize=7.6, bbox=GROUND)
        axes.axhline(at + 0.36, color=GRID, linewidth=0.6)
    axes.set_ylim(len(lines) - 0.6, -0.8)
    return figure
