"""Readers of what a report is asked for, and of what is asked of finished runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results


def read_report_folder(path: Path) -> None:
    """A folder that a report is about to replace."""
    from justice_finance.reporting.folder import refuse_what_is_not_ours

    refuse_what_is_not_ours(path)


def read_report_language(path: Path) -> None:
    """`language`: what a report is asked for in."""
    from justice_finance.errors import ReportError
    from justice_finance.files.documents import read_yaml
    from justice_finance.reporting.folder import known_language

    document = read_yaml(path)
    try:
        known_language(document.data["language"])
    except ReportError as error:
        raise ReportError(
            replace(one, place=document.place((one.place.path,))) for one in error.mistakes
        ) from None


def read_study_translations(path: Path) -> None:
    """A folder that holds `translations`, or the only file in it."""
    from justice_finance.errors import Mistake, ScenarioError
    from justice_finance.scenario.folders import Folders
    from justice_finance.scenario.translations import read_translations

    found: list[Mistake] = []
    study = path if path.is_dir() else path.parent.parent
    read_translations(Folders(study, ()), found)
    if found:
        raise ScenarioError(found)


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


def read_figure_of_run(path: Path) -> None:
    """`number`: a figure that is asked for of made-up results with one option, `better`."""
    from justice_finance.errors import RunError
    from justice_finance.files.documents import read_yaml
    from justice_finance.inspect.figures import asked

    document = read_yaml(path)
    try:
        asked(_made_up_run("here"), document.data["number"])
    except RunError as error:
        raise RunError(
            replace(one, place=document.place(("number",))) for one in error.mistakes
        ) from None


def read_compared_runs(path: Path) -> None:
    """`studies`: those of two made-up runs that are compared."""
    from justice_finance.errors import RunError
    from justice_finance.files.documents import read_yaml
    from justice_finance.inspect.compare import compare

    document = read_yaml(path)
    try:
        compare(*map(_made_up_run, document.data["studies"]))
    except RunError as error:
        raise RunError(
            replace(one, place=document.place(("studies",))) for one in error.mistakes
        ) from None


def _made_up_run(study: str) -> Results:
    import numpy as np

    from justice_finance.results.summaries import Results
    from tests.results import made_up

    names = ("business_as_usual", "better")
    data = made_up.dataset(made_up.Size(), np.random.default_rng(1), names)
    return Results(data.assign_attrs(study=study))
