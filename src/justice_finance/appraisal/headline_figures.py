"""The few figures a study is quoted by, with their ranges, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.appraisal.control import FURTHER, SAME, controlled_mean
from justice_finance.appraisal.luck import standard_error
from justice_finance.appraisal.uncertainty import (
    chance_of_loss,
    error_bars,
    mean_and_range,
    monte_carlo_error,
    ratio_and_range,
)
from justice_finance.appraisal.worth import appraise, dataset_of
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

FIGURES = ("net_present_value", "public_cost", "problems_resolved")
RATIO = "benefit_cost_ratio"


def headline(
    results: Any,
    perspective: str = "society",
    discount_rate: float | str | None = None,
    funder: str | None = None,
    terminal_value: bool = False,
    horizon: int | None = None,
) -> dict[str, Any]:
    """Headline figures of every scenario against business as usual.

    Parameters
    ----------
    results, perspective, discount_rate, funder, terminal_value, horizon
        As in `appraise`.

    Returns
    -------
    dict
        What was asked, and under `scenarios` for every scenario but business as usual
        `net_present_value`, `public_cost`, `problems_resolved` and `benefit_cost_ratio` as mean,
        p05 and p95 over draws with the `standard_error` of the mean (None where it cannot be told:
        a single draw, or a single replication), and `chance_of_loss` (of society, whatever the
        perspective). The mean of the ratio is the ratio of means (`uncertainty.ratio_of_means`); it
        is None where the funder's net outlay is not above zero in more than 1 % of draws. A run
        with a control variate has `controlled` besides: mean, error from draws and luck together,
        beta, and how many times smaller the variance over draws is.
    """
    data = dataset_of(results)
    asked = (discount_rate, funder, terminal_value, horizon)
    worth = appraise(data, perspective, *asked, detail=False)
    society = worth if perspective == "society" else appraise(data, "society", *asked, detail=False)
    scenarios = {}
    errors = _errors(worth, society)
    for name in worth["scenario"].values:
        if name == BUSINESS_AS_USUAL:
            continue
        chosen = worth.sel(scenario=name)
        figures: dict[str, Any] = {key: mean_and_range(chosen[key].values) for key in FIGURES}
        ratio = chosen[RATIO].values
        outlay = chosen["funder_outlay"].values
        figures[RATIO] = None if np.isnan(ratio).all() else ratio_and_range(ratio, outlay)[0]
        figures["chance_of_loss"] = chance_of_loss(
            society["net_present_value"].sel(scenario=name).values
        )
        for key in (*FIGURES, RATIO):
            if figures[key] is not None:
                error = errors[str(name)][key]["mean"]
                figures[key]["standard_error"] = error if np.isfinite(error) else None
        if f"net_present_value{SAME}" in chosen:
            figures["controlled"] = _controlled(chosen)
        scenarios[str(name)] = figures
    return {**_about(worth.attrs), "scenarios": scenarios}


def _controlled(chosen: xr.Dataset) -> dict[str, dict[str, float | None]]:
    """Means with the cohort engine as control variate (`appraisal.control`)."""
    found: dict[str, dict[str, float | None]] = {}
    for key in FIGURES:
        same, further = (chosen[f"{key}{ending}"].values for ending in (SAME, FURTHER))
        told = controlled_mean(chosen[key].values, same, further, chosen["scramble"].values)
        error = standard_error(chosen, key, told["standard_error"])
        found[key] = {**told, "standard_error": error if np.isfinite(error) else None}
    return found


def headline_errors(
    results: Any,
    perspective: str = "society",
    discount_rate: float | str | None = None,
    funder: str | None = None,
    terminal_value: bool = False,
    horizon: int | None = None,
) -> dict[str, dict[str, Any]]:
    """Monte Carlo standard errors of the figures of `headline`, in the same shape.

    Returns
    -------
    dict
        By scenario; `None` where the figure itself is None. Means: from draws and luck together
        (`luck.standard_error`); quantiles and chances: from draws alone.
    """
    data = dataset_of(results)
    asked = (discount_rate, funder, terminal_value, horizon)
    worth = appraise(data, perspective, *asked, detail=False)
    society = worth if perspective == "society" else appraise(data, "society", *asked, detail=False)
    return _errors(worth, society)


def _errors(worth: xr.Dataset, society: xr.Dataset) -> dict[str, dict[str, Any]]:
    scramble = worth["scramble"].values if "scramble" in worth.coords else None
    errors: dict[str, dict[str, Any]] = {}
    for name in worth["scenario"].values:
        if name == BUSINESS_AS_USUAL:
            continue
        chosen = worth.sel(scenario=name)
        bars: dict[str, Any] = {key: error_bars(chosen[key].values, scramble) for key in FIGURES}
        ratio = chosen[RATIO].values
        if np.isnan(ratio).all():
            bars[RATIO] = None
        else:
            error = ratio_and_range(ratio, chosen["funder_outlay"].values, scramble)[1]
            bars[RATIO] = {**error_bars(ratio, scramble), "mean": error}
        for key in (*FIGURES, RATIO):
            if bars[key] is not None:
                bars[key]["mean"] = standard_error(chosen, key, bars[key]["mean"])
        value = society["net_present_value"].sel(scenario=name).values
        bars["chance_of_loss"] = monte_carlo_error(
            np.where(value < 0.0, 1.0, 0.0), np.mean, scramble
        )
        errors[str(name)] = bars
    return errors


def _about(attributes: dict[str, Any]) -> dict[str, Any]:
    """What the figures were asked with, as plain values."""
    about: dict[str, Any] = {}
    for name in (
        "run_id",
        "perspective",
        "funder",
        "discount_rate",
        "price_year",
        "currency",
        "terminal_value",
        "structural_variant",
    ):
        value = attributes[name]
        about[name] = value.item() if hasattr(value, "item") else value
    about["terminal_value"] = about["terminal_value"] == "yes"
    return about
