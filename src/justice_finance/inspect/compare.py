"""Two runs side by side: which inputs differ, and what that did to the headline figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.inspect.differences import HEADLINE, ROUNDING, difference
from justice_finance.inspect.figures import (
    Asked,
    draws_of,
    finite,
    plain,
    worth_of,
)
from justice_finance.inspect.levels import levels_in_both, levels_words
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.results.summaries import Results

FloatArray = NDArray[np.float64]

SETTINGS = ("study", "engine", "seed", "fraction", "currency", "price_year", "base_year",
            "discount_rate", "funder", "structural_variant")  # fmt: skip
EFFECT_METHOD = (
    "first-order: slope of the figure on the input over the draws of the first run, times the "
    "change of its central value; nothing is said of inputs that are not uncertain in the first "
    "run, nor of a changed spread"
)


def compare(first: Results, second: Results, *, other_study: bool = False) -> dict[str, Any]:
    """What tells two runs apart.

    Parameters
    ----------
    first, second : Results
        Of two runs.
    other_study : bool
        Whether runs of different studies may be compared, as far as they have options in common.

    Returns
    -------
    dict
        `runs` (ids), `settings` (name, old, new), `inputs` (name, old, new: central value,
        distribution and origins; `effect` on the net present value of each option where it can be
        told, largest first), `evidence`, `options` (what the options change), `figures` (by option
        and figure: old, new, difference, each with its Monte Carlo error), `paired` (whether draws
        of both runs belong together), `levels` (by level of the budget that both runs have, option
        and figure: the same), `only_in` (options of one run alone). Levels that differ stand among
        the settings.

    Raises
    ------
    RunError
        If the runs are of different studies and that was not allowed, or have no option in common.
    """
    options = _options_in_common(first, second, other_study)
    worths = worth_of(first), worth_of(second)
    paired = _are_paired(first, second)
    settings = _settings(first, second)
    inputs = _inputs(first, second)
    for each in inputs:
        each["effect"] = _effects(first, worths[0], each, options)
    inputs.sort(key=lambda each: (-_largest(each["effect"]), each["name"]))
    return {
        "runs": [first.run_id, second.run_id],
        "settings": settings,
        "inputs": inputs,
        "effect_method": EFFECT_METHOD,
        "evidence": _changed_entries(first, second, "evidence"),
        "options": _changes_of_options(first, second, options),
        "paired": paired,
        "figures": {
            option: {name: difference(worths, Asked(option, name), paired) for name in HEADLINE}
            for option in options
        },
        "levels": levels_in_both(first, second, options, paired),
        "only_in": {
            each.run_id: [name for name in _options(each) if name not in options]
            for each in (first, second)
        },
    }


def _options(results: Results) -> list[str]:
    names = results.dataset["scenario"].values
    return [str(name) for name in names if name != BUSINESS_AS_USUAL]


def _options_in_common(first: Results, second: Results, other_study: bool) -> list[str]:
    """Options of both runs, in the order of the first.

    Raises
    ------
    RunError
        With code `runs_of_different_studies`.
    """
    studies = [str(each.dataset.attrs["study"]) for each in (first, second)]
    common = [name for name in _options(first) if name in _options(second)]
    money = [(str(e.dataset.attrs["currency"]), int(e.dataset.attrs["price_year"]))
             for e in (first, second)]  # fmt: skip
    found, do = "", ""
    if studies[0] != studies[1] and not other_study:
        found = f"{studies[0]} and {studies[1]}"
        do = "name two runs of one study, or add `--other-study` to compare what they share"
    elif not common:
        found, do = "no option that both runs have", "name runs that share an option"
    elif money[0] != money[1]:
        found = " and ".join(f"{currency} of {year}" for currency, year in money)
        do = "run one of them again in the money of the other"
    if found:
        raise RunError(
            Mistake(
                "runs_of_different_studies",
                Place(path=f"{first.run_id} {second.run_id}"),
                found=found,
                expected="two runs of the same study, with an option and their money in common",
                do=do,
            )
        )
    return common


def _settings(first: Results, second: Results) -> list[dict[str, Any]]:
    """Settings of the study and the run that differ."""
    rows = []
    sides = [_settings_of(each) for each in (first, second)]
    for name in sides[0]:
        old, new = sides[0][name], sides[1][name]
        if old != new:
            rows.append({"name": name, "old": old, "new": new})
    return rows


def _settings_of(results: Results) -> dict[str, Any]:
    data = results.dataset
    found = {name: plain(data.attrs.get(name)) for name in SETTINGS}
    years = data["year"].values
    variants = sorted(results.variants) or [str(data.attrs["structural_variant"])]
    found |= {"draws": int(data.sizes["draw"]), "structural_variants": variants}
    found["budget_levels"] = levels_words(results.record)
    return {**found, "first_year": int(years[0]), "last_year": int(years[-1])}


def _inputs(first: Results, second: Results) -> list[dict[str, Any]]:
    """Values that differ in number, spread or origin; those of one run alone have one side."""
    sides = [_values_of(each.record) for each in (first, second)]
    rows = []
    for name in sorted({*sides[0], *sides[1]}):
        old, new = sides[0].get(name), sides[1].get(name)
        if old != new:
            rows.append({"name": name, "old": old, "new": new})
    return rows


def _values_of(record: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Every value by name: central value, origin, and spread where it has one."""
    found: dict[str, dict[str, Any]] = {
        str(name): {"central": each.get("central"), "origin": _origin(each)}
        for name, each in record.get("values", {}).items()
    }
    for each in record.get("inputs", ()):
        found[str(each["id"])] = {
            "central": each.get("central"),
            "origin": _origin(each.get("value_origin", {})),
            "distribution": each.get("distribution"),
            "spread_origin": _origin(each.get("spread_origin", {})),
        }
    if not record.get("values"):  # of a run that did not note its values: sentences at least
        for each in record.get("assumptions", ()):
            sentence = {"kind": "assumption", "text": each["assumption"], "grade": None}
            found.setdefault(str(each["path"]), {"central": None, "origin": sentence})
    return found


def _origin(each: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each.get(name) for name in ("kind", "text", "grade")}


def _changed_entries(first: Results, second: Results, kind: str) -> list[dict[str, Any]]:
    """Entries of the register that both runs use and that are not alike."""
    sides = first.record.get(kind, {}), second.record.get(kind, {})
    return [
        {"name": name, "old": sides[0][name], "new": sides[1][name]}
        for name in sorted(sides[0])
        if name in sides[1] and sides[0][name] != sides[1][name]
    ]


def _changes_of_options(
    first: Results, second: Results, options: list[str]
) -> list[dict[str, Any]]:
    """What options set, where the two runs differ."""
    rows = []
    for option in options:
        sides = [_set_by(each, option) for each in (first, second)]
        for path in sorted({*sides[0], *sides[1]}):
            old, new = sides[0].get(path), sides[1].get(path)
            if old != new:
                rows.append({"option": option, "path": path, "old": old, "new": new})
    return rows


def _set_by(results: Results, option: str) -> dict[str, Any]:
    changes = results.record.get("scenarios", {}).get(option, {}).get("changes", {})
    variant = str(results.dataset.attrs["structural_variant"])
    own = changes.get(variant, next(iter(changes.values()), []))
    return {str(each["path"]): each["new"] for each in own}


def _are_paired(first: Results, second: Results) -> bool:
    """Whether draw n of one run belongs to draw n of the other: same design, same inputs."""
    if first.draws is None or second.draws is None:
        return False
    same_names = list(first.draws["input"].values) == list(second.draws["input"].values)
    sizes = first.dataset.sizes["draw"] == second.dataset.sizes["draw"]
    same_seed = first.dataset.attrs["seed"] == second.dataset.attrs["seed"]
    return same_names and sizes and bool(same_seed)


def _effects(
    results: Results, worth: xr.Dataset, each: Mapping[str, Any], options: list[str]
) -> dict[str, dict[str, float | None]]:
    """First-order effect of a changed central value on the net present value, by option."""
    old, new = each["old"], each["new"]
    if old is None or new is None or results.draws is None:
        return {}
    change = (new["central"] or 0.0) - (old["central"] or 0.0)
    if not change or each["name"] not in set(map(str, results.draws["input"].values)):
        return {}
    values = results.draws["value"].sel(input=each["name"]).values
    found: dict[str, dict[str, float | None]] = {}
    for option in options:
        outcome = draws_of(worth, Asked(option, "net_present_value"))
        slope, error = slope_of(values[: len(outcome)], outcome)
        if abs(slope * change) > ROUNDING * float(np.abs(outcome).mean()):
            found[option] = {"mean": slope * change, "error": finite(abs(error * change))}
    return found


def slope_of(values: FloatArray, outcome: FloatArray) -> tuple[float, float]:
    """Least-squares slope of an outcome on an input over draws, and its standard error.

    Notes
    -----
    slope = cov(x, y) / var(x); standard error = sqrt(residual variance / (n - 2) / var(x)), where
    variances are means of squares. Zero and not a number where the input does not vary.
    """
    x, y = values - values.mean(), outcome - outcome.mean()
    square = float((x * x).mean())
    if len(x) < 3 or square == 0.0:
        return 0.0, float("nan")
    slope = float((x * y).mean()) / square
    left = float(((y - slope * x) ** 2).mean())
    return slope, float(np.sqrt(left / (len(x) - 2) / square))


def _largest(effects: Mapping[str, Mapping[str, float]]) -> float:
    return max((abs(each["mean"]) for each in effects.values()), default=-1.0)
