"""How sure a choice is: chance that each option is best, and what is lost if it is not.

Definitions (they stand under the curves, since usage differs):

acceptability curve
    of an option, at a value of one unit of effect: share of draws in which its net benefit is the
    largest of all. Where several are largest, they share the draw equally; so the curves of all
    options add up to one.
acceptability frontier
    at each value of effect, the curve of that option whose *mean* net benefit is largest. It is
    the chance that the right choice on average is right in truth; it need not be the highest curve.
expected loss
    of an option: mean over draws of the largest net benefit less its own. The option with the
    least expected loss is the one with the largest mean net benefit, and its expected loss is the
    value of perfect information.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.draws_of_options import best_option, draws_by_option
from justice_finance.appraisal.estimated import Estimated
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.uncertainty import monte_carlo_error

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]


def acceptability(net_benefit: Any) -> FloatArray:
    """Share of draws in which each option is best.

    Parameters
    ----------
    net_benefit : array (draw, option)
        Money; labelled arrays have a dim `draw`.

    Returns
    -------
    array (option,)
        Between 0 and 1; they sum to one, since options that are equally good share a draw.

    Sources
    -------
    B. A. van Hout and others (1994), "Costs, effects and C/E-ratios alongside a clinical trial",
    Health Economics 3.
    """
    return np.asarray(_share_of_best(draws_by_option(net_benefit)).mean(axis=0))


def _share_of_best(benefit: FloatArray) -> FloatArray:
    best = benefit == benefit.max(axis=1, keepdims=True)
    return np.asarray(best / best.sum(axis=1, keepdims=True))


def expected_loss(net_benefit: Any, scramble: ArrayLike | None = None) -> list[Estimated]:
    """Expected loss of each option, in the order of options, with standard errors.

    Parameters
    ----------
    net_benefit : array (draw, option)
        Money.
    scramble : array of int (draw,), optional
        Which independent scramble of the points each draw belongs to.

    Returns
    -------
    list of Estimated
        Money, zero or more.

    Sources
    -------
    S. Eckermann and A. R. Willan (2007), "Expected value of information and decision making in
    HTA", Health Economics 16.
    """
    benefit = draws_by_option(net_benefit)
    loss = benefit.max(axis=1, keepdims=True) - benefit
    return [
        Estimated(float(one.mean()), monte_carlo_error(one, np.mean, scramble)) for one in loss.T
    ]


def acceptability_curves(
    names: Sequence[str],
    costs: Any,
    effects: Any,
    values_of_effect: ArrayLike,
    scramble: ArrayLike | None = None,
) -> pd.DataFrame:
    """Acceptability, expected loss and frontier over values of one unit of effect.

    Parameters
    ----------
    names : sequence of str (option)
    costs, effects : array (draw, option)
        Money, and its effect.
    values_of_effect : array
        Money per unit of effect.
    scramble : array of int (draw,), optional

    Returns
    -------
    pandas.DataFrame
        One row for each value and option: `value_of_effect`, `name`, `acceptability` and its
        `standard_error`, `expected_loss`, `mean_net_benefit`, `on_frontier`. Definitions at the
        top of this module.

    Sources
    -------
    E. Fenwick, K. Claxton and M. Sculpher (2001), "Representing uncertainty: the role of
    cost-effectiveness acceptability curves", Health Economics 10.
    """
    import pandas as pd

    cost, effect = draws_by_option(costs), draws_by_option(effects)
    if cost.shape != effect.shape or cost.shape[1] != len(names):
        found = f"{cost.shape} costs and {effect.shape} effects"
        refuse("arrays_do_not_fit", "costs", found, f"both (draw, {len(names)})")
    rows = []
    for value in np.atleast_1d(np.asarray(values_of_effect, dtype=np.float64)).tolist():
        benefit = value * effect - cost
        best = _share_of_best(benefit)
        loss = (benefit.max(axis=1, keepdims=True) - benefit).mean(axis=0)
        today = best_option(benefit)
        for option, name in enumerate(names):
            share = best[:, option]
            error = monte_carlo_error(share, np.mean, scramble)
            means = (
                float(share.mean()),
                error,
                float(loss[option]),
                float(benefit[:, option].mean()),
            )
            rows.append((value, name, *means, option == today))
    columns = "value_of_effect name acceptability standard_error expected_loss"
    return pd.DataFrame(rows, columns=[*columns.split(), "mean_net_benefit", "on_frontier"])
