"""The whole set on one run: identities between its tables, and the shadow of few draws."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest

import justice_finance
from justice_finance import appraisal
from justice_finance.appraisal.decision.controls import controls
from justice_finance.appraisal.decision.decide import decision_of
from justice_finance.appraisal.decision.surveys import READINGS
from justice_finance.appraisal.headline_figures import headline
from justice_finance.errors import AppraisalError


@pytest.fixture(scope="module")
def run():
    return justice_finance.run(
        justice_finance.load_study("scenarios/invented"), draws=64, workers=1
    )


@pytest.fixture(scope="module")
def decision(run):
    return decision_of(run)


def test_the_expected_loss_of_the_choice_is_the_value_of_perfect_information(decision) -> None:
    table = decision.tables["sureness"].frame
    assert table["expected_loss"].min() == pytest.approx(float(decision.perfect), rel=1e-12)
    assert table["chance_of_being_best"].sum() == pytest.approx(1.0)
    chosen = table.loc[table["chosen_today"], "name"].item()
    assert chosen == decision.chosen == table.loc[table["net_present_value"].idxmax(), "name"]


def test_curves_add_up_to_one_at_every_value(decision) -> None:
    table = decision.tables["acceptability"].frame
    sums = table.groupby("value_of_effect")["acceptability"].sum()
    np.testing.assert_allclose(sums, 1.0)
    assert (table.groupby("value_of_effect")["on_frontier"].sum() == 1).all()


def test_no_knowledge_is_worth_more_than_perfect_information(decision) -> None:
    for name in ("information_by_input", "information_by_group"):
        values = decision.tables[name].frame["value"]
        assert values.max() <= float(decision.perfect) * (1.0 + 1e-9)
        assert values.min() >= 0.0
    surveys = decision.tables["surveys_by_size"].frame
    own = surveys[surveys["reading"] == READINGS[0]]
    assert len(own) and own["value"].max() <= float(decision.perfect) * (1.0 + 1e-9)
    np.testing.assert_allclose(surveys["net_gain"], surveys["value"] - surveys["cost"])


def test_parties_share_the_value_of_perfect_information(decision) -> None:
    together = decision.tables["information_by_payer"].frame["together"].sum()
    assert together == pytest.approx(float(decision.perfect), rel=1e-6)


def test_payers_of_a_survey_add_up_to_the_gain_of_society(decision) -> None:
    table = decision.tables["surveys_by_payer"].frame
    survey = table[table["survey"] == "survey_of_losses"]
    ranked = decision.tables["surveys_ranked"].frame
    own = ranked[(ranked["survey"] == "survey_of_losses") & (ranked["reading"] == READINGS[1])]
    value, error = own["value"].item(), own["standard_error"].item()
    assert abs(survey["gain"].sum() - value) <= 4.0 * error + 1e-6 * abs(value)
    assert (survey["size"] == own["size"].item()).all()


def test_shares_of_variance_sum_to_one(decision) -> None:
    sums = decision.tables["variance_shares"].frame.groupby("by")["share"].sum()
    np.testing.assert_allclose(sums, 1.0)


def test_the_frontier_of_budgets_holds_what_single_budgets_choose(decision) -> None:
    frontier = decision.tables["budget_frontier"].frame
    assert frontier["value"].is_monotonic_increasing
    for _, row in decision.tables["portfolios"].frame.iterrows():
        within = frontier[frontier["budget"] <= row["budget"] * (1.0 + 1e-9)]
        assert row["value"] == pytest.approx(within["value"].max(), rel=1e-9, abs=1e-9)
        assert row["rule_of_thumb_loss"] >= -1e-9 * abs(row["value"])


def test_equity_without_weights_is_the_worth_to_society(decision) -> None:
    equity = decision.tables["equity"].frame
    plain = equity[equity["measure"] == "unweighted_total"].set_index("name")["mean"]
    worth = decision.tables["sureness"].frame.set_index("name")["net_present_value"]
    np.testing.assert_allclose(plain, worth[plain.index], rtol=1e-7)


def test_the_best_option_of_a_variant_has_no_regret(decision) -> None:
    table = decision.tables["variants"].frame
    assert set(table.loc[table["rank"] == 1, "regret"]) == {0.0}
    assert decision.knowing_variant >= 0.0


def test_the_record_is_json_and_says_what_cannot_be_told(decision) -> None:
    record = json.loads(json.dumps(decision.as_record(), allow_nan=False))
    assert record["chosen_today"] == decision.chosen
    assert any("hardly be told from chance" in text for text in record["cannot_tell"])


def test_another_perspective_and_rate_are_those_of_appraise(run) -> None:
    other = decision_of(run, "person", 0.1)
    worth = appraisal.appraise(run, "person", 0.1, detail=False)["net_present_value"].mean("draw")
    table = other.tables["sureness"].frame.set_index("name")["net_present_value"]
    for name, value in table.items():
        assert value == pytest.approx(float(worth.sel(scenario=name)), rel=1e-12)


def test_a_dataset_alone_says_that_inputs_are_missing(run) -> None:
    found = decision_of(run.dataset)
    assert "tornado" not in found.tables and "surveys_ranked" not in found.tables
    assert "kept no draws" in found.cannot_tell[0]


def test_an_amount_needs_the_spread_of_one_observation(run) -> None:
    plan = json.loads(json.dumps(run.record["surveys"]))
    for measure in plan["surveys"][0]["measures"]:
        measure.pop("spread_of_one", None)
    with pytest.raises(AppraisalError, match="spread_of_one"):
        decision_of(run, plan=plan)


def test_business_as_usual_alone_is_no_choice(run) -> None:
    only = run.dataset.sel(scenario=["business_as_usual"])
    with pytest.raises(AppraisalError, match="at least one option"):
        decision_of(only)


def shadowed(draws: int, seed: int) -> SimpleNamespace:
    """Two inputs that chance left correlated, of which one alone does anything."""
    luck = np.random.default_rng(seed)
    acts, other = luck.normal(size=(2, draws))
    shadow = 0.8 * other + 0.6 * acts  # correlated in the draws
    benefit = np.stack([np.zeros(draws), 2.0 * acts + 0.1 * luck.normal(size=draws)], axis=1)
    return SimpleNamespace(inputs=np.stack([acts, shadow], axis=1), benefit=benefit)


def test_the_shadow_of_another_input_goes_and_its_own_effect_stays() -> None:
    case = shadowed(256, 5)
    plain = appraisal.value_of_partial_information(case.benefit, case.inputs[:, 1])
    fitted = controls(case.benefit, case.inputs, ("acts", "shadow"), {})
    without = fitted.without_others(case.benefit, [1])
    cleared = appraisal.value_of_partial_information(without, case.inputs[:, 1])
    assert float(plain) > 5.0 * plain.standard_error
    assert float(cleared) < 0.1 * float(plain)
    own = fitted.without_others(case.benefit, [0])
    np.testing.assert_allclose(own, case.benefit, atol=0.2)
    assert fitted.clear[:, 1].tolist() == [True, False]


def test_inputs_of_one_cause_are_left_in() -> None:
    case = shadowed(256, 6)
    record = {"correlations": {"cause": {"inputs": ["acts", "shadow"]}}}
    fitted = controls(case.benefit, case.inputs, ("acts", "shadow"), record)
    np.testing.assert_array_equal(fitted.without_others(case.benefit, [1]), case.benefit)


@pytest.fixture(scope="module")
def with_persons():
    study = justice_finance.load_study("scenarios/invented")
    return justice_finance.run(
        study, engine="event", draws=16, replications=3, fraction=0.02, workers=1
    )


def test_errors_of_a_run_that_follows_persons_have_their_luck(with_persons) -> None:
    """The decision says how sure a mean is as the headline does."""
    worth = headline(with_persons)["scenarios"]
    decision = decision_of(with_persons)
    tables = {name: each.frame for name, each in decision.tables.items()}
    sure = tables["sureness"].set_index("name")
    measured = tables["measures"].set_index(["perspective", "name"])
    for name in decision.framing.options[1:]:
        expected = worth[name]["net_present_value"]["standard_error"]
        assert sure.loc[name, "net_present_value_error"] == pytest.approx(expected, rel=1e-9)
        assert measured.loc[("society", name), "standard_error"] == pytest.approx(expected)
    for _, row in tables["portfolios"].iterrows():
        alone = [name for name in worth if decision.framing.title(name) == row["chosen"]]
        if alone:
            expected = worth[alone[0]]["net_present_value"]["standard_error"]
            assert row["standard_error"] == pytest.approx(expected, rel=1e-9)


def test_luck_of_a_difference_is_that_of_its_options_together(with_persons) -> None:
    framing = decision_of(with_persons).framing
    first, second = framing.options[1:3]
    lots = framing.worth["net_present_value_by_replication"]
    apart = lots.sel(scenario=first).values - lots.sel(scenario=second).values
    expected = np.hypot(3.0, apart.std(ddof=1) / np.sqrt(len(apart)))
    assert framing.error_of_worth(3.0, (first,), (second,)) == pytest.approx(expected)
    usual = framing.options[0]
    alone = framing.error_of_worth(3.0, (first,))
    assert framing.error_of_worth(3.0, (first,), (usual,)) == alone > 3.0
    assert framing.error_of_worth(3.0, (usual,)) == 3.0
