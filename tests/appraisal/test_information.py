"""Identities of the value of information, acceptability and studies, on generated inputs."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance import appraisal
from justice_finance.appraisal.estimated import Estimated
from justice_finance.errors import AppraisalError

SEEDS = st.integers(0, 10_000)


def problem(seed: int, draws: int = 256, options: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Net benefit that bends in two parameters, with a third that does nothing."""
    luck = np.random.default_rng(seed)
    parameters = luck.normal(size=(draws, 3))
    curves = luck.normal(size=(3, options))
    benefit = parameters @ curves + np.outer(parameters[:, 0] ** 2, curves[1])
    return benefit + luck.normal(size=options), parameters


@settings(max_examples=25)
@given(SEEDS, st.integers(1, 4))
def test_perfect_information_is_worth_more_than_partial_and_partial_more_than_nothing(
    seed: int, options: int
) -> None:
    benefit, parameters = problem(seed, options=options)
    perfect = appraisal.value_of_perfect_information(benefit)
    for known in (parameters[:, 0], parameters[:, :2], parameters):
        partial = appraisal.value_of_partial_information(benefit, known)
        assert perfect + 1e-12 >= partial >= 0.0
        assert partial.value == float(partial)


@given(SEEDS)
def test_acceptabilities_sum_to_one_and_do_not_depend_on_the_order(seed: int) -> None:
    benefit, _ = problem(seed)
    benefit = np.round(benefit)  # ties
    shares = appraisal.acceptability(benefit)
    assert shares.sum() == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(appraisal.acceptability(benefit[:, ::-1])[::-1], shares)
    labelled = xr.DataArray(benefit.T, dims=("scenario", "draw"))
    np.testing.assert_array_equal(appraisal.acceptability(labelled), shares)


@given(SEEDS)
def test_the_least_expected_loss_is_the_value_of_perfect_information(seed: int) -> None:
    benefit, _ = problem(seed)
    losses = appraisal.expected_loss(benefit)
    best = int(np.argmin(losses))
    assert best == int(np.argmax(benefit.mean(axis=0)))
    perfect = appraisal.value_of_perfect_information(benefit)
    assert losses[best] == pytest.approx(perfect.value, abs=1e-12)
    assert losses[best].standard_error == pytest.approx(perfect.standard_error)


def test_a_constant_or_an_option_more_that_is_never_best_changes_nothing() -> None:
    benefit, parameters = problem(1)
    found = appraisal.value_of_partial_information(benefit, parameters[:, 0])
    moved = benefit + np.random.default_rng(2).normal(size=(len(benefit), 1))
    assert appraisal.value_of_partial_information(moved, parameters[:, 0]) == pytest.approx(found)
    worse = np.column_stack([benefit, benefit.min(axis=1) - 50.0])
    assert appraisal.value_of_partial_information(worse, parameters[:, 0]) == pytest.approx(found)
    same = appraisal.value_of_partial_information(benefit, np.ones(len(benefit)))
    assert same == 0.0


def test_units_of_money_and_of_parameters_do_not_matter() -> None:
    benefit, parameters = problem(3, draws=2048)
    for columns in ([0], [0, 1], [0, 1, 2]):
        found = appraisal.value_of_partial_information(benefit, parameters[:, columns])
        other = appraisal.value_of_partial_information(
            1e9 * benefit, 5.0 + 1e-6 * parameters[:, columns]
        )
        assert other / 1e9 == pytest.approx(found.value, rel=1e-3)
        assert other.standard_error / 1e9 == pytest.approx(found.standard_error, rel=1e-2)


def test_a_parameter_of_two_values_gives_the_mean_of_each() -> None:
    luck = np.random.default_rng(4)
    answer = luck.integers(0, 2, 500)
    benefit = np.stack([np.zeros(500), np.where(answer == 1, 3.0, -5.0) + luck.normal(size=500)], 1)
    means = [benefit[answer == one, 1].mean() for one in (0, 1)]
    expected = max(means[1], 0.0) * answer.mean() - max(benefit[:, 1].mean(), 0.0)
    assert appraisal.value_of_partial_information(benefit, answer) == pytest.approx(expected)


def test_a_value_that_the_splines_cannot_see_is_told_by_the_check_of_fit() -> None:
    """Net benefit jumps up and down 40 times: no spline of 12 knots follows."""
    luck = np.random.default_rng(5)
    known = luck.uniform(size=8192)
    benefit = np.stack([np.zeros(8192), np.where((80.0 * known).astype(int) % 2, 1.0, -1.0)], 1)
    benefit[:, 1] += 1.2 * (known - 0.5)
    found = appraisal.value_of_partial_information(benefit, known)
    assert found < 0.5 * appraisal.value_of_perfect_information(benefit)
    assert abs(found.fit) > 20.0
    smooth = np.stack([np.zeros(8192), np.sin(6.0 * known) + luck.normal(size=8192)], 1)
    assert abs(appraisal.value_of_partial_information(smooth, known).fit) < 4.0


@settings(max_examples=20)
@given(SEEDS, st.booleans())
def test_the_values_to_all_payers_add_up_to_the_value_to_all(seed: int, perfect: bool) -> None:
    luck = np.random.default_rng(seed)
    shares = luck.normal(size=(300, 3, 4)) + luck.normal(size=(3, 4))
    known = None if perfect else shares[:, 0, 0] + luck.normal(size=300)
    values = appraisal.information_by_payer(shares, known)
    total = shares.sum(axis=2)
    if perfect:
        assert sum(values) == pytest.approx(appraisal.value_of_perfect_information(total).value)
    assert sum(values) >= -3.0 * np.sqrt(sum(value.standard_error**2 for value in values))
    alone = appraisal.information_by_payer(shares, known, own_choice=True)
    assert all(value >= 0.0 for value in alone)


def test_tables_put_the_most_valuable_first() -> None:
    benefit, parameters = problem(6, draws=2048)
    table = appraisal.information_by_parameter(benefit, parameters, ["a", "b", "c"])
    assert set(table["name"]) == {"a", "b", "c"}
    assert (np.diff(table["value"]) <= 0.0).all()
    grades = appraisal.information_by_group(benefit, parameters, ["A", "C", "A"])
    both = appraisal.value_of_partial_information(benefit, parameters[:, [0, 2]])
    assert grades.set_index("name").loc["A", "value"] == both.value
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.information_by_group(benefit, parameters, ["A"])


def test_the_frontier_is_the_option_with_the_largest_mean() -> None:
    luck = np.random.default_rng(8)
    effects = luck.gamma(2.0, size=(400, 3)).cumsum(axis=1)
    costs = luck.gamma(2.0, size=(400, 3)).cumsum(axis=1) * 3.0
    table = appraisal.acceptability_curves(["a", "b", "c"], costs, effects, [0.0, 2.0, 9.0])
    by_value = table.groupby("value_of_effect")
    np.testing.assert_allclose(by_value["acceptability"].sum(), 1.0)
    assert (by_value["on_frontier"].sum() == 1).all()
    for _, rows in by_value:
        frontier = rows[rows["on_frontier"]].iloc[0]
        assert frontier["mean_net_benefit"] == rows["mean_net_benefit"].max()
        assert frontier["expected_loss"] == rows["expected_loss"].min()


def test_a_study_grows_in_value_and_the_best_size_balances_it_with_its_cost() -> None:
    luck = np.random.default_rng(9)
    known = luck.normal(size=4096)
    benefit = np.stack([np.zeros(4096), 0.3 + known], axis=1)
    sizes = [0, 1, 3, 10, 30, 100, 300, 1000]
    values = appraisal.sample_information_by_moments(benefit, known, 10.0, sizes)
    assert values[0] == 0.0
    assert (np.diff(values) > 0.0).all()
    perfect = appraisal.value_of_partial_information(benefit, known)
    assert values[-1] == pytest.approx(perfect.value, rel=0.02)
    choice = appraisal.best_study_size(sizes, values, 0.02, 0.0005)
    exact = appraisal.value_of_knowing_normal(0.3, 1.0, np.array(sizes) / (np.array(sizes) + 10.0))
    cost = np.where(np.array(sizes) > 0, 0.02 + 0.0005 * np.array(sizes), 0.0)
    assert choice.best_size == sizes[int(np.argmax(exact - cost))]
    assert appraisal.best_study_size(sizes, values, 10.0, 0.0).best_size == 0


def test_scrambles_give_smaller_errors_where_points_are_even() -> None:
    from scipy.stats import norm, qmc

    parts = [qmc.Sobol(2, rng=np.random.default_rng(seed)).random_base2(9) for seed in range(8)]
    draws = norm.ppf(np.concatenate(parts))
    scramble = np.repeat(np.arange(8), 512)
    benefit = np.stack([np.zeros(4096), 0.5 + draws @ [1.0, 0.5]], axis=1)
    naive = appraisal.value_of_partial_information(benefit, draws[:, 0])
    even = appraisal.value_of_partial_information(benefit, draws[:, 0], scramble)
    truth = appraisal.value_of_knowing_normal(0.5, 1.0)
    assert even.value == naive.value
    assert even.standard_error < 0.5 * naive.standard_error
    assert abs(even - truth) < 4.0 * even.standard_error


def test_draws_that_are_no_numbers_or_too_few_are_refused() -> None:
    good = np.zeros((5, 2))
    bad = [good[:1], good[:, 0], np.full((5, 2), np.nan)]
    for wrong in bad:
        with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
            appraisal.value_of_perfect_information(wrong)
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.value_of_partial_information(good, np.zeros(4))


def test_an_estimate_is_a_number_that_can_be_stored() -> None:
    number = pickle.loads(pickle.dumps(Estimated(2.5, 0.1, -0.4)))
    assert (number + 1, number.standard_error, number.fit) == (3.5, 0.1, -0.4)


def test_parameters_that_say_nothing_or_the_same_twice_do_no_harm() -> None:
    luck = np.random.default_rng(10)
    known, answer, ones = luck.normal(size=1024), luck.integers(0, 2, 1024), np.ones(1024)
    gain = np.where(answer == 1, known, -0.5 * known) + 0.3 * luck.normal(size=1024)
    benefit = np.stack([np.zeros(1024), gain], axis=1)
    alone = appraisal.value_of_partial_information(benefit, known)
    assert appraisal.value_of_partial_information(benefit, np.stack([ones, known], 1)) == alone
    assert appraisal.value_of_partial_information(benefit, np.stack([ones] * 3, 1)) == 0.0
    both = appraisal.value_of_partial_information(benefit, np.stack([known, answer], 1))
    again = appraisal.value_of_partial_information(benefit, np.stack([known, known, answer], 1))
    exact = 0.75 / np.sqrt(2.0 * np.pi)  # mean of max(0, z) and of max(0, -z / 2)
    assert abs(both - exact) < 3.0 * both.standard_error
    assert abs(again - exact) < 3.0 * again.standard_error
    assert appraisal.value_of_partial_information(benefit, np.exp(3.0 * known)) > 0.8 * alone


@given(st.integers(2, 40), st.integers(1, 4), SEEDS)
def test_very_few_draws_give_a_number_and_no_more_than_perfect_information(
    draws: int, columns: int, seed: int
) -> None:
    luck = np.random.default_rng(seed)
    benefit, known = luck.normal(size=(draws, 3)), luck.normal(size=(draws, columns))
    found = appraisal.value_of_partial_information(benefit, known)
    assert 0.0 <= found <= appraisal.value_of_perfect_information(benefit) + 1e-12
