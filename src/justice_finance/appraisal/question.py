"""How to appraise: whose worth, at which rate, paid by whom, over how many years, against what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from justice_finance.appraisal.discount_rates import check_rate
from justice_finance.appraisal.perspectives import parties_of
from justice_finance.errors import AppraisalError, Mistakes, Place, did_you_mean

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class Question:
    """What is asked of a results dataset, checked; nothing is left to a default any more."""

    perspective: str
    discount_rate: float | str
    funder: str
    terminal_value: bool
    horizon: int  # years from the base year
    comparator: str


def ask(
    data: xr.Dataset,
    perspective: str,
    discount_rate: float | str | None,
    funder: str | None,
    terminal_value: bool,
    horizon: int | None,
    comparator: str,
) -> Question:
    """Fill in what the study says, and refuse what makes no sense.

    Raises
    ------
    AppraisalError
        If a rate, perspective, funder, horizon or comparator makes no sense.
    """
    rate = data.attrs["discount_rate"] if discount_rate is None else discount_rate
    check_rate(rate, largest=1.0)
    parties_of(perspective)
    funder = str(data.attrs["funder"]) if funder is None else funder
    parties_of(funder, "funder")
    years = data.sizes["year"]
    mistakes = Mistakes()
    length = years if horizon is None else horizon
    whole = isinstance(length, (int, np.integer)) and not isinstance(length, bool)
    least = years if terminal_value else 1
    if not whole or not least <= length <= years:
        mistakes.add(
            "horizon_wrong",
            Place(path="horizon"),
            found=repr(length),
            expected=f"{years}, as a terminal value needs the whole run"
            if terminal_value
            else f"whole years from 1 to {years}",
            do="give fewer years, or none for the whole run",
        )
    scenarios = [str(name) for name in data["scenario"].values]
    if comparator not in scenarios:
        mistakes.add(
            "comparator_unknown",
            Place(path="comparator"),
            found=repr(comparator),
            expected=f"one of {', '.join(scenarios)}",
            do=did_you_mean(str(comparator), scenarios),
        )
    mistakes.raise_if_any(AppraisalError)
    return Question(perspective, rate, funder, bool(terminal_value), int(length), comparator)
