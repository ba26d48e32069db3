"""What a run was made of, as plain values: titles, changes, inputs with their origin, sources.

Charts and reports read names and origins here; the hash of a run is taken over the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import FoundLeaf, leaves_of
from justice_finance.evidence.tables import load_country_tables
from justice_finance.runs.ledger_sources import ledger_sources, values_of
from justice_finance.runs.other_money import other_money
from justice_finance.runs.stations import stations_followed
from justice_finance.scenario.realise.population import population_of
from justice_finance.scenario.recipes import Recipes
from justice_finance.scenario.surveys import survey_plan

if TYPE_CHECKING:
    from justice_finance.evidence.values import EvidenceValue
    from justice_finance.runs.plan import Plan
    from justice_finance.scenario.recipe import Recipe
    from justice_finance.scenario.study import Study


def record_of(study: Study, recipes: Recipes, plan: Plan | None = None) -> dict[str, Any]:
    """Everything that a reader of the results may want to know about the study.

    Returns
    -------
    dict
        study (title, description, author, date), titles (by kind and id), states (kind),
        scenarios (title, changes old to new, by variant, and what each is a scale of), overlaps
        (scenarios that a portfolio does not take together), surveys (possible ones, or None),
        inputs (central value, spread, origins),
        population (adults and income by group), other_money (what amounts are multiplied by to
        stand in it), evidence (every register row used, with its source), assumptions (path and
        sentence), values (every number with its origin), ledger (which of them stand behind which
        rows), stations (where persons are followed: by service, `runs.stations`),
        changed_in_python, translations
    """
    file, inputs = study.file, recipes.inputs
    return {
        "study": {
            "id": study.name,
            "title": file.title,
            "description": file.description,
            "author": file.author,
            "date": file.date,
            "country": file.country,
            "discount_rate": plain(file.discount_rate),
            "discount_rates_shown": list(file.discount_rates_shown),
            "perspective": file.perspective,
            "funder": file.funder,
            "headline_scenarios": list(file.headline_scenarios or _options(study)),
        },
        "titles": _titles(study),
        "states": _states(study),
        "scenarios": {name: _scenario(study, name) for name in study.scenarios},
        "overlaps": overlaps_of(study),
        "surveys": survey_plan(study),
        "population": population_of(next(iter(recipes.recipes.values()))),
        "other_money": other_money(
            load_country_tables().price_tables(), file.money.currency, file.money.price_year
        ),
        "inputs": [_input(each) for each in inputs.inputs],
        "envelope_cuts": {
            f"{variant}/{name}": vars(cut) for (variant, name), cut in recipes.cuts.items()
        },
        "correlations": {each.name: each.as_record() for each in inputs.together},
        "evidence": {each.id: evidence_record(each) for each in evidence_used(study)},
        "assumptions": _assumptions(study),
        "values": values_of(study, recipes),
        "ledger": ledger_sources(study, recipes),
        "stations": _stations(recipes, plan),
        "changed_in_python": study.changed_in_python,
        "translations": translations_of(study),
    }


def translations_of(study: Study) -> dict[str, dict[str, str]]:
    """The study's own texts in other languages, by code of the language."""
    files = study.files
    return {} if files is None else {code: dict(said) for code, said in files.translations.items()}


def _stations(recipes: Recipes, plan: Plan | None) -> dict[str, Any]:
    if plan is None or not plan.follows_persons:
        return {}
    central = next(iter(recipes.realise_all(plan.headline_variant, None)))
    return stations_followed(central, plan.fraction)


def attributes_of(study: Study, plan: Plan) -> dict[str, Any]:
    """What stands on the results dataset itself, so that no figure travels without it."""
    file = study.file
    return {
        "run_id": plan.run_id,
        "study": study.name,
        "title": file.title,
        "engine": plan.engine,
        "seed": plan.seed,
        "fraction": plan.fraction,
        "fraction_from": plan.fraction_from,
        "currency": file.money.currency,
        "price_year": file.money.price_year,
        "base_year": file.base_year,
        "discount_rate": file.discount_rate.number,
        "funder": file.funder,
        "perspective": file.perspective,
        "terminal_value": "yes" if file.terminal_value else "no",
        "date": file.date,
    }


def _options(study: Study) -> list[str]:
    return [name for name in study.scenarios if name != next(iter(study.scenarios))]


def _titles(study: Study) -> dict[str, dict[str, str]]:
    model = next(iter(study.scenarios.values())).model
    states = {
        name: state.title for journey in model.journeys.values()
        for name, state in journey.states.items()
    }  # fmt: skip
    services = {name: each.title for name, each in model.services.items()}
    for intervention in model.interventions.values():
        states |= {name: each.title for name, each in intervention.states.items()}
        services |= {name: each.title for name, each in intervention.services.items()}
    return {
        "country": {model.country.country: model.country.title},
        "legal_problem": {name: each.title for name, each in model.journeys.items()},
        "population_group": {n: e.title for n, e in model.country.population_groups.items()},
        "seriousness": {n: e.title for n, e in model.country.seriousness.items()},
        "service": services,
        "state": states,
        "intervention": {name: each.title for name, each in model.interventions.items()},
        "quantity": dict(model.country.quantity_titles),
        "funding_source": {
            f"{funding}.{name}": each.title
            for funding, file in model.funding.items()
            for name, each in file.sources.items()
        },
    }


def _states(study: Study) -> dict[str, dict[str, str]]:
    """What each state of a journey is: a wait, a service, or an end with or without resolution."""
    model = next(iter(study.scenarios.values())).model
    states = [each.states for each in model.journeys.values()]
    states += [each.states for each in model.interventions.values()]
    return {name: {"kind": one.kind} for each in states for name, one in each.items()}


def _scenario(study: Study, name: str) -> dict[str, Any]:
    changes = {}
    for variant in study.variants:
        changes[variant or "as_written"] = [
            {"path": each.path, "old": plain(each.old), "new": plain(each.new),
             "override": each.override, "place": each.where}
            for each in study.scenario(name, variant).changes
        ]  # fmt: skip
    return {**scenario_words(study, name), "changes": changes}


def scenario_words(study: Study, name: str) -> dict[str, Any]:
    """What options.yaml says of a scenario beside its numbers."""
    entry = _entries(study).get(name, {})
    return {
        "title": study.scenarios[name].title,
        "same_option_as": entry.get("same_option_as"),
    }


def _entries(study: Study) -> Mapping[str, Any]:
    """Scenarios as options.yaml writes them, with what was changed in Python."""
    source = study.files_as_changed.options if study.files is not None else None
    return {} if source is None else source.document.data["scenarios"]


def overlaps_of(study: Study) -> list[dict[str, Any]]:
    """Scenarios that a portfolio does not take together, as options.yaml states them."""
    source = study.files_as_changed.options if study.files is not None else None
    found = [] if source is None else source.document.data.get("overlaps", [])
    return [
        {"options": [str(name) for name in each["options"]], "because": str(each["because"])}
        for each in found
        if len(each["options"]) > 1
    ]


def _input(each: Any) -> dict[str, Any]:
    return {
        "id": each.id,
        "path": each.path,
        "kind": each.kind,
        "central": each.central,
        "distribution": plain(each.distribution),
        "value_origin": vars(each.value),
        "spread_origin": vars(each.spread),
    }


def evidence_used(study: Study) -> list[EvidenceValue]:
    """Every row of the register that the study's files cite, in order of id."""
    names = {name for each in study.resolved.values() for name in each.evidence_ids}
    names |= {each.leaf.evidence_id for each in _leaves_beside(study) if each.leaf.evidence_id}
    return [study.register.value(name) for name in sorted(names)]


def evidence_record(each: EvidenceValue) -> dict[str, Any]:
    """A row of the register with its source, as plain values."""
    fields = {name: getattr(each, name) for name in each.__slots__}
    source = fields.pop("source")
    return {**fields, "source": {name: getattr(source, name) for name in source.__slots__}}


def _assumptions(study: Study) -> list[dict[str, str]]:
    """Each sentence once, with the path where it was written."""
    found: dict[str, str] = {}
    for scenario in study.resolved.values():
        for each in scenario.leaves:
            for sentence in _sentences(each.leaf):
                found.setdefault(scenario.home(tuple(each.path)), sentence)
    for each in _leaves_beside(study):
        for sentence in _sentences(each.leaf):
            found.setdefault(".".join(map(str, each.path)), sentence)
    return [{"path": path, "assumption": found[path]} for path in sorted(found)]


def _leaves_beside(study: Study) -> list[FoundLeaf]:
    """Leaves of the files that stand beside the options: needs and surveys."""
    files = (("needs", study.needs), ("surveys", study.surveys))
    return [leaf for root, file in files if file is not None for leaf in leaves_of(file, (root,))]


def _sentences(leaf: Leaf) -> Iterable[str]:
    if leaf.assumption is not None:
        yield leaf.assumption
    elif leaf.spread is not None and leaf.spread.assumption is not None:
        yield leaf.spread.assumption


def converted_numbers(recipe: Recipe) -> dict[str, Any]:
    """Every number of a recipe in the unit it is used in, with its spread."""
    return {
        path: [each.central, plain(each.input.distribution) if each.input else None]
        for path, each in recipe.quantities.items()
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(below) for key, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(exclude_none=True))
    if hasattr(value, "__dict__"):
        return {"kind": type(value).__name__, **plain(vars(value))}
    return str(value)
