"""Futures of a run in which its preferred option fails."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import refuse_array
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.robustness.discovery import Discovery, discover_failures
from justice_finance.appraisal.worth import appraise
from justice_finance.errors import did_you_mean
from justice_finance.vocabulary import BUSINESS_AS_USUAL

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

FAILURES = {
    "loss": "worth less than doing nothing",
    "not_best": "another option, or doing nothing, is worth more",
    "regret": "worth less than the best option by more than `threshold`",
}


def failing_draws(
    net_benefit: Any, option: int, failure: str = "loss", threshold: float = 0.0
) -> BoolArray:
    """Draws in which an option fails.

    Parameters
    ----------
    net_benefit : array (draw, option)
        Worth against doing nothing.
    option : int
        The preferred one.
    failure : str
        One of `FAILURES`.
    threshold : float
        Money: for `loss` the worth below which it fails, for the others the shortfall above which
        it does.

    Returns
    -------
    array of bool (draw,)
    """
    values = np.asarray(net_benefit, dtype=np.float64)
    if failure not in FAILURES:
        refuse_array("failure", repr(failure), f"one of {', '.join(FAILURES)}")
    mine = values[:, option]
    if failure == "loss":
        return np.asarray(mine < threshold)
    best = np.maximum(values.max(axis=1), 0.0)
    return np.asarray(best - mine > threshold)


def failing_futures(
    results: Any,
    option: str | None = None,
    failure: str = "loss",
    threshold: float = 0.0,
    perspective: str = "society",
    resamples: int = 0,
    question: dict[str, Any] | None = None,
    **search: Any,
) -> Discovery:
    """Which values of the uncertain inputs make an option of a run fail.

    Parameters
    ----------
    results : Results
        With its draws (`results.draws`).
    option : str, optional
        A scenario; the one with the greatest mean net present value if not given.
    failure, threshold
        As in `failing_draws`; against business as usual.
    perspective : str
        As in `appraise`.
    resamples
        As in `discover_failures`.
    question : dict, optional
        Further arguments of `appraise`.
    search
        Further arguments of `discover_failures`.

    Returns
    -------
    Discovery

    Raises
    ------
    AppraisalError
        With code `draws_missing` if the run kept no draws; `comparator_unknown` for an unknown
        option; as `discover_failures`.
    """
    drawn = getattr(results, "draws", None)
    if drawn is None:
        refuse(
            "draws_missing",
            "results",
            "no draws of the uncertain inputs",
            "a run that kept its draws",
            "take the results of `run` or `read_run`, not the dataset alone",
        )
    worth = appraise(results, perspective, **{**(question or {}), "detail": False})
    names = [str(name) for name in worth["scenario"].values if name != BUSINESS_AS_USUAL]
    net = worth["net_present_value"].sel(scenario=names).transpose("draw", "scenario").values
    if option is None:
        option = names[int(net.mean(axis=0).argmax())]
    if option not in names:
        refuse(
            "comparator_unknown",
            "option",
            repr(option),
            f"one of {', '.join(names)}",
            did_you_mean(str(option), names),
        )
    inputs = drawn["value"].transpose("draw", "input")[: len(net)]
    fails = failing_draws(net, names.index(option), failure, threshold)
    return discover_failures(inputs, fails, resamples=resamples, **search)
