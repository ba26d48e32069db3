"""Does the model give what was observed? Each figure over its target, with the allowed range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.rounding import with_sign
from justice_finance.charts.style import (
    BLUE,
    GRID,
    INK,
    NARROW,
    PAGE,
    QUIET_INK,
    VERMILLION,
    Caption,
    bare,
    canvas,
    place,
    shortened,
    styled,
)
from justice_finance.language import decimal_text, marked, say, say_as

FARTHEST = 1.0
"""Per cent over 100 beyond which a mark stands at the edge, with an arrow."""
LEFT, RIGHT = 2.6, 1.75
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
        figure, bottom, top = canvas(caption, width, 0.7 + 0.4 * len(targets))
        foot = 0.45 / figure.get_figheight()
        axes = place(figure, LEFT, RIGHT, bottom + foot, top)
        _marks(axes, targets)
        names = [shortened(one.title, LEFT - 0.25, 7.8, 3) for one in targets]
        axes.set_yticks(range(len(targets)), names, fontsize=7.8, linespacing=1.05)
        axes.set_ylim(len(targets) - 0.5, -0.5)
        beside = axes.get_yaxis_transform()
        for at, one in enumerate(targets):
            told = say("{verdict}; {role}", verdict=_verdict(one), role=say(one.role))
            text = f"{told}\n{one.figures}"
            axes.text(1.04, at, text, transform=beside, fontsize=7.4, va="center",
                      linespacing=1.25)  # fmt: skip
        return figure


def _narrow(targets: Sequence[Target], caption: Caption, width: float) -> Figure:
    figure, bottom, top = canvas(caption, width, 0.55 + 0.86 * len(targets))
    foot = 0.45 / figure.get_figheight()
    axes = place(figure, 0.3, 0.3, bottom + foot, top)
    _marks(axes, targets)
    axes.set_yticks([])
    beside = axes.get_yaxis_transform()
    for at, one in enumerate(targets):
        title = shortened(one.title, width - 0.7, 7.8, 2, bold=True)
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        axes.text(0.0, at - 0.45, title, transform=beside, fontsize=7.8, fontweight="bold",
                  bbox=ground, linespacing=1.1)  # fmt: skip
        text = say(
            "{verdict}; {role}: {figures}",
            verdict=_verdict(one), role=say(one.role), figures=one.figures,
        )  # fmt: skip
        axes.text(0.0, at - 0.25, text, transform=beside, fontsize=7.4, bbox=ground)
        axes.axhline(at + 0.22, color=GRID, linewidth=0.6)
    axes.set_ylim(len(targets) - 0.6, -0.8)
    return figure


def _verdict(one: Target) -> str:
    if one.inside:
        return say_as("of the allowed range", "inside")
    return say_as("of the allowed range", "OUTSIDE")


def _marks(axes: Axes, targets: Sequence[Target]) -> None:
    far = 0.1
    for one in targets:
        for value in (one.model, one.low, one.high):
            if value is not None:
                far = max(far, abs(value - 1.0))
    edge = 100.0 * min(far * 1.12, FARTHEST)
    for at, one in enumerate(targets):
        if one.low is not None and one.high is not None:
            ends = [max(-edge, min(edge, 100.0 * (end - 1.0))) for end in (one.low, one.high)]
            axes.barh(at, ends[1] - ends[0], left=ends[0], height=0.34, color="#cfd6db",
                      edgecolor=QUIET_INK, linewidth=0.7, zorder=2)  # fmt: skip
        _mark(axes, at, one, edge)
    bare(axes)
    axes.set_xlim(-edge, edge)
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(lambda value, _: _signed(value))
    words = say("model over observed figure, difference in per cent")
    axes.set_xlabel(words, fontsize=7.8, labelpad=2)
    axes.xaxis.label.set_color(INK)


def _mark(axes: Axes, at: int, one: Target, edge: float) -> None:
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
