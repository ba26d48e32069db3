"""Arrays that people hand to a measure, plain or labelled: checked before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]


def finite_array(name: str, given: Any, *, axes: Sequence[int]) -> FloatArray:
    """Numbers of an array, plain or labelled.

    Parameters
    ----------
    name : str
        Of the argument, for the message.
    given : array or xarray.DataArray
    axes : sequence of int
        How many axes it may have.

    Raises
    ------
    AppraisalError
        With code `arrays_do_not_fit` if it has another number of axes, or a number that is
        infinite or undefined.
    """
    try:
        values = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        refuse_array(name, "something that is no array of numbers", "numbers, one per place")
    if values.ndim not in axes:
        wanted = " or ".join(str(count) for count in axes)
        refuse_array(name, f"{values.ndim} axes", f"{wanted} axes")
    if not np.isfinite(values).all():
        refuse_array(name, "an infinite or undefined number", "finite numbers only")
    return values


def refuse_array(name: str, found: str, expected: str) -> NoReturn:
    """Raise for an array that does not fit.

    Raises
    ------
    AppraisalError
        Always, with code `arrays_do_not_fit`.
    """
    refuse("arrays_do_not_fit", name, found, expected)


def names_of_last(given: Any, count: int) -> tuple[str, ...]:
    """Names along the last dim of a labelled array; places from 0 for a plain one."""
    dims = getattr(given, "dims", ())
    if dims and dims[-1] in given.coords:
        return tuple(str(name) for name in given[dims[-1]].values)
    return tuple(str(place) for place in range(count))
