"""What the need costs, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.funding.needs import (
    ServiceNeed,
    affordability,
    cost_of_needs,
    staff_needed,
)


def years(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


ADVICE = ServiceNeed(
    service="advice",
    function="information_advice_assistance",
    problems=years(10_000, 12_000),
    coverage=years(0.2, 0.5),
    hours_per_case=years(5, 5),
    productive_hours=years(1_000, 1_000),
    busy_share=years(0.8, 0.8),
    per_staff_year={"government_justice": years(30_000, 30_000)},
    per_case={"donor": years(10, 10)},
    per_year={"government_justice": years(5_000, 5_000)},
)
COURT = ServiceNeed(
    service="court",
    function="dispute_resolution_formal",
    problems=years(1_000, 1_000),
    coverage=years(1, 1),
    hours_per_case=years(8, 8),
    productive_hours=years(1_000, 1_000),
    busy_share=years(1, 1),
    per_staff_year={"government_justice": years(100_000, 100_000)},
    per_case={},
    per_year={},
)


def test_staff_serve_the_cases_and_stay_free_for_the_share_that_keeps_waits_short() -> None:
    assert staff_needed(ADVICE).tolist() == [12.5, 37.5]
    assert staff_needed(COURT).tolist() == [8.0, 8.0]


def test_cost_falls_on_functions_and_parties_and_leaves_a_gap() -> None:
    found = cost_of_needs([ADVICE, COURT], {"government_justice": years(2e6, 1e6)})
    advice = [5_000 + 12.5 * 30_000, 5_000 + 37.5 * 30_000]
    by_function = found.cost_by_function()
    assert found.cost[ADVICE.function, "government_justice"].tolist() == advice
    assert by_function[COURT.function].tolist() == [800_000, 800_000]
    assert found.cost_by_party()["donor"].tolist() == [20_000, 60_000]
    assert found.gap["government_justice"].tolist() == [0.0, advice[1] + 800_000 - 1e6]
    assert found.gap["donor"].tolist() == [20_000, 60_000]
    total = sum(found.cost_by_party().values())
    np.testing.assert_allclose(found.total, total, rtol=1e-15)
    np.testing.assert_allclose(found.total, sum(by_function.values()), rtol=1e-15)


def test_affordability_is_shown_for_what_is_known() -> None:
    found = affordability(
        years(50, 60), gross_domestic_product=years(1_000, 1_000), people=years(25, 30)
    )
    assert found["share_of_gross_domestic_product"].tolist() == pytest.approx([0.05, 0.06])
    assert found["cost_per_person"].tolist() == [2.0, 2.0]
    assert "share_of_government_expenditure" not in found
