"""Charts in languages whose words are longer, or run from right to left: nothing is clipped."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from pathlib import Path

import pytest

from justice_finance.charts.inline_svg import letters_font, letters_of
from justice_finance.charts.right_to_left import MARK, has_arabic
from justice_finance.charts.style import PAGE, PHONE
from justice_finance.language import say, speaking
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.pictures import all_packs
from tests.charts.drawings import CHARTS, drawn_texts, outside, overlapping
from tests.charts.speech import MADE_UP, speaking_made_up
from tests.reporting.sample import sample

WIDTHS = {"page": PAGE, "phone": PHONE}
each_width = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
each_language = pytest.mark.parametrize("language", MADE_UP)


@pytest.mark.parametrize("chart", CHARTS)
@each_width
@each_language
def test_no_text_is_clipped_or_lies_on_another(chart: str, width: float, language: str) -> None:
    with speaking_made_up(language):
        figure = CHARTS[chart](width)
        texts = drawn_texts(figure)
    assert not outside(figure, texts)
    assert not overlapping(texts)


@lru_cache(maxsize=2)
def report_in(language: str) -> Report:
    with speaking_made_up(language):
        return report_of(sample(32, short=True, variants=False))


@each_width
@each_language
def test_no_picture_of_a_report_is_clipped(width: float, language: str) -> None:
    with speaking_made_up(language):
        for pack in all_packs(report_in(language)):
            figure = pack.draw(width)
            texts = drawn_texts(figure)
            assert not outside(figure, texts), pack.name
            assert not overlapping(texts), pack.name
