"""A study: what is asked, of which country, with which options; loaded and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from justice_finance.errors import (
    EvidenceError,
    JusticeFinanceError,
    Mistake,
    Mistakes,
    ModelFileError,
    ScenarioError,
    said_once,
)
from justice_finance.evidence.register import Register
from justice_finance.funding.needs_schema import NeedsFile
from justice_finance.scenario.changed import (
    PythonChanges,
    add_unknown_scenarios,
    changed_files,
    hidden_by_overrides,
)
from justice_finance.scenario.checks import (
    StudyAt,
    check_choices_of_study,
    check_country,
    check_study_file,
)
from justice_finance.scenario.citations import cited_in, read_register
from justice_finance.scenario.components import Components, build_model, read_record
from justice_finance.scenario.joint_checks import joint_mistakes_of
from justice_finance.scenario.model_checks import ModelChecker
from justice_finance.scenario.needs_checks import check_needs
from justice_finance.scenario.overview import html_of, text_of
from justice_finance.scenario.read import StudyFiles, read_study_files
from justice_finance.scenario.resolve import ResolvedScenario, Resolver, all_combinations
from justice_finance.scenario.schema import OptionsFile, StudyFile
from justice_finance.scenario.surveys import check_surveys
from justice_finance.scenario.surveys_schema import SurveysFile
from justice_finance.scenario.text_checks import check_texts
from justice_finance.shipped_files import find_shipped
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    from justice_finance.scenario.lookup import StudyNumber


@dataclass(frozen=True, repr=False)
class Study:
    """A study whose files hold together.

    Attributes
    ----------
    folder : Path
        Where `study.yaml` lies.
    file : StudyFile
        What is asked: horizon, money, discount rate, perspective, draws.
    scenarios : mapping of str to ResolvedScenario
        By name, in the order of `options.yaml`, in the headline structural variant.
    variants : tuple
        Names of the structural variants, the headline first; `(None,)` without variants.
    register : Register
        The evidence that values cite.
    notice : str or None
        What to tell the person, such as that the shipped copy was taken.
    changes : PythonChanges
        What `with_assumption`, `with_option` and `only` changed since the files were read.
    """

    folder: Path
    file: StudyFile
    scenarios: Mapping[str, ResolvedScenario]
    variants: tuple[str | None, ...]
    register: Register
    notice: str | None = None
    resolved: Mapping[tuple[str, str | None], ResolvedScenario] = field(default_factory=dict)
    files: StudyFiles | None = field(default=None, compare=False)
    """As they were read, without what was changed in Python."""
    changes: PythonChanges = field(default_factory=PythonChanges)
    needs: NeedsFile | None = None
    """What meeting the needs takes, where the study asks that (`needs.yaml`)."""
    surveys: SurveysFile | None = None
    """Which surveys could be made (`surveys.yaml`)."""

    @property
    def name(self) -> str:
        """Id of the study."""
        return self.file.study

    @property
    def title(self) -> str:
        """Title of the study."""
        return self.file.title

    @property
    def description(self) -> str:
        """The question in plain words."""
        return self.file.description

    def scenario(self, name: str, variant: str | None = None) -> ResolvedScenario:
        """One scenario, in the headline variant unless another is named."""
        return self.resolved[name, variant if variant is not None else self.variants[0]]

    def with_assumption(self, path: str, leaf: Mapping[str, Any]) -> Study:
        """The study with another value in the models, hence in every scenario.

        Parameters
        ----------
        path : str
            Dotted path of a value, as `paths` lists them.
        leaf : mapping
            The value as a file writes it: `{"assumption": "why", "value": 1.5, "unit": "years"}` or
            `{"evidence": "id"}`, with or without a spread. A value whose spread goes, or comes,
            moves the draws of the other inputs; one that keeps a spread leaves them alone.

        Returns
        -------
        Study
            Checked as a whole; the files are left alone. An override that sets the same path still
            does, and `notice` says so.

        Raises
        ------
        ScenarioError
            With all mistakes, in the same four parts as those of files.
        """
        return self.with_assumptions({path: leaf})

    def with_assumptions(self, leaves: Mapping[str, Any]) -> Study:
        """The study with several other values at once, such as shares that sum to one."""
        mistakes = Mistakes()
        return changed_study(self, self.changes.with_assumptions(leaves, mistakes), mistakes)

    def with_option(self, name: str, title: str, changes: Mapping[str, Any]) -> Study:
        """The study with one more option, compared with business as usual like the others.

        Parameters
        ----------
        name : str
            Small letters, digits and underscores. An option added earlier in Python under this
            name is replaced; a name that options.yaml has is refused.
        title : str
            As tables and charts show it.
        changes : mapping
            What it sets, by dotted path: values as in files (`{"choice": 362}`).

        Returns
        -------
        Study

        Raises
        ------
        ScenarioError
            With all mistakes.
        """
        mistakes = Mistakes()
        changed = self.changes.with_option(name, title, changes, mistakes)
        return changed_study(self, changed, mistakes)

    def only(self, *scenarios: str, headline_variant: bool = True) -> Study:
        """The study with business as usual and some scenarios alone; their figures stay the same.

        Parameters
        ----------
        *scenarios : str
            Names of scenarios.
        headline_variant : bool
            Whether the other structural variants are left out too.
        """
        mistakes = Mistakes()
        add_unknown_scenarios(scenarios, list(self.scenarios), mistakes)
        changed = self.changes.with_only(scenarios, headline_variant)
        return changed_study(self, changed, mistakes)

    @property
    def whole(self) -> Study:
        """The study with all that `only` left out, and with the other changes."""
        changes = replace(self.changes, kept=None, headline_variant_only=False)
        return self if changes == self.changes else changed_study(self, changes, Mistakes())

    @property
    def files_as_changed(self) -> StudyFiles:
        """What the files hold, with what was changed in Python written into them."""
        assert self.files is not None
        return changed_files(self.files, self.changes, Mistakes())

    def paths(self, pattern: str = "*") -> list[str]:
        """Dotted paths of the values of the models that fit a pattern (`country.*`), in order."""
        from justice_finance.scenario.lookup import paths_of

        return paths_of(self, pattern)

    def value(self, path: str, scenario: str = BUSINESS_AS_USUAL) -> StudyNumber:
        """One value: its central figure, unit, spread, and where it comes from.

        Raises
        ------
        ScenarioError
            If no value stands at the path; names the nearest ones.
        """
        from justice_finance.scenario.lookup import number_at

        return number_at(self, path, scenario)

    @property
    def changed_in_python(self) -> dict[str, Any]:
        """What was changed since the files were read, as plain values; empty if nothing was."""
        return {} if self.files is None else self.changes.as_record(self.files.tree)

    def __repr__(self) -> str:
        return text_of(self)

    @property
    def scenarios_line(self) -> str:
        """How many scenarios and variants there are, in words."""
        count = len(self.variants)
        variants = "" if self.variants == (None,) else f" in {count} variant{'s' * (count > 1)}"
        return f"{len(self.scenarios)} scenarios{variants}"

    @property
    def money_line(self) -> str:
        """The one money of the study, in words."""
        return f"{self.file.money.currency} at prices of {self.file.money.price_year}"

    def _repr_html_(self) -> str:
        return html_of(self)


def load_study(path: str | Path) -> Study:
    """Read, check and resolve a study.

    Parameters
    ----------
    path : str or Path
        Folder of the study; a path that exists, else the shipped copy of that name.

    Returns
    -------
    Study
        With every scenario resolved in every structural variant.

    Raises
    ------
    ScenarioError
        With all mistakes of all files; `ModelFileError` or `EvidenceError` if every one of them
        is in the models or in the register.
    """
    folder, notice = find_shipped(path, ScenarioError)
    if folder.is_file():
        folder = folder.parent
    study, mistakes = check_study(folder, notice)
    raise_all(mistakes)
    assert study is not None
    return study


def raise_all(mistakes: list[Mistake]) -> None:
    """Raise all mistakes in one error, of the kind that fits them all."""
    if not mistakes:
        return
    files = [each.place.file or "" for each in mistakes]
    kind: type[JusticeFinanceError] = ScenarioError
    if all(file.endswith(".csv") for file in files):
        kind = EvidenceError
    elif all("models/" in file for file in files):
        kind = ModelFileError
    collected = Mistakes()
    collected.extend(mistakes)
    collected.raise_if_any(kind)


def check_study(
    folder: Path, notice: str | None = None, cited_only: bool = False
) -> tuple[Study | None, list[Mistake]]:
    """Everything that is wrong with a study, and the study if nothing is.

    Parameters
    ----------
    folder : Path
        Where `study.yaml` lies.
    notice : str, optional
        Kept in the study.
    cited_only : bool
        Whether to read, of the register, only what the files cite; quicker.
    """
    files = read_study_files(folder)
    mistakes = Mistakes()
    mistakes.extend(files.mistakes)
    for source in files.sources:
        mistakes.extend(check_texts(source.document))
    only = cited_in(files) if cited_only else None
    register = read_register(files.folders, mistakes, only)
    study = _check_files(files, register, mistakes)
    if study is not None:
        mistakes.extend(joint_mistakes_of(study))
    found = _each_once(mistakes)
    if study is None or found:
        return None, found
    return replace(study, folder=folder, notice=notice, files=files), []


def changed_study(study: Study, changes: PythonChanges, mistakes: Mistakes) -> Study:
    """A study with other changes to the same files; raises all mistakes together."""
    assert study.files is not None
    files = changed_files(study.files, changes, mistakes)
    found = _check_files(files, study.register, mistakes)
    if found is None or len(mistakes):
        raise ScenarioError(_each_once(mistakes))
    hidden = hidden_by_overrides(changes, found.resolved.values())
    notice = "; ".join(hidden) or None
    return replace(found, folder=study.folder, notice=notice, files=study.files, changes=changes)


def _check_files(files: StudyFiles, register: Register | None, mistakes: Mistakes) -> Study | None:
    """The study that the files hold; None, with the mistakes noted, if something is wrong."""
    study = read_record(files.study, StudyFile, mistakes)
    options = read_record(files.options, OptionsFile, mistakes)
    if study is None or files.study is None:
        _check_parts(files, ModelChecker(register), Components(), mistakes)
        return None
    mistakes.extend(check_study_file(StudyAt(study, options, files.study, files.options)))
    mistakes.extend(check_choices_of_study(study, files.study))
    if options is None or files.options is None:
        _check_parts(files, ModelChecker(register, study), Components(), mistakes)
        return None
    resolver = Resolver(files.tree, files.options, options, study, files.study)
    resolved = _resolve_all(resolver, files, register, study, mistakes)
    needs = read_record(files.needs, NeedsFile, mistakes)
    usual = resolved.get((BUSINESS_AS_USUAL, resolver.variants[0]))
    if needs is not None and files.needs is not None and usual is not None:
        mistakes.extend(check_needs(needs, files.needs, usual, register))
    surveys = read_record(files.surveys, SurveysFile, mistakes)
    if surveys is not None and files.surveys is not None and usual is not None:
        mistakes.extend(check_surveys(surveys, files.surveys, usual, resolver.variants, register))
    if len(mistakes) or register is None:
        return None
    first = {name: each for (name, at), each in resolved.items() if at == resolver.variants[0]}
    return Study(
        files.folders.study,
        study,
        MappingProxyType(first),
        resolver.variants,
        register,
        resolved=MappingProxyType(resolved),
        needs=needs,
        surveys=surveys,
    )


def _resolve_all(
    resolver: Resolver,
    files: StudyFiles,
    register: Register | None,
    study: StudyFile,
    mistakes: Mistakes,
) -> dict[tuple[str, str | None], ResolvedScenario]:
    """Every scenario in every variant, each checked; the tree without overrides first."""
    checker = ModelChecker(register, study)
    resolver.check_lists(mistakes)
    if files.whole:
        resolver.check_paths(mistakes)
    model = build_model(files.tree, resolver.components, mistakes) if files.whole else None
    if model is None:
        _check_parts(files, checker, resolver.components, mistakes)
        return {}
    origin = files.tree.origin(("country",))
    assert origin is not None
    mistakes.extend(check_country(model.country, origin.source, study))
    base_parts = list(resolver.components.of(files.tree))
    mistakes.extend(checker.check(files.tree, model, base_parts))
    resolved: dict[tuple[str, str | None], ResolvedScenario] = {}
    for name, variant in all_combinations(resolver):
        found = resolver.resolve(name, variant, mistakes)
        if found is not None:
            resolved[name, variant] = found
            parts = list(resolver.components.of(found.tree))
            mistakes.extend(checker.check(found.tree, found.model, parts))
    return resolved


def _check_parts(
    files: StudyFiles, checker: ModelChecker, components: Components, mistakes: Mistakes
) -> None:
    """Check the parts that can be read, although something else cannot."""
    parts = list(components.of(files.tree))
    for each in parts:
        mistakes.extend(each.mistakes)
    mistakes.extend(checker.check_apart(files.tree, parts))


def _each_once(mistakes: Mistakes) -> list[Mistake]:
    return sorted(
        said_once(mistakes), key=lambda each: (each.place.file or "", each.place.line or 0)
    )
