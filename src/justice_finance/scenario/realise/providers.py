"""Services as arrays: staff, hours, work of a sitting, sittings, notice, patience and limits.

Of every listed sitting a share is adjourned and takes a share of the work of a heard one:

    sittings = heard / (1 - adjourned share),
    work of a listed sitting = work x (1 - adjourned share x (1 - adjourned work share)).

A service that an intervention brings is written per unit of its scale: its staff, sites and fixed
costs are multiplied by the units at work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.interventions.compose import changed_quantity
from justice_finance.journey.closed_days import recurring
from justice_finance.journey.court_calendar import as_array
from justice_finance.journey.schema import ServiceFile
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import Frame
from justice_finance.scenario.realise.blocks import fill_classes, fill_row, int_table
from justice_finance.scenario.realise.classes import Layout, PlacedService
from justice_finance.scenario.realise.effects import ScenarioChanges
from justice_finance.scenario.realise.times import Spread, durations_by_service, spread_of
from justice_finance.scenario.realised import Durations, FloatArray, IntArray, Services
from justice_finance.scenario.reuse import Key, SharedParts
from justice_finance.vocabulary import DurationForm, SittingsForm


@dataclass(frozen=True)
class Work:
    """Work of one service, arrays (draw, year, class)."""

    hours: FloatArray
    sittings: FloatArray


def units_of(service: PlacedService, changes: ScenarioChanges) -> FloatArray:
    """What a service's staff and fixed costs are multiplied by: 1, or the units at work."""
    if service.intervention is None:
        return np.ones((1, 1, 1))
    if service.intervention not in changes.active:
        return np.zeros((1, 1, 1))
    return changes.reach[service.intervention].units


def staff_of(
    evaluator: Evaluator, layout: Layout, service: PlacedService, changes: ScenarioChanges
) -> FloatArray:
    """Full-time staff, array (draw, year, 1)."""
    path = f"{service.path}.staff"
    if not service.file.limited and not evaluator.has(path):
        return np.zeros((1, 1, 1))
    units = units_of(service, changes)
    if service.intervention is None:
        return evaluator.value(path, layout.in_general)
    # An effect that adds staff adds it once, and not once for each unit.
    written = Evaluator(evaluator.recipe, evaluator.draws).value(path, layout.in_general)
    ratios = changes.ratios(path, layout.in_general)
    return changed_quantity(written * units, ratios, changes.additions(path, layout.in_general))


def productive_hours_of(evaluator: Evaluator, layout: Layout, service: PlacedService) -> FloatArray:
    """Hours of sittings per staff-year; 1 where there is no work to do."""
    return evaluator.value_or(f"{service.path}.productive_hours", layout.in_general, 1.0)


def work_of(evaluator: Evaluator, service: PlacedService, frame: Frame) -> Work:
    """Mean hours of a listed sitting and mean number of them, for some classes."""
    at = service.path
    hours = evaluator.value_or(f"{at}.work.mean", frame, 0.0)
    if service.file.sittings is None:
        return Work(hours, np.ones((1, 1, 1)))
    adjourned = evaluator.value(f"{at}.sittings.adjourned_share", frame)
    part = evaluator.value(f"{at}.sittings.adjourned_work_share", frame)
    heard = np.maximum(evaluator.value(f"{at}.sittings.heard", frame), 1.0)
    if np.any(adjourned >= 1.0):
        raise ScenarioError(
            Mistake(
                "always_adjourned",
                evaluator.recipe.places(f"{at}.sittings.adjourned_share"),
                "a share of 1: no case is ever heard",
                "a share below 1",
                "lower the share, or take the effect on it out",
            )
        )
    return Work(hours * (1.0 - adjourned * (1.0 - part)), heard / (1.0 - adjourned))


def services_of(
    evaluator: Evaluator,
    layout: Layout,
    changes: ScenarioChanges,
    induced: Callable[[], dict[str, Work]],
    shared: SharedParts,
) -> Services:
    """Every service as arrays.

    Parameters
    ----------
    evaluator : Evaluator
    layout : Layout
    changes : ScenarioChanges
    induced : callable
        Gives the work of induced cases by service: that of the other cases on average.
    shared : SharedParts

    Returns
    -------
    Services
    """
    draws, years = evaluator.size, len(layout.axes.years)
    files = [each.file for each in layout.services]
    structure: set[Key] = {("services", name) for name in evaluator.recipe.model.services}
    structure |= {("interventions", name, "services") for name in layout.interventions}

    def general(key: str, default: float) -> FloatArray:
        def compute() -> FloatArray:
            found = [
                evaluator.value_or(f"{each.path}.{key}", layout.in_general, default)
                for each in layout.services
            ]
            return fill_row(draws, years, found)

        return shared.get(f"services.{key}", evaluator, structure, compute)

    hours, sittings = shared.get(
        "services.work", evaluator, structure, lambda: _work_arrays(evaluator, layout, induced())
    )
    forms = [each.work.form if each.work is not None else "fixed" for each in files]
    return Services(
        limited=np.array([each.limited for each in files], dtype=np.bool_),
        staff=fill_row(
            draws, years, [staff_of(evaluator, layout, each, changes) for each in layout.services]
        ),
        productive_hours=fill_row(
            draws, years, [productive_hours_of(evaluator, layout, s) for s in layout.services]
        ),
        sites=_sites(evaluator, layout, changes),
        priority=_priorities(layout),
        work_hours=hours,
        work_form=np.array([int(DurationForm[form.upper()]) for form in forms], dtype=np.int64),
        work_shape=general("work.shape", 1.0)[:, 0],
        work_ratio=general("work.ratio", 1.0)[:, 0],
        sittings=sittings,
        sittings_form=np.array(
            [
                int(SittingsForm[each.sittings.form.upper()]) if each.sittings is not None else 0
                for each in files
            ],
            dtype=np.int64,
        ),
        notice_time=general("notice_time", 0.0),
        parties_time=shared.get(
            "services.parties_time",
            evaluator,
            structure,
            lambda: _parties_times(evaluator, layout),
        ),
        patience=general("patience", np.inf),
        queue_limit=_queue_limits(evaluator, layout),
        closures=_closures(files, years),
    )


def _work_arrays(
    evaluator: Evaluator, layout: Layout, induced: dict[str, Work]
) -> tuple[FloatArray, FloatArray]:
    """Hours of a sitting, and sittings of a visit, arrays (draw, year, class, service)."""
    work = [_with_induced(evaluator, layout, each, induced) for each in layout.services]
    size = (evaluator.size, len(layout.axes.years), layout.everyone.size, len(work))
    whole = slice(None)
    return (
        fill_classes(*size, [(whole, v, each.hours) for v, each in enumerate(work)]),
        fill_classes(*size, [(whole, v, each.sittings) for v, each in enumerate(work)]),
    )


def _parties_times(evaluator: Evaluator, layout: Layout) -> Durations:
    found = [parties_time_of(evaluator, layout, each) for each in layout.services]
    return durations_by_service(layout, evaluator.size, found)


def _closures(files: Sequence[ServiceFile], years: int) -> FloatArray:
    return as_array(
        [
            recurring([(each.first_day, each.last_day) for each in file.calendar], years)
            for file in files
        ]
    )


def _queue_limits(evaluator: Evaluator, layout: Layout) -> FloatArray:
    """At central values: the limit of a queue has no draws."""
    central = Evaluator(evaluator.recipe, None)
    return np.array(
        [
            float(central.value_or(f"{s.path}.queue_limit", layout.in_general, np.inf).flat[0])
            for s in layout.services
        ]
    )


def parties_time_of(evaluator: Evaluator, layout: Layout, service: PlacedService) -> Spread | None:
    """The parties' own delay before a later sitting is asked for."""
    if service.file.parties_time is None:
        return None
    path = f"{service.path}.parties_time"
    return spread_of(evaluator, service.file.parties_time, path, layout.in_general)


def _with_induced(
    evaluator: Evaluator, layout: Layout, service: PlacedService, induced: dict[str, Work]
) -> Work:
    """Work for all classes; that of induced cases is given."""
    work = work_of(evaluator, service, layout.everyone)
    name = service.path.rpartition(".")[2]
    if name not in induced:
        return work
    given = induced[name]
    part = layout.slices[layout.induced[name]]
    classes = layout.everyone.size
    found = []
    for own, other in ((work.hours, given.hours), (work.sittings, given.sittings)):
        shape = np.broadcast_shapes(own.shape[:2], other.shape[:2])
        both = np.array(np.broadcast_to(own, (*shape, classes)))
        both[:, :, part] = other
        found.append(both)
    return Work(found[0], found[1])


def _sites(evaluator: Evaluator, layout: Layout, changes: ScenarioChanges) -> IntArray:
    central = Evaluator(evaluator.recipe, None)
    plain = ScenarioChanges(evaluator.recipe, None)
    counts = []
    for service in layout.services:
        sites = central.value_or(f"{service.path}.sites", layout.in_general, 1.0)
        counts.append(max(1, round(float(np.max(sites * units_of(service, plain))))))
    return np.array(counts, dtype=np.int64)


def _priorities(layout: Layout) -> IntArray:
    """By legal problem, else by seriousness, else 0."""
    table = int_table((layout.everyone.size, len(layout.services)), 0)
    problems = layout.everyone.members["legal_problem"]
    grades = layout.everyone.members["seriousness"]
    for v, service in enumerate(layout.services):
        given = service.file.priority
        for c, (problem, grade) in enumerate(zip(problems, grades, strict=True)):
            table[c, v] = given.get(problem, given.get(grade, 0))
    return table
