"""Who is there on day 0.

Every expected number is rounded up or down by a keyed uniform, so that its mean is kept. Times
left are those that long-running arrivals would have (`sampling.time_left`), at the first year's
means. Nobody is at a sitting: on day 0 the servers take the first in line.
"""

from __future__ import annotations

from collections.abc import Iterator

from justice_finance.engines import addresses
from justice_finance.engines.addresses import OpeningKind, luck, opening_person
from justice_finance.engines.event.people import Person
from justice_finance.engines.event.simulation import Simulation
from justice_finance.engines.event.sittings import begin_underway, begin_visit
from justice_finance.engines.sampling import time_left
from justice_finance.engines.steps import Origin
from justice_finance.results.flows import FloatArray
from justice_finance.vocabulary import StateKind


def place_opening_stock(simulation: Simulation) -> None:
    """Put everyone there on day 0 into the simulation, before it runs."""
    parameters = simulation.parameters
    opening, draw = parameters.realised.opening, parameters.draw
    _place_waiting(simulation, opening.waiting[draw])
    _place_queueing(simulation, opening.queueing[draw])
    _place_between_sittings(simulation, opening.between_sittings[draw])
    _place_dormant(simulation)
    simulation.tally.open_lingering((opening.lingering[draw] * parameters.fraction).tolist())


def _groups(
    simulation: Simulation, kind: OpeningKind, expected: FloatArray, states: tuple[StateKind, ...]
) -> Iterator[tuple[int, int, int]]:
    """Class, state and whole number of people of every group that is not empty."""
    parameters = simulation.parameters
    for klass, row in enumerate(expected.tolist()):
        for state, people in enumerate(row):
            if people <= 0.0:
                continue
            if parameters.kind[state] not in states:
                raise ValueError(f"opening {kind.name.lower()}: state {state} is of another kind")
            people *= parameters.fraction
            group = opening_person(kind, klass, state, addresses.WHOLE_GROUP)
            rounding = luck(simulation.key0, simulation.key1, group, 0, addresses.OPENING)[3]
            count = int(people) + (1 if rounding < people - int(people) else 0)
            if count:
                yield klass, state, count


def _person(
    simulation: Simulation, kind: OpeningKind, klass: int, state: int, number: int
) -> Person:
    person = Person(opening_person(kind, klass, state, number), klass, int(Origin.OPENING))
    person.visit = 0
    person.state = state
    simulation.present[person.number] = person
    simulation.tally.stock[klass * simulation.parameters.states + state] += 1
    simulation.draw_step_luck(person)
    return person


def _opening_luck(
    simulation: Simulation, number: int, block: int = addresses.OPENING
) -> tuple[float, float, float, float]:
    return luck(simulation.key0, simulation.key1, number, 0, block)


def _place_waiting(simulation: Simulation, expected: FloatArray) -> None:
    parameters = simulation.parameters
    wait = parameters.realised.journeys.wait
    kind = OpeningKind.WAITING
    for klass, state, count in _groups(simulation, kind, expected, (StateKind.WAIT,)):
        mean = float(wait.mean[parameters.draw, 0, klass, state])
        prepared = parameters.time_left(wait, klass, state, mean)
        for number in range(count):
            person = _person(simulation, kind, klass, state, number)
            value, component, _, _ = _opening_luck(simulation, person.number)
            simulation.wait_for(person, time_left(*prepared, value, component))


def _place_queueing(simulation: Simulation, expected: FloatArray) -> None:
    parameters = simulation.parameters
    opening, draw = parameters.realised.opening, parameters.draw
    kind = OpeningKind.QUEUEING
    for klass, state, count in _groups(simulation, kind, expected, (StateKind.SERVICE,)):
        service = parameters.service_of_state[state]
        later_share = float(opening.queueing_later_share[draw, klass, state])
        days = float(opening.queue_days[draw, state])
        for number in range(count):
            person = _person(simulation, kind, klass, state, number)
            simulation.choose_site(person)
            joined, later, which, left = _opening_luck(
                simulation, person.number, addresses.OPENING_VISIT
            )
            if later < later_share:
                begin_underway(parameters, person, which, left)
            else:
                begin_visit(parameters, person, 0)
            if person.site is None:
                simulation.fall_due_after(person, 0.0)
                continue
            person.due = -days * (1.0 - (number + joined) / count)
            person.site.join(person, parameters.priority[klass][service])
            if person.sitting == 1:
                person.first_due = person.due
                simulation.lose_patience(person, service)


def _place_between_sittings(simulation: Simulation, expected: FloatArray) -> None:
    parameters = simulation.parameters
    kind = OpeningKind.BETWEEN_SITTINGS
    for klass, state, count in _groups(simulation, kind, expected, (StateKind.SERVICE,)):
        service = parameters.service_of_state[state]
        notice = parameters.notice[0][service]
        parties = float(parameters.realised.services.parties_time.mean[parameters.draw, 0, service])
        prepared = parameters.parties_time_left(service)
        for number in range(count):
            person = _person(simulation, kind, klass, state, number)
            simulation.choose_site(person)
            _, _, which, left = _opening_luck(simulation, person.number, addresses.OPENING_VISIT)
            begin_underway(parameters, person, which, left)
            value, component, stage, _ = _opening_luck(simulation, person.number)
            if stage * (parties + notice) < parties:
                delay = time_left(*prepared, value, component) + notice
            else:
                delay = value * notice
            simulation.fall_due_after(person, delay)


def _place_dormant(simulation: Simulation) -> None:
    parameters = simulation.parameters
    journeys, opening, draw = (
        parameters.realised.journeys,
        parameters.realised.opening,
        parameters.draw,
    )
    for kind, expected, holder, act, state_kind in (
        (
            OpeningKind.DORMANT_RETURN,
            opening.dormant_returns[draw],
            journeys.returns,
            simulation.come_back,
            StateKind.RESOLUTION,
        ),
        (
            OpeningKind.DORMANT_KNOCK_ON,
            opening.dormant_knock_ons[draw],
            journeys.knock_on,
            simulation.set_off,
            StateKind.NO_RESOLUTION,
        ),
    ):
        for klass, state, count in _groups(simulation, kind, expected, (state_kind,)):
            if (
                kind is OpeningKind.DORMANT_KNOCK_ON
                and not (parameters.knock_on_problem[parameters.problem[klass]][1])
            ):
                raise ValueError(f"opening: class {klass} sets off no other problem")
            mean = float(holder.mean[draw, klass, state])
            prepared = parameters.time_left(holder, klass, state, mean)
            for number in range(count):
                parent = opening_person(kind, klass, state, number)
                value, component, _, _ = _opening_luck(simulation, parent)
                delay = time_left(*prepared, value, component)
                simulation.lie_dormant(parent, klass, delay, act)
