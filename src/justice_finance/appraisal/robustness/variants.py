"""Structural variants as a dimension of their own: rankings, regret, and what knowing is worth.

Data cannot tell the variants apart, so they have no probabilities unless somebody gives them. They
are never averaged here without weights that were given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import finite_array, refuse_array
from justice_finance.appraisal.robustness.regret import common_draws, regrets
from justice_finance.appraisal.worth import appraise

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class WorthOfKnowing:
    """What it is worth to know which state of the world holds before choosing.

    Attributes
    ----------
    value : float
        With weights: expected gain of choosing after knowing. Without: the largest expected gain
        that any weights give, which is also the smallest largest expected regret that mixing
        options can reach.
    weights : array (state,)
        The weights given; without any, those under which knowing is worth most.
    option : int or None
        With weights, the option that is best without knowing; else None.
    largest_regret : float
        Smallest largest regret of one option: the most that knowing could gain by after choosing
        that option, and never below `value`.
    least_regretted : int
        That option.
    """

    value: float
    weights: FloatArray
    option: int | None
    largest_regret: float
    least_regretted: int


def worth_of_knowing(values: Any, weights: Any = None) -> WorthOfKnowing:
    """What it is worth to know which structural variant holds.

    Parameters
    ----------
    values : array (variant, option)
        Mean worth of each option (or portfolio) in each variant.
    weights : array (variant,), optional
        How likely each variant is held to be; sums to one.

    Returns
    -------
    WorthOfKnowing

    Raises
    ------
    AppraisalError
        With code `arrays_do_not_fit`.

    Notes
    -----
    With weights w: sum of w x (value of the best option of each variant) - value of the option that
    is best on average. Without: the largest such value over all w, a linear programme whose dual
    mixes options so that the largest expected regret is smallest.

    Sources
    -------
    R. A. Howard (1966), "Information value theory", IEEE Transactions on Systems Science and
    Cybernetics 2; J. von Neumann (1928), "Zur Theorie der Gesellschaftsspiele", Mathematische
    Annalen 100 (minimax theorem).

    Examples
    --------
    >>> worth_of_knowing([[4.0, 0.0], [0.0, 2.0]], [0.5, 0.5]).value
    1.0
    """
    found = regrets(values)
    states = len(found.value)
    plain = float(found.largest_regret.min()), found.least_regretted
    if weights is None:
        value, held = _least_favourable(found.regret)
        return WorthOfKnowing(value, held, None, *plain)
    held = finite_array("weights", weights, axes=(1,))
    if len(held) != states or (held < 0.0).any() or abs(held.sum() - 1.0) > 1e-9:
        refuse_array("weights", str(held.tolist()), f"{states} shares that sum to one")
    lost = held @ found.regret
    return WorthOfKnowing(float(lost.min()), held, int(lost.argmin()), *plain)


def _least_favourable(lost: FloatArray) -> tuple[float, FloatArray]:
    """max over weights of the smallest weighted regret, and these weights."""
    from scipy.optimize import linprog

    states, options = lost.shape
    scale = float(lost.max()) or 1.0
    found = linprog(
        np.append(np.zeros(states), -1.0),
        A_ub=np.hstack([-lost.T / scale, np.ones((options, 1))]),
        b_ub=np.zeros(options),
        A_eq=np.append(np.ones(states), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0.0, 1.0)] * states + [(0.0, None)],
        method="highs",
    )
    return float(found.x[-1]) * scale, np.asarray(found.x[:-1], dtype=np.float64)


def by_variant(measure: Callable[..., Any], results: Any, *asked: Any, **question: Any) -> Any:
    """Any measure of the appraisal, in every structural variant, on the draws that all have.

    Parameters
    ----------
    measure : callable
        Takes a results dataset and further arguments: `appraise`, `by_group`, `budget_impact` and
        so on.
    results : Results or xarray.Dataset
    asked, question
        Further arguments of the measure.

    Returns
    -------
    xarray.Dataset or dict
        Along `structural_variant` where the measure returns datasets; otherwise by variant.
    """
    found = {
        name: measure(dataset, *asked, **question)
        for name, dataset in common_draws(results).items()
    }
    if not all(hasattr(each, "data_vars") for each in found.values()):
        return found
    import xarray as xr

    return xr.concat(
        list(found.values()),
        xr.Variable("structural_variant", list(found)),
        combine_attrs="drop_conflicts",
    )


def across_variants(
    results: Any,
    perspective: str = "society",
    weights: Mapping[str, float] | None = None,
    **question: Any,
) -> xr.Dataset:
    """Rankings, regret and worth of knowing over the structural variants of a run.

    Parameters
    ----------
    results : Results
    perspective : str
        As in `appraise`.
    weights : mapping of str to float, optional
        How likely each variant is held to be.
    question
        Further arguments of `appraise`.

    Returns
    -------
    xarray.Dataset
        Over structural_variant, scenario: `net_present_value` (mean over draws), `rank` (1 is
        best), `regret`; over scenario: `largest_regret`, `same_rank` (whether all variants agree);
        `worth_of_knowing` and, over structural_variant, `weights` (given, or least favourable).
    """
    import xarray as xr

    worth = by_variant(appraise, results, perspective, **{**question, "detail": False})[
        "net_present_value"
    ].mean("draw")
    values = worth.transpose("structural_variant", "scenario").values
    names = [str(name) for name in worth["structural_variant"].values]
    if weights is not None and set(weights) != set(names):
        refuse_array("weights", ", ".join(weights), f"a weight for each of {', '.join(names)}")
    given = None if weights is None else [float(weights[name]) for name in names]
    known, found = worth_of_knowing(values, given), regrets(values)
    rank = 1 + (values[:, None, :] > values[:, :, None]).sum(axis=2)
    both = ("structural_variant", "scenario")
    variables = {
        "net_present_value": (both, values),
        "rank": (both, rank),
        "regret": (both, found.regret),
        "largest_regret": (("scenario",), found.largest_regret),
        "same_rank": (("scenario",), (rank == rank[0]).all(axis=0)),
        "weights": (("structural_variant",), known.weights),
        "worth_of_knowing": ((), known.value),
    }
    scenarios = [str(name) for name in worth["scenario"].values]
    attributes = {
        "perspective": perspective,
        "weights": "least favourable" if weights is None else "given",
        "least_regretted": scenarios[known.least_regretted],
        "smallest_largest_regret": known.largest_regret,
    }
    coords = {"structural_variant": names, "scenario": scenarios}
    return xr.Dataset(variables, coords=coords, attrs=attributes)
