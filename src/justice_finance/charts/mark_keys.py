"""What the marks of a picture stand for, written out under it; nothing needs colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from justice_finance.charts.style import BLACK, BLUE, GREEN, MARKS, PURPLE, VERMILLION, shortened

COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, BLACK)
LINE = 0.19
"""Inches of one line of a key."""
SIZE = 7.8


@dataclass(frozen=True)
class Mark:
    """A mark, its colour, and what it stands for."""

    text: str
    sign: str
    colour: str
    filled: bool = True


def mark_of(number: int, text: str, filled: bool = True) -> Mark:
    """The mark of the number-th of several things; shape and colour differ together."""
    return Mark(text, MARKS[number % len(MARKS)], COLOURS[number % len(COLOURS)], filled)


def key_height(marks: Sequence[object]) -> float:
    """Inches that a key takes."""
    return LINE * len(marks) + 0.08


def write_key(figure: Figure, marks: Sequence[Mark], top: float, left: float = 0.15) -> None:
    """One line for each mark, downwards from a share of the figure's height."""
    width, height = figure.get_figwidth(), figure.get_figheight()
    for at, mark in enumerate(marks):
        y = top - (at + 0.5) * LINE / height
        face = mark.colour if mark.filled else "white"
        figure.add_artist(
            Line2D([(left + 0.06) / width], [y], marker=mark.sign, color=mark.colour,
                   markerfacecolor=face, markersize=5.5, linestyle="none")
        )  # fmt: skip
        text = shortened(mark.text, width - left - 0.4, SIZE)
        figure.text((left + 0.2) / width, y, text, fontsize=SIZE, va="center_baseline")
