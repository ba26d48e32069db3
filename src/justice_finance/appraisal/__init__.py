"""How much a scenario is worth, to whom: public names of the appraisal, looked up when used.

No module here bears the name of a function, since the module would take its place.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

PUBLIC_NAMES: dict[str, str] = {
    "acceptability": "being_best",
    "acceptability_curves": "being_best",
    "appraise": "worth",
    "benefit_cost_ratio": "cost_benefit",
    "best_study_size": "studies",
    "chance_of_loss": "uncertainty",
    "cost_of_public_funds": "allowances",
    "discount_factors": "discounting",
    "equivalent_annual_value": "cost_benefit",
    "error_bars": "uncertainty",
    "expected_loss": "being_best",
    "first_order_from_draws": "given_draws",
    "headline": "headline_figures",
    "headline_errors": "headline_figures",
    "horizon_weights": "horizon",
    "in_base_year_prices": "horizon",
    "incremental_analysis": "dominance",
    "information_by_group": "information",
    "information_by_parameter": "information",
    "information_by_payer": "information",
    "internal_rate_of_return": "rates_of_return",
    "internal_rates_of_return": "rates_of_return",
    "mean_and_range": "uncertainty",
    "measures_of_worth": "every_perspective",
    "modified_internal_rate_of_return": "rates_of_return",
    "monte_carlo_error": "uncertainty",
    "net_present_value": "cost_benefit",
    "nominal_rate": "discount_rates",
    "one_way": "inputs_moved",
    "payback_period": "cost_benefit",
    "ramsey_rate": "discount_rates",
    "real_rate": "discount_rates",
    "sample_information_by_moments": "studies",
    "shapley_effects": "shapley",
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
    "two_way": "inputs_moved",
    "unit_normal_loss": "linear_information",
    "value_of_knowing_normal": "linear_information",
    "value_of_partial_information": "information",
    "value_of_perfect_information": "information",
    "value_of_sample_information": "information",
    "value_over_horizon": "horizon",
    "value_where_linear": "linear_information",
    "variance_by_group": "given_draws",
    "with_optimism_bias": "allowances",
    "worth_by_perspective": "every_perspective",
}

__all__ = sorted(PUBLIC_NAMES)


def __getattr__(name: str) -> Any:
    if name not in PUBLIC_NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{PUBLIC_NAMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(PUBLIC_NAMES)
