"""What an installation gets: exact pins for everything asked for, and the shipped folders."""

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from justice_finance.version import __version__
from tests.architecture.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> list[Requirement]:
    """Everything the package or one of its extras asks for."""
    asked = list(PROJECT["project"]["dependencies"])
    for extra in PROJECT["project"]["optional-dependencies"].values():
        asked += extra
    return [Requirement(text) for text in asked]


def pins() -> dict[str, Requirement]:
    """The lines of constraints.txt by package."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(each.name): each for each in found}


@pytest.mark.parametrize("asked", requirements(), ids=str)
def test_what_is_asked_for_is_pinned_within_its_bounds(asked: Requirement) -> None:
    pin = pins()[canonicalize_name(asked.name)]
    (specifier,) = pin.specifier
    assert specifier.operator == "=="
    assert asked.specifier.contains(Version(specifier.version))


def test_every_pin_is_a_plain_version() -> None:
    for pin in pins().values():
        assert pin.url is None and len(pin.specifier) == 1, f"{pin} is not name==version"


def test_the_folders_that_people_edit_ship_in_the_wheel() -> None:
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for folder in ("models", "scenarios", "notebooks"):
        assert shipped[folder] == f"justice_finance/shipped/{folder}"
        assert (ROOT / folder).is_dir()


def test_the_version_is_one_that_can_be_compared() -> None:
    assert str(Version(__version__)) == __version__


def test_the_citation_and_the_changelog_name_the_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {__version__}" in citation
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
