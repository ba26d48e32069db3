"""How many sittings a visit takes: which one a person waits for, and whether another follows.

Fixed: the number is settled when the visit begins, by the mean of that year. Geometric: after each
sitting another follows with probability 1 - 1/mean, the mean being that of the year in which the
sitting ends. One uniform decides for the whole visit: another sitting follows while it lies below
the product of all these probabilities so far (`survival`). While the mean stays the same this is
the geometric count by inversion.
"""

from __future__ import annotations

from justice_finance.engines.event.parameters import Parameters
from justice_finance.engines.event.people import Person


def begin_visit(parameters: Parameters, person: Person, year: int) -> None:
    """Let a person wait for the first sitting of a visit that begins in a year (from 0)."""
    service = parameters.service_of_state[person.state]
    uniform = person.luck[0]
    person.sitting = 1
    if parameters.geometric_sittings[service]:
        _begin_survival(person, uniform)
        return
    least, one_more = parameters.sittings[_place(parameters, person, service, year)]
    person.sittings = least + 1 if uniform < one_more else least


def begin_underway(parameters: Parameters, person: Person, which: float, left: float) -> None:
    """Let someone there on day 0 wait for a sitting that is not the first.

    Which one, as often as long-running arrivals would wait for it at the mean of the first year.

    Parameters
    ----------
    parameters : Parameters
    person : Person
    which, left : float
        Uniforms in (0, 1): the sitting waited for, and how many follow it.
    """
    service = parameters.service_of_state[person.state]
    if parameters.geometric_sittings[service]:
        person.sitting = 2
        _begin_survival(person, left)
        return
    least, one_more = parameters.sittings[_place(parameters, person, service, 0)]
    total = least - 1 + one_more
    person.sitting = min(2 + int(which * total), max(2, least + (1 if one_more > 0.0 else 0)))
    if person.sitting > least:
        person.sittings = person.sitting
    else:
        person.sittings = least + (1 if left < one_more else 0)


def another_follows(parameters: Parameters, person: Person, year: int) -> bool:
    """Whether another sitting follows the one that has just ended, in a year (from 0)."""
    service = parameters.service_of_state[person.state]
    if parameters.geometric_sittings[service]:
        person.survival *= parameters.another[_place(parameters, person, service, year)]
        return person.sittings_uniform < person.survival
    return person.sitting < person.sittings


def _begin_survival(person: Person, uniform: float) -> None:
    person.sittings_uniform = uniform
    person.survival = 1.0


def _place(parameters: Parameters, person: Person, service: int, year: int) -> int:
    return (year * parameters.classes + person.klass) * parameters.services + service
