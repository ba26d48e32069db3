"""What is wrong with inputs that are drawn together, found without fitting a single spread.

A run finds the same when it makes its recipes (`joint_reading`, `counted_shares`); here it is found
by whoever checks files, who waits for the answer. Common causes need names alone; the other two
need a few numbers, and with them libraries that take time to load, so that they are asked for where
a country states them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Protocol

from justice_finance.errors import Mistake, Mistakes, Place, ScenarioError
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.evidence.register import Register
from justice_finance.scenario.joint_naming import Naming
from justice_finance.scenario.schema import CountryFile, Model
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    from justice_finance.scenario.study import Study

NUMBERS_OF = ("country.rank_correlations.", "country.counted_shares.", "country.correlations.")
BY_NUMBERS = ("rank_correlations", "counted_shares")
NO_SUCH_INPUT = "correlation_matches_nothing"


class Stated(Protocol):
    """A resolved scenario, or a country alone."""

    @property
    def model(self) -> Model: ...

    @property
    def leaves(self) -> tuple[FoundLeaf, ...]: ...

    def home(self, path: str) -> str:
        """Where the leaf at a dotted path was written."""

    def place(self, path: str) -> Place:
        """File, line and column of a dotted path."""


@dataclass(frozen=True)
class Uncertain:
    """An input whose spread nobody has fitted."""

    id: str
    path: str
    central: float = float("nan")


def joint_mistakes_of(study: Study) -> list[Mistake]:
    """`joint_mistakes` of a study."""
    usual = [study.scenario(BUSINESS_AS_USUAL, variant) for variant in study.variants]
    return joint_mistakes(usual, list(study.resolved.values()), study.register)


def joint_mistakes(
    usual: Sequence[Stated], every: Sequence[Stated], register: Register | None
) -> list[Mistake]:
    """Everything wrong with common causes, rank correlations and counted shares.

    Parameters
    ----------
    usual : sequence of Stated
        Business as usual in each structural variant.
    every : sequence of Stated
        All scenarios in all variants: an option may give a value the spread that a group names.
    register : Register, optional

    Returns
    -------
    list of Mistake
        Those that a run would end with.
    """
    if not any(_groups(each.model.country) for each in usual):
        return []
    found = _mistakes(usual, usual, register)
    if any(each.code == NO_SUCH_INPUT for each in found) and len(every) > len(usual):
        found = _mistakes(usual, every, register)
    return found


def _groups(country: CountryFile) -> bool:
    return bool(country.correlations or country.rank_correlations or country.counted_shares)


def _mistakes(
    usual: Sequence[Stated], holding: Sequence[Stated], register: Register | None
) -> list[Mistake]:
    inputs = list({each.id: each for stated in holding for each in _uncertain(stated)}.values())
    if any(getattr(each.model.country, kind) for each in usual for kind in BY_NUMBERS):
        return _mistakes_of_numbers(usual, inputs, register)
    naming = Naming(inputs)
    stated = {name: each for each in usual for name in each.model.country.correlations}
    for name, each in sorted(stated.items()):
        patterns = each.model.country.correlations[name].inputs
        naming.group(patterns, name, each.place(f"country.correlations.{name}"))
    return list(naming.mistakes)


def _uncertain(stated: Stated) -> Iterator[Uncertain]:
    for found in stated.leaves:
        if found.leaf.distribution is not None:
            path = ".".join(map(str, found.path))
            yield Uncertain(stated.home(path), path)


def _mistakes_of_numbers(
    usual: Sequence[Stated], inputs: Sequence[Uncertain], register: Register | None
) -> list[Mistake]:
    """As a run finds them, from recipes that hold the numbers of the groups alone."""
    from justice_finance.scenario.counted_shares import with_counted_shares
    from justice_finance.scenario.joint_reading import joint_inputs
    from justice_finance.scenario.quantities import Figures, Input, quantity_of
    from justice_finance.scenario.recipe import Recipe, has_own_origin
    from justice_finance.units.money import Money

    mistakes = Mistakes()
    figures = Figures(Money("USD", 2000), register)  # none of these numbers is money
    recipes: list[Recipe] = []
    counted: dict[str, Input] = {}
    for each in usual:
        country = each.model.country
        patterns = [p for group in country.counted_shares.values() for p in group.inputs]
        leaves: dict[str, FoundLeaf] = {}
        quantities = {}
        for found in each.leaves:
            path = ".".join(map(str, found.path))
            home = each.home(path)
            shared = any(fnmatchcase(path, p) or fnmatchcase(home, p) for p in patterns)
            if (shared or path.startswith(NUMBERS_OF)) and has_own_origin(found.leaf):
                leaves[path] = found
                quantities[path] = quantity_of(
                    found.leaf, found.slot, None, path, home, each.place(path), figures
                )
        whole = with_counted_shares(country, leaves, quantities, each.home, each.place, mistakes)
        counted |= {one.input.id: one.input for one in whole.values() if one.input}
        recipes.append(Recipe("", each.model, (), leaves, whole, each.place))
    if len(mistakes):
        return list(mistakes)
    by_id = {each.id: each for each in inputs} | counted
    try:
        joint_inputs(recipes, [by_id[name] for name in sorted(by_id)])
    except ScenarioError as error:
        return list(error.mistakes)
    return []
