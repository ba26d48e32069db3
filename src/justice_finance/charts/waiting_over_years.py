"""What does a queue do over the years? The wait that one in ten exceeds, with and without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.panels import Room, along_years, grid
from justice_finance.charts.style import (
    BLUE,
    INK,
    NARROW,
    PAGE,
    QUIET_INK,
    VERMILLION,
    Caption,
    styled,
)
from justice_finance.charts.wait_marks import two_digits_text, unit_for
from justice_finance.language import say

SHORTER, LONGER, SAME = (BLUE, "o"), (VERMILLION, "s"), (INK, "D")
"""Colour and mark of an option whose wait in the last year is so, as it is written."""


@dataclass(frozen=True)
class WaitYears:
    """One option beside business as usual: the same figure in each year, in days."""

    title: str
    years: tuple[int, ...]
    usual: tuple[float, ...]
    option: tuple[float, ...]


def draw(panels: Sequence[WaitYears], caption: Caption, width: float = PAGE) -> Figure:
    """A panel for each option, all on one scale: dashed grey for business as usual."""
    with styled():
        narrow = width < NARROW
        room = Room(1.25 if narrow else 1.35, 0.5, 0.2, 0.55)
        figure, axes = grid(
            [panel.title for panel in panels], caption, width, 1 if narrow else 3, room, 0.1
        )
        longest = max(max(*panel.usual, *panel.option) for panel in panels)
        unit, days = unit_for(longest)
        for one, panel in zip(axes, panels, strict=True):
            _panel(one, panel, unit, days, 1.12 * longest / days or 1.0)
        return figure


def _panel(axes: Axes, panel: WaitYears, unit: str, days: float, top: float) -> None:
    usual, option = ([each / days for each in of] for of in (panel.usual, panel.option))
    shown_usual, shown_option = two_digits_text(usual[-1]), two_digits_text(option[-1])
    colour, mark = SAME
    if shown_option != shown_usual:
        colour, mark = LONGER if option[-1] > usual[-1] else SHORTER
    axes.plot(panel.years, usual, color=QUIET_INK, linewidth=1.4, linestyle=(0, (4, 2)))
    axes.plot(panel.years, option, color=colour, linewidth=2.0)
    axes.plot(panel.years[-1:], option[-1:], mark, color="white", markeredgecolor=colour,
              markeredgewidth=1.8, markersize=6.0, zorder=3, clip_on=False)  # fmt: skip
    axes.set_ylim(0.0, top)
    along_years(axes, panel.years, nbins=4)
    axes.tick_params(length=3.5)  # so that the first year keeps away from zero
    text = say(
        "{unit}; {year}: {option}; usual {usual}",
        unit=unit,
        year=panel.years[-1],
        option=shown_option,
        usual=shown_usual,
    )
    axes.text(1.0, -0.22, text, transform=axes.transAxes, fontsize=7.4, va="top", ha="right")
