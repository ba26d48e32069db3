"""The dataset: put together from pieces in any order, complete, and labelled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from justice_finance.errors import RunError
from justice_finance.results.dataset import REQUIRED_ATTRIBUTES, VARIABLES, assemble
from justice_finance.results.indicators import service_indicators
from justice_finance.results.pieces import MARGINS, collect
from justice_finance.results.summaries import Results, society_balance, summarise
from justice_finance.vocabulary import BUSINESS_AS_USUAL, DIMENSIONS
from tests.results import made_up

SIZE = made_up.Size(charges=30)


@pytest.fixture(scope="module")
def made():
    luck = np.random.default_rng(4)
    return made_up.outline(SIZE, luck), made_up.flows(SIZE, luck, lumps=4)


@pytest.fixture(scope="module")
def data(made):
    return assemble([collect(*made)], made_up.ATTRIBUTES)


def test_margins_may_be_left_out(made) -> None:
    data = assemble([collect(*made, margins=False)], made_up.ATTRIBUTES)
    assert set(VARIABLES) - set(data.data_vars) == set(MARGINS)


def test_every_variable_is_there_with_its_dims_unit_and_title(data) -> None:
    assert set(data.data_vars) == set(VARIABLES)
    for name, about in VARIABLES.items():
        assert data[name].dims == ("scenario", "draw", *about.dims)
        assert data[name].attrs["units"] == about.unit
        assert data[name].attrs["long_name"]
        assert set(data[name].dims) <= set(DIMENSIONS)
        if about.unit.startswith("money"):
            assert (data[name].attrs["currency"], data[name].attrs["price_year"]) == ("XTS", 2024)


def test_counts_by_problem_and_by_group_are_the_people_of_the_flows(made, data) -> None:
    _, flows = made
    one = data.sel(scenario=BUSINESS_AS_USUAL)
    for name, total in {
        "problems_started": flows.fresh + flows.returned + flows.knocked_on,
        "problems_resolved": flows.entries[..., -2],
        "problems_unresolved": flows.entries[..., -1],
        "problems_returned": flows.returned,
        "open_problems": flows.stock_end.sum(axis=-1),
        "lingering_people": flows.lingering_end,
    }.items():
        np.testing.assert_allclose(one[name].sum("legal_problem"), total.sum(axis=2))
        np.testing.assert_allclose(
            one[f"{name}_by_group"].sum("population_group"), total.sum(axis=2)
        )
    np.testing.assert_allclose(
        one["state_entries_by_problem"].sum("legal_problem"), one["state_entries"].sum("year")
    )


def test_a_problem_counts_only_its_own_classes(made, data) -> None:
    outline, flows = made
    mine = outline.axes.class_problem == 1
    by_class = flows.fresh[:, :, flows.lump_of_class] * flows.share_of_lump[:, None]
    np.testing.assert_allclose(
        data["problems_fresh"].isel(scenario=0, legal_problem=1), by_class[..., mine].sum(-1)
    )


def test_incoming_less_resolved_cases_change_what_is_pending(data) -> None:
    pending = data["pending_cases"]
    before = pending.shift(year=1).fillna(data["opening_cases"])
    np.testing.assert_allclose(
        pending - before, data["incoming_cases"] - data["resolved_cases"], atol=1e-9
    )


def test_journeys_begun_less_ended_change_what_is_open(data) -> None:
    opened = data["open_problems"]
    before = opened.shift(year=1).fillna(data["opening_problems"])
    change = data["problems_started"] - data["problems_resolved"] - data["problems_unresolved"]
    np.testing.assert_allclose(opened - before, change, atol=1e-9)


def test_pieces_may_come_in_any_order() -> None:
    size = made_up.Size(draws=2, charges=30)
    luck = np.random.default_rng(8)
    pieces = []
    for name in ("paralegals", BUSINESS_AS_USUAL):
        for first in (0, 2, 4):
            one = made_up.outline(size, np.random.default_rng(3)).but(name=name)
            pieces.append(collect(one, made_up.flows(size, luck), first))
    straight = assemble(pieces, made_up.ATTRIBUTES, scramble=[0, 0, 0, 1, 1, 1])
    mixed = assemble(
        [pieces[place] for place in (4, 1, 5, 3, 0, 2)], made_up.ATTRIBUTES, [0, 0, 0, 1, 1, 1]
    )
    assert list(straight["scenario"].values) == [BUSINESS_AS_USUAL, "paralegals"]
    assert straight.identical(mixed)
    np.testing.assert_array_equal(
        straight["ledger"].sel(scenario="paralegals").values[2:4], pieces[1].arrays["ledger"]
    )


def test_a_row_that_only_one_scenario_has_is_zero_in_the_other(made) -> None:
    outline, flows = made
    few = outline.but(name="few", charges=outline.charges[:3])
    data = assemble([collect(outline, flows), collect(few, flows)], made_up.ATTRIBUTES)
    kept = collect(few, flows)
    names = ["|".join(entry) for entry in kept.entries]
    np.testing.assert_array_equal(
        data["ledger"].sel(scenario="few", entry=names).values, kept.arrays["ledger"]
    )
    others = [name for name in data["entry"].values if name not in names]
    assert others
    assert not data["ledger"].sel(scenario="few", entry=others).values.any()


def test_a_service_that_only_one_scenario_has_is_zero_in_the_other(made) -> None:
    outline, flows = made
    larger = made_up.Size(services=3, charges=5)
    luck = np.random.default_rng(1)
    more = made_up.outline(larger, luck, name="more")
    data = assemble(
        [collect(outline, flows), collect(more, made_up.flows(larger, luck))], made_up.ATTRIBUTES
    )
    assert list(data["service"].values) == ["service_0", "service_1", "service_2"]
    assert not data["visits"].sel(scenario=BUSINESS_AS_USUAL, service="service_2").values.any()
    assert data["visits"].sel(scenario="more", service="service_2").values.all()


@pytest.mark.parametrize("name", REQUIRED_ATTRIBUTES)
def test_a_missing_attribute_is_refused(made, name: str) -> None:
    attributes = {key: value for key, value in made_up.ATTRIBUTES.items() if key != name}
    with pytest.raises(RunError) as error:
        assemble([collect(*made)], attributes)
    assert [mistake.place.path for mistake in error.value.mistakes] == [f"attributes.{name}"]


def test_draws_that_are_missing_or_twice_are_refused(made) -> None:
    first, later = collect(*made), collect(*made, first_draw=8)
    for pieces in ([first, later], [first, first], [first, replace(later, scenario="other")], []):
        with pytest.raises(RunError):
            assemble(pieces, made_up.ATTRIBUTES)


def test_results_show_themselves(data) -> None:
    results = Results(data)
    table = results.summary()
    begun = table.loc[(BUSINESS_AS_USUAL, "problems begun")]
    total = data["problems_started"].sum(["year", "legal_problem"]).values
    assert begun["mean"] == pytest.approx(total.mean())
    assert begun["p95"] == pytest.approx(np.quantile(total, 0.95))
    assert "XTS" in table.loc[(BUSINESS_AS_USUAL, "balance of society"), "unit"]
    assert "<table" in results._repr_html_()
    assert "made_up" in repr(results)
    assert results.ledger.identical(data["ledger"])


def test_the_balance_of_society_is_the_sum_over_its_parties(data) -> None:
    ledger = data["ledger"]
    inside = data["entry_to"] != "resources"
    outside = data["entry_from"] != "resources"
    by_party = (ledger * inside).sum("entry") - (ledger * outside).sum("entry")
    np.testing.assert_allclose(society_balance(data), by_party, atol=1e-6)


def test_a_summary_holds_mean_and_quantiles(data) -> None:
    short = summarise(data[["visits", "half_life"]])
    np.testing.assert_allclose(short["visits"].sel(statistic="mean"), data["visits"].mean("draw"))
    np.testing.assert_allclose(
        short["visits"].sel(statistic="p05"), data["visits"].quantile(0.05, "draw")
    )


def test_indicators_are_those_of_the_field(data) -> None:
    found = service_indicators(data)
    np.testing.assert_allclose(
        found["disposition_time"], 365.0 * data["pending_cases"] / data["resolved_cases"]
    )
    np.testing.assert_allclose(
        found["clearance_rate"], data["resolved_cases"] / data["incoming_cases"]
    )
    np.testing.assert_allclose(found["utilisation"], data["hours_used"] / data["hours_available"])
    idle = data.assign(resolved_cases=data["resolved_cases"] * 0.0)
    assert np.isnan(service_indicators(idle)["disposition_time"]).all()
