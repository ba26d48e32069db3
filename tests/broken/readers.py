"""Which public function reads which kind of broken thing.

Each reader takes the path of a file or folder and raises `JusticeFinanceError` if it is wrong.
Import inside the function, so that one part can be tested without the others.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.broken import (
    evidence_readers,
    realisation_readers,
    report_readers,
    results_readers,
    run_readers,
    scenario_readers,
)

Reader = Callable[[Path], object]


def read_yaml(path: Path) -> None:
    """Any YAML file, before it is known what it is about."""
    from justice_finance.files import read_yaml

    read_yaml(path)


def read_csv(path: Path) -> None:
    """A table with the columns `name` and `value`."""
    from justice_finance.files import read_csv

    list(read_csv(path, ("name", "value")))


def read_targets(path: Path) -> None:
    """A file of targets, of a model that has one number to fit."""
    from justice_finance.calibration.reading import read_targets

    read_targets(path, {"services.court.work.mean"})


def read_needs(path: Path) -> None:
    """What meeting the needs of a study costs."""
    from justice_finance.costing.assess import needs
    from justice_finance.scenario.study import load_study

    needs(load_study(path), draws=None)


READERS: dict[str, Reader] = {
    "study": scenario_readers.read_study,
    "models": scenario_readers.read_models,
    "number_of_study": scenario_readers.read_number_of_study,
    "targets": read_targets,
    "needs": read_needs,
    "yaml": read_yaml,
    "csv": read_csv,
    "register": evidence_readers.read_register,
    "evidence_use": evidence_readers.read_evidence_use,
    "country_tables": evidence_readers.read_country_tables,
    "figure": evidence_readers.read_figure,
    "conversion": evidence_readers.read_conversion,
    "money": evidence_readers.read_money,
    "appraisal_question": results_readers.read_appraisal_question,
    "realise": realisation_readers.realise,
    "validate": realisation_readers.validate_and_realise,
    "figure_of_run": report_readers.read_figure_of_run,
    "compared_runs": report_readers.read_compared_runs,
    "command": run_readers.read_command,
    "run": run_readers.read_run_request,
    "missing_library": run_readers.read_without_library,
    "run_folder": run_readers.read_run_folder,
    "report_folder": report_readers.read_report_folder,
    "translations": report_readers.read_study_translations,
    "report_language": report_readers.read_report_language,
    "report_of_scenarios": report_readers.read_report_of_scenarios,
    "faulty_flows": results_readers.read_faulty_flows,
}
