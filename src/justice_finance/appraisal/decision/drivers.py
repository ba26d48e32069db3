"""What the spread of the decision rests on, and what would turn it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.decision.controls import Controls
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.given_draws import (
    first_order_from_draws,
    switching_from_draws,
    tornado_from_draws,
    variance_by_group,
)
from justice_finance.appraisal.shapley_draws import shapley_from_draws, varying_together
from justice_finance.language import marked

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

SHOWN = 12
"""Inputs of the tornado, the widest first."""

TORNADO_NOTE = marked(
    "Mean net present value of the option chosen today where one input is at its 5 % or 95 % "
    "quantile, averaged over all others; inputs that vary together move together."
)
SWITCHING_NOTE = marked(
    "The value of one input at which the option chosen today and the second best are worth the "
    "same on average, the nearest to its mean, and the share of draws beyond it. None: knowing "
    "this input alone would not turn the choice between the two."
)
SHAPLEY_NOTE = marked(
    "Shapley effect: share of the variance of the net present value of the option chosen today "
    "that an input adds, averaged over all orders in which inputs may become known; fair to inputs "
    "that vary together. Told by a sum of curves, one for each input; with 95 % intervals. Shares "
    "sum to what such a sum explains."
)
INDICES_NOTE = marked(
    "First-order Sobol index: share of the variance of the net present value of the option chosen "
    "today that would go, on average, if the input were known; estimated from the draws of the run."
)
SHARES_NOTE = marked(
    "Share of the variance of the net present value of the option chosen today that rests on each "
    "group of inputs: the origin of an input is that of its spread. Last, what inputs do only "
    "together, or the draws are too few to tell."
)
BY = ("origin", "source", "group")


def tornado(framing: Framing, fitted: Controls) -> DecisionTable:
    """Worth of today's choice at both ends of each input, the widest first."""
    place = _place(framing)
    table = _each_alone(
        framing,
        fitted,
        lambda benefit, column, name: tornado_from_draws(benefit[:, place], column, [name]),
    ).sort_values("swing", ascending=False, kind="stable", ignore_index=True)[:SHOWN]
    table.insert(1, "origin", [framing.origin(name) for name in table["name"]])
    return DecisionTable("tornado", marked("Which inputs move the worth most"), TORNADO_NOTE, table)


def switching(framing: Framing, fitted: Controls) -> DecisionTable:
    """Where knowing an input would turn the choice from today's option to the second best."""
    one, other = framing.today, framing.runner_up
    table = _each_alone(
        framing,
        fitted,
        lambda benefit, column, name: switching_from_draws(
            benefit[:, one] - benefit[:, other], column, [name]
        ),
    ).sort_values("probability", ascending=False, kind="stable", ignore_index=True)
    table = table[table["probability"] > 0.0].reset_index(drop=True)
    table.insert(1, "origin", [framing.origin(name) for name in table["name"]])
    return DecisionTable("switching", marked("What would turn the choice"), SWITCHING_NOTE, table)


def indices(framing: Framing, fitted: Controls) -> DecisionTable:
    """First-order Sobol indices with standard errors, the largest first."""
    import pandas as pd

    place = _place(framing)
    total = float(framing.net_benefit[:, place].var()) or 1.0
    shares, errors = [], []
    for number in range(len(framing.input_names)):
        worth = fitted.without_others(framing.net_benefit, [number])[:, place]
        column = framing.inputs[:, [number]]
        found = first_order_from_draws(worth, column, framing.scramble)[0]
        scale = float(worth.var()) / total
        shares.append(float(found) * scale)
        errors.append(found.standard_error * scale)
    table = pd.DataFrame(
        {
            "name": list(framing.input_names),
            "share": shares,
            "standard_error": errors,
            "origin": [framing.origin(name) for name in framing.input_names],
        }
    ).sort_values("share", ascending=False, kind="stable", ignore_index=True)
    return DecisionTable(
        "sobol_first_order", marked("Which inputs the spread is due to"), INDICES_NOTE, table
    )


def shapley(framing: Framing) -> DecisionTable:
    """Shapley effects with intervals, the largest first."""
    import pandas as pd

    found = shapley_from_draws(
        _worth(framing),
        framing.inputs,
        framing.input_names,
        varying_together(framing.record),
        framing.scramble,
    )
    table = pd.DataFrame(
        {
            "name": list(found.names),
            "share": found.share,
            "standard_error": found.error,
            "low": found.interval[:, 0],
            "high": found.interval[:, 1],
            "origin": [framing.origin(name) for name in found.names],
        }
    ).sort_values("share", ascending=False, kind="stable", ignore_index=True)
    title = marked("Which inputs the spread is due to, where inputs vary together")
    return DecisionTable("shapley", title, SHAPLEY_NOTE, table)


def shares(framing: Framing) -> DecisionTable:
    """Share of variance by origin of the spread, by source and by kind of input."""
    import pandas as pd

    labels: dict[str, Callable[[str], str]] = {
        "origin": framing.origin, "source": framing.source, "group": framing.group,
    }  # fmt: skip
    parts = []
    for by in BY:
        groups = [labels[by](name) for name in framing.input_names]
        found = variance_by_group(_worth(framing), framing.inputs, groups, framing.scramble)
        found.insert(0, "by", by)
        parts.append(found)
    table = pd.concat(parts, ignore_index=True)
    return DecisionTable("variance_shares", marked("What the spread rests on"), SHARES_NOTE, table)


def _place(framing: Framing) -> int:
    """Place of the option chosen today; of the second best, if that is nothing."""
    return framing.today or framing.runner_up


def _worth(framing: Framing) -> FloatArray:
    return np.asarray(framing.net_benefit[:, _place(framing)])


def _each_alone(
    framing: Framing,
    fitted: Controls,
    measure: Callable[[FloatArray, FloatArray, str], pd.DataFrame],
) -> pd.DataFrame:
    """A measure of every input alone, less what inputs independent of it do."""
    import pandas as pd

    rows = []
    for number, name in enumerate(framing.input_names):
        benefit = fitted.without_others(framing.net_benefit, [number])
        rows.append(measure(benefit, framing.inputs[:, [number]], name))
    return pd.concat(rows, ignore_index=True)
