"""Runs every check of a merged tree, each part once however many scenarios share it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from justice_finance.errors import Mistake
from justice_finance.evidence.citation_checks import citations_are_wrong
from justice_finance.evidence.leaf_checks import LeafSurroundings, check_leaves
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.evidence.register import Register
from justice_finance.files import KeyPath
from justice_finance.funding.checks import check_funding
from justice_finance.funding.schema import FundingFile
from justice_finance.interventions.checks import check_intervention
from justice_finance.interventions.effect_checks import check_effects
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.checks import check_journey
from justice_finance.journey.schema import JourneyFile, ServiceFile
from justice_finance.journey.service_checks import check_service
from justice_finance.journey.surroundings import Surroundings
from justice_finance.scenario.components import Component
from justice_finance.scenario.references import check_references, nearest_paths
from justice_finance.scenario.schema import CountryFile, Model, StudyFile
from justice_finance.scenario.tree import Tree

ATTRIBUTES = ("sex", "residence", "income")
ID_KEYS = {"journeys": "journey", "interventions": "intervention", "funding": "funding"}


class ModelChecker:
    """Checks the trees of one study, or of a country that no study asks about."""

    def __init__(self, register: Register | None, study: StudyFile | None = None) -> None:
        self.register, self.study = register, study
        self._done: set[tuple[Any, ...]] = set()
        self._seen: set[str] = set()
        self._kept: list[object] = []
        self._names: dict[tuple[object, ...], int] = {}

    def check(self, tree: Tree, model: Model, components: list[Component]) -> Iterator[Mistake]:
        """Everything that is wrong with one tree and was not said of an earlier one."""
        members = self._members(model.country, tuple(model.journeys))
        around = Surroundings(
            tree.place,
            members,
            model.journeys,
            model.services,
            self.register,
            self._years,
            frozenset(_states_that_interventions_reach(model)),
        )
        leaves: dict[str, FoundLeaf] = {}
        for each in components:
            leaves.update(each.by_path)
        numbers = self._leaf_surroundings(tree, model.country, members)
        names = self._number_of((tuple(members.items()), _names(model)))
        gone = self._seen - leaves.keys()  # an override may take out what others refer to
        self._seen |= leaves.keys()
        clear: set[str] = set()
        for each in components:
            key = (each.path, id(each.raw), names)
            new = key not in self._done
            if new:
                self._done.add(key)
                self._kept.append(each.raw)
                yield from check_leaves(each.leaves, numbers)
                for leaf in each.leaves:
                    yield from citations_are_wrong(leaf, numbers)
                yield from self._component(each, around)
            if new or not gone.isdisjoint(each.refers_to):
                yield from check_references(each.by_path, leaves, tree.place, clear)
                if isinstance(each.record, InterventionFile):
                    near = partial(nearest_paths, leaves=leaves)
                    yield from check_effects(each.record, each.path, around, leaves.get, near)

    def check_apart(self, tree: Tree, components: list[Component]) -> Iterator[Mistake]:
        """What can be said of parts one by one when another part, or its file, is wrong.

        Names that the missing part might define are taken on trust.
        """
        found = [each.record for each in components if isinstance(each.record, CountryFile)]
        country = found[0] if found else None
        members: dict[str, tuple[str, ...]] = {}
        if country is not None:
            members = self._members(country, ())
        members.pop("legal_problem", None)  # one of them may be missing
        around = Surroundings(tree.place, members, None, None, self.register, self._years)
        for each in components:
            if each.record is not None:
                numbers = self._leaf_surroundings(tree, country, None)
                yield from check_leaves(each.leaves, numbers)
                for leaf in each.leaves:
                    yield from citations_are_wrong(leaf, numbers)
                yield from self._component(each, around)

    def _number_of(self, names: tuple[object, ...]) -> int:
        """A short key for a long one, so that it is compared once for a tree."""
        return self._names.setdefault(names, len(self._names))

    @property
    def _years(self) -> tuple[int, ...]:
        if self.study is None:
            return ()
        first = self.study.base_year
        return tuple(range(first, first + min(max(self.study.horizon_years, 0), 100)))

    def _members(
        self, country: CountryFile, journeys: tuple[str, ...]
    ) -> dict[str, tuple[str, ...]]:
        groups = country.population_groups
        members = {
            "seriousness": tuple(country.seriousness),
            "population_group": tuple(groups),
            "legal_problem": journeys,
            "year": tuple(str(year) for year in self._years),
        }
        for name in ATTRIBUTES:
            found = tuple(dict.fromkeys(getattr(each, name) for each in groups.values()))
            if found != ("all",):
                members[name] = found
        return members

    def _leaf_surroundings(
        self, tree: Tree, country: CountryFile | None, members: dict[str, tuple[str, ...]] | None
    ) -> LeafSurroundings:
        def choice_allowed(path: KeyPath) -> bool:
            origin = tree.origin(path)
            return origin is not None and origin.source.scenario_file

        money = self.study.money if self.study is not None else None
        return LeafSurroundings(
            tree.place,
            choice_allowed,
            members,
            None if money is None else money.currency,
            None if money is None else money.price_year,
            country is None or not country.invented or money is None,
            self.register,
        )

    def _component(self, each: Component, around: Surroundings) -> Iterator[Mistake]:
        record, path = each.record, each.path
        if len(path) == 2 and path[0] in ID_KEYS:
            yield from _id_is_not_file_name(each, around)
        if isinstance(record, JourneyFile):
            yield from check_journey(record, path, around)
        elif isinstance(record, ServiceFile):
            yield from check_service(record, path, around)
        elif isinstance(record, InterventionFile):
            yield from check_intervention(record, path, around)
        elif isinstance(record, FundingFile):
            listed = None if self.study is None else self.study.interventions
            yield from check_funding(record, path, around, listed)


def _id_is_not_file_name(each: Component, around: Surroundings) -> Iterator[Mistake]:
    key = ID_KEYS[str(each.path[0])]
    name = getattr(each.record, key)
    if name != each.path[1]:
        yield Mistake(
            "id_is_not_file_name",
            around.place((*each.path, key)),
            f"`{name}` in the file {each.path[1]}.yaml",
            f"`{each.path[1]}`",
            "give both the same name",
        )


def _names(model: Model) -> tuple[object, ...]:
    """What checks of one part read of the others."""
    services = tuple(
        (name, each.patience is not None, each.queue_limit is not None)
        for name, each in model.services.items()
    )
    return services, tuple((name, tuple(each.states)) for name, each in model.journeys.items())


def _states_that_interventions_reach(model: Model) -> Iterator[str]:
    for each in model.interventions.values():
        for row in each.moves.values():
            yield from row
        for effect in each.effects.values():
            yield from (name for name in (effect.resolved_state, effect.otherwise) if name)
