"""The mean of net benefit given three parameters or more, each draw from a fit without it.

A quadratic surface, and a Gaussian process on what it leaves (radial kernels on some of the
draws; parameters stretched by how much each alone explains). Each fold of the draws is
predicted from the others, so that a rich fit cannot flatter itself.

Sources
-------
Strong, Oakley and Brennan (2014), Medical Decision Making 34 (Gaussian process regression);
V. Chernozhukov and others (2018), "Double/debiased machine learning for treatment and structural
parameters", Econometrics Journal 21 (cross-fitting).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.smoothing import penalised_fit, smooth

FloatArray = NDArray[np.float64]

FOLDS = 4
CENTRES = 120
_DRAWS_A_COLUMN = 8  # a quadratic surface has no more columns than draws / this
_REACHES = (1.5, 4.0)  # reach of the kernel, in standard deviations of the stretched parameters
_SEED = 0x666F6C64


def crossfitted(parameters: FloatArray, targets: FloatArray) -> FloatArray:
    """Means of targets (draw, target) given parameters (draw, k), each out of its own fold."""
    luck = np.random.default_rng(_SEED)
    folds = luck.permutation(len(parameters)) % FOLDS
    fitted = np.empty_like(targets)
    for fold in range(FOLDS):
        out = folds == fold
        fitted[out] = _predicted(parameters[~out], targets[~out], parameters[out], luck)
    return fitted


def _predicted(
    known: FloatArray, targets: FloatArray, asked: FloatArray, luck: np.random.Generator
) -> FloatArray:
    centre, scale = known.mean(axis=0), known.std(axis=0)
    used = scale > 0.0
    inner, outer = ((each - centre)[:, used] / scale[used] for each in (known, asked))
    surface, asked_surface = (_quadratic(each, len(known)) for each in (inner, outer))
    ridge = np.eye(surface.shape[1])
    ridge[0, 0] = 0.0
    weights = penalised_fit(surface, ridge, targets).weights
    left = targets - surface @ weights
    found = asked_surface @ weights
    if not used.any() or left.shape[0] < 4 * CENTRES or not np.any(np.ptp(left, axis=0) > 0.0):
        return np.asarray(found)
    stretch = _relevance(inner, targets)
    inner, outer = inner * stretch, outer * stretch
    points = inner[luck.choice(len(inner), CENTRES, replace=False)]
    kernels = [(_kernel(inner, points, r), _kernel(outer, points, r)) for r in _REACHES]
    matrix = np.concatenate([here for here, _ in kernels], axis=1)
    there = np.concatenate([away for _, away in kernels], axis=1)
    inside = np.zeros((matrix.shape[1],) * 2)
    for number, reach in enumerate(_REACHES):
        part = slice(number * CENTRES, (number + 1) * CENTRES)
        inside[part, part] = _kernel(points, points, reach)
    return np.asarray(found + there @ penalised_fit(matrix, inside, left).weights)


def _quadratic(points: FloatArray, draws: int) -> FloatArray:
    """One, each parameter, squares, and products if there are draws enough for them."""
    count = points.shape[1]
    columns = [np.ones((len(points), 1)), points]
    if 1 + 2 * count <= draws / _DRAWS_A_COLUMN:
        columns.append(points**2)
    first, second = np.triu_indices(count, 1)
    if 1 + 2 * count + len(first) <= draws / _DRAWS_A_COLUMN:
        columns.append(points[:, first] * points[:, second])
    return np.concatenate(columns, axis=1)


def _relevance(points: FloatArray, targets: FloatArray) -> FloatArray:
    """Stretch of each parameter, 0.1 to 1: root of the share of variance it explains alone."""
    spread = targets.var(axis=0)
    share = np.zeros(points.shape[1])
    for number in range(points.shape[1]):
        explained = smooth(points[:, [number]], targets).fitted.var(axis=0)
        share[number] = np.max(explained / np.where(spread > 0.0, spread, np.inf))
    return np.maximum(np.sqrt(share / max(float(share.max()), 1e-300)), 0.1)


def _kernel(points: FloatArray, centres: FloatArray, reach: float) -> FloatArray:
    square = (points**2).sum(axis=1)[:, None] + (centres**2).sum(axis=1) - 2.0 * points @ centres.T
    return np.asarray(np.exp(-0.5 * np.maximum(square, 0.0) / reach**2))
