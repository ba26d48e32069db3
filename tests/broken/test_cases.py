"""The runner of broken files does what a case says: otherwise a green case would mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from justice_finance.errors import JusticeFinanceError
from tests.broken.cases import FOLDER, INVENTED, ROOT, Case, read_case
from tests.broken.readers import READERS


def test_a_patch_changes_one_place_of_a_copy(tmp_path: Path) -> None:
    name = f"{INVENTED}/study.yaml"
    original = (ROOT / name).read_text(encoding="utf-8")
    old = original.splitlines(keepends=True)[0]
    assert original.count(old) == 1
    case = Case("any", {"reader": "study", "patch": {"file": name, "old": old, "new": "# gone\n"}})
    broken = case.broken(tmp_path / "broken") / "study.yaml"
    mended = case.mended(tmp_path / "mended") / "study.yaml"
    assert broken.read_text(encoding="utf-8") == original.replace(old, "# gone\n")
    assert mended.read_text(encoding="utf-8") == original
    assert (tmp_path / "broken/models").is_dir()


def test_a_patch_that_fits_nowhere_or_twice_is_refused(tmp_path: Path) -> None:
    for number, old in enumerate(("no such text anywhere", "e")):
        patch = {"file": f"{INVENTED}/study.yaml", "old": old, "new": ""}
        with pytest.raises(AssertionError, match="times"):
            Case("any", {"reader": "study", "patch": patch}).broken(tmp_path / str(number))


def test_a_grown_file_begins_as_its_mended_twin(tmp_path: Path) -> None:
    case = read_case(FOLDER / "file_too_large")
    text = case.broken(tmp_path).read_text(encoding="utf-8")
    assert text.startswith(case.mended(tmp_path).read_text(encoding="utf-8"))


def test_an_unknown_setting_of_a_case_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("reader: yaml\ncolum: 3\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="colum"):
        read_case(tmp_path)


def test_a_reader_raises_for_a_path_that_is_not_there(tmp_path: Path) -> None:
    for name in ("yaml", "csv"):
        with pytest.raises(JusticeFinanceError):
            READERS[name](tmp_path / "missing")
