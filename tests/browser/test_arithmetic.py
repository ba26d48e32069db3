"""The page's script and Python give the same figures from the same carried data."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from justice_finance.appraisal.explored import Chosen, explored_worth
from justice_finance.reporting.explorer.carried import from_record
from justice_finance.reporting.explorer.content import Explorer

SCRIPT = """async (all) => {
  const carried = await unpacked(JSON.parse(document.getElementById("explore-data").textContent));
  return all.map((chosen) => exploredWorth(carried, chosen));
}"""

RATES = (0.0, 0.08, "green_book")
POINTS = ("society", "people", "government", "donor", "public")
MIXES = ((0.0, 0.0), (0.4, 0.25), (1.0, 0.0))
EXTRAS: tuple[dict[str, Any], ...] = (
    {},
    {"terminal_value": True, "elasticity": 1.3},
    {"horizon": 3, "left_out": ["losses", "taxes"], "money_factor": 0.0074},
)


def settings_of(years: int) -> list[dict[str, Any]]:
    found = []
    for rate, point, mix, extra in itertools.product(RATES, POINTS, MIXES, EXTRAS):
        usual = {"rate": rate, "horizon": years, "terminal_value": False, "perspective": point}
        shares = {"donor_share": mix[0], "user_share": mix[1]}
        rest = {"left_out": [], "elasticity": 0.0, "money_factor": 1.0}
        found.append({**usual, **shares, **rest, **extra})
    return found


def differences(python: Any, script: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    if isinstance(python, dict):
        assert python.keys() == script.keys(), path
        return [each for key in python
                for each in differences(python[key], script[key], f"{path}/{key}")]  # fmt: skip
    if isinstance(python, list):
        return [each for at, pair in enumerate(zip(python, script, strict=True))
                for each in differences(*pair, f"{path}/{at}")]  # fmt: skip
    if python is None or script is None:
        return [] if python is script else [(path, python, script)]
    return [] if script == pytest.approx(python, rel=1e-9, abs=1e-6) else [(path, python, script)]


def test_script_and_python_agree_at_every_setting(page: Any, explorer: Explorer) -> None:
    carried = from_record(explorer.record)
    asked = settings_of(len(carried.years))
    for chosen, script in zip(asked, page.evaluate(SCRIPT, asked), strict=True):
        given = {**chosen, "left_out": frozenset(chosen["left_out"])}
        assert not differences(explored_worth(carried, Chosen(**given)), script), chosen
