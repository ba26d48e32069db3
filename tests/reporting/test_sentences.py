"""Generated sentences are true, whatever the figures: direction, rounding, range, money, words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.appraisal.headline_figures import headline
from justice_finance.charts.rounding import MINUS, NO_BREAK, Estimate, shown_step
from justice_finance.reporting.about import About
from justice_finance.reporting.content import Headline
from justice_finance.reporting.figures import OptionFigures
from justice_finance.reporting.outcome_sentences import (
    cost_per_problem_sentence,
    cost_sentence,
    pays_words,
    problems_sentence,
    ratio_sentence,
)
from justice_finance.reporting.sentences import (
    basis_sentence,
    gains_on_average,
    headline_sentence,
    headline_text,
    option_sentence,
    variants_sentence,
)
from tests.reporting.sample import sample

ABOUT = About(
    study="s", title="A study", description="", author="", date="2026-01-05",
    country="Invented Land", run_id="0" * 12, engine="cohort", seed=1, draws=1024, currency="KES",
    price_year=2024, base_year=2024, first_year=2024, last_year=2033, discount_rate=0.08,
    perspective="society", funder="public", structural_variant="half",
)  # fmt: skip
SCALES = {"": 1.0, "million": 1e6, "billion": 1e9, "trillion": 1e12}
AMOUNT = re.compile(rf"KES ({MINUS}?[\d,.]+)(?: (million|billion|trillion))?")
RANGE = re.compile(rf"90 % range ({MINUS}?[\d,.]+) to ({MINUS}?[\d,.]+)(?: (\w+illion))?")

money = st.one_of(
    st.floats(-1e12, 1e12).filter(lambda value: abs(value) > 1e-3 or value == 0.0),
    st.sampled_from([0.0, 1e9, -1e9, 5e8, 1.0]),
)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    """Any figure: a mean may lie outside its range, as that of a skewed one does."""
    low, high = sorted((draw(money), draw(money)))
    return Estimate(draw(money), low, high, draw(st.sampled_from([float("nan"), 0.0, 1e7])))


@st.composite
def options(draw: st.DrawFn, name: str = "an_option") -> OptionFigures:
    ratio = draw(st.none() | estimates())
    return OptionFigures(
        option=name,
        title=f"Title of {name}",
        discount_rate=0.08,
        terminal_value=draw(st.booleans()),
        structural_variant="half",
        net_present_value=draw(estimates()),
        public_cost=draw(estimates()),
        funder_outlay=draw(estimates()),
        problems_resolved=draw(estimates()),
        problems_resolved_undiscounted=draw(estimates()),
        benefit_cost_ratio=ratio,
        cost_per_resolved_problem=draw(st.none() | estimates()),
        chance_of_loss=draw(st.integers(0, 1024)) / 1024,
        chance_error=0.0,
    )


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def read(number: str, scale: str | None) -> float:
    return float(number.replace(",", "").replace(MINUS, "-")) * SCALES[scale or ""]


def near(shown: float, value: float, estimate: Estimate) -> bool:
    return abs(shown - value) <= 0.5 * shown_step(estimate) * (1 + 1e-6) + 1e-9 * abs(value)


def range_of(text: str) -> tuple[float, float]:
    found = RANGE.search(text)
    assert found, text
    low, high, scale = found.groups()
    return read(low, scale), read(high, scale)


@given(options(), st.none() | st.floats(0.0, 1.0))
def test_a_sentence_about_an_option_is_true(figures: OptionFigures, share: float | None) -> None:
    text = plain(option_sentence(figures, ABOUT, share))
    worth = figures.net_present_value
    for part in ("business as usual", "2024 to 2033", "KES of 2024", "8 % a year", "half"):
        assert part in text
    assert figures.title in text
    assert ("with terminal value" in text) == figures.terminal_value
    assert ("Illustrative" in text) == (share is None or share >= 0.5)
    low, high = range_of(text)
    assert near(low, worth.p05, worth) and near(high, worth.p95, worth)
    if "better off" in text.replace("neither better", ""):
        amount = read(*AMOUNT.search(text).groups())  # type: ignore[union-attr]
        assert worth.mean > 0.0 and near(amount, worth.mean, worth)
    elif " worse off on average" in text and "neither" not in text:
        amount = read(*AMOUNT.search(text).groups())  # type: ignore[union-attr]
        assert worth.mean < 0.0 and near(-amount, worth.mean, worth)
    elif "neither" in text:
        assert near(0.0, worth.mean, worth)
    else:
        assert "change nothing" in text
        assert not (worth.mean or worth.p05 or worth.p95)


@given(options())
def test_the_chance_of_loss_in_a_sentence_is_true(figures: OptionFigures) -> None:
    text = plain(option_sentence(figures, ABOUT, 0.0))
    words = re.search(r"chance of loss (under |over )?(\d+) %", text)
    assert words
    side, number = words.groups()
    chance = 100.0 * figures.chance_of_loss
    if side == "under ":
        assert chance < float(number)
    elif side == "over ":
        assert chance > float(number)
    else:
        assert abs(chance - float(number)) <= 0.5


@given(options())
def test_saves_and_costs_are_said_only_when_the_whole_range_says_so(
    figures: OptionFigures,
) -> None:
    text = plain(cost_sentence(figures, ABOUT))
    cost = figures.public_cost
    if "saves" in text:
        assert cost.p95 < 0.0 and cost.mean < 0.0
    elif text.startswith("It costs"):
        assert cost.p05 > 0.0 and cost.mean > 0.0
    else:
        assert "may cost" in text
    low, high = range_of(text)
    assert near(low, cost.p05, cost) and near(high, cost.p95, cost)
    amount = read(*AMOUNT.search(text.split("(")[0]).groups())  # type: ignore[union-attr]
    assert near(abs(amount), abs(cost.mean), cost)


@given(options())
def test_there_is_no_ratio_where_there_is_none(figures: OptionFigures) -> None:
    text = plain(ratio_sentence(figures, ABOUT))
    assert ("no benefit-cost ratio" in text) == (figures.benefit_cost_ratio is None)
    text = plain(cost_per_problem_sentence(figures, ABOUT))
    assert ("no cost per resolved" in text) == (figures.cost_per_resolved_problem is None)


@given(options())
def test_a_mean_made_by_a_few_draws_is_not_stated(figures: OptionFigures) -> None:
    ratio = figures.benefit_cost_ratio
    if ratio is None:
        return
    text = plain(ratio_sentence(figures, ABOUT))
    assert ("unclear" in text) == ratio.mean_is_unclear
    if not ratio.mean_is_unclear and ratio.p95 > ratio.p05:
        assert ratio.p05 <= ratio.mean <= ratio.p95


@given(options())
def test_more_and_fewer_problems_are_not_mixed_up(figures: OptionFigures) -> None:
    text = problems_sentence(figures)
    count = figures.problems_resolved_undiscounted.mean
    if " more problems" in text:
        assert count > 0.0
    elif " fewer problems" in text:
        assert count < 0.0
    else:
        step = max(1.0, shown_step(figures.problems_resolved_undiscounted))
        assert abs(count) <= 0.5 * step


@given(estimates())
def test_what_pays_for_itself_is_said_as_it_is(estimate: Estimate) -> None:
    words = pays_words(estimate)
    if words.startswith("Yes"):
        assert estimate.mean > 0.0 and estimate.p05 >= 0.0
    elif words.startswith("On average"):
        assert estimate.mean > 0.0 and estimate.p05 < 0.0
    else:
        assert not gains_on_average(estimate)
        assert (words == "No") == (estimate.p95 <= 0.0)


@given(st.lists(options(), min_size=2, max_size=4), st.integers(1, 3))
def test_the_headline_says_where_another_option_comes_first(
    found: list[OptionFigures], count: int
) -> None:
    named = [replace(each, option=f"o{at}", title=f"Number {at}") for at, each in enumerate(found)]
    variants = [
        replace(each, structural_variant=f"v{turn}", net_present_value=worth)
        for turn in range(count)
        for each, worth in zip(
            named,
            [named[(at + turn) % len(named)].net_present_value for at in range(len(named))],
            strict=True,
        )
    ]
    best = max(named, key=lambda each: each.net_present_value.mean)
    text = plain(variants_sentence(best, variants))
    for turn in range(count):
        rows = [each for each in variants if each.structural_variant == f"v{turn}"]
        first = max(rows, key=lambda each: each.net_present_value.mean)
        mine = next(each for each in rows if each.option == best.option)
        assert (f"“v{turn}”" in text) == (first.option != best.option)
        if first.option != best.option:
            part = text.split(f"“v{turn}”")[1].split(";")[0]
            assert part.startswith(f", “{first.title}” does best")
            lowest = min(each.net_present_value.mean for each in rows)
            assert ("comes last" in part) <= (mine.net_present_value.mean == lowest)
            unpaid = "does not pay for itself" in part
            assert unpaid == (not gains_on_average(mine.net_present_value))
    assert bool(text) == ("does best" in text)


@given(st.lists(options(), min_size=1, max_size=6), st.booleans())
def test_the_headline_counts_and_names_rightly(found: list[OptionFigures], known: bool) -> None:
    named = tuple(
        replace(each, option=f"o{at}", title=f"Number {at}") for at, each in enumerate(found)
    )
    shares = {each.option: 0.9 if known else None for each in named}
    text = plain(headline_text(Headline(ABOUT, named, shares)))
    best = max(named, key=lambda each: each.net_present_value.mean)
    assert f"“{best.title}”" in text
    assert "Illustrative" in text
    gaining = [each for each in named if gains_on_average(each.net_present_value)]
    if len(named) == 1:
        assert text.startswith("One option")
    elif not gaining:
        assert text.startswith("None of the")
        assert "The one that does least badly" in text
    else:
        assert "The best on average" in text or not gains_on_average(best.net_present_value)
        sure = any(each.net_present_value.p05 >= 0.0 for each in gaining)
        unsure = "but not surely" if len(gaining) == 1 else "but none of them surely"
        assert (unsure in text) == ("surely" in text) == (not sure)
        start = {1: "Only one", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}
        assert text.startswith(start[len(gaining)])


def test_the_headline_sentence_agrees_with_the_headline_figures() -> None:
    results = sample(64)
    text = plain(headline_sentence(results))
    scenarios = headline(results)["scenarios"]
    names = results.record["study"]["headline_scenarios"]
    best = max(names, key=lambda name: scenarios[name]["net_present_value"]["mean"])
    assert results.record["scenarios"][best]["title"] in text
    worth = scenarios[best]["net_present_value"]
    low, high = range_of(text)
    step = shown_step(Estimate(worth["mean"], worth["p05"], worth["p95"]))
    assert abs(low - worth["p05"]) <= step and abs(high - worth["p95"]) <= step
    assert f"{round(100 * scenarios[best]['chance_of_loss'])} %" in text


def test_without_a_record_of_draws_a_figure_is_illustrative() -> None:
    assert "not on record" in basis_sentence(None, 64)
    assert "says nothing of how sure" in basis_sentence(None, 1)
    assert "71 %" in plain(basis_sentence(0.71, 64))
    assert "all of the spread" in basis_sentence(1.0, 64)
    assert basis_sentence(0.2, 64) == ""


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (Estimate(3e9, 1e9, 5e9), "better off"),
        (Estimate(-3e9, -5e9, -1e9), "worse off"),
        (Estimate(0.0, 0.0, 0.0), "change nothing"),
        (Estimate(1e7, -9e9, 9e9), "neither better nor worse"),
    ],
)
def test_the_direction_is_said_in_words(estimate: Estimate, words: str) -> None:
    from justice_finance.reporting.sentences import effect_words

    assert words in effect_words(estimate, ABOUT)
