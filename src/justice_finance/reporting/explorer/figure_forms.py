"""How the page's script writes figures: marks, groups and the forms of amounts in a language.

All is taken from `charts.rounding`, so that script and tables write the same figure alike.
"""

from __future__ import annotations

from typing import Any

from justice_finance.charts.rounding import (
    SCALES,
    Scale,
    amount_text,
    scale_names,
    scaled_text,
    signed,
)
from justice_finance.language import decimal_text, spoken
from justice_finance.language.plural_forms import categories


def figure_forms() -> dict[str, Any]:
    """Marks of figures, and for each scale the text of an amount in each plural category.

    Returns
    -------
    dict
        group, mark, grouped_from (whole digits), minus; unit and scale by name of a scale; money
        and scaled by name of a scale and category of CLDR, as `Intl.PluralRules` names it.
    """
    sample = decimal_text(1234567.5, 1)
    named = [scale for scale in SCALES if scale.word]
    return {
        "group": sample[1],
        "mark": sample[-2],
        "grouped_from": spoken().least_digits_grouped,
        "minus": signed("1", -1.0)[:-1],
        "unit": {scale.word: scale.of("{unit}") for scale in named},
        "scale": scale_names(),
        "plain": amount_text("{currency}", "{number}", 1.0, SCALES[-1]),
        "money": {scale.word: _forms(scale, "{currency}") for scale in named},
        "scaled": {scale.word: _forms(scale, "") for scale in named},
    }


def _forms(scale: Scale, currency: str) -> dict[str, str]:
    return {
        category: amount_text(currency, "{number}", number, scale)
        if currency
        else scaled_text("{number}", number, scale)
        for category, number in categories(spoken().code).items()
    }
