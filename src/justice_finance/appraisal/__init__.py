"""How much a scenario is worth, to whom: public names of the appraisal, looked up when used.

No module here bears the name of a function, since the module would take its place.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

PUBLIC_NAMES: dict[str, str] = {
    "across_variants": "robustness.variants",
    "appraise": "worth",
    "benefit_cost_ratio": "cost_benefit",
    "best_portfolio": "portfolio.choice",
    "budget_impact": "financing.budgets",
    "by_group": "equity.groups",
    "by_variant": "robustness.variants",
    "carried_risk": "financing.transfers",
    "chance_of_loss": "uncertainty",
    "co_financing": "financing.budgets",
    "co_financing_of": "financing.of_results",
    "concessional_loan": "financing.instruments",
    "cost_of_public_funds": "allowances",
    "cost_to_society": "financing.transfers",
    "discount_factors": "discounting",
    "discover_failures": "robustness.discovery",
    "downside": "portfolio.aims",
    "earmarked_levy": "financing.instruments",
    "equally_distributed_equivalent": "equity.equivalents",
    "equity_account": "equity.groups",
    "equity_weights": "equity.equivalents",
    "equivalent_annual_value": "cost_benefit",
    "error_bars": "uncertainty",
    "failing_draws": "robustness.futures",
    "failing_futures": "robustness.futures",
    "grant": "financing.instruments",
    "grant_element": "financing.loans",
    "headline": "headline_figures",
    "headline_errors": "headline_figures",
    "horizon_weights": "horizon",
    "in_base_year_prices": "horizon",
    "incremental_analysis": "dominance",
    "inequality_index": "equity.equivalents",
    "internal_rate_of_return": "rates_of_return",
    "internal_rates_of_return": "rates_of_return",
    "kolm_pollak_aversion": "equity.equivalents",
    "loan_schedule": "financing.loans",
    "mean_and_range": "uncertainty",
    "measures_of_worth": "every_perspective",
    "modified_internal_rate_of_return": "rates_of_return",
    "monte_carlo_error": "uncertainty",
    "net_by_party": "financing.transfers",
    "net_present_value": "cost_benefit",
    "nominal_rate": "discount_rates",
    "outcome_payments": "financing.instruments",
    "outcomes_by_year": "financing.of_results",
    "payback_period": "cost_benefit",
    "portfolio_frontier": "portfolio.frontier",
    "portfolio_options": "portfolio.of_results",
    "ramsey_rate": "discount_rates",
    "real_rate": "discount_rates",
    "regret_by_setting": "robustness.regret",
    "regrets": "robustness.regret",
    "rule_of_thumb": "portfolio.thumb",
    "tail_factor": "discounting",
    "terminal_value": "horizon",
    "transfer": "financing.transfers",
    "user_fees": "financing.instruments",
    "value_over_horizon": "horizon",
    "with_optimism_bias": "allowances",
    "worth_by_perspective": "every_perspective",
    "worth_of_knowing": "robustness.variants",
}

__all__ = sorted(PUBLIC_NAMES)


def __getattr__(name: str) -> Any:
    if name not in PUBLIC_NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{PUBLIC_NAMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(PUBLIC_NAMES)
