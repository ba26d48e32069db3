"""The numbers of `needs.yaml`, joined to the recipe of business as usual and drawn together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import Mistake, Place, ScenarioError
from justice_finance.files import shown_path
from justice_finance.funding.needs_schema import NeedsFile
from justice_finance.runs.designs import sobol_design
from justice_finance.scenario.draws import DrawTable, inputs_of
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import general_frame
from justice_finance.scenario.needs_checks import ROOT
from justice_finance.scenario.needs_recipe import needs_recipe
from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.recipes import figures_of, recipe_of
from justice_finance.scenario.study import Study
from justice_finance.vocabulary import BUSINESS_AS_USUAL

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """What a study asks about needs, as numbers.

    Attributes
    ----------
    file : NeedsFile
    recipe : Recipe
        Business as usual with the leaves of `needs.yaml` beside its own.
    draws : DrawTable or None
        Joint draws of all of them; None: central values.
    """

    file: NeedsFile
    recipe: Recipe
    draws: DrawTable | None

    @property
    def evaluator(self) -> Evaluator:
        """Values of the leaves, those of `needs.yaml` and of business as usual."""
        return Evaluator(self.recipe, self.draws)

    @property
    def size(self) -> int:
        """Number of draws."""
        return 1 if self.draws is None else self.draws.size

    def value(self, path: str) -> FloatArray:
        """A value of `needs.yaml`, array (draw, year)."""
        found = self.evaluator.value(f"{ROOT}.{path}", general_frame(self.recipe.years))
        return np.broadcast_to(found[:, :, 0], (self.size, len(self.recipe.years)))

    def value_or(self, path: str, default: float) -> FloatArray:
        """The same, or a number where the file says nothing."""
        if f"{ROOT}.{path}" in self.recipe.leaves:
            return self.value(path)
        return np.full((self.size, len(self.recipe.years)), default)


def asked_of(
    study: Study, draws: int | None, seed: int | None = None, variant: str | None = None
) -> Asked:
    """Find and convert every number that the needs of a study rest on.

    Parameters
    ----------
    study : Study
    draws : int or None
        Draws, a power of two; None: central values.
    seed : int, optional
        As the study says if absent.
    variant : str, optional
        Structural variant; the headline one if absent.

    Returns
    -------
    Asked

    Raises
    ------
    ScenarioError
        If the study has no `needs.yaml`.
    """
    figures = figures_of(study)
    file, own = study.needs, needs_recipe(study, figures)
    if file is None or own is None:
        raise ScenarioError(
            Mistake(
                "needs_missing",
                Place(shown_path(study.folder)),
                "no needs.yaml in the folder of the study",
                "a file that says which coverage and quality each service shall reach",
                "write needs.yaml beside study.yaml; scenarios/invented has a short one",
            )
        )
    usual = recipe_of(study.scenario(BUSINESS_AS_USUAL, variant), figures)
    recipe = replace(
        usual,
        leaves={**usual.leaves, **own.leaves},
        quantities={**usual.quantities, **own.quantities},
    )
    if draws is None:
        return Asked(file, recipe, None)
    inputs = inputs_of([recipe])
    design = sobol_design(inputs.dimension, draws, study.file.seed if seed is None else seed)
    return Asked(file, recipe, inputs.table(design.uniforms))
