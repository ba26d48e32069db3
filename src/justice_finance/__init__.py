"""What it costs to resolve people's justice problems, what that returns, and to whom.

Public names stand here and are looked up when first used, so that `import justice_finance` and
`justice-finance --help` stay light. Nothing is defined here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Public name -> the module that defines it; a module that is public itself maps to its own path.
PUBLIC_NAMES: dict[str, str] = {
    "__version__": "justice_finance.version",
    # a study, from files to a report
    "load_study": "justice_finance.scenario.study",
    "Study": "justice_finance.scenario.study",
    "run": "justice_finance.calibration.validated",
    "needs": "justice_finance.costing.assess",
    "appraise": "justice_finance.appraisal.worth",
    "decide": "justice_finance.reporting.decided",
    "report": "justice_finance.reporting.folder",
    "appraisal": "justice_finance.appraisal",
    # what goes wrong, and says so
    "AppraisalError": "justice_finance.errors",
    "EngineError": "justice_finance.errors",
    "EvidenceError": "justice_finance.errors",
    "JusticeFinanceError": "justice_finance.errors",
    "JusticeFinanceWarning": "justice_finance.errors",
    "ModelFileError": "justice_finance.errors",
    "ReportError": "justice_finance.errors",
    "RunError": "justice_finance.errors",
    "ScenarioError": "justice_finance.errors",
    "UnitError": "justice_finance.errors",
}

__all__ = sorted(PUBLIC_NAMES)


def __getattr__(name: str) -> Any:
    if name not in PUBLIC_NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    path = PUBLIC_NAMES[name]
    module = import_module(path)
    value = module if path == f"{__name__}.{name}" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(PUBLIC_NAMES)
