"""How much a scenario is worth, to whom: public names of the appraisal, looked up when used.

No module here bears the name of a function, since the module would take its place.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

PUBLIC_NAMES: dict[str, str] = {
    "appraise": "worth",
    "benefit_cost_ratio": "cost_benefit",
    "best_portfolio": "portfolio.choice",
    "chance_of_loss": "uncertainty",
    "discount_factors": "discounting",
    "downside": "portfolio.aims",
    "equivalent_annual_value": "cost_benefit",
    "error_bars": "uncertainty",
    "headline": "headline_figures",
    "headline_errors": "headline_figures",
    "internal_rate_of_return": "cost_benefit",
    "internal_rates_of_return": "cost_benefit",
    "mean_and_range": "uncertainty",
    "monte_carlo_error": "uncertainty",
    "net_present_value": "cost_benefit",
    "payback_period": "cost_benefit",
    "portfolio_frontier": "portfolio.frontier",
    "rule_of_thumb": "portfolio.thumb",
    "tail_factor": "discounting",
}

__all__ = sorted(PUBLIC_NAMES)


def __getattr__(name: str) -> Any:
    if name not in PUBLIC_NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{PUBLIC_NAMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(PUBLIC_NAMES)
