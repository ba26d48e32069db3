"""Allowances that an appraisal makes once: for optimism, and for what public money costs to raise.

Each may be made in one way only. Costs whose distribution already reaches above what was planned
need no uplift; an account that already has rows of excess burden needs no marginal cost.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from justice_finance.appraisal.refusals import refuse
from justice_finance.distributions import Distribution

EXCESS_BURDEN = "excess_burden"


def with_optimism_bias(
    planned: ArrayLike,
    uplift: float | None = None,
    overrun: Distribution | None = None,
    uniforms: ArrayLike | None = None,
) -> Any:
    """Planned costs as they are likely to turn out, allowed for once.

    Parameters
    ----------
    planned : array (..., time) or, with `overrun`, (draw, time) or (time,)
        Costs as planned.
    uplift : float, optional
        Share added to every cost, such as 0.24 for 24 %.
    overrun : Distribution, optional
        Of actual over planned cost, such as a lognormal of mean 1.24.
    uniforms : array (draw,), optional
        Numbers in (0, 1), one for each draw of `overrun`.

    Returns
    -------
    array
        Like `planned`; (draw, time) with `overrun`.

    Raises
    ------
    AppraisalError
        If both ways are taken, or neither: optimism is allowed for exactly once.

    Sources
    -------
    HM Treasury, The Green Book (2022), annex 5, and its supplementary guidance on optimism bias.
    """
    costs = np.asarray(planned, dtype=np.float64)
    if (uplift is None) == (overrun is None):
        found = "neither" if uplift is None else "an uplift and a distribution"
        refuse(
            "optimism_not_once",
            "uplift",
            found,
            "an uplift or a distribution of overruns, exactly one of them",
            "leave one of them out; where costs have a spread about their likely value, take none",
        )
    if uplift is not None:
        return costs * (1.0 + uplift)
    if uniforms is None or overrun is None:
        refuse("arrays_do_not_fit", "uniforms", "nothing", "one number in (0, 1) for each draw")
    return overrun.quantile(np.asarray(uniforms, dtype=np.float64))[:, None] * costs


def cost_of_public_funds(
    net_outlay: ArrayLike, marginal_cost: ArrayLike, categories: tuple[str, ...] = ()
) -> Any:
    """What public spending costs society beyond the money: the excess burden of raising it.

    Parameters
    ----------
    net_outlay : array
        Net outlay of the public sector, positive for spending; savings count against it.
    marginal_cost : float or array
        Cost to society of raising one more unit of public money, at least 1.
    categories : tuple of str
        Cost categories of the account that this is added to.

    Returns
    -------
    array
        (marginal cost - 1) x net outlay, to be taken from society's net present value.

    Raises
    ------
    AppraisalError
        If the marginal cost is below 1, or the account already has rows of excess burden.

    Sources
    -------
    Ballard, Shoven and Whalley (1985), American Economic Review 75.
    """
    cost = np.asarray(marginal_cost, dtype=np.float64)
    if not bool(np.all(cost >= 1.0)):
        refuse("marginal_cost_below_one", "marginal_cost", str(marginal_cost), "1 or more")
    if EXCESS_BURDEN in categories:
        refuse(
            "excess_burden_twice",
            "categories",
            f"rows of `{EXCESS_BURDEN}`",
            "an account without them",
            "take the account's own rows, or leave them out of it",
        )
    return np.asarray((cost - 1.0) * np.asarray(net_outlay, dtype=np.float64))[()]
