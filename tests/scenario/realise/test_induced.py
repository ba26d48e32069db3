"""New capacity brings out new cases: how many, of what work, and who gains from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from justice_finance.scenario.realise import baseline_of, realise
from justice_finance.scenario.realised import Realised
from tests.scenario.realise.small_country import (
    country,
    intervention,
    line,
    money,
    number,
    recipe,
)
from tests.scenario.realise.test_charges import charges

INDUCED = {"service": "court", "share": number(0.2), "net_value": money(10)}


def judges(scale: float | None, **more: Any) -> dict[str, Any]:
    effect = {"kind": "addition", "why": "For tests.", "of": "services.court.staff",
              "amount": number(1)}  # fmt: skip
    return intervention(
        "judges", scale=None if scale is None else {"choice": scale}, effects={"more": effect},
        induced_demand=INDUCED, **more,
    )  # fmt: skip


def scenario(acting: dict[str, Any], **changes: Any) -> Realised:
    idle = {name: each | {"scale": None} for name, each in acting.items()}
    baseline = baseline_of(recipe(country(interventions=idle, **changes)))
    made = recipe(country(interventions=acting, **changes), "option")
    return realise(made, None, baseline)


def induced(found: Realised) -> np.ndarray:
    return found.journeys.inflow[0, :, found.axes.legal_problems.index("induced_court") + 3]


def test_a_share_of_the_added_cases_is_new() -> None:
    found = scenario({"judges": judges(3.0, starts={"choice": 2026.0})})
    added = 3 * 1000 / 6.4
    np.testing.assert_allclose(induced(found), [0.0, 0.2 * added, 0.2 * added])
    court = found.axes.services.index("court")
    last = len(found.axes.class_problem) - 1
    assert found.services.work_hours[0, 0, last, court] == pytest.approx(1.6)
    assert found.services.sittings[0, 0, last, court] == pytest.approx(4.0)


def test_hours_set_free_count_as_capacity_too_and_are_shared_out_in_order() -> None:
    less = {"kind": "ratio", "why": "For tests.", "of": "services.court.work.mean",
            "ratio": number(0.8)}  # fmt: skip
    faster = intervention("faster", effects={"less": less}, induced_demand=INDUCED)
    found = scenario({"faster": faster, "judges": judges(3.0)})
    usual = 2000 / 6.4
    np.testing.assert_allclose(induced(found), 0.2 * (5000 / (6.4 * 0.8) - usual))
    alone = scenario({"faster": faster | {"induced_demand": None}, "judges": judges(3.0)})
    np.testing.assert_allclose(induced(alone), 0.2 * 3000 / (6.4 * 0.8))


def test_less_capacity_brings_out_nothing() -> None:
    slower = {"kind": "ratio", "why": "For tests.", "of": "services.court.productive_hours",
              "ratio": number(0.5)}  # fmt: skip
    found = scenario({"slow": intervention("slow", effects={"x": slower}, induced_demand=INDUCED)})
    assert not np.any(induced(found))


def test_an_induced_case_costs_the_public_and_is_worth_its_net_value() -> None:
    costs = {
        "fee": line("visit", 15, {"person": number(1)}, to="government_justice"),
        "paper": line("visit", 4, {"government_justice": number(1)}),
    }
    found = scenario({"judges": judges(3.0)}, services__court__costs=costs)
    (value,) = charges(found, category="induced_value")
    assert (value.payer, value.payee) == ("resources", "person")
    assert value.price[0, 0].tolist() == [0, 0, 0, 0, 10]
    fees = charges(found, payee="government_justice")
    assert all(charge.price[0, 0, -1] == 0.0 for charge in fees)
    paper = next(c for c in found.charges if c.source.endswith("paper"))
    assert np.broadcast_to(paper.price, (1, 3, 5))[0, 0, -1] == 4.0
