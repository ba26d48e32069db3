"""Switching values: how far one uncertain input would have to move to turn an option's sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.given_draws import switching_from_draws
from justice_finance.reporting.origins import Driver

if TYPE_CHECKING:
    import xarray as xr

MOST_BY_OPTION = 3
FEWEST_DRAWS = 256
"""With fewer, chance alone makes some of many inputs look as if they turned the sign."""
LEAST_SHARE = 0.01
"""Share of the spread below which an input is not looked at, for the same reason."""


@dataclass(frozen=True)
class SwitchingRow:
    """An input, and the value of it at which an option would be worth nothing on average.

    Attributes
    ----------
    central, switching_value : float
        In the unit that the model uses.
    beyond : float
        Share of draws in which the input lies where the option's mean worth has the other sign.
    """

    option: str
    input: str
    title: str
    central: float
    switching_value: float
    beyond: float


def switching_rows(
    draws: Any, worth: xr.Dataset, drivers: Sequence[Driver], options: Sequence[str]
) -> tuple[SwitchingRow, ...]:
    """The inputs of each option that are most likely to turn its sign.

    Parameters
    ----------
    draws : xarray.Dataset or None
        `value` over draw and input; nothing can be said without it.
    drivers : sequence of Driver
        The inputs' shares in the spread of each option.

    Notes
    -----
    The mean of net present value given one input, others as they come, is fitted to the draws
    (`appraisal.given_draws`); inputs for which it does not change sign are left out.
    """
    if draws is None or worth.sizes["draw"] < FEWEST_DRAWS:
        return ()
    rows: list[SwitchingRow] = []
    for option in options:
        outcome = worth["net_present_value"].sel(scenario=option).values
        titles = {
            each.input: each.title for each in drivers
            if each.option == option and each.share >= LEAST_SHARE
        }  # fmt: skip
        if not titles or outcome.min() >= 0.0 or outcome.max() <= 0.0:
            continue
        names = list(titles)
        values = draws["value"].sel(input=names).transpose("draw", "input").values
        table = switching_from_draws(outcome, values[: len(outcome)], names)
        own = [
            SwitchingRow(option, name, titles[name], float(mean), float(value), float(beyond))
            for name, mean, value, beyond in table.itertuples(index=False)
            if isfinite(value) and beyond > 0.0
        ]
        rows += own[:MOST_BY_OPTION]
    return tuple(rows)
