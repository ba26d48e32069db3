"""The file `targets.yaml` of a study: what the model must reproduce, and what may be fitted."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import StrictBool, StrictInt

from justice_finance.errors import Place
from justice_finance.evidence.leaf import Leaf, Strict
from justice_finance.scenario.arithmetic import evaluate_formula
from justice_finance.scenario.quantities import Figures, quantity_of

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
    return quantity_of(leaf, None, None, at, at, Place(path=at), figures).central


def sources_of(leaf: Leaf) -> tuple[str, ...]:
    """Ids of the register a leaf rests on; the word `assumption` where it rests on one."""
    if leaf.formula is not None:
        found = [each for inner in (leaf.of or {}).values() for each in sources_of(inner)]
        return tuple(dict.fromkeys(found))
    return (leaf.evidence_id or "assumption",)


def is_figure(leaf: Leaf) -> bool:
    """Whether a leaf has a source of its own, and is not taken from the model."""
    if leaf.formula is not None:
        return all(is_figure(inner) for inner in (leaf.of or {}).values())
    return leaf.evidence_id is not None or leaf.assumption is not None
