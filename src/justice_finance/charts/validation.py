"""Does the model give what was observed? Each figure over its target, with the allowed range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.rounding import with_sign
from justice_finance.charts.rows import GROUND, Rows, rows_of
from justice_finance.charts.style import (
    BLUE,
    GRID,
    INK,
    NARROW,
    PAGE,
    QUIET_INK,
    SURE_TO_FIT,
    VERMILLION,
    Caption,
    bare,
    styled,
    text_height,
    wrapped,
)
from justice_finance.language import decimal_text, marked, say, say_as

FARTHEST = 1.0
"""Per cent over 100 beyond which a mark stands at the edge, with an arrow."""
LEFT, RIGHT, FOOT = 2.6, 2.25, 0.5
WORDS = 7.8
"""Points of the words below the scale."""
ROLES = (marked("fitted"), marked("held out"))


@dataclass(frozen=True)
class Target:
    """One observed figure and the model's, as shares of the observed one and as text."""

    title: str
    role: str
    inside: bool
    model: float
    low: float | None
    high: float | None
    figures: str


def draw(targets: Sequence[Target], caption: Caption, width: float = PAGE) -> Figure:
    """A grey bar for the allowed range, a mark for the model: circle inside, cross outside."""
    with styled():
        if width < NARROW:
            return _narrow(targets, caption, width)
        named = rows_of([one.title for one in targets], width, LEFT, 0.4, 7.8)
        figure, axes = _opened(targets, named, caption)
        beside = axes.get_yaxis_transform()
        for at, one in zip(named.middles, targets, strict=True):
            told = say("{verdict}; {role}", verdict=_verdict(one), role=say(one.role))
            beyond = wrapped(one.figures, SURE_TO_FIT * (RIGHT - 0.2), 7.4)
            text = f"{told}\n{beyond}"
            axes.text(1.04, at, text, transform=beside, fontsize=7.4, va="center",
                      linespacing=1.25)  # fmt: skip
        return figure


def _narrow(targets: Sequence[Target], caption: Caption, width: float) -> Figure:
    named = rows_of([one.title for one in targets], width, LEFT, 0.42)
    figure, axes = _opened(targets, named, caption)
    beside = axes.get_yaxis_transform()
    for at, one in enumerate(targets):
        text = say(
            "{verdict}; {role}: {figures}",
            verdict=_verdict(one), role=say(one.role), figures=one.figures,
        )  # fmt: skip
        axes.text(0.0, named.middle(at) - 0.13, text, transform=beside, fontsize=7.4,
                  va="center", bbox=GROUND)  # fmt: skip
        axes.axhline(named.end(at), color=GRID, linewidth=0.6)
    return figure


def _opened(targets: Sequence[Target], named: Rows, caption: Caption) -> tuple[Figure, Axes]:
    """Axes with the marks, and below them what their scale says, in full."""
    words = say("how far the model lies above (+) or below (\u2212) the observed figure")
    words = wrapped(words, named.room(RIGHT), WORDS)
    below = FOOT + text_height(words, WORDS) - text_height("-", WORDS)
    figure, axes = named.opened(caption, below, right=RIGHT)
    _marks(axes, targets, named)
    axes.set_xlabel(words, fontsize=WORDS, labelpad=2)
    axes.xaxis.label.set_color(INK)
    return figure, axes


def _verdict(one: Target) -> str:
    if one.inside:
        return say_as("of the allowed range", "inside")
    return say_as("of the allowed range", "OUTSIDE")


def _marks(axes: Axes, targets: Sequence[Target], named: Rows) -> None:
    far = 0.1
    for one in targets:
        for value in (one.model, one.low, one.high):
            if value is not None:
                far = max(far, abs(value - 1.0))
    edge = 100.0 * min(far * 1.12, FARTHEST)
    for row, one in enumerate(targets):
        at = named.middle(row) + (0.1 if named.above else 0.0)
        if one.low is not None and one.high is not None:
            ends = [max(-edge, min(edge, 100.0 * (end - 1.0))) for end in (one.low, one.high)]
            axes.barh(at, ends[1] - ends[0], left=ends[0], height=0.14, color="#cfd6db",
                      edgecolor=QUIET_INK, linewidth=0.7, zorder=2)  # fmt: skip
        _mark(axes, at, one, edge)
    if named.above:  # one line through all rows would be broken by their words
        axes.vlines([0.0] * len(targets), [middle - 0.05 for middle in named.middles],
                    named.ends, color=INK, linewidth=0.9, zorder=1.5)  # fmt: skip
    bare(axes, zero=not named.above)
    axes.set_xlim(-edge, edge)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _: _signed(value))


def _mark(axes: Axes, at: float, one: Target, edge: float) -> None:
    value = 100.0 * (one.model - 1.0)
    shown = max(-edge, min(edge, value))
    colour = BLUE if one.inside else VERMILLION
    if shown != value:
        axes.plot([shown * 0.97], [at], ">" if value > 0.0 else "<", color=colour, markersize=8.0,
                  zorder=4)  # fmt: skip
    elif one.inside:
        axes.plot([shown], [at], "o", color="white", markeredgecolor=colour, markeredgewidth=2.0,
                  markersize=7.5, zorder=4)  # fmt: skip
    else:
        axes.plot([shown], [at], "X", color=colour, markersize=8.5, zorder=4)


def _signed(value: float) -> str:
    """Per cent with its sign; a zero has none."""
    whole = round(value)
    return say("{value}\u00a0%", value=with_sign(decimal_text(whole), whole))
