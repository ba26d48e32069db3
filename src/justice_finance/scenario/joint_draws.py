"""Uncertain inputs that are drawn together: what they have in common, and their joint numbers.

Three ways, all stated in the file of the country:

- `correlations`: inputs that share a cause. z = sqrt(rho) x common + sqrt(1 - rho) x own on the
  normal scale (a one-factor Gaussian copula), so any two have the same correlation there;
- `rank_correlations`: Spearman's rank correlation of each pair (a Gaussian copula whose normal
  correlations are 2 sin(pi x rank correlation / 6));
- `counted_shares`: shares of one whole, as if so many had been counted (a Dirichlet distribution).

Sources
-------
K. Pearson (1907), "On further methods of determining correlation", Drapers' Company Research
Memoirs, Biometric Series 4 (the relation of the two correlations); A. Briggs, K. Claxton and M.
Sculpher (2006), Decision Modelling for Health Economic Evaluation, chapter 4 (Dirichlet).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.distributions import correlated_uniform
from justice_finance.sampling import copula_uniforms, dirichlet_shares

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class CommonCause:
    """Inputs that vary together, any two alike.

    Attributes
    ----------
    name : str
    inputs : tuple of str
        Ids.
    correlation : float
        Of any two, on the normal scale; 0..1.
    """

    name: str
    inputs: tuple[str, ...]
    correlation: float

    further = 1
    """Uniform numbers needed beside those of the inputs."""

    def uniforms(self, own: FloatArray, common: FloatArray) -> FloatArray:
        """Joint uniform numbers (draw, input) from independent ones and what is in common."""
        return correlated_uniform(own, common, self.correlation)

    def as_record(self) -> dict[str, Any]:
        """As plain values."""
        return {"inputs": list(self.inputs), "correlation": self.correlation}


@dataclass(frozen=True)
class RankCorrelated:
    """Inputs of which each pair has a rank correlation of its own.

    Attributes
    ----------
    name : str
    inputs : tuple of str
        Ids.
    ranks : tuple of tuples of float
        Spearman's correlations, symmetric, ones on the diagonal.
    """

    name: str
    inputs: tuple[str, ...]
    ranks: tuple[tuple[float, ...], ...]

    further = 0

    def uniforms(self, own: FloatArray, common: FloatArray) -> FloatArray:
        """Joint uniform numbers (draw, input) from independent ones; `common` has no columns."""
        return copula_uniforms(own, normal_correlations(np.array(self.ranks)))

    def as_record(self) -> dict[str, Any]:
        """As plain values."""
        return {"inputs": list(self.inputs), "rank_correlations": [list(row) for row in self.ranks]}


@dataclass(frozen=True)
class SharesOfAWhole:
    """Shares that are drawn so that they sum to one.

    Attributes
    ----------
    name : str
    inputs : tuple of str
        Ids.
    concentrations : tuple of float
        Of each input; one more for the rest if they do not sum to one by themselves.
    """

    name: str
    inputs: tuple[str, ...]
    concentrations: tuple[float, ...]

    @property
    def further(self) -> int:
        """One more number where there is a rest."""
        return len(self.concentrations) - len(self.inputs)

    def values(self, own: FloatArray, common: FloatArray) -> FloatArray:
        """Shares (draw, input) from independent uniform numbers, the last one for the rest."""
        shares = dirichlet_shares(np.concatenate([own, common], axis=1), self.concentrations)
        return shares[:, : len(self.inputs)]

    def as_record(self) -> dict[str, Any]:
        """As plain values."""
        return {"inputs": list(self.inputs), "counted": sum(self.concentrations)}


Joint = CommonCause | RankCorrelated | SharesOfAWhole


def normal_correlations(ranks: FloatArray) -> FloatArray:
    """Correlations of normal numbers that have these rank correlations: 2 sin(pi x rank / 6)."""
    return np.asarray(2.0 * np.sin(np.pi * ranks / 6.0), dtype=np.float64)


def largest_possible_part(ranks: FloatArray) -> float:
    """By what all rank correlations have to be multiplied so that inputs can have them, 0..1.

    Returns
    -------
    float
        1 where they can be had as they are; rounded down to two digits otherwise.
    """
    low, high = 0.0, 1.0
    apart = ranks - np.eye(len(ranks))

    def possible(part: float) -> bool:
        matrix = normal_correlations(np.eye(len(ranks)) + part * apart)
        return bool(np.linalg.eigvalsh(matrix)[0] > SMALLEST_EIGENVALUE)

    if possible(1.0):
        return 1.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if possible(middle) else (low, middle)
    return float(np.floor(100.0 * low) / 100.0)


SMALLEST_EIGENVALUE = 1e-9
"""Below it a matrix of correlations counts as one that cannot be had."""
