"""The page in every other language: readable, whole, and with the same figures as Python's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from justice_finance.appraisal.explored import Chosen, explored_worth
from justice_finance.language import LANGUAGES, Language, speaking
from justice_finance.reporting.content import report_of
from justice_finance.reporting.explorer.carried import from_record
from justice_finance.reporting.explorer.content import Explorer, explorer_of
from justice_finance.reporting.explorer.words import WORDS
from justice_finance.reporting.html import page_of
from justice_finance.reporting.pictures import all_packs
from tests.browser.conftest import watched
from tests.browser.test_everyone_can_read_it import CLIPPED, UNFOLD, WIDTHS, violations
from tests.browser.test_page_in_use import SHOWN, change
from tests.reporting.sample import sample, with_levels

OTHERS = [code for code in LANGUAGES if code != "en"]
FIGURES = """async () => {
  const carried = await unpacked(JSON.parse(document.getElementById("explore-data").textContent));
  const chosen = fromAddress(location.hash, carried);
  return figuresOf(chosen, carried).map((row) =>
    [carried.options[row.place], row.net_present_value, row.title]);
}"""


@dataclass(frozen=True)
class Opened:
    """A page in a browser, and what it was made of."""

    page: Any
    language: Language
    explorer: Explorer
    address: str


@pytest.fixture(scope="module", params=OTHERS)
def opened(
    request: pytest.FixtureRequest, browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    results = with_levels(sample(32, short=True))
    with speaking(request.param) as language:
        report = report_of(results)
        explorer = explorer_of(results, report)
        text = page_of(report, all_packs(report), explorer)
    path: Path = tmp_path_factory.mktemp(request.param) / "index.html"
    path.write_text(text, encoding="utf-8")
    with watched(browser, path.as_uri()) as page:
        yield Opened(page, language, explorer, path.as_uri())


def test_the_page_says_its_language_and_which_way_it_runs(opened: Opened) -> None:
    html = opened.page.locator("html")
    assert html.get_attribute("lang") == opened.language.code
    assert html.get_attribute("dir") == opened.language.direction
    assert opened.page.evaluate("getComputedStyle(document.body).direction") == (
        "rtl" if opened.language.right_to_left else "ltr"
    )
    as_written = opened.page.locator("[lang=en][dir=ltr]").all_text_contents()
    assert any("Survey of justice needs" in text for text in as_written)
    assert any(text == "Half of the crops." for text in as_written)
    assert opened.page.locator(".caveats [lang=en][dir=ltr]").count() > 0


def test_nothing_is_clipped_and_axe_finds_nothing(opened: Opened) -> None:
    opened.page.evaluate(UNFOLD)
    for width in WIDTHS:
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.wait_for_timeout(250)
        assert opened.page.evaluate(CLIPPED) == [], width
    assert violations(opened.page) == []


def test_a_setting_changes_the_figures_to_those_of_python(opened: Opened) -> None:
    page, carried = opened.page, from_record(opened.explorer.record)
    before = page.evaluate(SHOWN)
    change(page, "explore-rate", "3")
    after = page.evaluate(SHOWN)
    assert before["cells"] != after["cells"] and before["settings"] != after["settings"]
    expected = explored_worth(carried, Chosen(0.03, len(carried.years)))
    found = page.evaluate(FIGURES)
    assert len(found) == len(after["cells"])
    for (option, worth, title), cells in zip(found, after["cells"], strict=True):
        assert cells[0] == title
        for key, number in expected[option]["net_present_value"].items():
            assert worth[key] == pytest.approx(number, rel=1e-9)
    page.click("#explore-undo")
    assert page.evaluate(SHOWN) == before


def test_the_drawer_opens_in_the_language_and_axe_finds_nothing(opened: Opened) -> None:
    page = opened.page
    page.locator(".figure-of").first.click()
    for details in page.locator("#explore-drawer details").all():
        details.locator("summary").click()
    assert page.locator("#explore-drawer .origin").count() > 2
    assert violations(page) == []
    page.keyboard.press("Escape")


def test_no_request_leaves_the_page(opened: Opened) -> None:
    assert {url.split("#")[0] for url in opened.page.requests} <= {opened.address}


def test_controls_and_headings_are_in_the_language(opened: Opened) -> None:
    page, words = opened.page, opened.explorer.words
    assert page.inner_text("label[for=explore-schedule]") == words["discounting"]
    assert words["discounting"] != WORDS["discounting"]
    english = re.compile(r"\b(the|of|and|each|rate|years?)\b", re.IGNORECASE)
    heads = page.locator("h2, caption, #explore label, #explore button:not(.figure-of)")
    assert not [text for text in heads.all_text_contents() if english.search(text)]
