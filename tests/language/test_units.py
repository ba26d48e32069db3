"""Units of published figures: every word of the closed vocabulary has its translation."""

from __future__ import annotations

import pytest

from justice_finance.charts.numbered_points import Point, draw
from justice_finance.charts.style import Caption
from justice_finance.language import say, speaking
from justice_finance.reporting.unit_words import FOR_EACH_WORDS, MEASURED_WORDS, unit_words
from justice_finance.units.names import FOR_EACH, MEASURED
from tests.language.pseudo import pseudo


def test_words_are_those_of_the_vocabulary() -> None:
    for words, known in ((MEASURED_WORDS, MEASURED), (FOR_EACH_WORDS, FOR_EACH)):
        assert words == {name: name.replace("_", " ") for name in known}


@pytest.mark.parametrize("unit", ["share", "money_per_case", "cases_per_staff_per_year"])
def test_a_unit_is_said_in_whole(unit: str) -> None:
    assert unit_words(unit) == unit.replace("_", " ")
    with pseudo():
        said = unit_words(unit)
    assert said.startswith("\u27e6") and said.endswith("\u27e7")


@pytest.mark.parametrize(
    ("code", "across"),
    [
        ("en", "outlay of the funder, KES billion"),
        ("fr", "dépense du financeur, milliards de KES"),
        ("es", "desembolso del financiador, miles de millones de KES"),
    ],
)
def test_an_axis_names_the_scale_beside_the_currency(code: str, across: str) -> None:
    points = [Point("a", 1e9, 10.0, True), Point("b", 2e9, 20.0, True)]
    with speaking(code):
        figure = draw(
            points, Caption("t", "s", "n", "KES", "r", "l"),
            lambda scale: say("outlay of the funder, {currency}", currency=scale.of("KES")),
            lambda scale: "u", False,
        )  # fmt: skip
    assert figure.axes[0].get_xlabel() == across
