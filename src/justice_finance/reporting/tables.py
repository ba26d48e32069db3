"""The report's figures as plain tables in full precision: what `data/` holds."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from justice_finance.charts.plain_tables import Cell, PlainTable, table_of
from justice_finance.charts.rounding import Estimate
from justice_finance.reporting.about import About
from justice_finance.reporting.content import Report
from justice_finance.reporting.figures import MemberFigures, OptionFigures
from justice_finance.reporting.levels import LevelFigures
from justice_finance.reporting.shown_needs import need_data
from justice_finance.reporting.wait_pictures import waits_table

ABOUT = ("run_id", "perspective", "funder", "currency", "price_year", "base_year")
STATISTICS = ("mean", "p05", "p95", "error")
FIGURES = (
    "net_present_value",
    "public_cost",
    "funder_outlay",
    "problems_resolved",
    "problems_resolved_undiscounted",
    "benefit_cost_ratio",
    "cost_per_resolved_problem",
)


def all_tables(report: Report) -> dict[str, PlainTable]:
    """Every table by the name of its file, without ending."""
    needs = need_data(report)
    return {
        "headline": _options(report.about, report.headline),
        "options": _options(report.about, report.options),
        "variants": _options(report.about, report.variants),
        "by_party": _members(report.about, report.by_party, "party"),
        "by_group": _groups(report),
        "by_year": _years(report),
        "drivers": _records(report.drivers, "option input title origin text share"),
        "journeys": _records(report.journey_nodes, "option stage member title people"),
        "validation": _records(
            report.validation, "id title target model low high inside role source reason"
        ),
        "inputs": _records(
            report.inputs,
            "id title kind central distribution value_origin value_text spread_origin spread_text",
        ),
        "evidence": _records(
            report.evidence,
            "id quantity value low high interval_kind unit currency price_year grade verified "
            "locator source_id source url licence",
        ),
        "assumptions": _records(report.assumptions, "path title assumption"),
        "changes": _records(report.changes, "option path old new override"),
        **({} if needs is None else {"needs": needs}),
        **({"levels": _levels(report)} if report.levels else {}),
        **({} if (waits := waits_table(report)) is None else {"waits": waits}),
    }


def _about(about: About) -> tuple[Cell, ...]:
    return tuple(getattr(about, name) for name in ABOUT)


def _four(estimate: Estimate | None) -> tuple[Cell, ...]:
    """Mean, range and error; empty where there is no such figure."""
    if estimate is None:
        return (None,) * len(STATISTICS)
    return tuple(getattr(estimate, name) for name in STATISTICS)


def _named(figures: Iterable[str]) -> list[str]:
    return [f"{figure}_{statistic}" for figure in figures for statistic in STATISTICS]


def _options(about: About, options: Iterable[OptionFigures]) -> PlainTable:
    settings = ("option", "title", "discount_rate", "terminal_value", "structural_variant")
    columns = [*settings, *_named(FIGURES), "chance_of_loss", "chance_of_loss_error", *ABOUT]
    rows = []
    for each in options:
        figures: list[Cell] = []
        for name in FIGURES:
            figures += _four(getattr(each, name))
        own = [getattr(each, name) for name in settings]
        rows.append([*own, *figures, each.chance_of_loss, each.chance_error, *_about(about)])
    return table_of(columns, rows)


LEVEL = ("level", "level_title", "times_own_scale", "envelope", "scale_factor", "draws")
MARKS = ("is_own_scale", "cannot_be_larger", "fits_as_it_is")


def _level(each: LevelFigures) -> tuple[Cell, ...]:
    budget = each.budget
    return (budget.name, budget.title, budget.times_own_scale, budget.envelope, each.factor,
            each.draws)  # fmt: skip


def _levels(report: Report) -> PlainTable:
    """Every headline option at every level of the budget."""
    plain = _options(report.about, [each.figures for each in report.levels])
    columns = [*LEVEL, "scenario", *MARKS, *plain.columns]
    rows = []
    for each, figures in zip(report.levels, plain.rows, strict=True):
        marks = [getattr(each, name) for name in MARKS]
        rows.append([*_level(each), each.scenario, *marks, *figures])
    return table_of(columns, rows)


def levels_record(report: Report) -> dict[str, Any]:
    """The levels of the budget as plain values, for JSON; empty if the study states none."""
    if not report.levels:
        return {}
    return {
        "budget_levels": [
            {
                **dict(zip(LEVEL, _level(each), strict=True)),
                "option": each.figures.option,
                **{name: getattr(each, name) for name in MARKS},
                **{name: _as_record(getattr(each.figures, name)) for name in FIGURES},
                "chance_of_loss": each.figures.chance_of_loss,
            }
            for each in report.levels
        ]
    }


def _as_record(estimate: Estimate | None) -> dict[str, float | None] | None:
    if estimate is None:
        return None
    found = {name: float(getattr(estimate, name)) for name in STATISTICS}
    return {name: value if isfinite(value) else None for name, value in found.items()}


def _settings(about: About) -> tuple[Cell, ...]:
    return (about.discount_rate, False, about.structural_variant, *_about(about))


SETTINGS = ("discount_rate", "terminal_value", "structural_variant", *ABOUT)


def _members(about: About, members: Iterable[MemberFigures], kind: str) -> PlainTable:
    columns = ["option", kind, "title", *_named(["net_present_value"]), *SETTINGS]
    rows = [
        [e.option, e.member, e.title, *_four(e.net_present_value), *_settings(about)]
        for e in members
    ]
    return table_of(columns, rows)


def _groups(report: Report) -> PlainTable:
    names = ("net_present_value", "per_problem", "problems_resolved")
    columns = ["option", "population_group", "title", *_named(names), *SETTINGS]
    about = report.about
    rows = []
    for each in report.by_group:
        figures: list[Cell] = []
        for name in names:
            figures += _four(getattr(each, name))
        settings = list(_settings(about))
        settings[SETTINGS.index("perspective")] = "person"
        rows.append([each.option, each.member, each.title, *figures, *settings])
    return table_of(columns, rows)


def _years(report: Report) -> PlainTable:
    names = ("net_benefit", "cumulative", "public_outlay")
    columns = ["option", "year", *_named(names), *SETTINGS]
    rows = []
    for each in report.by_year:
        figures: list[Cell] = []
        for name in names:
            figures += _four(getattr(each, name))
        rows.append([each.option, each.year, *figures, *_settings(report.about)])
    return table_of(columns, rows)


def _records(records: Iterable[Any], names: str) -> PlainTable:
    columns = names.split()
    return table_of(columns, [[getattr(each, name) for name in columns] for each in records])
