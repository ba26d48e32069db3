"""Readers of questions to the appraisal, and of flows with a fault in them.

Both are small YAML files, so that a mistake has a place; the flows they speak of are made up. A
fault in flows is never a person's mistake, but its message must be as clear as any.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

OF_RESULTS = ("appraise", "by_group", "budget_impact", "failing_futures")


def read_appraisal_question(path: Path) -> None:
    """Arguments of `appraise`; or `measure`, one function of the appraisal, and its arguments."""
    from justice_finance.errors import JusticeFinanceError
    from justice_finance.files.documents import read_yaml

    document = read_yaml(path)
    asked = dict(document.data)
    try:
        _answer(asked.pop("measure", "appraise"), asked)
    except JusticeFinanceError as error:
        raise _placed(error, document, None) from None


def read_faulty_flows(path: Path) -> None:
    """`tamper` and `by`, or `leave_out`.

    `tamper` names a field of the flows or of the postings, `by` is a factor or the word
    `undefined`; `leave_out` names an attribute of the dataset.
    """
    from justice_finance.errors import JusticeFinanceError
    from justice_finance.files.documents import read_yaml

    document = read_yaml(path)
    try:
        _collect(dict(document.data))
    except JusticeFinanceError as error:
        raise _placed(error, document, next(iter(document.data))) from None


def _placed(error: Any, document: Any, key: str | None) -> Any:
    """The same error, at the key of the file that its mistakes are about."""
    return type(error)(
        replace(one, place=document.place((key or one.place.path.split(".")[0],)))
        for one in error.mistakes
    )


def _answer(measure: str, asked: dict[str, Any]) -> None:
    from justice_finance import appraisal
    from tests.results import made_up

    if measure in OF_RESULTS:
        data = made_up.dataset(made_up.Size(), np.random.default_rng(1))
        with_draws = asked.pop("results", "") == "with draws"
        getattr(appraisal, measure)(made_up.with_draws(data) if with_draws else data, **asked)
    elif measure == "net_present_value":
        import xarray as xr

        flows = xr.DataArray(asked.pop("flows"), dims="year", attrs=asked)
        appraisal.net_present_value(flows, 0.08)
    else:
        getattr(appraisal, measure)(**asked)


def _factor(fault: dict[str, Any]) -> float:
    by = fault.get("by", 1.0)
    return float("nan") if by == "undefined" else float(by)


def _collect(fault: dict[str, Any]) -> None:
    from justice_finance.results.checks import check_flows, check_ledger
    from justice_finance.results.dataset import assemble
    from justice_finance.results.ledger import post
    from justice_finance.results.pieces import collect
    from tests.results import made_up

    luck = np.random.default_rng(1)
    outline, flows = made_up.outline(made_up.Size(), luck), made_up.flows(made_up.Size(), luck)
    attributes = dict(made_up.ATTRIBUTES)
    attributes.pop(fault.get("leave_out", ""), None)
    name, factor = fault.get("tamper", ""), _factor(fault)
    if hasattr(flows, name):
        flows = replace(flows, **{name: getattr(flows, name) * factor})
    check_flows(outline, flows)
    postings = post(outline, flows)
    for field in [
        each for each in ("amount", "by_problem", "by_group") if name in ("ledger", each)
    ]:
        postings = replace(postings, **{field: getattr(postings, field) * factor})
    check_ledger(outline, flows, postings)
    assemble([collect(outline, flows)], attributes)
