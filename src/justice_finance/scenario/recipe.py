"""A recipe: everything that realising one scenario needs, with every number found and converted.

Made once for each scenario and structural variant; realising it for some draws then only looks
numbers up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from justice_finance.errors import JusticeFinanceError, Mistakes, Place, ScenarioError
from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import FoundLeaf, leaves_of
from justice_finance.scenario.counted_shares import with_counted_shares
from justice_finance.scenario.quantities import Figures, Input, Quantity, quantity_of
from justice_finance.scenario.schema import Model
from justice_finance.vocabulary import BUSINESS_AS_USUAL

# Period that the amount of a cost line is brought to, by what it is charged per.
_PERIOD_OF_DRIVER = {
    "year": "year",
    "staff_year": "year",
    "open_year": "year",
    "open_day": "day",
}
_OWN_ORIGIN = ("evidence", "assumption", "choice")


@dataclass(frozen=True)
class Recipe:
    """One scenario in one structural variant.

    Attributes
    ----------
    name : str
        Scenario.
    model : Model
        Its merged tree.
    years : tuple of int
        Model years, from the base year.
    leaves : mapping
        Every leaf by its dotted path.
    quantities : mapping
        Central value and spread of the leaves with an origin of their own, by dotted path.
    places : callable
        Place of a dotted path, for messages.
    scale_factor : float
        Factor on every scale and coverage, 1 unless the scenario is cut to an envelope.
    """

    name: str
    model: Model = field(repr=False)
    years: tuple[int, ...]
    leaves: Mapping[str, FoundLeaf] = field(repr=False)
    quantities: Mapping[str, Quantity] = field(repr=False)
    places: Callable[[str], Place] = field(repr=False)
    scale_factor: float = 1.0

    def __getstate__(self) -> dict[str, object]:
        """Another process gets the numbers; files and lines stay with the one that read them."""
        return {**self.__dict__, "places": plain_place}

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Uncertain inputs, each once, in order of id."""
        found = {each.input.id: each.input for each in self.quantities.values() if each.input}
        return tuple(found[name] for name in sorted(found))

    @property
    def is_business_as_usual(self) -> bool:
        """Whether this is the scenario that all others are compared with."""
        return self.name == BUSINESS_AS_USUAL

    def cut(self, factor: float) -> Recipe:
        """The same options at `factor` times their scale."""
        return replace(self, scale_factor=factor)


def make_recipe(
    name: str,
    model: Model,
    base_year: int,
    horizon_years: int,
    figures: Figures,
    *,
    leaves: Iterable[FoundLeaf] | None = None,
    home: Callable[[str], str] = str,
    place: Callable[[str], Place] | None = None,
    fitted: dict[tuple[str, str | None], tuple[Leaf, Quantity]] | None = None,
) -> Recipe:
    """Find and convert every number of a scenario.

    Parameters
    ----------
    name : str
        Scenario.
    model : Model
        Merged tree.
    base_year, horizon_years : int
        First model year and how many there are.
    figures : Figures
        Register, price tables and the study's money.
    leaves : iterable of FoundLeaf, optional
        Leaves with their paths from the root of the tree; found here if absent.
    home : callable, optional
        Where the leaf at a dotted path was written; the path itself if absent.
    place : callable, optional
        Place of a dotted path.
    fitted : dict, optional
        Quantities known from other scenarios of the study; filled with those found here.

    Returns
    -------
    Recipe

    Raises
    ------
    ScenarioError
        With every number that cannot be converted and every spread that cannot be fitted.
    """
    places = place or plain_place
    by_path: dict[str, FoundLeaf] = {}
    quantities: dict[str, Quantity] = {}
    mistakes = Mistakes()
    fitted = {} if fitted is None else fitted
    for found in leaves if leaves is not None else leaves_of(model):
        path = ".".join(map(str, found.path))
        by_path[path] = found
        leaf = found.leaf
        if not has_own_origin(leaf):
            continue
        per = _period_at(found, model)
        written = home(path)
        try:
            key = (written, per)
            if key not in fitted or not (fitted[key][0] is leaf or fitted[key][0] == leaf):
                quantity = quantity_of(leaf, found.slot, per, path, written, places(path), figures)
                fitted[key] = (leaf, quantity)
            quantities[path] = fitted[key][1]
        except JusticeFinanceError as error:
            mistakes.extend(error.mistakes)
    mistakes.raise_if_any(ScenarioError)
    quantities = with_counted_shares(model.country, by_path, quantities, home, places, mistakes)
    mistakes.raise_if_any(ScenarioError)
    years = tuple(range(base_year, base_year + horizon_years))
    return Recipe(name, model, years, by_path, quantities, places)


def has_own_origin(leaf: Leaf) -> bool:
    """Whether a leaf is a number itself, and not one that is worked out from others."""
    return bool(leaf.evidence_id) or any(getattr(leaf, each) is not None for each in _OWN_ORIGIN)


def plain_place(path: str) -> Place:
    """The place of a path whose file is not known."""
    return Place(path=path)


def _period_at(found: FoundLeaf, model: Model) -> str | None:
    """Period that money at this path is for."""
    if found.slot is None or found.slot.kind != "money":
        return None
    if found.slot.per is not None:
        return found.slot.per
    path = [str(key) for key in found.path]
    if path[0] == "funding" and "amount" in path:
        return "year"
    if "costs" in path and path[0] != "country":
        here: object = model
        for key in path[: path.index("costs") + 2]:
            here = here[key] if isinstance(here, dict) else getattr(here, key)
        return _PERIOD_OF_DRIVER.get(str(getattr(here, "per", "")))
    return None
