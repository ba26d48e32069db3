"""A run of a study with what is worked out beside it: its targets held against it, its needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from justice_finance.calibration.reading import FILE
from justice_finance.calibration.validation import validate_model
from justice_finance.costing.assess import record_of_needs
from justice_finance.runs import execute

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results
    from justice_finance.scenario.study import Study


def run(
    study: Study,
    draws: int | None = None,
    engine: str | None = None,
    seed: int | None = None,
    *,
    workers: int | None = None,
    out: Path | str | None = None,
    **options: Any,
) -> Results:
    """Run every scenario of a study, in every structural variant, for every draw.

    Parameters
    ----------
    study, draws, engine, seed, workers, out, **options
        As in `runs.execute.run`.

    Returns
    -------
    Results
        `.dataset` of the headline variant, `.variants`, `.ledger`, `.summary()`, `.record`; the
        record holds the validation table where the study has targets, and what meeting its needs
        costs where it asks that.

    Raises
    ------
    RunError
        If what is asked for cannot be run.
    EngineError
        If people or money are not conserved; that is a fault of ours and never passes silently.
    """
    return execute.run(
        study,
        draws,
        engine,
        seed,
        workers=workers,
        out=out,
        validate=targets_held_against,
        cost_needs=record_of_needs,
        **options,
    )


def targets_held_against(study: Study) -> list[dict[str, object]]:
    """The validation table of the headline variant, or nothing where a study has no targets."""
    if not (study.folder / FILE).is_file():
        return []
    return validate_model(study.whole).as_records()
