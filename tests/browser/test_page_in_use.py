"""The page as a reader uses it: every control, the keyboard, the address, no request, no script."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from justice_finance.appraisal.explored import Chosen, explored_worth
from justice_finance.charts.pack import Pack
from justice_finance.charts.rounding import Estimate
from justice_finance.reporting.content import Report
from justice_finance.reporting.explorer.carried import from_record
from justice_finance.reporting.explorer.content import Explorer
from justice_finance.reporting.shown import headline_table
from tests.browser.conftest import watched

SHOWN = """() => {
  const cells = [...document.querySelectorAll("#explore-table tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.innerText.trim().replace(/\\s+/g, " ")));
  return {cells, status: document.getElementById("explore-status").innerText,
          settings: document.getElementById("explore-settings").innerText, hash: location.hash};
}"""
CARRIED = "await unpacked(JSON.parse(document.getElementById('explore-data').textContent))"
CONTROLS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "rate": ("explore-rate", "5", {"rate": 0.05}),
    "schedule": ("explore-schedule", "green_book", {"rate": "green_book"}),
    "horizon": ("explore-horizon", "2", {"horizon": 2}),
    "terminal": ("explore-terminal", "on", {"terminal_value": True}),
    "perspective": ("explore-perspective", "people", {"perspective": "people"}),
    "donors": ("explore-donors", "40", {"donor_share": 0.4}),
    "users": ("explore-users", "20", {"user_share": 0.2}),
    "losses": ("explore-kind-losses", "off", {"left_out": frozenset({"losses"})}),
}


def change(page: Any, control: str, value: str) -> None:
    one = page.locator(f"#{control}")
    if value in ("on", "off"):
        one.set_checked(value == "on")
    elif one.evaluate("one => one.tagName") == "SELECT":
        one.select_option(value)
    else:
        one.fill(value)
        one.press("Tab")


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_changes_its_setting_and_nothing_else(
    page: Any, explorer: Explorer, report: Report, name: str
) -> None:
    before = page.evaluate(SHOWN)
    control, value, setting = CONTROLS[name]
    change(page, control, value)
    after = page.evaluate(SHOWN)
    assert after["settings"] != before["settings"]
    assert len(after["hash"].split("&")) == 2
    carried = from_record(explorer.record)
    usual = {"rate": report.about.discount_rate, "horizon": report.about.years}
    expected = explored_worth(carried, Chosen(**{**usual, **setting}))
    csv = page.evaluate(f"""async () => {{
      const carried = {CARRIED}, chosen = fromAddress(location.hash, carried);
      return figuresOf(chosen, carried).map((row) =>
        [carried.options[row.place], row.net_present_value]);
    }}""")
    for option, worth in csv:
        for key, number in expected[option]["net_present_value"].items():
            assert worth[key] == pytest.approx(number, rel=1e-9)
    page.click("#explore-undo")
    assert page.evaluate(SHOWN) == before


def test_default_figures_are_those_of_all_draws(page: Any, report: Report) -> None:
    shown = page.evaluate(f"""async () => {{
      const carried = {CARRIED};
      return figuresOf(defaults(carried), carried).map((row) =>
        [carried.options[row.place], row.net_present_value, row.chance_of_loss,
         row.cost_per_resolved_problem, row.by_party, row.by_year.cumulative]);
    }}""")
    figures = {each.option: each for each in report.headline}
    assert [name for name, *_ in shown] == list(figures)
    parties = {(each.option, each.member): each.net_present_value for each in report.by_party}
    sums = {(each.option, each.year): each.cumulative for each in report.by_year}
    for name, worth, loss, each_problem, by_party, by_year in shown:
        assert worth == of_all_draws(figures[name].net_present_value)
        assert loss == figures[name].chance_of_loss
        each = figures[name].cost_per_resolved_problem
        assert each_problem == (each and of_all_draws(each))
        mine = {member: one for (option, member), one in parties.items() if option == name}
        assert mine and all(by_party[member] == of_all_draws(one) for member, one in mine.items())
        assert by_year == [of_all_draws(one) for (option, _), one in sums.items() if option == name]


def of_all_draws(one: Estimate) -> dict[str, float]:
    """An estimate as the page has it, with the error by which it is rounded like the tables."""
    return {"mean": one.mean, "p05": one.p05, "p95": one.p95, "error": one.error}


def test_default_figures_are_written_as_in_the_tables(page: Any, report: Report) -> None:
    table = headline_table(report)
    for row, cells in zip(table.rows, page.evaluate(SHOWN)["cells"], strict=True):
        for at, place in ((1, 1), (2, 2), (3, 3), (4, 4), (6, 5)):  # all but the cost per problem
            assert cells[place] == " ".join(f"{row[at].main} {row[at].below}".split())


def test_money_scales_money_and_leaves_counts_alone(page: Any, explorer: Explorer) -> None:
    assert len(explorer.record["money"]) > 1
    before = page.evaluate(SHOWN)
    change(page, "explore-money", "1")
    after = page.evaluate(SHOWN)
    for old, new in zip(before["cells"], after["cells"], strict=True):
        assert old[2] == new[2] and old[4] == new[4]  # chance of loss, problems
    name = explorer.record["money"][1]["name"]
    assert name in after["settings"] and name in page.inner_text("#explore-table thead")


def test_the_address_brings_the_settings_back(page: Any, address: str) -> None:
    change(page, "explore-rate", "3")
    change(page, "explore-perspective", "government")
    shown = page.evaluate(SHOWN)
    page.goto("about:blank")
    page.goto(address + shown["hash"])
    page.wait_for_selector("html[data-explored=ready]")
    assert page.evaluate(SHOWN) == shown


def test_a_broken_address_gives_settings_that_make_sense(page: Any, address: str) -> None:
    usual = page.evaluate(SHOWN)
    page.goto("about:blank")
    page.goto(address + "#explore&rate=-9&horizon=x&perspective=<b>&left_out=nothing&option=99")
    page.wait_for_selector("html[data-explored=ready]")
    found = page.evaluate(SHOWN)
    assert len(found["cells"]) == len(usual["cells"]) and "NaN" not in json.dumps(found)


def test_no_request_leaves_the_page(page: Any, address: str) -> None:
    for name, (control, value, _) in CONTROLS.items():
        if name != "terminal":  # the last year's tail needs all years
            change(page, control, value)
    page.locator(".figure-of").first.click()
    assert {url.split("#")[0] for url in page.requests} <= {address}


def test_the_keyboard_reaches_every_control_and_opens_a_figure(page: Any) -> None:
    wanted = set(
        page.evaluate("""() => [...document.querySelectorAll(
      "#explore select, #explore input, #explore button")].filter((one) => !one.disabled &&
      !one.closest("dialog")).map((one, at) => (one.dataset.at = String(at)))""")
    )
    reached = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.dataset.at || ''")
        reached |= {at} if at else set()
        if reached >= wanted:
            break
    assert reached >= wanted
    figure = page.locator(".figure-of").first
    figure.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('explore-drawer').open")
    assert page.locator("#explore-drawer-ledger li").count() > 2
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('explore-drawer').open")
    assert figure.evaluate("one => one === document.activeElement")


def test_the_drawer_shows_the_register_row_behind_a_figure(page: Any, report: Report) -> None:
    page.locator(".figure-of").first.click()
    for details in page.locator("#explore-drawer details").all():
        details.locator("summary").click()
    text = page.inner_text("#explore-drawer")
    row, reason = report.evidence[0], report.assumptions[0]
    for part in (row.id, row.locator, row.url, row.source, reason.assumption):
        assert part in text
    words = page.evaluate("""() => [...document.querySelectorAll('#explore-drawer .origin dt')]
      .map((one) => one.textContent)""")
    assert {"Published figure", "Assumption", "Choice of policy", "Why"} <= set(words)
    assert page.content().count(row.url) <= 1 + text.count(row.url) + page.locator(
        f"a[href='{row.url}']"
    ).count() + page.inner_text("body").count(row.url)
    assert row.url not in page.evaluate(f"(async () => JSON.stringify({CARRIED}))()")


def test_the_budget_takes_other_runs_and_everything_follows(page: Any, explorer: Explorer) -> None:
    budgets = explorer.record["budgets"]
    at = next(i for i, each in enumerate(budgets) if each["title"].startswith("50"))
    before = page.evaluate(SHOWN)
    pictures = page.inner_html("#explore-pictures")
    change(page, "explore-budget", str(at))
    after = page.evaluate(SHOWN)
    carried = from_record(explorer.record)
    expected = explored_worth(carried, Chosen(0.08, len(carried.years)))
    shown = page.evaluate(f"""async () => {{
      const carried = {CARRIED}, chosen = fromAddress(location.hash, carried);
      return figuresOf(chosen, carried).map((row) => [carried.options[row.place], row]);
    }}""")
    assert [name for name, _ in shown] == [carried.options[at] for at in budgets[at]["places"]]
    assert sum(name.endswith("_at_half") for name, _ in shown) == len(shown) - 1
    for name, row in shown:
        if not name.endswith("_at_half"):
            continue  # at its own scale: figures of all draws
        for key in ("net_present_value", "public_cost", "problems_resolved"):
            for end, value in expected[name][key].items():
                assert row[key][end] == pytest.approx(value, rel=1e-9)
        assert row["chance_of_loss"] == expected[name]["chance_of_loss"]
        for party, one in expected[name]["by_party"].items():
            assert row["by_party"][party]["p95"] == pytest.approx(one["p95"], rel=1e-9, abs=1e-6)
        net = expected[name]["by_year"]["net"]
        assert row["by_year"]["net"] == pytest.approx(net, rel=1e-9, abs=1e-6)
    assert [row[0] for row in after["cells"]] == [row[0] for row in before["cells"]]
    changed = [a != b for a, b in zip(after["cells"], before["cells"], strict=True)]
    assert sum(changed) >= len(changed) - 1
    assert page.inner_html("#explore-pictures") != pictures
    assert "50" in after["settings"] and "own scale" in page.inner_text("#explore-budget-note")
    page.click("#explore-undo")
    assert page.evaluate(SHOWN) == before


AT_ONCE = 8
"""Chromium lets a page save ten files in a row."""


def taken(page: Any, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator(button).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_figures_at_the_settings_chosen_can_be_taken_away(page: Any) -> None:
    name, content = taken(page, "#explore-csv")
    assert name == "options.csv"
    head = "option,party,figure,mean,p05,p95,run_id"
    assert content.decode("utf-8-sig").splitlines()[0].startswith(head)


def test_pictures_at_the_settings_chosen_can_be_taken_away_with_their_figures(
    page: Any, explorer: Explorer
) -> None:
    change(page, "explore-rate", "3")
    carried = from_record(explorer.record)
    worth = explored_worth(carried, Chosen(0.03, len(carried.years)))
    expected = {
        explorer.record["titles"][place]: worth[carried.options[place]]["net_present_value"]
        for place in explorer.record["budgets"][0]["places"]
    }
    for picture in ("ranges", "ladder", "parties", "years", "cash"):
        name, content = taken(page, f"[data-table={picture}]")
        rows = rows_of(content)
        assert name == f"{picture}.csv" and rows
        assert all("3\u00a0%" in row["settings"] and row["run_id"] for row in rows)
        if picture == "ranges":
            for row in rows:
                for end, value in expected[row["option"]].items():
                    assert float(row[end]) == pytest.approx(value, rel=1e-9)
        name, content = taken(page, f"[data-picture={picture}]")
        assert name == f"{picture}.svg" and content.startswith(b"<svg")


@pytest.mark.parametrize("kind", ["table", "picture"])
def test_every_picture_of_the_report_can_be_taken_away_with_its_table(
    browser: Any, address: str, packs: tuple[Pack, ...], kind: str
) -> None:
    assert len(packs) > 5
    for start in range(0, len(packs), AT_ONCE):
        with watched(browser, address) as opened:
            for pack in packs[start : start + AT_ONCE]:
                name, content = taken(opened, f"[data-figure={pack.name}][data-kind={kind}]")
                if kind == "table":
                    assert (name, content) == (f"{pack.name}.csv", pack.table.as_csv())
                else:
                    assert name == f"{pack.name}.svg" and b"font/woff;base64" in content
                    assert pack.caption.run_id.encode() in content


def test_a_picture_taken_away_looks_as_it_does_in_the_page(
    browser: Any, page: Any, tmp_path: Path
) -> None:
    path = tmp_path / "alone.svg"
    path.write_bytes(taken(page, "[data-figure=options_as_ranges][data-kind=picture]")[1])
    measured = """async (one) => {
      await document.fonts.ready;
      return [...one.querySelectorAll("text")].map((text) =>
        [text.textContent, Math.round(text.getComputedTextLength())]);
    }"""
    inside = page.locator("#figure-options_as_ranges .on-page svg").evaluate(measured)
    context = browser.new_context()
    alone = context.new_page()
    alone.goto(path.as_uri())
    found = alone.locator("svg").evaluate(measured)
    assert [text for text, _ in found] == [text for text, _ in inside]
    lengths = [length for _, length in inside]
    assert [length for _, length in found] == pytest.approx(lengths, rel=0.01, abs=1.0)
    context.close()


def test_without_scripts_tables_and_pictures_are_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    assert not opened.locator("#explore").is_visible()
    assert opened.locator("noscript").count() == 1
    assert opened.locator("#table-headline").is_visible()
    assert opened.locator("figure svg:visible").count() >= 5
    assert opened.locator("figure button:visible").count() == 0
    context.close()
