"""The file `targets.yaml` of a study: what the model must reproduce, and what may be fitted."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import StrictBool, StrictInt

from justice_finance.errors import Mistake, Mistakes, Place, ScenarioError, did_you_mean
from justice_finance.evidence.leaf import Leaf, Strict
from justice_finance.files import read_yaml
from justice_finance.scenario.arithmetic import evaluate_formula
from justice_finance.scenario.components import read_record
from justice_finance.scenario.quantities import Figures, quantity_of
from justice_finance.scenario.tree import Source

Role = Literal["fitted", "held_out", "derived"]


class Where(Strict):
    """What a measure looks at; every key has a default in the measure."""

    states: tuple[str, ...] | None = None
    """States that count."""
    year: StrictInt = 1
    """Model year, the base year being 1; for panels, the year after the first interview."""
    scenario: str | None = None
    """Scenario to compare with business as usual."""
    overrides: tuple[str, ...] = ()
    """Blocks of `options.yaml` applied to business as usual."""


class Target(Strict):
    """One known figure."""

    title: str
    value: Leaf
    tolerance: Leaf
    """Largest distance that counts as inside: a share of the value, or absolute."""
    absolute: StrictBool = False
    """Whether the tolerance is in the unit of the value."""
    role: Role
    """fitted: parameters move until it holds; held_out: named before any fit, never fitted;
    derived: follows from others."""
    measure: str
    """One of `measures.MEASURES`."""
    where: Where = Where()
    reason: str | None = None
    """Why it lies outside, or why it is no target of its own."""


class Range(Strict):
    """Between what a parameter may move."""

    lowest: Leaf
    highest: Leaf
    targets: tuple[str, ...]
    """Targets that decide it."""


class Ridge(Strict):
    """A parameter moved on purpose, the others being fitted again."""

    lowest: Leaf
    highest: Leaf
    steps: StrictInt = 5
    refit: tuple[str, ...]


class Courts(Strict):
    """Where cases are filed, and where they are pending."""

    filed_at: tuple[str, ...]
    pending_in: tuple[str, ...]


class TargetsFile(Strict):
    """All targets of a study."""

    courts: Courts | None = None
    targets: dict[str, Target]
    fit: dict[str, Range] = {}
    """Parameters free to move, by their path in the tree."""
    ridge: dict[str, Ridge] = {}


def read_targets(folder: Path) -> TargetsFile:
    """Read the targets of a study.

    Parameters
    ----------
    folder : Path
        Folder of the study.

    Returns
    -------
    TargetsFile

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file.
    """
    document = read_yaml(folder / "targets.yaml", ScenarioError)
    mistakes = Mistakes()
    found = read_record(Source(document, "targets", True), TargetsFile, mistakes)
    for parameter, known in (found.fit if found is not None else {}).items():
        for name in known.targets:
            if found is not None and name not in found.targets:
                mistakes.add(
                    "target_unknown",
                    document.place(("fit", parameter, "targets")),
                    found=f"`{name}`",
                    expected="a target of this file",
                    do=did_you_mean(name, list(found.targets)),
                )
    mistakes.raise_if_any(ScenarioError)
    assert found is not None
    return found


def leaf_value(leaf: Leaf, figures: Figures, at: str = "") -> float:
    """The number of a leaf of the targets: evidence, assumption, or a formula over such.

    Parameters
    ----------
    leaf : Leaf
    figures : Figures
        Register and price tables.
    at : str
        Path for messages.

    Returns
    -------
    float
        In the unit of the register's row.
    """
    if leaf.formula is not None:
        names = {
            name: np.asarray(leaf_value(inner, figures, f"{at}.of.{name}"))
            for name, inner in (leaf.of or {}).items()
        }
        return float(evaluate_formula(leaf.formula, names))
    if leaf.evidence_id is None and leaf.assumption is None and leaf.choice is None:
        raise ScenarioError(
            Mistake(
                "target_without_value",
                Place(path=at),
                "a value taken from the model",
                "evidence, an assumption, or a formula over such",
                "write where the figure comes from",
            )
        )
    return quantity_of(leaf, None, None, at, at, Place(path=at), figures).central


def sources_of(leaf: Leaf) -> tuple[str, ...]:
    """Ids of the register a leaf rests on; the word `assumption` where it rests on one."""
    if leaf.formula is not None:
        found = [each for inner in (leaf.of or {}).values() for each in sources_of(inner)]
        return tuple(dict.fromkeys(found))
    return (leaf.evidence_id or "assumption",)
