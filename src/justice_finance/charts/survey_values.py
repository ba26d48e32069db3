"""Which survey is worth paying for? One line for each survey, a mark for each reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.mark_keys import key_height, mark_of, write_key
from justice_finance.charts.rounding import scale_of
from justice_finance.charts.rows import amounts_below, rows_of
from justice_finance.charts.style import (
    GRID,
    NARROW,
    PAGE,
    Caption,
    styled,
)

LEFT, FOOT = 2.9, 0.5
"""Inches left of the marks, on a page, and between them and their key."""


@dataclass(frozen=True)
class NetGain:
    """A figure with its standard error; none where there is no such figure."""

    value: float
    error: float


@dataclass(frozen=True)
class SurveyRow:
    """A survey (or any choice), and its figure in each reading, in the order of the readings."""

    title: str
    gains: tuple[NetGain | None, ...]


def draw(
    rows: Sequence[SurveyRow], readings: Sequence[str], caption: Caption, unit: str,
    width: float = PAGE,
) -> Figure:  # fmt: skip
    """A mark and a line of two standard errors to each side, for each reading of each row.

    Parameters
    ----------
    rows : sequence of SurveyRow
        From the top.
    readings : sequence of str
        What the marks stand for.
    unit : str
        Currency.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    with styled():
        marks = [mark_of(at, text) for at, text in enumerate(readings)]
        key = key_height(marks, width)
        body = 0.18 * len(readings) + (0.0 if width < NARROW else 0.14)
        named = rows_of([row.title for row in rows], width, LEFT, body)
        figure, axes = named.opened(caption, FOOT + key)
        known = [gain for row in rows for gain in row.gains if gain is not None]
        scale = scale_of(gain.value for gain in known)
        for at, row in enumerate(rows):
            for number, (gain, mark) in enumerate(zip(row.gains, marks, strict=True)):
                if gain is None:
                    continue
                y = named.middle(at) + 0.18 * (number - 0.5 * (len(marks) - 1))
                reach = 2.0 * gain.error if gain.error == gain.error else 0.0
                ends = [(gain.value + sign * reach) / scale.factor for sign in (-1.0, 1.0)]
                axes.plot(ends, [y, y], color=mark.colour, linewidth=1.6, zorder=2)
                axes.plot([gain.value / scale.factor], [y], mark.sign, color=mark.colour,
                          markersize=5.5, zorder=3)  # fmt: skip
        if not named.above:  # several marks of one row could be taken for several rows
            for at in range(len(rows) - 1):
                axes.axhline(named.end(at), color=GRID, linewidth=0.6, zorder=1)
        amounts_below(axes, scale.of(unit))
        write_key(figure, marks, axes.get_position().y0 - FOOT / figure.get_figheight())
        return figure
