"""Levels of the budget in a report: what each is called, and the figures of every option at each.

Options at another scale than their own ran on a part of the draws that stands for all; an option
that stays at its own scale has the figures of all draws, and is marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.worth import appraise
from justice_finance.charts.rounding import Estimate, money_text, rate_text
from justice_finance.reporting.explorer.words import word
from justice_finance.reporting.figures import OptionFigures, option_figures

if TYPE_CHECKING:
    from justice_finance.reporting.about import About
    from justice_finance.results.summaries import Results

OWN_SCALE = "own_scale"
WITHIN_ENVELOPE = "within_envelope"


@dataclass(frozen=True)
class Budget:
    """One level.

    Attributes
    ----------
    title : str
    scenarios : tuple of str
        What was run for each option, in the order in which they are shown.
    options : tuple of str
        The options themselves.
    kept : tuple of str
        Options that stay at their own scale at this level, since they cannot be larger.
    name : str
        As study.yaml calls it; `OWN_SCALE`, or `WITHIN_ENVELOPE` for options that are cut to it.
    times_own_scale, envelope : float, optional
        What the level says: every scale times this, or public money that may be planned.
    factors : mapping
        By option: what its scale is multiplied by; 1 where it is not named.
    """

    title: str
    scenarios: tuple[str, ...]
    options: tuple[str, ...]
    kept: tuple[str, ...] = ()
    name: str = OWN_SCALE
    times_own_scale: float | None = None
    envelope: float | None = None
    factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class LevelFigures:
    """One option at one level of the budget, at the study's own rate.

    Attributes
    ----------
    budget : Budget
    scenario : str
        What was run; the option itself where it stays at its own scale.
    factor : float
        What the option's scale is multiplied by.
    draws : int
        How many its figures are of.
    figures : OptionFigures
        `option` and `title` are those of the option.
    """

    budget: Budget
    scenario: str
    factor: float
    draws: int
    figures: OptionFigures

    @property
    def is_own_scale(self) -> bool:
        """Whether the level is the study's own."""
        return self.budget.name == OWN_SCALE

    @property
    def cannot_be_larger(self) -> bool:
        """Whether it stays at its own scale since it reaches everybody it is for."""
        return self.figures.option in self.budget.kept

    @property
    def fits_as_it_is(self) -> bool:
        """Whether it stays at its own scale since that fits the level's envelope."""
        return self.budget.envelope is not None and self.factor == 1.0


def budgets_of(
    every: Sequence[str], headline: Sequence[str], about: About, record: Mapping[str, Any]
) -> list[Budget]:
    """Levels of the budget, each option's own scale first.

    Parameters
    ----------
    every : sequence of str
        Options of the run, levels of the budget left out.
    headline : sequence of str
        Those that stand in front.
    about : About
    record : mapping
        Of the run.
    """
    cuts = record.get("envelope_cuts", {})
    variant, currency = about.structural_variant, about.currency
    within = tuple(name for name in every if f"{variant}/{name}" in cuts)
    own = tuple(name for name in (headline or every) if name not in within) or tuple(every)
    others = tuple(name for name in every if name not in own)
    found = [Budget(word("own_scale"), own, own)]
    if within:
        envelope = cuts[f"{variant}/{within[0]}"]["envelope"]
        title = _within(envelope, currency)
        found.append(Budget(title, within, within, name=WITHIN_ENVELOPE, envelope=float(envelope)))
    for level in record.get("budget_levels", ()):
        names = tuple(name for name in (*own, *others) if name in level["scenarios"])
        scenarios = tuple(level["scenarios"][name] for name in names)
        times = level["times_own_scale"]
        kept = tuple(name for name in names if times and level["factors"][name] != times)
        title = _times(times) if times else _within(level["envelope"], currency)
        found.append(Budget(title, scenarios, names, kept, level["name"], times,
                            level["envelope"], level["factors"]))  # fmt: skip
    return found


def _within(envelope: float, currency: str) -> str:
    amount = money_text(envelope, Estimate(envelope, envelope, envelope), currency)
    return word("within", amount=amount)


def _times(times: float) -> str:
    return word("times_own_scale", share=rate_text(times))


def level_figures(
    results: Results, headline: Sequence[OptionFigures], about: About
) -> tuple[LevelFigures, ...]:
    """Every option at every level that the study states, its own scale first.

    Parameters
    ----------
    results : Results
    headline : sequence of OptionFigures
        Of the options at their own scale, at the study's rate.
    about : About

    Returns
    -------
    tuple of LevelFigures
        By level, in the order of the options; empty if the study states no levels.
    """
    record, levels = results.record, results.levels
    if not record.get("budget_levels"):
        return ()
    own = {each.option: each for each in headline}
    budgets = budgets_of(list(own), list(own), about, record)
    at_levels: dict[str, OptionFigures] = {}
    count = 0
    if levels is not None:
        worth = appraise(levels, detail=False)
        further = [name for each in budgets for name in each.scenarios if name not in own]
        found = option_figures(worth, worth, record, further)
        at_levels = dict(zip(further, found, strict=True))
        count = int(levels.sizes["draw"])
    rows = []
    for budget in budgets:
        if budget.name == WITHIN_ENVELOPE:  # options of their own, which stand among all others
            continue
        for scenario, option in zip(budget.scenarios, budget.options, strict=True):
            figures = own.get(scenario) or at_levels[scenario]
            rows.append(LevelFigures(
                budget, scenario, float(budget.factors.get(option, 1.0)),
                about.draws if scenario in own else count,
                replace(figures, option=option, title=own[option].title),
            ))  # fmt: skip
    return tuple(rows)
