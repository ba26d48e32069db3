"""Which option is best, by what a resolved problem is held to be worth? A line for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.mark_keys import key_height, mark_of, write_key
from justice_finance.charts.style import (
    GRID,
    INK,
    NARROW,
    PAGE,
    Caption,
    canvas,
    place,
    styled,
    wrapped,
)
from justice_finance.language import say


@dataclass(frozen=True)
class Curve:
    """An option: how often it is best at each value, and where it is best on average."""

    title: str
    values: tuple[float, ...]
    chances: tuple[float, ...]
    best_on_average: tuple[bool, ...]


def draw(curves: Sequence[Curve], caption: Caption, unit: str, width: float = PAGE) -> Figure:
    """Chance of being best over values; thick where an option is best on average.

    Parameters
    ----------
    curves : sequence of Curve
    unit : str
        Currency of the values.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        marks = [mark_of(at, curve.title) for at, curve in enumerate(curves)]
        key = key_height(marks, width)
        worth = say("a resolved problem is worth, thousand {unit}", unit=unit)
        worth = wrapped(worth, width - 0.5, 8.5)
        foot = 0.5 + 0.15 * worth.count("\n")
        figure, bottom, top = canvas(caption, width, 2.4 + foot + key)
        height = figure.get_figheight()
        axes = place(figure, 0.65, 0.2, bottom + (foot + key) / height, top)
        for curve, mark in zip(curves, marks, strict=True):
            x = [value / 1000.0 for value in curve.values]
            y = [100.0 * chance for chance in curve.chances]
            axes.plot(x, y, color=mark.colour, linewidth=0.9, marker=mark.sign, markersize=4.0,
                      zorder=2, clip_on=False)  # fmt: skip
            best = [
                (one, chance)
                for one, chance, there in zip(x, y, curve.best_on_average, strict=True)
                if there
            ]
            if best:
                axes.plot(*zip(*best, strict=True), color=mark.colour, linewidth=3.4, alpha=0.55,
                          zorder=1)  # fmt: skip
        axes.set_ylim(0.0, 100.0)
        axes.grid(color=GRID)
        axes.locator_params(axis="x", nbins=5 if width < NARROW else 8)
        axes.set_ylabel(say("best in % of draws"), fontsize=8.0)
        axes.set_xlabel(worth, color=INK, labelpad=2.0)
        write_key(figure, marks, bottom + key / height)
        return figure
