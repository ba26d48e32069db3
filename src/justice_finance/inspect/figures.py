"""The figures of a run that can be asked for by name, with range and error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY
from justice_finance.appraisal.uncertainty import (
    mean_and_range,
    monte_carlo_error,
    ratio_and_range,
)
from justice_finance.appraisal.worth import appraise
from justice_finance.errors import Mistake, Place, RunError, did_you_mean
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.results.summaries import Results

FloatArray = NDArray[np.float64]

MONEY = ("net_present_value", "public_cost", "funder_outlay")
COUNTS = ("problems_resolved",)
RATIOS = {"benefit_cost_ratio": "funder_outlay", "cost_per_resolved_problem": "problems_resolved"}
"""Ratios, with what they divide by."""
LOSS = "chance_of_loss"
FIGURES = (*MONEY, *COUNTS, *RATIOS, LOSS)


@dataclass(frozen=True)
class Asked:
    """A figure: of which option, which one, and of which party alone if it says so."""

    option: str
    figure: str
    party: str = ""

    @property
    def name(self) -> str:
        """As it is typed."""
        return ".".join(part for part in (self.option, self.figure, self.party) if part)


@dataclass(frozen=True)
class AtLevel:
    """An option at a level of the budget.

    Attributes
    ----------
    option, level : str
    scenario : str
        What was run; the option itself where it stays at its own scale.
    factor : float
        What the option's scale is multiplied by.
    times_own_scale, envelope : float, optional
        What the level says.
    """

    option: str
    level: str
    scenario: str
    factor: float
    times_own_scale: float | None
    envelope: float | None


def at_levels(results: Results) -> Results | None:
    """The options at the levels of the budget as results of their own, with their draws' inputs."""
    if results.levels is None:
        return None
    chosen = results.levels["draw"].values
    draws = None if results.draws is None else results.draws.isel(draw=chosen)
    return replace(results, dataset=results.levels, variants={}, draws=draws, levels=None)


def levels_by_name(results: Results) -> dict[str, AtLevel]:
    """Every option at every level by the name it is asked for with: `option_at_level`."""
    return {
        f"{option}_at_{level['name']}": AtLevel(
            option, level["name"], scenario, float(level["factors"][option]),
            level["times_own_scale"], level["envelope"],
        )
        for level in results.record.get("budget_levels", ())
        for option, scenario in level["scenarios"].items()
    }  # fmt: skip


def holding(results: Results, scenario: str) -> Results:
    """The results in which a scenario was run: those of the run, or of its levels."""
    levels = at_levels(results)
    if levels is None or scenario in results.dataset["scenario"].values:
        return results
    return levels


def numbers_of(results: Results) -> list[str]:
    """Every figure that can be explained, by its name: the options', then those at levels."""
    levels = at_levels(results)
    return _numbers_of(results) + ([] if levels is None else _numbers_of(levels))


def _numbers_of(results: Results) -> list[str]:
    data = results.dataset
    touched = {*data["entry_from"].values, *data["entry_to"].values}
    found = []
    for option in _options(data):
        found += [f"{option}.{figure}" for figure in FIGURES]
        found += [
            f"{option}.net_present_value.{party}" for party in PARTIES_OF_SOCIETY
            if party in touched
        ]  # fmt: skip
    return found


def asked(results: Results, number: str) -> Asked:
    """The figure of a name.

    Raises
    ------
    RunError
        If the run has no such figure.
    """
    known = numbers_of(results)
    name, _, figure = number.partition(".")
    level = levels_by_name(results).get(name)
    if level is not None:  # an option that stays at its own scale was not run twice
        number = f"{level.scenario}.{figure}"
    if number not in known:
        raise RunError(
            Mistake(
                "figure_unknown",
                Place(path=number),
                found=repr(number),
                expected="option.figure, such as "
                + ", ".join(each for each in known if each.count(".") == 1)[:200],
                do=f"{did_you_mean(number, known)}; `justice-finance explain RUN` lists all",
            )
        )
    return Asked(*number.split("."))


def worth_of(results: Results) -> xr.Dataset:
    """The appraisal that figures are taken from: society, the study's own rate and funder."""
    return appraise(results.dataset, detail=False)


def draws_of(worth: xr.Dataset, what: Asked) -> FloatArray:
    """The figure in every draw."""
    chosen = worth.sel(scenario=what.option)
    if what.party:
        found = chosen["net_present_value_by_party"].sel(party=what.party)
    elif what.figure == LOSS:
        return np.where(chosen["net_present_value"].values < 0.0, 1.0, 0.0)
    else:
        found = chosen[what.figure]
    return np.asarray(found.values, dtype=np.float64)


def estimate(worth: xr.Dataset, what: Asked) -> dict[str, Any] | None:
    """Mean, range and Monte Carlo error (None where it cannot be told); None without a figure."""
    draws = draws_of(worth, what)
    scramble = scrambles_of(worth)
    if np.isnan(draws).all():
        return None
    if what.figure in RATIOS:
        below = worth[RATIOS[what.figure]].sel(scenario=what.option).values
        found, error = ratio_and_range(draws, below, scramble)
    else:
        found, error = mean_and_range(draws), monte_carlo_error(draws, np.mean, scramble)
    if what.figure == LOSS:
        found = {"mean": found["mean"]}
    return {**found, "error": finite(error)}


def finite(value: float) -> float | None:
    """A number, or None where there is none: JSON has no other word for it."""
    return float(value) if np.isfinite(value) else None


def scrambles_of(worth: xr.Dataset) -> Any:
    """Which scramble each draw belongs to, where the run kept it."""
    return worth["scramble"].values if "scramble" in worth.coords else None


def plain(value: Any) -> Any:
    """A number of numpy as JSON holds it."""
    return value.item() if isinstance(value, np.generic) else value


def _options(data: xr.Dataset) -> list[str]:
    return [str(name) for name in data["scenario"].values if name != BUSINESS_AS_USUAL]
