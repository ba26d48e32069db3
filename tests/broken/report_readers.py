"""Readers of what a report is asked for."""

from __future__ import annotations

from pathlib import Path


def read_report_folder(path: Path) -> None:
    """A folder that a report is about to replace."""
    from justice_finance.reporting.folder import refuse_what_is_not_ours

    refuse_what_is_not_ours(path)


def read_report_of_scenarios(path: Path) -> None:
    """Results of the scenarios that a file names, one a line; the flows are made up."""
    import numpy as np

    from justice_finance.reporting.content import headline_of
    from justice_finance.results.summaries import Results
    from tests.results import made_up

    names = tuple(path.read_text(encoding="utf-8").split())
    data = made_up.dataset(made_up.Size(), np.random.default_rng(1), names)
    headline_of(Results(data))
