"""What ships works: every file is read by a study, and every study gives its written figures."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from justice_finance.scenario.study import load_study
from justice_finance.scenario.validate import validate
from tests.shipped.expected import ROOT, Expected, figures_of, read_expected, studies

RELATIVE = 1e-9

# On offer to a study, and taken by no shipped one. `targets.yaml` is read by `calibrate`.
ON_OFFER = {ROOT / "models/countries/invented/funding/grants.yaml"}


def test_every_shipped_file_is_without_mistakes() -> None:
    assert validate([ROOT / "models", ROOT / "scenarios"]) == []


def test_every_model_file_is_part_of_a_study_that_runs() -> None:
    read = {
        Path(source.document.file).resolve()
        for study in studies()
        for source in load_study(study).files_as_changed.sources
    }
    known = set((ROOT / "models").rglob("*.yaml")) | set((ROOT / "scenarios").glob("*/*.yaml"))
    fitting = {path for path in known if path.name == "targets.yaml"}  # read by `calibrate`
    assert {path.resolve() for path in known - fitting} - read == ON_OFFER


@pytest.mark.parametrize("study", studies(), ids=lambda path: path.name)
def test_a_study_says_what_it_asks_and_what_it_must_give(study: Path) -> None:
    present = {path.name for path in study.iterdir()}
    assert {"README.md", "study.yaml", "options.yaml", "expected.csv"} <= present


@pytest.mark.parametrize("study", studies(), ids=lambda path: path.name)
def test_a_study_gives_the_figures_written_beside_it(study: Path) -> None:
    expected = read_expected(study)
    found = figures_of(study, expected.draws, expected.seed, expected.engine)
    assert list(found) == list(expected.figures)
    scenarios = [name for name in load_study(study).scenarios if name != "business_as_usual"]
    assert list(dict.fromkeys(name for name, _, _ in found)) == scenarios
    wrong = {key: (found[key], value) for key, value in differences(found, expected).items()}
    assert not wrong, f"found, expected: {wrong}; if meant, `make expected` writes them anew"


def differences(
    found: dict[tuple[str, str, str], float | None], expected: Expected
) -> dict[tuple[str, str, str], float | None]:
    """Expected figures that were not found; differences count against the largest of a kind."""
    largest: dict[str, float] = {}
    for (_, figure, _), value in expected.figures.items():
        largest[figure] = max(largest.get(figure, 0.0), abs(value or 0.0))
    wrong = {}
    for key, value in expected.figures.items():
        other = found[key]
        if value is None or other is None:
            same = value is other
        else:
            near = RELATIVE * largest[key[1]]
            same = math.isclose(value, other, rel_tol=RELATIVE, abs_tol=near)
        if not same:
            wrong[key] = value
    return wrong


def test_a_figure_that_moved_is_seen() -> None:
    key, other = ("judges", "net_present_value", "mean"), ("judges", "benefit_cost_ratio", "mean")
    expected = Expected(16, 1, "cohort", {key: 100.0, other: None})
    assert differences({key: 100.0 * (1 + 1e-12), other: None}, expected) == {}
    assert differences({key: 100.0 * (1 + 1e-7), other: None}, expected) == {key: 100.0}
    assert differences({key: 100.0, other: 0.0}, expected) == {other: None}
