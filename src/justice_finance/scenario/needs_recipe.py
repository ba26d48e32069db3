"""The numbers of `needs.yaml`, found and converted as those of a scenario are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from justice_finance.evidence.leaves import leaves_of
from justice_finance.scenario.needs_checks import ROOT, needs_place
from justice_finance.scenario.quantities import Figures
from justice_finance.scenario.recipe import Recipe, make_recipe

if TYPE_CHECKING:
    from justice_finance.scenario.study import Study


def needs_recipe(study: Study, figures: Figures) -> Recipe | None:
    """Every number that `needs.yaml` states, in the money and units of the study.

    Parameters
    ----------
    study : Study
    figures : Figures
        Register, price tables and money of the study.

    Returns
    -------
    Recipe or None
        None where the study asks for no needs.
    """
    source = study.files.needs if study.files is not None else None
    if study.needs is None or source is None:
        return None
    return make_recipe(
        ROOT,
        next(iter(study.scenarios.values())).model,
        study.file.base_year,
        study.file.horizon_years,
        figures,
        leaves=leaves_of(study.needs, (ROOT,)),
        place=lambda path: needs_place(source, tuple(path.split("."))),
    )
