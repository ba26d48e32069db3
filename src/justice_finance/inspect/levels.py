"""Levels of the budget of a run: what they are called, and their figures beside another run's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.inspect.differences import HEADLINE, difference
from justice_finance.inspect.figures import Asked, at_levels, worth_of

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results

NO_LEVELS = "none"


def level_words(level: Mapping[str, Any]) -> str:
    """What a level says of every scale, or of the money there is."""
    times, envelope = level["times_own_scale"], level["envelope"]
    return f"{times:g} times own scale" if times is not None else f"within {envelope:,.0f}"


def levels_words(record: Mapping[str, Any]) -> str:
    """The levels of a run in one line, with the options that stay at their own scale."""
    found = []
    for level in record.get("budget_levels", ()):
        times = level["times_own_scale"]
        stay = [option for option, factor in level["factors"].items() if factor == 1.0 != times]
        kept = f", {', '.join(stay)} at own scale" if stay else ""
        found.append(f"{level['name']} ({level_words(level)}{kept})")
    return "; ".join(found) or NO_LEVELS


def levels_in_both(
    first: Results, second: Results, options: list[str], paired: bool
) -> dict[str, dict[str, dict[str, Any]]]:
    """Figures at the levels that both runs have under one name, for options that were run there.

    Parameters
    ----------
    first, second : Results
    options : list of str
        Of both runs.
    paired : bool
        Whether draw n of one run belongs to draw n of the other.

    Returns
    -------
    dict
        By level, option and figure: `differences.difference`, and `factors`: what the option's
        scale was multiplied by in each run.
    """
    sides = [at_levels(each) for each in (first, second)]
    if sides[0] is None or sides[1] is None:
        return {}
    held = [{str(name) for name in each.dataset["scenario"].values} for each in sides if each]
    numbers = [each.dataset["draw"].values for each in sides if each]
    together = paired and np.array_equal(numbers[0], numbers[1])
    worths = worth_of(sides[0]), worth_of(sides[1])
    by_name = [{each["name"]: each for each in run.record["budget_levels"]}
               for run in (first, second)]  # fmt: skip
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, level in by_name[0].items():
        other = by_name[1].get(name)
        if other is None:
            continue
        for option in options:
            scenario = level["scenarios"].get(option)
            if scenario != other["scenarios"].get(option) or any(scenario not in h for h in held):
                continue
            own = {figure: difference(worths, Asked(scenario, figure), together)
                   for figure in HEADLINE}  # fmt: skip
            factors = [each["factors"][option] for each in (level, other)]
            found.setdefault(name, {})[option] = {"factors": factors, "figures": own}
    return found
