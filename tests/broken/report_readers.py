"""Readers of what a report is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path


def read_report_folder(path: Path) -> None:
    """A folder that a report is about to replace."""
    from justice_finance.reporting.folder import refuse_what_is_not_ours

    refuse_what_is_not_ours(path)


def read_report_of_scenarios(path: Path) -> None:
    """Results of the scenarios that a small YAML file names; their flows are made up."""
    import numpy as np

    from justice_finance.errors import ReportError
    from justice_finance.files.documents import read_yaml
    from justice_finance.reporting.content import headline_of
    from justice_finance.results.summaries import Results
    from tests.results import made_up

    document = read_yaml(path)
    names = tuple(document.data["scenarios"])
    data = made_up.dataset(made_up.Size(), np.random.default_rng(1), names)
    try:
        headline_of(Results(data))
    except ReportError as error:
        raise ReportError(
            replace(one, place=document.place(tuple(one.place.path.split("."))))
            for one in error.mistakes
        ) from None
