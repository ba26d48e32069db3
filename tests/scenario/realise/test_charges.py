"""Prices become charges: by hand, by party, and nothing lost on the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from justice_finance.results.charges import Charge
from justice_finance.scenario.realise import baseline_of, realise
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import Driver
from tests.scenario.realise.small_country import (
    REST,
    country,
    intervention,
    land,
    line,
    money,
    number,
    recipe,
    time,
)
from tests.scenario.realise.test_moves import paralegals


def charges(found: Realised, **wanted: Any) -> list[Charge]:
    return [c for c in found.charges if all(getattr(c, k) == v for k, v in wanted.items())]


def prices(charge: Charge) -> list[float]:
    """First draw and year, by class."""
    return np.atleast_3d(charge.price)[0, 0].tolist()


def test_hours_cost_what_an_hour_of_the_group_is_worth_and_grow_with_incomes() -> None:
    hours = {"category": "person_time", "per": "sitting", "hours": number(8),
             "share": number(0.5), "paid_by": {"person": number(1)}}  # fmt: skip
    found = realise(recipe(country(services__court__costs={"hours": hours},
                                   country__income_growth=number(0.1))))  # fmt: skip
    (charge,) = charges(found, category="person_time")
    assert (charge.driver, charge.index, charge.payee) == (Driver.SITTING, 0, "resources")
    np.testing.assert_allclose(charge.price[0, 0], [4, 4, 8, 8])
    np.testing.assert_allclose(charge.price[0, 2], np.array([4, 4, 8, 8]) * 1.21)


def test_who_pays_shares_a_price_and_its_sum_stays() -> None:
    paid_by = {"government_justice": number(0.4), "donor": number(0.5), "person": REST}
    tree = country(services__court__costs={"visit": line("visit", 70, paid_by)})
    found = charges(realise(recipe(tree)), driver=Driver.VISIT)
    by_party = {charge.payer: charge.price for charge in found}
    assert set(by_party) == {"government_justice", "donor", "person"}
    np.testing.assert_allclose(sum(by_party.values()), 70.0, rtol=1e-15)
    np.testing.assert_allclose(by_party["person"], 7.0, rtol=1e-12)


def test_pay_grows_with_incomes_and_premises_do_not() -> None:
    government = {"government_justice": number(1)}
    costs = {"pay": line("staff_year", 100, government), "rent": line("year", 50, government)}
    found = realise(recipe(country(services__court__costs=costs,
                                   country__income_growth=number(0.02))))  # fmt: skip
    (pay,) = charges(found, driver=Driver.STAFF_YEAR)
    (rent,) = charges(found, driver=Driver.YEAR)
    np.testing.assert_allclose(pay.price[0], [100, 102, 104.04])
    np.testing.assert_allclose(np.broadcast_to(rent.price, (1, 3))[0], 50.0)


def test_an_amount_per_month_is_charged_twelve_times_a_year() -> None:
    monthly = line("year", 0, {"donor": number(1)}) | {"amount": money(10, "month")}
    found = realise(recipe(country(services__court__costs={"rent": monthly})))
    (rent,) = charges(found, driver=Driver.YEAR)
    assert rent.price.item() == pytest.approx(120.0)


def test_burden_is_charged_once_at_onset_and_by_the_day_while_it_lasts() -> None:
    burden = {
        "onset_loss": {"person": money(50, "problem")},
        "continuing_loss": {"person": {"by": {"seriousness": {
            "mild": money(73, "year"), "serious": money(730, "year")}}}},
        "withheld_transfer": {"owed": {
            "loser": "person", "gainer": "other_side", "amount": money(365, "year")}},
    }  # fmt: skip
    tree = country(journeys__land__burden=burden, journeys__land__states__court__stakes=number(1.5))
    found = realise(recipe(tree))
    onset = charges(found, category="onset_loss")
    assert {each.driver for each in onset} == {Driver.FRESH_PROBLEM, Driver.KNOCK_ON_PROBLEM}
    assert all(prices(each) == [50.0] * 4 for each in onset)
    losses = {(c.driver, c.index): c for c in charges(found, category="continuing_loss")}
    court = found.axes.states.index("court")
    assert set(losses) == {(Driver.OPEN_DAY, -1), (Driver.LINGERING_DAY, -1),
                           (Driver.OPEN_DAY, court)}  # fmt: skip
    np.testing.assert_allclose(prices(losses[Driver.OPEN_DAY, -1]), [0.2, 2, 0.2, 2])
    np.testing.assert_allclose(prices(losses[Driver.OPEN_DAY, court]), [0.1, 1, 0.1, 1])
    for charge in charges(found, category="withheld_transfer"):
        assert (charge.payer, charge.payee) == ("person", "other_side")
        np.testing.assert_allclose(prices(charge), 1.0)


def test_one_line_in_several_journeys_is_one_charge() -> None:
    burden = {"onset_loss": {"person": money(50, "problem")}}
    tree = country(
        journeys__land__burden=burden,
        journeys__debt=land() | {"journey": "debt", "burden": {
            "onset_loss": {"person": money(20, "problem")}}},
    )  # fmt: skip
    (fresh,) = charges(realise(recipe(tree)), driver=Driver.FRESH_PROBLEM)
    assert prices(fresh) == [20.0] * 4 + [50.0] * 4
    assert fresh.source == "journeys.*.burden.onset_loss.person"


def test_cases_of_organisations_are_paid_by_organisations() -> None:
    firm = {
        "journey": "firm", "title": "Firms", "who": "organisations", "arrivals": number(50),
        "start": "court", "moves": {"court": {"judged": number(1)}},
        "states": {key: land()["states"][key] for key in ("court", "judged", "given_up")},
    }  # fmt: skip
    costs = {
        "fee": line("visit", 15, {"person": number(1)}, to="government_justice"),
        "time": {"category": "person_time", "per": "visit", "hours": number(10),
                 "paid_by": {"person": number(1)}},
    }  # fmt: skip
    found = realise(recipe(country(journeys__firm=firm, services__court__costs=costs)))
    fees = {charge.payer: prices(charge) for charge in charges(found, payee="government_justice")}
    assert fees == {"person": [0.0, 15.0, 15.0, 15.0, 15.0],
                    "organisations": [15.0, 0.0, 0.0, 0.0, 0.0]}  # fmt: skip
    hours = {c.payer: prices(c) for c in charges(found, payee="resources")}
    assert hours["organisations"][0] == pytest.approx(10 * (0.6 * 1 + 0.4 * 2))


def test_running_costs_follow_units_at_work_and_setup_the_units_added() -> None:
    option = paralegals(
        scale={"choice": 4.0},
        ramp_up={"year_1": number(0.25), "year_2": number(1)},
        setup=money(1000), setup_paid_by={"donor": number(1)},
    )  # fmt: skip
    baseline = baseline_of(recipe(country(interventions={"paralegals": option | {"scale": None}})))
    found = realise(recipe(country(interventions={"paralegals": option}), "option"), None, baseline)
    (running,) = charges(found, payer="government_justice", driver=Driver.YEAR)
    (setup,) = charges(found, payer="donor")
    assert running.price[0].tolist() == [1.0, 4.0, 4.0]
    assert setup.price[0].tolist() == [1000.0, 3000.0, 0.0]


def test_an_intervention_that_ends_stops_costing_though_its_effect_may_last() -> None:
    option = intervention(
        "train", ends={"choice": 2026.0}, persistence=number(365),
        effects={"x": {"kind": "ratio", "why": "For tests.", "of": "services.court.work.mean",
                       "ratio": number(0.5)}},
    )  # fmt: skip
    usual = country(interventions={"train": option | {"scale": None}})
    made = recipe(country(interventions={"train": option}), "option")
    found = realise(made, None, baseline_of(recipe(usual)))
    (running,) = charges(found, driver=Driver.YEAR)
    assert running.price[0].tolist() == [1.0, 1.0, 0.0]
    hours = found.services.work_hours[0, :, 0, 0] / 1.6
    np.testing.assert_allclose(hours, [0.5, 0.5, 1 - 0.5 * 0.5 / np.log(2)])


def test_a_brought_service_is_written_per_unit() -> None:
    office = {
        "title": "Office", "function": "information_advice_assistance", "front_line": True,
        "limited": True, "staff": number(3), "productive_hours": number(1000),
        "work": {"form": "fixed", "mean": number(5)},
        "costs": {"rent": line("year", 7, {"donor": number(1)}),
                  "visit": line("visit", 9, {"donor": number(1)})},
    }  # fmt: skip
    option = paralegals(scale={"choice": 2.0}, services={"office": office},
                        ramp_up={"year_1": number(0.5), "year_2": number(1)})  # fmt: skip
    option["states"]["advice"] = {"title": "Advice", "kind": "service", "service": "office",
                                  "gives_up_to": "given_up"}  # fmt: skip
    idle = country(interventions={"paralegals": option | {"scale": None}})
    baseline = baseline_of(recipe(idle))
    found = realise(recipe(country(interventions={"paralegals": option}), "option"), None, baseline)
    at = found.axes.services.index("office")
    assert found.services.staff[0, :, at].tolist() == [3.0, 6.0, 6.0]
    (rent,) = charges(found, payer="donor", driver=Driver.YEAR)
    assert rent.price[0].tolist() == [7.0, 14.0, 14.0]
    (visit,) = charges(found, payer="donor", driver=Driver.VISIT)
    assert np.unique(visit.price).tolist() == [9.0]
    usual = realise(recipe(idle), None, baseline)
    assert not np.any(usual.services.staff[0, :, at])


def test_a_source_that_meets_a_share_of_an_option_changes_only_who_pays() -> None:
    option = paralegals(scale={"choice": 4.0})
    fund = {"funding": "fund", "title": "Fund", "sources": {
        "partner": {"title": "Partner", "party": "donor", "instrument": "grant",
                    "to": "government_justice", "share_of": "paralegals", "share": number(0.25)},
        "yearly": {"title": "Grant", "party": "donor", "instrument": "grant",
                   "to": "government_other", "amount": money(100), "absorption": number(0.5)},
    }}  # fmt: skip
    tree = country(interventions={"paralegals": option}, funding={"fund": fund})
    idle = country(interventions={"paralegals": option | {"scale": None}}, funding={"fund": fund})
    found = realise(recipe(tree, "option"), None, baseline_of(recipe(idle)))
    (met,) = charges(found, category="funding_transfer", payee="government_justice")
    assert (met.payer, met.driver) == ("donor", Driver.YEAR)
    assert met.price[0].tolist() == [1.0, 1.0, 1.0]
    (grant,) = charges(found, payee="government_other")
    assert grant.price[0].tolist() == [50.0, 75.0, 87.5]


def test_a_higher_fee_moves_money_and_changes_nothing_else() -> None:
    def with_fee(amount: float) -> Realised:
        fee = {"category": "fee", "per": "entry", "amount": money(amount),
               "to": "government_justice", "paid_by": {"person": number(1)}}  # fmt: skip
        return realise(recipe(country(journeys__land__states__talks__costs={"fee": fee})))

    low, high = with_fee(20), with_fee(30)
    assert np.array_equal(low.journeys.arc_probability, high.journeys.arc_probability)
    assert np.array_equal(low.journeys.inflow, high.journeys.inflow)
    changed = [(a, b) for a, b in zip(low.charges, high.charges, strict=True)
               if not np.array_equal(a.price, b.price)]  # fmt: skip
    assert len(changed) == 1
    before, after = changed[0]
    assert (before.payer, before.payee) == ("person", "government_justice")
    np.testing.assert_allclose(after.price, before.price * 1.5)


def test_times_in_other_units_become_days() -> None:
    problem = {"title": "Problem", "kind": "wait", "time": time(0)}
    problem["time"]["mean"] = number(2, "months")
    found = realise(recipe(country(journeys__land__states__problem=problem)))
    assert found.journeys.wait.mean[0, 0, 0, 0] == pytest.approx(365 / 6)
