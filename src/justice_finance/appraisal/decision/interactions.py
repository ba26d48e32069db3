"""Two inputs moved together: what the option chosen today is worth, and which one then is best."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.decision.controls import Controls
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.uncertainty import monte_carlo_error
from justice_finance.language import marked

if TYPE_CHECKING:
    import pandas as pd

PAIRS_OF = 3
"""Of so many inputs, the widest of the tornado, every pair is looked at."""
STEPS = 3
"""Parts of each input's draws, from the lowest to the highest, of one size."""
FEWEST = 12
"""Draws below which nothing is said of a cell."""
PARTS = ("low", "middle", "high")

TWO_WAY_NOTE = marked(
    "Mean net present value over the draws in which two inputs are both in the third of their "
    "values that is shown (low, middle, high), averaged over all other inputs: of the option "
    "chosen today, and which option, or none, is then worth most on average. The lead is over the "
    "next best. Nothing is said of a cell with fewer than {draws} draws."
)
COLUMNS = (
    "first second first_part second_part first_mean second_mean draws net_present_value "
    "standard_error best best_title lead lead_error"
).split()


def two_way(framing: Framing, fitted: Controls, widest: pd.DataFrame) -> DecisionTable:
    """A grid for each pair of the inputs that move the worth most; none if all cells stay bare."""
    import pandas as pd

    enough = len(framing.inputs) >= FEWEST
    names = [str(name) for name in widest["name"].head(PAIRS_OF)] if enough else []
    rows: list[dict[str, Any]] = []
    for pair in combinations(names, 2):
        rows += _grid(framing, fitted, pair)
    title = marked("Two inputs moved together")
    table = pd.DataFrame(rows, columns=COLUMNS)
    return DecisionTable("two_way", title, TWO_WAY_NOTE, table, {"draws": (FEWEST, 0)})


def _grid(framing: Framing, fitted: Controls, pair: tuple[str, str]) -> list[dict[str, Any]]:
    """One row for each part of the first input and of the second."""
    columns = [framing.input_names.index(name) for name in pair]
    first, second = (framing.inputs[:, column] for column in columns)
    benefit = fitted.without_others(framing.net_benefit, columns)
    parts = [_parts(values) for values in (first, second)]
    place = framing.today or framing.runner_up
    rows = []
    for one, other in product(range(STEPS), repeat=2):
        here = (parts[0] == one) & (parts[1] == other)
        row: dict[str, Any] = {
            "first": pair[0], "second": pair[1],
            "first_part": PARTS[one], "second_part": PARTS[other],
            "first_mean": float(first[parts[0] == one].mean()),
            "second_mean": float(second[parts[1] == other].mean()),
            "draws": int(here.sum()),
        }  # fmt: skip
        if here.sum() >= FEWEST:
            row |= _cell(framing, benefit[here], place)
        rows.append(row)
    return rows


def _parts(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """The part of each draw, by the order of its value."""
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return np.asarray(order * STEPS // len(values), dtype=np.int64)


def _cell(framing: Framing, benefit: NDArray[np.float64], place: int) -> dict[str, Any]:
    """Means over the draws of a cell; business as usual is worth nothing in each."""
    worth = benefit.copy()
    worth[:, 0] = 0.0
    order = np.argsort(-worth.mean(axis=0), kind="stable")
    lead = worth[:, order[0]] - worth[:, order[1]]
    best, second = (framing.options[int(each)] for each in order[:2])
    own, ahead = monte_carlo_error(worth[:, place], np.mean), monte_carlo_error(lead, np.mean)
    return {
        "net_present_value": float(worth[:, place].mean()),
        "standard_error": framing.error_of_worth(own, (framing.options[place],)),
        "best": best, "best_title": framing.title(best),
        "lead": float(lead.mean()), "lead_error": framing.error_of_worth(ahead, (best,), (second,)),
    }  # fmt: skip
