"""What basic justice costs, as published by the Overseas Development Institute."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal import benefit_cost_ratio
from justice_finance.evidence.register import load_register
from justice_finance.funding.needs import ServiceNeed, affordability, cost_of_needs

# GDP per person in dollars of 2018, World Bank, as the register's notes state it.
INCOME_GROUPS = {"lic": 790.0, "mic": 5192.0, "hic": 40_924.0, "oecd": 39_460.0}


@pytest.fixture(scope="module")
def register():
    return load_register()


def everybody_at(cost_per_person, people):
    """A need that covers everybody at a cost per person, which no staff is worked out for."""
    one = np.ones(1)
    return ServiceNeed(
        service="basic_justice",
        function="all",
        problems=people * one,
        coverage=one,
        hours_per_case=0.0 * one,
        productive_hours=one,
        busy_share=one,
        per_staff_year={},
        per_case={"government_justice": cost_per_person * one},
        per_year={},
    )


@pytest.mark.parametrize("group", INCOME_GROUPS)
def test_share_of_basic_justice_in_income(register, group) -> None:
    """Manuel, Manuel and Desai (2019), working paper 554: 20, 64, 190 and 230 dollars per person
    and year; over GDP per person 2.5, 1.2, 0.5 and 0.6 % (to the register's last digit)."""
    cost = float(register.values[f"cf_basic_justice_pp_{group}"].value)
    expected = float(register.values[f"cf_odi_cost_share_gdp_{group}"].value)
    needs = cost_of_needs([everybody_at(cost, 1e6)], {})
    share = affordability(
        needs.total, gross_domestic_product=np.array([INCOME_GROUPS[group] * 1e6])
    )
    digit = 0.5e-3 if group == "lic" else 0.5e-4
    assert share["share_of_gross_domestic_product"] == pytest.approx([expected], abs=digit)


def test_total_of_low_income_countries_and_their_gap(register) -> None:
    """Twenty dollars for each of 529.5 million people: 10.6 thousand million a year, of which aid
    covers 1 % (the same paper)."""
    cost = float(register.values["cf_basic_justice_pp_lic"].value)
    total = float(register.values["cf_odi_lic_total"].value)
    aid = float(register.values["cf_aid_share_of_lic_cost"].value)
    needs = cost_of_needs(
        [everybody_at(cost, 529.5e6)], {"government_justice": np.array([aid * total])}
    )
    assert needs.total == pytest.approx([total], rel=0.005)
    assert needs.gap["government_justice"] == pytest.approx([0.99 * total], rel=0.005)


def test_return_on_prison_paralegals(register) -> None:
    """ODI on prison paralegals in low-income countries: 9 million a year, 20 dollars a prisoner,
    saves over 28 million: "about three times"."""
    values = {
        name: float(register.values[f"cf_prison_paralegal_{name}"].value)
        for name in ("total", "pp", "saving")
    }
    prisoners = float(register.values["cf_odi_implied_prisoners_lic"].value)
    needs = cost_of_needs([everybody_at(values["pp"], prisoners)], {})
    assert needs.total == pytest.approx([values["total"]])
    ratio = benefit_cost_ratio([values["saving"]], needs.total, 0.0)
    assert ratio == pytest.approx(float(register.values["cf_odi_prison_bcr"].value), abs=0.05)


def test_advice_at_scale_and_a_national_legal_aid_board(register) -> None:
    """Manuel and Manuel (2021, 2023): advice for all at 0.40 dollars a person is two cases for each
    hundred people at 20 dollars a case; the Legal Aid Board of Sierra Leone (2024), 100,000 cases
    at 11 dollars for 8.46 million people, spends 0.13 a person, a third of that."""

    def cost(name: str) -> float:
        return float(register.values[name].value)

    cases = cost("cf_odi_implied_case_rate_lic") * 1e6
    advice = cost_of_needs([everybody_at(cost("cf_benchmark_case_lic"), cases)], {})
    assert advice.total == pytest.approx([cost("cf_advice_pp_lic") * 1e6])
    board = cost_of_needs(
        [everybody_at(cost("cf_sle_lab_case_2023"), cost("cf_sle_lab_cases_2023"))], {}
    )
    assert board.total == pytest.approx([cost("cf_sle_lab_budget")])
    per_person = float(board.total[0]) / 8.46e6
    assert per_person == pytest.approx(cost("cf_sle_lab_pc_2023"), abs=0.005)
    assert per_person / cost("cf_advice_pp_lic") == pytest.approx(1.0 / 3.0, abs=0.02)
