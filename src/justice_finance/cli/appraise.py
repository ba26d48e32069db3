"""`appraise`: the whole set of the appraisal on a run, or on a study that is run first."""

from __future__ import annotations

from pathlib import Path

from justice_finance.cli.output import ProgressLine, print_json, say
from justice_finance.results.summaries import Results


def appraise_run(
    what: str, out: Path | None, perspective: str, discount_rate: str | None,
    draws: int | None, workers: int | None, as_json: bool, quiet: bool,
) -> int:  # fmt: skip
    """Print the findings, and write tables, charts and JSON where a folder is given."""
    from justice_finance.reporting.decided import decide

    results = _results(what, draws, workers, quiet)
    found = decide(results, perspective, _rate(discount_rate))
    if out is not None:
        written = found.write(out)
        say(f"wrote {len(written)} files to {out.as_posix()}", quiet)
    if as_json:
        print_json(found.as_record())
        return 0
    print(found)
    return 0


def _rate(text: str | None) -> float | str | None:
    """A share as a number; a name as it stands, which the appraisal checks."""
    if text is None:
        return None
    try:
        return float(text)
    except ValueError:
        return text


def _results(what: str, draws: int | None, workers: int | None, quiet: bool) -> Results:
    """The run in a folder, or the run of a study."""
    from justice_finance.calibration.validated import run
    from justice_finance.errors import Mistake, Place, RunError
    from justice_finance.runs.folder import CHECKSUMS, read_run
    from justice_finance.scenario.study import load_study

    folder = Path(what)
    if (folder / CHECKSUMS).is_file():
        results = read_run(folder)
        held = int(results.dataset.sizes["draw"])
        if draws is not None and draws != held:
            raise RunError(
                Mistake(
                    "command_option",
                    Place(path="--draws"),
                    found=f"{draws} for a run that has {held}",
                    expected="no --draws beside a run folder",
                    do="leave it out, or name the study to run it again",
                )
            )
        return results
    study = load_study(what)
    if study.notice:
        say(study.notice, quiet)
    return run(study, draws, workers=workers, progress=ProgressLine("run", quiet))
