"""What begins is what the survey counts: fresh problems, returns and knock-ons together."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.errors import ScenarioError
from justice_finance.scenario.realise import baseline_of, realise
from tests.scenario.realise.small_country import (
    REST,
    country,
    intervention,
    land,
    number,
    recipe,
    time,
)

RETURNS = {"share": number(0.1), "time": time(365)}
KNOCK_ON = {"share": number(0.05), "time": time(365)}


def with_returns(**changes: object) -> dict[str, object]:
    return country(
        journeys__land__states__agreed__returns=RETURNS,
        journeys__land__states__given_up__knock_on=KNOCK_ON,
        **changes,
    )


def test_fresh_returns_and_knock_ons_make_up_the_surveyed_incidence() -> None:
    found = recipe(with_returns())
    fresh = realise(found).journeys.inflow[0, 0]
    surveyed = np.array([450.0, 150.0, 300.0, 100.0])  # women mild, serious; men mild, serious
    agreed, given_up = 0.5 * 0.6, 0.3 + 0.5 * 0.4 + 0.2 * 0.2
    sent = np.array([600.0, 600.0, 400.0, 400.0]) * given_up * 0.05
    knocked_on = sent * np.array([0.75, 0.25, 0.75, 0.25])
    np.testing.assert_allclose(fresh + surveyed * agreed * 0.1 + knocked_on, surveyed, rtol=1e-12)


def test_more_returns_and_knock_ons_than_problems_are_refused() -> None:
    tree = with_returns(
        journeys__debt=land() | {"journey": "debt", "incidence": number(0.001)},
        journeys__land__knock_on_problems={"debt": number(1)},
    )
    with pytest.raises(ScenarioError) as refusal:
        realise(recipe(tree))
    assert [each.code for each in refusal.value.mistakes] == ["fresh_inflow_negative"]


def test_fresh_problems_grow_with_adults_and_are_those_of_business_as_usual() -> None:
    usual = recipe(with_returns(country__adults_growth=number(0.03)))
    baseline = baseline_of(usual)
    inflow = realise(usual, None, baseline).journeys.inflow[0]
    np.testing.assert_allclose(inflow[1] / inflow[0], 1.03, rtol=1e-14)
    np.testing.assert_allclose(inflow[2] / inflow[0], 1.03**2, rtol=1e-14)
    # Fewer agreements do not change what is fresh, only what comes back.
    other = with_returns(
        country__adults_growth=number(0.03),
        journeys__land__moves__talks={"agreed": number(0.3), "given_up": REST},
    )
    changed = realise(recipe(other, "fewer_agree"), None, baseline).journeys.inflow
    assert np.array_equal(changed[0], inflow)


def test_adults_by_year_are_taken_as_they_stand() -> None:
    by_year = {"by": {"year": {"2025": number(6000), "2027": number(9000)}}}
    inflow = realise(
        recipe(country(country__population_groups__women__adults=by_year,
                       country__adults_growth=number(0.5)))
    ).journeys.inflow[0]  # fmt: skip
    np.testing.assert_allclose(inflow[:, 0], [450.0, 450.0, 675.0])
    np.testing.assert_allclose(inflow[:, 2], [300.0, 450.0, 675.0])


def test_prevalence_in_a_window_becomes_incidence_shared_over_kinds_of_problem() -> None:
    tree = country(
        country__surveyed={"prevalence": number(0.63), "window_years": number(4)},
        journeys__land__share_of_problems=number(0.4),
        journeys__debt=land() | {"journey": "debt", "share_of_problems": REST},
    )
    for name in ("land", "debt"):
        del tree["journeys"][name]["incidence"]
    found = realise(recipe(tree))
    everyone = -np.log(1 - 0.63) / 4 * 10_000
    by_problem = [found.journeys.inflow[0, 0, found.axes.class_problem == p].sum() for p in (0, 1)]
    assert found.axes.legal_problems == ("debt", "land")
    np.testing.assert_allclose(by_problem, [0.6 * everyone, 0.4 * everyone], rtol=1e-12)


def test_organisations_bring_their_cases_as_typed() -> None:
    firm = {
        "journey": "firm", "title": "Firms", "who": "organisations", "arrivals": number(50),
        "arrivals_growth": number(0.1), "start": "court",
        "states": {key: land()["states"][key] for key in ("court", "judged", "given_up")},
        "moves": {"court": {"judged": number(1)}},
    }  # fmt: skip
    found = realise(recipe(country(journeys__firm=firm)))
    firms = found.axes.class_problem == found.axes.legal_problems.index("firm")
    assert firms.sum() == 1
    np.testing.assert_allclose(found.journeys.inflow[0, :, firms][0], [50.0, 55.0, 60.5])
    assert found.axes.population_groups == ("women", "men", "organisations")
    assert found.axes.seriousness == ("mild", "serious", "not_graded")
    # Knock-ons of people never become cases of organisations.
    assert found.journeys.knock_on_problem[0].tolist() == [[0.0, 0.0], [0.0, 1.0]]


def test_an_effect_on_incidence_changes_fresh_problems_in_proportion() -> None:
    less = {"kind": "ratio", "why": "Prevention.", "of": "journeys.land.incidence",
            "ratio": number(0.8)}  # fmt: skip
    option = intervention("prevent", effects={"less": less}, coverage=number(0.5))
    active = country(interventions__prevent=option)
    idle = country(interventions__prevent=option | {"scale": None})
    baseline = baseline_of(recipe(idle))
    usual = realise(recipe(idle), None, baseline).journeys.inflow
    found = realise(recipe(active, "prevention"), None, baseline).journeys.inflow
    np.testing.assert_allclose(found, 0.9 * usual, rtol=1e-14)
