"""Levels of the budget on the page: all of them over the same draws.

As many draws are carried (a power of two) as keep the text below its bound. Where options were run
at several levels, their draws are those that the page carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.appraisal.explored import Carried, Chosen, worth_by_draw
from justice_finance.appraisal.representative import (
    errors_apart,
    figures_to_keep,
    representative_draws,
)
from justice_finance.charts.rounding import percent_text
from justice_finance.reporting.explorer.carried import (
    as_record,
    carried_of,
    from_record,
    joined,
    of_draws,
)
from justice_finance.reporting.levels import Budget

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results

MOST_DRAWS = 512
FEWEST_DRAWS = 64
MOST_LETTERS = 750_000


@dataclass(frozen=True)
class CarriedBudgets:
    """What the page carries of all levels.

    Attributes
    ----------
    record : dict
        `carried.as_record` of all of them.
    own_option : dict
        By scenario carried: the option that it is, whose name, inputs and drivers it has.
    draws_of_level : dict
        By scenario run at a level: how many draws its means are of.
    distance : float
        Largest distance of means and ends of ranges, as carried, from those of all draws, at the
        study's settings, in Monte Carlo errors of all draws.
    """

    record: dict[str, Any]
    own_option: dict[str, str]
    draws_of_level: dict[str, int]
    distance: float

    @property
    def distance_text(self) -> str:
        """The distance in per cent, rounded up."""
        return percent_text(min(np.ceil(100.0 * self.distance) / 100.0, 99.0), 1_000_000)


def carried_at_all_budgets(results: Results, budgets: list[Budget]) -> CarriedBudgets:
    """Everything the page carries, over the same draws."""
    data, levels = results.dataset, results.levels
    names = {
        run: own for each in budgets for run, own in zip(each.scenarios, each.options, strict=True)
    }
    known = {str(name) for name in data["scenario"].values}
    options = [name for name in names if name in known]
    further = [name for name in names if name not in known]
    everything = carried_of(data, results.record, options)
    kept = figures_to_keep(data, options)
    among, at_levels = None, None
    if levels is not None and further:
        among = np.asarray(levels["draw"].values)
        at_levels = carried_of(levels, results.record, further)
    count = min(MOST_DRAWS, _power_of_two(len(among) if among is not None else data.sizes["draw"]))
    while True:
        draws = representative_draws(kept, count, among)
        part = of_draws(everything, draws)
        if at_levels is not None and among is not None:
            part = joined(part, of_draws(at_levels, np.searchsorted(among, draws)))
        record = as_record(part, data.sizes["draw"])
        if len(record["data"]) <= MOST_LETTERS or count <= FEWEST_DRAWS:
            break
        count //= 2
    far = _distance(everything, record, data)
    counts = {name: int(levels.sizes["draw"]) for name in further} if levels is not None else {}
    return CarriedBudgets(record, names, counts, far)


def _power_of_two(count: int) -> int:
    return 1 << (count.bit_length() - 1)


def _distance(everything: Carried, record: dict[str, Any], data: Any) -> float:
    """Of net present values and public costs, as the page's text holds them."""
    settings = Chosen(rate=data.attrs["discount_rate"], horizon=len(everything.years))
    whole, held = (worth_by_draw(each, settings) for each in (everything, from_record(record)))
    count = len(everything.options)
    scramble = data["scramble"].values if "scramble" in data.coords else None
    apart = [
        errors_apart(values, held[name][:count], scramble)[:, 1:3] for name, values in whole.items()
    ]
    return float(np.max(apart))
