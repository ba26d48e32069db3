"""Which survey is worth paying for? One line for each survey, a mark for each reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.mark_keys import key_height, mark_of, write_key
from justice_finance.charts.rounding import scale_of
from justice_finance.charts.rows import rows_of
from justice_finance.charts.style import (
    NARROW,
    PAGE,
    Caption,
    bare,
    canvas,
    place,
    styled,
)

LEFT = 2.7


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
        narrow = width < NARROW
        marks = [mark_of(at, text) for at, text in enumerate(readings)]
        key = key_height(marks, width)
        body = 0.18 * len(readings) + (0.0 if narrow else 0.14)
        named = rows_of([row.title for row in rows], width, LEFT, body)
        figure, bottom, top = canvas(caption, width, 0.55 + named.inches + key)
        height = figure.get_figheight()
        foot = (0.45 + key) / height
        axes = place(figure, 0.2 if narrow else LEFT, 0.25, bottom + foot, top)
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
        named.write(axes)
        axes.locator_params(axis="x", nbins=6)
        bare(axes)
        axes.set_xlabel(scale.of(unit), labelpad=2.0)
        write_key(figure, marks, bottom + key / height)
        return figure
