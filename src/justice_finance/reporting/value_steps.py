"""From what an option costs to what it is worth: its net present value, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from justice_finance.charts.rounding import Estimate
from justice_finance.language import say
from justice_finance.reporting.cost_groups import COST_GROUPS, GROUP_TITLES
from justice_finance.reporting.figures import estimate_of

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class ValueStep:
    """What one group of costs adds to (above zero) or takes from a net present value."""

    option: str
    step: str
    title: str
    worth: Estimate


def value_steps(worth: xr.Dataset, options: Sequence[str]) -> tuple[ValueStep, ...]:
    """Steps of each option, in the order of `COST_GROUPS`; their means add up to its worth.

    Groups that no option touches are left out, and so are payments that net out in society.
    """
    scramble = worth["scramble"].values if "scramble" in worth.coords else None
    value = worth["present_value_by_category"].sel(scenario=list(options))
    sums = {
        name: value.sel(cost_category=list(categories)).sum("cost_category")
        for name, categories in COST_GROUPS.items()
    }
    return tuple(
        ValueStep(
            option, name, say(GROUP_TITLES[name]), estimate_of(each.sel(scenario=option), scramble)
        )
        for option in options
        for name, each in sums.items()
        if each.values.any()
    )
