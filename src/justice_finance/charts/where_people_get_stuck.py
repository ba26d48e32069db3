"""Where do people get stuck, and for how long? Two bars for each step of the journeys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from justice_finance.charts.keys import FILLINGS, Filling
from justice_finance.charts.paired_bars import Bar, Pair, draw_pairs
from justice_finance.charts.panels import Room, grid, row_height
from justice_finance.charts.rounding import Estimate, scale_of
from justice_finance.charts.style import INK, NARROW, PAGE, Caption, styled, text_width
from justice_finance.language import say

USUAL, OPTION = Filling(INK, "////"), FILLINGS[0]
FIGURES = 7.0
"""Points of the figures beside the bars."""


@dataclass(frozen=True)
class Step:
    """One step: a figure in business as usual and with the option, each with its text."""

    title: str
    usual: Estimate
    option: Estimate
    usual_text: str
    option_text: str


def draw(
    people: Sequence[Step],
    days: Sequence[Step],
    titles: tuple[str, str],
    option: str,
    caption: Caption,
    width: float = PAGE,
) -> Figure:
    """How many people are at each step at any one time, and how long each stay lasts.

    Parameters
    ----------
    people, days : sequence of Step
        The same steps in the same order.
    titles : tuple of str
        Of the two panels.
    option : str
        Name of the option, for the key.
    """
    with styled():
        narrow = width < NARROW
        labels = 1.35 if narrow else 1.75
        texts = [text for step in (*people, *days) for text in (step.usual_text, step.option_text)]
        widest = max(text_width(text, FIGURES) for text in texts)
        right = max(1.2 if narrow else 1.15, widest + 0.1)
        each = row_height([step.title for step in people], labels, 0.36)
        room = Room(0.1 + each * len(people), 0.06, right, 0.5)
        columns = 1 if narrow else 2
        key = ((say("Business as usual"), USUAL), (option, OPTION))
        figure, found = grid(titles, caption, width, columns, room, labels, key)
        for at, (axes, steps, units) in enumerate(
            zip(found, (people, days), (_of_people(), _of_days()), strict=True)
        ):
            scale = scale_of(end for e in steps for end in (e.usual.p95, e.option.p95))
            pairs = [
                Pair(step.title, _bar(step.usual, step.usual_text, USUAL),
                     _bar(step.option, step.option_text, OPTION))
                for step in steps
            ]  # fmt: skip
            draw_pairs(axes, pairs, "", scale, labels if at % columns == 0 else 0.0, FIGURES)
            axes.set_xlabel(units[scale.word])
        return figure


def _of_people() -> dict[str, str]:
    """Units of an axis of people, by scale."""
    return {
        "": say("people"), "million": say("million people"), "billion": say("billion people"),
        "trillion": say("trillion people"),
    }  # fmt: skip


def _of_days() -> dict[str, str]:
    return {
        "": say("days"), "million": say("million days"), "billion": say("billion days"),
        "trillion": say("trillion days"),
    }  # fmt: skip


def _bar(estimate: Estimate, text: str, filling: Filling) -> Bar:
    return Bar(((estimate.mean, filling),), estimate.p05, estimate.p95, text)
