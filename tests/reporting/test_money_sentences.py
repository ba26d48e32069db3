"""Sentences beside the pictures of money and of stays are true, whatever the figures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.charts.rounding import Estimate, rounded, shown_step
from justice_finance.reporting.cash_flow import CashFlow
from justice_finance.reporting.cash_picture import cash_sentence
from justice_finance.reporting.content import report_of
from justice_finance.reporting.cost_groups import GAINS_AND_COSTS
from justice_finance.reporting.cost_picture import cost_change_sentence
from justice_finance.reporting.figures import MemberFigures, YearFigures
from justice_finance.reporting.gross_costs import PartyCost
from justice_finance.reporting.pictures import all_packs, gainers_told, payback_told
from justice_finance.reporting.sentences import option_setting, sign_on_average, sure_sign
from justice_finance.reporting.stay_picture import stuck_change_sentence, stuck_sentence
from justice_finance.reporting.stays import Stay
from justice_finance.reporting.value_picture import steps_sentence
from justice_finance.reporting.value_steps import ValueStep
from tests.reporting.sample import sample
from tests.reporting.test_sentences import ABOUT, AMOUNT, estimates, near, options, plain, read

shares = st.none() | st.floats(0.0, 1.0)
BASIS = ("business as usual", "2024 to 2033", "Invented Land", "half")
MONEY = (*BASIS, "KES of 2024")


def shown(value: float, estimate: Estimate) -> float:
    return rounded(value, shown_step(estimate))


def says_all(text: str, parts: tuple[str, ...], share: float | None) -> None:
    assert all(part in text for part in parts)
    assert ("Illustrative" in text) == (share is None or share >= 0.5)


@given(estimates())
def test_a_sign_is_sure_only_if_mean_and_range_have_it(estimate: Estimate) -> None:
    sign = sure_sign(estimate)
    values = (estimate.p05, estimate.mean, estimate.p95)
    if sign:
        assert all(sign * shown(value, estimate) > 0.0 for value in values)
    else:
        signs = {(v > 0.0) - (v < 0.0) for v in (shown(value, estimate) for value in values)}
        assert signs not in ({1}, {-1})
    assert sign_on_average(estimate) * shown(estimate.mean, estimate) >= 0.0


@given(st.lists(st.tuples(estimates(), estimates()), min_size=1, max_size=3), shares)
def test_a_sentence_on_cash_is_true(
    years: list[tuple[Estimate, Estimate]], share: float | None
) -> None:
    totals, running = zip(*years, strict=True)
    flow = CashFlow("an_option", tuple(range(2024, 2024 + len(years))), {}, totals, running)
    text = plain(cash_sentence(flow, "An option", ABOUT, share))
    says_all(text, (*MONEY, "An option", "not discounted"), share)
    end = running[-1]
    amount = read(*AMOUNT.search(text.split(": ", 1)[1]).groups())  # type: ignore[union-attr]
    if "pay more or less" in text:
        assert sure_sign(end) == 0 and near(amount, end.mean, end)
    else:
        sign = 1 if " more on average" in text else -1
        assert ("less on average" in text) == (sign < 0)
        assert min(sign * end.p05, sign * end.mean, sign * end.p95) > 0.0
        assert near(sign * amount, end.mean, end)
    if "costs most" in text:
        year = int(text.split("costs most on average is ")[1][:4])
        assert totals[year - 2024].mean == max(each.mean for each in totals) > 0.0


@given(estimates(), estimates(), shares)
def test_a_sentence_on_the_cost_of_a_party_is_true(
    base: Estimate, change: Estimate, share: float | None
) -> None:
    nothing = Estimate(0.0, 0.0, 0.0)
    usual = PartyCost("business_as_usual", "donor", "dealing", base, nothing)
    option = PartyCost("an_option", "donor", "dealing", base, change)
    text = plain(cost_change_sentence(usual, option, "An option", ABOUT, share))
    says_all(text, (*MONEY, "An option", "Donors", "before what they receive"), share)
    amounts = [read(*found) for found in AMOUNT.findall(text)]
    assert near(amounts[-1], base.mean, base)
    if "more or less" in text:
        assert sure_sign(change) == 0 and near(amounts[0], change.mean, change)
    elif "as much as before" in text:
        assert not (change.mean or change.p05 or change.p95)
    else:
        sign = 1 if " more on average" in text else -1
        assert min(sign * change.p05, sign * change.p95) > 0.0
        assert near(sign * amounts[0], change.mean, change)


@given(options(), st.lists(estimates(), min_size=1, max_size=len(GAINS_AND_COSTS)), shares)
def test_a_sentence_on_steps_names_the_largest_and_the_sum(
    figures, worths: list[Estimate], share: float | None
) -> None:
    steps = [
        ValueStep("an_option", name, name, worth)
        for name, worth in zip(GAINS_AND_COSTS, worths, strict=False)
    ]
    text = plain(steps_sentence(figures, steps, ABOUT, share))
    says_all(text, (*MONEY, figures.title, "chance of loss", "8 % a year"), share)
    for sign, at, words in ((1, 0, "adds most"), (-1, 1, "takes most")):
        own = [each for each in steps if sign_on_average(each.worth) == sign]
        assert (words in text) == bool(own)
        if own:
            most = max(own, key=lambda each: sign * each.worth.mean)
            assert f"{words} on average is that {GAINS_AND_COSTS[most.step][at]} (KES" in text
    worth = figures.net_present_value
    assert ("a net gain of" in text) == (shown(worth.mean, worth) > 0.0)
    assert ("a net loss of" in text) == (shown(worth.mean, worth) < 0.0)


@given(estimates(), shares)
def test_a_sentence_on_who_is_stuck_gives_a_direction_only_if_it_is_sure(
    change: Estimate, share: float | None
) -> None:
    some = Estimate(1000.0, 900.0, 1100.0)
    stay = Stay("an_option", "court", "Court", some, some, some, change)
    text = plain(stuck_change_sentence(stay, "An option", ABOUT, share))
    says_all(text, (*BASIS, "An option", "Court"), share)
    assert (" fewer people" in text.replace("or fewer", "")) == (sure_sign(change) < 0)
    assert (" more people" in text) == (sure_sign(change) > 0)


def test_the_step_with_most_people_is_named() -> None:
    some = Estimate(1.2e6, 0.9e6, 1.6e6)
    first = Stay("business_as_usual", "court", "Court", some, some, None, Estimate(0, 0, 0))
    text = plain(stuck_sentence([first], ABOUT))
    assert "1.20 million people and cases in Invented Land are at the step “Court”" in text
    assert "(90 % range 0.90 million to 1.60 million)" in text and "days" not in text
    longer = replace(first, days=Estimate(90.91266, 90.9126, 90.9127))
    assert "lasts 90.9 days on average" in plain(stuck_sentence([longer], ABOUT))


@given(st.lists(estimates(), min_size=1, max_size=4))
def test_when_costs_are_made_good_is_true(sums: list[Estimate]) -> None:
    zero = Estimate(0.0, 0.0, 0.0)
    rows = [YearFigures("x", 2024 + at, zero, each, zero) for at, each in enumerate(sums)]
    text = plain(payback_told(rows, "KES"))
    means, last = [each.mean for each in sums], sums[-1]
    assert ("about zero" in text) == (not sign_on_average(last))
    if "never below zero" in text:
        assert min(means) >= 0.0
    if "not made good" in text:
        assert shown(last.mean, last) < 0.0
    if found := re.search(r"made good on average from (\d+)", text):
        year = int(found[1]) - 2024
        assert means[year - 1] < 0.0 <= min(means[year:])
        assert shown(last.mean, last) > 0.0


@given(st.lists(estimates(), min_size=1, max_size=4))
def test_who_gains_and_who_loses_most_is_true(worths: list[Estimate]) -> None:
    rows = [MemberFigures("x", str(at), f"Member {at}", each) for at, each in enumerate(worths)]
    text = plain(gainers_told(rows, [row.title for row in rows], "KES"))
    for what, best, sign in (("gain", max, 1), ("loss", min, -1)):
        found = re.search(rf"largest {what} is that of “Member (\d)”", text)
        extreme = best(each.mean for each in worths)
        if found:
            assert worths[int(found[1])].mean == extreme
            assert sign_on_average(worths[int(found[1])]) == sign
        else:
            assert any(sign_on_average(e) != sign for e in worths if e.mean == extreme)


@pytest.fixture(scope="module")
def said() -> dict[str, tuple[str, ...]]:
    report = report_of(sample(64))
    return {pack.name: pack.sentences for pack in all_packs(report)}


def test_sentences_of_options_can_travel_alone(said: dict[str, tuple[str, ...]]) -> None:
    names = ("who_pays_and_gains", "who_gains_by_group", "fan_over_years", "cash_flow")
    for name in (*names, "cost_to_net_benefit", "cost_by_party"):
        assert said[name]
        for text in map(plain, said[name]):
            says = ("Compared with business as usual", "2024 to 2033", "KES of 2024", "90 % range")
            assert all(part in text for part in says), (name, text)


def test_the_setting_says_what_is_not_discounted() -> None:
    assert "discounted at 8" in option_setting("x", ABOUT)
    assert "not discounted" in option_setting("x", ABOUT, discounted=False)
    assert "KES" not in option_setting("x", ABOUT, money=False)
