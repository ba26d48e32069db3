"""A grid of small panels, one for each option, on a page or on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.keys import Entry, draw_key, key_height
from justice_finance.charts.rounding import NO_BREAK, Estimate, Scale, mean_text, range_text
from justice_finance.charts.style import (
    QUIET_INK,
    SURE_TO_FIT,
    Caption,
    balanced,
    bare,
    canvas,
    text_height,
    text_width,
    tick_text,
    wrapped,
)
from justice_finance.language import say, spoken

TITLE, LINE = 0.28, 0.14
"""Inches above a panel for its title, and for every further line of it."""
TITLE_SIZE = 8.4
LAST_SIZE = 7.6
UNIT_SIZE, UNIT = 7.2, 0.16
"""Points of the unit above a drawing, and the inches that it takes."""
NAME_SIZE, NAME_SPACING = 7.8, 1.1
LEFT_OF_LAST = 0.35
"""Inches left of a panel that the figure of the last year may take."""


@dataclass(frozen=True)
class Room:
    """Inches around the drawing of one panel."""

    height: float
    left: float
    right: float
    below: float
    above: float = 0.0


def grid(
    titles: Sequence[str],
    caption: Caption,
    width: float,
    columns: int,
    room: Room,
    first_left: float,
    key: Sequence[Entry] = (),
    heights: Sequence[float] = (),
) -> tuple[Figure, list[Axes]]:
    """Axes for each title, row by row.

    Parameters
    ----------
    room : Room
        Of every panel.
    first_left : float
        Inches left of the first column, where labels common to a row stand.
    key : sequence of Entry
        How parts of bars are told apart; stands above all panels.
    heights : sequence of float
        Inches of each panel, where they differ from the room's.
    """
    columns = min(columns, len(titles))
    wide = (width - first_left - 0.1) / columns
    space = (wide if columns > 1 else width - 0.2) - 0.1
    shown = [balanced(title, SURE_TO_FIT * space, TITLE_SIZE, bold=True) for title in titles]
    rows = [shown[at : at + columns] for at in range(0, len(shown), columns)]
    heads = [TITLE + LINE * max(one.count("\n") for one in row) for row in rows]
    tall = list(heights) or [room.height] * len(titles)
    deepest = [max(tall[at : at + columns]) for at in range(0, len(tall), columns)]
    head = key_height(key, width - 0.2) if key else 0.0
    figure, _, top = canvas(
        caption, width, sum(heads) + sum(deepest) + len(rows) * (room.above + room.below) + head
    )
    total = figure.get_figheight()
    draw_key(figure, key, top)
    found: list[Axes] = []
    high = top - head / total
    for row, above, deep in zip(rows, heads, deepest, strict=True):
        high -= (above + room.above) / total
        for column, text in enumerate(row):
            own, left = tall[len(found)], first_left + column * wide
            start = (left if columns > 1 else 0.1) / width
            axes = figure.add_axes(
                (
                    (left + room.left) / width,
                    high - own / total,
                    (wide - room.left - room.right) / width,
                    own / total,
                )
            )
            figure.text(start, high + (room.above + 0.06) / total, text, fontsize=TITLE_SIZE,
                        fontweight="bold", va="bottom")  # fmt: skip
            found.append(axes)
        high -= (deep + room.below) / total
    return figure, found


def row_height(names: Sequence[str], inches: float, least: float) -> float:
    """Inches of a row in which every name is read in full: at least as many as are drawn in."""
    tallest = max(text_height(_name(name, inches), NAME_SIZE, NAME_SPACING) for name in names)
    return max(least, tallest + 0.04)


def _name(name: str, inches: float) -> str:
    return balanced(name, SURE_TO_FIT * (inches - 0.13), NAME_SIZE)


def name_rows(axes: Axes, names: Sequence[str], inches: float, unit: str, scale: Scale) -> None:
    """Rows from the top down, named at the left where there is room, and the unit below.

    Parameters
    ----------
    inches : float
        Room for names; none are written where it is zero.
    """
    shown = [_name(name, inches) if inches else "" for name in names]
    axes.set_yticks(range(len(names)), shown, fontsize=NAME_SIZE, linespacing=NAME_SPACING)
    bare(axes)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.use_sticky_edges = False
    axes.margins(x=0.05)
    axes.locator_params(axis="x", nbins=4)
    axes.xaxis.set_major_formatter(tick_text)
    axes.tick_params(axis="x", labelsize=7.2, length=0)
    axes.set_xlabel(scale.of(unit), fontsize=7.5, color=QUIET_INK, labelpad=1.0)


def write_unit(figure: Figure, axes: Axes, left: float, unit: str) -> None:
    """What a drawing measures, above it, from so many inches left of it."""
    box, (width, height) = axes.get_position(), figure.get_size_inches()
    figure.text(box.x0 - left / width, box.y1 + 0.04 / height, unit, va="bottom",
                fontsize=UNIT_SIZE, color=QUIET_INK)  # fmt: skip


def last_words(year: int, last: Estimate, scale: Scale) -> str:
    """The figure of the last year with its range."""
    return say(
        "{year}: {mean} ({range})",
        year=year,
        mean=mean_text(last, scale),
        range=range_text(last, scale),
    )


def write_last(axes: Axes, low: float, unit: str, year: int, last: Estimate, scale: Scale) -> None:
    """The figure of the last year with its range, and the unit, below a panel."""
    ends = range_text(last, scale)
    text = say(
        "{unit}; {year}: {mean} ({range})",
        unit=scale.of(unit),
        year=year,
        mean=mean_text(last, scale),
        range=ends,
    )
    inches = axes.bbox.width / axes.figure.dpi + LEFT_OF_LAST
    if text_width(text, LAST_SIZE, False) > inches:
        text = wrapped(text.replace(ends, ends.replace(" ", NO_BREAK)), inches, LAST_SIZE)
    axes.text(1.0, low, text, transform=axes.transAxes, fontsize=LAST_SIZE, va="top", ha="right",
              linespacing=1.05)  # fmt: skip


def along_years(
    axes: Axes, years: Sequence[int], beside: float = 0.0, nbins: int = 5, size: float = 7.5
) -> None:
    """An axis of years, and one of amounts with lines across.

    Parameters
    ----------
    beside : float
        Years kept free before the first and after the last, as bars need.
    nbins : int
        At most so many steps of amounts.
    size : float
        Points of the figures.
    """
    alone = 1.0 if len(years) == 1 and not beside else 0.0
    axes.set_xlim(years[0] - beside, years[-1] + beside + alone)
    axes.set_xticks(years_shown(years))
    axes.locator_params(axis="y", nbins=nbins)
    axes.yaxis.set_major_formatter(tick_text)
    axes.tick_params(axis="y", labelsize=size, labelcolor=QUIET_INK, length=0)
    if spoken().right_to_left:
        axes.tick_params(axis="y", pad=9.0)  # amounts stand beside the mark of the last year
    axes.tick_params(axis="x", labelsize=size, length=0)
    axes.grid(axis="y")


def years_shown(years: Sequence[int]) -> list[int]:
    """First, last and at most two years between: those with a tick."""
    if len(years) <= 4:
        return list(years)
    step = (len(years) - 1) / 3.0
    return [years[round(step * at)] for at in range(4)]
