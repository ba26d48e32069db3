"""Runs of a study at central values, each made when it is first asked for.

Besides the scenarios themselves there are two runs that no budget knows, which imitate surveys of
people: everyone whose problem began within a window, evenly over it, seen at its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from justice_finance.calibration.targets import Courts
from justice_finance.engines.contract import Settings
from justice_finance.errors import Mistakes, ScenarioError
from justice_finance.results.flows import Flows
from justice_finance.runs.engines import engine_named
from justice_finance.scenario.components import read_record
from justice_finance.scenario.quantities import Figures
from justice_finance.scenario.realise import Baseline, baseline_of, realise
from justice_finance.scenario.realise.opening import empty_opening
from justice_finance.scenario.realised import Realised, Services
from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.recipes import figures_of, recipe_of
from justice_finance.scenario.resolve import ResolvedScenario, Resolver
from justice_finance.scenario.schema import OptionsFile, ScenarioEntry, StudyFile
from justice_finance.scenario.study import Study
from justice_finance.vocabulary import BUSINESS_AS_USUAL, DAYS_PER_YEAR

ONE_YEAR, SURVEY_YEARS = 1, 4


@dataclass(frozen=True)
class Run:
    """A scenario as plain numbers, and what became of it."""

    realised: Realised
    flows: Flows

    def at(self, states: tuple[str, ...]) -> list[int]:
        """Positions of states."""
        return [self.realised.axes.states.index(name) for name in states]


@dataclass
class Bench:
    """Runs of one study, with some central values replaced.

    Attributes
    ----------
    study : Study
    variant : str or None
        Structural variant; the headline one if None.
    values : mapping
        Central values by dotted path that stand in place of those written.
    """

    study: Study
    variant: str | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    courts: Courts | None = None
    figures: Figures | None = None
    _runs: dict[object, Run] = field(default_factory=dict, repr=False)
    _recipes: dict[object, Recipe] = field(default_factory=dict, repr=False)
    _baseline: dict[object, Baseline] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.figures is None:
            self.figures = figures_of(self.study)

    def moved(self, values: Mapping[str, float]) -> Bench:
        """The same study with other central values; the unchanged recipes are shared."""
        return Bench(
            self.study, self.variant, {**self.values, **values}, self.courts, self.figures,
            _recipes=self._recipes,
        )  # fmt: skip

    def in_variant(self, variant: str | None) -> Bench:
        """The same in another structural variant."""
        return Bench(self.study, variant, self.values, self.courts, self.figures)

    def scenario(self, name: str, overrides: tuple[str, ...] = ()) -> Run:
        """One scenario of the study; overrides beside its own apply to business as usual only."""
        key = ("scenario", name, overrides)
        if key not in self._runs:
            self._runs[key] = self._run(self._realised(name, overrides))
        return self._runs[key]

    def survey(self, window: int, years: int) -> Run:
        """People whose problem begins in the first `window` years, followed for `years`.

        Nobody is there before, nothing returns or sets off another problem, and courts hold them
        as long as their queue of the base year would.
        """
        key = ("survey", window, years)
        if key not in self._runs:
            recipe = self.recipe(BUSINESS_AS_USUAL, ())
            first = recipe.years[0]
            recipe = replace(recipe, years=tuple(range(first, first + years)))
            baseline = baseline_of(recipe)
            realised = realise(recipe, None, baseline)
            self._runs[key] = self._run(_as_survey(realised, baseline, window))
        return self._runs[key]

    def _run(self, realised: Realised) -> Run:
        return Run(realised, engine_named("cohort").run(realised, Settings()))

    def _realised(self, name: str, overrides: tuple[str, ...]) -> Realised:
        recipe = self.recipe(name, overrides)
        if name == BUSINESS_AS_USUAL:
            key = ("baseline", overrides)
            if key not in self._baseline:
                self._baseline[key] = baseline_of(recipe)
            return realise(recipe, None, self._baseline[key])
        if ("baseline", ()) not in self._baseline:
            self._baseline["baseline", ()] = baseline_of(self.recipe(BUSINESS_AS_USUAL, ()))
        return realise(recipe, None, self._baseline["baseline", ()])

    def recipe(self, name: str, overrides: tuple[str, ...] = ()) -> Recipe:
        """The recipe of a scenario, with the values replaced."""
        key = (name, overrides)
        if key not in self._recipes:
            assert self.figures is not None
            resolved = (
                self._with_overrides(overrides)
                if overrides
                else self.study.scenario(name, self.variant)
            )
            self._recipes[key] = recipe_of(resolved, self.figures)
        return with_values(self._recipes[key], self.values)

    def _with_overrides(self, overrides: tuple[str, ...]) -> ResolvedScenario:
        """Business as usual with further blocks of `options.yaml`."""
        files, mistakes = self.study.files_as_changed, Mistakes()
        study = read_record(files.study, StudyFile, mistakes)
        options = read_record(files.options, OptionsFile, mistakes)
        mistakes.raise_if_any(ScenarioError)
        assert study is not None and options is not None and files.options and files.study
        usual = ScenarioEntry(title="Business as usual", overrides=overrides)
        options = options.model_copy(update={"scenarios": {BUSINESS_AS_USUAL: usual}})
        resolver = Resolver(files.tree, files.options, options, study, files.study)
        resolver.check_paths(mistakes)
        variant = self.variant if self.variant is not None else resolver.variants[0]
        found = resolver.resolve(BUSINESS_AS_USUAL, variant, mistakes)
        mistakes.raise_if_any(ScenarioError)
        assert found is not None
        return found


def with_values(recipe: Recipe, values: Mapping[str, float]) -> Recipe:
    """A recipe with other central values, wherever the same written leaf stands.

    Raises
    ------
    KeyError
        If a path holds no number with an origin of its own.
    """
    if not values:
        return recipe
    quantities = dict(recipe.quantities)
    for path, value in values.items():
        known = recipe.quantities[path]
        moved = replace(known, central=value)
        for other, quantity in recipe.quantities.items():
            if quantity is known:  # a leaf inherited by several journeys is one leaf
                quantities[other] = moved
    return replace(recipe, quantities=quantities)


def _as_survey(realised: Realised, baseline: Baseline, window: int) -> Realised:
    """Turn business as usual into a cohort of people that a survey follows."""
    journeys, axes = realised.journeys, realised.axes
    inflow = np.zeros(journeys.inflow.shape)
    surveyed = ~baseline.layout.outside
    inflow[:, :window, surveyed] = baseline.starts[:, :window][:, :, surveyed]
    nothing = np.zeros(journeys.returns_share.shape)
    classes, states = len(axes.class_problem), len(axes.states)
    return replace(
        realised,
        journeys=replace(
            journeys,
            inflow=inflow,
            inflow_bound=np.max(inflow, axis=(0, 1)),
            returns_share=nothing,
            knock_on_share=nothing,
        ),
        services=_without_queues(realised.services, baseline),
        opening=empty_opening(realised.draws, classes, states),
    )


def _without_queues(services: Services, baseline: Baseline) -> Services:
    """Services that keep people as long as the queue of the base year, and have none.

    By Little's law a case spends queueing people / arrivals per year in the queue, over all of its
    sittings together; the notice before each sitting is made longer by its part.
    """
    notice = np.array(services.notice_time)
    of_state = baseline.layout.service_of_state
    for v in np.flatnonzero(services.limited):
        at = np.flatnonzero(of_state == v)
        arrivals = baseline.flows[:, :, at].sum(axis=2)
        sittings = (arrivals * services.sittings[:, 0, :, v]).sum(axis=1)
        queueing = baseline.opening.queueing[:, :, at].sum(axis=(1, 2))
        days = np.where(sittings > 0.0, queueing / np.where(sittings > 0.0, sittings, 1.0), 0.0)
        notice[:, :, v] += (days * DAYS_PER_YEAR)[:, None]
    return replace(services, limited=np.zeros_like(services.limited), notice_time=notice)
