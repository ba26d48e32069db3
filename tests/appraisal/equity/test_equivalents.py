"""Equally-distributed equivalents: what has to hold of every distribution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.appraisal import (
    equally_distributed_equivalent,
    equity_weights,
    inequality_index,
    kolm_pollak_aversion,
)
from justice_finance.errors import AppraisalError

amounts = st.lists(st.floats(1.0, 1e4), min_size=1, max_size=8).map(np.array)
aversions = st.floats(0.0, 4.0)
kinds = st.sampled_from(["atkinson", "kolm_pollak"])


def strength(values, aversion, kind):
    return aversion if kind == "atkinson" else kolm_pollak_aversion(values, aversion)


@given(amounts, kinds)
def test_without_aversion_it_is_the_mean(values, kind) -> None:
    assert equally_distributed_equivalent(values, 0.0, kind) == pytest.approx(values.mean())
    assert inequality_index(values, 0.0, kind) == pytest.approx(0.0, abs=1e-9)


@given(amounts, aversions, kinds)
def test_it_lies_between_the_least_and_the_mean_and_falls_with_aversion(
    values, aversion, kind
) -> None:
    found = equally_distributed_equivalent(values, strength(values, aversion, kind), kind)
    more = equally_distributed_equivalent(values, strength(values, aversion + 0.5, kind), kind)
    assert values.min() * (1 - 1e-9) <= found <= values.mean() * (1 + 1e-9)
    assert more <= found * (1 + 1e-9)


@given(amounts, aversions, st.floats(0.1, 10.0))
def test_atkinson_does_not_see_the_unit(values, aversion, factor) -> None:
    one = inequality_index(values, aversion)
    assert inequality_index(values * factor, aversion) == pytest.approx(one, abs=1e-9)


@given(amounts, aversions, st.floats(-1e3, 1e3))
def test_kolm_pollak_does_not_see_what_all_get(values, aversion, extra) -> None:
    kappa = kolm_pollak_aversion(values, aversion)
    one = inequality_index(values, kappa, "kolm_pollak")
    other = inequality_index(values + extra, kappa, "kolm_pollak")
    assert other == pytest.approx(one, abs=1e-6)


@given(amounts, st.floats(0.1, 3.0), kinds)
def test_people_count_as_if_each_stood_there(values, aversion, kind) -> None:
    people = np.arange(1, len(values) + 1)
    each = np.repeat(values, people)
    kappa = strength(values, aversion, kind)
    assert equally_distributed_equivalent(values, kappa, kind, people) == pytest.approx(
        equally_distributed_equivalent(each, kappa, kind), rel=1e-9
    )


@given(amounts)
def test_aversion_of_one_is_the_limit_from_both_sides(values) -> None:
    at = equally_distributed_equivalent(values, 1.0)
    assert at == pytest.approx(np.exp(np.log(values).mean()), rel=1e-12)
    for near in (1 - 1e-7, 1 + 1e-7):
        assert equally_distributed_equivalent(values, near) == pytest.approx(at, rel=1e-5)


@pytest.mark.parametrize("kind", ["atkinson", "kolm_pollak"])
def test_digits_are_kept_where_aversion_is_nearly_none(kind) -> None:
    """Second order: the equivalent falls short of the mean by aversion x variance / 2 (/ mean)."""
    values = np.array([90.0, 100.0, 110.0])
    short = inequality_index(values, 1e-7, kind)
    expected = 1e-7 * values.var() / 2.0
    expected /= values.mean() ** 2 if kind == "atkinson" else 1.0
    assert short == pytest.approx(expected, rel=2e-2)


def test_moving_money_from_rich_to_poor_is_better_for_both() -> None:
    for kind, aversion in (("atkinson", 0.5), ("kolm_pollak", 0.1)):
        before = equally_distributed_equivalent([10.0, 30.0], aversion, kind)
        assert equally_distributed_equivalent([12.0, 28.0], aversion, kind) > before


def test_many_distributions_at_once() -> None:
    values = np.random.default_rng(1).uniform(1, 9, (3, 4, 5))
    found = equally_distributed_equivalent(values, 0.7)
    assert found.shape == (3, 4)
    assert found[2, 1] == pytest.approx(equally_distributed_equivalent(values[2, 1], 0.7))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"values": [0.0, 1.0], "aversion": 0.5}, "value_not_positive"),
        ({"values": [-2.0, 1.0], "aversion": 1.5}, "value_not_positive"),
        ({"values": [2.0, 1.0], "aversion": -0.5}, "arrays_do_not_fit"),
        ({"values": [2.0, 1.0], "aversion": 1.0, "kind": "gini"}, "arrays_do_not_fit"),
        ({"values": [2.0, 1.0], "aversion": 1.0, "people": [1.0]}, "arrays_do_not_fit"),
        ({"values": [2.0, 1.0], "aversion": 1.0, "people": [0.0, 0.0]}, "arrays_do_not_fit"),
    ],
)
def test_what_has_no_equivalent_is_refused(asked, code) -> None:
    with pytest.raises(AppraisalError) as caught:
        equally_distributed_equivalent(**asked)
    assert caught.value.mistakes[0].code == code


def test_weights_are_one_at_the_median_of_people() -> None:
    income = np.array([50.0, 100.0, 400.0])
    assert equity_weights(income, 1.3, people=[10, 60, 30])[1] == 1.0
    assert equity_weights(income, 1.3, people=[70, 10, 20])[0] == 1.0
    assert (np.diff(equity_weights(income)) < 0.0).all()
    assert equity_weights(income, 0.0).tolist() == [1.0, 1.0, 1.0]


def test_the_median_is_where_half_of_the_people_are_reached() -> None:
    assert equity_weights([50.0, 100.0], 1.0, people=[55, 45]).tolist() == [1.0, 0.5]
    assert equity_weights([100.0, 50.0], 1.0, people=[55, 45]).tolist() == [1.0, 2.0]
    assert equity_weights([50.0, 100.0], 1.0, median_income=200.0).tolist() == [4.0, 2.0]
