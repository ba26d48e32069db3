"""How sure a run is of a figure, and when it may stop.

The standard error of the mean is held against the mean itself; for a net present value, which may
lie near zero, against the larger of it and public cost, so that "1 %" stays within reach and means
something: one part in a hundred of the money at stake. An error told from a few lots of luck, or a
few scrambles, is often too small by chance, and a rule that stops at the first small one would stop
too soon; so it holds from eight independent lots on.

Sources
-------
Law, Simulation modeling and analysis, chapter 9 (sequential stopping, coverage with few lots).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.appraisal.luck import luck_in
from justice_finance.appraisal.uncertainty import monte_carlo_error, ratio_and_range
from justice_finance.appraisal.worth import appraise
from justice_finance.errors import Mistake, Place, RunError, did_you_mean
from justice_finance.runs.plan import MOST_BATCHES, Until
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

FIGURES = ("net_present_value", "public_cost", "problems_resolved", "benefit_cost_ratio")
AGAINST_PUBLIC_COST = ("net_present_value",)
FEWEST_LOTS = 8
"""Independent scrambles or replications before a run may stop."""


@dataclass(frozen=True)
class Reached:
    """How sure a figure is after some batches.

    Attributes
    ----------
    error : float
        Largest standard error over scenarios, as a share; infinite where it cannot be told.
    over_draws : float
        The part of it that comes from draws.
    by_scenario : mapping
        The error of each scenario, as a share.
    batches : int
        Done so far.
    lots : int
        Scrambles or replications it is told from.
    met : bool
        Whether it is as small as was asked for, and told from enough independent lots.
    """

    error: float
    over_draws: float
    by_scenario: Mapping[str, float]
    batches: int
    lots: int
    met: bool

    def sentence(self, until: Until, follows_persons: bool) -> str:
        """What was reached, in words."""
        against = (
            "of the larger of the figure and public cost"
            if until.figure in AGAINST_PUBLIC_COST
            else "of the figure"
        )
        figure = until.figure.replace("_", " ")
        if not np.isfinite(self.error):
            said = f"the standard error of {figure} cannot be told"
        else:
            said = f"standard error of {figure}: {self.error:.2%} {against}"
        end = "reached" if self.met else "not reached"
        why = ""
        if self.error <= until.error and not self.met:
            why = f"; it holds from {FEWEST_LOTS} independent lots on, and there are {self.lots}"
        if not self.met and follows_persons and self.over_draws > until.error:
            why = "; it comes from draws, so take more of these and not more replications"
        return f"{said} after {self.batches} batches; {until.error:.2%} {end}{why}"


def until_of(error: float | str, figure: str | None, most_batches: int | None) -> Until:
    """The precision asked for, checked.

    Parameters
    ----------
    error : float or str
        A share (0.01), or per cent (`1%`).
    figure : str, optional
        One of `FIGURES`; net present value if not given.
    most_batches : int, optional

    Raises
    ------
    RunError
        If the error is no share above 0 and below 1, or there is no such figure.
    """
    figure = "net_present_value" if figure is None else figure
    if figure not in FIGURES:
        raise RunError(
            Mistake(
                "precision_wrong",
                Place(path="until_figure"),
                found=figure,
                expected="one of " + ", ".join(FIGURES),
                do=did_you_mean(figure, list(FIGURES)),
            )
        )
    share = _share(error)
    most = MOST_BATCHES if most_batches is None else most_batches
    if share is None or most < 1:
        raise RunError(
            Mistake(
                "precision_wrong",
                Place(path="until_error" if share is None else "most_batches"),
                found=str(error) if share is None else str(most),
                expected="a share above 0 and below 1, such as 1% or 0.01"
                if share is None
                else "one batch or more",
                do="say how large the standard error may be" if share is None else "take 16",
            )
        )
    return Until(share, figure, most)


def _share(error: float | str) -> float | None:
    text = str(error).strip()
    try:
        value = float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        return None
    return value if 0.0 < value < 1.0 else None


def precision_of(dataset: xr.Dataset, until: Until, batches: int) -> Reached:
    """How sure the figure is in every scenario of a results dataset."""
    worth = appraise(dataset, detail=False)
    scramble = worth["scramble"].values
    names = [str(name) for name in worth["scenario"].values if name != BUSINESS_AS_USUAL]
    parts = {name: _parts(worth.sel(scenario=name), until.figure, scramble) for name in names}
    errors = {name: float(np.hypot(*each)) for name, each in parts.items()}
    worst = max(errors.values(), default=0.0)
    over_draws = max((draws for draws, _ in parts.values()), default=0.0)
    lots = int(dataset.sizes.get("replication", len(np.unique(scramble))))
    met = worst <= until.error and lots >= FEWEST_LOTS
    return Reached(worst, over_draws, errors, batches, lots, met)


def _parts(chosen: xr.Dataset, figure: str, scramble: Any) -> tuple[float, float]:
    """Errors of the mean from draws and from luck, as shares; infinite where unknown."""
    values = chosen[figure].values
    if figure == "benefit_cost_ratio":
        if np.isnan(values).all():  # no ratio to be sure of
            return 0.0, 0.0
        found, draws = ratio_and_range(values, chosen["funder_outlay"].values, scramble)
        size = abs(found["mean"])
    else:
        draws = monte_carlo_error(values, np.mean, scramble) if len(values) > 1 else 0.0
        size = abs(float(values.mean()))
    if figure in AGAINST_PUBLIC_COST:
        size = max(size, abs(float(chosen["public_cost"].values.mean())))
    return _over(draws, size), _over(luck_in(chosen, figure), size)


def _over(error: float, size: float) -> float:
    if error == 0.0:
        return 0.0
    return error / size if size > 0.0 and np.isfinite(error) else float("inf")
