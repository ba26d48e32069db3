"""The page: safe with any name, asks for nothing, can be read by everyone, shows what is true."""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fontTools.ttLib import TTFont

from justice_finance.appraisal.headline_figures import headline
from justice_finance.charts.inline_svg import letters_of
from justice_finance.charts.rounding import Estimate, percent_text, range_text, scale_of
from justice_finance.language import speaking
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.html import _marked_as_english, page_of
from justice_finance.reporting.pictures import options_pack, validation_pack
from justice_finance.reporting.sentences import as_written as as_written_in
from tests.reporting.sample import hostile, sample

VOID = {"meta", "img", "source", "br", "link", "input"}


class Outline(HTMLParser):
    """Elements in order with their attributes, and the text of each table."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(sample(64))


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return page_of(report, (options_pack(report), validation_pack(report)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def test_every_element_is_closed_in_order(outline: Outline) -> None:
    assert not outline.open


def test_headings_go_down_one_level_at_a_time(outline: Outline) -> None:
    levels = [int(name[1]) for name, _ in outline.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(lower - upper <= 1 for upper, lower in itertools.pairwise(levels))


def test_language_title_and_skip_link_are_there(outline: Outline) -> None:
    assert outline.all("html")[0]["lang"] == "en"
    first = outline.all("a")[0]
    assert first["class"] == "skip"
    assert first["href"] == "#main" and outline.all("main")[0]["id"] == "main"


def test_every_link_leads_to_a_place_in_the_page(outline: Outline) -> None:
    places = {attributes.get("id") for _, attributes in outline.elements}
    for link in outline.all("a"):
        assert link["href"].startswith("#") and link["href"][1:] in places


def test_an_id_stands_once(outline: Outline) -> None:
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_table_has_a_caption_and_scopes(outline: Outline) -> None:
    tables = outline.all("table")
    assert len(tables) >= 10
    assert len(outline.all("caption")) == len(tables)
    assert {each.get("scope") for each in outline.all("th")} == {"col", "row"}
    rows = sum(name == "tr" for name, _ in outline.elements)
    assert sum(each["scope"] == "row" for each in outline.all("th")) == rows - len(tables)


def test_every_picture_has_words(outline: Outline) -> None:
    pictures = [each for each in outline.all("div") if each.get("role") == "img"]
    assert len(pictures) == len(outline.all("figure")) == 2
    assert all(len(each["aria-label"]) > 40 for each in pictures)
    assert len(outline.all("svg")) == 4  # for a page and for a telephone, words said once


def test_letters_of_pictures_are_text_in_a_font_that_the_page_brings(page: str) -> None:
    title = "What each option is worth to society"
    assert f">{title}</text>" in page
    for weight, letters in letters_of(page).items():
        found = re.search(rf"font-weight:{weight};src:url\(data:font/woff;base64,([^)]+)\)", page)
        assert found, weight
        with TTFont(io.BytesIO(base64.b64decode(found.group(1)))) as font:
            assert {ord(letter) for letter in letters} <= set(font.getBestCmap())


def test_nothing_leaves_the_page(page: str, outline: Outline) -> None:
    for _, attributes in outline.elements:
        for name in ("src", "srcset", "href", "xlink:href", "action", "data", "poster"):
            assert attributes.get(name, "#").startswith("#"), attributes[name][:60]
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert not outline.all("script") and not outline.all("link") and not outline.all("iframe")
    assert set(re.findall(r"url\(.{10}", page)) <= {"url(data:font/"} | set(
        re.findall(r"url\(#.{9}", page)
    )
    assert "@import" not in page


def test_the_policy_allows_only_this_style_and_a_font_inside(page: str, outline: Outline) -> None:
    policy = next(each["content"] for each in outline.all("meta") if "http-equiv" in each)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def test_headline_figures_on_the_page_are_those_of_the_appraisal(outline: Outline) -> None:
    results = sample(64)
    asked = headline(results)
    names = results.record["study"]["headline_scenarios"]
    words = [text.strip() for text in outline.words if text.strip()]
    worth = {
        name: Estimate(value["mean"], value["p05"], value["p95"], error=0.0)
        for name in names
        for value in (asked["scenarios"][name]["net_present_value"],)
    }
    scale = scale_of(v for e in worth.values() for v in (e.mean, e.p05, e.p95))
    for name in names:
        at = words.index(results.record["scenarios"][name]["title"])
        own = words[at : at + 15]
        low, high = range_text(worth[name], scale).split(" to ")
        shown = own[2].split(" to ")
        for one, other in zip(shown, (low, high), strict=True):  # error bars may round further
            assert abs(number(one) - number(other)) <= 1.0
        assert percent_text(asked["scenarios"][name]["chance_of_loss"], 64) in own


def number(text: str) -> float:
    return float(text.replace("\u2212", "-").replace(",", ""))


def test_settings_stand_beside_the_figures(outline: Outline) -> None:
    text = " ".join(" ".join(outline.words).split()).replace("\u00a0", " ")
    for part in (
        "against business as usual", "discounted at 8 % a year", "without terminal value",
        "structural variant “half”", "KES at prices of 2024", "64 draws", "run 0123456789ab",
        "government and donors", "with terminal value", "5 % a year", "12 % a year",
    ):  # fmt: skip
        assert part in text


def test_a_hostile_name_stays_text() -> None:
    report = report_of(hostile(sample(32, short=True, variants=False)))
    page = page_of(report, ())
    assert "<script" not in page and "<b>" not in page
    assert "&lt;script&gt;" in page
    outline = Outline(page)
    assert any("<script>alert(1)</script>" in text for text in outline.words)


def test_a_study_without_a_record_has_a_page() -> None:
    results = sample(32, short=True, variants=False)
    bare = type(results)(results.dataset)
    page = page_of(report_of(bare), ())
    assert "illustrative" in page
    Outline(page)


@pytest.mark.parametrize("as_written", [True, False])
def test_only_a_reason_that_nobody_translated_is_marked_as_english(as_written: bool) -> None:
    report = report_of(sample())
    row = replace(report.validation[0], reason="Une raison.", as_written=as_written)
    with speaking("fr"):
        text = f"Parce que {as_written_in(row.reason.rstrip('.'))}."
        marked = _marked_as_english(text, replace(report, validation=(row,)))
    assert ('<bdi lang="en" dir="ltr">' in marked) == as_written
