"""Kenya's business as usual holds its targets, and its files mean what they say."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.calibration.bench import Bench, Run
from justice_finance.calibration.reading import read_targets
from justice_finance.calibration.validation import Validation, validate_model
from justice_finance.scenario.study import Study, load_study
from justice_finance.vocabulary import BUSINESS_AS_USUAL

HELD_OUT = {
    "listed_events",
    "pending_2024_25",
    "trial_days_saved",
    "tunisia_first_exit",
    "tunisia_second_exit",
    "tunisia_exit_falls",
}


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study("scenarios/kenya")


@pytest.fixture(scope="module")
def tables(study: Study) -> dict[str | None, Validation]:
    return {variant: validate_model(study, variant) for variant in study.variants}


@pytest.fixture(scope="module")
def usual(study: Study) -> Run:
    return Bench(study).scenario(BUSINESS_AS_USUAL)


def test_every_fitted_target_is_inside_in_every_variant(
    tables: dict[str | None, Validation],
) -> None:
    for variant, table in tables.items():
        outside = [row.id for row in table.rows if row.role == "fitted" and not row.inside]
        assert not outside, f"{variant}: {outside}"


def test_targets_that_are_held_out_are_never_fitted(study: Study) -> None:
    targets = read_targets(study.folder)
    held_out = {name for name, each in targets.targets.items() if each.role == "held_out"}
    assert held_out == HELD_OUT
    assert not held_out & {name for each in targets.fit.values() for name in each.targets}


def test_a_held_out_target_that_is_outside_says_why(tables: dict[str | None, Validation]) -> None:
    for table in tables.values():
        for row in table.rows:
            assert row.inside or row.reason, row.id


def test_the_variants_of_court_time_give_one_disposition_time(
    tables: dict[str | None, Validation],
) -> None:
    days = [table["disposition_time_2023_24"].model for table in tables.values()]
    assert len(days) == 3
    assert max(days) / min(days) < 1.02


def test_the_account_of_the_courts_closes(tables: dict[str | None, Validation]) -> None:
    for table in tables.values():
        filed, resolved, pending = (
            table[name].model for name in ("filed_2023_24", "resolved_2023_24", "pending_2023_24")
        )
        assert 642_853 + filed - resolved == pytest.approx(pending, rel=1e-9)


def test_business_as_usual_without_growth_is_stationary_for_people(usual: Run) -> None:
    problems = usual.flows.fresh + usual.flows.returned + usual.flows.knocked_on
    yearly = problems[0].sum(axis=1)
    assert np.ptp(yearly) / yearly[0] < 0.01
    unsettled = usual.flows.stock_end[0][:, :, usual.at(("unsettled",))[0]].sum(axis=1)
    assert np.ptp(unsettled) / unsettled[0] < 0.01


def test_surveyed_incidence_is_what_begins_returns_and_knock_ons_included(usual: Run) -> None:
    flows, axes = usual.flows, usual.realised.axes
    surveyed = {
        name
        for name in axes.legal_problems
        if not name.endswith("filings") and "induced" not in name
    }
    classes = np.array([axes.legal_problems[p] in surveyed for p in axes.class_problem])
    lumps = np.unique(flows.lump_of_class[classes])
    begun = (flows.fresh + flows.returned + flows.knocked_on)[0, :, lumps].sum(axis=0)
    incidence = -np.log(1.0 - 0.63) / 4.0
    assert begun[0] == pytest.approx(29_000_000 * incidence, rel=0.005)


def test_ten_per_cent_more_magistrates_help_only_where_there_is_a_queue(study: Study) -> None:
    saved = {}
    for variant in ("mostly_queue", "mostly_notice_and_parties"):
        bench = Bench(study, variant)
        at = ("court_civil", "court_criminal")
        runs = [bench.scenario(name) for name in (BUSINESS_AS_USUAL, "more_magistrates")]
        pending = [run.flows.stock_end[0, -1][:, run.at(at)].sum() for run in runs]
        saved[variant] = pending[0] - pending[1]
    assert saved["mostly_queue"] > 50_000
    assert abs(saved["mostly_notice_and_parties"]) < 0.01 * saved["mostly_queue"]
