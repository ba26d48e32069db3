"""A grid of small panels, one for each option, on a page or on a telephone."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.style import Caption, canvas, shortened

TITLE = 0.42
"""Inches above a panel for its title, two lines."""
TITLE_SIZE = 8.4


@dataclass(frozen=True)
class Room:
    """Inches around the drawing of one panel."""

    height: float
    left: float
    right: float
    below: float


def grid(
    titles: list[str], caption: Caption, width: float, columns: int, room: Room, first_left: float
) -> tuple[Figure, list[Axes]]:
    """Axes for each title, row by row.

    Parameters
    ----------
    room : Room
        Of every panel.
    first_left : float
        Inches left of the first column, where labels common to a row stand.
    """
    columns = min(columns, len(titles))
    rows = -(-len(titles) // columns)
    each = TITLE + room.height + room.below
    figure, _, top = canvas(caption, width, rows * each)
    total = figure.get_figheight()
    wide = (width - first_left - 0.1) / columns
    found = []
    for at, title in enumerate(titles):
        row, column = divmod(at, columns)
        left = first_left + column * wide
        high = top - (row * each + TITLE) / total
        axes = figure.add_axes(
            (
                (left + room.left) / width,
                high - room.height / total,
                (wide - room.left - room.right) / width,
                room.height / total,
            )
        )
        start = (left if columns > 1 else 0.1) / width
        space = wide if columns > 1 else width - 0.2
        text = shortened(title, space - 0.1, TITLE_SIZE, 2, bold=True)
        figure.text(
            start, high + 0.06 / total, text, fontsize=TITLE_SIZE, fontweight="bold", va="bottom"
        )
        found.append(axes)
    return figure, found
