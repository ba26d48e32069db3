"""Who pays and who gains? A bar for each party, or each group of people, in each option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from justice_finance.charts.panels import Room, grid, name_rows, row_height
from justice_finance.charts.rounding import Estimate, Scale, mean_text, scale_of
from justice_finance.charts.style import (
    BLUE,
    HATCHES,
    INK,
    NARROW,
    PAGE,
    VERMILLION,
    Caption,
    styled,
)


@dataclass(frozen=True)
class Account:
    """One option: what each member gains (above zero) or pays (below)."""

    title: str
    members: tuple[str, ...]
    estimates: tuple[Estimate, ...]


def draw(accounts: Sequence[Account], caption: Caption, unit: str, width: float = PAGE) -> Figure:
    """Bars to the right gain, hatched bars to the left pay; a thin line is the 90 % range.

    Each panel has its own scale, since options differ in size many times over; the mean is written
    out beside each bar.
    """
    with styled():
        narrow = width < NARROW
        labels = 1.45 if narrow else 1.62
        members = accounts[0].members
        each = row_height(members, labels, 0.32 if narrow else 0.34)
        room = Room(0.2 + each * len(members), 0.06, 0.56, 0.5)
        columns = 1 if narrow else 3
        figure, panels = grid(
            [account.title for account in accounts], caption, width, columns, room, labels
        )
        for at, (axes, account) in enumerate(zip(panels, accounts, strict=True)):
            _panel(axes, account, unit, labels if at % columns == 0 else 0.0)
        return figure


def _panel(axes: Axes, account: Account, unit: str, labels: float) -> None:
    scale = scale_of(end for e in account.estimates for end in (e.p05, e.mean, e.p95))
    for at, each in enumerate(account.estimates):
        _bar(axes, at, each, scale)
    name_rows(axes, account.members, labels, unit, scale)


def _bar(axes: Axes, at: int, estimate: Estimate, scale: Scale) -> None:
    low, mean, high = (
        value / scale.factor for value in (estimate.p05, estimate.mean, estimate.p95)
    )
    gain = mean >= 0.0
    axes.barh(at, mean, height=0.62, color=BLUE if gain else "white",
              edgecolor=BLUE if gain else VERMILLION, hatch=HATCHES[0] if gain else HATCHES[1],
              linewidth=1.0, zorder=2)  # fmt: skip
    axes.plot([low, high], [at, at], color=INK, linewidth=1.1, zorder=3)
    axes.text(1.03, at, mean_text(estimate, scale), transform=axes.get_yaxis_transform(),
              va="center", fontsize=7.8)  # fmt: skip
