"""Points in the unit cube for joint draws, and how they become correlated numbers and shares.

Only uniform numbers come in and go out (shares excepted); what they mean is said by whoever asks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

_SEED_KEY = 0x6A7573  # keeps this stream apart from any other use of the same seed
_EDGE = 2.0**-40  # no number is nearer to 0 or 1


def scrambled_sobol(
    dimension: int, points: int, scrambles: int, seed: int, first: int = 0
) -> FloatArray:
    """Scrambled Sobol points, several independent scrambles of the same net.

    Parameters
    ----------
    dimension : int
        Numbers in each point.
    points : int
        In each scramble; a power of two.
    scrambles : int
        How many; a mean over each is independent of the others and without bias.
    seed : int
        Names the scrambles; the same seed gives the same bits.
    first : int
        Number of the first scramble: further ones are added without changing those before.

    Returns
    -------
    array (scramble, point, dimension)
        Strictly between 0 and 1.

    Sources
    -------
    Sobol (1967); Owen (1998); S. Joe and F. Y. Kuo (2008), "Constructing Sobol' sequences with
    better two-dimensional projections", SIAM Journal on Scientific Computing 30 (as in SciPy).
    """
    if points < 1 or points & (points - 1):
        raise ValueError("points of a Sobol net come in powers of two")
    if dimension == 0:
        return np.empty((scrambles, points, 0))
    from scipy.stats import qmc

    parts = []
    for number in range(first, first + scrambles):
        generator = np.random.default_rng([_SEED_KEY, seed, number])
        sampler = qmc.Sobol(dimension, scramble=True, rng=generator)
        parts.append(sampler.random_base2(points.bit_length() - 1))
    return np.asarray(np.clip(np.stack(parts), _EDGE, 1.0 - _EDGE))


def copula_uniforms(uniforms: FloatArray, correlation: ArrayLike) -> FloatArray:
    """Uniform numbers that vary together (Gaussian copula).

    Parameters
    ----------
    uniforms : array (draw, k)
        Independent, in (0, 1).
    correlation : array (k, k)
        Of the normal numbers behind them; symmetric, ones on its diagonal, positive definite.

    Returns
    -------
    array (draw, k)
        Each column uniform in (0, 1).

    Raises
    ------
    ValueError
        If the correlations are those of no joint distribution.
    """
    from scipy import special

    lower = correlation_root(correlation)
    independent = special.ndtri(np.array(uniforms, order="C"))
    joint = np.zeros_like(independent)
    for column, row in enumerate(lower):  # no matrix product: a draw has its bits in any company
        for number in range(column + 1):
            joint[:, column] += row[number] * independent[:, number]
    return np.asarray(special.ndtr(joint), dtype=np.float64)


def correlation_root(correlation: ArrayLike) -> FloatArray:
    """Lower triangle L with L L' = correlation; refuses what is no matrix of correlations."""
    matrix = np.asarray(correlation, dtype=np.float64)
    square = matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1]
    if not square or not np.allclose(matrix, matrix.T) or not np.allclose(np.diag(matrix), 1.0):
        raise ValueError("correlations: a symmetric square with ones on its diagonal is needed")
    try:
        return np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise ValueError("correlations that no joint distribution has") from None


def dirichlet_shares(uniforms: FloatArray, concentrations: ArrayLike) -> FloatArray:
    """Shares of a whole, drawn together so that they sum to one.

    Parameters
    ----------
    uniforms : array (draw, k)
        Independent, in (0, 1); one column for each share.
    concentrations : array (k,)
        Above zero; of counted people, the counts. Share i has mean a_i / sum(a).

    Returns
    -------
    array (draw, k)
        Between 0 and 1; rows sum to one.

    Notes
    -----
    Gamma numbers of these shapes over their sum, each from its own uniform number.
    """
    from scipy import special

    shapes = np.asarray(concentrations, dtype=np.float64)
    if shapes.ndim != 1 or not bool(np.all(shapes > 0.0)):
        raise ValueError("concentrations above zero are needed, one for each share")
    parts = special.gammaincinv(shapes, np.array(uniforms, order="C"))
    total = np.zeros(len(parts))
    for column in parts.T:  # one by one: a draw has its bits in any company
        total += column
    return np.asarray(parts / total[:, None], dtype=np.float64)
