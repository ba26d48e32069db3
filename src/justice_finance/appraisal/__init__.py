"""How much a scenario is worth, to whom: public names of the appraisal, looked up when used.

No module here bears the name of a function, since the module would take its place.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

PUBLIC_NAMES: dict[str, str] = {
    "acceptability": "being_best",
    "acceptability_curves": "being_best",
    "across_variants": "robustness.variants",
    "appraise": "worth",
    "benefit_cost_ratio": "cost_benefit",
    "best_portfolio": "portfolio.choice",
    "best_study_size": "studies",
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
    "decision_of": "decision.decide",
    "discount_factors": "discounting",
    "discover_failures": "robustness.discovery",
    "downside": "portfolio.aims",
    "earmarked_levy": "financing.instruments",
    "equally_distributed_equivalent": "equity.equivalents",
    "equity_account": "equity.groups",
    "equity_weights": "equity.equivalents",
    "equivalent_annual_value": "cost_benefit",
    "error_bars": "uncertainty",
    "expected_loss": "being_best",
    "failing_draws": "robustness.futures",
    "failing_futures": "robustness.futures",
    "first_order_from_draws": "given_draws",
    "grant": "financing.instruments",
    "grant_element": "financing.loans",
    "headline": "headline_figures",
    "headline_errors": "headline_figures",
    "horizon_weights": "horizon",
    "in_base_year_prices": "horizon",
    "incremental_analysis": "dominance",
    "inequality_index": "equity.equivalents",
    "information_by_group": "information",
    "information_by_parameter": "information",
    "information_by_payer": "information",
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
    "one_way": "inputs_moved",
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
    "sample_information_by_moments": "studies",
    "shapley_effects": "shapley",
    "shapley_from_draws": "shapley_draws",
    "simulated_measurement": "studies",
    "simulated_survey": "studies",
    "sobol_indices": "variance_indices",
    "state_chain_value": "state_chain",
    "switching_from_draws": "given_draws",
    "switching_values": "inputs_moved",
    "tail_factor": "discounting",
    "terminal_value": "horizon",
    "tornado": "inputs_moved",
    "tornado_from_draws": "given_draws",
    "transfer": "financing.transfers",
    "two_way": "inputs_moved",
    "unit_normal_loss": "linear_information",
    "user_fees": "financing.instruments",
    "value_of_knowing_normal": "linear_information",
    "value_of_partial_information": "information",
    "value_of_perfect_information": "information",
    "value_of_sample_information": "information",
    "value_over_horizon": "horizon",
    "value_where_linear": "linear_information",
    "variance_by_group": "given_draws",
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
