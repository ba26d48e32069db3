"""A study seen as a function of uncertain inputs: how the measures of sensitivity call it.

Such a function takes values of the inputs (point, input) and returns one outcome for each point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]
Function = Callable[[FloatArray], Any]
Quantile = Callable[[FloatArray], FloatArray]

SCRAMBLES = 8


def outcomes_of(function: Function, points: FloatArray) -> FloatArray:
    """Outcomes (point,), refused if they are not one finite number for each point."""
    found = np.asarray(function(points), dtype=np.float64)
    if found.shape != (len(points),) or not np.isfinite(found).all():
        expected = f"one finite number for each of {len(points)} rows of inputs"
        refuse("arrays_do_not_fit", "function", f"an array of shape {found.shape}", expected)
    return found


def named_quantiles(
    distributions: Mapping[str, Any] | Sequence[Any],
) -> tuple[tuple[str, ...], list[Quantile]]:
    """Names of the inputs, and what turns uniform numbers into their values.

    A distribution has `quantile` (`distributions.Distribution`) or `ppf` (of SciPy).
    """
    if isinstance(distributions, Mapping):
        names = tuple(str(name) for name in distributions)
        each = list(distributions.values())
    else:
        each = list(distributions)
        names = tuple(f"input {number + 1}" for number in range(len(each)))
    quantiles = [getattr(one, "quantile", None) or getattr(one, "ppf", None) for one in each]
    kept = [one for one in quantiles if one is not None]
    if not kept or len(kept) < len(quantiles):
        expected = "one or more distributions, each with a method `quantile` or `ppf`"
        refuse("arrays_do_not_fit", "distributions", str(distributions), expected)
    return names, kept


def values_of(quantiles: Sequence[Quantile], uniforms: FloatArray) -> FloatArray:
    """Values of the inputs (..., input) at uniform numbers of the same shape."""
    columns = [quantile(uniforms[..., number]) for number, quantile in enumerate(quantiles)]
    return np.stack(columns, axis=-1)


def power_of_two(points: int) -> int:
    """The next power of two, which a net of points needs; at least 16."""
    if points < 1:
        refuse("arrays_do_not_fit", "points", str(points), "at least one point")
    return 1 << max(4, (int(points) - 1).bit_length())
