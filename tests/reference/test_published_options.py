"""Published comparisons of options, schedules and modified rates that the appraisal must give.

Each case names its source. Where a publication rounds, the tolerance is half of its last digit,
or what rounded inputs allow.
"""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal import (
    discount_factors,
    horizon_weights,
    incremental_analysis,
    modified_internal_rate_of_return,
    net_present_value,
    ramsey_rate,
    value_over_horizon,
)


def test_expanded_testing_for_primary_hiv_infection() -> None:
    """A. Coco (2005), Annals of Family Medicine 3, table 2: 30,800 a year for p24 antigen.

    Millions of dollars and thousands of quality-adjusted life-years. The published table calls both
    other tests dominated; the third-generation assay is so by extension, the HIV-1 RNA assay
    strongly. Its ratio is rounded to hundreds, its life-years to 100.
    """
    names = ["no testing", "third-generation EIA", "p24 antigen EIA", "HIV-1 RNA assay"]
    costs = np.array([1762.1, 2233.6, 2258.2, 2561.8]) * 1e6
    effects = np.array([69710.0, 69720.8, 69726.1, 69725.8]) * 1e3
    table = incremental_analysis(names, costs, effects).set_index("name")
    assert list(table.loc[names, "status"]) == ["frontier", "extended", "frontier", "dominated"]
    assert table.loc["p24 antigen EIA", "ratio"] == pytest.approx(30_800, abs=50)
    assert table.loc["p24 antigen EIA", "incremental_effect"] == pytest.approx(16_100, abs=1)


def test_strong_and_extended_dominance_of_the_va_herc() -> None:
    """VA Health Economics Resource Center, "Cost-effectiveness analysis" (herc.research.va.gov).

    Its table of a usual care and five treatments, as the tests of the R package dampack hold it:
    A strongly dominated, C by extension, the others at 5,000, 12,500 and 20,000.
    """
    names = ["usual care", "A", "B", "C", "D", "E"]
    costs = [5_000.0, 12_000.0, 10_000.0, 25_000.0, 35_000.0, 55_000.0]
    effects = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0]
    table = incremental_analysis(names, costs, effects).set_index("name")
    frontier = ["usual care", "B", "D", "E"]
    assert list(table.index[table["status"] == "frontier"]) == frontier
    assert (table.loc["A", "status"], table.loc["C", "status"]) == ("dominated", "extended")
    found = table.loc[frontier[1:], ["incremental_cost", "incremental_effect", "ratio"]]
    assert found.to_numpy().tolist() == [
        [5_000.0, 1.0, 5_000.0],
        [25_000.0, 2.0, 12_500.0],
        [20_000.0, 1.0, 20_000.0],
    ]


def test_testing_before_radiotherapy() -> None:
    """JNCI Cancer Spectrum 4 (2020) pkaa004, table 1: 10,422.31 for 0.019688, ratio 529,365.8.

    Effects are printed to 1e-6, so increments may be off by 1e-6 and the ratio by 5e-5 of itself.
    """
    names = ["no radiotherapy", "test all", "radiotherapy for all"]
    table = incremental_analysis(
        names, [1695.865, 12224.17, 12118.17], [8.570992, 8.583273, 8.590681]
    ).set_index("name")
    assert table.loc["test all", "status"] == "dominated"
    best = table.loc["radiotherapy for all"]
    assert best["incremental_cost"] == pytest.approx(10_422.31, abs=0.01)
    assert best["incremental_effect"] == pytest.approx(0.019688, abs=1.1e-6)
    assert best["ratio"] == pytest.approx(529_365.8, rel=5.1e-5)


@pytest.mark.parametrize(
    ("flows", "finance", "reinvest", "expected"),
    [
        (
            [-4500, -800, 800, 800, 600, 600, 800, 800, 700, 3000],
            0.08,
            0.055,
            0.066597175031553548874239618,
        ),
        ([-120000, 39000, 30000, 21000, 37000, 46000], 0.10, 0.12, 0.126094130365905145828421880),
        ([100, 200, -50, 300, -200], 0.05, 0.06, 0.342823387842176663647819868),
        ([-1000, 100, 50, 10, 15], 0.34, 0.21, -0.2742274708267268),
    ],
)
def test_modified_rates(
    flows: list[float], finance: float, reinvest: float, expected: float
) -> None:
    """Test suite of numpy-financial; the last of w3resource.com, NumPy financial functions."""
    found = modified_internal_rate_of_return(flows, finance, reinvest)
    assert found == pytest.approx(expected, rel=1e-13)


def test_a_modified_rate_needs_a_payment_and_a_receipt() -> None:
    """Test suite of numpy-financial: receipts alone have none."""
    assert np.isnan(
        modified_internal_rate_of_return([39000, 30000, 21000, 37000, 46000], 0.1, 0.12)
    )


def test_present_value_of_five_receipts() -> None:
    """Test suite of numpy-financial: 122.894854950942692161628715 at 5 %."""
    found = net_present_value([-15000, 1500, 2500, 3500, 4500, 6000], 0.05)
    assert found == pytest.approx(122.894854950942692161628715, abs=1e-9)


def test_present_value_of_an_annuity_of_20_years() -> None:
    """Test suite of numpy-financial: 20 payments of 12,000 at 7 % are worth 127,128.1709461939."""
    found = net_present_value(np.full(20, 12000.0), 0.07, 1)
    assert found == pytest.approx(127128.1709461939327295222005, rel=1e-13)


def test_green_book_year_31_is_year_30_over_1_03() -> None:
    """HM Treasury, The Green Book (2022), annex 6: 3.5 % for 30 years, then 3.0 %."""
    thirty, next_year = discount_factors("green_book", [30, 31])
    assert thirty == pytest.approx(1.035**-30, rel=1e-13)
    assert next_year == pytest.approx(1.035**-30 / 1.03, rel=1e-13)


def test_green_book_schedule_for_health() -> None:
    """The Green Book (2022), annex 6: 1.5 % to year 30, 1.29 % to 75, 1.07 % to 125, where its
    table ends; 1.07 % is held beyond, as the R package dQALY does (snapshot of years 0 to 200)."""
    factors = discount_factors("green_book_health", [30, 75, 125, 200])
    growth = np.cumprod([1.015**30, 1.0129**45, 1.0107**50, 1.0107**75])
    np.testing.assert_allclose(factors, 1.0 / growth, rtol=1e-12)


def test_danish_schedule() -> None:
    """Ministry of Finance of Denmark (2018), table 1: 4 % in years 0 to 35, 3 % to 70, then 2 %."""
    factors = discount_factors("denmark_2018", [35, 70, 71])
    expected = [1.04**-35, 1.04**-35 * 1.03**-35, 1.04**-35 * 1.03**-35 / 1.02]
    np.testing.assert_allclose(factors, expected, rtol=1e-12)


def test_french_schedule_of_2005() -> None:
    """France Stratégie (2017) on the Lebègue report: 4 % to 30 years, 2 % beyond."""
    factors = discount_factors("france_2005", [30, 31])
    np.testing.assert_allclose(factors, [1.04**-30, 1.04**-30 / 1.02], rtol=1e-12)


def test_ramsey_rates_of_two_treasuries() -> None:
    """France Stratégie (2017): 1.5 % + 1 x 2.0 % = 3.5 % (Green Book; its 1.5 % is 0.5 % of pure
    time preference and 1.0 % of catastrophe risk), 1.0 % + 2 x 1.5 % = 4.0 % (Lebègue report).
    """
    assert ramsey_rate(0.005, 1.0, 0.02, 0.01) == pytest.approx(0.035, abs=1e-15)
    assert ramsey_rate(0.01, 2.0, 0.015) == pytest.approx(0.04, abs=1e-15)


def test_weights_of_ten_years() -> None:
    """Elsewhere weights of ten years add up to 9.33, and a one-off 1,000 counts as 667."""
    for timing in ("start", "middle", "end"):
        assert horizon_weights(10, timing).sum() == 10.0
        once = np.zeros(11)
        once[0] = 1000.0
        assert value_over_horizon(np.zeros(11), 0.035, timing, once) == 1000.0
