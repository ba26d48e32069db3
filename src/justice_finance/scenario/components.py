"""Turns plain maps into records, each part once however many scenarios share it.

A change to a tree shares all that it leaves alone, so a part is known by the identity of its map.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from justice_finance.errors import Mistake, Mistakes
from justice_finance.evidence.leaves import FoundLeaf, leaves_of
from justice_finance.files import KeyPath
from justice_finance.funding.schema import FundingFile
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.schema import JourneyFile, ServiceFile
from justice_finance.scenario.schema import CountryFile, Model
from justice_finance.scenario.translate import mistakes_of
from justice_finance.scenario.tree import Source, Tree, dotted

Record = TypeVar("Record", bound=BaseModel)

MEMBERS: dict[str, type[BaseModel]] = {
    "journeys": JourneyFile,
    "services": ServiceFile,
    "interventions": InterventionFile,
    "funding": FundingFile,
}


@dataclass(frozen=True)
class Component:
    """One part of the tree: its record, its leaves, and what the schema says against it."""

    path: KeyPath
    raw: Any
    record: BaseModel | None
    leaves: tuple[FoundLeaf, ...]
    mistakes: tuple[Mistake, ...]

    @cached_property
    def by_path(self) -> dict[str, FoundLeaf]:
        """The leaves by dotted path."""
        return {dotted(each.path): each for each in self.leaves}

    @cached_property
    def refers_to(self) -> frozenset[str]:
        """Paths of the tree that its values and effects name."""
        found = {each.leaf.same_as for each in self.leaves if each.leaf.same_as is not None}
        if isinstance(self.record, InterventionFile):
            found |= {each.of for each in self.record.effects.values() if each.of is not None}
        return frozenset(found)


class Components:
    """All parts of all scenarios of a study."""

    def __init__(self) -> None:
        self._known: dict[tuple[KeyPath, int], Component] = {}

    def of(self, tree: Tree) -> Iterator[Component]:
        """The parts of one tree, in its order."""
        if "country" in tree.data:
            yield self._component(("country",), CountryFile, tree)
        for kind, record in MEMBERS.items():
            members = tree.data.get(kind)
            for name in members if isinstance(members, dict) else ():
                yield self._component((kind, name), record, tree)

    def _component(self, path: KeyPath, record: type[BaseModel], tree: Tree) -> Component:
        raw = tree.get(path)
        key = (path, id(raw))
        if key not in self._known:  # the component keeps `raw` alive, so its id stays its own
            self._known[key] = read_component(path, raw, record, tree)
        return self._known[key]


def read_component(path: KeyPath, raw: Any, record: type[BaseModel], tree: Tree) -> Component:
    """Hold one plain map against its schema."""
    try:
        built = record.model_validate(raw)
    except ValidationError as error:
        found = tuple(mistakes_of(error, record, path, raw, tree.place))
        return Component(path, raw, None, (), found)
    return Component(path, raw, built, tuple(leaves_of(built, path)), ())


def build_model(tree: Tree, components: Components, mistakes: Mistakes) -> Model | None:
    """The record of a whole tree; None, with the mistakes noted, if a part is wrong."""
    parts: dict[str, Any] = {kind: {} for kind in MEMBERS}
    whole = "country" in tree.data
    for component in components.of(tree):
        mistakes.extend(component.mistakes)
        whole = whole and component.record is not None
        if component.path == ("country",):
            parts["country"] = component.record
        else:
            parts[str(component.path[0])][component.path[1]] = component.record
    return Model.model_construct(**parts) if whole else None


def read_record(source: Source | None, record: type[Record], mistakes: Mistakes) -> Record | None:
    """Hold one whole file against its schema; None, with the mistakes noted, if it does not fit."""
    if source is None:
        return None
    document = source.document
    try:
        return record.model_validate(document.data)
    except ValidationError as error:
        mistakes.extend(mistakes_of(error, record, (), document.data, document.place))
        return None
