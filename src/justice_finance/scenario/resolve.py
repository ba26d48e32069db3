"""Resolves scenarios: base tree plus the overrides of a scenario and of a structural variant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from justice_finance.errors import Mistakes, Place
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.files import KeyPath
from justice_finance.scenario.components import Component, Components, build_model
from justice_finance.scenario.folders import add_unknown_name
from justice_finance.scenario.overrides import (
    Change,
    Setting,
    add_conflicts,
    add_path_mistakes,
    apply,
    settings_of,
)
from justice_finance.scenario.schema import Model, OptionsFile, StudyFile
from justice_finance.scenario.tree import KnownParts, Origin, Source, Tree


@dataclass(frozen=True)
class ResolvedScenario:
    """One scenario in one structural variant: a frozen recipe over named leaf values."""

    name: str
    title: str
    variant: str | None
    study: StudyFile = field(repr=False)
    model: Model = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)
    """What overrides changed against the files: old and new value, as written."""
    tree: Tree = field(repr=False)
    components: tuple[Component, ...] = field(repr=False)
    """The parts of the tree with their records and leaves; scenarios share what is the same."""
    within_envelope: bool = False
    """Whether every scale is cut until the planned public cost fits the study's envelope."""

    @cached_property
    def leaves(self) -> tuple[FoundLeaf, ...]:
        """Every leaf with its path in the tree and the kind of number it is."""
        return tuple(leaf for each in self.components for leaf in each.leaves)

    def home(self, path: KeyPath | str) -> str:
        """Name of the leaf at a path: where it was written. Leaves of one home are one input."""
        return self.tree.home(_as_path(path))

    def place(self, path: KeyPath | str) -> Place:
        """File, line and column of a path."""
        return self.tree.place(_as_path(path))

    @property
    def evidence_ids(self) -> tuple[str, ...]:
        """Ids of the register that this scenario uses, for values and spreads, in order of id."""
        found = {each.leaf.evidence_id for each in self.leaves}
        found |= {each.leaf.spread.evidence for each in self.leaves if each.leaf.spread}
        return tuple(sorted(name for name in found if name is not None))

    @property
    def active_interventions(self) -> tuple[str, ...]:
        """Interventions with a scale above zero, in order of id."""
        return tuple(
            sorted(
                name
                for name, each in self.model.interventions.items()
                if each.scale is not None and each.scale.choice != 0
            )
        )


def _as_path(path: KeyPath | str) -> KeyPath:
    return tuple(path.split(".")) if isinstance(path, str) else path


class Resolver:
    """Resolves every scenario of a study in every variant, each once."""

    def __init__(
        self, base: Tree, source: Source, options: OptionsFile, study: StudyFile, variant_at: Source
    ) -> None:
        self.base, self.source, self.options, self.study = base, source, options, study
        self.variant_source = variant_at
        self.components = Components()
        self.settings = {
            name: settings_of(name, block, source, base)
            for name, block in options.overrides.items()
        }
        self.unusable: set[str] = set()
        self._parts: KnownParts = {}
        self._set: dict[tuple[str, str | None], list[Setting] | None] = {}
        self._done: dict[tuple[str, str | None], ResolvedScenario | None] = {}

    @property
    def variants(self) -> tuple[str | None, ...]:
        """Names of the structural variants, the headline first; one `None` without variants."""
        known = self.study.structural_variants
        if known is None:
            return (None,)
        return tuple(sorted(known.variants, key=lambda name: name != known.headline))

    def resolve(
        self, name: str, variant: str | None, mistakes: Mistakes
    ) -> ResolvedScenario | None:
        """One scenario in one variant; None, with the mistakes noted, if it cannot be."""
        if (name, variant) not in self._done:
            self._done[name, variant] = self._resolve(name, variant, mistakes)
        return self._done[name, variant]

    def check_paths(self, mistakes: Mistakes) -> None:
        """Note every override path that leads nowhere; such an override is not applied."""
        for name, settings in self.settings.items():
            before = len(mistakes)
            add_path_mistakes(settings, self.base, mistakes)
            if len(mistakes) > before:
                self.unusable.add(name)

    def check_lists(self, mistakes: Mistakes) -> None:
        """Note unknown overrides, and overrides of one scenario that set the same value."""
        for name, variant in all_combinations(self):
            self._settings(name, variant, mistakes)

    def _resolve(
        self, name: str, variant: str | None, mistakes: Mistakes
    ) -> ResolvedScenario | None:
        entry, chosen = self.options.scenarios[name], self._settings(name, variant, mistakes)
        if chosen is None or any(each.override in self.unusable for each in chosen):
            return None
        tree, changes = apply(self.base, chosen, self._parts)
        model = build_model(tree, self.components, mistakes)
        if model is None:
            return None
        components = tuple(self.components.of(tree))
        return ResolvedScenario(
            name,
            entry.title,
            variant,
            self.study,
            model,
            changes,
            tree,
            components,
            entry.within_envelope,
        )

    def _settings(self, name: str, variant: str | None, mistakes: Mistakes) -> list[Setting] | None:
        """What a scenario and a variant set together; None, with the mistakes noted, if wrong."""
        if (name, variant) not in self._set:
            before = len(mistakes)
            chosen = self._listed(name, variant, mistakes)
            self._set[name, variant] = chosen if len(mistakes) == before else None
        return self._set[name, variant]

    def _listed(self, name: str, variant: str | None, mistakes: Mistakes) -> list[Setting]:
        origin = Origin(self.source, ("scenarios", name, "overrides"))
        chosen = self._chosen(self.options.scenarios[name].overrides, origin, mistakes)
        known = self.study.structural_variants
        if variant is not None and known is not None:
            at = Origin(self.variant_source, ("structural_variants", "variants", variant))
            chosen += self._chosen(known.variants[variant], at, mistakes)
        add_conflicts(name, chosen, origin, mistakes)
        return chosen

    def _chosen(self, names: Sequence[str], at: Origin, mistakes: Mistakes) -> list[Setting]:
        found: list[Setting] = []
        for number, name in enumerate(names):
            if name in self.settings:
                found.extend(self.settings[name])
            else:
                place = at.below((number,)).place
                known = sorted(self.settings)
                add_unknown_name("override_unknown", name, known, "an override", place, mistakes)
        return found


def all_combinations(resolver: Resolver) -> Iterator[tuple[str, str | None]]:
    """Every scenario in every variant."""
    for variant in resolver.variants:
        for name in resolver.options.scenarios:
            yield name, variant
