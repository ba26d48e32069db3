"""A part of the draws that stands for all of them: means, ranges and chances of loss stay.

Some outputs have room, or time, for a part of the draws only. Draws are exchanged one by one, each
time that exchange which brings the figures of the part nearest to those of all draws, counted in
Monte Carlo errors of all draws. First sums stand for ranges (shares of draws below the ends), since
every exchange can then be weighed at once; then the ends themselves. The same draws give the same
choice: what is tried has a seed of its own.

Sources
-------
Mak and Joseph, Support points, Annals of Statistics 46 (2018): representative points in place of
random ones. Chosen here by exchange (Fedorov, Theory of optimal experiments, 1972).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.uncertainty import error_bars, monte_carlo_error
from justice_finance.appraisal.worth import appraise

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

FIGURES = {"net_present_value": 1.0, "public_cost": 1.0, "problems_resolved": 0.002}
"""Figures of an option that must stay, and what a distance of each counts for."""
STATISTICS = ("mean", "p05", "p95", "below_zero")
QUANTILES = (0.05, 0.95)
NEAR_ENOUGH = 0.8
"""Monte Carlo errors below which a distance counts for nothing."""
MOST_EXCHANGES, MOST_TRIES = 400, 400
PARTNERS = 24
"""Draws tried in exchange for each draw taken, at each step."""
REST = 12
"""Steps for which a draw that moved stays where it is."""
SEED = 20_260_101


@dataclass(frozen=True)
class Kept:
    """Figures whose mean, range and chance of loss must stay.

    Attributes
    ----------
    values : array (figure, draw)
    weights : array (figure,)
        What a distance of each counts for.
    scramble : array of int (draw,), optional
        Which independent scramble each draw belongs to, for Monte Carlo errors.
    """

    values: FloatArray
    weights: FloatArray
    scramble: IntArray | None = None


def figures_to_keep(data: xr.Dataset, options: Sequence[str]) -> Kept:
    """Figures of options at a study's own settings; what two options share counts once."""
    worth = appraise(data, detail=False)
    found: dict[bytes, tuple[FloatArray, float]] = {}
    for name, weight in FIGURES.items():
        for option in options:
            values = np.asarray(worth[name].sel(scenario=option).values, dtype=np.float64)
            found.setdefault(values.tobytes(), (values, weight))
    scramble = data["scramble"].values if "scramble" in data.coords else None
    rows = [values for values, _ in found.values()]
    return Kept(np.array(rows), np.array([weight for _, weight in found.values()]), scramble)


def representative_draws(kept: Kept, count: int, among: IntArray | None = None) -> IntArray:
    """Positions of the draws that stand for all, ascending.

    Parameters
    ----------
    kept : Kept
    count : int
        How many draws; all if there are no more.
    among : array of int, optional
        The draws that may be taken; all if None.
    """
    every = np.arange(kept.values.shape[1]) if among is None else np.asarray(among, dtype=np.int64)
    if count >= len(every) or not len(kept.values):
        return every[np.linspace(0, len(every) - 1, min(count, len(every))).astype(np.int64)]
    wanted, errors = _statistics(kept.values), _errors(kept.values, kept.scramble)
    mine = replace(kept, values=kept.values[:, every])
    start = np.zeros(len(every), dtype=bool)
    start[np.linspace(0, len(every) - 1, count).astype(np.int64)] = True
    weights = np.repeat(np.sqrt(kept.weights), len(STATISTICS))
    features = _features(mine.values, wanted, errors) * weights[:, None]
    return every[_refined(mine, _exchanged(features, start), wanted, errors)]


def errors_apart(
    values: FloatArray, part: FloatArray, scramble: ArrayLike | None = None
) -> FloatArray:
    """Distance of mean, ends of the range and chance of loss, in Monte Carlo errors of all draws.

    Parameters
    ----------
    values : array (figure, draw)
        Of all draws.
    part : array (figure, draw)
        The same figures of some of them.
    scramble : array of int (draw,), optional

    Returns
    -------
    array (figure, statistic)
        In the order of `STATISTICS`.
    """
    return _apart(_statistics(part), _statistics(values), _errors(values, scramble))


def _statistics(values: FloatArray) -> FloatArray:
    low, high = np.quantile(values, QUANTILES, axis=1)
    return np.stack([values.mean(axis=1), low, high, (values < 0.0).mean(axis=1)], axis=1)


def _errors(values: FloatArray, scramble: ArrayLike | None) -> FloatArray:
    rows = []
    for each in values:
        bars = error_bars(each, scramble)
        below = monte_carlo_error(np.where(each < 0.0, 1.0, 0.0), np.mean, scramble)
        rows.append([bars["mean"], bars["p05"], bars["p95"], below])
    return np.array(rows)


def _apart(part: FloatArray, whole: FloatArray, errors: FloatArray) -> FloatArray:
    """Distances in errors; none where the two hardly differ, whatever the error."""
    gap = np.abs(part - whole)
    size = np.maximum(np.abs(whole).max(axis=1, keepdims=True), 1e-300)
    gap = np.where(gap <= 1e-9 * size, 0.0, gap)
    return np.divide(gap, errors, out=np.where(gap > 0.0, np.inf, 0.0), where=errors > 0.0)


def _features(values: FloatArray, wanted: FloatArray, errors: FloatArray) -> FloatArray:
    """What sums over the draws must bring to zero, each in its own tolerance (feature, draw).

    The tolerance of a share below a quantile is the share of draws within one error of it.
    """
    draws = values.shape[1]
    found = []
    for each, means, bars in zip(values, wanted, errors, strict=True):
        mean, low, high, below = means
        found.append((each - mean) / (bars[0] if bars[0] > 0.0 else 1.0))
        for end, error, share in ((low, bars[1], 0.05), (high, bars[2], 0.95)):
            near = max(float(np.mean(np.abs(each - end) <= error)) / 2.0, 0.5 / draws)
            found.append(((each < end) - share) / near)
        found.append(((each < 0.0) - below) / max(bars[3], 0.5 / draws))
    return np.array(found)


def _exchanged(features: FloatArray, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Draws after the exchanges that bring the sum of squares down most, one by one."""
    count = int(taken.sum())
    gram = features.T @ features  # (draw, draw)
    own = np.diagonal(gram)
    pull = gram[:, taken].sum(axis=1)  # of the sums so far on each draw
    taken = taken.copy()
    for _ in range(min(MOST_EXCHANGES, 4 * count)):
        inside, outside = np.flatnonzero(taken), np.flatnonzero(~taken)
        leave = own[inside] - 2.0 * pull[inside]
        enter = own[outside] + 2.0 * pull[outside]
        change = leave[:, None] + enter[None, :] - 2.0 * gram[np.ix_(inside, outside)]
        at = int(np.argmin(change))
        out, new = inside[at // len(outside)], outside[at % len(outside)]
        if change.flat[at] >= -1e-9 * max(1.0, float(own.max())):
            break
        taken[out], taken[new] = False, True
        pull += gram[:, new] - gram[:, out]
    return taken


def _refined(
    kept: Kept, taken: NDArray[np.bool_], wanted: FloatArray, errors: FloatArray
) -> NDArray[np.bool_]:
    """Draws after the exchanges that bring the ends of ranges themselves nearest.

    The best exchange is made even where it takes away, and is not undone for a while, so that the
    search leaves a choice that no single exchange betters (Glover, Tabu search, 1989).
    """
    generator = np.random.Generator(np.random.Philox(SEED))
    inside, outside = np.flatnonzero(taken), np.flatnonzero(~taken)
    apart = _too_far(_apart(_statistics(kept.values[:, inside]), wanted, errors))
    best, least = inside.copy(), float((apart * kept.weights[:, None]).sum())
    rests = np.zeros(taken.size, dtype=np.int64)  # step before which a draw may not move again
    for step in range(MOST_TRIES):
        if least == 0.0:
            break
        free = np.flatnonzero(rests[outside] <= step)
        partners = free[generator.permutation(len(free))[:PARTNERS]]
        far = _too_far_after(kept, inside, outside[partners], wanted, errors)
        far[rests[inside] > step] = np.inf
        at = int(np.argmin(far))
        gone, new = at // len(partners), partners[at % len(partners)]
        rests[[inside[gone], outside[new]]] = step + REST
        inside[gone], outside[new] = outside[new], inside[gone]
        if far.flat[at] < least:
            best, least = inside.copy(), float(far.flat[at])
    found = np.zeros_like(taken)
    found[best] = True
    return found


def _too_far(apart: FloatArray) -> FloatArray:
    return np.asarray(np.minimum(np.maximum(apart - NEAR_ENOUGH, 0.0), 1e3) ** 2)


def _too_far_after(
    kept: Kept, inside: IntArray, partners: IntArray, wanted: FloatArray, errors: FloatArray
) -> FloatArray:
    """How far figures would lie after each exchange, array (draw inside, partner).

    What stands at a place of the ordered values when one has gone and another has come lies between
    the neighbours that are left: the newcomer, held between them.
    """
    count = len(inside)
    total = np.zeros((count, len(partners)))
    figures = zip(kept.values, kept.weights, wanted, errors, strict=True)
    for each, weight, whole, bars in figures:
        mine, come = each[inside], each[partners]
        order = np.sort(mine)
        rank = np.searchsorted(order, mine)
        mean = mine.mean() + (come[None, :] - mine[:, None]) / count
        below = (mine < 0.0).mean() + (
            (come < 0.0)[None, :].astype(float) - (mine < 0.0)[:, None]
        ) / count
        ends = [_quantile_after(order, rank, come, share) for share in QUANTILES]
        for after, one, error in zip((mean, *ends, below), whole, bars, strict=True):
            gap = np.abs(after - one)
            gap[gap <= 1e-9 * max(float(np.abs(whole).max()), 1e-300)] = 0.0
            if error > 0.0:
                total += weight * _too_far(gap / error)
            else:
                total += np.where(gap > 0.0, 1e6, 0.0)
    return total


def _quantile_after(
    order: FloatArray, rank: IntArray, come: FloatArray, share: float
) -> FloatArray:
    """The quantile with one value gone (by rank) and another come, array (gone, come)."""
    count = len(order)
    place = (count - 1) * share
    below = int(place)

    def at(k: int) -> FloatArray:
        left = [np.where(j < rank, order[j], order[min(j + 1, count - 1)]) if 0 <= j < count - 1
                else np.full(count, -np.inf if j < 0 else np.inf) for j in (k - 1, k)]  # fmt: skip
        return np.clip(come[None, :], left[0][:, None], left[1][:, None])

    low = at(below)
    if place == below:
        return low
    return np.asarray(low + (at(below + 1) - low) * (place - below))
