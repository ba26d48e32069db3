"""Who waits longest? Kinds of people at one service, those who wait longest first."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from justice_finance.charts import waiting_times
from justice_finance.charts.style import PAGE, Caption
from justice_finance.charts.wait_marks import WaitLine


def in_order(lines: Sequence[WaitLine]) -> tuple[WaitLine, ...]:
    """Those of whom one in ten waits longest stand first."""
    return tuple(sorted(lines, key=lambda line: -(line.p90 or line.median or 0.0)))


def draw(lines: Sequence[WaitLine], caption: Caption, width: float = PAGE) -> Figure:
    """The same marks as for services, for people with each problem and of each group."""
    return waiting_times.draw(lines, caption, width)
