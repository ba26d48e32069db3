"""Few draws make inputs move together by chance; what is known to be independent is taken out.

A net of few points in many dimensions leaves some inputs correlated although the study draws them
apart, and an input then casts the shadow of another's effect. Inputs that share no cause of
correlation in the study are independent in truth. So what they do to net benefit, as far as a
straight line tells, is subtracted before the mean given an input is fitted: the mean given the
input stays what it is, and the shadow goes.

Sources
-------
Control variates: Owen, Monte Carlo theory, methods and examples, chapter 8. Ridge with its penalty
by generalised cross-validation: G. H. Golub, M. Heath and G. Wahba (1979), Technometrics 21.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_PENALTIES = 10.0 ** np.arange(-6.0, 3.1, 0.5)
CLEAR = 3.0
"""Standard errors from which on an input counts as told apart from the others."""


@dataclass(frozen=True)
class Controls:
    """Inputs, who is drawn together with whom, and straight-line effects of all at once.

    Attributes
    ----------
    points : array (draw, input)
        Inputs less their means over their standard deviations; a constant input is zero.
    cause : array of int (input,)
        Inputs with the same number vary together by the study; -1 for an input on its own.
    slopes : array (input, option)
        Of net benefit on `points`, all inputs at once.
    clear : array of bool (input, option)
        Whether a slope is `CLEAR` standard errors from zero.
    """

    points: FloatArray
    cause: NDArray[np.int64]
    slopes: FloatArray
    clear: NDArray[np.bool_]

    def without_others(self, benefit: FloatArray, known: Sequence[int]) -> FloatArray:
        """Net benefit less what inputs independent of those known do to it (draw, option)."""
        causes = {int(self.cause[place]) for place in known} - {-1}
        kept = np.isin(np.arange(len(self.cause)), list(known)) | np.isin(
            self.cause, sorted(causes)
        )
        return np.asarray(benefit - self.points[:, ~kept] @ self.slopes[~kept])


def controls(
    benefit: FloatArray, inputs: FloatArray, names: Sequence[str], record: Mapping[str, Any]
) -> Controls:
    """Fit the straight-line effects of all inputs at once.

    Parameters
    ----------
    benefit : array (draw, option)
    inputs : array (draw, input)
    names : sequence of str (input)
    record : mapping
        Of the run; `correlations` says which inputs are drawn together.

    Returns
    -------
    Controls
    """
    scale = inputs.std(axis=0)
    points = (inputs - inputs.mean(axis=0)) / np.where(scale > 0.0, scale, 1.0)
    cause = np.full(len(names), -1)
    for number, each in enumerate(record.get("correlations", {}).values()):
        cause[np.isin(names, list(each["inputs"]))] = number
    slopes, errors = _ridge(points, benefit - benefit.mean(axis=0))
    clear = np.abs(slopes) >= CLEAR * np.maximum(errors, 1e-300)
    return Controls(points, cause, slopes, clear & (scale > 0.0)[:, None])


def _ridge(points: FloatArray, targets: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Slopes (input, option) and their standard errors, penalty by cross-validation."""
    count = len(points)
    if not points.shape[1]:
        return np.zeros((0, targets.shape[1])), np.zeros((0, targets.shape[1]))
    left, root, right = np.linalg.svd(points, full_matrices=False)
    turned = left.T @ targets
    rest = (targets**2).sum(axis=0) - (turned**2).sum(axis=0)
    slopes, errors = (np.zeros((points.shape[1], targets.shape[1])) for _ in range(2))
    for option in range(targets.shape[1]):
        best = None
        for penalty in _PENALTIES * count:
            shrunk = root**2 / (root**2 + penalty)
            used = 1.0 + shrunk.sum()
            away = ((1.0 - shrunk) ** 2 * turned[:, option] ** 2).sum() + max(rest[option], 0.0)
            score = away / max(count - used, 1e-9) ** 2 if used < count else np.inf
            if best is None or score < best[0]:
                best = score, penalty, away / max(count - used, 1.0)
        assert best is not None
        gain = root / (root**2 + best[1])
        slopes[:, option] = right.T @ (gain * turned[:, option])
        errors[:, option] = np.sqrt(best[2] * (right.T**2 @ gain**2))
    return slopes, errors
