"""`run`: a study, every scenario, every draw."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from justice_finance.cli.output import ProgressLine, print_json, say

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results
    from justice_finance.runs.visit_logs import VisitLogs
    from justice_finance.scenario.study import Study


@dataclass(frozen=True)
class RunRequest:
    """What was asked for on the command line; None: as the study says."""

    study: str
    draws: int | None = None
    seed: int | None = None
    engine: str | None = None
    workers: int | None = None
    out: Path | None = None
    fraction: float | None = None
    even_if_long: bool = False
    replications: int | None = None
    until_error: str | None = None
    until_figure: str | None = None
    most_batches: int | None = None
    control_variate: bool = False
    cluster: str | None = None
    visit_log: Path | None = None


def make_run(request: RunRequest, quiet: bool) -> Results:
    """Load the study, say what is used, run it with progress."""
    from justice_finance.calibration.validated import run
    from justice_finance.scenario.study import load_study

    study = load_study(request.study)
    if study.notice:
        say(study.notice, quiet)
    logs = _logs(study, request)  # refused before the run is made
    results = run(
        study,
        draws=request.draws,
        engine=request.engine,
        seed=request.seed,
        workers=request.workers,
        out=request.out,
        fraction=request.fraction,
        replications=request.replications,
        until_error=request.until_error,
        until_figure=request.until_figure,
        most_batches=request.most_batches,
        control_variate=request.control_variate,
        cluster=request.cluster,
        even_if_long=request.even_if_long,
        say=lambda sentence: say(sentence, quiet),
        progress=ProgressLine(f"run {study.name}", quiet),
    )
    if logs is not None:
        say(logs.sentence(), quiet)
        rows = logs.write(results.run_id)
        say(f"visit log: {sum(rows.values()):,} rows written", quiet)
    return results


def _logs(study: Study, request: RunRequest) -> VisitLogs | None:
    """The visit logs asked for, checked."""
    if request.visit_log is None:
        return None
    from justice_finance.runs.execute import request_of
    from justice_finance.runs.visit_logs import visit_logs_of

    asked = request_of(
        study, request.draws, request.engine, request.seed, request.fraction, request.replications
    )
    return visit_logs_of(study, asked, request.visit_log, request.even_if_long)


def run_study(request: RunRequest, as_json: bool, quiet: bool) -> int:
    """Run and print the headline figures."""
    from justice_finance.appraisal import headline

    results = make_run(request, quiet or as_json)
    if as_json:
        print_json(headline(results))
        return 0
    print(results.summary().to_string())
    for sentence in sureness(results):
        say(sentence, quiet)
    if request.out is not None:
        say(f"run {results.run_id} is in {request.out / results.run_id}", quiet)
    return 0


def sureness(results: Results) -> list[str]:
    """How sure the run is, in words: the precision asked for and reached, luck, the fraction."""
    sentences = []
    attributes = results.dataset.attrs
    if "replication" in results.dataset.dims:
        sentences.append(
            f"{attributes['replications']} replications of every draw, each of "
            f"{float(attributes['fraction']):.3%} of the country"
        )
    reached = results.record.get("precision")
    if reached:
        verb = "reached" if reached["met"] else "not reached"
        sentences.append(
            f"precision of {reached['figure'].replace('_', ' ')}: {reached['error']:.2%} in "
            f"{reached['batches']} batches; {verb} ({reached['asked']:.2%} asked)"
        )
    return sentences
