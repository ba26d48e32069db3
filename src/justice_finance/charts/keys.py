"""How the parts of a stacked bar are told apart, with and without colour, and the key to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from justice_finance.charts.style import (
    BLACK,
    BLUE,
    GREEN,
    PURPLE,
    SURE_TO_FIT,
    VERMILLION,
    text_height,
    text_width,
    wrapped,
)

SIZE = 7.6
"""Points of the words."""
SWATCH, GAP, LINE = 0.24, 0.16, 0.19
"""Inches: width of a sample, between two entries, height of a line."""


@dataclass(frozen=True)
class Filling:
    """Colour of a part: all of it, or of its hatching where there is one."""

    colour: str
    hatch: str = ""

    def of_bar(self) -> dict[str, Any]:
        """Arguments of a bar or rectangle."""
        face = "white" if self.hatch else self.colour
        return {"facecolor": face, "edgecolor": self.colour, "hatch": self.hatch, "linewidth": 0.8}


FILLINGS = (
    Filling(BLUE),
    Filling(VERMILLION, "////"),
    Filling(GREEN, "----"),
    Filling(PURPLE, "\\\\\\\\"),
    Filling(BLACK, "xxxx"),
    Filling(BLUE, "||||"),
    Filling(GREEN, "++++"),
    Filling(BLACK, "//"),
)
"""In this order; they differ in grey too. No dots: hundreds of circles make a file large."""


def filling_of(worth: float) -> Filling:
    """Full for a gain and hatched for a cost or loss, the same in every picture."""
    return FILLINGS[0] if worth >= 0.0 else FILLINGS[1]


Entry = tuple[str, Filling]


def key_height(entries: Sequence[Entry], inches: float) -> float:
    """Inches that the key takes above the panels."""
    return sum(_height(line) for line in _lines(entries, inches)) + 0.06


def draw_key(figure: Figure, entries: Sequence[Entry], top: float) -> None:
    """Samples with their names, from the left, from `top` (share of the height) down."""
    width, height = figure.get_figwidth(), figure.get_figheight()
    for line in _lines(entries, width - 0.2):
        across = 0.1
        low = top - 0.13 / height
        for name, filling in line:
            figure.add_artist(
                Rectangle((across / width, low), SWATCH / width, 0.11 / height,
                          transform=figure.transFigure, **filling.of_bar())
            )  # fmt: skip
            start = (across + SWATCH + 0.06) / width
            for at, words in enumerate(name.split("\n")):  # all names of a line on one baseline
                baseline = low + (0.018 - at * text_height("-", SIZE, 1.0)) / height
                figure.text(start, baseline, words, va="baseline", fontsize=SIZE)
            across += _room(name)
        top -= _height(line) / height


def _room(name: str) -> float:
    return SWATCH + 0.06 + max(text_width(one, SIZE) for one in name.split("\n")) + GAP


def _height(line: Sequence[Entry]) -> float:
    """Inches of a line of entries, of which a long one may be broken."""
    tallest = max((text_height(name, SIZE, 1.0) for name, _ in line), default=0.0)
    return LINE + tallest - text_height("-", SIZE, 1.0)


def _lines(entries: Sequence[Entry], inches: float) -> list[list[Entry]]:
    lines: list[list[Entry]] = [[]]
    left = inches
    for name, filling in entries:
        shown = wrapped(name, SURE_TO_FIT * (inches - SWATCH - 0.25), SIZE)
        if lines[-1] and _room(shown) > left:
            lines.append([])
            left = inches
        lines[-1].append((shown, filling))
        left -= _room(shown)
    return lines
