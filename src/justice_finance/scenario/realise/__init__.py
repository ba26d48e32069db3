"""Turns recipes into plain arrays, for every engine alike."""

from __future__ import annotations

from justice_finance.scenario.realise.whole import (
    Baseline,
    baseline_of,
    common_inflow_bound,
    realise,
    with_inflow_bound,
)

__all__ = ["Baseline", "baseline_of", "common_inflow_bound", "realise", "with_inflow_bound"]
