"""Everything the interactive part of the page reads: what is carried, its names, its texts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.explored import ALWAYS, KINDS
from justice_finance.charts.rounding import Estimate, percent_text
from justice_finance.language import date_text, marked, say
from justice_finance.reporting.explorer.budgets import carried_at_all_budgets
from justice_finance.reporting.explorer.packing import packed_json
from justice_finance.reporting.explorer.parameters import parameters_of
from justice_finance.reporting.explorer.words import WORDS, word
from justice_finance.reporting.figures import OptionFigures, options_of
from justice_finance.reporting.levels import Budget, budgets_of
from justice_finance.reporting.origins import origin_words
from justice_finance.reporting.words import (
    FUNDERS,
    PARTIES,
    funder_words,
    party_title,
    scenario_title,
    sentence_case,
)

if TYPE_CHECKING:
    from justice_finance.reporting.content import Report
    from justice_finance.results.summaries import Results

ELASTICITIES = (0, 0.5, 1, 1.3, 2)
MOST_DRIVERS = 6
ESTIMATES = (
    "net_present_value", "public_cost", "problems_resolved", "benefit_cost_ratio",
    "cost_per_resolved_problem",
)  # fmt: skip
NAMED_MONEY = (marked("international dollars"),)
"""Money that has a name in place of a code (`runs.other_money`), here so that it is collected."""


@dataclass(frozen=True)
class Explorer:
    """The interactive part: plain values for the page's script, and its texts."""

    record: dict[str, Any]
    words: dict[str, str]

    def as_json(self) -> str:
        """The record as JSON that may stand inside HTML: letters and digits alone are in it.

        `data` holds the numbers as they are packed, `rest` everything else, deflated.
        """
        rest = {name: value for name, value in self.record.items() if name != "data"}
        return json.dumps({"data": self.record["data"], "rest": packed_json(rest)})


def explorer_of(results: Results, report: Report) -> Explorer:
    """What the page carries of some results, with the names and figures of their report.

    Parameters
    ----------
    results : Results
    report : Report
        Of the same results.
    """
    data, record, about = results.dataset, results.record, report.about
    budgets = budgets_of(options_of(data), [each.option for each in report.headline], about, record)
    carried = carried_at_all_budgets(results, budgets)
    options = list(carried.record["options"])
    found = carried.record | {
        "study": {"rate": about.discount_rate},
        "run_id": about.run_id,
        "titles": [scenario_title(record, carried.own_option[name]) for name in options],
        "budgets": [_budget(budget, options, record) for budget in budgets],
        "draws_of_level": carried.draws_of_level,
        "kinds": [kind for kind in KINDS if kind != ALWAYS],
        "elasticities": list(ELASTICITIES),
        "perspective_titles": _perspective_titles(carried.record["perspectives"]),
        "party_titles": {
            **{name: party_title(name) for name in PARTIES},
            "resources": word("resources"),
        },
        "money": _money(record, about.currency, about.price_year),
        "full": {
            each.option: _full(each, report) for each in report.at(about.discount_rate, False)
        },
        "distance": carried.distance_text,
        "drivers": {name: _drivers(report, name) for name in options_of(data)},
        "rests": {name: _rests(report, name) for name in options_of(data)},
        "own_option": carried.own_option,
        "parameters": parameters_of(report, record, carried.record["series"]),
    }
    gaps = {"study": about.title, "date": date_text(about.date), "run_id": about.run_id}
    words = {name: say(text) for name, text in WORDS.items()}
    for name, text in gaps.items():
        words["source_line"] = words["source_line"].replace("{" + name + "}", text)
    words["picture_ladder"] = word("picture_ladder", funder=funder_words(about.funder))
    return Explorer(found, words)


def _budget(budget: Budget, options: list[str], record: Any) -> dict[str, Any]:
    """One choice of the budget control."""
    kept = [scenario_title(record, name) for name in budget.kept]
    note = word("kept_scale", options=say(", ").join(kept)) if kept else ""
    places = [options.index(name) for name in budget.scenarios]
    return {"title": budget.title, "places": places, "note": note}


def _perspective_titles(perspectives: dict[str, list[str]]) -> dict[str, str]:
    """Points of view a reader may take: the named ones, then single parties not among them."""
    named = [name for name in FUNDERS if name in perspectives]
    return {name: sentence_case(funder_words(name)) for name in named}


def _money(record: Any, currency: str, price_year: int) -> list[dict[str, Any]]:
    given = record.get("other_money") or [
        {"currency": currency, "price_year": price_year, "factor": 1.0, "by": "study"}
    ]
    return [
        {
            "name": _named(each["currency"]),
            "price_year": each["price_year"],
            "factor": each["factor"],
            "title": say(
                "{currency}, {year}", currency=_named(each["currency"]), year=each["price_year"]
            ),
        }
        for each in given
    ]


def _named(currency: str) -> str:
    return say(currency)


def _full(each: OptionFigures, report: Report) -> dict[str, Any]:
    """Figures of all draws at the study's settings."""
    found: dict[str, Any] = {"chance_of_loss": each.chance_of_loss}
    for name in ESTIMATES:
        found[name] = _estimate(getattr(each, name))
    found["by_party"] = {
        one.member: _estimate(one.net_present_value)
        for one in report.by_party
        if one.option == each.option
    }
    found["cumulative"] = [
        _estimate(one.cumulative) for one in report.by_year if one.option == each.option
    ]
    return found


def _estimate(one: Estimate | None) -> dict[str, float] | None:
    """An estimate as the page's script has it; its error only where it is known."""
    if one is None:
        return None
    found = {"mean": one.mean, "p05": one.p05, "p95": one.p95}
    return found | {"error": one.error} if isfinite(one.error) else found


def _drivers(report: Report, option: str) -> list[list[str]]:
    """Text and id of the inputs that an option depends on most."""
    mine = [each for each in report.drivers if each.option == option and each.share > 0.0]
    found = []
    for each in mine[:MOST_DRIVERS]:
        origin = origin_words(each.origin)
        gaps = {"title": each.title, "share": percent_text(each.share, 1_000_000)}
        if each.text:
            origin = say("{owner}: {what}", owner=origin, what=each.text)
        found.append([word("driver", **gaps, origin=origin), each.input])
    return found


def _rests(report: Report, option: str) -> str:
    share = report.assumption_share.get(option)
    if share is None:
        return word("rests_unknown")
    return word("rests", share=percent_text(share, 1_000_000))
