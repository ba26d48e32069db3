"""What do problems and dealing with them cost, and whom? Bars by party, parts by what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.keys import Entry
from justice_finance.charts.paired_bars import Pair, draw_pairs
from justice_finance.charts.panels import Room, grid, row_height
from justice_finance.charts.rounding import Scale
from justice_finance.charts.style import NARROW, PAGE, Caption, styled


@dataclass(frozen=True)
class CostPanel:
    """One kind of cost: a pair of bars for each party that bears some."""

    title: str
    pairs: tuple[Pair, ...]
    scale: Scale


def draw(
    panels: Sequence[CostPanel],
    key: Sequence[Entry],
    caption: Caption,
    unit: str,
    width: float = PAGE,
) -> Figure:
    """The upper bar of each pair is business as usual, the lower one the option.

    Each panel has its own scale; the key says what the parts of the bars are for.
    """
    with styled():
        narrow = width < NARROW
        labels = 1.3
        each = row_height([pair.title for p in panels for pair in p.pairs], labels, 0.4)
        heights = [0.1 + each * len(panel.pairs) for panel in panels]
        room = Room(max(heights), labels, 1.2, 0.5)
        columns = 1 if narrow else 2
        titles = [panel.title for panel in panels]
        figure, found = grid(titles, caption, width, columns, room, 0.1, key, heights)
        for axes, panel in zip(found, panels, strict=True):
            draw_pairs(axes, panel.pairs, unit, panel.scale, labels, 7.2)
        return figure
