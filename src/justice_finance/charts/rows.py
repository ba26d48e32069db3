"""Named rows: names stand beside the rows on a page and above them on a telephone, in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.style import (
    NARROW,
    SURE_TO_FIT,
    Caption,
    balanced,
    bare,
    canvas,
    place,
    text_height,
)

GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
"""Under words that a line would strike through."""
GAP, SIDE = 0.08, 0.3
"""Inches kept free above and below a row, and on a telephone at both sides of the axes."""


@dataclass(frozen=True)
class Rows:
    """Rows, each high enough for its name and for what is drawn; heights count in inches.

    Attributes
    ----------
    names : tuple of str
        Broken into lines.
    width, left : float
        Inches of the picture, and left of the axes on a page.
    bodies : tuple of float
        Inches that the drawing of each row takes.
    words : float
        Inches of its top that are read: on a telephone no lines of the axes run through them.
    """

    names: tuple[str, ...]
    size: float
    width: float
    left: float
    bodies: tuple[float, ...]
    words: float = 0.0

    @property
    def above(self) -> bool:
        """Whether names stand above the drawing, as on a telephone."""
        return self.width < NARROW

    def height(self, at: int) -> float:
        """Inches of a row."""
        name = text_height(self.names[at], self.size)
        body = self.bodies[at]
        return name + body + 2.0 * GAP if self.above else max(body, name + GAP)

    def end(self, at: int) -> float:
        """Where a row ends."""
        return sum(self.height(one) for one in range(at + 1))

    @property
    def inches(self) -> float:
        """Height of all rows."""
        return self.end(len(self.names) - 1)

    def middle(self, at: int) -> float:
        """Where the drawing of a row has its middle."""
        if self.above:
            return self.end(at) - GAP - 0.5 * self.bodies[at]
        return self.end(at) - 0.5 * self.height(at)

    @property
    def middles(self) -> list[float]:
        """The middles of all drawings."""
        return [self.middle(at) for at in range(len(self.names))]

    @property
    def ends(self) -> list[float]:
        """Where all rows end."""
        return [self.end(at) for at in range(len(self.names))]

    def room(self, right: float = 0.25) -> float:
        """Inches that words may take from side to side of the axes."""
        sides = 2.0 * SIDE if self.above else self.left + right
        return SURE_TO_FIT * (self.width - sides)

    def opened(
        self, caption: Caption, below: float, above: float = 0.0, right: float = 0.25
    ) -> tuple[Figure, Axes]:
        """A picture whose axes are as high as its rows, from the top down, with their names.

        Parameters
        ----------
        below, above : float
            Inches kept free for what stands there.
        right : float
            Inches right of the axes on a page.
        """
        figure, bottom, top = canvas(caption, self.width, above + self.inches + below)
        height = figure.get_figheight()
        sides = (SIDE, SIDE) if self.above else (self.left, right)
        axes = place(figure, *sides, bottom + below / height, top - above / height)
        self._write(axes)
        return figure, axes

    def _write(self, axes: Axes) -> None:
        axes.set_yticks([])
        if self.above:
            for at, name in enumerate(self.names):
                start = self.end(at) - self.height(at) + GAP
                read = self.end(at) - GAP - self.bodies[at] + self.words
                axes.axhspan(start - GAP, read, color="white", linewidth=0.0, zorder=1.6)
                axes.text(0.0, start, name, va="top", fontsize=self.size, fontweight="bold",
                          linespacing=1.25, bbox=GROUND,
                          transform=axes.get_yaxis_transform())  # fmt: skip
        else:
            axes.set_yticks(self.middles, self.names, fontsize=self.size, linespacing=1.25)
        axes.set_ylim(self.inches, 0.0)


def amounts_below(axes: Axes, unit: str) -> None:
    """Amounts along the foot of rows, with their unit, and a line where nothing is."""
    axes.locator_params(axis="x", nbins=6)
    bare(axes)
    axes.set_xlabel(unit, labelpad=2.0)


def rows_of(
    names: Sequence[str],
    width: float,
    left: float,
    body: float | Sequence[float],
    size: float = 8.2,
    words: float = 0.0,
) -> Rows:
    """Rows for a picture of some width.

    Parameters
    ----------
    left : float
        Inches left of the axes where names stand beside them.
    body : float or sequence of float
        Inches that the drawing of every row, or of each, takes.
    words : float
        Inches of its top that words take.
    """
    above = width < NARROW
    inches = SURE_TO_FIT * (width - 2.0 * SIDE if above else left - 0.2)
    size = min(size, 7.8) if above else size
    broken = tuple(balanced(name, inches, size, bold=above) for name in names)
    bodies = (float(body),) * len(names) if isinstance(body, (int, float)) else tuple(body)
    return Rows(broken, size, width, left, bodies, words)
