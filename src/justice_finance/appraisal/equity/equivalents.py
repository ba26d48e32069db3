"""Equally-distributed equivalents and inequality indices after Atkinson and Kolm-Pollak.

The equally-distributed equivalent of a distribution is the amount that, if everybody had it, would
be as good as the distribution. Averse to inequality means: below the mean.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.given_arrays import finite_array, refuse_array
from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]

KINDS = ("atkinson", "kolm_pollak")


def equally_distributed_equivalent(
    values: ArrayLike, aversion: float, kind: str = "atkinson", people: ArrayLike | None = None
) -> Any:
    """The amount that, if everybody had it, would be as good as the distribution.

    Parameters
    ----------
    values : array (..., group)
        What each person, or each person of a group, has: more is better (a harm with its sign
        turned round).
    aversion : float
        0 is none. Atkinson: elasticity of the weight of a further unit with respect to what a
        person has, a pure number. Kolm-Pollak: per unit of the values (`kolm_pollak_aversion`).
    kind : str
        `atkinson`: unchanged index if all values are multiplied by one factor; values above zero.
        `kolm_pollak`: unchanged index if one amount is added to all values; any values.
    people : array (group,), optional
        How many people each value stands for; one each if not given.

    Returns
    -------
    float or array (...)
        In the unit of the values; the mean without aversion, never above it.

    Raises
    ------
    AppraisalError
        With code `value_not_positive` for Atkinson of a value of 0 or less; `arrays_do_not_fit`.

    Notes
    -----
    Atkinson: (sum of shares x values^(1 - aversion))^(1 / (1 - aversion)); at 1 the geometric mean.
    Kolm-Pollak: -ln(sum of shares x exp(-aversion x values)) / aversion.

    Sources
    -------
    A. B. Atkinson (1970), "On the measurement of inequality", Journal of Economic Theory 2;
    S.-C. Kolm (1976), "Unequal inequalities I", Journal of Economic Theory 12; G. Sheriff and
    K. B. Maguire (2020), "Health risk, inequality indexes, and environmental justice", Risk
    Analysis 40.

    Examples
    --------
    >>> float(equally_distributed_equivalent([1.0, 4.0], 1.0))
    2.0
    """
    having, share = _distribution(values, people)
    if kind not in KINDS:
        refuse_array("kind", repr(kind), f"one of {', '.join(KINDS)}")
    if not np.isfinite(aversion) or aversion < 0.0:
        refuse_array("aversion", f"{aversion:g}", "a number of 0 or more")
    mean = having @ share
    if aversion == 0.0:
        return np.asarray(mean)[()]
    if kind == "kolm_pollak":
        from_mean = having - mean[..., None]
        return np.asarray(mean - _log_mean_exp(-aversion * from_mean, share) / aversion)[()]
    if (having <= 0.0).any():
        refuse(
            "value_not_positive",
            "values",
            f"{having.min():g}",
            "values above 0, as what a person without anything is given is beyond any weight",
            "take kind='kolm_pollak', or add what the people have besides",
        )
    logarithm = np.log(having)
    centre = logarithm @ share
    power = 1.0 - aversion
    if power == 0.0:
        return np.exp(centre)[()]
    further = _log_mean_exp(power * (logarithm - centre[..., None]), share) / power
    return np.exp(centre + further)[()]


def inequality_index(
    values: ArrayLike, aversion: float, kind: str = "atkinson", people: ArrayLike | None = None
) -> Any:
    """What inequality costs: how far the equally-distributed equivalent lies below the mean.

    Parameters
    ----------
    values, aversion, kind, people
        As in `equally_distributed_equivalent`.

    Returns
    -------
    float or array (...)
        Atkinson: share of the mean, 0..1. Kolm-Pollak: in the unit of the values. 0 where all have
        the same.
    """
    having, share = _distribution(values, people)
    equivalent = equally_distributed_equivalent(values, aversion, kind, people)
    mean = having @ share
    if kind == "atkinson":
        return np.asarray(1.0 - equivalent / mean)[()]
    return np.asarray(mean - equivalent)[()]


def kolm_pollak_aversion(
    values: ArrayLike, aversion: float, people: ArrayLike | None = None
) -> float:
    """The Kolm-Pollak aversion that weighs a distribution most nearly as an Atkinson one does.

    Parameters
    ----------
    values : array (group,)
        The distribution as it is.
    aversion : float
        Of Atkinson, a pure number.
    people : array (group,), optional

    Returns
    -------
    float
        Per unit of the values: aversion x sum of values / sum of squared values.

    Sources
    -------
    T. M. Logan and others (2021), "Measuring inequalities in urban systems", Computers, Environment
    and Urban Systems 86.
    """
    having, share = _distribution(values, people)
    return float(aversion * (having @ share) / (having**2 @ share))


def equity_weights(
    income: ArrayLike,
    elasticity: float = 1.3,
    people: ArrayLike | None = None,
    median_income: float | None = None,
) -> FloatArray:
    """How much one more unit of money counts in each group, against a person of median income.

    Parameters
    ----------
    income : array (group,)
        Money per person and year, above zero.
    elasticity : float
        Of the marginal utility of income, 0 or more.
    people : array (group,), optional
        For the median over groups; one each if not given.
    median_income : float, optional
        The country's own; if not given, the smallest income of a group up to which half of the
        people live.

    Returns
    -------
    array (group,)
        (median income / income)^elasticity.

    Sources
    -------
    HM Treasury, The Green Book (2022), A3.12 to A3.14: elasticity 1.3, after R. Layard, G. Mayraz
    and S. Nickell (2008), "The marginal utility of income", Journal of Public Economics 92.

    Examples
    --------
    >>> equity_weights([20_000.0, 40_000.0], 1.0, median_income=40_000.0).tolist()
    [2.0, 1.0]
    """
    having, share = _distribution(income, people)
    if not np.isfinite(elasticity) or elasticity < 0.0:
        refuse_array("elasticity", f"{elasticity:g}", "a number of 0 or more")
    if (having <= 0.0).any() or (median_income is not None and not median_income > 0.0):
        refuse(
            "value_not_positive",
            "income",
            f"{having.min():g}",
            "incomes above 0",
            "give what people live on, their own produce included",
        )
    if median_income is None:
        order = np.argsort(having, kind="stable")
        place = int(np.searchsorted(np.cumsum(share[order]), 0.5 - 1e-12))
        median_income = float(having[order][place])
    return np.asarray((median_income / having) ** elasticity)


def _distribution(values: ArrayLike, people: ArrayLike | None) -> tuple[FloatArray, FloatArray]:
    """Values (..., group) and the share of all people that each stands for (group,)."""
    having = finite_array("values", values, axes=range(1, 9))
    count = having.shape[-1]
    numbers = np.ones(count) if people is None else finite_array("people", people, axes=(1,))
    if len(numbers) != count or (numbers < 0.0).any() or not numbers.sum() > 0.0:
        refuse_array("people", f"{len(numbers)} numbers", f"{count} numbers of 0 or more")
    return having, numbers / numbers.sum()


def _log_mean_exp(exponent: FloatArray, share: FloatArray) -> FloatArray:
    """ln(sum of shares x exp(exponent)): near 0 through expm1, so that no digits are lost."""
    largest = exponent.max(axis=-1, keepdims=True)
    near = np.abs(exponent).max(axis=-1) < 1.0
    small = np.log1p(np.expm1(np.where(near[..., None], exponent, 0.0)) @ share)
    large = np.log(np.exp(exponent - largest) @ share) + largest[..., 0]
    return np.where(near, small, large)
