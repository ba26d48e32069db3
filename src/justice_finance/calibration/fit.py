"""Fits named parameters to fitted targets, and shows what the targets cannot tell apart.

Parameters that share their targets are fitted together by least squares on the distance from the
targets in tolerances. The ridge moves another parameter on purpose and fits again: all the sets
that fit are published, not one best set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from justice_finance.calibration.bench import Bench
from justice_finance.calibration.measures import MEASURES
from justice_finance.calibration.reading import read_targets
from justice_finance.calibration.targets import TargetsFile, leaf_value
from justice_finance.scenario.quantities import Figures
from justice_finance.scenario.recipes import figures_of
from justice_finance.scenario.study import Study
from justice_finance.vocabulary import BUSINESS_AS_USUAL


@dataclass(frozen=True)
class FittedSet:
    """One set of parameters, and how far from the targets it leaves the model.

    Attributes
    ----------
    values : mapping
        Parameters by path.
    moved : mapping
        Parameters of the ridge that were moved on purpose.
    distance : mapping
        Model less target, in tolerances, by target.
    """

    values: Mapping[str, float]
    moved: Mapping[str, float]
    distance: Mapping[str, float]

    @property
    def fits(self) -> bool:
        """Whether every target of the fit lies within its tolerance."""
        return all(abs(each) <= 1.0 for each in self.distance.values())


@dataclass(frozen=True)
class Calibration:
    """What a fit found.

    Attributes
    ----------
    written : mapping
        Parameters as the files have them.
    best : FittedSet
    ridge : tuple of FittedSet
        Sets found with other parameters moved on purpose.
    """

    written: Mapping[str, float]
    best: FittedSet
    ridge: tuple[FittedSet, ...]

    @property
    def sets_that_fit(self) -> tuple[FittedSet, ...]:
        """All sets that leave every target within its tolerance."""
        return tuple(each for each in (self.best, *self.ridge) if each.fits)

    def as_markdown(self) -> str:
        """A table of the sets, for a README."""
        moved = list(dict.fromkeys(path for each in self.ridge for path in each.moved))
        names = [*moved, *self.best.values]
        lines = [
            "| " + " | ".join([*(n.rpartition("quantities.")[2] for n in names), "fits"]) + " |"
        ]
        lines.append("| " + " | ".join(["--:"] * len(names) + ["---"]) + " |")
        for each in (self.best, *self.ridge):
            values = {**self.written, **each.values, **each.moved}
            cells = [f"{values[name]:.4g}" for name in names]
            lines.append("| " + " | ".join([*cells, "yes" if each.fits else "no"]) + " |")
        return "\n".join(lines)


def calibrate(study: Study, variant: str | None = None, *, ridge: bool = True) -> Calibration:
    """Fit the parameters that `targets.yaml` names.

    Parameters
    ----------
    study : Study
    variant : str, optional
        Structural variant; the headline one if absent.
    ridge : bool
        Whether to move the parameters of the ridge and fit again.

    Returns
    -------
    Calibration

    Raises
    ------
    ScenarioError
        With everything that is wrong with `targets.yaml`.
    """
    figures = figures_of(study)
    known = Bench(study, variant, figures=figures).recipe(BUSINESS_AS_USUAL).quantities
    targets = read_targets(study.folder, known)
    bench = Bench(study, variant, courts=targets.courts, figures=figures)
    written = {path: known[path].central for path in (*targets.fit, *targets.ridge)}
    start = {path: written[path] for path in targets.fit}
    best = _fit(targets, bench, figures, start, {})
    sets = []
    for path, each in targets.ridge.items() if ridge else ():
        low = leaf_value(each.lowest, figures, f"ridge.{path}.lowest")
        high = leaf_value(each.highest, figures, f"ridge.{path}.highest")
        for value in np.linspace(low, high, each.steps):
            free = {name: best.values[name] for name in each.refit}
            sets.append(_fit(targets, bench, figures, free, {path: float(value)}))
    return Calibration(written, best, tuple(sets))


def _fit(
    targets: TargetsFile,
    bench: Bench,
    figures: Figures,
    start: Mapping[str, float],
    moved: Mapping[str, float],
) -> FittedSet:
    """Fit block by block: parameters that share all of their targets."""
    blocks: dict[tuple[str, ...], list[str]] = {}
    for path in start:
        blocks.setdefault(targets.fit[path].targets, []).append(path)
    values = dict(start)
    distance: dict[str, float] = {}
    for names, paths in blocks.items():
        values |= _fit_block(
            targets, bench.moved({**values, **moved}), figures, paths, names, values
        )
        final = bench.moved({**values, **moved})
        distance |= {name: _distance(targets, final, figures, name) for name in names}
    return FittedSet(values, dict(moved), distance)


def _fit_block(
    targets: TargetsFile,
    bench: Bench,
    figures: Figures,
    paths: list[str],
    names: tuple[str, ...],
    start: Mapping[str, float],
) -> dict[str, float]:
    from scipy.optimize import least_squares

    ranges = [targets.fit[path] for path in paths]
    low = np.log([leaf_value(each.lowest, figures) for each in ranges])
    high = np.log([leaf_value(each.highest, figures) for each in ranges])

    def distances(logs: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
        moved = bench.moved(dict(zip(paths, np.exp(logs).tolist(), strict=True)))
        return [_distance(targets, moved, figures, name) for name in names]

    first = np.clip(np.log([start[path] for path in paths]), low + 1e-6, high - 1e-6)
    # Multiples of a value are what a person varies; steps of a thousandth stay clear of rounding.
    found = least_squares(
        distances, first, bounds=(low, high), diff_step=1e-3, xtol=1e-5, ftol=1e-6
    )
    return dict(zip(paths, np.exp(found.x).tolist(), strict=True))


def _distance(targets: TargetsFile, bench: Bench, figures: Figures, name: str) -> float:
    """Model less target, in tolerances."""
    target = targets.targets[name]
    value = leaf_value(target.value, figures, f"targets.{name}.value")
    tolerance = leaf_value(target.tolerance, figures, f"targets.{name}.tolerance")
    width = tolerance if target.absolute else tolerance * abs(value)
    return (MEASURES[target.measure](bench, target.where) - value) / width
