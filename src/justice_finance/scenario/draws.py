"""Uncertain inputs and their joint draws.

A design gives one uniform number for each draw and dimension; here they become values. Dimensions:
the inputs in order of id, then one for each group of correlated inputs in order of its name. Within
a group every input is z = sqrt(rho) x common + sqrt(1 - rho) x own on the normal scale (a
one-factor Gaussian copula), so any two of them have the same correlation there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray

from justice_finance.distributions import correlated_uniform
from justice_finance.errors import Mistake, Place, ScenarioError
from justice_finance.scenario.quantities import Input
from justice_finance.scenario.recipe import Recipe

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class CommonCause:
    """Inputs that vary together."""

    name: str
    inputs: tuple[str, ...]
    correlation: float


@dataclass(frozen=True)
class Inputs:
    """All uncertain inputs of a study and what they have in common.

    Attributes
    ----------
    inputs : tuple of Input
        In order of id; input i has dimension i.
    causes : tuple of CommonCause
        In order of name; cause j has dimension len(inputs) + j.
    """

    inputs: tuple[Input, ...]
    causes: tuple[CommonCause, ...]

    @property
    def dimension(self) -> int:
        """Uniform numbers needed for one draw."""
        return len(self.inputs) + len(self.causes)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the inputs, in order."""
        return tuple(each.id for each in self.inputs)

    def table(self, uniforms: FloatArray) -> DrawTable:
        """Draws from uniform numbers (draw, dimension) in (0, 1)."""
        if uniforms.ndim != 2 or uniforms.shape[1] != self.dimension:
            raise ValueError(f"uniforms of shape (draws, {self.dimension}) are needed")
        return DrawTable(self, np.asarray(uniforms, dtype=np.float64))

    def central_table(self) -> DrawTable:
        """One draw in which every input has its central value."""
        known = {each.id: np.full(1, each.central) for each in self.inputs}
        return DrawTable(self, np.full((1, self.dimension), 0.5), _known=known)


def inputs_of(recipes: Iterable[Recipe]) -> Inputs:
    """The uncertain inputs of all scenarios, each once.

    Parameters
    ----------
    recipes : iterable of Recipe
        Every scenario, and every structural variant that is to share the draws.

    Returns
    -------
    Inputs

    Raises
    ------
    ScenarioError
        If a pattern of correlated inputs matches none, or an input belongs to two groups.
    """
    found: dict[str, Input] = {}
    patterns: dict[str, tuple[tuple[str, ...], float, Place]] = {}
    for recipe in recipes:
        found |= {each.id: each for each in recipe.inputs}
        for name, group in recipe.model.country.correlations.items():
            at = f"country.correlations.{name}"
            rho = recipe.quantities[f"{at}.correlation"].central
            patterns[name] = (group.inputs, rho, recipe.places(at))
    ordered = tuple(found[name] for name in sorted(found))
    return Inputs(ordered, _common_causes(patterns, ordered))


def _common_causes(
    patterns: Mapping[str, tuple[tuple[str, ...], float, Place]], inputs: tuple[Input, ...]
) -> tuple[CommonCause, ...]:
    causes: list[CommonCause] = []
    taken: dict[str, str] = {}
    for name in sorted(patterns):
        wanted, rho, place = patterns[name]
        members: list[str] = []
        for pattern in wanted:
            matched = [
                each.id
                for each in inputs
                if fnmatchcase(each.id, pattern) or fnmatchcase(each.path, pattern)
            ]
            if not matched:
                raise ScenarioError(
                    Mistake(
                        "correlation_matches_nothing",
                        place,
                        f"`{pattern}`, which fits no uncertain input",
                        "a pattern of paths of values that have a spread",
                        "mend the pattern, or give the values a spread",
                    )
                )
            members.extend(each for each in matched if each not in members)
        for each in members:
            if each in taken:
                raise ScenarioError(
                    Mistake(
                        "correlation_twice",
                        place,
                        f"`{each}` in `{taken[each]}` and `{name}`",
                        "each input in one group at most",
                        "narrow one of the patterns",
                    )
                )
            taken[each] = name
        causes.append(CommonCause(name, tuple(members), rho))
    return tuple(causes)


@dataclass
class DrawTable:
    """Joint draws of all inputs.

    Values are worked out once for the whole table, when first asked for; `rows` gives parts of it
    that share them, so that a part holds the same bits as the whole.
    """

    design: Inputs
    uniforms: FloatArray
    _whole: DrawTable | None = field(default=None, repr=False)
    _part: slice = field(default_factory=lambda: slice(None), repr=False)
    _known: dict[str, FloatArray] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._position = {name: number for number, name in enumerate(self.design.ids)}
        self._cause = {
            member: number
            for number, cause in enumerate(self.design.causes)
            for member in cause.inputs
        }

    @property
    def size(self) -> int:
        """Number of draws."""
        return int(self.uniforms.shape[0])

    def rows(self, part: slice) -> DrawTable:
        """A part of the table, with the bits it has in the whole."""
        whole = self._whole or self
        start, stop, step = self._part.indices(whole.size)
        positions = range(start, stop, step)[part]
        chosen = slice(positions.start, positions.stop, positions.step)
        return DrawTable(self.design, whole.uniforms[chosen], whole, chosen)

    def values(self, input_id: str) -> FloatArray:
        """Values of one input, array (draw,)."""
        if self._whole is not None:
            return self._whole.values(input_id)[self._part]
        if input_id not in self._known:
            position = self._position[input_id]
            found = self.design.inputs[position].distribution.quantile(self._uniform(input_id))
            found.setflags(write=False)
            self._known[input_id] = found
        return self._known[input_id]

    def all_values(self) -> FloatArray:
        """Values of all inputs, array (draw, input); columns in order of id."""
        if not self.design.ids:
            return np.empty((self.size, 0))
        return np.stack([self.values(name) for name in self.design.ids], axis=1)

    def _uniform(self, input_id: str) -> FloatArray:
        own = self.uniforms[:, self._position[input_id]]
        number = self._cause.get(input_id)
        if number is None:
            return own
        common = self.uniforms[:, len(self.design.inputs) + number]
        return correlated_uniform(own, common, self.design.causes[number].correlation)
