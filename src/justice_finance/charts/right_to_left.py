"""Text that runs from right to left in pictures whose places are counted from the left.

Letters are shaped and put in order by matplotlib (libraqm), line by line, and the first letter of
a line decides which way it runs. A line with Arabic letters that begins with a currency or a figure
would run the wrong way, so an invisible mark stands first.
"""

from __future__ import annotations

import re

from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter

from justice_finance.language import spoken

MARK = "\u200f"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")

_SHARE = re.compile(r"\u200f?[\d.,]+\s%")


def has_arabic(text: str) -> bool:
    """Whether some letter of a text is Arabic."""
    return _ARABIC.search(text) is not None


def runs_right_to_left(line: str) -> bool:
    """Whether a line has Arabic letters, or is a bare share among such lines."""
    return has_arabic(line) or (spoken().right_to_left and _SHARE.fullmatch(line) is not None)


def directed(text: str) -> str:
    """Each line that runs from right to left with the mark in front."""
    return "\n".join(
        MARK + line if runs_right_to_left(line) and not line.startswith(MARK) else line
        for line in text.split("\n")
    )


def give_direction(figure: Figure) -> None:
    """Let every line with Arabic letters of a figure run from right to left."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            formatter = axis.get_major_formatter()
            if isinstance(formatter, FixedFormatter):
                formatter.seq = [directed(text) for text in formatter.seq]
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        text.set_text(directed(text.get_text()))
