"""Reads `targets.yaml` of a study, and says all that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from justice_finance.calibration.measures import MEASURES, OF_COURTS
from justice_finance.calibration.targets import TargetsFile, is_figure
from justice_finance.errors import Mistakes, ScenarioError, did_you_mean
from justice_finance.evidence.leaf import Leaf
from justice_finance.files import Document, KeyPath, read_yaml
from justice_finance.scenario.components import read_record
from justice_finance.scenario.folders import TARGETS_FILE
from justice_finance.scenario.tree import Source

FILE = TARGETS_FILE


def read_targets(path: Path, parameters: Collection[str] | None = None) -> TargetsFile:
    """Read the targets of a study.

    Parameters
    ----------
    path : Path
        Folder of the study, or the file.
    parameters : collection of str, optional
        Paths of the numbers that may be fitted; not checked if absent.

    Returns
    -------
    TargetsFile

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file.
    """
    document = read_yaml(path / FILE if path.is_dir() else path, ScenarioError)
    mistakes = Mistakes()
    found = read_record(Source(document, "targets", True), TargetsFile, mistakes)
    if found is not None:
        _check_measures(found, document, mistakes)
        _check_figures(found, document, mistakes)
        _check_names(found, document, mistakes)
        if parameters is not None:
            _check_parameters(found, parameters, document, mistakes)
    mistakes.raise_if_any(ScenarioError)
    assert found is not None
    return found


def _check_measures(found: TargetsFile, document: Document, mistakes: Mistakes) -> None:
    for name, target in found.targets.items():
        place = document.place(("targets", name, "measure"))
        if target.measure not in MEASURES:
            mistakes.add(
                "measure_unknown",
                place,
                found=f"`{target.measure}`",
                expected="one of " + ", ".join(MEASURES),
                do=did_you_mean(target.measure, list(MEASURES)),
            )
        elif target.measure in OF_COURTS and found.courts is None:
            mistakes.add(
                "target_without_courts",
                place,
                found=f"`{target.measure}` in a file without `courts`",
                expected="the states where cases are filed and pending",
                do="add `courts: {filed_at: [...], pending_in: [...]}`",
            )


def _leaves(found: TargetsFile) -> Iterator[tuple[KeyPath, Leaf]]:
    for name, target in found.targets.items():
        yield ("targets", name, "value"), target.value
        yield ("targets", name, "tolerance"), target.tolerance
    for section, ranges in (("fit", found.fit), ("ridge", found.ridge)):
        for name, each in ranges.items():
            yield (section, name, "lowest"), each.lowest
            yield (section, name, "highest"), each.highest


def _check_figures(found: TargetsFile, document: Document, mistakes: Mistakes) -> None:
    for path, leaf in _leaves(found):
        if not is_figure(leaf):
            mistakes.add(
                "target_without_value",
                document.place(path),
                found="a value taken from somewhere else",
                expected="evidence, an assumption, or a formula over such",
                do="write where the figure comes from",
            )


def _check_names(found: TargetsFile, document: Document, mistakes: Mistakes) -> None:
    named = [
        (("fit", parameter, "targets", number), name, found.targets, "a target of this file")
        for parameter, known in found.fit.items()
        for number, name in enumerate(known.targets)
    ]
    for path, name, known, expected in named:
        if name not in known:
            mistakes.add(
                "target_unknown",
                document.place(path),
                found=f"`{name}`",
                expected=expected,
                do=did_you_mean(name, list(known)),
            )
    for parameter, ridge in found.ridge.items():
        for number, name in enumerate(ridge.refit):
            if name not in found.fit:
                mistakes.add(
                    "fit_parameter_unknown",
                    document.place(("ridge", parameter, "refit", number)),
                    found=f"`{name}`",
                    expected="a parameter of `fit`",
                    do=did_you_mean(name, list(found.fit)),
                )


def _check_parameters(
    found: TargetsFile, parameters: Collection[str], document: Document, mistakes: Mistakes
) -> None:
    for section, ranges in (("fit", found.fit), ("ridge", found.ridge)):
        for name in ranges:
            if name not in parameters:
                mistakes.add(
                    "fit_parameter_unknown",
                    document.place((section, name)),
                    found=f"`{name}`",
                    expected="the path of a number with an origin of its own",
                    do=did_you_mean(name, sorted(parameters)),
                )
