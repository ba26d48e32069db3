"""No violation found by axe-core, nothing clipped or overlapping, at every width and state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "axe/axe.min.js"
WIDTHS = (320, 768, 1440)
CLIPPED = (Path(__file__).parent / "clipped.js").read_text(encoding="utf-8")

UNFOLD = "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def violations(page: Any) -> list[str]:
    # The policy of the page refuses any other script, so the checker is run from outside it.
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_clipped_and_axe_finds_nothing(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(UNFOLD)
    page.wait_for_timeout(300)
    assert page.evaluate(CLIPPED) == []
    assert violations(page) == []


def test_axe_finds_nothing_in_the_drawer_and_after_changes(page: Any) -> None:
    page.locator("#explore-schedule").select_option("green_book")
    page.locator("#explore-kind-losses").uncheck()
    page.locator("#explore-perspective").select_option("government")
    assert violations(page) == []
    page.locator(".figure-of").first.click()
    assert violations(page) == []
    for details in page.locator("#explore-drawer details").all():
        details.locator("summary").click()
    assert page.locator("#explore-drawer .origin").count() > 2
    assert violations(page) == []


CUT_OFF = """() => {
  const found = [], pen = document.createElement("canvas").getContext("2d");
  for (const select of document.querySelectorAll("#explore select")) {
    const style = getComputedStyle(select), chosen = select.value;
    const sides = ["paddingLeft", "paddingRight"].map((side) => parseFloat(style[side]));
    const room = select.clientWidth - sides[0] - sides[1];
    pen.font = style.font;
    for (const option of select.options) {
      select.value = option.value;
      const lines = Math.ceil(pen.measureText(option.textContent).width / room);
      const needed = lines * parseFloat(style.lineHeight);
      if (select.clientHeight < needed) found.push(option.textContent);
    }
    select.value = chosen;
  }
  return found;
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_choice_takes_as_many_lines_as_it_needs(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    long = "(select) => [...select.options].some((one) => one.textContent.length > 40)"
    assert page.locator("#explore-schedule").evaluate(long)
    assert page.evaluate(CUT_OFF) == []
