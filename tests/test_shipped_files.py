"""A path that exists first, then the shipped copy; nothing leads out of the shipped folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance import shipped_files
from justice_finance.errors import EvidenceError, JusticeFinanceError
from justice_finance.shipped_files import find_shipped, shipped_root, shipped_studies


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder as a wheel lays it out, with one study, and an empty working folder."""
    package = tmp_path / "site" / "justice_finance"
    for folder in ("models/evidence", "scenarios/kenya", "notebooks"):
        (package / "shipped" / folder).mkdir(parents=True)
    (package / "shipped/scenarios/kenya/study.yaml").write_text("study: kenya\n", encoding="utf-8")
    (tmp_path / "site" / "secret.txt").write_text("not shipped", encoding="utf-8")
    monkeypatch.setattr(shipped_files, "_PACKAGE", package)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return package / "shipped"


def test_a_path_that_exists_comes_first(installed: Path) -> None:
    Path("scenarios/kenya").mkdir(parents=True)
    assert find_shipped("scenarios/kenya") == (Path("scenarios/kenya"), None)


def test_the_shipped_copy_comes_with_a_notice(installed: Path) -> None:
    path, notice = find_shipped("scenarios/kenya")
    assert path == installed / "scenarios/kenya"
    assert notice and "scenarios/kenya" in notice


def test_a_study_is_found_by_its_name_alone(installed: Path) -> None:
    assert find_shipped("kenya")[0] == installed / "scenarios/kenya"


def test_a_misspelt_study_is_named(installed: Path) -> None:
    with pytest.raises(JusticeFinanceError) as caught:
        find_shipped("scenarios/kenia")
    mistake = caught.value.mistakes[0]
    assert mistake.code == "file_missing"
    assert "scenarios/kenya" in mistake.do


def test_the_part_that_asks_chooses_the_error(installed: Path) -> None:
    with pytest.raises(EvidenceError):
        find_shipped("models/no_such", EvidenceError)


@pytest.mark.parametrize(
    "name",
    [
        "scenarios/../../../secret.txt",
        "scenarios\\..\\..\\..\\secret.txt",
        "../secret.txt",
        "",
        "/scenarios/kenya",
        "C:scenarios/kenya",
        "scenarios/\0",
        "scenarios/" + "a" * 5000,
    ],
)
def test_a_name_that_leads_out_is_refused(installed: Path, name: str) -> None:
    if name == "":
        assert find_shipped(name)[0] == Path()  # the working folder itself exists
        return
    with pytest.raises(JusticeFinanceError):
        find_shipped(name)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_out_is_refused(installed: Path) -> None:
    (installed / "scenarios/link").symlink_to(installed.parents[1] / "secret.txt")
    with pytest.raises(JusticeFinanceError):
        find_shipped("scenarios/link")


def test_an_installation_without_its_folders_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped_files, "_PACKAGE", tmp_path / "a" / "b")
    with pytest.raises(JusticeFinanceError, match="install the package again"):
        shipped_root()


def test_the_checkout_is_used_by_an_editable_install() -> None:
    root = shipped_root()
    assert all((root / name).is_dir() for name in shipped_files.SHIPPED_FOLDERS)
    assert all((root / name / "study.yaml").is_file() for name in shipped_studies())


@given(st.text(max_size=40))
def test_any_name_is_found_or_refused(name: str) -> None:
    try:
        path, notice = find_shipped(name)
    except JusticeFinanceError:
        return
    assert path.exists()
    assert (notice is None) == Path(name).exists()
