"""Who pays and who gains? A bar for each party, or each group of people, in each option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.keys import filling_of
from justice_finance.charts.panels import Room, grid, name_rows, row_height
from justice_finance.charts.rounding import (
    Estimate,
    Scale,
    mean_text,
    reach_of,
    scales_beside,
    shows_nothing,
)
from justice_finance.charts.style import (
    INK,
    NARROW,
    PAGE,
    Caption,
    styled,
)

LABELS = 1.62
"""Inches for the names of the members."""


@dataclass(frozen=True)
class Account:
    """One option: what each member gains (above zero) or pays (below)."""

    title: str
    members: tuple[str, ...]
    estimates: tuple[Estimate, ...]


def draw(accounts: Sequence[Account], caption: Caption, unit: str, width: float = PAGE) -> Figure:
    """Bars to the right gain, hatched bars to the left pay; a thin line is the 90 % range.

    Each panel has its own axis, since options differ in size many times over; the mean is written
    out beside each bar, in one unit wherever that can be read.
    """
    with styled():
        members = accounts[0].members
        each = row_height(members, LABELS, 0.32)
        room = Room(0.2 + each * len(members), 0.06, 0.56, 0.5)
        columns = 1 if width < NARROW else 3
        figure, panels = grid(
            [account.title for account in accounts], caption, width, columns, room, LABELS
        )
        scales = scales_beside(reach_of(account.estimates) for account in accounts)
        for at, (axes, account, scale) in enumerate(zip(panels, accounts, scales, strict=True)):
            for row, estimate in enumerate(account.estimates):
                _bar(axes, row, estimate, scale)
            name_rows(axes, account.members, 0.0 if at % columns else LABELS, unit, scale)
        return figure


def _bar(axes: Axes, at: int, estimate: Estimate, scale: Scale) -> None:
    low, mean, high = (
        value / scale.factor for value in (estimate.p05, estimate.mean, estimate.p95)
    )
    if not shows_nothing(estimate, scale):
        axes.barh(at, mean, height=0.62, zorder=2, **filling_of(mean).of_bar())
    axes.plot([low, high], [at, at], color=INK, linewidth=1.1, zorder=3)
    axes.text(1.03, at, mean_text(estimate, scale), transform=axes.get_yaxis_transform(),
              va="center", fontsize=7.8)  # fmt: skip
