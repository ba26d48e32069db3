"""Works out the values of leaves, for draws, years and classes.

Every value is an array of axes (draw, year, class), each of length one where nothing varies. A
leaf's value is, in this order: its number or rule, the ratios of the scenario's interventions in
order of id, their additions, and the bounds of its kind of number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.evidence.leaf import Leaf
from justice_finance.interventions.compose import changed_quantity
from justice_finance.scenario.arithmetic import FormulaError, evaluate_formula
from justice_finance.scenario.frames import NOT_GRADED, ORGANISATIONS, Frame
from justice_finance.scenario.quantities import range_of
from justice_finance.scenario.recipe import Recipe

FloatArray = NDArray[np.float64]

OUTSIDE = (ORGANISATIONS, NOT_GRADED)
"""Members of classes that are no surveyed people: they take the mean of the members named."""


class Draws(Protocol):
    """Values of uncertain inputs."""

    @property
    def size(self) -> int:
        """Number of draws."""
        ...

    def values(self, input_id: str) -> FloatArray:
        """Array (draw,) of one input."""
        ...


class Changes(Protocol):
    """What the interventions of a scenario do to quantities."""

    def touches(self, paths: Collection[str]) -> bool:
        """Whether any of these quantities is changed."""
        ...

    def ratios(self, path: str, frame: Frame) -> Sequence[FloatArray]:
        """Factors, in the order in which they are multiplied."""
        ...

    def additions(self, path: str, frame: Frame) -> Sequence[FloatArray]:
        """Amounts added, in the order in which they are summed."""
        ...


@dataclass
class Noted:
    """What a part of a scenario was worked out from."""

    asked: set[str] = field(default_factory=set)
    """Paths whose values, with what interventions do to them, were asked for."""
    used: set[str] = field(default_factory=set)
    """Paths of all leaves read on the way."""
    components: set[tuple[str, ...]] = field(default_factory=set)
    """Components taken over from parts worked out earlier."""


class Evaluator:
    """Values of one scenario, for some draws or at central values."""

    def __init__(self, recipe: Recipe, draws: Draws | None, changes: Changes | None = None) -> None:
        self.recipe, self.draws, self.changes = recipe, draws, changes
        self._open: list[str] = []
        self._noting: list[Noted] = []

    @property
    def size(self) -> int:
        """Number of draws."""
        return 1 if self.draws is None else self.draws.size

    @contextmanager
    def noting(self) -> Iterator[Noted]:
        """Note what is asked for while the context is open."""
        noted = Noted()
        self._noting.append(noted)
        try:
            yield noted
        finally:
            self._noting.pop()
            self.note(noted.asked, noted.components, noted.used)

    def note(
        self,
        asked: Iterable[str],
        components: Iterable[tuple[str, ...]] = (),
        used: Iterable[str] = (),
    ) -> None:
        """Note that values were asked for, though they were worked out elsewhere."""
        if self._noting:
            self._noting[-1].asked.update(asked)
            self._noting[-1].components.update(components)
            self._noting[-1].used.update(used)

    def changed_among(self, paths: Collection[str]) -> bool:
        """Whether interventions change any of these quantities."""
        return self.changes is not None and self.changes.touches(paths)

    def has(self, path: str) -> bool:
        """Whether a leaf stands at a path."""
        if self._noting:
            self._noting[-1].used.add(path)
        return path in self.recipe.leaves

    def value(self, path: str, frame: Frame) -> FloatArray:
        """The value at a path.

        Parameters
        ----------
        path : str
            Dotted path of a leaf of the tree.
        frame : Frame
            For whom.

        Returns
        -------
        array (draw, year, class)
            Axes of length one where nothing varies; in the unit of the place.
        """
        if self._noting:
            self._noting[-1].asked.add(path)
        base = self._plain(path, frame)
        if self.changes is None:
            return base
        ratios = self.changes.ratios(path, frame)
        additions = self.changes.additions(path, frame)
        if not ratios and not additions:
            return base
        return self._bounded(path, changed_quantity(base, ratios, additions))

    def value_or(self, path: str, frame: Frame, default: float) -> FloatArray:
        """The value at a path, or a number where the file says nothing."""
        if self.has(path):
            return self.value(path, frame)
        if self._noting:
            self._noting[-1].asked.add(path)
        base = np.full((1, 1, 1), default)
        if self.changes is None:
            return base
        additions = self.changes.additions(path, frame)
        return changed_quantity(base, self.changes.ratios(path, frame), additions)

    def shares(self, paths: Mapping[str, str], frame: Frame) -> dict[str, FloatArray]:
        """A set of shares that make up one.

        Parameters
        ----------
        paths : mapping
            Dotted path of each share; one of them may be the remainder.
        frame : Frame
            For whom.

        Returns
        -------
        dict of arrays (draw, year, class)
            Their sum is one. Where a draw's shares add up to more than one (or, without a
            remainder, to anything else) they are divided by their sum.
        """
        self.note((), (), paths.values())
        rest = [key for key, path in paths.items() if self.recipe.leaves[path].leaf.remainder]
        found = {key: self.value(path, frame) for key, path in paths.items() if key not in rest}
        total = np.zeros((1, 1, 1))
        for each in found.values():
            total = total + each
        divisor = np.maximum(total, 1.0) if rest else total
        if np.any(divisor != 1.0):
            safe = np.where(divisor > 0.0, divisor, 1.0)
            found = {key: each / safe for key, each in found.items()}
        if rest:
            found[rest[0]] = np.maximum(1.0 - total, 0.0)
        return {key: found[key] for key in paths}

    def _plain(self, path: str, frame: Frame) -> FloatArray:
        """The value without what interventions do."""
        if self._noting:
            self._noting[-1].used.add(path)
        if path in self._open:
            circle = " uses ".join([*self._open, path])
            expected = "values that do not use themselves"
            raise self._mistake("formula_cycle", path, circle, expected, "break the circle")
        known = self.recipe.quantities.get(path)
        if known is not None:
            if known.input is None or self.draws is None:
                return np.full((1, 1, 1), known.central)
            return self._bounded(path, self.draws.values(known.input.id)[:, None, None])
        self._open.append(path)
        try:
            return self._ruled(path, self.recipe.leaves[path].leaf, frame)
        finally:
            self._open.pop()

    def _ruled(self, path: str, leaf: Leaf, frame: Frame) -> FloatArray:
        if leaf.same_as is not None:
            if leaf.same_as not in self.recipe.leaves:
                raise self._mistake("same_as_unknown", path, f"`{leaf.same_as}`",
                                    "the path of another value", "mend the path")  # fmt: skip
            return self._plain(leaf.same_as, frame)
        if leaf.formula is not None:
            names = {name: self._plain(f"{path}.of.{name}", frame) for name in leaf.of or {}}
            try:
                result = evaluate_formula(leaf.formula, names)
            except FormulaError as error:
                raise self._mistake("formula_not_arithmetic", path, str(error),
                                    "arithmetic over the names of `of`, with a finite result",
                                    "mend the formula") from None  # fmt: skip
            return self._bounded(path, result.reshape((1, 1, 1)) if result.ndim == 0 else result)
        if leaf.by is not None:
            (dimension,) = leaf.by
            if dimension == "year":
                return self._by_year(path, sorted(leaf.by[dimension]), frame)
            return self._by_class(path, dimension, leaf.by[dimension], frame)
        found = "a remainder where no set of shares stands"
        raise self._mistake("remainder_misplaced", path, found, "a value", "write the value")

    def _by_year(self, path: str, members: list[str], frame: Frame) -> FloatArray:
        values = {int(each): self._plain(f"{path}.by.year.{each}", frame) for each in members}
        shape = np.broadcast_shapes(*(each.shape for each in values.values()))
        result = np.empty((shape[0], len(frame.years), shape[2]))
        for position, year in enumerate(frame.years):
            past = [each for each in sorted(values) if each <= year]
            if not past:
                raise self._mistake("by_incomplete", path, f"{min(values)} as first year",
                                    f"a value for {year}", "add an earlier year")  # fmt: skip
            at = values[past[-1]]
            result[:, position, :] = at[:, min(position, at.shape[1] - 1), :]
        return result

    def _by_class(
        self, path: str, dimension: str, members: Mapping[str, Leaf], frame: Frame
    ) -> FloatArray:
        if frame.general:
            raise self._mistake("by_dimension_unknown", path, f"`by: {dimension}`",
                                "one value, or `by: year`",
                                "give one value for everyone")  # fmt: skip
        known = frame.members[dimension]
        lacking = sorted(set(known) - set(members) - set(OUTSIDE))
        if lacking:
            raise self._mistake(
                "by_incomplete",
                path,
                f"no value for {', '.join(lacking)}",
                f"one for every {dimension}",
                "add them",
            )
        used = members if set(known) & (set(OUTSIDE) - set(members)) else dict.fromkeys(known)
        values = {member: self._plain(f"{path}.by.{dimension}.{member}", frame) for member in used}
        chosen = [each if each in values else "" for each in known]
        if "" in chosen:
            total: FloatArray = np.zeros((1, 1, 1))
            for each in values.values():
                total = total + each
            values[""] = total / len(values)
        shape = np.broadcast_shapes(*(each.shape for each in values.values()))
        result = np.empty((shape[0], shape[1], frame.size))
        for member, each in values.items():
            here = np.array([other == member for other in chosen])
            result[:, :, here] = np.broadcast_to(each, (*shape[:2], frame.size))[:, :, here]
        return result

    def _bounded(self, path: str, value: FloatArray) -> FloatArray:
        found = self.recipe.leaves.get(path)
        least, most = range_of(found.slot if found is not None else None)
        if least is not None:
            value = np.maximum(value, least)
        return value if most is None else np.minimum(value, most)

    def _mistake(self, code: str, path: str, found: str, expected: str, do: str) -> ScenarioError:
        return ScenarioError(Mistake(code, self.recipe.places(path), found, expected, do))
