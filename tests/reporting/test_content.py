"""The report object: agrees with the appraisal, knows what figures rest on, says what is wrong."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from justice_finance.appraisal.headline_figures import headline
from justice_finance.appraisal.worth import appraise
from justice_finance.errors import ReportError
from justice_finance.reporting.caveats import caveats_of
from justice_finance.reporting.content import (
    Report,
    headline_of,
    rates_shown,
    report_of,
)
from justice_finance.reporting.figures import RAISING_TAXES
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.origins import ASSUMPTION, share_on
from justice_finance.vocabulary import BUSINESS_AS_USUAL
from tests.reporting.sample import sample


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(sample(64))


def test_the_report_cannot_be_changed(report: Report) -> None:
    with pytest.raises(FrozenInstanceError):
        report.headline = ()  # type: ignore[misc]


def test_every_headline_figure_is_that_of_the_appraisal(report: Report) -> None:
    results = sample(64)
    for rate in (0.05, 0.08, 0.12):
        for terminal in (False, True):
            asked = headline(results, discount_rate=rate, terminal_value=terminal)["scenarios"]
            own = report.at(rate, terminal)
            assert [each.option for each in own] == list(asked)
            for each in own:
                for name in ("net_present_value", "public_cost", "problems_resolved"):
                    found = getattr(each, name)
                    expected = asked[each.option][name]
                    told = (found.mean, found.p05, found.p95, found.error)
                    assert told == tuple(expected.values())
                assert each.chance_of_loss == asked[each.option]["chance_of_loss"]
                ratio = asked[each.option]["benefit_cost_ratio"]
                assert (each.benefit_cost_ratio is None) == (ratio is None)


def test_options_stand_in_the_order_of_the_study(report: Report) -> None:
    names = sample(64).record["study"]["headline_scenarios"]
    assert [each.option for each in report.headline] == names


def test_every_variant_is_shown_and_the_headline_first(report: Report) -> None:
    names = list(dict.fromkeys(each.structural_variant for each in report.variants))
    assert names == ["half", "notice"]
    own = [each for each in report.variants if each.structural_variant == "half"]
    assert [e.net_present_value for e in own] == [e.net_present_value for e in report.headline]


def test_the_cost_of_raising_taxes_stands_apart_and_is_a_loss(report: Report) -> None:
    worth = appraise(sample(64))
    for option in report.headline:
        own = [each for each in report.by_party if each.option == option.option]
        (taxes,) = [each for each in own if each.member == RAISING_TAXES]
        assert taxes.net_present_value.mean < 0.0
        total = sum(each.net_present_value.mean for each in own)
        expected = worth["net_present_value"].sel(scenario=option.option).mean()
        assert total == pytest.approx(float(expected), rel=1e-9)


def test_the_last_year_is_the_net_present_value_and_as_sure(report: Report) -> None:
    for option in report.headline:
        last = [each.cumulative for each in report.by_year if each.option == option.option][-1]
        for name in ("mean", "p05", "p95", "error"):
            expected = getattr(option.net_present_value, name)
            assert getattr(last, name) == pytest.approx(expected, rel=1e-9)


def test_groups_add_up_to_the_people(report: Report) -> None:
    worth = appraise(sample(64), "person")
    for option in report.headline:
        total = sum(e.net_present_value.mean for e in report.by_group if e.option == option.option)
        expected = worth["net_present_value"].sel(scenario=option.option).mean()
        assert total == pytest.approx(float(expected), rel=1e-9)


def test_shares_of_inputs_leave_a_rest_and_those_of_origins_do_not(report: Report) -> None:
    for option in report.headline:
        own = [each.share for each in report.drivers if each.option == option.option]
        assert min(own) >= 0.0
        assert 0.5 < sum(own) < 1.1
        origins = {each.origin for each in report.drivers}
        total = sum(share_on(report.drivers, option.option, each) or 0.0 for each in origins)
        assert total == pytest.approx(1.0)


def test_a_figure_that_rests_on_assumptions_is_illustrative(report: Report) -> None:
    option = report.headline[0].option
    assert report.assumption_share[option] == share_on(report.drivers, option, ASSUMPTION)
    for share, expected in ((0.7, True), (0.2, False), (None, True)):
        other = replace(report, assumption_share={option: share})
        assert other.illustrative(option) is expected


def test_without_draws_nothing_is_said_of_shares() -> None:
    report = report_of(replace(sample(32, short=True, variants=False), draws=None))
    assert report.drivers == ()
    assert set(report.assumption_share.values()) == {None}


def test_the_headline_alone_has_the_same_figures(report: Report) -> None:
    alone = headline_of(sample(64))
    assert alone.options == report.headline
    for option in alone.options:
        assert alone.assumption_share[option.option] == report.assumption_share[option.option]


def test_the_own_rate_is_always_among_those_shown() -> None:
    assert rates_shown({}, 0.035) == [0.035, 0.05, 0.08, 0.12]
    assert rates_shown({"study": {"discount_rates_shown": [0.03]}}, "green_book") == [
        0.03,
        "green_book",
    ]


def test_results_without_options_are_refused() -> None:
    results = sample(32, short=True, variants=False)
    alone = results.dataset.sel(scenario=[BUSINESS_AS_USUAL])
    with pytest.raises(ReportError, match="report_without_options"):
        report_of(type(results)(alone, {}, results.record))


def test_caveats_name_the_largest_driver_and_what_the_model_misses(report: Report) -> None:
    text = " ".join(caveats_of(report))
    assert 2 <= len(caveats_of(report)) <= 4
    best = max(report.headline, key=lambda each: each.net_present_value.mean)
    first = next(each for each in report.drivers if each.option == best.option)
    assert first.title in text
    assert "Listed events per case" in text


def test_inputs_have_readable_titles() -> None:
    record = sample(32, short=True, variants=False).record
    assert input_title(record, "country.quantities.later_settles") == "Later settles"
    assert input_title(record, "journeys.land.burden.continuing_loss.person").startswith(
        "A dispute over land, boundary or inheritance: "
    )


def test_every_change_names_old_and_new(report: Report) -> None:
    assert report.changes
    assert {(row.old, row.new) for row in report.changes} == {("0", "1,450")}


def test_means_of_years_add_up(report: Report) -> None:
    worth = appraise(sample(64))
    option = report.headline[0].option
    own = [each.net_benefit.mean for each in report.by_year if each.option == option]
    np.testing.assert_allclose(own, worth["net_benefit"].sel(scenario=option).mean("draw"))
