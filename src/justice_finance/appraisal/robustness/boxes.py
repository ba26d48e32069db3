"""Boxes of uncertain inputs that hold many futures of interest: patient rule induction.

A box is a range for some of the inputs. Peeling starts from all draws and cuts off, step by step,
the thin slice whose loss leaves the highest share of draws of interest (density) in the box. The
trajectory of boxes trades density against coverage, the share of all draws of interest inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Limits:
    """A range for each input; minus or plus infinity where it is not restricted.

    Attributes
    ----------
    low, high : array (input,)
        Both belong to the box.
    """

    low: FloatArray
    high: FloatArray

    def holds(self, inputs: FloatArray) -> BoolArray:
        """Which draws (draw, input) lie in the box."""
        return np.asarray(((inputs >= self.low) & (inputs <= self.high)).all(axis=1))

    def restricted(self) -> NDArray[np.int64]:
        """Places of the inputs that have a limit."""
        return np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))

    def bounds(self) -> list[tuple[int, str]]:
        """Every limit by place of the input and side (`low`, `high`)."""
        below = [(int(place), "low") for place in np.flatnonzero(np.isfinite(self.low))]
        return below + [(int(place), "high") for place in np.flatnonzero(np.isfinite(self.high))]

    def without(self, place: int, side: str) -> Limits:
        """The box with one limit taken away."""
        return self.moved(place, side, -np.inf if side == "low" else np.inf)

    def moved(self, place: int, side: str, to: float) -> Limits:
        """The box with one limit elsewhere."""
        low, high = self.low.copy(), self.high.copy()
        (low if side == "low" else high)[place] = to
        return Limits(low, high)


def unrestricted(inputs: int) -> Limits:
    """The box that holds everything."""
    return Limits(np.full(inputs, -np.inf), np.full(inputs, np.inf))


def peel(
    inputs: FloatArray, of_interest: BoolArray, peel_share: float, least_mass: float
) -> list[Limits]:
    """The trajectory of boxes, each inside the one before.

    Parameters
    ----------
    inputs : array (draw, input)
    of_interest : array of bool (draw,)
    peel_share : float
        Share of the draws in a box that one step cuts off, as nearly as ties allow.
    least_mass : float
        Share of all draws that a box keeps at least.

    Returns
    -------
    list of Limits
        The unrestricted box first. Ends where density is one or no cut is allowed.

    Notes
    -----
    Of all cuts the one that leaves the highest density; of several, the one that cuts off least.

    Sources
    -------
    J. H. Friedman and N. I. Fisher (1999), "Bump hunting in high-dimensional data", Statistics and
    Computing 9.
    """
    draws = len(inputs)
    box = unrestricted(inputs.shape[1])
    trajectory = [box]
    inside = np.ones(draws, dtype=bool)
    while not of_interest[inside].all():
        values, wanted = inputs[inside], of_interest[inside]
        best = None
        for place, side, limit, kept in _cuts(values, peel_share):
            left = int(kept.sum())
            if left < least_mass * draws or left == 0:
                continue
            score = (float(wanted[kept].mean()), left)
            if best is None or score > best[0]:
                best = score, place, side, limit
        if best is None:
            return trajectory
        box = box.moved(best[1], best[2], best[3])
        inside = box.holds(inputs)
        trajectory.append(box)
    return trajectory


def _cuts(values: FloatArray, share: float) -> Iterator[tuple[int, str, float, BoolArray]]:
    """Every slice that could go: input, side, new limit, which draws would be kept."""
    count = len(values)
    off = max(1, int(np.floor(share * count)))
    ordered = np.sort(values, axis=0)
    for place in range(values.shape[1]):
        column, sorted_column = values[:, place], ordered[:, place]
        for side, edge in (("low", sorted_column[off - 1]), ("high", sorted_column[count - off])):
            kept = column > edge if side == "low" else column < edge
            if kept.any():
                limit = column[kept].min() if side == "low" else column[kept].max()
                yield place, side, float(limit), kept


def paste(inputs: FloatArray, of_interest: BoolArray, box: Limits, paste_share: float) -> Limits:
    """Move limits outwards again as long as the density of the box does not fall.

    Peeling cuts the first slices blindly; pasting gives back what was cut too much. In each step
    the limit moves by as many draws as are paste_share of the box, or is taken away.
    """
    while True:
        inside = box.holds(inputs)
        density, count = float(of_interest[inside].mean()), int(inside.sum())
        best = None
        for place, side in box.bounds():
            beyond = box.without(place, side).holds(inputs) & ~inside
            if not beyond.any():
                wider = box.without(place, side)
            else:
                outside = np.sort(inputs[beyond, place])
                outside = outside[::-1] if side == "low" else outside
                step = max(1, int(np.floor(paste_share * count)))
                at = outside[min(step, len(outside)) - 1]
                wider = box.moved(place, side, float(at))
            held = wider.holds(inputs)
            score = (float(of_interest[held].mean()), int(held.sum()))
            if score[0] >= density and (best is None or score > best[0]):
                best = score, wider
        if best is None:
            return box
        box = best[1]


def quasi_p_values(
    inputs: FloatArray, of_interest: BoolArray, box: Limits
) -> dict[tuple[int, str], float]:
    """How likely a limit of the box would do as well by chance, for each limit.

    Notes
    -----
    One-sided binomial test: the chance of at least as many draws of interest among those in the
    box, at the density of the box without this limit. Not adjusted for having looked at many inputs
    and cuts, hence quasi.

    Sources
    -------
    B. P. Bryant and R. J. Lempert (2010), "Thinking inside the box: a participatory, computer-
    assisted approach to scenario discovery", Technological Forecasting and Social Change 77.
    """
    from scipy.special import bdtrc

    inside = box.holds(inputs)
    count, hits = int(inside.sum()), int(of_interest[inside].sum())
    found = {}
    for place, side in box.bounds():
        wider = box.without(place, side).holds(inputs)
        chance = float(of_interest[wider].mean())
        found[place, side] = float(bdtrc(hits - 1, count, chance)) if hits > 0 else 1.0
    return found
