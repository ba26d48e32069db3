"""What the spread of a result comes from: a first measure for each uncertain input."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.language import marked

FloatArray = NDArray[np.float64]

METHOD = marked(
    "squared rank correlation of each uncertain input with net present value, less what chance "
    "alone would give, divided by their sum; inputs that act only together, or vary together, are "
    "not told apart"
)


def rank_correlation_shares(inputs: ArrayLike, outcome: ArrayLike) -> FloatArray:
    """Share of each input in the spread of an outcome, by squared rank correlation.

    Parameters
    ----------
    inputs : array (draw, input)
        Values of the uncertain inputs.
    outcome : array (draw,)
        The figure that they lead to.

    Returns
    -------
    array (input,)
        Shares between 0 and 1 that sum to one; all zero where no input is related to the outcome.

    Notes
    -----
    share_k = max(0, r_k^2 - 1 / (n - 1)) / sum over inputs of the same, with r_k Spearman's rank
    correlation over n draws. 1 / (n - 1) is the expected square of r where there is no relation.
    For an outcome that is additive in ranks and inputs that are independent, these are the shares
    of variance.

    Sources
    -------
    Saltelli and others, Global Sensitivity Analysis: The Primer, chapter 1 (rank measures).
    """
    values = np.asarray(inputs, dtype=np.float64)
    result = np.asarray(outcome, dtype=np.float64)
    count = len(result)
    if count < 3 or values.shape[1] == 0:
        return np.zeros(values.shape[1])
    ranked = _centred_ranks(values)
    target = _centred_ranks(result[:, None])[:, 0]
    norm = np.sqrt((ranked**2).sum(axis=0) * (target**2).sum())
    correlation = np.divide(
        ranked.T @ target, norm, out=np.zeros(values.shape[1]), where=norm > 0.0
    )
    square = np.maximum(0.0, correlation**2 - 1.0 / (count - 1))
    total = float(square.sum())
    return np.asarray(square / total if total > 0.0 else square)


def _centred_ranks(values: FloatArray) -> FloatArray:
    """Ranks along the first axis less their mean; ties share their mean rank."""
    ranks = np.empty_like(values)
    for column in range(values.shape[1]):
        _, place, count = np.unique(values[:, column], return_inverse=True, return_counts=True)
        ranks[:, column] = (np.cumsum(count) - 0.5 * (count - 1))[place]
    return ranks - 0.5 * (len(values) + 1)
