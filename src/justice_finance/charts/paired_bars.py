"""Two bars a row: above how it is, below how it would be; both may be made of parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from justice_finance.charts.keys import Filling
from justice_finance.charts.panels import name_rows
from justice_finance.charts.rounding import Scale
from justice_finance.charts.style import INK

HEIGHT, OFFSET = 0.3, 0.19
"""Of a bar, and from the middle of its row, in rows."""


@dataclass(frozen=True)
class Bar:
    """Parts from the left, the ends of the 90 % range of the whole, and its figure as text."""

    parts: tuple[tuple[float, Filling], ...]
    low: float
    high: float
    text: str


@dataclass(frozen=True)
class Pair:
    """One row: the bar of business as usual above that of the option."""

    title: str
    usual: Bar
    option: Bar


def draw_pairs(
    axes: Axes, pairs: Sequence[Pair], unit: str, scale: Scale, labels: float, size: float
) -> None:
    """Rows from the top down with thin lines for ranges, and figures at the right.

    Parameters
    ----------
    labels : float
        Inches for the titles at the left; none are written where it is zero.
    size : float
        Points of the figures.
    """
    beside = axes.get_yaxis_transform()
    for at, pair in enumerate(pairs):
        for bar, middle in ((pair.usual, at - OFFSET), (pair.option, at + OFFSET)):
            start = 0.0
            for value, filling in bar.parts:
                if value:
                    axes.barh(middle, value / scale.factor, left=start / scale.factor,
                              height=HEIGHT, zorder=2, **filling.of_bar())  # fmt: skip
                start += value
            ends = [bar.low / scale.factor, bar.high / scale.factor]
            axes.plot(ends, [middle, middle], color=INK, linewidth=0.9, zorder=3)
            axes.text(1.03, middle, bar.text, transform=beside, va="center", fontsize=size)
    name_rows(axes, [pair.title for pair in pairs], labels, unit, scale)
    axes.set_xlim(left=0.0)
