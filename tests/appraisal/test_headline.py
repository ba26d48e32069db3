"""The headline record and its error bars."""

from __future__ import annotations

import json

import numpy as np
import pytest

from justice_finance.appraisal.headline_figures import headline, headline_errors
from justice_finance.appraisal.uncertainty import (
    chance_of_loss,
    error_bars,
    mean_and_range,
    monte_carlo_error,
)
from justice_finance.appraisal.worth import appraise
from justice_finance.vocabulary import BUSINESS_AS_USUAL
from tests.results import made_up

SIZE = made_up.Size(draws=8, years=3, charges=40)


@pytest.fixture(scope="module")
def data():
    return made_up.dataset(SIZE, np.random.default_rng(33), scramble=[0, 0, 1, 1, 2, 2, 3, 3])


def test_the_record_has_the_keys_that_others_read(data) -> None:
    record = json.loads(json.dumps(headline(data)))
    assert list(record) == [
        "run_id",
        "perspective",
        "funder",
        "discount_rate",
        "price_year",
        "currency",
        "terminal_value",
        "structural_variant",
        "scenarios",
    ]
    assert record["terminal_value"] is False
    assert list(record["scenarios"]) == ["paralegals", "mediation"]
    for figures in record["scenarios"].values():
        assert set(figures) == {
            "net_present_value",
            "public_cost",
            "problems_resolved",
            "benefit_cost_ratio",
            "chance_of_loss",
        }
        for name in ("net_present_value", "public_cost", "problems_resolved"):
            assert list(figures[name]) == ["mean", "p05", "p95", "standard_error"]


def test_figures_are_those_of_the_appraisal(data) -> None:
    told = headline(data, "person", 0.05, "public", True)
    worth = appraise(data, "person", 0.05, "public", True)
    society = appraise(data, "society", 0.05, "public", True)
    for name, figures in told["scenarios"].items():
        value = worth["net_present_value"].sel(scenario=name).values
        assert figures["net_present_value"]["mean"] == value.mean()
        assert figures["net_present_value"]["p95"] == np.quantile(value, 0.95)
        loss = society["net_present_value"].sel(scenario=name).values < 0.0
        assert figures["chance_of_loss"] == loss.mean()
    assert (told["perspective"], told["funder"], told["terminal_value"]) == (
        "person",
        "public",
        True,
    )


def test_errors_have_the_shape_of_the_figures(data) -> None:
    told, errors = headline(data)["scenarios"], headline_errors(data)
    assert set(errors) == set(told)
    for name, figures in told.items():
        for key, value in figures.items():
            assert (errors[name][key] is None) == (value is None)
            if isinstance(value, dict):
                assert {*errors[name][key], "standard_error"} == set(value)
                assert value["standard_error"] == errors[name][key]["mean"]
    assert BUSINESS_AS_USUAL not in errors


def test_a_range_leaves_out_what_is_no_number() -> None:
    values = [1.0, np.nan, 3.0]
    assert mean_and_range(values)["mean"] == 2.0
    assert np.isnan(mean_and_range([np.nan])["p05"])


def test_chance_of_loss_counts_losses_only() -> None:
    assert chance_of_loss([-1.0, 0.0, 1.0, -2.0]) == 0.5


def test_the_error_of_a_mean_of_independent_draws_covers_as_it_should() -> None:
    luck = np.random.default_rng(2)
    rows = luck.normal(size=(2000, 64))
    z = np.array([row.mean() / monte_carlo_error(row, np.mean) for row in rows])
    inside = np.mean(np.abs(z) < 1.96)
    error = np.sqrt(0.05 * 0.95 / len(z))
    assert abs(inside - 0.944) < 4 * error  # t with 63 degrees of freedom


def test_the_error_from_scrambles_is_the_spread_of_their_means() -> None:
    values = np.array([1.0, 3.0, 2.0, 4.0, 6.0, 8.0])
    scramble = [0, 0, 1, 1, 2, 2]
    means = np.array([2.0, 3.0, 7.0])
    assert monte_carlo_error(values, np.mean, scramble) == pytest.approx(
        means.std(ddof=1) / np.sqrt(3)
    )


def test_scrambled_points_have_a_smaller_error_than_independent_draws() -> None:
    from scipy.stats import qmc

    points = [qmc.Sobol(2, rng=seed).random(256) for seed in range(8)]
    values = np.concatenate([one[:, 0] + one[:, 1] ** 2 for one in points])
    scramble = np.repeat(np.arange(8), 256)
    assert monte_carlo_error(values, np.mean, scramble) < 0.1 * monte_carlo_error(values, np.mean)


def test_the_error_of_a_quantile_is_near_its_large_sample_form() -> None:
    luck = np.random.default_rng(3)
    bars = [error_bars(luck.random(4096))["p95"] for _ in range(60)]
    expected = np.sqrt(0.05 * 0.95 / 4096)  # uniform: density one
    error = np.std(bars, ddof=1) / np.sqrt(len(bars))
    assert abs(np.mean(bars) - expected) < 4 * error + 0.1 * expected
