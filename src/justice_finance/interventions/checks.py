"""What can be wrong with an intervention beyond its keys. Checks are named as what they detect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from justice_finance.errors import Mistake
from justice_finance.evidence.leaves import LeafPath
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.checks import check_state
from justice_finance.journey.graph_checks import shares_that_miss_one
from justice_finance.journey.price_checks import (
    UNITS_OF_DRIVER,
    check_costs,
    parties_are_unknown,
)
from justice_finance.journey.service_checks import check_service
from justice_finance.journey.surroundings import Surroundings

LARGEST_INDUCED_SHARE = 0.95


@dataclass(frozen=True)
class InterventionAt:
    """An intervention, where it stands, and what surrounds it."""

    file: InterventionFile
    path: LeafPath
    around: Surroundings


InterventionCheck = Callable[[InterventionAt], Iterator[Mistake]]


def check_intervention(
    file: InterventionFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Everything that is wrong with an intervention, beyond its keys and numbers one by one.

    What its effects name is checked in `interventions/effect_checks.py`.
    """
    for check in CHECKS:
        yield from check(InterventionAt(file, at, around))


def an_effect_costs_nothing(at: InterventionAt) -> Iterator[Mistake]:
    """Effects without any cost upstream."""
    costs = [*at.file.costs.values()]
    costs += [line for each in at.file.services.values() for line in each.costs.values()]
    prices = [line.amount if line.amount is not None else line.hours for line in costs]
    prices.append(at.file.setup)
    if at.file.effects and all(each is None or each.number == 0.0 for each in prices):
        yield Mistake(
            "effect_without_cost",
            at.around.place((*at.path, "costs")),
            "effects, and no cost above 0",
            "at least one cost of what brings the effects about",
            "add a cost line, `setup`, or a service with costs",
        )


def steps_of_the_ramp_are_wrong(at: InterventionAt) -> Iterator[Mistake]:
    """Other keys than year_1, year_2 ... without a gap, or a fall from one to the next."""
    wanted = [f"year_{number}" for number in range(1, len(at.file.ramp_up) + 1)]
    for name in at.file.ramp_up:
        if name not in wanted:
            yield Mistake(
                "ramp_up_keys",
                at.around.place((*at.path, "ramp_up", name)),
                f"`{name}`",
                ", ".join(wanted),
                "number the years from 1 without a gap",
            )
            return
    if not wanted:
        yield Mistake(
            "ramp_up_keys",
            at.around.place((*at.path, "ramp_up")),
            "no year",
            "`year_1: share`, and so on",
            "write `year_1` with 1 if it works at once",
        )
    shares = [at.file.ramp_up[name].number for name in wanted]
    for before, after, name in zip(shares, shares[1:], wanted[1:], strict=False):
        if before is not None and after is not None and after < before:
            yield Mistake(
                "ramp_up_falls",
                at.around.place((*at.path, "ramp_up", name)),
                f"{after:g} after {before:g}",
                "shares of full scale that rise from year to year",
                "mend the share; use `ends` and `persistence` for what stops",
            )


def years_of_an_intervention_are_wrong(at: InterventionAt) -> Iterator[Mistake]:
    """A start outside the years of the study, an end before the start, a scale without start."""
    starts = None if at.file.starts is None else at.file.starts.number
    ends = None if at.file.ends is None else at.file.ends.number
    years = at.around.years
    if starts is not None and years and not years[0] <= starts <= years[-1]:
        yield Mistake(
            "starts_outside_horizon",
            at.around.place((*at.path, "starts")),
            f"{starts:g}",
            f"a year from {years[0]} to {years[-1]}, the years of the study",
            "mend the year, or the base year and horizon of the study",
        )
    if starts is not None and ends is not None and ends < starts:
        yield Mistake(
            "ends_before_starts",
            at.around.place((*at.path, "ends")),
            f"ends {ends:g}, starts {starts:g}",
            "an end that is not before the start",
            "mend one of the two",
        )
    scale = None if at.file.scale is None else at.file.scale.number
    if scale and at.file.starts is None:
        yield Mistake(
            "scale_without_start",
            at.around.place((*at.path, "scale")),
            f"a scale of {scale:g} and no `starts`",
            "the first year of an intervention that acts",
            f"set `{'.'.join(map(str, at.path))}.starts` as well",
        )


def induced_demand_is_wrong(at: InterventionAt) -> Iterator[Mistake]:
    """So large a share of new cases that no capacity remains, or no such service."""
    induced = at.file.induced_demand
    if induced is None:
        return
    path = (*at.path, "induced_demand")
    share = induced.share.number
    if share is not None and share > LARGEST_INDUCED_SHARE:
        yield Mistake(
            "induced_share_too_large",
            at.around.place((*path, "share")),
            f"{share:g}",
            f"at most {LARGEST_INDUCED_SHARE:g}",
            "mend the share: some new capacity must remain for those who wait",
        )
    if at.around.services is not None:
        known = [*at.around.services, *at.file.services]
        if induced.service not in known:
            where = (*path, "service")
            what = "a service of the country"
            yield at.around.unknown("service_unknown", induced.service, known, what, where)
    yield from parties_are_unknown([induced.value_to], (*path, "value_to"), at.around)


def costs_of_an_intervention_are_wrong(at: InterventionAt) -> Iterator[Mistake]:
    """Cost lines and the shares of the setup."""
    periods = tuple(
        f"{unit}_per_year"
        for unit in ("site", "staff", "person", "case", "participant", "client", "settlement")
    )
    yield from check_costs(
        at.file.costs,
        tuple(UNITS_OF_DRIVER),
        (*at.path, "costs"),
        at.around,
        periods,
    )
    if at.file.setup is not None or at.file.setup_paid_by:
        path = (*at.path, "setup_paid_by")
        yield from parties_are_unknown(at.file.setup_paid_by, path, at.around)
        yield from shares_that_miss_one(
            at.file.setup_paid_by, "paid_by_not_one", path, at.around, "setup_paid_by"
        )


def new_services_and_states_are_wrong(at: InterventionAt) -> Iterator[Mistake]:
    """What is wrong with what an intervention brings, or names that are taken."""
    for name, service in at.file.services.items():
        path = (*at.path, "services", name)
        yield from check_service(service, path, at.around)
        if at.around.services is not None and name in at.around.services:
            yield _taken(at, path, name, "service")
    inner = at.around
    if inner.services is not None:
        inner = Surroundings(
            inner.place,
            inner.members,
            inner.journeys,
            {**inner.services, **at.file.services},
            inner.register,
            inner.years,
        )
    for name, state in at.file.states.items():
        path = (*at.path, "states", name)
        yield from check_state(state, path, inner)
        taken = [each for each, journey in (inner.journeys or {}).items() if name in journey.states]
        if taken:
            yield _taken(at, path, name, f"state of {taken[0]}")


def _taken(at: InterventionAt, path: LeafPath, name: str, what: str) -> Mistake:
    return Mistake(
        "name_taken",
        at.around.place(path),
        f"`{name}`, which is already a {what}",
        "a name of its own for what is new",
        "rename it",
    )


CHECKS: tuple[InterventionCheck, ...] = (
    an_effect_costs_nothing,
    steps_of_the_ramp_are_wrong,
    years_of_an_intervention_are_wrong,
    induced_demand_is_wrong,
    costs_of_an_intervention_are_wrong,
    new_services_and_states_are_wrong,
)
