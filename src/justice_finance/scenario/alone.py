"""Checks a country, or one file alone, when no study says which question is asked of it.

Names that only a study or a country could know are then taken on trust.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from justice_finance.errors import Mistake, Mistakes, Place, said_once
from justice_finance.evidence.citation_checks import citations_are_wrong
from justice_finance.evidence.leaf_checks import LeafSurroundings, check_leaves
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.files import Document, KeyPath
from justice_finance.funding.checks import check_funding
from justice_finance.funding.schema import FundingFile
from justice_finance.interventions.checks import check_intervention
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.checks import check_journey
from justice_finance.journey.schema import JourneyFile
from justice_finance.journey.surroundings import Surroundings
from justice_finance.scenario.citations import read_register
from justice_finance.scenario.components import Components, build_model, read_component
from justice_finance.scenario.folders import Folders, folders_of
from justice_finance.scenario.joint_checks import NO_SUCH_INPUT, joint_mistakes
from justice_finance.scenario.merge import merge_chain
from justice_finance.scenario.model_checks import ModelChecker
from justice_finance.scenario.read import StudyFiles, chain_of, read_country_files
from justice_finance.scenario.schema import Model
from justice_finance.scenario.text_checks import check_quantity_titles, check_texts
from justice_finance.scenario.tree import Origin, Source, Tree

PARTS: dict[type[BaseModel], str] = {
    JourneyFile: "journeys",
    InterventionFile: "interventions",
    FundingFile: "funding",
}


@dataclass(frozen=True)
class CountryAlone:
    """A country as it is written, with no study's overrides."""

    model: Model
    leaves: tuple[FoundLeaf, ...]
    tree: Tree

    def home(self, path: str) -> str:
        """Where the leaf at a dotted path was written."""
        return self.tree.home(tuple(path.split(".")))

    def place(self, path: str) -> Place:
        """File, line and column of a dotted path."""
        return self.tree.place(tuple(path.split(".")))


def check_country_folder(folder: Path) -> list[Mistake]:
    """Everything that is wrong with a country, its services and its journeys."""
    here = folder.resolve()
    models = here.parents[1] if here.parent.name == "countries" else here.parent
    files = StudyFiles(Folders(folder, (models, *folders_of(folder).models)))
    read_country_files(files, here.name)
    mistakes = files.mistakes
    for source in files.sources:
        mistakes.extend(check_texts(source.document))
    register = read_register(files.folders, mistakes)
    components = Components()
    model = build_model(files.tree, components, mistakes)
    if model is not None:
        checker = ModelChecker(register)
        parts = list(components.of(files.tree))
        mistakes.extend(checker.check(files.tree, model, parts))
        origin = files.tree.origin(("country",))
        if origin is not None:
            mistakes.extend(check_quantity_titles(model.country, origin.source.document))
        if not len(mistakes):
            alone = CountryAlone(model, tuple(leaf for part in parts for leaf in part.leaves),
                                 files.tree)  # fmt: skip
            found = joint_mistakes([alone], [alone], register)
            mistakes.extend(each for each in found if not _may_be_of_a_study(each))
    return said_once(mistakes)


OF_STUDIES = ("`interventions.", "`funding.", "`*")
"""Patterns that may name what is in no country's own files."""


def _may_be_of_a_study(mistake: Mistake) -> bool:
    """Whether a pattern that fits nothing here may fit what a study adds."""
    no_such = mistake.code in (NO_SUCH_INPUT, "counted_share_unknown")
    return no_such and mistake.found.startswith(OF_STUDIES)


def check_alone(path: Path, document: Document, record: type[BaseModel]) -> Iterator[Mistake]:
    """Everything that can be said of one file without its country."""
    files = StudyFiles(folders_of(path.parent))
    kind, name = PARTS[record], path.stem
    at: KeyPath = (kind, name)
    source = Source(document, f"{kind}.{name}")
    files.sources.append(source)
    origins: dict[KeyPath, Origin] = {(): Origin(source, ())}
    data: dict[str, Any] = document.data
    if record is JourneyFile:
        chain = chain_of(files, None, source)
        if files.mistakes:
            yield from files.mistakes
            return
        data = merge_chain(chain, at, origins, files.mistakes)
    origins[at] = Origin(source, ())
    tree = Tree({kind: {name: data}}, origins)
    found = Mistakes()
    found.extend(files.mistakes)
    found.extend(check_texts(document))
    component = read_component(at, data, record, tree)
    template = document.data.get("template") is True
    for mistake in component.mistakes:
        if not (template and mistake.code == "key_missing"):
            found.extend([mistake])
    if component.record is not None:
        register = read_register(files.folders, found)
        trusted = LeafSurroundings(tree.place, lambda _: False, None, register=register)
        for leaf in component.leaves:
            found.extend(citations_are_wrong(leaf, trusted))
        found.extend(check_leaves(component.leaves, trusted))
        if not template:
            around = Surroundings(tree.place, {}, register=register)
            found.extend(_of_kind(component.record, at, around))
    yield from dict.fromkeys(found)


def _of_kind(record: BaseModel, at: KeyPath, around: Surroundings) -> Iterator[Mistake]:
    if isinstance(record, JourneyFile):
        yield from check_journey(record, at, around)
    elif isinstance(record, InterventionFile):
        yield from check_intervention(record, at, around)
    elif isinstance(record, FundingFile):
        yield from check_funding(record, at, around, None)
