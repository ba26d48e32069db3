"""Uncertain inputs and their joint draws.

A design gives one uniform number for each draw and dimension; here they become values. Dimensions:
the inputs in order of id, then what groups of inputs that are drawn together need besides
(`joint_draws`), in the order of the groups.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from justice_finance.scenario.joint_draws import Joint, SharesOfAWhole
from justice_finance.scenario.joint_reading import joint_inputs
from justice_finance.scenario.quantities import Input
from justice_finance.scenario.recipe import Recipe

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Inputs:
    """All uncertain inputs of a study and what they have in common.

    Attributes
    ----------
    inputs : tuple of Input
        In order of id; input i has dimension i.
    together : tuple
        Groups that are drawn together; what they need besides has the dimensions after those of the
        inputs, in this order.
    """

    inputs: tuple[Input, ...]
    together: tuple[Joint, ...]

    @property
    def dimension(self) -> int:
        """Uniform numbers needed for one draw."""
        return len(self.inputs) + sum(each.further for each in self.together)

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
        As `joint_inputs`, if inputs that are drawn together are named wrongly.
    """
    listed = list(recipes)
    found = {each.id: each for recipe in listed for each in recipe.inputs}
    ordered = tuple(found[name] for name in sorted(found))
    return Inputs(ordered, joint_inputs(listed, ordered))


@dataclass
class DrawTable:
    """Joint draws of all inputs.

    Values are worked out once for the whole table, when first asked for; `rows` gives parts of it
    that share them, so that a part holds the same bits as the whole.
    """

    design: Inputs
    uniforms: FloatArray
    _whole: DrawTable | None = field(default=None, repr=False)
    _part: slice | NDArray[np.int64] = field(default_factory=lambda: slice(None), repr=False)
    _known: dict[str, FloatArray] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._position = {name: number for number, name in enumerate(self.design.ids)}
        self._group: dict[str, tuple[Joint, int]] = {}
        first = len(self.design.inputs)
        for group in self.design.together:
            self._group |= dict.fromkeys(group.inputs, (group, first))
            first += group.further

    @property
    def size(self) -> int:
        """Number of draws."""
        return int(self.uniforms.shape[0])

    def rows(self, part: slice) -> DrawTable:
        """A part of the table, with the bits it has in the whole."""
        whole = self._whole or self
        if not isinstance(self._part, slice):
            return whole.picked(self._part[part])
        start, stop, step = self._part.indices(whole.size)
        positions = range(start, stop, step)[part]
        chosen = slice(positions.start, positions.stop, positions.step)
        return DrawTable(self.design, whole.uniforms[chosen], whole, chosen)

    def picked(self, draws: NDArray[np.int64]) -> DrawTable:
        """Some draws of a whole table, by position, with the bits they have there."""
        return DrawTable(self.design, self.uniforms[draws], self, draws)

    def values(self, input_id: str) -> FloatArray:
        """Values of one input, array (draw,)."""
        if self._whole is not None:
            return self._whole.values(input_id)[self._part]
        if input_id not in self._known:
            self._known |= self._drawn(input_id)
        return self._known[input_id]

    def all_values(self) -> FloatArray:
        """Values of all inputs, array (draw, input); columns in order of id."""
        if not self.design.ids:
            return np.empty((self.size, 0))
        return np.stack([self.values(name) for name in self.design.ids], axis=1)

    def _drawn(self, input_id: str) -> dict[str, FloatArray]:
        """Values of an input and of all that are drawn together with it."""
        group, first = self._group.get(input_id, (None, 0))
        names = (input_id,) if group is None else group.inputs
        places = [self._position[name] for name in names]
        own = self.uniforms[:, places]
        if group is not None:
            common = self.uniforms[:, first : first + group.further]
            if isinstance(group, SharesOfAWhole):
                return _frozen(names, group.values(own, common))
            own = group.uniforms(own, common)
        columns = [
            self.design.inputs[place].distribution.quantile(own[:, number])
            for number, place in enumerate(places)
        ]
        return _frozen(names, np.stack(columns, axis=1))


def _frozen(names: tuple[str, ...], values: FloatArray) -> dict[str, FloatArray]:
    """Columns by name, which nobody may change."""
    found = {}
    for number, name in enumerate(names):
        column = np.ascontiguousarray(values[:, number])
        column.setflags(write=False)
        found[name] = column
    return found
