"""What the pages for people say is there is there: links, folders, commands, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import justice_finance
from tests.architecture.source import ROOT

PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md")


def read(page: str) -> str:
    """The text of a page at the top of the project."""
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_to_a_file(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", read(page))
    missing = [target for target in targets if not (ROOT / target).exists()]
    assert not missing, f"{page} links to {missing}"


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md"])
def test_a_folder_shown_in_a_table_exists(page: str) -> None:
    folders = re.findall(r"^\| \[?`([\w/]+)/`", read(page), re.MULTILINE)
    assert len(folders) > 3
    missing = [folder for folder in folders if not (ROOT / folder).is_dir()]
    assert not missing, f"{page} shows {missing}"


@pytest.mark.parametrize("page", PAGES)
def test_a_make_target_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make (\w+)", read(page), re.MULTILINE))
    assert named <= targets


def test_the_snippet_uses_public_names_only() -> None:
    named = set(re.findall(r"\bjf\.(\w+)", read("README.md")))
    assert {"load_study", "run", "appraise", "report"} <= named
    assert named <= set(justice_finance.PUBLIC_NAMES)


def commands() -> Iterator[str]:
    """Every command and the commands below it, such as `evidence list`."""
    from justice_finance.cli.commands import application

    for name, command in application().commands.items():
        yield name
        for below in getattr(command, "commands", {}):
            yield f"{name} {below}"


@pytest.mark.parametrize("page", PAGES)
def test_a_command_that_is_named_exists(page: str) -> None:
    named = set(re.findall(r"justice-finance (evidence \w+|[a-z]+)", read(page)))
    assert named <= set(commands())


def test_the_readme_shows_every_command() -> None:
    named = set(re.findall(r"justice-finance ([a-z]+)", read("README.md")))
    assert {name for name in commands() if " " not in name} <= named
