"""What every chart holds to: nothing clipped, nothing overlaps, small print inside, same bytes."""

from __future__ import annotations

from itertools import pairwise

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from matplotlib.colors import to_hex

from justice_finance.charts.pack import png_of, svg_of
from justice_finance.charts.rounding import Estimate
from justice_finance.charts.style import (
    COLOURS,
    PAGE,
    PHONE,
    QUIET_INK,
    balanced,
    contrast,
    luminance,
    text_width,
    wrapped,
)
from tests.charts.drawings import CHARTS, WORTH

WIDTHS = {"page": PAGE, "phone": PHONE}
each_chart = pytest.mark.parametrize("chart", CHARTS)
each_width = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)


@each_chart
def test_the_same_chart_has_the_same_bytes(chart: str) -> None:
    draw = CHARTS[chart]
    assert svg_of(draw(PAGE), "salt") == svg_of(draw(PAGE), "salt")


def test_the_same_picture_has_the_same_points() -> None:
    draw = CHARTS["options_as_ranges"]
    assert png_of(draw(PAGE), 60) == png_of(draw(PAGE), 60)


@pytest.mark.parametrize("colour", COLOURS)
def test_marks_stand_out_on_white(colour: str) -> None:
    assert contrast(COLOURS[colour]) >= 3.0


def test_gain_and_loss_differ_in_grey_too() -> None:
    """Blue and vermillion are near each other in grey; shape and hatching tell them apart."""
    figure = CHARTS["who_pays_and_gains"](PAGE)
    bars = [patch for patch in figure.axes[0].patches if patch.get_width()]
    gains = {patch.get_hatch() for patch in bars if patch.get_width() > 0}
    losses = {patch.get_hatch() for patch in bars if patch.get_width() < 0}
    assert gains and losses and not gains & losses
    grounds = [
        {round(luminance(to_hex(p.get_facecolor())), 3) for p in bars if sign * p.get_width() > 0}
        for sign in (1, -1)
    ]
    assert abs(min(grounds[1]) - max(grounds[0])) > 0.5
    marks = {
        line.get_marker()
        for line in CHARTS["options_as_ranges"](PAGE).axes[0].lines
        if line.get_marker() not in ("None", "")
    }
    assert marks == {"o", "s"}


def test_small_letters_can_be_read() -> None:
    assert contrast(QUIET_INK) >= 4.5


def test_options_are_drawn_where_their_figures_are() -> None:
    axes = CHARTS["options_as_ranges"](PAGE).axes[0]
    for at, each in enumerate(WORTH):
        (line,) = [one for one in axes.lines if one.get_gid() == f"range_{at}"]
        (mark,) = [one for one in axes.lines if one.get_gid() == f"mean_{at}"]
        np.testing.assert_allclose(np.asarray(line.get_xdata()) * 1e9, [each.p05, each.p95])
        np.testing.assert_allclose(np.asarray(mark.get_xdata()) * 1e9, [each.mean])


def test_bars_are_as_long_as_their_figures_and_nothing_has_none() -> None:
    axes = CHARTS["who_pays_and_gains"](PAGE).axes[0]
    found = {round(bar.get_y() + 0.5 * bar.get_height()): bar.get_width() for bar in axes.patches}
    members = (*WORTH, WORTH[0], Estimate(0.0, 0.0, 0.0))
    for at, each in enumerate(members):
        np.testing.assert_allclose(found.get(at, 0.0) * 1e9, each.mean)
    assert sorted(found) == [at for at, each in enumerate(members) if each.mean]


def test_on_a_telephone_no_line_of_the_axes_runs_through_what_is_read() -> None:
    figure = CHARTS["options_as_ranges"](PHONE)
    axes = figure.axes[0]
    svg_of(figure, "salt")  # places are known once it is drawn
    free = [patch.get_window_extent() for patch in axes.patches if patch.zorder > 1.5]
    assert len(free) == len(WORTH)
    for text in axes.texts:
        box = text.get_window_extent()
        assert any(one.y0 <= box.y0 and box.y1 <= one.y1 for one in free)


def test_what_is_there_and_what_is_lacking_make_up_the_cost() -> None:
    axes = CHARTS["need_and_money"](PAGE).axes[0]
    bars = [(bar.get_y(), bar.get_height()) for bar in axes.patches]
    there, lacking = bars[0::2], bars[1::2]
    costs = [1.0 + 4.0 * at for at in range(1, 11)]  # billions; 2 are spent anyway
    np.testing.assert_allclose([bottom + height for bottom, height in lacking], costs)
    np.testing.assert_allclose([height for _, height in there], 2.0)
    np.testing.assert_allclose([bottom for bottom, _ in lacking], 2.0)


def test_the_fan_ends_at_the_last_figure() -> None:
    axes = CHARTS["fan_over_years"](PAGE).axes[0]
    ends = sorted(float(np.asarray(line.get_ydata())[-1]) for line in axes.lines[:3])
    np.testing.assert_allclose(np.array(ends) * 1e9, [WORTH[0].p05, WORTH[0].mean, WORTH[0].p95])


def test_steps_lead_from_nothing_to_the_sum() -> None:
    bars = CHARTS["waterfall"](PAGE).axes[0].patches
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]
    assert spans[0][0] == spans[-1][0] == 0.0
    for (_, end), (start, _) in pairwise(spans[:-1]):
        np.testing.assert_allclose(start, end)
    np.testing.assert_allclose(spans[-1][1], spans[-2][1])


def test_outlays_stand_above_the_line_and_savings_below_and_none_is_lost() -> None:
    payers = CHARTS["cash_flow"](PAGE).axes[0].patches
    for shape, sign in zip(payers, (3, -1, -0.5, 1), strict=True):
        boxes = np.asarray(shape.get_path().vertices).reshape(-1, 5, 2)
        heights = boxes[:, 1, 1] - boxes[:, 0, 1]  # billions
        np.testing.assert_allclose(heights, [0.1 * sign * (1 + at) for at in range(10)])
        assert np.all(boxes[:, :, 1] * sign >= 0.0)
    third = np.asarray(payers[2].get_path().vertices).reshape(-1, 5, 2)
    np.testing.assert_allclose(third[:, 0, 1], [-0.1 * (1 + at) for at in range(10)])


def test_parts_of_a_bar_follow_each_other_to_its_whole() -> None:
    bars = CHARTS["cost_by_party"](PAGE).axes[0].patches[:4]
    ends = [bar.get_x() + bar.get_width() for bar in bars]
    np.testing.assert_allclose(ends, [1.0, 3.0, 6.0, 10.0])
    np.testing.assert_allclose([bar.get_x() for bar in bars], [0.0, 1.0, 3.0, 6.0])


def test_a_budget_beyond_the_last_step_buys_no_more() -> None:
    axes = CHARTS["numbered_points"](PAGE).axes[0]
    stairs, *_, beyond = (line.get_xydata() for line in axes.lines)
    assert beyond[0] == pytest.approx(stairs[-1])
    assert beyond[1] == pytest.approx([axes.get_xlim()[1], stairs[-1][1]])


@given(st.lists(st.text("abcmw", min_size=1, max_size=9), min_size=1, max_size=12))
def test_balanced_lines_are_as_few_and_no_longer_than_wrapped_ones(words: list[str]) -> None:
    text = " ".join(words)
    plain, even = (broken(text, 1.5, 8.5).split("\n") for broken in (wrapped, balanced))
    widest = [max(text_width(line, 8.5) for line in lines) for lines in (plain, even)]
    assert len(even) == len(plain) and " ".join(even) == " ".join(plain)
    assert widest[1] <= widest[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Volunteer paralegals in every ward", "Volunteer paralegals\nin every ward"),
        ("Women, rural, poorest\u00a0thirds", "Women, rural,\npoorest\u00a0thirds"),
        ("Femmes, milieu rural, autres", "Femmes, milieu rural,\nautres"),
    ],
)
def test_lines_break_where_a_reader_would(text: str, expected: str) -> None:
    assert balanced(text, 1.6) == expected


@pytest.mark.parametrize("text", ["A dispute over land, boundary or inheritance", "x" * 90, "a"])
@pytest.mark.parametrize("inches", [0.5, 1.5, 4.0])
def test_wrapped_lines_fit_and_lose_nothing(text: str, inches: float) -> None:
    lines = wrapped(text, inches, 8.5, bold=True).split("\n")
    assert max(text_width(line, 8.5, True) for line in lines) <= inches
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
