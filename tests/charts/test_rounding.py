"""How figures are rounded and written: as their range and error support, never further off."""

from __future__ import annotations

from math import inf, isclose, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.charts.rounding import (
    MINUS,
    NO_BREAK,
    Estimate,
    Scale,
    count_text,
    error_text,
    mean_text,
    money_text,
    number_text,
    percent_text,
    range_text,
    rate_text,
    rounded,
    rounding_step,
    scale_for,
    scale_of,
    scales_beside,
    shows_nothing,
)

numbers = st.floats(-1e13, 1e13).filter(lambda value: value == 0.0 or abs(value) > 1e-6)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    low, high = sorted((draw(numbers), draw(numbers)))
    mean = draw(st.floats(low, high)) if low < high else low
    return Estimate(mean, low, high, draw(st.sampled_from([float("nan"), 0.0, (high - low) / 50])))


def read(text: str) -> float:
    return float(text.replace(",", "").replace(MINUS, "-"))


@pytest.mark.parametrize(
    ("estimate", "mean", "span"),
    [
        (Estimate(-12.4e9, -30.4e9, 5.2e9), "−12", "−30 to 5"),
        (Estimate(1.618e9, -1.794e9, 7.257e9), "1.6", "−1.8 to 7.3"),
        (Estimate(0.2361e9, -0.2089e9, 0.7272e9), "240", "−210 to 730"),
        (Estimate(3.2e9, 3.2e9, 3.2e9), "3.20", "3.20 to 3.20"),
        (Estimate(0.0, 0.0, 0.0), "0", "0 to 0"),
        (Estimate(1.618e9, -1.794e9, 7.257e9, 0.6e9), "2", "−2 to 7"),
    ],
)
def test_two_digits_of_the_range_are_shown(estimate: Estimate, mean: str, span: str) -> None:
    assert mean_text(estimate) == mean
    assert range_text(estimate) == span


@given(estimates())
def test_a_shown_figure_is_half_a_step_off_at_most(estimate: Estimate) -> None:
    step, scale = rounding_step(estimate), scale_for(estimate)
    for value in (estimate.mean, estimate.p05, estimate.p95):
        shown = read(number_text(value, step, scale)) * scale.factor
        assert abs(shown - value) <= 0.5 * step * (1.0 + 1e-6) + 1e-9 * abs(value)


@given(estimates())
def test_the_step_is_a_tenth_of_the_range_or_finer_but_never_below_the_error(
    estimate: Estimate,
) -> None:
    step, width = rounding_step(estimate), estimate.p95 - estimate.p05
    assert isclose(log10(step), round(log10(step)), abs_tol=1e-6)
    if width > 0.0 and not estimate.error > 0.0:
        assert width / 100.0 <= step * (1 + 1e-9)
        assert step <= width / 10.0 * (1 + 1e-9)
    if estimate.error > 0.0:
        assert step >= 0.2 * estimate.error


@given(estimates())
def test_the_text_has_the_sign_of_what_it_shows(estimate: Estimate) -> None:
    step = rounding_step(estimate)
    shown = rounded(estimate.mean, step)
    text = mean_text(estimate)
    assert text.startswith(MINUS) == (read(text) < 0.0)
    assert (read(text) < 0.0) == (shown < 0.0)


def test_a_rounded_zero_has_no_sign() -> None:
    assert number_text(-0.04, 0.1) == "0.0"
    assert number_text(-4.0, 10.0) == "0"


def test_a_column_of_billions_shows_thousands_as_nothing() -> None:
    billions = Scale(1e9, "billion")
    assert mean_text(Estimate(2e3, 1e3, 3e3), billions) == "0"
    assert mean_text(Estimate(0.02e9, 0.01e9, 0.03e9), billions) == "0.020"


def test_money_carries_currency_and_scale() -> None:
    estimate = Estimate(1.6e9, -1.8e9, 7.3e9)
    assert money_text(1.6e9, estimate, "KES") == f"KES{NO_BREAK}1.6{NO_BREAK}billion"
    assert count_text(488650.6, Estimate(488650.6, 358651.4, 691044.3)) == "490,000"


@pytest.mark.parametrize(
    ("share", "draws", "text"),
    [
        (0.0, 1024, "under 1 %"),
        (0.0, 64, "under 5 %"),
        (1.0, 64, "over 95 %"),
        (1.0, 1024, "over 99 %"),
        (0.38, 1024, "38 %"),
        (0.004, 1024, "under 1 %"),
        (0.996, 4096, "over 99 %"),
        (0.0, 1, "under 95 %"),
        (1.0, 2, "over 5 %"),
    ],
)
def test_a_chance_is_never_surer_than_the_draws(share: float, draws: int, text: str) -> None:
    assert percent_text(share, draws).replace(NO_BREAK, " ") == text


@given(st.integers(0, 4096), st.sampled_from([16, 64, 256, 1024, 4096]))
def test_a_chance_in_words_is_true(losses: int, draws: int) -> None:
    share = min(losses, draws) / draws
    text = percent_text(share, draws).replace(NO_BREAK, " ")
    number = float(text.removeprefix("under ").removeprefix("over ").removesuffix(" %"))
    if text.startswith("under"):
        assert 100.0 * share < number
    elif text.startswith("over"):
        assert 100.0 * share > number
    else:
        assert abs(100.0 * share - number) <= 0.5


def test_a_rate_is_shown_in_per_cent_or_by_its_name() -> None:
    assert rate_text(0.08).replace(NO_BREAK, " ") == "8 %"
    assert rate_text(0.035).replace(NO_BREAK, " ") == "3.5 %"
    assert rate_text("green_book") == "green book"


def test_a_range_of_rounding_noise_is_no_range() -> None:
    noise = Estimate(258.60544217687072, 258.60544217687033, 258.60544217687095, 4e-14)
    assert mean_text(noise) == "259"
    assert range_text(noise) == "259 to 259"


def test_a_figure_without_end_has_a_scale() -> None:
    assert scale_for(Estimate(inf, 1.0, inf)).factor == 1.0


@pytest.mark.parametrize(
    ("error", "text"),
    [(133.4e6, "KES 130 million"), (86.3e6, "KES 86 million"), (0.0, "KES 0"), (4.26, "KES 4.3"),
     (996.0e6, "KES 1.00 billion")],
)  # fmt: skip
def test_a_standard_error_has_two_digits(error: float, text: str) -> None:
    assert error_text(error, "KES").replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("reaches", "words"),
    [
        ((410e6, 1.3e9, 700e6, 2.2e9), ["million"] * 4),  # 2,200 million can be read
        ((1.5e9, 11.1e9, 0.7e9), ["billion"] * 3),  # 11,100 million is too long, 0.7 billion not
        ((3e6, 50e9), ["million", "billion"]),  # 0.003 billion tells nothing
        ((0.0, 2e9), ["billion"] * 2),
        ((0.0, 0.0), [""] * 2),
    ],
)
def test_panels_side_by_side_have_one_scale_if_it_suits_all(
    reaches: tuple[float, ...], words: list[str]
) -> None:
    assert [each.word for each in scales_beside([one, -one / 3] for one in reaches)] == words


@given(st.lists(st.floats(1.0, 1e13), min_size=1, max_size=6))
def test_no_panel_has_figures_too_long_or_too_small_for_its_scale(reaches: list[float]) -> None:
    for reach, scale in zip(reaches, scales_beside([one] for one in reaches), strict=True):
        shown = reach / scale.factor
        assert shown < 1e4 or scale == scale_of([reach])
        assert shown >= 0.1 or scale == scale_of([reach])


@given(estimates(), st.sampled_from([1.0, 1e6, 1e9]))
def test_what_shows_nothing_is_less_than_a_step(estimate: Estimate, factor: float) -> None:
    scale = Scale(factor, "")
    assert shows_nothing(estimate, scale) == (read(mean_text(estimate, scale)) == 0.0)
