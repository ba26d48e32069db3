"""Checks whatever files a person names, alone or as a whole study or country; runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel

from justice_finance.errors import (
    JusticeFinanceError,
    Mistake,
    Mistakes,
    ModelFileError,
    Place,
    said_once,
)
from justice_finance.evidence.register import load_register
from justice_finance.files import read_yaml, shown_path
from justice_finance.funding.schema import FundingFile
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.schema import JourneyFile
from justice_finance.scenario.alone import check_alone, check_country_folder
from justice_finance.scenario.schema import CountryFile
from justice_finance.scenario.study import check_study
from justice_finance.shipped_files import find_shipped

# The key that says what a file is about, and the schema of such files.
KINDS: dict[str, type[BaseModel]] = {
    "journey": JourneyFile,
    "intervention": InterventionFile,
    "funding": FundingFile,
}
STUDY_FILES = ("study.yaml", "options.yaml", "needs.yaml", "surveys.yaml")
COUNTRY_FILES: dict[str, type[BaseModel]] = {"country.yaml": CountryFile}


def validate(paths: Iterable[str | Path]) -> list[Mistake]:
    """Everything that is wrong with some files or folders.

    Parameters
    ----------
    paths : iterable of str or Path
        Studies (a folder with study.yaml), countries, the register (a folder with sources.csv),
        folders of any of these, or single files. A path that exists, else a shipped one.

    Returns
    -------
    list of Mistake
        In the order of files and lines; empty if nothing is wrong.
    """
    mistakes = Mistakes()
    for path in paths:
        try:
            mistakes.extend(_anything(find_shipped(path)[0]))
        except JusticeFinanceError as error:
            mistakes.extend(error.mistakes)
    return sorted(
        said_once(mistakes),
        key=lambda each: (each.place.file or "", each.place.line or 0, each.place.column or 0),
    )


def _anything(path: Path) -> Iterator[Mistake]:
    if path.is_dir():
        yield from _folder(path)
    elif path.name in STUDY_FILES and (path.parent / "study.yaml").is_file():
        yield from check_study(path.parent, cited_only=True)[1]
    elif (country := _country_of(path)) is not None:
        yield from check_country_folder(country)
    elif path.suffix == ".csv" and (path.parent / "sources.csv").is_file():
        yield from _register(path.parent)
    else:
        yield from _single(path)


def _country_of(path: Path) -> Path | None:
    """The folder of the country that a file belongs to."""
    for folder in list(path.resolve().parents)[:2]:
        if (folder / "country.yaml").is_file():
            return folder
    return None


def _folder(path: Path) -> Iterator[Mistake]:
    if (path / "study.yaml").is_file():
        yield from check_study(path, cited_only=True)[1]
    elif (path / "country.yaml").is_file():
        yield from check_country_folder(path)
    elif (path / "sources.csv").is_file():
        yield from _register(path)
    elif inside := _worth_reading(path):
        for each in inside:
            yield from _anything(each)
    else:
        yield _of_no_kind(path, None, "a folder with nothing to check")


def _worth_reading(path: Path) -> list[Path]:
    return [
        each
        for each in sorted(path.iterdir())
        if (each.is_dir() and any(each.rglob("*.yaml"))) or each.suffix == ".yaml"
    ]


def _register(folder: Path) -> Iterator[Mistake]:
    try:
        load_register(folder)
    except JusticeFinanceError as error:
        yield from error.mistakes


def _single(path: Path) -> Iterator[Mistake]:
    try:
        document = read_yaml(path, ModelFileError)
    except JusticeFinanceError as error:
        yield from error.mistakes
        return
    kinds = [record for key, record in KINDS.items() if key in document.data]
    if len(kinds) == 1:
        yield from check_alone(path, document, kinds[0])
    else:
        keys = ", ".join(list(document.data)[:5])
        yield _of_no_kind(path, 1, f"a file with the keys {keys}")


def _of_no_kind(path: Path, line: int | None, found: str) -> Mistake:
    return Mistake(
        "file_kind_unknown",
        Place(shown_path(path), line, line),
        found,
        "a study, a country, the register, or a file that begins with "
        + ", ".join(f"`{key}:`" for key in KINDS),
        "name another file, or add the key that says what it is about",
    )
