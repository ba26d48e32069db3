"""The worth of small models of states, as others publish them: one matrix of moves per option.

Engines of studies are elsewhere; this recomputes published cases and serves quick comparisons. All
draws and options are worked through together, from the last year backwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.discount_rates import Rate
from justice_finance.appraisal.discounting import discount_factors
from justice_finance.appraisal.horizon import horizon_weights
from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]

_TOGETHER = 2048  # chains worked through at once; their numbers stay in the processor's cache


def state_chain_value(
    moves: ArrayLike,
    amounts: ArrayLike,
    years: int,
    rate: Rate,
    timing: str = "middle",
    start: ArrayLike | None = None,
) -> FloatArray:
    """Present value of amounts by state over a chain of states whose moves stay the same.

    Parameters
    ----------
    moves : array (..., state, state)
        Probability of each state (column) a year after each state (row); rows sum to one. Leading
        dims are draws and options.
    amounts : array (..., state)
        Money, or anything counted, per year in each state.
    years : int
        Length of the horizon.
    rate
        As in `discount_factors`.
    timing : str
        As in `horizon_weights`: what stands for a year.
    start : array (state,), optional
        Shares of people in each state at first; all in the first state if not given.

    Returns
    -------
    array (...)
        Sum over k = 0..years of weight_k x factor_k x start' moves^k amounts.

    Raises
    ------
    AppraisalError
        If the arrays do not fit each other, or rows of moves do not sum to one.

    Notes
    -----
    v(years) = weight x factor x amounts; v(k) = weight_k x factor_k x amounts + moves v(k + 1).
    """
    chain = np.asarray(moves, dtype=np.float64)
    count = chain.shape[-1]
    if chain.ndim < 2 or chain.shape[-2] != count:
        refuse("arrays_do_not_fit", "moves", f"an array of shape {chain.shape}", "(..., n, n)")
    if not bool(np.all(chain >= 0.0)) or not np.allclose(chain.sum(axis=-1), 1.0, atol=1e-9):
        refuse("arrays_do_not_fit", "moves", "rows that do not sum to one", "shares of one")
    first = np.eye(count)[0] if start is None else np.asarray(start, dtype=np.float64)
    amount = np.asarray(amounts, dtype=np.float64)
    if first.shape != (count,) or amount.shape[-1] != count:
        found = f"{amount.shape[-1]} amounts and {first.shape} at first"
        refuse("arrays_do_not_fit", "amounts", found, f"{count}, one for each state")
    shape = np.broadcast_shapes(chain.shape[:-2], amount.shape[:-1])
    flat = np.broadcast_to(chain, (*shape, count, count)).reshape(-1, count, count)
    paid = np.broadcast_to(amount, (*shape, count)).reshape(-1, count)
    weights = horizon_weights(years, timing) * discount_factors(rate, np.arange(years + 1))
    result = np.empty(len(flat))
    for begin in range(0, len(flat), _TOGETHER):
        part = slice(begin, begin + _TOGETHER)
        result[part] = first @ _backwards(flat[part], paid[part], weights)
    return result.reshape(shape)


def _backwards(moves: FloatArray, amounts: FloatArray, weights: FloatArray) -> FloatArray:
    """Worth of standing in each state at first (state, chain)."""
    across = np.ascontiguousarray(np.moveaxis(moves, 0, -1))
    paid = np.ascontiguousarray(amounts.T)
    value: FloatArray = weights[-1] * paid
    for weight in weights[-2::-1]:
        later = np.einsum("stc,tc->sc", across, value)
        value = later + weight * paid
    return value
