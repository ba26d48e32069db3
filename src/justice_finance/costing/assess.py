"""From a study to what meeting its needs takes: cases, staff, money, the gap, what money buys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.costing.asked import Asked, asked_of
from justice_finance.costing.bought import bought_by
from justice_finance.costing.economy import Size, sizes_of
from justice_finance.costing.needs import Needs, NeedsOfService
from justice_finance.costing.onward import sent_on
from justice_finance.costing.service_use import OWN_COSTS, ServiceUse, Use, shares
from justice_finance.engines.contract import Settings
from justice_finance.funding.needs import (
    ServiceNeed,
    affordability,
    cases_for_coverage,
    cases_for_disposition_time,
    cost_of_needs,
    staff_needed,
)
from justice_finance.runs.engines import engine_named
from justice_finance.scenario.realise import Baseline, baseline_of, realise
from justice_finance.scenario.study import Study
from justice_finance.units.money import Money

FloatArray = NDArray[np.float64]

DRAWS = 256
"""Draws if nobody says how many: a range needs no more, and it takes seconds."""
DRAWS_OF_A_RUN = 128
"""At most so many in a run, which has more to do."""


@dataclass(frozen=True)
class _Case:
    """Cases of one service that are wanted, and who they are."""

    needing: FloatArray
    cases: FloatArray
    brought: FloatArray
    weight: FloatArray


def needs(
    study: Study, draws: int | None = DRAWS, seed: int | None = None, variant: str | None = None
) -> Needs:
    """What meeting the needs of a study would cost, whom, and what is missing.

    Parameters
    ----------
    study : Study
        With a `needs.yaml`.
    draws : int or None
        Draws of the uncertain inputs, a power of two; None: central values.
    seed : int, optional
        Names the draws; as the study says if absent.
    variant : str, optional
        Structural variant; the headline one if absent.

    Returns
    -------
    Needs
        Shows itself as tables in a notebook.

    Raises
    ------
    ScenarioError
        If the study has no `needs.yaml`, or a number cannot be converted.
    RunError
        If `draws` is no power of two.

    Notes
    -----
    staff = cases x hours of a case / (productive hours x bookable share); cost = fixed cost of the
    services + staff x cost of a staff-year + cases x cost of a case + added staff x capital. The
    gap of a party is its cost less what it spends on the same services under business as usual,
    never below zero.
    """
    asked = asked_of(study, draws, seed, variant)
    baseline = baseline_of(asked.recipe, asked.draws)
    realised = realise(asked.recipe, asked.draws, baseline)
    use = Use(realised, engine_named("cohort").run(realised, Settings()))
    uses = {name: use.of(name) for name in asked.file.services}
    wanted = _wanted(asked, baseline, uses)
    each = {name: _need_of(asked, uses[name], wanted[name]) for name in uses}
    anyway: dict[tuple[str, str], FloatArray] = {}
    by_party: dict[str, FloatArray] = {}
    for name, service in uses.items():
        for party, amount in service.spending().items():
            key = (each[name].function, party)
            anyway[key] = anyway.get(key, 0.0) + amount
            by_party[party] = by_party.get(party, 0.0) + amount
    cost = cost_of_needs(list(each.values()), by_party)
    sizes = sizes_of(
        asked.evaluator,
        asked.recipe.model.country.iso3,
        Money(study.file.money.currency, study.file.money.price_year),
    )
    return Needs(
        study=study,
        variant=variant or study.variants[0],
        asked=asked,
        services=tuple(_of_service(asked, uses[n], wanted[n], each[n]) for n in uses),
        cost=cost.cost,
        anyway=anyway,
        gap=cost.gap,
        own_costs=_own_costs(uses, wanted),
        sizes=sizes,
        affordability=_affordability(cost.total, cost.cost_by_party().get("donor"), sizes),
        bought=bought_by(asked, uses, each, realised.excess_burden_rate),
    )


def record_of_needs(study: Study, draws: int, seed: int) -> dict[str, Any] | None:
    """What a run keeps of the needs of its study, or nothing where none are asked.

    Parameters
    ----------
    study : Study
    draws, seed : int
        Of the run; a smaller design is drawn from the same seed.

    Returns
    -------
    dict or None
        As `Needs.as_record` gives it.
    """
    if study.needs is None:
        return None
    return needs(study, min(draws, DRAWS_OF_A_RUN), seed).as_record()


def _wanted(asked: Asked, baseline: Baseline, uses: Mapping[str, ServiceUse]) -> dict[str, _Case]:
    """Cases of each service; those with a coverage first, for they send cases to the others."""
    people = np.where(baseline.layout.outside, 0.0, baseline.starts)
    problems, weight = people.sum(axis=2), shares(people)
    found: dict[str, _Case] = {}
    for name, use in uses.items():
        if asked.file.services[name].coverage is not None:
            needing = problems * asked.value(f"services.{name}.needed_share")
            coverage = asked.value(f"services.{name}.coverage")
            cases = cases_for_coverage(needing, coverage, use.served)
            mix = np.broadcast_to(weight, (*cases.shape, weight.shape[2]))
            found[name] = _Case(needing, cases, np.zeros_like(cases), mix)
    for name, use in uses.items():
        if name in found:
            continue
        brought = np.zeros_like(use.incoming)
        counted = asked.value_or(f"services.{name}.onward_share", 1.0)
        for other, case in found.items():
            if asked.file.services[other].coverage is None:
                continue
            each = sent_on(use.use.realised, uses[other].states, use.states, weight[:, 0])
            brought = brought + (case.cases - uses[other].served) * each[:, None] * counted
        incoming = np.maximum(use.incoming + brought, 0.0)
        days = asked.value(f"services.{name}.disposition_time")
        cases = cases_for_disposition_time(incoming, use.pending_before, days, use.resolved)
        found[name] = _Case(incoming, cases, brought, use.mix_of_cases())
    return {name: found[name] for name in uses}


def _need_of(asked: Asked, use: ServiceUse, wanted: _Case) -> ServiceNeed:
    """A service's need in the words of `funding.needs`."""
    at, target = f"services.{use.name}", asked.file.services[use.name]
    service = asked.recipe.model.services[use.name]
    hours = use.hours_per_case(wanted.weight)
    if target.hours_per_case is not None:
        hours = asked.value(f"{at}.hours_per_case")
    capital = asked.value_or(f"{at}.capital_per_staff", 0.0)
    return ServiceNeed(
        service=use.name,
        function=service.function,
        problems=wanted.cases,
        coverage=np.ones_like(wanted.cases),
        hours_per_case=hours,
        productive_hours=use.productive_hours,
        busy_share=asked.value(f"{at}.bookable_share"),
        per_staff_year=use.per_staff_year(),
        per_case=use.per_case(wanted.weight),
        per_year=use.per_year(),
        per_added_staff={service.ministry or "government_justice": capital},
        staff_there=np.broadcast_to(use.staff, wanted.cases.shape),
    )


def _of_service(asked: Asked, use: ServiceUse, wanted: _Case, need: ServiceNeed) -> NeedsOfService:
    service = asked.recipe.model.services[use.name]
    by_coverage = asked.file.services[use.name].coverage is not None
    return NeedsOfService(
        name=use.name,
        title=service.title,
        function=service.function,
        by_coverage=by_coverage,
        needing=wanted.needing,
        cases=wanted.cases,
        cases_anyway=use.served if by_coverage else use.resolved,
        brought=wanted.brought,
        disposition_time=None
        if by_coverage
        else asked.value(f"services.{use.name}.disposition_time"),
        days_without_queue=use.days_without_queue(wanted.weight),
        staff=staff_needed(need),
        staff_anyway=np.broadcast_to(use.staff, wanted.cases.shape),
        need=need,
    )


def _own_costs(
    uses: Mapping[str, ServiceUse], wanted: Mapping[str, _Case]
) -> dict[str, FloatArray]:
    """What people spend besides on the cases wanted, by party."""
    found: dict[str, FloatArray] = {}
    for name, use in uses.items():
        for party, amount in use.per_case(wanted[name].weight, OWN_COSTS).items():
            found[party] = found.get(party, 0.0) + amount * wanted[name].cases
    return found


def _affordability(
    total: FloatArray, of_donors: FloatArray | None, sizes: Mapping[str, Size]
) -> dict[str, FloatArray]:
    known = {name: size.values for name, size in sizes.items()}
    found = affordability(
        total,
        gross_domestic_product=known.get("gross_domestic_product"),
        government_expenditure=known.get("government_expenditure"),
        people=known.get("people"),
    )
    if of_donors is not None and "aid" in known:
        found["donor_share_of_aid"] = of_donors / known["aid"]
    return found
