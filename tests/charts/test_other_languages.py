"""Charts in languages whose words are longer, or run from right to left: nothing is clipped."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from pathlib import Path

import pytest
from matplotlib.axes import Axes

from justice_finance.charts.inline_svg import letters_font, letters_of
from justice_finance.charts.pack import svg_of
from justice_finance.charts.right_to_left import MARK, give_direction, has_arabic
from justice_finance.charts.style import PAGE, PHONE
from justice_finance.language import date_text, say, speaking
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.pictures import all_packs
from tests.charts.drawings import CAPTION, CHARTS, drawn_texts, letters_seen, outside, overlapping
from tests.charts.speech import MADE_UP, arabic, speaking_made_up
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
    assert not [one.text for one in texts if "…" in one.text]


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
            assert not [one.text for one in texts if "…" in one.text], pack.name


def flows(axes: Axes) -> bool:
    """Whether a drawing has no axis of numbers: journeys."""
    return not axes.axison


@pytest.mark.parametrize("chart", CHARTS)
def test_names_and_titles_change_sides_and_numbers_keep_their_direction(chart: str) -> None:
    with speaking_made_up("arabic"):
        figure = CHARTS[chart](PAGE)
        before = [axes.get_position().x0 for axes in figure.axes]
        limits = [axes.get_xlim() for axes in figure.axes]
        title, small = figure.texts[0], figure.texts[2]
        give_direction(figure)
    assert title.get_ha() == small.get_ha() == "right"
    assert title.get_position()[0] > 0.9
    for axes, start, (low, high) in zip(figure.axes, before, limits, strict=True):
        assert axes.get_position().x1 == pytest.approx(1.0 - start)
        assert axes.get_xlim() == ((high, low) if flows(axes) else (low, high))
        if axes.axison:
            assert axes.yaxis.get_ticks_position() == "right"


class InArabic(dict[str, str]):
    """What a study would be in Arabic: each of its words in letters that mean nothing."""

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        return re.sub("[A-Za-z]{2,}", lambda word: arabic(word[0]), key)


def test_arabic_pictures_hold_no_english_but_names() -> None:
    """Said with the translations that are shipped: no text was left out of them, or glued."""
    names = {"KES", "justice_finance", "CC", "BY"}
    with speaking("ar", InArabic(a="a")):
        for pack in all_packs(report_of(sample(16, short=True, variants=False))):
            texts = [one.text for one in drawn_texts(pack.draw(PHONE))]
            words = {word for text in texts for word in re.findall("[A-Za-z_]{2,}", text)}
            assert words - names <= set(re.findall("[a-z]{2,}", pack.caption.run_id)), pack.name


def test_a_date_keeps_its_year_before_its_month_in_arabic() -> None:
    assert date_text("2026-01-05") == "2026-01-05"
    with speaking("ar"):
        assert date_text("2026-01-05") == "\u200e2026-01-05"
        assert date_text("") == ""


def arabic_page() -> tuple[str, str, str]:
    """A picture with Arabic letters as it stands in a page, rules for its font, and its file."""
    with speaking_made_up("arabic"):
        pack = next(p for p in all_packs(report_in("arabic")) if p.name == "cost_to_net_benefit")
        drawn, file = pack.inline_svg(PAGE), svg_of(pack.draw(PAGE), "salt", letters_as_text=True)
    return drawn, letters_font(letters_of(drawn)), file.decode("utf-8")


def test_arabic_in_a_page_runs_from_right_to_left_where_it_was_put() -> None:
    drawn, _, file = arabic_page()
    assert drawn.startswith("<svg ") and 'direction="ltr"' in drawn[: drawn.index(">")]
    texts = re.findall(r"<text([^>]*)>([^<]*)</text>", drawn)
    turned = [(attributes, text) for attributes, text in texts if has_arabic(text)]
    assert len(turned) > 10
    for attributes, text in turned:
        assert attributes.count('direction="rtl"') == 1
        assert attributes.count("text-anchor=") <= 1
        assert text.startswith(MARK) or has_arabic(text[0])
    others = [attributes for attributes, text in texts if not has_arabic(text)]
    assert others and not any("direction" in attributes for attributes in others)
    # what matplotlib put with its left edge has its end there
    turned_ends = {"start": "end", "end": "start", "middle": "middle"}
    expected = [
        (text, size, turned_ends[put] if has_arabic(text) else put)
        for text, size, put in letters_seen(file)
    ]
    assert letters_seen(drawn) == expected
    assert any(put == "end" and has_arabic(text) for text, _, put in expected)


def test_the_font_of_a_page_joins_arabic_letters() -> None:
    """Words take the same room in the cut font as in the whole one."""
    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    drawn, rules, _ = arabic_page()
    words = {
        word
        for attributes, text in re.findall(r"<text([^>]*)>([^<]*)</text>", drawn)
        for word in text.split()
        if has_arabic(word) and "font-weight" not in attributes
    }
    coded = re.search(r"font-weight:normal;src:url\(data:font/woff;base64,([^)]*)\)", rules)
    assert coded and len(words) > 10
    cut = TTFont(io.BytesIO(base64.b64decode(coded.group(1))))
    cut.flavor = None
    stream = io.BytesIO()
    cut.save(stream)
    stream.seek(0)
    whole = FT2Font(str(Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf"))
    small = FT2Font(stream)
    joined = 0
    for word in sorted(words):
        widths = []
        for font in (whole, small):
            font.set_size(20.0, 72.0)
            font.set_text(word)
            widths.append(font.get_width_height()[0])
        assert widths[0] == widths[1] > 0
        apart = 0.0
        for letter in word:
            whole.set_text(letter)
            apart += whole.get_width_height()[0]
        joined += widths[0] < 0.95 * apart
    assert joined > 5


def test_english_comes_back_after_another_language() -> None:
    with speaking_made_up("longer"):
        assert say("Business as usual") != "Business as usual"
    with speaking("en"):
        assert say("Business as usual") == "Business as usual"


def test_parts_of_the_small_print_are_read_in_their_order_from_the_right() -> None:
    """A date and the currency after it are two parts; together they would run from the left."""
    with speaking("ar"):
        assert CAPTION.lines().count(f".{MARK} ") == 3
    assert CAPTION.lines().count(". ") == 3
