"""A mean made surer by what a quicker engine says of the same draws, and of many more.

Controlled mean = mean of y - beta (mean of x over the same draws - mean of x over further draws),
where y comes from an engine that follows persons and x from the cohort engine. Beta is the slope of
y on x. It is learned, for each scramble, from the draws of the other scrambles, which are
independent of it: so the controlled mean is unbiased, whatever the two engines have in common.

Sources
-------
Owen, Monte Carlo theory, methods and examples, chapter 8.9 (control variates; a coefficient from
independent samples leaves no bias).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

SAME, FURTHER = "_of_control", "_of_further_control"
FIGURES = ("net_present_value", "public_cost", "problems_resolved")


def controls_of(data: xr.Dataset) -> dict[str, xr.Dataset]:
    """Results of the control in place of those of the run, by ending; none if the run has none.

    `_of_control` has the draws of the run, `_of_further_control` lots of further draws as draws.
    """
    found: dict[str, xr.Dataset] = {}
    for ending, dim in ((SAME, "draw"), (FURTHER, "lot")):
        names = [str(name) for name in data.data_vars if str(name).endswith(ending)]
        if names:
            kept = data[names].rename({name: name.removesuffix(ending) for name in names})
            if dim != "draw":
                kept = kept.drop_vars(["draw", "scramble"], errors="ignore").rename({dim: "draw"})
            accounts = {name: data[name].values for name in ("problem_account", "group_account")}
            found[ending] = kept.assign_coords(accounts).assign_attrs(data.attrs)
    return found


def with_control(worth: xr.Dataset, controls: dict[str, xr.Dataset]) -> xr.Dataset:
    """Add the control's figures to an appraisal: `<figure>_of_control` and the further ones."""
    added = {}
    for ending, one in controls.items():
        dim = "draw" if ending == SAME else "lot"
        for name in FIGURES:
            added[f"{name}{ending}"] = (("scenario", dim), one[name].values)
    return worth.assign(added)


def controlled_mean(
    values: ArrayLike, control: ArrayLike, further: ArrayLike, scramble: ArrayLike
) -> dict[str, float]:
    """A mean over draws with a control variate.

    Parameters
    ----------
    values, control : arrays (draw,)
        The figure and its control in the same draws.
    further : array (lot,)
        Means of the control over independent lots of further draws.
    scramble : int array (draw,)
        Which independent scramble each draw belongs to; where there is one, draws are split into
        eight parts as they come.

    Returns
    -------
    dict
        `mean`; `standard_error` over draws, luck left out; `beta`; `variance_reduction`: variance
        of the plain mean over that of the controlled one (below 1 where the control does harm).
    """
    y, x, group = (np.asarray(each) for each in (values, control, scramble))
    if len(np.unique(group)) < 2:
        group = np.arange(len(y)) % 8
    lots = np.asarray(further, dtype=np.float64)
    names = np.unique(group)
    betas = np.array([_slope(y[group != name], x[group != name]) for name in names])
    means = np.array([[each[group == name].mean() for each in (y, x)] for name in names])
    controlled = means[:, 0] - betas * (means[:, 1] - lots.mean())
    of_lots = lots.var(ddof=1) / len(lots)
    plain = means[:, 0].var(ddof=1) / len(names)
    variance = controlled.var(ddof=1) / len(names) + betas.mean() ** 2 * of_lots
    return {
        "mean": float(controlled.mean()),
        "standard_error": float(np.sqrt(variance)),
        "beta": float(betas.mean()),
        "variance_reduction": float(plain / variance) if variance > 0.0 else 1.0,
    }


def _slope(y: FloatArray, x: FloatArray) -> float:
    centred = x - x.mean()
    spread = float((centred * centred).sum())
    return float((centred * (y - y.mean())).sum()) / spread if spread > 0.0 else 0.0
