"""The report: every figure, name and sentence that any exporter may show, in one frozen object.

Exporters calculate nothing. A number that a person reads exists here first, with its range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.worth import appraise
from justice_finance.errors import Mistake, Place, ReportError
from justice_finance.reporting import figures as of
from justice_finance.reporting.about import About, about_of
from justice_finance.reporting.cash_flow import CashFlow, cash_flows
from justice_finance.reporting.checks import ValidationRow, validation_rows
from justice_finance.reporting.figures import MemberFigures, OptionFigures, YearFigures
from justice_finance.reporting.gross_costs import GrossCost, PartyCost, gross_costs
from justice_finance.reporting.journeys import JourneyMove, JourneyNode, moves_of, nodes_of
from justice_finance.reporting.ledger import Ledger, ledger_of
from justice_finance.reporting.levels import LevelFigures, level_figures
from justice_finance.reporting.needs import NeedsFigures, needs_figures
from justice_finance.reporting.origins import (
    ASSUMPTION,
    AssumptionRow,
    ChangeRow,
    Driver,
    EvidenceRow,
    InputRow,
    LedgerSource,
    assumption_rows,
    change_rows,
    drivers_of,
    evidence_rows,
    input_rows,
    ledger_source_rows,
    rate_origin_of,
    share_on,
)
from justice_finance.reporting.stays import Stay, stays_of
from justice_finance.reporting.switching import SwitchingRow, switching_rows
from justice_finance.reporting.value_steps import ValueStep, value_steps
from justice_finance.reporting.waits import Waits, waits_of

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.appraisal.decision.decide import Decision
    from justice_finance.results.summaries import Results

RATES_SHOWN = (0.05, 0.08, 0.12)
MANY_ASSUMPTIONS = 0.5
"""Share of a spread that rests on assumptions, from which on a figure is called illustrative."""


@dataclass(frozen=True)
class Report:
    """Everything a report shows.

    Attributes
    ----------
    headline : tuple of OptionFigures
        The options the study puts first, at its own rate, without terminal value.
    options : tuple of OptionFigures
        Every option at every rate shown, with and without terminal value.
    variants : tuple of OptionFigures
        Every headline option in every structural variant, at the study's rate.
    illustrative : mapping of str to bool
        By option: whether assumptions, or nothing on record, carry most of its spread.
    """

    about: About
    headline: tuple[OptionFigures, ...]
    options: tuple[OptionFigures, ...]
    variants: tuple[OptionFigures, ...]
    variant_draws: Mapping[str, int]
    by_party: tuple[MemberFigures, ...]
    by_group: tuple[MemberFigures, ...]
    by_year: tuple[YearFigures, ...]
    journey_nodes: tuple[JourneyNode, ...]
    journey_moves: tuple[JourneyMove, ...]
    validation: tuple[ValidationRow, ...]
    needs: NeedsFigures | None
    evidence: tuple[EvidenceRow, ...]
    assumptions: tuple[AssumptionRow, ...]
    inputs: tuple[InputRow, ...]
    changes: tuple[ChangeRow, ...]
    drivers: tuple[Driver, ...]
    assumption_share: Mapping[str, float | None]
    ledger: Ledger
    ledger_sources: tuple[LedgerSource, ...]
    rate_origin: str
    switching: tuple[SwitchingRow, ...]
    waits: Waits | None = None
    """How long people wait, for runs of an engine that follows persons."""
    value_steps: tuple[ValueStep, ...] = ()
    cash_flows: tuple[CashFlow, ...] = ()
    gross_costs: tuple[GrossCost, ...] = ()
    party_costs: tuple[PartyCost, ...] = ()
    stays: tuple[Stay, ...] = ()
    levels: tuple[LevelFigures, ...] = ()
    """Every headline option at every level of the budget; empty if the study states none."""
    decision: Decision | None = None
    """The whole set of the appraisal; a report folder has it, and it takes a while to work out."""

    def illustrative(self, option: str) -> bool:
        """Whether most of an option's spread rests on assumptions, or nobody can say."""
        share = self.assumption_share.get(option)
        return share is None or share >= MANY_ASSUMPTIONS

    def at(self, rate: float | str, terminal_value: bool) -> tuple[OptionFigures, ...]:
        """All options at one rate."""
        return tuple(
            each
            for each in self.options
            if each.discount_rate == rate and each.terminal_value == terminal_value
        )


@dataclass(frozen=True)
class Headline:
    """The least that a headline sentence needs."""

    about: About
    options: tuple[OptionFigures, ...]
    assumption_share: Mapping[str, float | None]
    variants: tuple[OptionFigures, ...] = ()


def best_of(options: Sequence[OptionFigures]) -> OptionFigures:
    """The option of highest mean worth."""
    return max(options, key=lambda each: each.net_present_value.mean)


def by_variant(options: Sequence[OptionFigures]) -> dict[str, list[OptionFigures]]:
    """Options in each structural variant, the headline's variant first, best option first."""
    found: dict[str, list[OptionFigures]] = {}
    for each in options:
        found.setdefault(each.structural_variant, []).append(each)
    for rows in found.values():
        rows.sort(key=lambda each: -each.net_present_value.mean)
    return found


def headline_of(results: Results) -> Headline:
    """Headline options at the study's own rate, and how far they rest on assumptions."""
    data, record = results.dataset, results.record
    first = headline_options(data, record)
    worth = appraise(data, detail=False)
    drivers = drivers_of(results.draws, worth, record, first)
    shares = {name: share_on(drivers, name, ASSUMPTION) for name in first}
    found = of.option_figures(worth, worth, record, first)
    variants = _in_every_variant(results, record, first)
    return Headline(about_of(data, record), found, shares, variants)


def report_of(results: Results) -> Report:
    """Everything that a report on some results shows.

    Raises
    ------
    ReportError
        If the results hold nothing but business as usual.
    """
    data, record = results.dataset, results.record
    about = about_of(data, record)
    first = headline_options(data, record)
    every = of.options_of(data)
    worth = appraise(data)
    inputs = input_rows(record)
    drivers = drivers_of(results.draws, worth, record, every)
    costs, party_costs = gross_costs(data, about.discount_rate, first)
    headline = of.option_figures(worth, worth, record, first)
    return Report(
        about=about,
        headline=headline,
        options=_at_every_rate(data, record, about, every),
        variants=_in_every_variant(results, record, first),
        variant_draws={name: int(each.sizes["draw"]) for name, each in results.variants.items()},
        by_party=tuple(of.by_party(data, worth, every)),
        by_group=tuple(of.by_group(data, worth, record, every)),
        by_year=tuple(of.by_year(worth, every)),
        journey_nodes=nodes_of(data, record, first),
        journey_moves=moves_of(data, first),
        validation=validation_rows(record),
        needs=needs_figures(record),
        evidence=evidence_rows(record),
        assumptions=assumption_rows(record),
        inputs=inputs,
        changes=change_rows(record, about.structural_variant),
        drivers=drivers,
        assumption_share={name: share_on(drivers, name, ASSUMPTION) for name in every},
        ledger=ledger_of(data, every, rates_shown(record, about.discount_rate)),
        ledger_sources=ledger_source_rows(record),
        rate_origin=rate_origin_of(record),
        switching=switching_rows(results.draws, worth, drivers, first),
        waits=waits_of(data, record, first),
        value_steps=value_steps(worth, first),
        cash_flows=cash_flows(worth, first),
        gross_costs=costs,
        party_costs=party_costs,
        stays=stays_of(data, record, first),
        levels=level_figures(results, headline, about),
    )


def headline_options(data: xr.Dataset, record: Mapping[str, Any]) -> list[str]:
    """The options that stand in front: the study's choice, else all."""
    every = of.options_of(data)
    if not every:
        raise ReportError(
            Mistake(
                "report_without_options",
                Place(path="scenarios"),
                found="business as usual and nothing else",
                expected="at least one option to compare it with",
                do="add a scenario to the study's options.yaml and run it again",
            )
        )
    asked = record.get("study", {}).get("headline_scenarios") or every
    return [name for name in asked if name in every] or every


def rates_shown(record: Mapping[str, Any], own: float | str) -> list[float | str]:
    """The study's own rate and those it shows beside, ascending."""
    shown = record.get("study", {}).get("discount_rates_shown") or RATES_SHOWN
    every = {own, *shown}
    return sorted(every, key=lambda rate: (isinstance(rate, str), rate))


def _at_every_rate(
    data: xr.Dataset, record: Mapping[str, Any], about: About, options: Sequence[str]
) -> tuple[OptionFigures, ...]:
    rows: list[OptionFigures] = []
    for rate in rates_shown(record, about.discount_rate):
        for terminal_value in (False, True):
            worth = appraise(data, discount_rate=rate, terminal_value=terminal_value, detail=False)
            rows += of.option_figures(worth, worth, record, options)
    return tuple(rows)


def _in_every_variant(
    results: Results, record: Mapping[str, Any], options: Sequence[str]
) -> tuple[OptionFigures, ...]:
    """Headline options in every structural variant, the headline's variant first."""
    own = str(results.dataset.attrs["structural_variant"])
    variants = dict(results.variants) or {own: results.dataset}
    rows: list[OptionFigures] = []
    for name in sorted(variants, key=lambda each: (each != own, each)):
        worth = appraise(variants[name], detail=False)
        rows += of.option_figures(worth, worth, record, options)
    return tuple(rows)
