"""A country small enough to work out on paper, as plain maps that tests change."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from justice_finance.scenario.quantities import Figures
from justice_finance.scenario.recipe import Recipe, make_recipe
from justice_finance.scenario.schema import Model
from justice_finance.units.money import Money

MONEY = Money("TRC", 2025)
WHY = "A round number for tests."


def number(value: float, unit: str | None = None, **spread: Any) -> dict[str, Any]:
    """A leaf with an assumption; `spread` takes distribution, low, high, interval."""
    leaf: dict[str, Any] = {"assumption": WHY, "value": float(value)}
    if unit is not None:
        leaf["unit"] = unit
    if spread:
        leaf |= {"interval": 90.0, "spread": {"assumption": WHY}, **spread}
    return leaf


def money(value: float, per: str | None = None, **spread: Any) -> dict[str, Any]:
    """An amount in the study's money."""
    unit = {"money": "TRC", "price_year": 2025} | ({"per": per} if per else {})
    return number(value, **spread) | {"unit": unit}


def time(mean: float, form: str = "exponential", **more: Any) -> dict[str, Any]:
    """A random time in days."""
    return {"form": form, "mean": number(mean), **more}


REST: dict[str, Any] = {"remainder": True}


def country(**changes: Any) -> dict[str, Any]:
    """Two groups, two classes of seriousness, one kind of problem, one court."""
    group = {"title": "People", "income_per_person": money(1000, "year")}
    tree: dict[str, Any] = {
        "country": {
            "country": "small",
            "title": "Small",
            "currency": "TRC",
            "invented": True,
            "adults_growth": number(0),
            "income_growth": number(0),
            "excess_burden_of_taxation": number(0.2),
            "half_life_of_continuing_loss": number(730),
            "opening": "empty",
            "population_groups": {
                "women": group | {"sex": "women", "adults": number(6000),
                                  "value_of_time": money(1, "hour")},
                "men": group | {"sex": "men", "adults": number(4000),
                                "value_of_time": money(2, "hour")},
            },
            "seriousness": {"mild": {"title": "Mild"}, "serious": {"title": "Serious"}},
        },
        "journeys": {"land": land()},
        "services": {"court": court()},
        "interventions": {},
    }  # fmt: skip
    return changed(tree, changes)


def land() -> dict[str, Any]:
    """A problem that is talked over or taken to court, or given up."""
    return {
        "journey": "land",
        "title": "Land",
        "incidence": number(0.1),
        "seriousness_shares": {"mild": number(0.75), "serious": REST},
        "start": "problem",
        "states": {
            "problem": {"title": "Problem", "kind": "wait", "time": time(30)},
            "talks": {"title": "Talks", "kind": "wait", "time": time(60)},
            "court": {"title": "Court", "kind": "service", "service": "court",
                      "gives_up_to": "given_up"},
            "agreed": {"title": "Agreed", "kind": "resolution"},
            "judged": {"title": "Judged", "kind": "resolution"},
            "given_up": {"title": "Given up", "kind": "no_resolution"},
        },
        "moves": {
            "problem": {"talks": number(0.5), "court": number(0.2), "given_up": REST},
            "talks": {"agreed": number(0.6), "given_up": REST},
            "court": {"judged": number(0.8), "given_up": REST},
        },
        "burden": {},
    }  # fmt: skip


def court() -> dict[str, Any]:
    """A court whose cases take 6.4 hours in four listed sittings."""
    return {
        "title": "Court",
        "function": "dispute_resolution_formal",
        "front_line": True,
        "limited": True,
        "staff": number(2),
        "productive_hours": number(1000),
        "sites": number(1),
        "work": {"form": "exponential", "mean": number(2)},
        "sittings": {"heard": number(3), "adjourned_share": number(0.25),
                     "adjourned_work_share": number(0.2), "form": "geometric"},
        "notice_time": number(30),
        "parties_time": time(20),
        "costs": {},
    }  # fmt: skip


def intervention(name: str, **more: Any) -> dict[str, Any]:
    """An intervention that is at full scale at once and costs 1 a year."""
    return {
        "intervention": name,
        "title": name,
        "principle": "empowerment",
        "description": "For tests.",
        "unit": "unit",
        "scale": {"choice": 1.0},
        "starts": {"choice": 2025.0},
        "ramp_up": {"year_1": number(1)},
        "effects": {},
        "costs": {"run": line("year", 1, {"government_justice": number(1)})},
        **more,
    }


def line(per: str, amount: float, paid_by: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A cost line of one amount."""
    return {"category": "service_cost", "per": per, "amount": money(amount),
            "paid_by": dict(paid_by), **more}  # fmt: skip


def changed(tree: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The tree with other values at dotted paths, `__` for dots; missing maps are made."""
    tree = copy.deepcopy(tree)
    for path, value in changes.items():
        here = tree
        *above, last = path.replace("__", ".").split(".")
        for key in above:
            here = here.setdefault(key, {})
        here[last] = value
    return tree


def recipe(
    tree: dict[str, Any] | None = None, name: str = "business_as_usual", years: int = 3
) -> Recipe:
    """The recipe of a tree, from 2025."""
    model = Model.model_validate(tree if tree is not None else country())
    return make_recipe(name, model, 2025, years, Figures(MONEY))
