"""Every measure of worth of every option, side by side for each perspective."""

from __future__ import annotations

from typing import Any

import numpy as np

from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.every_perspective import measures_of_worth
from justice_finance.appraisal.luck import standard_error
from justice_finance.appraisal.uncertainty import (
    mean_and_range,
    monte_carlo_error,
    ratio_and_range,
)
from justice_finance.appraisal.worth import appraise
from justice_finance.language import marked
from justice_finance.vocabulary import PERSPECTIVES

OF_MEAN_YEARS = (
    "equivalent_annual_value",
    "internal_rate_of_return",
    "modified_internal_rate_of_return",
    "discounted_payback",
)
RATIOS = {"benefit_cost_ratio": "funder_outlay", "benefit_public_cost_ratio": "public_cost"}

MEASURES_NOTE = marked(
    "Against business as usual. Net present value: mean over draws, in the file with its 90 % "
    "range; with terminal value, what is still open on the last day counts too. Ratio: all other "
    "effects over the net outlay of the funder, or over net public cost, both of the means; none "
    "where that outlay may not be positive. Equal yearly amount, rates of return and payback "
    "(years from the base year) are those of mean yearly net benefits, without terminal value; a "
    "rate of return is left out where there is none or more than one."
)


def measures(framing: Framing) -> DecisionTable:
    """Net present value, both ratios, rates of return, payback: by perspective and option."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for perspective in PERSPECTIVES:
        plain = appraise(framing.results, perspective, **framing.question)
        open_end = {**framing.question, "terminal_value": True}
        further = None
        if framing.question.get("horizon") is None:
            further = appraise(framing.results, perspective, **open_end)["net_present_value"]
        yearly = plain["net_benefit"].mean("draw").sel(scenario=list(framing.options[1:]))
        found = measures_of_worth(
            yearly.transpose("scenario", "year").values, plain.attrs["discount_rate"]
        )
        for place, option in enumerate(framing.options[1:]):
            own = plain.sel(scenario=option)
            value = own["net_present_value"].values
            error = standard_error(
                own, "net_present_value", monte_carlo_error(value, np.mean, framing.scramble)
            )
            late = float("nan") if further is None else float(further.sel(scenario=option).mean())
            rows.append(
                {
                    "perspective": perspective,
                    "name": option,
                    "title": framing.title(option),
                    "net_present_value": float(value.mean()),
                    "standard_error": error,
                    **{key: end for key, end in mean_and_range(value).items() if key != "mean"},
                    "with_terminal_value": late,
                    **_ratios(own, framing),
                    **{name: float(np.ravel(found[name])[place]) for name in OF_MEAN_YEARS},
                }
            )
    title = marked("Every measure of worth, by perspective")
    return DecisionTable("measures", title, MEASURES_NOTE, pd.DataFrame(rows))


def _ratios(own: Any, framing: Framing) -> dict[str, float]:
    """Both ratios of means with their errors; not a number where the outlay may not be positive."""
    found: dict[str, float] = {}
    for name, outlay in RATIOS.items():
        ratio = own[name].values
        mean, error = float("nan"), float("nan")
        if not np.isnan(ratio).all():
            figures, error = ratio_and_range(ratio, own[outlay].values, framing.scramble)
            mean = figures["mean"]
        found |= {name: mean, f"{name}_error": error}
    return found
