"""How long do people wait at each service until they are first seen? One line for each service."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from justice_finance.charts.rows import GROUND, rows_of
from justice_finance.charts.style import (
    GRID,
    NARROW,
    PAGE,
    QUIET_INK,
    SURE_TO_FIT,
    Caption,
    styled,
    wrapped,
)
from justice_finance.charts.wait_marks import WaitLine, draw_lines, waits_text
from justice_finance.language import marked, say

LEFT, RIGHT = 2.1, 2.2
"""Inches beside the lines, on a page: titles, figures."""
HEIGHT_OF_HEAD, FOOT = 0.28, 0.35
"""Inches above the lines, on a page, and below them."""
HEAD = marked("median; one in ten; one in a hundred")


def draw(lines: Sequence[WaitLine], caption: Caption, width: float = PAGE) -> Figure:
    """Median, and the waits that one in ten and one in a hundred exceeds, as figures too."""
    with styled():
        if width < NARROW:
            return _narrow(lines, caption, width)
        named = rows_of([line.title for line in lines], width, LEFT, 0.40, 8.5)
        figure, axes = named.opened(caption, FOOT, HEIGHT_OF_HEAD, RIGHT)
        draw_lines(axes, lines, named.middles)
        beside = axes.get_yaxis_transform()
        first = 1.0 + 0.12 / (width - LEFT - RIGHT)
        for at, line in zip(named.middles, lines, strict=True):
            text = wrapped(waits_text(line), SURE_TO_FIT * (RIGHT - 0.16), 7.6)
            axes.text(first, at, text, transform=beside, va="center", fontsize=7.6)
        head = wrapped(say(HEAD), SURE_TO_FIT * (RIGHT - 0.16), 7.2)
        axes.text(first, -0.1, head, transform=beside, fontsize=7.2, color=QUIET_INK,
                  va="center")  # fmt: skip
        return figure


def _narrow(lines: Sequence[WaitLine], caption: Caption, width: float) -> Figure:
    named = rows_of([line.title for line in lines], width, LEFT, 0.38)
    figure, axes = named.opened(caption, FOOT)
    draw_lines(axes, lines, [middle + 0.1 for middle in named.middles])
    beside = axes.get_yaxis_transform()
    for at, line in enumerate(lines):
        axes.text(0.0, named.middle(at) - 0.1, waits_text(line), transform=beside, fontsize=7.6,
                  va="center", bbox=GROUND)  # fmt: skip
        axes.axhline(named.end(at), color=GRID, linewidth=0.6)
    return figure
