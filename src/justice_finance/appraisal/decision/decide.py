"""The whole set of the appraisal on one run: every table of the decision between its options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.decision import (
    choices,
    drivers,
    failing,
    fairness,
    financing,
    interactions,
    knowing,
    measures,
    portfolio_aims,
    spending,
)
from justice_finance.appraisal.decision.controls import Controls
from justice_finance.appraisal.decision.framing import (
    DecisionTable,
    Framing,
    frame,
    plain_rows,
)
from justice_finance.appraisal.decision.survey_payers import survey_payers
from justice_finance.appraisal.decision.surveys import readings, survey_tables
from justice_finance.appraisal.estimated import Estimated
from justice_finance.appraisal.one_thread import one_thread
from justice_finance.language import counted, decimal_text, say

if TYPE_CHECKING:
    import pandas as pd

FEW_DRAWS = 256
"""Below so many draws what single inputs do is hardly told from chance."""
MANY_DRAWS = 1024
"""So many are better."""
RATES = (0.05, 0.08, 0.12)


@dataclass(frozen=True)
class Decision:
    """What a run says about the choice between its options.

    Attributes
    ----------
    framing : Framing
        The draws that all tables rest on.
    tables : mapping of str to DecisionTable
        By name, in reading order.
    perfect : Estimated
        Value of perfect information.
    knowing_variant : float
        What knowing the structural variant is worth under the weights that make it largest.
    plan : mapping
        Surveys, weights of variants and overlaps as the study states them.
    """

    framing: Framing
    tables: Mapping[str, DecisionTable]
    perfect: Estimated
    knowing_variant: float
    plan: Mapping[str, Any]

    @property
    def cannot_tell(self) -> tuple[str, ...]:
        """What the run is too small or too bare to say, in the language of now."""
        return tuple(_cannot_tell(self.framing, self.plan))

    def frame(self, name: str) -> pd.DataFrame | None:
        """The rows of a table; None where the run does not allow it."""
        found = self.tables.get(name)
        return None if found is None or not len(found.frame) else found.frame

    @property
    def chosen(self) -> str:
        """The option with the largest mean net present value; business as usual if none gains."""
        return self.framing.options[self.framing.today]

    def as_record(self) -> dict[str, Any]:
        """Everything as plain values, for JSON; what is no number is None."""
        attributes = self.framing.worth.attrs
        return {
            "run_id": str(attributes.get("run_id", "")),
            "perspective": self.framing.perspective,
            "discount_rate": attributes["discount_rate"]
            if isinstance(attributes["discount_rate"], str)
            else float(attributes["discount_rate"]),
            "currency": str(attributes["currency"]),
            "price_year": int(attributes["price_year"]),
            "draws": self.framing.draws,
            "chosen_today": self.chosen,
            "value_of_perfect_information": {
                "value": float(self.perfect), "standard_error": self.perfect.standard_error,
            },
            "worth_of_knowing_the_variant_at_most": self.knowing_variant,
            "cannot_tell": list(self.cannot_tell),
            "tables": {
                name: {"title": each.said_title, "note": each.said_note,
                       "rows": plain_rows(each.frame)}
                for name, each in self.tables.items()
            },
        }  # fmt: skip


def decision_of(
    results: Any,
    perspective: str = "society",
    discount_rate: float | str | None = None,
    plan: Mapping[str, Any] | None = None,
) -> Decision:
    """Every measure of the appraisal on the choice between the headline options of a run.

    Parameters
    ----------
    results : Results or xarray.Dataset
        A dataset alone has no inputs, so that nothing is said about what the spread rests on.
    perspective, discount_rate
        As in `appraise`.
    plan : mapping, optional
        `surveys`, `weights`, as `scenario.surveys.survey_plan` gives them; the record's own if not
        given.

    Returns
    -------
    Decision

    Raises
    ------
    AppraisalError
        As `appraise`, or if the run has no options.
    """
    with one_thread():
        framing = frame(results, perspective, discount_rate=discount_rate)
        return _decided(framing, plan)


def _decided(framing: Framing, plan: Mapping[str, Any] | None) -> Decision:
    asked = plan if plan is not None else framing.record.get("surveys") or {}
    found = [
        choices.sureness(framing), choices.exceedance(framing), measures.measures(framing),
        choices.ladder(framing),
    ]  # fmt: skip
    found.append(choices.curves(framing, found[-1].frame))
    with_inputs = bool(framing.input_names)
    if with_inputs:
        fitted = knowing.fitted_controls(framing)
        found += _sensitivity(framing, fitted)
    found.append(knowing.by_payer(framing))
    if with_inputs and asked.get("surveys"):
        seen = readings(framing, asked)
        found += survey_tables(framing, asked, seen)
        found.append(survey_payers(framing, asked, found[-1], seen[-1]))
    shares = spending.possible(framing)
    found += spending.portfolios(framing, shares, _envelope(framing))
    found += portfolio_aims.aims(framing, shares, _envelope(framing))
    found += fairness.equity(framing)
    found += [spending.impact(framing), spending.sharing(framing), *financing.ways(framing)]
    if with_inputs:
        found.append(failing.box(framing, fitted)[0])
    found += failing.regret(framing, _rates(framing))
    table, worth = failing.variants(framing, asked.get("weights"))
    found.append(table)
    return Decision(
        framing=framing,
        tables={each.name: each for each in found},
        perfect=knowing.perfect(framing),
        knowing_variant=worth,
        plan=asked,
    )


def _sensitivity(framing: Framing, fitted: Controls) -> list[DecisionTable]:
    """What moves the worth, what turns the choice, and what knowing it would be worth."""
    widest = drivers.tornado(framing, fitted)
    return [
        widest, interactions.two_way(framing, fitted, widest.frame),
        drivers.switching(framing, fitted), drivers.indices(framing, fitted),
        drivers.shapley(framing), drivers.shares(framing),
        knowing.by_group(framing, fitted), knowing.by_input(framing, fitted),
    ]  # fmt: skip


def _rates(framing: Framing) -> list[float | str]:
    shown = framing.record.get("study", {}).get("discount_rates_shown") or RATES
    own = framing.worth.attrs["discount_rate"]
    return sorted({own, *shown}, key=lambda rate: (isinstance(rate, str), rate))


def _envelope(framing: Framing) -> float | None:
    """The public money that the study's options within its envelope were cut to."""
    cuts = framing.record.get("envelope_cuts") or {}
    return next((float(each["envelope"]) for each in cuts.values()), None)


def _cannot_tell(framing: Framing, plan: Mapping[str, Any]) -> list[str]:
    found = []
    if not framing.input_names:
        found.append(
            say(
                "The run kept no draws of its inputs: what the spread rests on, what knowing more "
                "is worth and what makes an option fail cannot be told."
            )
        )
    elif framing.draws < FEW_DRAWS:
        draws, inputs = framing.draws, len(framing.input_names)
        found.append(
            say(
                "With {draws} of {inputs}, what single inputs and surveys are worth can hardly "
                "be told from chance; {enough} or more are needed, {better} are better.",
                draws=counted("{number} draw", "{number} draws", draws, number=decimal_text(draws)),
                inputs=counted(
                    "{number} input", "{number} inputs", inputs, number=decimal_text(inputs)
                ),
                enough=decimal_text(FEW_DRAWS),
                better=decimal_text(MANY_DRAWS),
            )
        )
    if not plan.get("surveys"):
        found.append(say("The study names no possible surveys (surveys.yaml), so none is ranked."))
    elif not plan.get("weights"):
        found.append(
            say(
                "The study gives its structural variants no weights, so surveys are valued as if "
                "the headline variant were true."
            )
        )
    return found
