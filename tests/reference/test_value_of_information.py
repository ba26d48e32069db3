"""Closed forms of the value of information, and standard errors that cover them.

The closed forms are those of H. Raiffa and R. Schlaifer (1961), Applied Statistical Decision
Theory, chapter 5: two options whose difference in net benefit is normal, mean m and standard
deviation s, are worth knowing apart s x loss(|m| / s), where loss is the unit normal loss; a study
of n observations, when today's knowledge is worth n0, leaves s sqrt(n / (n + n0)) of it.
"""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance import appraisal
from justice_finance.appraisal.estimated import Estimated
from justice_finance.distributions import Distribution, fit_distribution

SLOPES = np.array([1.0, 0.8, 0.5, 0.3])


def linear_problem(
    luck: np.random.Generator, draws: int, mean: float
) -> tuple[np.ndarray, np.ndarray]:
    """Net benefit (draw, option) of nothing and of mean + slopes x standard normal parameters."""
    parameters = luck.normal(size=(draws, len(SLOPES)))
    benefit = np.stack([np.zeros(draws), mean + parameters @ SLOPES], axis=1)
    return benefit, parameters


@pytest.mark.parametrize(("distance", "loss"), [(0.0, 0.39894228), (1.0, 0.08331547)])
def test_unit_normal_loss(distance: float, loss: float) -> None:
    """1 / sqrt(2 pi), and phi(1) - (1 - Phi(1)) = 0.24197072 - 0.15865525."""
    assert appraisal.unit_normal_loss(distance) == pytest.approx(loss, abs=1e-8)


def test_value_of_perfect_information_of_a_normal_difference() -> None:
    benefit, _ = linear_problem(np.random.default_rng(1), 20_000, 0.7)
    found = appraisal.value_of_perfect_information(benefit)
    expected = appraisal.value_of_knowing_normal(0.7, np.sqrt((SLOPES**2).sum()))
    assert abs(found - expected) < 3.0 * found.standard_error
    assert found.standard_error < 0.03 * expected


@pytest.mark.parametrize("known", [[0], [1], [0, 1], [0, 2, 3]])
def test_value_of_partial_information_of_normal_parameters(known: list[int]) -> None:
    benefit, parameters = linear_problem(np.random.default_rng(2), 8192, 0.7)
    found = appraisal.value_of_partial_information(benefit, parameters[:, known])
    expected = appraisal.value_of_knowing_normal(0.7, np.sqrt((SLOPES[known] ** 2).sum()))
    assert abs(found - expected) < 3.0 * found.standard_error
    assert found.standard_error < 0.1 * expected
    assert abs(found.fit) < 3.0


@pytest.mark.parametrize("size", [5, 40])
def test_value_of_a_study_by_its_simulated_results_and_by_moments(size: int) -> None:
    """Variance of one measurement 10 times that of the parameter: n0 = 10."""
    luck = np.random.default_rng(3)
    benefit, parameters = linear_problem(luck, 16_384, 0.4)
    expected = appraisal.value_of_knowing_normal(0.4, SLOPES[0], size / (size + 10.0))
    results = appraisal.simulated_measurement(
        parameters[:, 0], np.sqrt(10.0), size, luck.uniform(size=len(benefit))
    )
    simulated = appraisal.value_of_sample_information(benefit, results)
    (matched,) = appraisal.sample_information_by_moments(benefit, parameters[:, 0], 10.0, [size])
    for found in (simulated, matched):
        assert abs(found - expected) < 3.0 * found.standard_error
        assert found.standard_error < 0.1 * expected


def test_value_of_a_survey_of_a_share() -> None:
    """Beta(3, 7) prior, binomial survey of 12: the mean after it is (3 + x) / 22, beta-binomial.

    The options are nothing and 10 x share - 3.4; so the value is the mean over x of
    max(0, 10 (3 + x) / 22 - 3.4), with the beta-binomial chances of x (Raiffa and Schlaifer,
    chapter 9).
    """
    from scipy.stats import betabinom

    found_yes = np.arange(13)
    gain = np.maximum(0.0, 10.0 * (3.0 + found_yes) / 22.0 - 3.4)
    expected = float((betabinom.pmf(found_yes, 12, 3, 7) * gain).sum())
    luck = np.random.default_rng(4)
    share = Distribution("beta", 3.0, 7.0).quantile(luck.uniform(size=16_384))
    benefit = np.stack([np.zeros(len(share)), 10.0 * share - 3.4], axis=1)
    results = appraisal.simulated_survey(share, 12, luck.uniform(size=len(share)))
    found = appraisal.value_of_sample_information(benefit, results)
    assert abs(found - expected) < 3.0 * found.standard_error
    assert found.standard_error < 0.05 * expected


def test_value_where_linear_is_the_closed_form_for_two_options() -> None:
    found = appraisal.value_where_linear([0.0, 0.0], [0.0, 1.0], Distribution("normal", 0.3, 2.0))
    assert found == pytest.approx(appraisal.value_of_knowing_normal(0.3, 2.0), rel=1e-9)


def test_value_where_linear_of_a_uniform_parameter() -> None:
    """Of 0 and x - 1.2 with x uniform on 0..2: (2 - 1.2)^2 / 4."""
    found = appraisal.value_where_linear([0.0, -1.2], [0.0, 1.0], Distribution("uniform", 0.0, 2.0))
    assert found == pytest.approx(0.16, abs=1e-12)


def test_value_where_linear_is_what_draws_give() -> None:
    parameter = fit_distribution("gamma", 2.0, 0.5, 5.0, 90.0)
    heights, rises = [0.0, -1.0, -3.0, 0.2], [0.0, 0.8, 1.5, -0.3]
    exact = appraisal.value_where_linear(heights, rises, parameter)
    values = parameter.quantile(np.random.default_rng(6).uniform(size=8192))
    benefit = np.array(heights) + np.outer(values, rises)
    found = appraisal.value_of_partial_information(benefit, values)
    assert abs(found - exact) < 3.0 * found.standard_error


def test_standard_errors_cover_the_closed_forms() -> None:
    """Over repeats, about 95 % of intervals of 1.96 standard errors hold the truth.

    The number that do is binomial; 4 of its standard deviations are allowed below 95 %, and the
    stated error must be within a quarter of the spread over repeats.
    """
    luck = np.random.default_rng(7)
    mean = 0.7
    total = np.sqrt((SLOPES**2).sum())
    cases = {  # the last is a cross-fitted surface, and slower
        "perfect": (None, total, 300),
        "one": ([0], SLOPES[0], 300),
        "two": ([0, 1], np.hypot(SLOPES[0], SLOPES[1]), 150),
        "three": ([0, 1, 2], np.sqrt((SLOPES[:3] ** 2).sum()), 50),
    }
    for name, (known, spread, repeats) in cases.items():
        found = []
        for _ in range(repeats):
            benefit, parameters = linear_problem(luck, 1536, mean)
            if known is None:
                value = appraisal.value_of_perfect_information(benefit)
            else:
                value = appraisal.value_of_partial_information(benefit, parameters[:, known])
            found.append(value)
        check_errors(found, appraisal.value_of_knowing_normal(mean, spread), name)


def test_standard_errors_of_studies_cover_the_closed_forms() -> None:
    """The same for a study of 5, by its simulated results and by moments."""
    luck = np.random.default_rng(8)
    by_results, by_moments = [], []
    for _ in range(100):
        benefit, parameters = linear_problem(luck, 768, 0.4)
        known = parameters[:, 0]
        results = appraisal.simulated_measurement(
            known, np.sqrt(10.0), 5, luck.uniform(size=len(known))
        )
        by_results.append(appraisal.value_of_sample_information(benefit, results))
        by_moments += appraisal.sample_information_by_moments(benefit, known, 10.0, [5])
    exact = appraisal.value_of_knowing_normal(0.4, SLOPES[0], 5.0 / 15.0)
    check_errors(by_results, exact, "results")
    check_errors(by_moments, exact, "moments")


def check_errors(found: list[Estimated], truth: float, name: str) -> None:
    """Coverage, bias and size of the stated errors over repeats."""
    values = np.array([float(each) for each in found])
    errors = np.array([each.standard_error for each in found])
    repeats = len(found)
    covered = int((np.abs(values - truth) < 1.96 * errors).sum())
    assert covered >= 0.95 * repeats - 4.0 * np.sqrt(repeats * 0.95 * 0.05), name
    assert np.abs(values.mean() - truth) < 4.0 * values.std() / np.sqrt(repeats), name
    assert 0.75 < errors.mean() / values.std(ddof=1) < 1.35, name
