"""A headless browser and the page of a made-up study.

Without a browser these tests are skipped with a line that says so; where JUSTICE_FINANCE_CI is set
they fail instead, so that a check that should have run is never missed in silence.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from justice_finance.charts.pack import Pack
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.explorer.content import Explorer, explorer_of
from justice_finance.reporting.html import page_of
from justice_finance.reporting.pictures import all_packs
from tests.reporting.sample import sample, with_levels

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip


def missing(what: str) -> None:
    """Skip, or fail where everything must be there."""
    text = f"{what} is not installed: the page was NOT tried in a browser"
    if os.environ.get("JUSTICE_FINANCE_CI"):
        pytest.fail(text)
    pytest.skip(text)


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    if found is None:
        missing("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def report() -> Report:
    return report_of(with_levels(sample(256)))


@pytest.fixture(scope="package")
def explorer(report: Report) -> Explorer:
    return explorer_of(with_levels(sample(256)), report)


@pytest.fixture(scope="package")
def packs(report: Report) -> tuple[Pack, ...]:
    return all_packs(report)


@pytest.fixture(scope="package")
def address(
    report: Report,
    packs: tuple[Pack, ...],
    explorer: Explorer,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(page_of(report, packs, explorer), encoding="utf-8")
    return path.as_uri()


@contextmanager
def watched(browser: Any, address: str) -> Iterator[Any]:
    """A page opened and ready, its requests kept; whatever its script complains of is a failure."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    opened = context.new_page()
    opened.faults = []
    opened.requests = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on(
        "console",
        lambda line: opened.faults.append(line.text) if line.type in ("error", "warning") else None,
    )
    opened.on("request", lambda request: opened.requests.append(request.url))
    opened.goto(address)
    opened.wait_for_selector("html[data-explored=ready]")
    yield opened
    assert opened.faults == []
    context.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    with watched(browser, address) as opened:
        yield opened
