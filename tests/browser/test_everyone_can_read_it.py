"""No violation found by axe-core, nothing clipped or overlapping, at every width and state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "axe/axe.min.js"
WIDTHS = (320, 768, 1440)
CLIPPED = """() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than the screen");
  for (const one of document.querySelectorAll("body *:not(svg *)")) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (!box.width || style.visibility === "hidden" || one.closest(".skip, thead, dialog, .scroll")) continue;
    if (box.right > innerWidth + 1 || box.left < -1) found.push(one.tagName + "#" + one.id + " " + one.innerText?.slice(0, 40));
    if (one.children.length === 0 && one.innerText && one.scrollWidth > one.clientWidth + 1 && one.clientWidth && style.overflow !== "visible")
      found.push("clipped: " + one.innerText.slice(0, 40));
  }
  for (const svg of document.querySelectorAll("figure svg")) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const texts = [...svg.querySelectorAll("text")].map((one) => ({text: one.textContent, box: one.getBoundingClientRect()}));
    for (const {text, box} of texts)
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        found.push("outside its picture: " + text);
    texts.forEach((one, at) => texts.slice(at + 1).forEach((other) => {
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const tall = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 2 && tall > 0.4 * Math.min(one.box.height, other.box.height)) found.push("overlap: " + one.text + " | " + other.text);
    }));
  }
  return found;
}"""


def violations(page: Any) -> list[str]:
    # The policy of the page refuses any other script, so the checker is run from outside it.
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_clipped_and_axe_finds_nothing(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
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
