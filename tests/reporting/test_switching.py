"""Switching values: where the line crosses zero, of inputs that matter, and never of noise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from justice_finance.reporting.brief.parts import Heading, Table
from justice_finance.reporting.brief.sections import brief_of
from justice_finance.reporting.content import report_of
from justice_finance.reporting.origins import Driver
from justice_finance.reporting.shown_origins import switching_table
from justice_finance.reporting.switching import FEWEST_DRAWS, switching_rows
from tests.reporting.sample import sample

COUNT = 512
X = (np.arange(COUNT) + 0.5) / COUNT


def worth_and_draws(outcome: np.ndarray, **inputs: np.ndarray) -> tuple[xr.Dataset, xr.Dataset]:
    worth = xr.Dataset(
        {"net_present_value": (("scenario", "draw"), outcome[None])}, coords={"scenario": ["a"]}
    )
    values = np.stack(list(inputs.values()), axis=1)
    draws = xr.Dataset(
        {"value": (("draw", "input"), values)}, coords={"input": list(inputs)}
    )  # fmt: skip
    return worth, draws


def driver(name: str, share: float) -> Driver:
    return Driver("a", name, name.capitalize(), "assumption", "", share)


def test_a_line_switches_where_it_crosses_zero() -> None:
    worth, draws = worth_and_draws(2.0 * X - 0.5, x=X)
    (row,) = switching_rows(draws, worth, [driver("x", 1.0)], ["a"])
    assert row.switching_value == pytest.approx(0.25, abs=0.01)
    assert row.central == pytest.approx(0.5)
    assert row.beyond == pytest.approx(0.25, abs=0.01)
    assert (row.option, row.input, row.title) == ("a", "x", "X")


def test_an_input_without_a_share_in_the_spread_is_not_looked_at() -> None:
    noise = np.random.default_rng(7).permutation(X)
    worth, draws = worth_and_draws(2.0 * X - 0.98, x=X, y=noise)
    rows = switching_rows(draws, worth, [driver("x", 1.0), driver("y", 0.0)], ["a"])
    assert [row.input for row in rows] == ["x"]


@pytest.mark.parametrize("outcome", [X + 0.1, -X - 0.1])
def test_an_option_that_keeps_its_sign_has_none(outcome: np.ndarray) -> None:
    worth, draws = worth_and_draws(outcome, x=X)
    assert switching_rows(draws, worth, [driver("x", 1.0)], ["a"]) == ()


def test_few_draws_say_nothing() -> None:
    kept = slice(0, FEWEST_DRAWS - 1)
    worth, draws = worth_and_draws(2.0 * X[kept] - 0.5, x=X[kept])
    assert switching_rows(draws, worth, [driver("x", 1.0)], ["a"]) == ()
    assert switching_rows(None, worth, [driver("x", 1.0)], ["a"]) == ()


def test_the_brief_shows_them_after_the_risks_where_there_are_some() -> None:
    report = report_of(sample(FEWEST_DRAWS, years=4, short=True, variants=False))
    assert report.switching
    parts = brief_of(report, ()).parts
    headings = [part.text for part in parts if isinstance(part, Heading) and part.level == 1]
    assert headings.index("Switching values") == headings.index("Risks") + 1
    table = switching_table(report)
    assert table is not None and len(table.rows) == len(report.switching)
    plain = tuple(tuple(replace(cell, below="") for cell in row) for row in table.rows)
    shown = [part.shown for part in parts if isinstance(part, Table)]
    assert replace(table, rows=plain) in shown  # ids of inputs stand in the workbook
