"""What the active interventions of a scenario do to quantities, and how far they have got."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

import numpy as np

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.interventions.compose import persistent, ramp_by_year, ratio_factor
from justice_finance.interventions.schema import Effect, InterventionFile
from justice_finance.scenario.evaluate import Draws, Evaluator
from justice_finance.scenario.frames import Frame, general_frame
from justice_finance.scenario.realised import FloatArray
from justice_finance.scenario.recipe import Recipe


@dataclass(frozen=True)
class Reach:
    """How far one active intervention has got.

    Attributes
    ----------
    running : array (draw, year, 1)
        Share of full scale at work: what is paid for.
    effect : array (draw, year, 1)
        Share of the full effect, which may outlast the intervention.
    scale : array (draw, year, 1)
        Units at full scale.
    """

    running: FloatArray
    effect: FloatArray
    scale: FloatArray

    @property
    def level(self) -> FloatArray:
        """Units whose effect is felt, by year: what additions are multiplied by."""
        return self.scale * self.effect

    @property
    def units(self) -> FloatArray:
        """Units at work, by year: what running costs are multiplied by."""
        return self.scale * self.running


def is_active(intervention: InterventionFile) -> bool:
    """Whether a scenario gives it a scale above zero."""
    scale = intervention.scale
    return scale is not None and scale.choice != 0


class ScenarioChanges:
    """The effects of the active interventions, in order of id."""

    def __init__(
        self, recipe: Recipe, draws: Draws | None, only: Sequence[str] | None = None
    ) -> None:
        self.recipe = recipe
        self.plain = Evaluator(recipe, draws)
        self.general = general_frame(recipe.years)
        files = recipe.model.interventions
        self.active = tuple(
            name
            for name in sorted(files)
            if is_active(files[name]) and (only is None or name in only)
        )
        self.reach = {name: self._reach(name, files[name]) for name in self.active}
        self._effects = [
            (name, effect_id, files[name].effects[effect_id])
            for name in self.active
            for effect_id in sorted(files[name].effects)
        ]

    def touches(self, paths: Collection[str]) -> bool:
        """Whether a ratio or addition changes any of these quantities."""
        exact, patterns = self._targets
        if any(path in exact for path in paths):
            return True
        return any(fnmatchcase(path, each) for each in patterns for path in paths)

    @cached_property
    def _targets(self) -> tuple[frozenset[str], tuple[str, ...]]:
        named = [effect.of for _, _, effect in self._effects if effect.of is not None]
        return (
            frozenset(each for each in named if "*" not in each),
            tuple(each for each in named if "*" in each),
        )

    def of_kind(self, kind: str) -> list[tuple[str, str, Effect]]:
        """Effects of one kind as (intervention, effect id, effect), in order of ids."""
        return [each for each in self._effects if each[2].kind == kind]

    def ratios(self, path: str, frame: Frame) -> list[FloatArray]:
        """Factors on the quantity at a path, in order of ids."""
        factors: list[FloatArray] = []
        if not self.touches((path,)):
            return factors
        for name, effect_id, effect in self.of_kind("ratio"):
            if effect.of is not None and _matches(path, effect.of):
                value = self.plain.value(f"interventions.{name}.effects.{effect_id}.ratio", frame)
                factor = ratio_factor(value, self.covered(name, frame))
                factors.append(_only(effect, frame, factor, 1.0))
        return factors

    def additions(self, path: str, frame: Frame) -> list[FloatArray]:
        """Amounts added to the quantity at a path, in order of ids."""
        amounts: list[FloatArray] = []
        if not self.touches((path,)):
            return amounts
        for name, effect_id, effect in self.of_kind("addition"):
            if effect.of is not None and _matches(path, effect.of):
                value = self.plain.value(f"interventions.{name}.effects.{effect_id}.amount", frame)
                amounts.append(_only(effect, frame, value * self.reach[name].level, 0.0))
        return amounts

    def covered(self, name: str, frame: Frame) -> FloatArray:
        """Coverage x share of the full effect; a cut scale covers fewer people."""
        path = f"interventions.{name}.coverage"
        coverage = self.plain.value_or(path, frame, 1.0) * self.recipe.scale_factor
        return coverage * self.reach[name].effect

    def _reach(self, name: str, file: InterventionFile) -> Reach:
        at = f"interventions.{name}"
        if file.coverage_follows_the_person:
            raise ScenarioError(
                Mistake(
                    "coverage_follows_person",
                    self.recipe.places(f"{at}.coverage_follows_the_person"),
                    "coverage that follows the person",
                    "coverage as an average over covered and uncovered people",
                    "take the key out; no engine keeps covered people apart yet",
                )
            )
        steps = sorted(file.ramp_up, key=lambda key: int(key.removeprefix("year_")))
        reached = [self.plain.value(f"{at}.ramp_up.{key}", self.general)[:, :1] for key in steps]
        years = self.recipe.years
        starts = self._year(f"{at}.starts")
        ends = self._year(f"{at}.ends")
        running = ramp_by_year(years, years[0] if starts is None else starts, ends, reached)
        half_life = (
            self.plain.value(f"{at}.persistence", self.general)[:, :1]
            if file.persistence is not None
            else None
        )
        scale = self.plain.value(f"{at}.scale", self.general) * self.recipe.scale_factor
        return Reach(running, persistent(running, years, ends, half_life), scale)

    def _year(self, path: str) -> int | None:
        if not self.plain.has(path):
            return None
        return int(np.asarray(Evaluator(self.recipe, None).value(path, self.general)).flat[0])


def _matches(path: str, pattern: str) -> bool:
    return path == pattern or ("*" in pattern and fnmatchcase(path, pattern))


def _only(effect: Effect, frame: Frame, value: FloatArray, otherwise: float) -> FloatArray:
    """The value for the classes that an effect touches, something neutral for all others."""
    if frame.general or (effect.journeys is None and effect.seriousness is None):
        return value
    touched = frame.among("legal_problem", effect.journeys)
    touched = touched & frame.among("seriousness", effect.seriousness)
    return np.where(touched, value, otherwise)
