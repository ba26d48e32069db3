"""What can be wrong with a journey or a service beyond its keys.

Each check is named as the condition it detects; what needs the whole graph is in `graph_checks`,
what concerns prices in `price_checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from justice_finance.errors import Mistake
from justice_finance.evidence.leaves import LeafPath
from justice_finance.journey.graph_checks import ENDS, check_graph, shares_that_miss_one
from justice_finance.journey.price_checks import STATE_DRIVERS, check_burden, check_costs
from justice_finance.journey.schema import DurationFile, JourneyFile, StateFile, WorkFile
from justice_finance.journey.surroundings import Surroundings

JourneyCheck = Callable[[JourneyFile, LeafPath, Surroundings], Iterator[Mistake]]

# Which keys of a state belong to which kinds.
KINDS_OF_KEY: dict[str, tuple[str, ...]] = {
    "time": ("wait",),
    "service": ("service",),
    "gives_up_to": ("service",),
    "turned_away_to": ("service",),
    "stakes": ("wait", "service"),
    "manner": ("resolution",),
    "fair_share": ("resolution",),
    "returns": ("resolution",),
    "knock_on": ("no_resolution",),
    "remaining_share": ENDS,
}
NEEDS_SHAPE = ("weibull", "gamma", "lognormal", "mixture")


def check_journey(journey: JourneyFile, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    """Everything that is wrong with a journey, beyond its keys and its numbers one by one."""
    yield from check_graph(journey, at, around)
    for check in CHECKS:
        yield from check(journey, at, around)


def states_are_wrong(journey: JourneyFile, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    """A state with keys of another kind, or without what its kind needs."""
    for name, state in journey.states.items():
        yield from check_state(state, (*at, "states", name), around)


def check_state(state: StateFile, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    """Everything that is wrong with one state."""
    for key, kinds in KINDS_OF_KEY.items():
        if getattr(state, key) is not None and state.kind not in kinds:
            yield Mistake(
                "key_not_for_kind",
                around.place((*at, key)),
                f"`{key}` on a state of kind {state.kind}",
                f"`{key}` only on {' and '.join(kinds)}",
                "take the key out, or mend `kind`",
            )
    if state.kind == "wait" and state.time is None:
        yield Mistake(
            "wait_without_time",
            around.place(at),
            "a wait without `time`",
            "`time: {form: ..., mean: ...}`: how long people wait",
            "add the time; a mean of 0 passes people on at once",
        )
    yield from _service_of_a_state(state, at, around)
    for key in ("time", "returns", "knock_on"):
        value = getattr(state, key)
        if value is not None:
            duration = value if key == "time" else value.time
            path = (*at, key) if key == "time" else (*at, key, "time")
            yield from a_form_lacks_its_shape(duration, path, around)
    yield from check_costs(state.costs, STATE_DRIVERS, (*at, "costs"), around)


def _service_of_a_state(state: StateFile, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    if state.kind != "service":
        return
    if state.service is None:
        yield Mistake(
            "service_state_without_service",
            around.place(at),
            "a service state without `service`",
            "the id of a service of the country",
            "add `service:`",
        )
    elif around.services is not None and state.service not in around.services:
        known = list(around.services)
        where = (*at, "service")
        yield around.unknown("service_unknown", state.service, known, "a service", where)
    elif around.services is not None:
        service = around.services[state.service]
        for limit, key in (("patience", "gives_up_to"), ("queue_limit", "turned_away_to")):
            if getattr(service, limit) is not None and getattr(state, key) is None:
                yield Mistake(
                    "leaving_a_queue_leads_nowhere",
                    around.place(at),
                    f"`{state.service}` has `{limit}`, and the state no `{key}`",
                    f"`{key}`: the state that people then come to",
                    f"add `{key}:` to the state",
                )


def a_form_lacks_its_shape(
    duration: DurationFile | WorkFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """A form of time without the number that says how it spreads, or with one too many."""
    wanted = {"shape": duration.form in NEEDS_SHAPE, "ratio": duration.form == "mixture"}
    for key, needed in wanted.items():
        value = getattr(duration, key)
        if needed != (value is not None):
            yield Mistake(
                "form_without_shape" if needed else "form_with_shape",
                around.place(at if needed else (*at, key)),
                f"{duration.form} {'without' if needed else 'with'} `{key}`",
                f"`{key}` with "
                + (" or ".join(NEEDS_SHAPE) if key == "shape" else "mixture")
                + " and no other form",
                f"{'add' if needed else 'take out'} `{key}`",
            )


def who_begins_is_unclear(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """No source of problems, or several, or one of the other kind of journey."""
    sources = [
        key
        for key in ("incidence", "surveyed", "share_of_problems", "arrivals")
        if getattr(journey, key) is not None
    ]
    people = ("incidence", "surveyed", "share_of_problems")
    accepted = people if journey.who == "people" else ("arrivals",)
    if len(sources) != 1 or sources[0] not in accepted:
        yield Mistake(
            "problems_without_source",
            around.place(at),
            " and ".join(f"`{key}`" for key in sources) or "nothing that says how many begin",
            "one of " + ", ".join(accepted),
            "keep or add one of them",
        )


def seriousness_shares_are_wrong(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Classes that the country does not have, or shares that do not sum to one."""
    known, path = around.members.get("seriousness", ()), (*at, "seriousness_shares")
    if not known:
        return
    for name in journey.seriousness_shares:
        if name not in known:
            what = "a class of seriousness of the country"
            yield around.unknown("seriousness_unknown", name, list(known), what, (*path, name))
    if journey.seriousness_shares or (len(known) > 1 and journey.who == "people"):
        yield from shares_that_miss_one(
            journey.seriousness_shares,
            "seriousness_shares_not_one",
            path,
            around,
            "seriousness_shares",
        )


def knock_on_problems_are_wrong(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Problems that the country does not have, or shares that do not sum to one."""
    if journey.knock_on_problems is None:
        return
    path = (*at, "knock_on_problems")
    if around.journeys is not None:
        known = [name for name, each in around.journeys.items() if each.who == "people"]
        for name in journey.knock_on_problems:
            if name not in known:
                yield around.unknown("journey_unknown", name, known, "a journey", (*path, name))
    yield from shares_that_miss_one(
        journey.knock_on_problems, "knock_on_problems_not_one", path, around, "knock_on_problems"
    )


def burdens_are_wrong(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Parties of a burden that do not exist."""
    yield from check_burden(journey.burden, (*at, "burden"), around)


CHECKS: tuple[JourneyCheck, ...] = (
    states_are_wrong,
    who_begins_is_unclear,
    seriousness_shares_are_wrong,
    knock_on_problems_are_wrong,
    burdens_are_wrong,
)
