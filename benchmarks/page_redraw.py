"""How long the page takes to work out and draw everything again after a change of settings.

    python -m benchmarks.page_redraw

A made-up study of six options with 512 draws, in headless Chromium; the target is 50 ms. Writes
`benchmarks/results/page_redraw.md`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from justice_finance.reporting.content import report_of
from justice_finance.reporting.explorer.content import explorer_of
from justice_finance.reporting.html import page_of
from tests.browser.conftest import NAMES, OPTIONS
from tests.reporting.sample import sample

DRAWS, WANTED = 512, 50.0
RESULT = Path(__file__).parent / "results/page_redraw.md"
TIMED = """() => {
  const box = document.getElementById("explore-rate"), times = [];
  for (let turn = 0; turn < 21; turn++) {
    box.value = String(3 + 0.25 * turn);
    const begun = performance.now();
    box.dispatchEvent(new Event("change", {bubbles: true}));
    document.body.getBoundingClientRect();
    times.push(performance.now() - begun);
  }
  return times.slice(1).sort((one, other) => one - other);
}"""


def main() -> int:
    """Measure and write; 1 where there is no browser."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        print("no Chromium here: nothing measured", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    results = sample(DRAWS)
    report = report_of(results)
    explorer = explorer_of(results, report)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "index.html"
        path.write_text(page_of(report, (), explorer), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-explored=ready]")
        times = page.evaluate(TIMED)
        browser.close()
    middle = times[len(times) // 2]
    options = len(explorer.record["budgets"][0]["places"])
    text = (
        "# Redrawing the page\n\n"
        "Made by `python -m benchmarks.page_redraw`: all figures, ranges, the table and five "
        "pictures, after a change of the discount rate.\n\n"
        f"{options} options x {explorer.record['draws']} draws: {middle:.0f} ms (median of "
        f"{len(times)}; least {times[0]:.0f}, most {times[-1]:.0f}); wanted {WANTED:.0f} ms.\n"
    )
    RESULT.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
