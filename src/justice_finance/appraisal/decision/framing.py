"""The decision that a run is asked about: which of its headline options to choose, or none.

The options exclude each other, and business as usual is one of them with a net benefit of zero in
every draw. Everything in `decision` looks at the same draws of the same net benefits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.draws_of_options import best_option
from justice_finance.appraisal.luck import BY_REPLICATION, error_from_luck
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.robustness.regret import common_draws
from justice_finance.appraisal.uncertainty import monte_carlo_error
from justice_finance.appraisal.worth import appraise, dataset_of
from justice_finance.language import decimal_text, say
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class DecisionTable:
    """One answer as a table in full precision.

    Attributes
    ----------
    name : str
        Of the file that it is written to.
    title : str
        In English; `said_title` is that of the language spoken.
    note : str
        Definitions and limits, as they stand under the table or chart, in English.
    frame : pandas.DataFrame
        Plain columns; money in the currency of the decision.
    gaps : mapping
        What goes into the note: a text, or a number with its decimals.
    """

    name: str
    title: str
    note: str
    frame: pd.DataFrame
    gaps: Mapping[str, str | tuple[float, int]] = field(default_factory=dict)

    @property
    def said_title(self) -> str:
        """The title in the language of now."""
        return say(self.title)

    @property
    def said_note(self) -> str:
        """The note in the language of now."""
        filled = {
            name: say(each) if isinstance(each, str) else decimal_text(*each)
            for name, each in self.gaps.items()
        }
        return say(self.note, **filled)


@dataclass(frozen=True)
class Framing:
    """The draws that all measures look at.

    Attributes
    ----------
    results : Results or xarray.Dataset
    record : mapping
        Of the run; empty for a dataset alone.
    options : tuple of str
        Business as usual first.
    net_benefit, cost, effect : array (draw, option)
        Net present value to the perspective, the funder's outlay, further problems resolved
        (discounted); against business as usual.
    worth : xarray.Dataset
        What `appraise` returned for the headline structural variant.
    scramble : array (draw,) or None
    inputs : array (draw, input)
        Values of the uncertain inputs; no columns where the run kept none.
    input_names : tuple of str
    question : dict
        Arguments of `appraise`: discount_rate, horizon and so on.
    perspective : str
    """

    results: Any
    record: Mapping[str, Any]
    options: tuple[str, ...]
    net_benefit: FloatArray
    cost: FloatArray
    effect: FloatArray
    worth: xr.Dataset
    scramble: NDArray[np.int64] | None
    inputs: FloatArray
    input_names: tuple[str, ...]
    question: dict[str, Any]
    perspective: str

    @property
    def today(self) -> int:
        """Place of the option with the largest mean net benefit."""
        return best_option(self.net_benefit)

    @property
    def runner_up(self) -> int:
        """Place of the second best."""
        means = self.net_benefit.mean(axis=0)
        order = np.argsort(-means, kind="stable")
        return int(order[1])

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.net_benefit)

    @property
    def has_luck(self) -> bool:
        """Whether the engine followed persons, so that replications differ."""
        return f"net_present_value{BY_REPLICATION}" in self.worth

    def error_of_worth(
        self, over_draws: float, more: Sequence[str], less: Sequence[str] = ()
    ) -> float:
        """Standard error of a mean net present value, from draws and luck together.

        Parameters
        ----------
        over_draws : float
            Error over draws.
        more, less : sequence of str
            Options whose worth is added up, and those whose worth is taken off.

        Returns
        -------
        float
            Root of the sum of squares (`luck.standard_error`); the error over draws alone where
            the engine has no luck; not a number where luck cannot be told. Luck is common to all
            draws, so that means over some of them have the luck of all.
        """
        if not self.has_luck:
            return over_draws
        name = f"net_present_value{BY_REPLICATION}"
        added, taken = ([each for each in e if each != self.options[0]] for e in (more, less))
        lots = self.worth[name].sel(scenario=added).sum("scenario")
        lots = lots - self.worth[name].sel(scenario=taken).sum("scenario")
        return float(np.hypot(over_draws, error_from_luck(lots.values)))

    def error_of_options(self, draws: FloatArray, options: Sequence[str]) -> float:
        """Standard error of the mean worth of options together, whose `draws` (draw,) are given."""
        return self.error_of_worth(monte_carlo_error(draws, np.mean, self.scramble), options)

    def title(self, option: str) -> str:
        """An option as people call it."""
        known = self.record.get("scenarios", {}).get(option, {})
        return str(known.get("title") or option.replace("_", " "))

    def origin(self, name: str) -> str:
        """Where the spread of an input comes from: `evidence A` to `D`, `assumption`, `choice`."""
        found = self._input(name).get("spread_origin", {})
        kind = str(found.get("kind", "assumption"))
        return f"{kind} {found.get('grade') or 'D'}" if kind == "evidence" else kind

    def source(self, name: str) -> str:
        """The source of the spread of an input, or that it is an assumption."""
        found = self._input(name).get("spread_origin", {})
        if found.get("kind") != "evidence":
            return "assumption"
        cited = self.record.get("evidence", {}).get(str(found.get("text")), {})
        return str(cited.get("source", {}).get("source_id") or found.get("text"))

    def unit(self, name: str) -> str:
        """Name of the unit of an input (`units.names`); empty where the run did not note it."""
        return str(self._input(name).get("unit", ""))

    def group(self, name: str) -> str:
        """What an input belongs to: burden of problems, costs, effects, and so on."""
        return group_of(name)

    def _input(self, name: str) -> Mapping[str, Any]:
        known = {str(each["id"]): each for each in self.record.get("inputs", ())}
        found: Mapping[str, Any] = known.get(name, {})
        return found

    def variants(self) -> dict[str, FloatArray]:
        """Net benefit (draw, option) in each structural variant, on the draws that all have."""
        return {
            name: _by_option(appraise(each, self.perspective, **self.question), self.options)
            for name, each in common_draws(self.results).items()
        }


GROUPS = (
    (".burden.", "losses from problems"),
    (".withheld", "losses from problems"),
    ("half_life", "losses from problems"),
    ("stakes", "losses from problems"),
    (".effects.", "what interventions change"),
    ("induced_demand", "what interventions change"),
    ("interventions.", "costs of interventions"),
    (".costs.", "costs of services"),
    ("fee", "costs of services"),
    ("excess_burden", "economy"),
    ("income_growth", "economy"),
    ("value_of_time", "economy"),
)
"""Part of an input's path, and the group it belongs to; the first that fits."""


def group_of(name: str) -> str:
    """The group of an input by its path; what is in no other is how problems go on and end."""
    return next((group for part, group in GROUPS if part in name), "how problems go on and end")


def frame(
    results: Any,
    perspective: str = "society",
    options: Sequence[str] | None = None,
    **question: Any,
) -> Framing:
    """The decision between the headline options of a run.

    Parameters
    ----------
    results : Results or xarray.Dataset
    perspective : str
        As in `appraise`.
    options : sequence of str, optional
        Scenarios to choose among; the study's headline ones if not given, else all.
    question
        Further arguments of `appraise`: `discount_rate`, `funder`, `terminal_value`, `horizon`.

    Returns
    -------
    Framing

    Raises
    ------
    AppraisalError
        As `appraise`; `comparator_unknown` for an unknown option, `options_missing` without any.
    """
    data, record = dataset_of(results), getattr(results, "record", {})
    known = [str(name) for name in data["scenario"].values]
    wanted = options or record.get("study", {}).get("headline_scenarios") or known
    for name in wanted:
        if name not in known:
            expected = f"one of {', '.join(known)}"
            refuse("comparator_unknown", "options", repr(name), expected)
    chosen = tuple(str(name) for name in wanted if name != BUSINESS_AS_USUAL)
    if not chosen:
        refuse(
            "arrays_do_not_fit", "options", "business as usual and nothing else",
            "at least one option to compare it with",
            "add a scenario to the study's options.yaml and run it again",
        )  # fmt: skip
    every = (BUSINESS_AS_USUAL, *chosen)
    asked = {**question, "detail": False}
    worth = appraise(data, perspective, **asked)
    drawn = getattr(results, "draws", None)
    values, names = np.zeros((data.sizes["draw"], 0)), tuple[str, ...]()
    if drawn is not None:
        values = drawn["value"].transpose("draw", "input").values[: data.sizes["draw"]]
        names = tuple(str(name) for name in drawn["input"].values)
    return Framing(
        results=results,
        record=record,
        options=every,
        net_benefit=_by_option(worth, every),
        cost=_by_option(worth, every, "funder_outlay"),
        effect=_by_option(worth, every, "problems_resolved"),
        worth=worth,
        scramble=worth["scramble"].values if "scramble" in worth.coords else None,
        inputs=np.asarray(values, dtype=np.float64),
        input_names=names,
        question=asked,
        perspective=perspective,
    )


def _by_option(
    worth: xr.Dataset, options: Sequence[str], name: str = "net_present_value"
) -> FloatArray:
    found = worth[name].sel(scenario=list(options)).transpose("draw", "scenario").values
    return np.asarray(found, dtype=np.float64)


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a table as JSON holds them: numbers finite or None."""
    return [
        {str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and not -float("inf") < value < float("inf"):
        return None
    return value
