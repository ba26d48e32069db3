"""A number that knows how far off it may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Estimated(float):
    """An estimate from draws: a float with its Monte Carlo standard error.

    Attributes
    ----------
    value : float
        The estimate, the same as the number itself.
    standard_error : float
        How much another set of draws would move it; not a number where it cannot be told.
    fit : float
        Where a regression was used, how it fails: about standard normal where it fits; beyond 4
        or -4 it misses something and the value should not be relied on. Otherwise not a number.
    """

    standard_error: float
    fit: float

    def __new__(cls, value: float, standard_error: float, fit: float = float("nan")) -> Estimated:
        """Join a value and its error."""
        number = super().__new__(cls, value)
        number.standard_error = float(standard_error)
        number.fit = float(fit)
        return number

    def __reduce__(self) -> tuple[Callable[..., Estimated], tuple[Any, ...]]:
        return type(self), (float(self), self.standard_error, self.fit)

    @property
    def value(self) -> float:
        """The estimate."""
        return float(self)

    def __repr__(self) -> str:
        return f"Estimated({float(self):.6g}, standard_error={self.standard_error:.2g})"
