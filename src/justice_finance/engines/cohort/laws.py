"""The law of a delay in steps: what passes at once, what leaves at a constant rate, what by lag.

Exponential times and mixtures of them are *phases* (a stock of which a fixed share leaves in each
step): exactly their split into whole steps, at the cost of one number. All other forms are a table
of lags. `keep_off_zero` moves the mass of lag zero to later lags without changing the mean, where
that can be (mean of at least a step); so what returns never returns within the same step.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.lags import SHORTEST, geometric_tail, hat_masses, mixture_means
from justice_finance.vocabulary import DurationForm

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

ROUNDING = 1e-13


@dataclass(frozen=True)
class Phase:
    """Share of arrivals that enters a stock, and the share of the stock that leaves in a step."""

    rows: slice
    share: FloatArray  # (rows, draws) or (1, draws)
    rate: FloatArray

    @property
    def takes_all(self) -> bool:
        """Whether all arrivals enter."""
        return bool((self.share == 1.0).all())


@dataclass(frozen=True)
class Table:
    """Chances of the lags first, first + 1, ...; `residual` is that of people met on their way."""

    rows: slice
    first: int
    chance: FloatArray  # (lags, rows, draws) or (lags, 1, draws)
    residual: FloatArray  # (1 + last lag, rows, draws): leaving at step k, seen from before step 0


@dataclass
class Law:
    """One delay for a block of rows: instant + phases + tables; shares add up to one."""

    instant: FloatArray  # (rows, draws) or (1, draws)
    mean: FloatArray
    phases: list[Phase] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """True where nobody is ever held."""
        return not self.phases and not self.tables

    @property
    def may_be_instant(self) -> bool:
        """True where some pass within the step."""
        return bool((self.instant > 0.0).any())


def _blocks(form: IntArray, positive: NDArray[np.bool_]) -> list[tuple[int, slice]]:
    """Ranges of rows, by form; a range may hold rows of other forms, which get no mass from it."""
    blocks = []
    for one in np.unique(form[positive]):
        where = np.flatnonzero((form == one) & positive)
        blocks.append((int(one), slice(int(where[0]), int(where[-1]) + 1)))
    return blocks


def _shift(instant: FloatArray, mean: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Factor on lags above zero and extra share of lag one that empty lag zero, mean kept.

    With p the law given a lag above zero, of mean m1 = m / (1 - p_0): (1 - e) p + e at lag one has
    mean m for e = (m1 - m) / (m1 - 1), a share whenever m is at least 1.
    """
    later = 1.0 - instant
    can = (mean >= 1.0) & (instant > 0.0)
    given = np.where(can, mean / np.where(can, later, 1.0), 2.0)
    extra = np.where(can, (given - mean) / (given - 1.0), 0.0)
    return np.where(can, (1.0 - extra) / np.where(can, later, 1.0), 1.0), extra


def _phases(
    law: Law,
    form: int,
    rows: slice,
    mean: FloatArray,
    shape: FloatArray,
    ratio: FloatArray,
    keep_off_zero: bool,
) -> FloatArray:
    """Add the phases of an exponential or a mixture; return the share they take."""
    if form == DurationForm.EXPONENTIAL:
        share, rate = geometric_tail(mean)
        if keep_off_zero:
            long = mean >= 1.0
            share = np.where(long, 1.0, share)
            rate = np.where(long, 1.0 / np.where(long, mean, 1.0), rate)
        law.phases.append(Phase(rows, share, rate))
        return share
    parts = [
        (weight * share, rate)
        for weight, (share, rate) in zip(
            (1.0 - shape, shape),
            map(geometric_tail, mixture_means(mean, shape, ratio)),
            strict=True,
        )
    ]
    total = parts[0][0] + parts[1][0]
    if keep_off_zero:
        factor, extra = _shift(1.0 - total, mean)
        parts = [(share * factor, rate) for share, rate in parts]
        parts.append((extra, np.ones_like(extra)))
        total = np.where(mean >= 1.0, 1.0, total)
    law.phases.extend(Phase(rows, share, rate) for share, rate in parts if share.any())
    return total


def _table(
    form: int,
    rows: slice,
    mean: FloatArray,
    shape: FloatArray,
    ratio: FloatArray,
    steps: int,
    keep_off_zero: bool,
) -> tuple[Table, FloatArray]:
    """Return the table of lags of a form, and the share it takes."""
    masses = hat_masses(form, mean, shape, ratio, steps)
    if keep_off_zero and len(masses) > 1:
        factor, extra = _shift(masses[0], mean)
        masses[0] = np.where(extra > 0.0, 0.0, masses[0])
        masses[1:] *= factor
        masses[1] += extra
    taken = 1.0 - masses[0]
    still = np.cumsum(masses[::-1], axis=0)[::-1][1:]  # chance of a lag above k
    residual = np.zeros_like(masses)
    np.divide(still, mean, out=residual[:-1], where=mean > 0.0)
    beyond = np.where(mean > 0.0, 1.0 - residual[:-1].sum(axis=0), 0.0)
    residual[-1] = np.where(beyond > ROUNDING, beyond, 0.0)
    used = np.flatnonzero(masses[1:].any(axis=(1, 2)))
    first = 1 + int(used[0]) if used.size else 1
    return Table(rows, first, np.ascontiguousarray(masses[first:]), residual), taken


def delay_law(
    form: IntArray,
    mean: FloatArray,
    shape: FloatArray,
    ratio: FloatArray,
    steps: int,
    keep_off_zero: bool = False,
) -> Law:
    """Put a block of random times on the steps of time.

    Parameters
    ----------
    form : int array (rows,)
        `vocabulary.DurationForm`.
    mean : array (rows, draws)
        Steps, at least 0.
    shape, ratio : arrays (rows, draws)
    steps : int
        Steps to the horizon; longer lags are not told apart.
    keep_off_zero : bool
        Move the mass of lag zero to later lags where the mean is at least a step.

    Returns
    -------
    Law
        Mean lag of every row and draw equal to `mean`; one row for all where all rows are alike.
    """
    mean = np.where(mean > SHORTEST, mean, 0.0)
    alike = all(bool((a == a[:1]).all()) for a in (mean, shape, ratio)) and (form == form[0]).all()
    if alike:
        form, mean, shape, ratio = form[:1], mean[:1], shape[:1], ratio[:1]
    law = Law(np.ones_like(mean), mean)
    taken = np.zeros_like(mean)
    for one, rows in _blocks(form, np.asarray((mean > 0.0).any(axis=1))):
        mine = (form[rows] == one)[:, None]
        part = np.where(mine, mean[rows], 0.0)
        given = (part, shape[rows], ratio[rows])
        whole = slice(None) if alike else rows
        if one in (DurationForm.EXPONENTIAL, DurationForm.MIXTURE):
            taken[rows] += _phases(law, one, whole, *given, keep_off_zero)
        else:
            table, share = _table(one, whole, *given, steps, keep_off_zero)
            taken[rows] += share
            if table.chance.any():
                law.tables.append(table)
    law.instant = np.maximum(1.0 - taken, 0.0)
    return law
