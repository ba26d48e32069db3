"""Which option is best where two inputs are low or high together? A square for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from justice_finance.charts.style import (
    GRID,
    INK,
    NARROW,
    PAGE,
    Caption,
    canvas,
    place,
    shortened,
    styled,
    wrapped,
)
from justice_finance.language import say


@dataclass(frozen=True)
class Square:
    """What is best in one part of both inputs: the option in words, and the worth in words."""

    across: int
    up: int
    option: str
    worth: str
    agrees: bool
    """Whether it is the option chosen today."""


@dataclass(frozen=True)
class Pair:
    """Two inputs, the names of their parts, and the squares."""

    first: str
    second: str
    parts: tuple[str, ...]
    squares: tuple[Square, ...]


def draw(pairs: Sequence[Pair], caption: Caption, width: float = PAGE) -> Figure:
    """A grid for each pair, the first input to the right, the second upwards.

    Parameters
    ----------
    pairs : sequence of Pair
        One below the other.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        narrow = width < NARROW
        each, size = (2.75, 6.6) if narrow else (2.35, 7.2)
        figure, bottom, top = canvas(caption, width, each * len(pairs))
        height = figure.get_figheight()
        left = 0.62
        for number, pair in enumerate(pairs):
            ceiling = top - number * each / height - 0.36 / height
            floor = top - (number + 1) * each / height + 0.5 / height
            axes = place(figure, left, 0.15, max(floor, bottom), ceiling)
            count = len(pair.parts)
            cell = (width - left - 0.15) / count - 0.05
            for one in pair.squares:
                face = "white" if one.agrees else GRID
                axes.add_patch(Rectangle((one.across, one.up), 1.0, 1.0, facecolor=face,
                                         edgecolor=INK, linewidth=0.6))  # fmt: skip
                title = shortened(one.option, cell, size, 3 if narrow else 2)
                axes.text(one.across + 0.5, one.up + 0.62, title, ha="center", va="center",
                          fontsize=size)  # fmt: skip
                axes.text(one.across + 0.5, one.up + 0.16, shortened(one.worth, cell, 6.4, 2),
                          ha="center", va="center", fontsize=6.4)  # fmt: skip
            axes.set_xlim(-0.01, count + 0.01)
            axes.set_ylim(-0.02, count + 0.02)
            middles = [place_of + 0.5 for place_of in range(count)]
            axes.set_xticks(middles, pair.parts, fontsize=7.2)
            axes.set_yticks(middles, pair.parts, fontsize=7.2)
            axes.tick_params(length=0)
            for spine in axes.spines.values():
                spine.set_visible(False)
            axes.set_xlabel(wrapped(pair.first, width - left - 0.2, 7.4), fontsize=7.4, labelpad=1)
            up = shortened(say("Upwards: {input}", input=pair.second), width - 0.3, 7.4, 2)
            figure.text(0.15 / width, ceiling + 0.06 / height, up, fontsize=7.4, va="bottom")
        return figure
