"""Languages: which text is said, which plural, which marks in figures."""

from __future__ import annotations

import pytest

from justice_finance.charts.rounding import MINUS, Estimate, money_text, number_text
from justice_finance.language import LANGUAGES, decimal_text, say, speaking, spoken, study_words
from justice_finance.language.plural_forms import plural_form


def test_english_unless_something_else_is_spoken_and_english_again_afterwards() -> None:
    text = "Business as usual"
    assert say(text) == text
    with speaking("fr") as language:
        assert language is spoken() is LANGUAGES["fr"]
        assert say(text) != text
        with speaking("es"):
            spanish = say(text)
        assert say(text) != spanish
    assert say(text) == text
    assert spoken().code == "en"


def test_a_text_that_nobody_translated_is_said_in_english() -> None:
    unknown = "No such text {gap}".replace("text", "text at all")
    with speaking("fr"):
        assert say(unknown, gap=3) == "No such text at all 3"


def test_words_of_a_study_come_from_the_study_first() -> None:
    with speaking("fr", {"More judges": "Davantage de juges"}):
        assert study_words("More judges") == "Davantage de juges"
        assert study_words("Fewer judges") == "Fewer judges"


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("en", 1234567.5, "1,234,567.5"),
        ("fr", 1234567.5, "1\u202f234\u202f567,5"),
        ("es", 1234567.5, "1.234.567,5"),
        ("es", 1234.5, "1234,5"),
        ("ar", 1234567.5, "1,234,567.5"),
    ],
)
def test_figures_are_written_as_the_language_writes_them(
    code: str, number: float, text: str
) -> None:
    with speaking(code):
        assert decimal_text(number, 1) == text


def test_a_minus_stays_before_its_digits_where_text_runs_from_the_right() -> None:
    with speaking("ar"):
        assert number_text(-12.0, 1.0) == f"\u200e{MINUS}12"
    with speaking("fr"):
        assert number_text(-12.0, 1.0) == f"{MINUS}12"
        assert number_text(-0.2, 1.0) == "0"


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("fr", {0: 0, 1: 0, 1.9: 0, 2: 1, 1_000_000: 1}),
        ("es", {0: 1, 1: 0, 1.5: 1, 2: 1}),
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 5, 99: 5, 100: 4, 1.5: 4}),
    ],
)
def test_plural_forms_are_those_of_the_language(code: str, forms: dict[float, int]) -> None:
    assert {number: plural_form(code, number) for number in forms} == forms


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("value", [1.2e12, -3.4e9, 5.6e6, 780.0, 0.0])
def test_an_amount_always_says_its_currency_and_its_digits(code: str, value: float) -> None:
    estimate = Estimate(value, 0.9 * value, 1.1 * value)
    with speaking(code):
        text = money_text(value, estimate, "KES")
    assert "KES" in text
    assert any(digit in text for digit in "0123456789")
    assert (MINUS in text) == (value < 0.0)
