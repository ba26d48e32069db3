"""Surveys imitated by the engine agree with closed forms, and a fit finds what made a figure."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from justice_finance.calibration.bench import Bench
from justice_finance.calibration.fit import calibrate
from justice_finance.calibration.measures import MEASURES
from justice_finance.calibration.targets import Where
from justice_finance.calibration.validation import validate_model
from justice_finance.scenario.study import load_study
from tests.calibration.small_country import write_study

MEAN = "journeys.quarrel.states.talking.time.mean"
WINDOW = 4 * 365.0


def still_open(mean: float) -> float:
    """Share of problems begun evenly over four years that are open at their end."""
    return mean / WINDOW * (1.0 - math.exp(-WINDOW / mean))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_study(tmp_path, still_open(500.0))


def measured(folder: Path, name: str, mean: float, where: Where | None = None) -> float:
    bench = Bench(load_study(folder), values={MEAN: mean})
    return MEASURES[name](bench, where or Where())


@pytest.mark.parametrize("mean", [40.0, 300.0, 2000.0])
def test_shares_at_interview_are_those_of_a_constant_exit_rate(folder: Path, mean: float) -> None:
    assert measured(folder, "share_acting", mean) == pytest.approx(0.8, rel=1e-9)
    assert measured(folder, "share_ongoing", mean) == pytest.approx(still_open(mean), rel=1e-9)
    ended = 1.0 - still_open(mean)
    assert measured(folder, "share_with_outcome", mean) == pytest.approx(0.7 * ended, rel=1e-9)
    assert measured(folder, "share_given_up", mean) == pytest.approx(0.3 * ended, rel=1e-9)


def test_a_constant_exit_rate_does_not_fall_from_year_to_year(folder: Path) -> None:
    for year in (1, 2):
        rate = measured(folder, "exit_rate", 300.0, Where(year=year))
        assert rate == pytest.approx(1.0 - math.exp(-365.0 / 300.0), rel=1e-9)
    assert measured(folder, "exit_rate_ratio", 300.0) == pytest.approx(1.0, rel=1e-9)


def test_a_fit_finds_the_time_that_made_the_figure(folder: Path) -> None:
    found = calibrate(load_study(folder))
    assert found.written[MEAN] == 300.0
    assert found.best.values[MEAN] == pytest.approx(500.0, rel=1e-3)
    assert found.best.fits


def test_the_ridge_shows_what_the_target_cannot_tell_apart(folder: Path) -> None:
    found = calibrate(load_study(folder))
    moved = [each.moved["journeys.quarrel.moves.talking.settled"] for each in found.ridge]
    assert moved == [0.2, 0.9]
    # How many settle says nothing about how many are still under way.
    assert all(each.fits for each in found.ridge)
    assert len(found.sets_that_fit) == 3
    assert found.as_markdown().count("\n") == 4


def test_what_is_outside_its_tolerance_is_said_to_be(folder: Path) -> None:
    found = validate_model(load_study(folder))
    row = found["ongoing"]
    assert row.model == pytest.approx(still_open(300.0), rel=1e-9)
    assert not row.inside and row.words == "outside"
    assert not found.fitted_are_inside
    assert row.sources == ("assumption",)
