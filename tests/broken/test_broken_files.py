"""Every message code has a broken file that gives it and a mended twin that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from justice_finance.errors import JusticeFinanceError, Mistake
from justice_finance.message_codes import CODES
from tests.broken.cases import FOLDER, Case, all_cases
from tests.broken.readers import READERS

MISTAKES_OF_SHIPPED: dict[tuple[str, Path], tuple[Mistake, ...]] = {}
CASES = {case.code: case for case in all_cases()}


def mistakes_of(case: Case, path: Path) -> tuple[Mistake, ...]:
    """What the case's reader says about a path; nothing if it is content."""
    try:
        READERS[case.settings["reader"]](path)
    except JusticeFinanceError as error:
        return error.mistakes
    return ()


def test_every_code_has_a_broken_file() -> None:
    missing = sorted(set(CODES) - set(CASES))
    assert not missing, f"no tests/broken/<code>/case.yaml for {missing}"


def test_every_broken_folder_belongs_to_a_code() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders <= set(CODES), f"no such code: {sorted(folders - set(CODES))}"


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_the_broken_form_gives_its_code_with_its_place(case: Case, tmp_path: Path) -> None:
    mistakes = mistakes_of(case, case.broken(tmp_path / "broken"))
    codes = {mistake.code for mistake in mistakes}
    assert case.code in codes, f"gives {sorted(codes) or 'no mistake'}"
    assert codes - {case.code} == set(case.settings.get("also", ())), f"gives {sorted(codes)}"
    for mistake in mistakes:
        for text in (mistake.found, mistake.expected, mistake.do, mistake.place.file):
            assert text and text.strip(), f"a part of the message is empty:\n{mistake}"
    for mistake in (each for each in mistakes if each.code == case.code):
        _check_place(case, mistake)


def _check_place(case: Case, mistake: Mistake) -> None:
    place = mistake.place
    if case.settings.get("whole_file"):
        return
    assert place.file and place.line and place.column, f"no line and column:\n{mistake}"
    lines = Path(place.file).read_bytes().split(b"\n")
    assert 1 <= place.line <= len(lines), f"line {place.line} of {len(lines)}"
    for part in ("line", "column"):
        if part in case.settings:
            assert getattr(place, part) == case.settings[part], f"wrong {part}:\n{mistake}"


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_the_mended_twin_gives_no_mistake(case: Case, tmp_path: Path) -> None:
    path = case.mended(tmp_path / "mended")
    shipped = (case.settings["reader"], path)
    if "patch" not in case.settings:
        mistakes = mistakes_of(case, path)
    else:  # many cases have the same mended form
        if shipped not in MISTAKES_OF_SHIPPED:
            MISTAKES_OF_SHIPPED[shipped] = mistakes_of(case, path)
        mistakes = MISTAKES_OF_SHIPPED[shipped]
    assert not mistakes, "\n".join(map(str, mistakes))
