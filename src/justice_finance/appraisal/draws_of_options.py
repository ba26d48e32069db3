"""Draws of the net benefit of options, and of parameters, as plain arrays.

Plain arrays have draws first; labelled ones have a dim `draw`, wherever it stands.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discounting import is_labelled
from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]

LEAST_DRAWS = 2


def draws_first(values: Any, name: str, dims: int) -> FloatArray:
    """A finite array with draws first and `dims` dims in all.

    Raises
    ------
    AppraisalError
        If it has other dims, fewer than two draws, or something that is no number.
    """
    if is_labelled(values) and "draw" in values.dims:
        values = values.transpose("draw", ...)
    found = np.asarray(getattr(values, "values", values), dtype=np.float64)
    if found.ndim != dims or found.shape[0] < LEAST_DRAWS or found.size == 0:
        expected = f"{dims} dims, draws first, with at least {LEAST_DRAWS} draws"
        refuse("arrays_do_not_fit", name, f"an array of shape {found.shape}", expected)
    if not np.isfinite(found).all():
        refuse("arrays_do_not_fit", name, "values that are not numbers", "a number in every draw")
    return found


def draws_by_option(net_benefit: Any) -> FloatArray:
    """Net benefit (draw, option)."""
    return draws_first(net_benefit, "net_benefit", 2)


def columns_of(parameters: Any, draws: int, name: str = "parameters") -> FloatArray:
    """Parameters (draw, k) that belong to so many draws; one parameter may be (draw,)."""
    plain = getattr(parameters, "values", parameters)
    if np.ndim(plain) == 1:
        plain = np.asarray(plain)[:, None]
        found = draws_first(plain, name, 2)
    else:
        found = draws_first(parameters, name, 2)
    if len(found) != draws:
        refuse("arrays_do_not_fit", name, f"{len(found)} draws", f"{draws}, as of net benefit")
    return found


def best_option(net_benefit: FloatArray) -> int:
    """The option with the largest mean: what would be chosen today; the first of several."""
    return int(np.argmax(net_benefit.mean(axis=0)))
