"""Which option is best where two inputs are low or high together? A square for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from justice_finance.charts.style import (
    GRID,
    INK,
    NARROW,
    PAGE,
    SURE_TO_FIT,
    Caption,
    balanced,
    canvas,
    place,
    styled,
    text_height,
)
from justice_finance.language import say

LEFT, RIGHT = 0.62, 0.15
"""Inches beside the fields of a pair."""
PARTS, APART = 0.2, 0.1
"""Inches that the names of the parts take below the fields, and between two pairs."""
SIZE = 7.4


@dataclass(frozen=True)
class Square:
    """What is best in one part of both inputs: the option in words, and its lead in words."""

    across: int
    up: int
    option: str
    lead: str
    agrees: bool
    """Whether it is the option chosen today."""


@dataclass(frozen=True)
class Pair:
    """Two inputs, the names of their parts, and the squares."""

    first: str
    second: str
    parts: tuple[str, ...]
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class _Broken:
    """The words of a pair in lines that fit."""

    across: str
    up: str
    squares: tuple[tuple[str, str], ...]
    size: float

    @classmethod
    def of(cls, pair: Pair, width: float) -> _Broken:
        """Lines for a picture of some width."""
        size = 6.6 if width < NARROW else 7.2
        beside = SURE_TO_FIT * (width - LEFT - RIGHT)
        cell = beside / len(pair.parts) - 0.05
        squares = tuple(
            (balanced(one.option, cell, size), balanced(one.lead, cell, size))
            for one in pair.squares
        )
        across = balanced(say("Across: {input}", input=pair.first), beside, SIZE)
        up = balanced(say("Upwards: {input}", input=pair.second), width - 0.3, SIZE)
        return cls(across, up, squares, size)

    @property
    def cell(self) -> float:
        """Inches of the tallest field."""
        return 0.14 + max(text_height(f"{a}\n{b}", self.size) for a, b in self.squares)

    @property
    def above(self) -> float:
        """Inches above the fields."""
        return text_height(self.up, SIZE) + 0.08

    @property
    def below(self) -> float:
        """Inches below the fields."""
        return PARTS + text_height(self.across, SIZE) + 0.02


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
        words = [_Broken.of(pair, width) for pair in pairs]
        deep = max(each.cell for each in words) * len(pairs[0].parts)
        heights = [each.above + deep + each.below for each in words]
        body = sum(heights) + APART * (len(pairs) - 1)
        figure, _, top = canvas(caption, width, body)
        total = figure.get_figheight()
        for pair, broken, inches in zip(pairs, words, heights, strict=True):
            ceiling = top - broken.above / total
            axes = place(figure, LEFT, RIGHT, ceiling - deep / total, ceiling)
            _fields(axes, pair, broken)
            figure.text(0.15 / width, ceiling + 0.06 / total, broken.up, fontsize=SIZE, va="bottom")
            top -= (inches + APART) / total
        return figure


def _fields(axes: Axes, pair: Pair, broken: _Broken) -> None:
    for one, (option, lead) in zip(pair.squares, broken.squares, strict=True):
        face = "white" if one.agrees else GRID
        axes.add_patch(Rectangle((one.across, one.up), 1.0, 1.0, facecolor=face,
                                 edgecolor=INK, linewidth=0.6, clip_on=False))  # fmt: skip
        for text, y, side in ((option, 0.92, "top"), (lead, 0.08, "bottom")):
            axes.text(one.across + 0.5, one.up + y, text, ha="center", va=side,
                      fontsize=broken.size, linespacing=1.2)  # fmt: skip
    count = len(pair.parts)
    axes.set_xlim(-0.01, count + 0.01)
    axes.set_ylim(-0.02, count + 0.02)
    middles = [at + 0.5 for at in range(count)]
    axes.set_xticks(middles, pair.parts, fontsize=7.2)
    axes.set_yticks(middles, pair.parts, fontsize=7.2)
    axes.tick_params(length=0, labelcolor=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xlabel(broken.across, fontsize=SIZE, labelpad=2.0)
