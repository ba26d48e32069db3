"""The axes of a study: classes, states, services and years, the same in all of its scenarios.

Interventions that a study lists are always in its tree, so their states and services stand on the
axes even where they are not active. A service whose new capacity brings out new cases has a kind
of problem of its own for them (`induced_<service>`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.schema import ServiceFile, StateFile
from justice_finance.scenario.frames import (
    NOT_GRADED,
    ORGANISATIONS,
    Frame,
    class_frame,
    general_frame,
)
from justice_finance.scenario.realised import Axes, IntArray
from justice_finance.scenario.recipe import Recipe
from justice_finance.vocabulary import StateKind

INDUCED = "induced_"


@dataclass(frozen=True)
class PlacedState:
    """A state of one journey, and the dotted path of its record."""

    file: StateFile
    path: str


@dataclass(frozen=True)
class PlacedService:
    """A service, the dotted path of its record, and the intervention that brings it (or none)."""

    file: ServiceFile
    path: str
    intervention: str | None


@dataclass(frozen=True)
class Layout:
    """Axes, and where everything on them is written.

    Attributes
    ----------
    axes : Axes
    everyone : Frame
        All classes.
    in_general : Frame
        For what differs by year at most.
    frames : mapping of str to Frame
        The classes of each journey.
    slices : mapping of str to slice
        Where they stand among all classes.
    people : tuple of str
        Journeys of surveyed people.
    states : mapping
        For each journey, its states (those that interventions bring included).
    interventions : tuple of str
        Those of the study, in order of id.
    services : tuple of PlacedService
        Along the axis of services.
    induced : mapping of str to str
        Kind of problem of induced cases, by service.
    """

    axes: Axes
    everyone: Frame
    in_general: Frame
    frames: Mapping[str, Frame]
    slices: Mapping[str, slice]
    people: tuple[str, ...]
    states: Mapping[str, Mapping[str, PlacedState]]
    interventions: tuple[str, ...]
    services: tuple[PlacedService, ...]
    induced: Mapping[str, str]
    kind: IntArray
    service_of_state: IntArray

    @property
    def structure(self) -> set[tuple[str, ...]]:
        """Components of the tree whose form makes journeys and states."""
        keys: set[tuple[str, ...]] = {("journeys", name) for name in self.states}
        keys |= {("interventions", name, "states") for name in self.interventions}
        return keys | {("country",)}

    def state(self, name: str) -> int:
        """Position of a state."""
        return self.axes.states.index(name)

    @property
    def outside(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Classes (C,) that are no surveyed people."""
        return np.array(
            [each == ORGANISATIONS for each in self.everyone.members["population_group"]]
        )


def touched_journeys(intervention: InterventionFile, recipe: Recipe) -> tuple[str, ...]:
    """Journeys that an intervention's new states are given to, in order of id."""
    touched: set[str] = set()
    for effect in intervention.effects.values():
        if effect.journeys is not None:
            touched |= set(effect.journeys)
            continue
        at = effect.at or (effect.move.at if effect.move is not None else None)
        if at is not None:
            touched |= {name for name, each in recipe.model.journeys.items() if at in each.states}
    return tuple(sorted(touched & set(recipe.model.journeys)))


def layout_of(recipe: Recipe) -> Layout:
    """Lay out the axes of a study.

    Parameters
    ----------
    recipe : Recipe
        Any scenario of the study.

    Returns
    -------
    Layout

    Raises
    ------
    ScenarioError
        If one name stands for states of different kinds, or of different services.
    """
    model = recipe.model
    services = _placed_services(recipe)
    states = {name: dict(_own_states(recipe, name)) for name in sorted(model.journeys)}
    for name in sorted(model.interventions):
        intervention = model.interventions[name]
        for journey in touched_journeys(intervention, recipe):
            for state, file in intervention.states.items():
                states[journey][state] = PlacedState(file, f"interventions.{name}.states.{state}")
    induced = {
        each.induced_demand.service: f"{INDUCED}{each.induced_demand.service}"
        for _, each in sorted(model.interventions.items())
        if each.induced_demand is not None
    }
    axes, frames, slices, everyone = _classes(
        recipe, tuple(states), tuple(sorted(induced.values()))
    )
    names = _state_names(recipe, states, induced)
    kind, of_service = _kinds(recipe, names, states, services, induced)
    axes = Axes(
        axes.legal_problems,
        axes.population_groups,
        axes.seriousness,
        names,
        tuple(each.path.rpartition(".")[2] for each in services),
        recipe.years,
        axes.class_problem,
        axes.class_group,
        axes.class_seriousness,
    )
    people = tuple(name for name in states if model.journeys[name].who == "people")
    return Layout(
        axes=axes,
        everyone=everyone,
        in_general=general_frame(recipe.years),
        frames=frames,
        slices=slices,
        people=people,
        states=states,
        interventions=tuple(sorted(model.interventions)),
        services=services,
        induced=induced,
        kind=kind,
        service_of_state=of_service,
    )


def _own_states(recipe: Recipe, journey: str) -> list[tuple[str, PlacedState]]:
    return [
        (name, PlacedState(file, f"journeys.{journey}.states.{name}"))
        for name, file in recipe.model.journeys[journey].states.items()
    ]


def _placed_services(recipe: Recipe) -> tuple[PlacedService, ...]:
    model = recipe.model
    found = [
        PlacedService(model.services[v], f"services.{v}", None) for v in sorted(model.services)
    ]
    for name in sorted(model.interventions):
        brought = model.interventions[name].services
        found += [
            PlacedService(brought[v], f"interventions.{name}.services.{v}", name)
            for v in sorted(brought)
        ]
    return tuple(found)


def _classes(
    recipe: Recipe, journeys: tuple[str, ...], induced: tuple[str, ...]
) -> tuple[Axes, dict[str, Frame], dict[str, slice], Frame]:
    model = recipe.model
    groups, grades = tuple(model.country.population_groups), tuple(model.country.seriousness)
    rows: list[tuple[str, str, str]] = []
    slices: dict[str, slice] = {}
    for name in (*journeys, *induced):
        first = len(rows)
        file = model.journeys.get(name)
        if file is not None and file.who == "people":
            rows += [(name, group, grade) for group in groups for grade in grades]
        elif file is not None and file.seriousness_shares:
            rows += [(name, ORGANISATIONS, grade) for grade in grades]
        else:
            rows.append((name, ORGANISATIONS, NOT_GRADED))
        slices[name] = slice(first, len(rows))
    if any(row[1] == ORGANISATIONS for row in rows):
        groups = (*groups, ORGANISATIONS)
    if any(row[2] == NOT_GRADED for row in rows):
        grades = (*grades, NOT_GRADED)
    problems = (*journeys, *induced)

    def frame(part: slice) -> Frame:
        chosen = rows[part]
        return class_frame(
            recipe.years,
            tuple(row[0] for row in chosen),
            tuple(row[1] for row in chosen),
            tuple(row[2] for row in chosen),
            model.country.population_groups,
        )

    axes = Axes(
        problems, groups, grades, (), (), recipe.years,
        np.array([problems.index(row[0]) for row in rows], dtype=np.int64),
        np.array([groups.index(row[1]) for row in rows], dtype=np.int64),
        np.array([grades.index(row[2]) for row in rows], dtype=np.int64),
    )  # fmt: skip
    return axes, {name: frame(part) for name, part in slices.items()}, slices, frame(slice(None))


def _state_names(
    recipe: Recipe, states: Mapping[str, Mapping[str, PlacedState]], induced: Mapping[str, str]
) -> tuple[str, ...]:
    """Union over journeys in order of first appearance; what interventions bring stands last."""
    names = dict.fromkeys(
        state for journey in states for state in recipe.model.journeys[journey].states
    )
    for name in sorted(recipe.model.interventions):
        names |= dict.fromkeys(recipe.model.interventions[name].states)
    for name in sorted(induced.values()):
        names |= {name: None, f"{name}_done": None}
    return tuple(names)


def _kinds(
    recipe: Recipe,
    names: tuple[str, ...],
    states: Mapping[str, Mapping[str, PlacedState]],
    services: tuple[PlacedService, ...],
    induced: Mapping[str, str],
) -> tuple[IntArray, IntArray]:
    position = {each.path.rpartition(".")[2]: v for v, each in enumerate(services)}
    kind = np.full(len(names), -1, dtype=np.int64)
    of_service = np.full(len(names), -1, dtype=np.int64)
    for journey in states.values():
        for name, placed in journey.items():
            n = names.index(name)
            here = int(StateKind[placed.file.kind.upper()])
            service = position[placed.file.service] if placed.file.service is not None else -1
            if kind[n] >= 0 and (kind[n], of_service[n]) != (here, service):
                raise ScenarioError(
                    Mistake(
                        "state_differs_between_journeys",
                        recipe.places(placed.path),
                        f"`{name}`, which another journey has with another kind or service",
                        "one name for states of one kind and one service",
                        "give one of the two states a name of its own",
                    )
                )
            kind[n], of_service[n] = here, service
    for service_name, problem in induced.items():
        n = names.index(problem)
        kind[n], of_service[n] = int(StateKind.SERVICE), position[service_name]
        kind[names.index(f"{problem}_done")] = int(StateKind.RESOLUTION)
    # A state that no journey was given is an end that nobody reaches.
    kind[kind < 0] = int(StateKind.NO_RESOLUTION)
    return kind, of_service
