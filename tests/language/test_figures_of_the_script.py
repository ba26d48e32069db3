"""The page's script writes the figures that Python writes, in every language."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from justice_finance.charts import rounding
from justice_finance.charts.rounding import Estimate
from justice_finance.language import LANGUAGES, decimal_text, speaking
from justice_finance.reporting.explorer.figure_forms import figure_forms
from justice_finance.reporting.explorer.words import WORDS
from justice_finance.reporting.html import script_of
from justice_finance.reporting.sentences import range_words
from tests.language.pretended import pretended

SIZES = [
    sign * digits * 10.0**power
    for power in range(-1, 14)
    for digits in (1.0, 1.5, 2.0, 3.0, 4.45, 9.996)
    for sign in (1.0, -1.0)
] + [0.0, 11e6, 100e6, 101e6, 0.5, 2.5, 1234.5]
WIDTHS = (0.0, 0.3, 2.4)
SHARES = [0.0, 0.001, 0.004, 0.015, 0.025, 0.125, 0.5, 0.995, 0.9999, 1.0]
RATES = [0.0, 0.035, 0.08, 0.125, 0.03333, -0.005]
WRITTEN = """([estimates, shares, rates]) => ({
  money: estimates.map((one) => moneyText(one.mean, one, "KES")),
  counts: estimates.map((one) => countText(one.mean, one)),
  ranges: estimates.map((one) => rangeWords(one)),
  means: estimates.map((one) => meanText(one)),
  units: SCALES.map((one) => unitText("KES", one)),
  shares: shares.map((one) => percentText(one, 512)),
  rates: rates.map((one) => rateText(one)),
  wholes: [0, 999, 1000, 9999, 10000, 1234567].map((one) => decimalText(one)),
})"""


def estimates() -> list[Estimate]:
    return [
        Estimate(size, size - width * abs(size), size + width * abs(size))
        for size in SIZES
        for width in WIDTHS
    ]


def by_python() -> dict[str, list[str]]:
    every = estimates()
    return {
        "money": [rounding.money_text(one.mean, one, "KES") for one in every],
        "counts": [rounding.count_text(one.mean, one) for one in every],
        "ranges": [range_words(one) for one in every],
        "means": [rounding.mean_text(one) for one in every],
        "units": [scale.of("KES") for scale in rounding.SCALES],
        "shares": [rounding.percent_text(share, 512) for share in SHARES],
        "rates": [rounding.rate_text(rate) for rate in RATES],
        "wholes": [decimal_text(one) for one in (0, 999, 1000, 9999, 10000, 1234567)],
    }


@pytest.mark.parametrize("translated", [False, True])
@pytest.mark.parametrize("code", LANGUAGES)
def test_script_and_tables_write_the_same_figures(
    browser: Any, monkeypatch: pytest.MonkeyPatch, code: str, translated: bool
) -> None:
    if translated:
        catalogue = pretended(code)
        module = import_module("justice_finance.language.speaking")
        monkeypatch.setattr(module, "shipped_catalogue", lambda _: catalogue)
    with speaking(code):
        expected = by_python()
        script = head_and_numbers()
    page = browser.new_page()
    given = [{"mean": one.mean, "p05": one.p05, "p95": one.p95} for one in estimates()]
    found = page.evaluate(f"(given) => {{ {script}\nreturn ({WRITTEN})(given); }}",
                          [given, SHARES, RATES])  # fmt: skip
    page.close()
    assert found == expected


def head_and_numbers() -> str:
    from justice_finance.language import say
    from justice_finance.reporting.explorer.content import Explorer

    words = {name: say(text) for name, text in WORDS.items()}
    script = script_of(Explorer({}, words))
    head, rest = script.split("\n", 1)
    start = rest.index("// Figures as people read them")
    return head + rest[start : rest.index("// Pictures drawn from")]


def test_every_category_of_a_language_has_its_form() -> None:
    with speaking("ar"):
        forms = figure_forms()
    assert set(forms["money"]["billion"]) == {"zero", "one", "two", "few", "many", "other"}
    with speaking("en"):
        assert (
            figure_forms()["money"]["billion"]["other"] == "{currency}\u00a0{number}\u00a0billion"
        )
