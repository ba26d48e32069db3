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
    text_height,
    wrapped,
)
from justice_finance.charts.wait_marks import WaitLine, draw_lines, wait_texts, with_signs
from justice_finance.language import marked, say

LEFT, RIGHT, COLUMN = 2.1, 2.65, 0.85
"""Inches beside the lines, on a page: titles, figures, one column of these."""
FOOT = 0.35
"""Inches below the lines."""
HEADS = (marked("Half wait longer than"), marked("One in ten"), marked("One in a hundred"))


def draw(lines: Sequence[WaitLine], caption: Caption, width: float = PAGE) -> Figure:
    """Median, and the waits that one in ten and one in a hundred exceeds, as figures too."""
    with styled():
        if width < NARROW:
            return _narrow(lines, caption, width)
        bodies = [0.0 if line.head else 0.40 for line in lines]
        named = rows_of([line.title for line in lines], width, LEFT, bodies, 8.5)
        room = SURE_TO_FIT * (COLUMN - 0.08)
        heads = [wrapped(each, room, 7.2) for each in with_signs([say(each) for each in HEADS])]
        above = 0.1 + max(text_height(head, 7.2) for head in heads)
        figure, axes = named.opened(caption, FOOT, above, RIGHT)
        draw_lines(axes, lines, named.middles)
        for tick, line in zip(axes.yaxis.get_major_ticks(), lines, strict=True):
            for name in (tick.label1, tick.label2):  # on either side of the axes
                name.set_fontweight("bold" if line.head else "normal")
        beside = axes.get_yaxis_transform()
        for column, head in enumerate(heads):
            across = 1.0 + (0.1 + column * COLUMN) / (width - LEFT - RIGHT)
            axes.text(across, -0.06, head, transform=beside, fontsize=7.2, color=QUIET_INK,
                      va="bottom")  # fmt: skip
            for at, line in zip(named.middles, lines, strict=True):
                text = wrapped(wait_texts(line)[column], room, 7.6)
                axes.text(across, at, text, transform=beside, va="center", fontsize=7.6)
        return figure


def _narrow(lines: Sequence[WaitLine], caption: Caption, width: float) -> Figure:
    bodies = [0.0 if line.head else 0.38 for line in lines]
    named = rows_of([line.title for line in lines], width, LEFT, bodies)
    figure, axes = named.opened(caption, FOOT)
    draw_lines(axes, lines, [middle + 0.1 for middle in named.middles])
    beside = axes.get_yaxis_transform()
    for at, line in enumerate(lines):
        axes.axhline(named.end(at), color=GRID, linewidth=0.6)
        if line.head:
            continue
        text = say("; ").join(with_signs(wait_texts(line)))
        axes.text(0.0, named.middle(at) - 0.1, text, transform=beside, fontsize=7.6, va="center",
                  bbox=GROUND)  # fmt: skip
    return figure
