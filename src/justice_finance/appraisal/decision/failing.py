"""What makes today's choice fail, and how much other rates, perspectives and variants change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from justice_finance.appraisal.decision.controls import Controls
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.robustness.discovery import Discovery, discover_failures
from justice_finance.appraisal.robustness.futures import failing_draws
from justice_finance.appraisal.robustness.regret import regret_by_setting
from justice_finance.appraisal.robustness.variants import across_variants, worth_of_knowing
from justice_finance.language import marked

PERSPECTIVES_SHOWN = ("society", "people", "public")
RESAMPLES = 4
LEAST_FAILURES = 10

BOX_NOTE = marked(
    "Fails: worth less than doing nothing. The box holds the futures in which that is most common: "
    "coverage, the share of all failures inside; density, the share of failures inside. Only "
    "inputs are looked at whose effect the draws tell apart from all others. Found again: share of "
    "halves of the draws, taken at random, in which the input is in the box. A box does not say "
    "how likely its futures are beyond the draws."
)
REGRET_NOTE = marked(
    "Regret: what choosing the option loses, on average over draws, against the best one of the "
    "same setting; settings are discount rates, perspectives and structural variants, on the draws "
    "that all variants have. No setting is weighed against another."
)
VARIANTS_NOTE = marked(
    "Mean net present value and rank in each structural variant, on the draws that all have. No "
    "statistic tells the variants apart; the worth of knowing which holds is given for the weights "
    "under which it is largest. Weighed: mean over variants with the weights of the study, if any."
)


def box(framing: Framing, fitted: Controls) -> tuple[DecisionTable, Discovery | None]:
    """The box of inputs in which today's choice fails; nothing where too few draws fail."""
    import pandas as pd

    place = framing.today or framing.runner_up
    fails = failing_draws(framing.net_benefit, place)
    clear = np.flatnonzero(fitted.clear[:, place])
    found = None
    if LEAST_FAILURES <= fails.sum() <= len(fails) - LEAST_FAILURES and len(clear):
        names = [framing.input_names[each] for each in clear]
        found = discover_failures(framing.inputs[:, clear], fails, names, resamples=RESAMPLES)
    title = marked("What makes the choice fail")
    if found is None or not len(found.table()):
        columns = ["input", "low", "high", "quasi_p", "reproducibility"]
        empty = pd.DataFrame([], columns=columns)
        return DecisionTable("failing_box", title, BOX_NOTE, empty), None
    table = found.table()
    for name in ("coverage", "density", "mass"):
        table[name] = getattr(found, name)
    table["failures"], table["draws"] = found.failures, found.draws
    table.insert(0, "option", framing.options[place])
    table["origin"] = [framing.origin(name) for name in table["input"]]
    return DecisionTable("failing_box", title, BOX_NOTE, table), found


def regret(framing: Framing, rates: Sequence[float | str]) -> tuple[DecisionTable, DecisionTable]:
    """Largest regret of each option over rates, perspectives and variants; and every setting."""
    question = {
        name: value
        for name, value in framing.question.items()
        if name not in ("discount_rate", "detail")
    }
    found = regret_by_setting(
        framing.results, rates, PERSPECTIVES_SHOWN, framing.options, **question
    )
    whole = found.regret.reset_index()
    summary = found.summary.reset_index().rename(columns={"scenario": "name"})
    summary.insert(1, "title", [framing.title(name) for name in summary["name"]])
    summary["settings"] = len(whole)
    summary["least_regretted"] = summary["name"] == found.least_regretted
    societal = found.regret.xs("society", level="perspective").max(axis=0)
    summary["largest_regret_of_society"] = [float(societal[name]) for name in summary["name"]]
    return (
        DecisionTable("regret", marked("How much each choice could be regretted"), REGRET_NOTE,
                      summary),
        DecisionTable("regret_by_setting", marked("Regret in every setting"), REGRET_NOTE, whole),
    )  # fmt: skip


def variants(framing: Framing, weights: Mapping[str, float] | None) -> tuple[DecisionTable, float]:
    """Rank and regret in every structural variant, and what knowing it is worth at most."""
    import pandas as pd

    question = {name: value for name, value in framing.question.items() if name != "detail"}
    found = across_variants(framing.results, framing.perspective, **question)
    chosen = found.sel(scenario=list(framing.options))
    names = [str(name) for name in chosen["structural_variant"].values]
    known = weights is not None and set(weights) == set(names)
    share = [float(weights[name]) if known and weights else float("nan") for name in names]
    weighed = np.array(share) @ chosen["net_present_value"].transpose(
        "structural_variant", "scenario"
    ).values  # fmt: skip
    rows = [
        {
            "structural_variant": str(variant),
            "name": name,
            "title": framing.title(name),
            "net_present_value": float(one["net_present_value"]),
            "rank": 1 + int((every["net_present_value"] > one["net_present_value"]).sum()),
            "regret": float(every["net_present_value"].max() - one["net_present_value"]),
            "weighed": float(weighed[framing.options.index(name)]),
        }
        for variant in chosen["structural_variant"].values
        for every in [chosen.sel(structural_variant=variant)]
        for name in framing.options
        for one in [every.sel(scenario=name)]
    ]
    means = chosen["net_present_value"].transpose("structural_variant", "scenario").values
    worth = worth_of_knowing(means).value
    title = marked("What each choice loses, by structural variant")
    return DecisionTable("variants", title, VARIANTS_NOTE, pd.DataFrame(rows)), worth
