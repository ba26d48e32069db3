"""How every picture looks: colours, letters, sizes, and the lines that travel with it.

Of the colours of Okabe and Ito only those with a contrast of 3 : 1 or more on white are used.
Colour never stands alone: marks differ in shape, bars in hatching, and figures stand beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import ScalarFormatter

from justice_finance.charts.right_to_left import MARK
from justice_finance.charts.rounding import MINUS, NO_BREAK, signed
from justice_finance.language import decimal_text, say, spoken

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
BLACK = "#000000"
COLOURS = {
    "blue": BLUE,
    "vermillion": VERMILLION,
    "green": GREEN,
    "purple": PURPLE,
    "black": BLACK,
}
INK = "#1a1a1a"
QUIET_INK = "#595959"  # 7 : 1 on white
GRID = "#d9d9d9"

MARKS = ("o", "s", "D", "^", "v", "P", "X")
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx")

PAGE = 7.6
PHONE = 4.0
"""Widths in inches: of a page, and of a telephone held upright."""
NARROW = 5.5
"""Below so many inches a picture is laid out for a telephone."""

COMMAS = (",", "\u060c")
"""Of Latin and of Arabic script: a good place to break a line."""
SURE_TO_FIT = 0.97
"""Letters on a screen of few dots are a little wider than they measure."""

PARAMETERS: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.titlesize": 9.0,
    "axes.labelsize": 8.5,
    "axes.edgecolor": QUIET_INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "text.color": INK,
    "xtick.color": QUIET_INK,
    "ytick.color": INK,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.5,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.6,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "path.simplify": False,
}


@dataclass(frozen=True)
class Caption:
    """What stands in a picture beside its data, since pictures travel alone."""

    title: str
    subtitle: str
    source: str
    money: str
    run_id: str
    licence: str

    def lines(self) -> str:
        """The small print under the picture."""
        parts = (
            say("Source: {source}", source=self.source), self.money,
            say("Run {run}", run=self.run_id), self.licence,
        )  # fmt: skip
        stop = "." + (MARK if spoken().right_to_left else "")  # each part keeps its place
        return f"{stop} ".join(part.rstrip(".") for part in parts if part) + "."


@contextmanager
def styled() -> Iterator[None]:
    """Draw with our settings and none of the user's."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(PARAMETERS)  # type: ignore[arg-type]
        yield


def canvas(caption: Caption, width: float, body: float) -> tuple[Figure, float, float]:
    """A figure with title above and small print below.

    Parameters
    ----------
    caption : Caption
    width : float
        Inches.
    body : float
        Height, in inches, of what lies between title and small print.

    Returns
    -------
    Figure, float, float
        The figure, and bottom and top of the body as shares of its height.
    """
    inside = SURE_TO_FIT * (width - 0.2)
    title = wrapped(caption.title, inside, 11.0, bold=True)
    subtitle = wrapped(caption.subtitle, inside, 8.5)
    small = wrapped(caption.lines(), inside, 6.8)
    above = 0.12 + text_height(title, 11.0) + 0.04 + text_height(subtitle, 8.5) + 0.14
    below = 0.10 + text_height(small, 6.8) + 0.08
    height = above + body + below
    figure = Figure(figsize=(width, height))
    left = 0.1 / width
    figure.text(left, 1.0 - 0.10 / height, title, va="top", fontsize=11.0,
                fontweight="bold", linespacing=1.25)  # fmt: skip
    figure.text(left, 1.0 - (0.14 + text_height(title, 11.0)) / height, subtitle, va="top",
                fontsize=8.5, color=QUIET_INK, linespacing=1.25)  # fmt: skip
    figure.text(left, 0.08 / height, small, va="bottom", fontsize=6.8,
                color=QUIET_INK, linespacing=1.25)  # fmt: skip
    return figure, below / height, 1.0 - above / height


def place(figure: Figure, left: float, right: float, bottom: float, top: float) -> Axes:
    """Axes at inches from the left and right edges, and shares of the height."""
    width = figure.get_figwidth()
    axes = figure.add_axes((left / width, bottom, 1.0 - (left + right) / width, top - bottom))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(SpokenTicks())
    return axes


class SpokenTicks(ScalarFormatter):
    """The figures that matplotlib chooses, with the decimal mark of the language of now."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """A tick as matplotlib writes it, in the language of now."""
        text = str(super().__call__(x, pos))
        digits = text.lstrip(MINUS).lstrip("-")
        if not digits.replace(".", "", 1).isdigit():
            return text
        return signed(decimal_text(float(digits), len(digits.partition(".")[2])), x)


def wrapped(text: str, inches: float, size: float = 8.5, *, bold: bool = False) -> str:
    """Text broken into lines of at most so many inches, by the measured width of its letters."""
    lines: list[str] = []
    for word in re.split(r"[ \n]+", text.strip().replace(" %", NO_BREAK + "%")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= inches:
            lines[-1] = longer
        else:
            lines += _pieces(word, inches, size, bold)
    return "\n".join(lines)


def balanced(text: str, inches: float, size: float = 8.5, *, bold: bool = False) -> str:
    """Text in as few lines, which are about as long as each other or end at a comma."""
    found = wrapped(text, inches, size, bold=bold)
    while True:
        if all(line.endswith(COMMAS) for line in found.split("\n")[:-1]):
            return found
        widest = max(found.split("\n"), key=lambda line: text_width(line, size, bold))
        if " " not in widest:  # no narrower without cutting a word
            return found
        closer = wrapped(text, 0.999 * text_width(widest, size, bold), size, bold=bold)
        if closer.count("\n") > found.count("\n"):
            return found
        found = closer


def _pieces(word: str, inches: float, size: float, bold: bool) -> list[str]:
    """A word, cut where it alone is wider than a line."""
    pieces = [word]
    while text_width(pieces[-1], size, bold) > inches and len(pieces[-1]) > 1:
        rest, end = pieces.pop(), 1
        while end < len(rest) - 1 and text_width(rest[: end + 1], size, bold) <= inches:
            end += 1
        pieces += [rest[:end], rest[end:]]
    return pieces


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text, in inches."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    width: float = text_to_path.get_text_width_height_descent(text, font, False)[0]
    return width / 72.0


def text_height(text: str, size: float, spacing: float = 1.25) -> float:
    """Height of lines of text, in inches."""
    lines = text.count("\n") + 1 if text else 0
    return lines * size * spacing * 1.17 / 72.0


def contrast(colour: str, ground: str = "#ffffff") -> float:
    """Contrast of two colours, 1 to 21 (Web Content Accessibility Guidelines 2.2)."""
    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1."""
    parts = [int(colour.lstrip("#")[at : at + 2], 16) / 255.0 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def tick_text(value: float, _: object = None) -> str:
    """A figure beside an axis: thousands set apart, the true minus sign."""
    digits = f"{abs(value):.6g}"
    if "e" in digits:
        return signed(digits.replace("-", MINUS), value)
    return signed(decimal_text(value, len(digits.partition(".")[2])), value)


def bare(axes: Axes, *, zero: bool = True) -> None:
    """No frame but the bottom line; a line at zero that is seen."""
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    if zero:
        axes.axvline(0.0, color=INK, linewidth=0.9, zorder=1.5)
