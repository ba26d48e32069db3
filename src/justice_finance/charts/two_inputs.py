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
    SURE_TO_FIT,
    Caption,
    canvas,
    place,
    styled,
    text_height,
    wrapped,
)
from justice_finance.language import say

ABOVE, BELOW = 0.36, 0.5
"""Inches above and below the fields of a pair, for its words."""


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


def _broken(square: Square, inches: float, size: float) -> tuple[str, str]:
    """Option and worth in lines that fit a field."""
    return wrapped(square.option, inches, size), wrapped(square.worth, inches, size)


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
        size = 6.6 if narrow else 7.2
        left = 0.62
        cell = SURE_TO_FIT * ((width - left - 0.15) / len(pairs[0].parts) - 0.05)
        shown = [[_broken(one, cell, size) for one in pair.squares] for pair in pairs]
        tallest = max(
            text_height(f"{option}\n{worth}", size) for own in shown for option, worth in own
        )
        deep = max(0.5, tallest + 0.14) * len(pairs[0].parts)
        each = deep + ABOVE + BELOW
        figure, _, top = canvas(caption, width, each * len(pairs))
        height = figure.get_figheight()
        for number, pair in enumerate(pairs):
            ceiling = top - (number * each + ABOVE) / height
            axes = place(figure, left, 0.15, ceiling - deep / height, ceiling)
            count = len(pair.parts)
            for one, (option, worth) in zip(pair.squares, shown[number], strict=True):
                face = "white" if one.agrees else GRID
                axes.add_patch(Rectangle((one.across, one.up), 1.0, 1.0, facecolor=face,
                                         edgecolor=INK, linewidth=0.6))  # fmt: skip
                for text, y, side in ((option, 0.92, "top"), (worth, 0.08, "bottom")):
                    axes.text(one.across + 0.5, one.up + y, text, ha="center", va=side,
                              fontsize=size, linespacing=1.2)  # fmt: skip
            axes.set_xlim(-0.01, count + 0.01)
            axes.set_ylim(-0.02, count + 0.02)
            middles = [place_of + 0.5 for place_of in range(count)]
            axes.set_xticks(middles, pair.parts, fontsize=7.2)
            axes.set_yticks(middles, pair.parts, fontsize=7.2)
            axes.tick_params(length=0)
            for spine in axes.spines.values():
                spine.set_visible(False)
            axes.set_xlabel(wrapped(pair.first, width - left - 0.2, 7.4), fontsize=7.4, labelpad=1)
            up = wrapped(say("Upwards: {input}", input=pair.second), width - 0.3, 7.4)
            figure.text(0.15 / width, ceiling + 0.06 / height, up, fontsize=7.4, va="bottom")
        return figure
