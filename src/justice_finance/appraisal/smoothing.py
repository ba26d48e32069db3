"""Penalised splines in one or two parameters: the mean of net benefit given what would be known.

Cubic splines on knots at quantiles, with the integrated squared second derivative as penalty, so
that straight lines (planes with a product term, in two parameters) are never penalised. How
smooth each curve is, is chosen by generalised cross-validation.

Sources
-------
S. N. Wood (2017), Generalized Additive Models, chapters 4 and 5; M. Strong, J. E. Oakley and
A. Brennan (2014), "Estimating multiparameter partial expected value of perfect information from a
probabilistic sensitivity analysis sample: a nonparametric regression approach", Medical Decision
Making 34.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

KNOTS = {1: 12, 2: 5}  # between the ends, for one parameter and for each of two
FEW_VALUES = 12  # with no more different values than this, each has its own mean
_PENALTIES = 10.0 ** np.arange(-9.0, 7.1, 0.5)


@dataclass(frozen=True)
class Curves:
    """Fitted means of several targets.

    Attributes
    ----------
    fitted : array (draw, target)
        At the draws it was fitted to.
    at : callable
        From parameters (n, k) to means (n, target).
    spread_of : callable
        The smoother itself, as strong as it was for each target, applied to other columns
        (draw, target). It is symmetric: applied to the indicator of some draws, it gives the
        weight of each residual in the sum of fitted means over these draws.
    """

    fitted: FloatArray
    at: Callable[[FloatArray], FloatArray]
    spread_of: Callable[[FloatArray], FloatArray]


def smooth(parameters: FloatArray, targets: FloatArray) -> Curves:
    """Fit the mean of each target given one or two parameters.

    Parameters
    ----------
    parameters : array (draw, k)
        k is 1 or 2.
    targets : array (draw, target)

    Returns
    -------
    Curves
    """
    varying = [column for column in parameters.T if np.ptp(column) > 0.0]
    kept = [number for number, column in enumerate(parameters.T) if np.ptp(column) > 0.0]
    if not varying:
        mean = targets.mean(axis=0)
        return Curves(
            np.broadcast_to(mean, targets.shape).copy(),
            lambda points: np.broadcast_to(mean, (len(points), len(mean))).copy(),
            lambda other: np.broadcast_to(other.mean(axis=0), other.shape).copy(),
        )
    if len(varying) == 1 and len(np.unique(varying[0])) <= FEW_VALUES:
        return _means_by_value(parameters, kept[0], targets)
    bases = [_Basis.over(column, KNOTS[len(varying)]) for column in varying]

    def design(points: FloatArray) -> FloatArray:
        parts = [basis.at(points[:, number]) for basis, number in zip(bases, kept, strict=True)]
        if len(parts) == 1:
            return parts[0]
        return np.asarray(np.einsum("ni,nj->nij", *parts).reshape(len(points), -1))

    matrix = design(parameters)
    fit = penalised_fit(matrix, _penalty(bases), targets)
    return Curves(
        matrix @ fit.weights,
        lambda points: design(points) @ fit.weights,
        lambda other: matrix @ fit.weights_for(matrix.T @ other),
    )


def _means_by_value(parameters: FloatArray, number: int, targets: FloatArray) -> Curves:
    values, place = np.unique(parameters[:, number], return_inverse=True)
    counts = np.bincount(place)

    def means_of(other: FloatArray) -> FloatArray:
        sums = np.stack([np.bincount(place, column) for column in other.T], axis=1)
        return np.asarray(sums / counts[:, None])

    means = means_of(targets)

    def at(points: FloatArray) -> FloatArray:
        nearest = np.abs(points[:, number, None] - values).argmin(axis=1)
        return np.asarray(means[nearest])

    return Curves(means[place], at, lambda other: means_of(other)[place])


@dataclass(frozen=True)
class _Basis:
    """Cubic B-splines of one parameter; beyond its range they go on as straight lines."""

    knots: FloatArray
    low: float
    high: float

    @classmethod
    def over(cls, column: FloatArray, count: int) -> _Basis:
        inside = np.unique(np.quantile(column, np.linspace(0.0, 1.0, count + 2)))
        knots = np.concatenate([[inside[0]] * 3, inside, [inside[-1]] * 3])
        return cls(knots, float(inside[0]), float(inside[-1]))

    def at(self, column: FloatArray, derivative: int = 0) -> FloatArray:
        from scipy.interpolate import BSpline

        count = len(self.knots) - 4
        inside = np.clip(column, self.low, self.high)
        if derivative:
            spline = BSpline(self.knots, np.eye(count), 3).derivative(derivative)
            return np.asarray(spline(inside))
        found = np.asarray(BSpline.design_matrix(inside, self.knots, 3).toarray())
        beyond = column - inside
        if np.any(beyond):
            out = np.flatnonzero(beyond)
            found[out] += beyond[out, None] * self.at(column[out], 1)
        return found

    def roughness(self) -> FloatArray:
        """Integral of products of second derivatives, scaled to a range of one."""
        breaks = np.unique(self.knots)
        half = 0.5 * np.diff(breaks)
        middle = breaks[:-1] + half
        total = np.zeros((len(self.knots) - 4,) * 2)
        for node in (-(3.0**-0.5), 3.0**-0.5):  # exact: second derivatives are straight lines
            second = self.at(middle + node * half, 2)
            total += (second * half[:, None]).T @ second
        return total * (self.high - self.low) ** 3


def _penalty(bases: list[_Basis]) -> FloatArray:
    if len(bases) == 1:
        return bases[0].roughness()
    first, second = (basis.roughness() for basis in bases)
    return np.kron(first, np.eye(len(second))) + np.kron(np.eye(len(first)), second)


@dataclass(frozen=True)
class PenalisedFit:
    """Weights of columns for each target, and the same shrinkage for anything else."""

    weights: FloatArray
    back: FloatArray
    shrink: FloatArray

    def weights_for(self, products: FloatArray) -> FloatArray:
        """Weights (column, target) for other right-hand sides X'y (column, target)."""
        return np.asarray(self.back @ (self.shrink * (self.back.T @ products)))


def penalised_fit(matrix: FloatArray, penalty: FloatArray, targets: FloatArray) -> PenalisedFit:
    """Weights (column, target) that minimise squares + penalty, its strength by cross-validation.

    Notes
    -----
    With X'X = L L' and L^-1 S L'^-1 = U diag(d) U', a strength s shrinks coordinate i by
    1 / (1 + s d_i). Generalised cross-validation: n RSS / (n - sum of the shrinkages)^2.
    """
    count = len(matrix)
    gram = matrix.T @ matrix
    gram += np.eye(len(gram)) * (1e-10 * np.trace(gram) / len(gram))
    lower = np.linalg.cholesky(gram)
    half = np.linalg.solve(lower, np.linalg.solve(lower, penalty).T)
    rough, turn = np.linalg.eigh(0.5 * (half + half.T))
    rough = np.maximum(rough, 0.0)
    rough[rough < 1e-9 * rough.max(initial=0.0)] = 0.0
    back = np.linalg.solve(lower.T, turn)
    coordinates = back.T @ (matrix.T @ targets)
    unit = max(float(np.median(rough[rough > 0.0])), 1e-300) if (rough > 0.0).any() else 1.0
    shrink = 1.0 / (1.0 + _PENALTIES[:, None] / unit * rough)
    spread = (targets**2).sum(axis=0)
    kept = (2.0 * shrink - shrink**2) @ coordinates**2
    residual = np.maximum(spread - kept, 1e-14 * spread)
    left = np.maximum(count - shrink.sum(axis=1), 1e-6 * count)
    score = count * residual / left[:, None] ** 2
    best = shrink[np.argmin(score, axis=0)].T
    return PenalisedFit(np.asarray(back @ (best * coordinates)), back, best)
