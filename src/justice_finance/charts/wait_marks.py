"""Waits as marks on a line: the median, and what one in ten and one in a hundred exceeds.

Days stand on a scale on which equal steps are equal ratios, since waits differ a thousandfold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullLocator

from justice_finance.charts.style import BLUE, INK, QUIET_INK, VERMILLION, bare, text_width
from justice_finance.language import counted, decimal_text, marked, say, say_as

SHORTEST, LONGEST = 0.25, 11000.0
"""Days: the ends of the scale; shorter waits stand at the first."""
TICKS = (
    (0.25, marked("6 h")),
    (1.0, marked("1 day")),
    (2.0, marked("2 days")),
    (7.0, marked("1 week")),
    (14.0, marked("2 weeks")),
    (30.4, marked("1 month")),
    (91.2, marked("3 months")),
    (182.5, marked("6 months")),
    (365.0, marked("1 year")),
    (730.0, marked("2 years")),
    (1825.0, marked("5 years")),
    (3650.0, marked("10 years")),
)
SIGNS = ("\u25cb", "\u25a1", "\u25c7")
"""Circle, square and diamond as letters: the marks of the three waits."""
APART, TICK_SIZE = 0.12, 8.0
"""Least inches between the words of two ticks; points of these words."""
FEWEST_WEEKS, FEWEST_MONTHS, FEWEST_YEARS = 14.0, 60.0, 730.0


@dataclass(frozen=True)
class WaitLine:
    """One line: some people, and three of their waits in days; None where nobody can tell.

    A line that is a head has no waits: it names the lines that follow.
    """

    title: str
    median: float | None = None
    p90: float | None = None
    p99: float | None = None
    head: bool = False


def days_text(days: float | None) -> str:
    """A wait as people say it: days, weeks, months or years."""
    if days is None:
        return say_as("people", "too few")
    if days < 1.0:
        return say("under a day")
    if days >= FEWEST_YEARS:
        number, shown = _shown(days / 365.0)
        return counted("{number} year", "{number} years", shown, number=number)
    if days >= FEWEST_MONTHS:
        number, shown = _shown(12.0 * days / 365.0)
        return counted("{number} month", "{number} months", shown, number=number)
    if days >= FEWEST_WEEKS:
        number, shown = _shown(days / 7.0)
        return counted("{number} week", "{number} weeks", shown, number=number)
    return counted("{number} day", "{number} days", round(days), number=decimal_text(days))


def unit_for(days: float) -> tuple[str, float]:
    """Unit in which waits up to so many days are read, in words, and its days."""
    if days >= FEWEST_YEARS:
        return say("years"), 365.0
    if days >= FEWEST_MONTHS:
        return say("months"), 365.0 / 12.0
    return say("days"), 1.0


def two_digits_text(value: float) -> str:
    """A number of some unit as it stands in `days_text`."""
    return _shown(value)[0]


def _shown(value: float) -> tuple[str, float]:
    """Two digits, as text and as the number that they are."""
    decimals = 1 if value < 10.0 else 0
    return decimal_text(value, decimals), round(value, decimals)


def wait_texts(line: WaitLine) -> list[str]:
    """Its three waits in words; none of a head."""
    if line.head:
        return ["", "", ""]
    return [days_text(each) for each in (line.median, line.p90, line.p99)]


def with_signs(texts: Sequence[str]) -> list[str]:
    """Texts on the three waits, each behind the sign of its mark."""
    return [f"{sign}\u00a0{text}" for sign, text in zip(SIGNS, texts, strict=True)]


def draw_lines(axes: Axes, lines: Sequence[WaitLine], middles: Sequence[float]) -> None:
    """A line from median to the longest wait told, with a mark for each, at these heights."""
    told = [each for line in lines for each in (line.median, line.p90, line.p99) if each]
    ends_of_scale = (max(SHORTEST, 0.5 * min(told, default=1.0)), max(told, default=10.0))
    for at, line in zip(middles, lines, strict=True):
        known = [each for each in (line.median, line.p90, line.p99) if each is not None]
        if not known:
            continue
        ends = [max(SHORTEST, each) for each in (known[0], known[-1])]
        axes.plot(ends, [at, at], color=QUIET_INK, linewidth=2.0, solid_capstyle="butt", zorder=2)
        for value, mark, colour, size in (
            (line.median, "o", BLUE, 7.5),
            (line.p90, "s", INK, 6.0),
            (line.p99, "D", VERMILLION, 6.0),
        ):
            if value is not None:
                axes.plot([max(SHORTEST, value)], [at], mark, color="white", markersize=size,
                          markeredgecolor=colour, markeredgewidth=1.8, zorder=3)  # fmt: skip
    bare(axes)
    axes.set_xscale("log")
    axes.set_xlim(0.8 * ends_of_scale[0], min(LONGEST, 1.5 * ends_of_scale[1]))
    _days_along(axes)


def _days_along(axes: Axes) -> None:
    """Ticks that people know, in place of powers of ten; never too near each other."""
    low, high = axes.get_xlim()
    inches = axes.bbox.width / axes.figure.dpi
    shown: list[tuple[float, str]] = []
    taken = -inches
    for days, mark in TICKS:
        text = say(mark)
        middle, half = inches * log(days / low) / log(high / low), 0.5 * text_width(text, TICK_SIZE)
        if low <= days <= high and middle - half >= taken + APART:
            shown.append((days, text))
            taken = middle + half
    axes.xaxis.set_major_locator(FixedLocator([days for days, _ in shown]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticklabels([text for _, text in shown], fontsize=TICK_SIZE)
