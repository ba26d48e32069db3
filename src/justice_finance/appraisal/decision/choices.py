"""What a further resolved problem costs, how sure each choice is, and what a wrong one loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.being_best import acceptability_curves, expected_loss
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.dominance import FRONTIER, incremental_analysis
from justice_finance.appraisal.uncertainty import monte_carlo_error
from justice_finance.language import marked

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

STEPS = 13
"""Values of a resolved problem at which the curves are read."""

LADDER_NOTE = marked(
    "Cost: present value of the funder's outlay; effect: further problems resolved, net of those "
    "that come back, discounted like money. Dominated: another option costs no more and does no "
    "less; extended: a mix of two others does. A ratio is what a further resolved problem costs "
    "over the option before it on the ladder; its standard error is that of having few draws. "
    "Losses that problems cause are not in it."
)
CURVES_NOTE = marked(
    "Acceptability: share of draws in which an option has the largest of value × problems resolved "
    "− outlay; the curves add up to one. Frontier: the option with the largest mean, which need "
    "not be the one most often best."
)
SURENESS_NOTE = marked(
    "Chance of being best: share of draws in which an option has the largest net present value, "
    "business as usual (nothing) included; they add up to one. Chance of loss: share of draws "
    "below zero. Expected loss: what is given up on average by choosing the option and not the "
    "one that is best in truth; the smallest is the value of perfect information."
)


def ladder(framing: Framing) -> DecisionTable:
    """Incremental analysis: dominated options, and what a further resolved problem costs."""
    table = incremental_analysis(framing.options, framing.cost, framing.effect, framing.scramble)
    table.insert(1, "title", [framing.title(name) for name in table["name"]])
    title = marked("What a further resolved problem costs, step by step")
    return DecisionTable("cost_ladder", title, LADDER_NOTE, table)


def curves(framing: Framing, steps: pd.DataFrame) -> DecisionTable:
    """Acceptability over what a resolved problem is held to be worth, from nothing up."""
    values = np.linspace(0.0, _largest_value(framing, steps), STEPS)
    table = acceptability_curves(
        framing.options, framing.cost, framing.effect, values, framing.scramble
    )
    table.insert(2, "title", [framing.title(name) for name in table["name"]])
    title = marked("Which option is best, by what a resolved problem is worth")
    return DecisionTable("acceptability", title, CURVES_NOTE, table)


def _largest_value(framing: Framing, steps: pd.DataFrame) -> float:
    """A round number about half as large again as the dearest step of the ladder."""
    dearest = float(steps.loc[steps["status"] == FRONTIER, "ratio"].max())
    if not np.isfinite(dearest) or dearest <= 0.0:
        gain = np.abs(framing.effect.mean(axis=0)).max()
        dearest = float(np.abs(framing.cost.mean(axis=0)).max() / gain) if gain > 0.0 else 1.0
    wide = 1.5 * dearest
    unit = 10.0 ** np.floor(np.log10(wide)) if wide > 0.0 else 1.0
    return float(np.ceil(wide / unit) * unit)


def sureness(framing: Framing) -> DecisionTable:
    """Mean worth, chance of being best and of loss, expected loss of every option."""
    import pandas as pd

    benefit, scramble = framing.net_benefit, framing.scramble
    best = benefit == benefit.max(axis=1, keepdims=True)
    share = best / best.sum(axis=1, keepdims=True)
    losses = expected_loss(benefit, scramble)
    rows = []
    for place, name in enumerate(framing.options):
        value, chance = benefit[:, place], share[:, place]
        below = (value < 0.0).astype(np.float64)
        rows.append(
            {
                "name": name,
                "title": framing.title(name),
                "net_present_value": float(value.mean()),
                "net_present_value_error": framing.error_of_options(value, (name,)),
                "chance_of_being_best": float(chance.mean()),
                "chance_of_being_best_error": monte_carlo_error(chance, np.mean, scramble),
                "chance_of_loss": float(below.mean()),
                "chance_of_loss_error": monte_carlo_error(below, np.mean, scramble),
                "expected_loss": float(losses[place]),
                "expected_loss_error": losses[place].standard_error,
                "chosen_today": place == framing.today,
            }
        )
    title = marked("How sure the choice is, and what a wrong one loses")
    return DecisionTable("sureness", title, SURENESS_NOTE, pd.DataFrame(rows))


def exceedance(framing: Framing) -> DecisionTable:
    """Chance that each option is worth more than a threshold, over thresholds."""
    import pandas as pd

    low, high = np.quantile(framing.net_benefit, [0.01, 0.99])
    rows = []
    for threshold in np.linspace(low, high, STEPS):
        for place, name in enumerate(framing.options[1:], start=1):
            above = (framing.net_benefit[:, place] > threshold).astype(np.float64)
            error = monte_carlo_error(above, np.mean, framing.scramble)
            rows.append((float(threshold), name, framing.title(name), float(above.mean()), error))
    columns = ["threshold", "name", "title", "chance", "standard_error"]
    note = marked("Share of draws in which an option's net present value lies above the threshold.")
    title = marked("Chance that an option is worth more than a threshold")
    return DecisionTable("worth_above", title, note, pd.DataFrame(rows, columns=columns))
