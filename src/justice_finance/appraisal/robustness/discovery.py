"""Which futures make an option fail: scenario discovery on draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import finite_array, names_of_last, refuse_array
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.robustness.boxes import (
    BoolArray,
    Limits,
    paste,
    peel,
    quasi_p_values,
    unrestricted,
)

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Search:
    """How boxes are looked for; see `discover_failures`."""

    peel_share: float
    paste_share: float
    least_mass: float
    largest_chance: float
    most_inputs: int


@dataclass(frozen=True)
class Discovery:
    """A box of futures that holds many in which an option fails.

    Attributes
    ----------
    names : tuple of str
        Inputs.
    box : Limits
        The box chosen.
    coverage, density, mass : float
        Share of all failures that lie in the box; share of draws in the box that are failures;
        share of all draws that lie in it.
    quasi_p : dict of (int, str) to float
        By place of the input and side; see `boxes.quasi_p_values`.
    trajectory : tuple of Limits
        All boxes of peeling every input at once, to choose another.
    trajectory_coverage, trajectory_density, trajectory_mass : array (box,)
    reproducibility : array (input,)
        Share of resamples in which the chosen box restricts the input; not a number without them.
    failures : int
    draws : int
    """

    names: tuple[str, ...]
    box: Limits
    coverage: float
    density: float
    mass: float
    quasi_p: dict[tuple[int, str], float]
    trajectory: tuple[Limits, ...]
    trajectory_coverage: FloatArray
    trajectory_density: FloatArray
    trajectory_mass: FloatArray
    reproducibility: FloatArray
    failures: int
    draws: int

    def table(self) -> pd.DataFrame:
        """The limits of the box, one row each: input, low, high, quasi_p, reproducibility."""
        import pandas as pd

        rows = []
        for place in self.box.restricted():
            found = [self.quasi_p[key] for key in self.quasi_p if key[0] == place]
            rows.append(
                {
                    "input": self.names[place],
                    "low": self.box.low[place],
                    "high": self.box.high[place],
                    "quasi_p": max(found),
                    "reproducibility": self.reproducibility[place],
                }
            )
        columns = ["input", "low", "high", "quasi_p", "reproducibility"]
        return pd.DataFrame(rows, columns=columns).sort_values("quasi_p", ignore_index=True)


def discover_failures(
    inputs: Any,
    fails: Any,
    names: Sequence[str] | None = None,
    peel_share: float = 0.05,
    paste_share: float = 0.05,
    least_mass: float = 0.05,
    largest_chance: float = 0.05,
    most_inputs: int = 4,
    resamples: int = 0,
    seed: int = 1,
) -> Discovery:
    """The box of inputs that best tells futures in which something fails from the others.

    Parameters
    ----------
    inputs : array or xarray.DataArray (draw, input)
    fails : array of bool (draw,)
        Draws of interest.
    names : sequence of str, optional
        Of the inputs; the labels of `inputs` if it has any.
    peel_share, paste_share : float
        Share of the draws of a box that a step cuts off or gives back.
    least_mass : float
        Share of all draws that the box keeps at least.
    largest_chance : float
        An input is taken up if the quasi-p value of every limit, times the number of inputs looked
        at, is at most this.
    most_inputs : int
        Inputs that the box restricts at most.
    resamples : int
        Halves of the draws, taken at random, on which the search is repeated for `reproducibility`.
    seed : int
        Of the resamples.

    Returns
    -------
    Discovery

    Raises
    ------
    AppraisalError
        With code `nothing_fails` if no draw fails, or all do; `arrays_do_not_fit`.

    Notes
    -----
    The box takes up one input after another: the one whose peeling, together with those taken up
    before, gives the largest harmonic mean of coverage and density; its limits are then pasted. It
    stops where chance would do as well. Peeling all inputs at once (`trajectory`) reaches higher
    densities by thin cuts in many inputs, most of them chance: it shows what else there is. A box
    describes futures; it does not say that they are likely.

    Sources
    -------
    Friedman and Fisher (1999) and Bryant and Lempert (2010), as in `boxes`.
    """
    values = finite_array("inputs", inputs, axes=(2,))
    failing = finite_array("fails", fails, axes=(1,)) != 0.0
    labels = tuple(names) if names is not None else names_of_last(inputs, values.shape[1])
    if len(failing) != len(values) or len(labels) != values.shape[1]:
        refuse_array("fails", f"{len(failing)} draws", f"{len(values)} draws and all inputs named")
    for name, share in (("peel_share", peel_share), ("paste_share", paste_share)):
        if not 0.0 < share < 1.0:
            refuse_array(name, f"{share:g}", "a share above 0 and below 1")
    if failing.all() or not failing.any():
        refuse(
            "nothing_fails",
            "fails",
            "all draws" if failing.all() else "no draw",
            "some draws that fail and some that do not",
            "say otherwise what counts as failure; an option that never fails needs no box",
        )
    search = Search(peel_share, paste_share, least_mass, largest_chance, most_inputs)
    trajectory = peel(values, failing, peel_share, least_mass)
    box = _chosen(values, failing, search)
    measured = np.array([_measures(each, values, failing) for each in trajectory])
    coverage, density, mass = _measures(box, values, failing)
    return Discovery(
        names=labels,
        box=box,
        coverage=coverage,
        density=density,
        mass=mass,
        quasi_p=quasi_p_values(values, failing, box),
        trajectory=tuple(trajectory),
        trajectory_coverage=measured[:, 0],
        trajectory_density=measured[:, 1],
        trajectory_mass=measured[:, 2],
        reproducibility=_reproducibility(values, failing, search, resamples, seed),
        failures=int(failing.sum()),
        draws=len(failing),
    )


def _chosen(values: FloatArray, failing: BoolArray, search: Search) -> Limits:
    """A box of few inputs, taken up one by one as long as each tells failures apart."""
    box = unrestricted(values.shape[1])
    merit, used = _merit(box, values, failing), list[int]()
    while len(used) < search.most_inputs:
        found = []
        for place in range(values.shape[1]):
            if place not in used:
                each = _best_of_few(values, failing, [*used, place], search)
                found.append((_merit(each, values, failing), -place, each))
        if not found:
            return box
        better, place, wider = max(found, key=lambda one: one[:2])
        if better <= merit or -place not in wider.restricted():
            return box
        box, merit, used = wider, better, [*used, -place]
    return box


def _best_of_few(values: FloatArray, failing: BoolArray, few: list[int], search: Search) -> Limits:
    """The best box that restricts a few inputs only, pasted, without limits as good as chance."""
    columns = values[:, few]
    trajectory = peel(columns, failing, search.peel_share, search.least_mass)
    best = max(trajectory, key=lambda box: _merit(box, columns, failing))
    narrow = paste(columns, failing, best, search.paste_share)
    box = unrestricted(values.shape[1])
    box.low[few], box.high[few] = narrow.low, narrow.high
    while quasi := quasi_p_values(values, failing, box):
        weakest = max(quasi, key=lambda key: quasi[key])
        if quasi[weakest] * values.shape[1] <= search.largest_chance:
            break
        box = box.without(*weakest)
    return box


def _merit(box: Limits, values: FloatArray, failing: BoolArray) -> float:
    """Harmonic mean of coverage and density."""
    coverage, density, _ = _measures(box, values, failing)
    return 2.0 * coverage * density / (coverage + density) if coverage > 0.0 else 0.0


def _measures(box: Limits, values: FloatArray, failing: BoolArray) -> tuple[float, float, float]:
    """Coverage, density, mass."""
    inside = box.holds(values)
    hits = int(failing[inside].sum())
    return hits / int(failing.sum()), hits / max(1, int(inside.sum())), float(inside.mean())


def _reproducibility(
    values: FloatArray, failing: BoolArray, search: Search, resamples: int, seed: int
) -> FloatArray:
    """Share of random halves whose box restricts an input."""
    if resamples < 1:
        return np.full(values.shape[1], np.nan)
    luck = np.random.default_rng(seed)
    count, used = np.zeros(values.shape[1]), 0
    for _ in range(resamples):
        half = luck.permutation(len(values))[: max(2, len(values) // 2)]
        wanted = failing[half]
        if wanted.all() or not wanted.any():
            continue
        count[_chosen(values[half], wanted, search).restricted()] += 1.0
        used += 1
    return count / used if used else np.full(values.shape[1], np.nan)
