"""What it would be worth to know more before choosing: everything, one input, a group of inputs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.decision.controls import Controls, controls
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.estimated import Estimated
from justice_finance.appraisal.information import (
    SMOOTHED,
    information_by_payer,
    value_of_partial_information,
    value_of_perfect_information,
)
from justice_finance.language import marked
from justice_finance.vocabulary import PERSPECTIVES

FloatArray = NDArray[np.float64]

BY = ("origin", "group")
ERRORS = 2.0
"""A value is told from nothing if it is more than so many standard errors above it."""

KNOWING_NOTE = marked(
    "What knowing exactly, before choosing one of the options or none, adds to the mean net "
    "present value; nothing where it would not change the choice. No study is worth more than "
    "this. What inputs independent of those known do is taken out by straight lines, so that "
    "inputs which few draws leave correlated do not stand for each other."
)
PAYER_NOTE = marked(
    "Gain of each party if all choose together, knowing everything, by what is best for society "
    "(a party may lose; parties add up), and if the party chose for itself alone."
)


def fitted_controls(framing: Framing, benefit: FloatArray | None = None) -> Controls:
    """Controls of the decision, or of other net benefits on the first draws of the same inputs."""
    values = framing.net_benefit if benefit is None else benefit
    inputs = framing.inputs[: len(values)]
    return controls(values, inputs, framing.input_names, framing.record)


def perfect(framing: Framing) -> Estimated:
    """Value of perfect information."""
    return value_of_perfect_information(framing.net_benefit, framing.scramble)


def partial(framing: Framing, fitted: Controls, known: Sequence[int]) -> Estimated:
    """Value of knowing some inputs together."""
    benefit = fitted.without_others(framing.net_benefit, known)
    clear = [place for place in known if fitted.clear[place].any()]
    chosen = clear if clear and len(known) > SMOOTHED else list(known)
    return value_of_partial_information(benefit, framing.inputs[:, chosen], framing.scramble)


def told_apart(value: float, error: float) -> bool:
    """Whether a value is told from nothing by the draws there are."""
    return bool(value > ERRORS * error) if np.isfinite(error) else False


def by_input(framing: Framing, fitted: Controls) -> DecisionTable:
    """Value of knowing each input alone, the most valuable first."""
    import pandas as pd

    rows = []
    for place, name in enumerate(framing.input_names):
        value = partial(framing, fitted, [place])
        rows.append((name, framing.origin(name), float(value), value.standard_error, value.fit))
    columns = ["name", "origin", "value", "standard_error", "fit"]
    table = pd.DataFrame(rows, columns=columns).sort_values(
        "value", ascending=False, kind="stable", ignore_index=True
    )
    table["told_apart"] = [
        told_apart(*pair) for pair in zip(table["value"], table["standard_error"], strict=True)
    ]
    title = marked("What knowing each input would be worth")
    return DecisionTable("information_by_input", title, KNOWING_NOTE, table)


def by_group(framing: Framing, fitted: Controls) -> DecisionTable:
    """Value of knowing all inputs of an origin, or of a kind, together; and everything."""
    import pandas as pd

    rows = []
    everything = perfect(framing)
    rows.append(
        ("all", "everything", len(framing.input_names), float(everything),
         everything.standard_error)
    )  # fmt: skip
    for by in BY:
        labels = [getattr(framing, by)(name) for name in framing.input_names]
        for label in dict.fromkeys(labels):
            places = [place for place, each in enumerate(labels) if each == label]
            value = partial(framing, fitted, places)
            rows.append((by, label, len(places), float(value), value.standard_error))
    table = pd.DataFrame(rows, columns=["by", "name", "inputs", "value", "standard_error"])
    table["told_apart"] = [
        told_apart(*pair) for pair in zip(table["value"], table["standard_error"], strict=True)
    ]
    title = marked("What knowing groups of inputs would be worth")
    return DecisionTable("information_by_group", title, KNOWING_NOTE, table)


def by_payer(framing: Framing) -> DecisionTable:
    """Perfect information by party: choosing together, and each for itself."""
    import pandas as pd

    from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY

    each = framing.worth["net_present_value_by_party"].sel(scenario=list(framing.options))
    shares = each.transpose("draw", "scenario", "party").values
    names = [str(name) for name in each["party"].values]
    inside = [name for name in names if name in _parties(framing.perspective)]
    places = [names.index(name) for name in inside or PARTIES_OF_SOCIETY]
    together = information_by_payer(shares[:, :, places], None, False, framing.scramble)
    alone = information_by_payer(shares[:, :, places], None, True, framing.scramble)
    rows = [
        (name, float(one), one.standard_error, float(own), own.standard_error)
        for name, one, own in zip([names[p] for p in places], together, alone, strict=True)
    ]
    columns = ["party", "together", "together_error", "alone", "alone_error"]
    title = marked("Who would gain from knowing everything")
    return DecisionTable(
        "information_by_payer", title, PAYER_NOTE, pd.DataFrame(rows, columns=columns)
    )


def _parties(perspective: str) -> tuple[str, ...]:
    return PERSPECTIVES.get(perspective, (perspective,))
