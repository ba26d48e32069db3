"""What the marks of a picture stand for, written out under it; nothing needs colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from justice_finance.charts.style import (
    BLACK,
    BLUE,
    GREEN,
    MARKS,
    PURPLE,
    SURE_TO_FIT,
    VERMILLION,
    text_height,
    wrapped,
)

COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, BLACK)
LEFT = 0.15
LINE = 0.19
"""Inches left of a key; of one line of it."""
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


def key_height(marks: Sequence[Mark], width: float) -> float:
    """Inches that a key takes in a picture of some width."""
    return sum(_height(_shown(mark, width)) for mark in marks) + 0.08


def _shown(mark: Mark, width: float) -> str:
    return wrapped(mark.text, SURE_TO_FIT * (width - LEFT - 0.4), SIZE)


def _height(text: str) -> float:
    return LINE + text_height(text, SIZE) - text_height("-", SIZE)


def write_key(figure: Figure, marks: Sequence[Mark], top: float) -> None:
    """Each mark and its words, downwards from a share of the figure's height."""
    width, height = figure.get_figwidth(), figure.get_figheight()
    for mark in marks:
        text = _shown(mark, width)
        y = top - 0.5 * LINE / height
        face = mark.colour if mark.filled else "white"
        figure.add_artist(
            Line2D([(LEFT + 0.06) / width], [y], marker=mark.sign, color=mark.colour,
                   markerfacecolor=face, markersize=5.5, linestyle="none")
        )  # fmt: skip
        figure.text((LEFT + 0.2) / width, y + 0.5 * text_height("-", SIZE) / height, text,
                    fontsize=SIZE, va="top", linespacing=1.25)  # fmt: skip
        top -= _height(text) / height
