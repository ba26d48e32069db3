"""Worth of scenarios: identities that hold whatever the figures, and definitions by hand."""

from __future__ import annotations

import numpy as np
import pytest

import justice_finance
from justice_finance import appraisal
from justice_finance.appraisal.perspectives import CONSEQUENCES, PARTIES_OF_SOCIETY
from justice_finance.appraisal.worth import appraise
from justice_finance.errors import AppraisalError
from justice_finance.results.summaries import Results
from justice_finance.vocabulary import BUSINESS_AS_USUAL, COST_CATEGORIES, PERSPECTIVES
from tests.results import made_up

SIZE = made_up.Size(draws=6, years=4, charges=60)


@pytest.fixture(scope="module")
def data():
    return made_up.dataset(SIZE, np.random.default_rng(21))


def numbers(dataset):
    return {name: value.values for name, value in dataset.data_vars.items()}


@pytest.mark.parametrize("perspective", [*PERSPECTIVES, "provider"])
@pytest.mark.parametrize("terminal_value", [False, True])
def test_business_as_usual_against_itself_is_exactly_zero(
    data, perspective, terminal_value
) -> None:
    worth = appraise(data, perspective, terminal_value=terminal_value)
    none = ("ratio", "return", "payback", "cost_per")
    for name, value in numbers(worth.sel(scenario=BUSINESS_AS_USUAL)).items():
        if not any(word in name for word in none):
            assert not value.any(), name
        elif "payback" not in name:
            assert np.isnan(value).all(), name


@pytest.mark.parametrize("rate", [0.0, 0.08, "green_book"])
@pytest.mark.parametrize("terminal_value", [False, True])
def test_swapping_two_scenarios_is_the_exact_negative(data, rate, terminal_value) -> None:
    asked = {"discount_rate": rate, "terminal_value": terminal_value}
    one = appraise(data, comparator="mediation", **asked).sel(scenario="paralegals")
    other = appraise(data, comparator="paralegals", **asked).sel(scenario="mediation")
    for name, value in numbers(one).items():
        if any(word in name for word in ("ratio", "payback", "cost_per")):
            continue
        if name == "internal_rate_of_return":  # the same stream turned round has the same rate
            np.testing.assert_allclose(value, other[name].values)
        else:
            assert np.array_equal(value, -other[name].values), name


@pytest.mark.parametrize("terminal_value", [False, True])
def test_society_is_the_sum_of_its_parties(data, terminal_value) -> None:
    worth = appraise(data, terminal_value=terminal_value)
    parts = worth["net_present_value_by_party"]
    scale = np.abs(parts).sum("party")
    off = np.abs(parts.sum("party") - worth["net_present_value"])
    assert (off <= 1e-12 * scale).all()
    assert list(parts["party"].values) == list(PARTIES_OF_SOCIETY)


@pytest.mark.parametrize("perspective", ["society", "people", "government", "donor"])
@pytest.mark.parametrize("terminal_value", [False, True])
def test_problems_groups_categories_and_years_each_sum_to_the_whole(
    data, perspective, terminal_value
) -> None:
    worth = appraise(data, perspective, terminal_value=terminal_value)
    whole = worth["net_present_value"].values
    scale = np.abs(data["ledger"]).sum(["year", "entry"]).values.max()
    for name, dim in (
        ("net_present_value_by_problem", "problem_account"),
        ("net_present_value_by_group", "group_account"),
        ("present_value_by_category", "cost_category"),
    ):
        np.testing.assert_allclose(worth[name].sum(dim), whole, rtol=0, atol=1e-11 * scale)
    if not terminal_value:
        by_year = appraisal.net_present_value(worth["net_benefit"].values, 0.08)
        np.testing.assert_allclose(by_year, whole, rtol=0, atol=1e-12 * scale)


def test_parties_of_a_perspective_sum_to_it(data) -> None:
    parts = appraise(data)["net_present_value_by_party"]
    for name, parties in PERSPECTIVES.items():
        whole = appraise(data, name)["net_present_value"]
        np.testing.assert_allclose(parts.sel(party=list(parties)).sum("party"), whole, rtol=1e-9)


def test_what_moves_inside_a_perspective_nets_out(data) -> None:
    fee = data["entry"].values[0]
    coords = {"entry_from": "person", "entry_to": "other_side", "entry_category": "fee"}
    changed = data.copy()
    for name, value in coords.items():
        labels = data[name].values.copy()
        labels[0] = value
        changed = changed.assign_coords({name: ("entry", labels)})
    poorer = changed.copy()
    poorer["ledger"] = changed["ledger"] + 1e6 * (changed["entry"] == fee) * (
        changed["scenario"] == "paralegals"
    )
    for name in ("society", "people"):
        before, after = appraise(changed, name), appraise(poorer, name)
        assert np.array_equal(before["net_present_value"], after["net_present_value"])
    lost = appraise(poorer, "person")["net_present_value"].sel(scenario="paralegals")
    had = appraise(changed, "person")["net_present_value"].sel(scenario="paralegals")
    assert (lost < had).all()


def test_public_cost_is_what_government_and_donors_pay_less_what_they_save(data) -> None:
    change = data["ledger"] - data["ledger"].sel(scenario=BUSINESS_AS_USUAL)
    factors = 1.08 ** -np.arange(SIZE.years)
    expected = np.zeros((3, SIZE.draws))
    for place in range(data.sizes["entry"]):
        category = str(data["entry_category"].values[place])
        if category == "excess_burden":
            continue
        value = (change.isel(entry=place).values * factors).sum(axis=-1)
        expected += value * (str(data["entry_from"].values[place]) in PERSPECTIVES["public"])
        expected -= value * (str(data["entry_to"].values[place]) in PERSPECTIVES["public"])
    np.testing.assert_allclose(appraise(data)["public_cost"], expected, atol=1e-6)
    impact = appraise(data)["budget_impact"].sel(party=list(PERSPECTIVES["public"]))
    np.testing.assert_allclose((impact.sum("party") * factors).sum("year"), expected, atol=1e-6)


def test_the_ratio_is_all_other_effects_over_the_outlay(data) -> None:
    for funder in ("government", "donor", "public", "government_justice"):
        worth = appraise(data, funder=funder)
        outlay = worth["funder_outlay"].values
        whole = worth["net_present_value"].values
        ratio = worth["benefit_cost_ratio"].values
        told = (outlay > 0.0).all(axis=1)
        np.testing.assert_allclose(ratio[told], (whole[told] + outlay[told]) / outlay[told])
        assert np.isnan(ratio[~told]).all()


def test_savings_on_consequences_are_no_part_of_the_outlay(data) -> None:
    kept = ~data["entry_category"].isin([*CONSEQUENCES])
    only = data["ledger"] * kept
    worth, without = appraise(data), appraise(data.assign(ledger=only))
    np.testing.assert_allclose(worth["funder_outlay"], without["funder_outlay"])
    np.testing.assert_allclose(
        without["public_cost"], appraise(data, funder="public").funder_outlay
    )


def test_a_funder_outside_the_perspective_does_not_count_in_the_effects(data) -> None:
    worth = appraise(data, "person", funder="donor")
    outlay = worth["funder_outlay"].values
    told = (outlay > 0.0).all(axis=1)
    np.testing.assert_allclose(
        worth["benefit_cost_ratio"].values[told],
        worth["net_present_value"].values[told] / outlay[told],
    )


def small(flows: dict[str, list[list[float]]], entries: list[tuple[str, str, str]]):
    """A dataset by hand: ledger amounts (draw, entry) of one year for each scenario."""
    size = made_up.Size(draws=len(next(iter(flows.values()))), years=1, charges=0)
    data = made_up.dataset(size, np.random.default_rng(1), (BUSINESS_AS_USUAL, *flows), burden=0.0)
    names = ["|".join(entry) for entry in entries]
    data = data.drop_dims("entry").assign_coords(
        entry=names,
        entry_category=("entry", [entry[0] for entry in entries]),
        entry_from=("entry", [entry[1] for entry in entries]),
        entry_to=("entry", [entry[2] for entry in entries]),
    )
    amounts = np.array([np.zeros_like(next(iter(flows.values()))), *flows.values()], float)
    data["ledger"] = (("scenario", "draw", "year", "entry"), amounts[:, :, None])
    return data


SPENT = [
    ("service_cost", "government_justice", "resources"),
    ("continuing_loss", "person", "resources"),
]


def test_a_scenario_that_may_save_has_no_ratio() -> None:
    sure = [[10.0, -30.0]] * 200
    rarely = [[-1.0, -30.0]] * 2 + sure[2:]  # 1 % of draws
    often = [[-1.0, -30.0]] * 3 + sure[3:]  # 1.5 %
    data = small({"sure": sure, "rarely": rarely, "often": often}, SPENT)
    told = appraisal.headline(data)["scenarios"]
    every = dict.fromkeys(("mean", "p05", "p95"), 3.0)
    assert told["sure"]["benefit_cost_ratio"] == {**every, "standard_error": 0.0}
    assert told["rarely"]["benefit_cost_ratio"]["mean"] == pytest.approx(3.0)
    assert told["often"]["benefit_cost_ratio"] is None


def test_a_saved_public_cost_gives_no_second_ratio() -> None:
    rows = [*SPENT, ("detention_cost", "government_interior", "resources")]
    data = small({"one": [[10.0, -30.0, -12.0]]}, rows)
    worth = appraise(data, funder="government", detail=False).sel(scenario="one")
    assert worth["funder_outlay"].item() == 10.0
    assert worth["public_cost"].item() == -2.0
    assert worth["net_present_value"].item() == 32.0
    assert worth["benefit_cost_ratio"].item() == pytest.approx(4.2)  # 30 + 12 over 10
    assert np.isnan(worth["benefit_public_cost_ratio"].item())


def test_a_grant_is_the_donors_outlay_and_not_societys() -> None:
    rows = [
        ("service_cost", "government_justice", "resources"),
        ("funding_transfer", "donor", "government_justice"),
        ("continuing_loss", "person", "resources"),
    ]
    data = small({"grant": [[10.0, 8.0, -30.0]], "own": [[10.0, 0.0, -30.0]]}, rows)
    donor = appraise(data, funder="donor", detail=False)
    both = appraise(data, funder="public", detail=False)
    assert donor["net_present_value"].values.ravel().tolist() == [0.0, 20.0, 20.0]
    assert donor["funder_outlay"].values.ravel().tolist() == [0.0, 8.0, 0.0]
    assert both["funder_outlay"].values.ravel().tolist() == [0.0, 10.0, 10.0]
    assert donor["benefit_cost_ratio"].sel(scenario="grant").item() == pytest.approx(28.0 / 8.0)
    assert np.isnan(donor["benefit_cost_ratio"].sel(scenario="own").item())


def test_problems_resolved_are_net_of_those_that_come_back(data) -> None:
    net = (data["problems_resolved"] - data["problems_returned"]).sum("legal_problem")
    change = net - net.sel(scenario=BUSINESS_AS_USUAL)
    factors = 1.05 ** -np.arange(SIZE.years)
    worth = appraise(data, discount_rate=0.05)
    np.testing.assert_allclose(worth["problems_resolved"], (change * factors).sum("year"))
    np.testing.assert_allclose(worth["problems_resolved_undiscounted"], change.sum("year"))
    resolved = worth["problems_resolved"].values
    cost = worth["cost_per_resolved_problem"].values
    np.testing.assert_allclose(
        cost[resolved > 0], (worth["funder_outlay"] / resolved).values[resolved > 0]
    )
    assert np.isnan(cost[resolved <= 0]).all()


def test_without_margins_there_is_no_worth_by_problem_or_group(data) -> None:
    whole = appraise(data)
    assert appraise(data.drop_vars(["net_by_problem", "net_by_group"])).identical(
        whole.drop_vars(["net_present_value_by_problem", "net_present_value_by_group"]).drop_vars(
            ["problem_account", "group_account"]
        )
    )


def test_a_shorter_horizon_counts_fewer_years(data) -> None:
    whole, first = appraise(data), appraise(data, horizon=2)
    assert first.sizes["year"] == 2
    np.testing.assert_array_equal(first["net_benefit"], whole["net_benefit"].isel(year=slice(2)))
    np.testing.assert_allclose(
        first["net_present_value"], (first["net_benefit"] * [1.0, 1.0 / 1.08]).sum("year")
    )


def test_the_terminal_value_adds_the_fading_tail(data) -> None:
    with_tail, without = appraise(data, terminal_value=True), appraise(data)
    sign = np.where(data["entry_from"] == "resources", 1.0, 0.0) - (data["entry_to"] == "resources")
    flow = (data["terminal_flow"] * sign.values).sum("entry")
    years = 1.08**-SIZE.years / (np.log(2) * 365.0 / data["half_life"] + np.log(1.08))
    tail = flow * years
    np.testing.assert_allclose(
        with_tail["net_present_value"] - without["net_present_value"],
        tail - tail.sel(scenario=BUSINESS_AS_USUAL),
        atol=1e-6,
    )
    assert (with_tail.attrs["terminal_value"], without.attrs["terminal_value"]) == ("yes", "no")


def test_payback_year_is_the_year_that_wins_the_outlay_back() -> None:
    size = made_up.Size(draws=1, years=4, charges=0)
    data = made_up.dataset(size, np.random.default_rng(1), (BUSINESS_AS_USUAL, "one"), burden=0.0)
    rows = small({"one": [[0.0, 0.0]]}, SPENT)
    amounts = np.zeros((2, 1, 4, 2))
    amounts[1, 0, :, 0] = [10.0, 0.0, 0.0, 0.0]
    amounts[1, 0, :, 1] = [0.0, -6.0, -6.0, -6.0]
    data = data.drop_dims("entry").assign_coords(
        {name: rows[name] for name in ("entry", "entry_category", "entry_from", "entry_to")}
    )
    data["ledger"] = (("scenario", "draw", "year", "entry"), amounts)
    years = [
        appraise(data, discount_rate=rate, detail=False)["payback_year"].sel(scenario="one").item()
        for rate in (0.0, 0.2, 0.4)
    ]
    assert years[:2] == [2027, 2028]
    assert np.isnan(years[2])
    worth = appraise(data, detail=False)
    assert worth["internal_rate_of_return"].sel(scenario="one").item() == pytest.approx(
        appraisal.internal_rate_of_return([-10.0, 6.0, 6.0, 6.0])
    )


def test_results_and_their_dataset_are_worth_the_same_by_every_name(data) -> None:
    one = justice_finance.appraise(Results(data), "society", discount_rate=0.08)
    assert one.identical(appraisal.appraise(data))
    assert one["net_present_value"].dims == ("scenario", "draw")
    assert set(COST_CATEGORIES) == set(one["cost_category"].values)
    for name in ("currency", "price_year", "run_id", "structural_variant", "funder"):
        assert one.attrs[name] == made_up.ATTRIBUTES[name]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"perspective": "societies"}, "perspective_unknown"),
        ({"perspective": "resources"}, "perspective_unknown"),
        ({"funder": "treasury"}, "perspective_unknown"),
        ({"discount_rate": "grey_book"}, "discount_rate_wrong"),
        ({"discount_rate": 8}, "discount_rate_wrong"),  # per cent
        ({"horizon": 0}, "horizon_wrong"),
        ({"horizon": 5}, "horizon_wrong"),
        ({"horizon": 2.5}, "horizon_wrong"),
        ({"horizon": 3, "terminal_value": True}, "horizon_wrong"),
        ({"comparator": "busines_as_usual"}, "comparator_unknown"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(data, asked, code) -> None:
    with pytest.raises(AppraisalError) as error:
        appraise(data, **asked)
    assert [mistake.code for mistake in error.value.mistakes] == [code]


def test_a_stored_dataset_is_worth_the_same(data, tmp_path) -> None:
    import xarray as xr

    data.to_netcdf(tmp_path / "results.nc")
    with xr.open_dataset(tmp_path / "results.nc") as stored:
        assert numbers_equal(
            appraise(stored, terminal_value=True), appraise(data, terminal_value=True)
        )
        assert appraisal.headline(stored) == appraisal.headline(data)


def numbers_equal(one, other) -> bool:
    return all(
        np.array_equal(value, other[name].values, equal_nan=True)
        for name, value in numbers(one).items()
    )
