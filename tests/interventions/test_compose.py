"""Rules of composition: closed forms, and what must hold for any numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.interventions.compose import (
    changed_quantity,
    drawn_shares,
    persistent,
    ramp_by_year,
    ratio_factor,
    row_with_odds,
    sum_of_classes,
)

YEARS = (2025, 2026, 2027, 2028, 2029, 2030)


def one(value: float) -> np.ndarray:
    return np.full((1, 1, 1), value)


probability = st.floats(1e-6, 1.0)


@given(
    st.lists(probability, min_size=2, max_size=6),
    st.lists(st.floats(0.01, 50.0), min_size=1, max_size=6),
    st.floats(0.0, 1.0),
)
def test_a_row_with_odds_ratios_still_sums_to_one(weights, odds, reach) -> None:
    total = sum(weights)
    row = {str(i): one(weight / total) for i, weight in enumerate(weights)}
    given_odds = {str(i): one(value) for i, value in enumerate(odds) if i < len(weights)}
    found = row_with_odds(row, given_odds, one(reach))
    assert sum(each.item() for each in found.values()) == pytest.approx(1.0, abs=1e-12)
    assert all(each.item() >= 0.0 for each in found.values())


def test_an_odds_ratio_multiplies_the_odds_of_its_move() -> None:
    found = row_with_odds({"yes": one(0.2), "no": one(0.8)}, {"yes": one(3.0)}, one(1.0))
    assert found["yes"].item() == pytest.approx(0.6 / 1.4)
    odds_before, odds_after = 0.2 / 0.8, found["yes"].item() / found["no"].item()
    assert odds_after / odds_before == pytest.approx(3.0)


def test_coverage_is_an_average_over_covered_and_uncovered() -> None:
    row = {"yes": one(0.2), "no": one(0.5), "other": one(0.3)}
    all_of_them = row_with_odds(row, {"yes": one(3.0)}, one(1.0))
    part = row_with_odds(row, {"yes": one(3.0)}, one(0.4))
    for to in row:
        expected = 0.6 * row[to].item() + 0.4 * all_of_them[to].item()
        assert part[to].item() == pytest.approx(expected, rel=1e-14)


def test_an_odds_ratio_of_one_changes_no_bit() -> None:
    row = {"a": one(0.1), "b": one(0.7), "c": one(0.2)}
    nobody = row_with_odds(row, {"a": one(5.0)}, one(0.0))
    assert all(np.array_equal(nobody[to], row[to]) for to in row)


def test_a_quantity_is_base_times_ratios_plus_additions() -> None:
    found = changed_quantity(one(10.0), [one(0.5), one(3.0)], [one(1.0), one(-4.0)])
    assert found.item() == 10.0 * 0.5 * 3.0 + 1.0 - 4.0
    assert ratio_factor(one(0.78), one(0.5)).item() == pytest.approx(0.89)


def test_an_intervention_grows_as_its_ramp_says_and_ends() -> None:
    reached = [one(0.25), one(0.5), one(1.0)]
    ramp = ramp_by_year(YEARS, 2026, 2029, reached)[0, :, 0]
    assert ramp.tolist() == [0.0, 0.25, 0.5, 1.0, 1.0, 0.0]


def test_what_persists_is_the_mean_of_an_exponential_over_each_year() -> None:
    ramp = ramp_by_year(YEARS, 2025, 2027, [one(1.0)])
    found = persistent(ramp, YEARS, 2027, one(365.0))[0, :, 0]
    first = 0.5 / math.log(2.0)
    np.testing.assert_allclose(found, [1, 1, 1, first, first / 2, first / 4], rtol=1e-14)
    gone = persistent(ramp, YEARS, 2027, one(0.0))[0, :, 0]
    assert gone.tolist() == [1, 1, 1, 0, 0, 0]
    assert persistent(ramp, YEARS, 2027, None) is ramp


def test_a_diversion_takes_from_each_class_in_proportion_to_its_own_moves() -> None:
    arrivals = np.array([[[100.0, 300.0]]])
    row = {"court": np.array([[[0.4, 0.2]]]), "none": np.array([[[0.6, 0.8]]])}
    moved, cut = drawn_shares(row, {"court": one(0.25), "none": one(0.75)}, arrivals, one(40.0))
    # 40 + 60 people go to court, of whom 10 are wanted; 60 + 240 to none, of whom 30 are wanted.
    np.testing.assert_allclose(moved["court"], [[[0.04, 0.02]]])
    np.testing.assert_allclose(moved["none"], [[[0.06, 0.08]]])
    people = sum_of_classes(arrivals * (moved["court"] + moved["none"])).item()
    assert people == pytest.approx(40.0)
    assert cut.item() == pytest.approx(0.0, abs=1e-15)


def test_nobody_is_diverted_who_is_not_there() -> None:
    arrivals = np.array([[[100.0]]])
    row = {"court": one(0.1), "none": one(0.9)}
    moved, cut = drawn_shares(row, {"court": one(0.5), "none": one(0.5)}, arrivals, one(40.0))
    assert moved["court"].item() == pytest.approx(0.1)
    assert cut.item() == pytest.approx(0.25)  # 10 of the 40 cannot be found
