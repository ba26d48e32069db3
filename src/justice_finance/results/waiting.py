"""How long people waited, as a results dataset holds it: counts of waits by length.

Counts are people simulated in all replications, so that shares and quantiles come from all that
was followed; they are whole numbers, and their sums have no order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.waits import EDGES, KINDS, Waits

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.results.outline import Outline

Arrays = Mapping[str, NDArray[Any]]

BY_DRAW = ("waits_by_draw", "waited_days", "waited_squares")
DIMS: dict[str, tuple[str, ...]] = {
    "waits_by_draw": ("draw", "wait_kind", "service", "wait_bin"),
    "waits_by_problem": ("wait_kind", "legal_problem", "service", "wait_bin"),
    "waits_by_group": ("wait_kind", "population_group", "service", "wait_bin"),
    "waits_by_year": ("wait_kind", "year", "service", "wait_bin"),
    "waited_days": ("draw", "wait_kind", "service"),
    "waited_squares": ("draw", "wait_kind", "service"),
}
TITLES = {
    "waits_by_draw": ("people simulated", "waits by length, all years together"),
    "waits_by_problem": ("people simulated", "waits by length and legal problem, all draws"),
    "waits_by_group": ("people simulated", "waits by length and population group, all draws"),
    "waits_by_year": ("people simulated", "waits by length and year they ended in, all draws"),
    "waited_days": ("person-days simulated", "sum of waits"),
    "waited_squares": ("days squared, simulated", "sum of squared waits"),
}


def collect_waits(outline: Outline, waits: Waits) -> dict[str, NDArray[Any]]:
    """What is kept of the waits of one scenario: classes become problems and groups."""
    axes = outline.axes
    problems = _members(axes.class_problem, len(axes.legal_problems))
    groups = _members(axes.class_group, len(axes.population_groups))
    return {
        "waits_by_draw": waits.by_draw,
        "waits_by_problem": np.einsum("kcvb,cp->kpvb", waits.by_class, problems),
        "waits_by_group": np.einsum("kcvb,cg->kgvb", waits.by_class, groups),
        "waits_by_year": waits.by_year,
        "waited_days": waits.days.sum(axis=2),
        "waited_squares": waits.squares.sum(axis=2),
    }


def _members(of_class: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.asarray(of_class[:, None] == np.arange(count), dtype=np.int64)


def waits_of(kept: Iterable[tuple[str, Arrays | None]]) -> dict[str, Arrays]:
    """The waits of every scenario, from (scenario, waits of some draws) in the order of draws."""
    parts: dict[str, list[Arrays]] = {}
    for scenario, waits in kept:
        if waits is not None:
            parts.setdefault(scenario, []).append(waits)
    return {name: put_together(each) for name, each in parts.items()}


def put_together(parts: Sequence[Arrays]) -> dict[str, NDArray[Any]]:
    """The waits of successive chunks of draws of one scenario."""
    return {
        name: np.concatenate([part[name] for part in parts])
        if name in BY_DRAW
        else np.sum([part[name] for part in parts], axis=0)
        for name in DIMS
    }


def with_waits(dataset: xr.Dataset, by_scenario: Mapping[str, Arrays]) -> xr.Dataset:
    """Add the waits of every scenario to a results dataset."""
    names = [str(name) for name in dataset["scenario"].values]
    added = {}
    for name, dims in DIMS.items():
        unit, title = TITLES[name]
        values = np.stack([by_scenario[scenario][name] for scenario in names])
        added[name] = (("scenario", *dims), values, {"long_name": title, "units": unit})
    shortest = np.array([0.0, *EDGES])
    return dataset.assign(added).assign_coords(
        wait_kind=list(KINDS),
        wait_bin=("wait_bin", shortest, {"long_name": "shortest wait", "units": "days"}),
    )
