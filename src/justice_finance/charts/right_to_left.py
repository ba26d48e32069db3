"""Pictures in a language that is read from right to left.

A picture is laid out from the left; then everything that is read changes sides: titles, names of
rows, columns of figures, keys, the order of panels, and journeys. Axes of numbers and of years keep
their direction, as school books and newspapers in Arabic draw them.

Letters are shaped and put in order by matplotlib (libraqm), line by line, and the first letter of
a line decides which way it runs. A line that begins with a currency or a figure would run the wrong
way, so an invisible mark stands first.
"""

from __future__ import annotations

import re

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter

from justice_finance.language import spoken

MARK = "\u200f"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def has_arabic(text: str) -> bool:
    """Whether some letter of a text is Arabic."""
    return _ARABIC.search(text) is not None


def runs_right_to_left(line: str) -> bool:
    """Whether a line has Arabic letters, or is several figures among such lines."""
    figures = re.search(r"\s", line) is not None and _LATIN.search(line) is None
    return has_arabic(line) or (spoken().right_to_left and figures)


def directed(text: str) -> str:
    """Each line that runs from right to left with the mark in front."""
    return "\n".join(
        MARK + line if runs_right_to_left(line) and not line.startswith(MARK) else line
        for line in text.split("\n")
    )


def give_direction(figure: Figure) -> None:
    """Let a finished figure be read from right to left where the language of now is; once."""
    if spoken().right_to_left:
        _change_sides(figure)
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            formatter = axis.get_major_formatter()
            if isinstance(formatter, FixedFormatter):
                formatter.seq = [directed(text) for text in formatter.seq]
            elif isinstance(formatter, FuncFormatter):
                axis.set_major_formatter(_directed_ticks(formatter))
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        text.set_text(directed(text.get_text()))


def _directed_ticks(formatter: FuncFormatter) -> FuncFormatter:
    return FuncFormatter(lambda value, place: directed(formatter(value, place)))


def _change_sides(figure: Figure) -> None:
    for text in figure.texts:
        _move(text)
    for artist in figure.get_children():
        if isinstance(artist, Line2D):
            artist.set_xdata(1.0 - np.asarray(artist.get_xdata(), dtype=float))
        elif isinstance(artist, Rectangle) and artist is not figure.patch:
            artist.set_x(1.0 - artist.get_x() - artist.get_width())
    for axes in figure.axes:
        box = axes.get_position()
        axes.set_position((1.0 - box.x1, box.y0, box.width, box.height))
        if axes.axison:
            _names_at_the_right(axes)
        else:  # a flow, without any axis
            axes.invert_xaxis()
        for text in axes.texts:
            if text.get_transform() in (axes.transAxes, axes.get_yaxis_transform()):
                _move(text)
            elif not axes.axison:
                _align_other_side(text)


def _move(text: Text) -> None:
    """To the same place counted from the other side."""
    x, y = text.get_position()
    text.set_position((1.0 - x, y))
    _align_other_side(text)


def _align_other_side(text: Text) -> None:
    side = text.get_horizontalalignment()
    if side != "center":
        text.set_horizontalalignment("right" if side == "left" else "left")


def _names_at_the_right(axes: Axes) -> None:
    axes.yaxis.tick_right()
    if not isinstance(axes.yaxis.get_major_formatter(), FixedFormatter):
        asked = axes.yaxis.get_tick_params().get("pad", 0.0)
        axes.tick_params(axis="y", pad=max(6.0, asked))  # clear of a mark at the last year
    axes.yaxis.set_label_position("right")
    left, right = axes.spines["left"], axes.spines["right"]
    right.set_visible(left.get_visible())
    left.set_visible(False)
