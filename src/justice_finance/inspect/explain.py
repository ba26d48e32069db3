"""From a figure to the ledger rows it adds up, the values behind them, and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discounting import discount_factors
from justice_finance.appraisal.perspectives import (
    PUBLIC_FUNDERS,
    net_outlay,
    parties_of,
    received_less_paid,
    spending,
)
from justice_finance.appraisal.shapley_draws import METHOD, shapley_shares, varying_together
from justice_finance.inspect.figures import (
    COUNTS,
    Asked,
    asked,
    draws_of,
    estimate,
    plain,
    worth_of,
)
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.results.summaries import Results

FloatArray = NDArray[np.float64]

FORMULAS = {
    "net_present_value": "sum over rows and years of (received less paid by {who}) x discount "
    "factor, against business as usual",
    "public_cost": "sum over rows and years of (paid less received by government and donors) x "
    "discount factor, cost of raising taxes left out, against business as usual",
    "funder_outlay": "sum over rows and years of (paid less received by {funder}) x discount "
    "factor, for dealing with problems, against business as usual",
    "problems_resolved": "sum over problems and years of (resolved less come back) x discount "
    "factor, against business as usual",
    "benefit_cost_ratio": "(net present value + outlay of {funder}) / outlay of {funder}; mean "
    "over mean",
    "cost_per_resolved_problem": "outlay of {funder} / further problems resolved; mean over mean",
    "chance_of_loss": "share of draws in which the net present value to society is below zero",
}


def explain(results: Results, number: str) -> dict[str, Any]:
    """What a figure is made of.

    Parameters
    ----------
    results : Results
        Of a run.
    number : str
        `option.figure`, or `option.net_present_value.party`; `figures.numbers_of` lists them.

    Returns
    -------
    dict
        run_id, number, figure (mean, p05, p95, Monte Carlo error), formula, settings; `rows`:
        ledger rows (or legal problems) with their discounted mean, largest first, that add up to
        the figure, or for ratios and chances to the `sum_of` named; each with the names of the
        values behind its prices; `inputs`: uncertain inputs with their share in the spread of this
        figure, largest first; `values`: every value named, with its origin; `evidence`: every
        entry of the register named, with source, page, grade and interval.

    Raises
    ------
    RunError
        If the run has no such figure.
    """
    what = asked(results, number)
    worth = worth_of(results)
    data, record = results.dataset, results.record
    sum_of, rows = _rows(data, record, worth, what)
    inputs = _inputs(results, worth, draws_of(worth, what))
    named = {name for row in rows for name in row["values"]} | {each["id"] for each in inputs}
    values = _values(record, named)
    return {
        "run_id": results.run_id,
        "number": what.name,
        "option": record.get("scenarios", {}).get(what.option, {}).get("title", what.option),
        "figure": estimate(worth, what),
        "formula": FORMULAS[what.figure].format(
            who=what.party or "society", funder=str(data.attrs["funder"])
        ),
        "settings": _settings(worth, len(worth["draw"])),
        "sum_of": sum_of,
        "rows": rows,
        "inputs": inputs,
        "share_method": METHOD,
        "values": values,
        "evidence": _evidence(record, values.values()),
    }


def _settings(worth: xr.Dataset, draws: int) -> dict[str, Any]:
    names = ("perspective", "funder", "discount_rate", "currency", "price_year", "base_year",
             "structural_variant", "horizon")  # fmt: skip
    found = {name: plain(worth.attrs.get(name)) for name in names}
    return {**found, "terminal_value": worth.attrs["terminal_value"] == "yes", "draws": draws}


def _rows(
    data: xr.Dataset, record: Mapping[str, Any], worth: xr.Dataset, what: Asked
) -> tuple[str, list[dict[str, Any]]]:
    """Which figure the rows add up to, and the rows."""
    factors = discount_factors(worth.attrs["discount_rate"], np.arange(data.sizes["year"]))
    if what.figure in COUNTS:
        return what.figure, _by_problem(data, what.option, factors)
    funder = parties_of(str(data.attrs["funder"]), "funder")
    weights = {
        "public_cost": net_outlay(data, PUBLIC_FUNDERS),
        "funder_outlay": spending(data, funder),
        "cost_per_resolved_problem": spending(data, funder),
    }
    sum_of = what.figure if what.figure in weights else "net_present_value"
    if what.figure == "cost_per_resolved_problem":
        sum_of = "funder_outlay"
    signs = weights.get(what.figure, received_less_paid(data, parties_of(what.party or "society")))
    chosen = data["ledger"].sel(scenario=what.option).values
    change = (chosen - data["ledger"].sel(scenario=BUSINESS_AS_USUAL).values).mean(axis=0)
    amounts = np.einsum("ye,y->e", change, factors)
    behind = {
        (each["category"], each["from"], each["to"]): each["paths"]
        for each in record.get("ledger", ())
    }
    idle = _idle_interventions(record, what.option, str(data.attrs["structural_variant"]))
    rows = []
    parts = (data[f"entry_{name}"].values for name in ("category", "from", "to"))
    for at, labels in enumerate(zip(*parts, strict=True)):
        category, payer, payee = map(str, labels)
        if not signs[at] or not amounts[at]:
            continue
        paths = behind.get((category, payer, payee), [])
        rows.append({
            "category": category, "from": payer, "to": payee, "sign": int(signs[at]),
            "discounted": float(amounts[at]), "adds": float(signs[at] * amounts[at]),
            "by_year": [float(value) for value in change[:, at]],
            "values": [name for name in paths if not name.startswith(idle)],
        })  # fmt: skip
    return sum_of, sorted(rows, key=lambda row: -abs(row["adds"]))


def _idle_interventions(record: Mapping[str, Any], option: str, variant: str) -> tuple[str, ...]:
    """Beginnings of the names of interventions that an option does not use."""
    changes = record.get("scenarios", {}).get(option, {}).get("changes", {})
    own = changes.get(variant, next(iter(changes.values()), []))
    used = {each["path"].split(".")[1] for each in own if each["path"].startswith("interventions.")}
    every = {
        name.split(".")[1] for name in record.get("values", {}) if name.startswith("interventions.")
    }
    return tuple(f"interventions.{name}." for name in sorted(every - used))


def _by_problem(data: xr.Dataset, option: str, factors: FloatArray) -> list[dict[str, Any]]:
    """Further problems resolved, by legal problem."""
    net = data["problems_resolved"] - data["problems_returned"]
    change = net.sel(scenario=option) - net.sel(scenario=BUSINESS_AS_USUAL)
    by_year = change.mean("draw").transpose("legal_problem", "year").values
    rows = [
        {"legal_problem": str(name), "discounted": float(years @ factors),
         "adds": float(years @ factors), "by_year": [float(value) for value in years],
         "values": []}
        for name, years in zip(data["legal_problem"].values, by_year, strict=True)
        if years.any()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -abs(float(row["adds"])))


def _inputs(results: Results, worth: xr.Dataset, outcome: FloatArray) -> list[dict[str, Any]]:
    """Uncertain inputs with their share in the spread of an outcome; none where it is not known."""
    known = {str(each["id"]): each for each in results.record.get("inputs", ())}
    kept = ~np.isnan(outcome)
    if results.draws is None or not known or not kept.any():
        return []
    names = [str(name) for name in results.draws["input"].values if str(name) in known]
    values = results.draws["value"].sel(input=names).transpose("draw", "input").values
    scramble = worth["scramble"].values[kept] if "scramble" in worth.coords else None
    together = varying_together(results.record)
    shares, _ = shapley_shares(
        outcome[kept][:, None], values[: len(outcome)][kept], names, together, scramble
    )
    found = [
        {"id": name, "share": float(share), "central": known[name].get("central"),
         "value_origin": known[name].get("value_origin", {}),
         "spread_origin": known[name].get("spread_origin", {})}
        for name, share in zip(names, shares[:, 0], strict=True) if share > 0.0
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each["share"], each["id"]))


def _values(record: Mapping[str, Any], names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Central value and origin of each value named."""
    known = record.get("values", {})
    found: dict[str, dict[str, Any]] = {}
    inputs = {str(each["id"]): each for each in record.get("inputs", ())}
    for name in sorted(names):
        if name in known:
            found[name] = dict(known[name])
        elif name in inputs:
            own = inputs[name]
            found[name] = {"central": own.get("central"), **own.get("value_origin", {}),
                           "uncertain": True}  # fmt: skip
        if name in found and name in inputs:
            found[name]["spread"] = inputs[name].get("spread_origin", {})
    return found


def _evidence(
    record: Mapping[str, Any], values: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Entries of the register that values or their spreads rest on."""
    origins = [origin for each in values for origin in (each, each.get("spread", {}))]
    ids = {str(each["text"]) for each in origins if each.get("kind") == "evidence"}
    known = record.get("evidence", {})
    kept = ("quantity", "value", "low", "high", "interval_kind", "unit", "currency", "price_year",
            "grade", "locator", "verified", "source")  # fmt: skip
    return {
        name: {key: known[name].get(key) for key in kept} for name in sorted(ids) if name in known
    }
