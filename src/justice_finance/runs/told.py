"""What a run tells that is not in its models: register rows, titles, prices, targets.

None of it moves a draw, and all of it stands in the record that a report is made of: a grade that
is mended, a title, a target. It belongs to the id of a run, or a run made before the change would
be taken for one made after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from justice_finance.errors import JusticeFinanceError, ScenarioError
from justice_finance.evidence.tables import load_country_tables
from justice_finance.files import read_yaml
from justice_finance.runs.other_money import other_money
from justice_finance.runs.record import (
    converted_numbers,
    evidence_record,
    evidence_used,
    scenario_words,
)
from justice_finance.scenario.citations import cited_below
from justice_finance.scenario.folders import TARGETS_FILE
from justice_finance.scenario.needs_recipe import needs_recipe
from justice_finance.scenario.recipes import figures_of
from justice_finance.scenario.surveys import survey_plan

if TYPE_CHECKING:
    from justice_finance.scenario.study import Study


def told_of(study: Study) -> dict[str, Any]:
    """Everything told beside the models, as plain values.

    Parameters
    ----------
    study : Study

    Returns
    -------
    dict
        evidence (register rows used, targets' included), scenarios (title, what each is a scale
        of), other_money, economy (the country's figures in the tables, where needs are costed),
        needs and surveys (their numbers, converted; empty where there are none), targets (the
        content of targets.yaml, empty without it)
    """
    tables, money = load_country_tables(), study.file.money
    targets = _targets(study)
    cited = {each.id: evidence_record(each) for each in evidence_used(study)}
    for name in cited_below(targets):
        if name not in cited and (found := _registered(study, name)) is not None:
            cited[name] = found
    country = next(iter(study.scenarios.values())).model.country.iso3
    needs = needs_recipe(study, figures_of(study))
    counted = needs is not None and country is not None and country in tables.countries
    return {
        "evidence": cited,
        "scenarios": {name: scenario_words(study, name) for name in study.scenarios},
        "other_money": other_money(tables.price_tables(), money.currency, money.price_year),
        "economy": tables.values_of(country) if counted and country is not None else {},
        "needs": converted_numbers(needs) if needs is not None else {},
        "surveys": survey_plan(study) or {},
        "targets": targets,
    }


def _targets(study: Study) -> dict[str, Any]:
    path = study.folder / TARGETS_FILE
    if not path.is_file():
        return {}
    content: dict[str, Any] = read_yaml(path, ScenarioError).data
    return content


def _registered(study: Study, name: str) -> dict[str, Any] | None:
    """A row of the register; None where there is none, which whoever reads the targets says."""
    try:
        return evidence_record(study.register.value(name))
    except JusticeFinanceError:
        return None
