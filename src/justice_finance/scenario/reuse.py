"""Parts of a realised scenario that other scenarios of the same draws can take over as they are.

Scenarios of a study differ in a few numbers and leave most of the tree alone. While a part is
worked out, the evaluator notes which values it asks for; another scenario takes the same part if
those components of the tree are the same and none of its interventions changes one of these
values. The bits are those it would have worked out itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.schema import Model

Result = TypeVar("Result")
Key = tuple[str, ...]


def component_key(path: str) -> Key:
    """The component of the tree that a dotted path belongs to.

    The country, one journey, one service, one funding file, or one section of an intervention: a
    scenario that sets an intervention's scale leaves its states and services alone.
    """
    parts = path.split(".")
    if parts[0] == "country":
        return ("country",)
    return tuple(parts[:3] if parts[0] == "interventions" else parts[:2])


def component(model: Model, key: Key) -> object:
    """The record of a component; None if the tree has none."""
    if key == ("country",):
        return model.country
    found: Any = getattr(model, key[0]).get(key[1])
    return getattr(found, key[2], None) if len(key) > 2 else found


@dataclass(frozen=True)
class _Kept:
    result: Any
    components: dict[Key, object]
    asked: frozenset[str]


@dataclass
class SharedParts:
    """Parts kept for scenarios of one variant and one set of draws."""

    _kept: dict[str, list[_Kept]] = field(default_factory=dict)
    _alike: dict[tuple[int, int], tuple[bool, object, object]] = field(default_factory=dict)
    _first: dict[str, Any] = field(default_factory=dict)

    def get(
        self,
        name: str,
        evaluator: Evaluator,
        structure: Iterable[Key],
        compute: Callable[[], Result],
    ) -> Result:
        """A part, taken over if it can be.

        Parameters
        ----------
        name : str
            Which part.
        evaluator : Evaluator
            Of the scenario.
        structure : iterable of keys
            Components whose form (and not only their values) the part depends on.
        compute : callable
            Works the part out with this evaluator. Its result must not be changed afterwards.

        Returns
        -------
        object
        """
        model = evaluator.recipe.model
        for kept in self._kept.get(name, []):
            if self._fits(kept, evaluator, model):
                evaluator.note(kept.asked, kept.components)
                result: Result = kept.result
                return result
        with evaluator.noting() as noted:
            result = compute()
        keys = {component_key(path) for path in noted.used} | set(structure) | noted.components
        if not evaluator.changed_among(noted.asked):
            kept = _Kept(
                result, {key: component(model, key) for key in keys}, frozenset(noted.asked)
            )
            self._kept.setdefault(name, []).append(kept)
        return result

    def like_first(self, name: str, compute: Callable[[Result | None], Result]) -> Result:
        """A part worked out with the first scenario's at hand (None for the first itself).

        One is kept, since it is large and most scenarios are like it.
        """
        made = compute(self._first.get(name))
        self._first.setdefault(name, made)
        return made

    def _fits(self, kept: _Kept, evaluator: Evaluator, model: Model) -> bool:
        if evaluator.changed_among(kept.asked):
            return False
        return all(
            self._same(known, component(model, key)) for key, known in kept.components.items()
        )

    def _same(self, first: object, second: object) -> bool:
        if first is second:
            return True
        pair = (id(first), id(second))
        if pair not in self._alike:  # both are kept, so that nothing else gets their numbers
            self._alike[pair] = first == second, first, second
        return self._alike[pair][0]
