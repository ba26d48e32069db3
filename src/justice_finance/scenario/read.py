"""Reads all files of a study into one tree, and notes what is wrong with each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from justice_finance.errors import (
    JusticeFinanceError,
    Mistake,
    Mistakes,
    ModelFileError,
    Place,
    ScenarioError,
)
from justice_finance.files import KeyPath, read_yaml, shown_path
from justice_finance.scenario.folders import (
    Folders,
    add_unknown_name,
    folders_of,
    name_is_plain,
)
from justice_finance.scenario.merge import merge_chain
from justice_finance.scenario.translations import Translations, read_translations
from justice_finance.scenario.tree import Origin, Source, Tree

NEEDS = "needs.yaml"
SURVEYS = "surveys.yaml"
NAMED = {"interventions": "intervention_unknown", "funding": "funding_unknown"}


@dataclass
class StudyFiles:
    """What the files of a study hold, before anything is checked against a schema."""

    folders: Folders
    study: Source | None = None
    options: Source | None = None
    needs: Source | None = None
    """`needs.yaml`, where the study has one."""
    surveys: Source | None = None
    """`surveys.yaml`, likewise."""
    tree: Tree = field(default_factory=lambda: Tree({}, {}))
    mistakes: Mistakes = field(default_factory=Mistakes)
    sources: list[Source] = field(default_factory=list)
    translations: Translations = field(default_factory=dict)
    """What the study's texts are in other languages."""

    @property
    def whole(self) -> bool:
        """Whether every file that is named was found and read."""
        return self.study is not None and self.options is not None and not self.mistakes


def read_study_files(folder: Path) -> StudyFiles:
    """Read a study, its country, journeys, services, interventions and funding.

    Parameters
    ----------
    folder : Path
        The folder of `study.yaml` and `options.yaml`.

    Returns
    -------
    StudyFiles
        With the mistakes of all files that could not be read.
    """
    files = StudyFiles(folders_of(folder))
    files.study = _read(files, folder / "study.yaml", "study", True)
    files.options = _read(files, folder / "options.yaml", "", True)
    if (folder / NEEDS).is_file():
        files.needs = _read(files, folder / NEEDS, "needs", True)
    if (folder / SURVEYS).is_file():
        files.surveys = _read(files, folder / SURVEYS, "surveys", True)
    wrong: list[Mistake] = []
    files.translations = read_translations(files.folders, wrong)
    files.mistakes.extend(wrong)
    if files.study is None:
        return files
    origins: dict[KeyPath, Origin] = {(): Origin(files.study, ())}
    data: dict[str, Any] = {}
    country = _text(files.study, "country")
    place = files.study.document.place(("country",))
    if country is not None and _country_exists(files, country, place):
        _read_country(files, country, data, origins)
        for kind in ("interventions", "funding"):
            data[kind] = _read_named(files, kind, country, origins)
    files.tree = Tree(data, origins)
    return files


def read_country_files(files: StudyFiles, country: str) -> None:
    """Read a country that no study asks about."""
    origins: dict[KeyPath, Origin] = {}
    data: dict[str, Any] = {"interventions": {}, "funding": {}}
    if _country_exists(files, country, Place(shown_path(files.folders.study))):
        _read_country(files, country, data, origins)
    files.tree = Tree(data, origins)


def _read(files: StudyFiles, path: Path, home: str, scenario_file: bool = False) -> Source | None:
    kind: type[JusticeFinanceError] = ScenarioError if scenario_file else ModelFileError
    try:
        source = Source(read_yaml(path, kind), home, scenario_file)
    except JusticeFinanceError as error:
        files.mistakes.extend(error.mistakes)
        return None
    files.sources.append(source)
    return source


def _text(source: Source, key: str) -> str | None:
    value = source.document.data.get(key)
    return value if isinstance(value, str) else None


def _country_exists(files: StudyFiles, country: str, place: Place) -> bool:
    if not name_is_plain(country, place, files.mistakes):
        return False
    if files.folders.country_file(country, "country.yaml") is None:
        add_unknown_name(
            "country_unknown",
            country,
            files.folders.known("countries"),
            "a folder of models/countries",
            place,
            files.mistakes,
        )
        return False
    return True


def _read_country(
    files: StudyFiles, country: str, data: dict[str, Any], origins: dict[KeyPath, Origin]
) -> None:
    path = files.folders.country_file(country, "country.yaml")
    assert path is not None
    source = _read(files, path, "country")
    if source is not None:
        data["country"] = source.document.data
        origins[("country",)] = Origin(source, ())
    services = _read(files, path.parent / "services.yaml", "")
    if services is not None:
        data["services"] = services.document.data.get("services", {})
        origins[("services",)] = Origin(services, ("services",))
    data["journeys"] = {}
    for journey in files.folders.country_journeys(country):
        own = _read(files, journey, f"journeys.{journey.stem}")
        if own is None:
            continue
        if own.document.data.get("template") is True:
            files.sources[-1] = Source(own.document, f"templates.{journey.stem}")
            continue
        if not name_is_plain(journey.stem, own.document.place(()), files.mistakes):
            continue
        before = len(files.mistakes)
        chain = chain_of(files, country, own)
        if len(files.mistakes) > before:
            continue  # without what it extends, nearly all of it would look wrong
        at = ("journeys", journey.stem)
        data["journeys"][journey.stem] = merge_chain(chain, at, origins, files.mistakes)


def chain_of(files: StudyFiles, country: str | None, own: Source) -> list[Origin]:
    """A journey and all that it extends, itself first."""
    chain, names = [own], [Path(own.document.file).stem]
    while (name := chain[-1].document.data.get("extends")) is not None:
        place = chain[-1].document.place(("extends",))
        if not isinstance(name, str) or not name_is_plain(name, place, files.mistakes):
            break
        path = files.folders.named("journeys", country, name)
        if path is not None and path.stem == names[-1] and len(chain) == 1:
            general = [root / "journeys" / f"{name}.yaml" for root in files.folders.models]
            path = next((each for each in general if each.is_file()), path)
        if path is None:
            known = files.folders.known("journeys", country)
            what = "a journey of models/journeys"
            add_unknown_name("extends_unknown", name, known, what, place, files.mistakes)
            break
        shown = [each.document.file for each in chain]
        source = _template(files, path, name)
        if source is None:
            break
        if source.document.file in shown:
            files.mistakes.add(
                "extends_cycle",
                place,
                found=" extends ".join([*names, name]),
                expected="a chain of files that ends",
                do="take one `extends` out",
            )
            break
        chain.append(source)
        names.append(name)
    return [Origin(source, ()) for source in chain]


def _template(files: StudyFiles, path: Path, name: str) -> Source | None:
    shown = shown_path(path)
    for source in files.sources:
        if source.document.file == shown:
            return source
    return _read(files, path, f"templates.{name}")


def _read_named(
    files: StudyFiles, kind: str, country: str, origins: dict[KeyPath, Origin]
) -> dict[str, Any]:
    """The interventions or funding files that the study lists."""
    assert files.study is not None
    listed = files.study.document.data.get(kind, [])
    found: dict[str, Any] = {}
    for number, name in enumerate(listed if isinstance(listed, list) else []):
        place = files.study.document.place((kind, number))
        if not isinstance(name, str) or not name_is_plain(name, place, files.mistakes):
            continue
        path = files.folders.named(kind, country, name)
        if path is None:
            known = files.folders.known(kind, country)
            what = f"a file of models/{kind}"
            add_unknown_name(NAMED[kind], name, known, what, place, files.mistakes)
            continue
        source = _read(files, path, f"{kind}.{name}")
        if source is not None:
            found[name] = source.document.data
            origins[(kind, name)] = Origin(source, ())
    return found
