"""The list of commands. Each imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from justice_finance.version import __version__

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but the result.")]
StudyName = Annotated[
    str, typer.Argument(help="A study folder, or a shipped one (scenarios/kenya).")
]
Draws = Annotated[int | None, typer.Option(help="Draws of the uncertain inputs, a power of two.")]
Seed = Annotated[int | None, typer.Option(help="Names the draws and the luck.")]
EngineName = Annotated[str | None, typer.Option(help="cohort (default), event or compiled.")]
Workers = Annotated[int | None, typer.Option(help="Processes; default one per core.")]
Out = Annotated[Path | None, typer.Option(help="Folder that receives the run as DIR/<run_id>.")]

_application = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="What it costs to resolve people's justice problems, what that returns, and to whom.",
)
_evidence = typer.Typer(no_args_is_help=True, help="Look into the evidence register.")
_application.add_typer(_evidence, name="evidence")


def application() -> Any:
    """The whole command line as one click command."""
    return typer.main.get_command(_application)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"justice-finance {__version__}")
        raise typer.Exit()


@_application.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Version.")
    ] = False,
) -> None:
    """What it costs to resolve people's justice problems, what that returns, and to whom."""


@_application.command()
def demo(
    draws: Draws = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Annotated[Path, typer.Option(help="Report folder.")] = Path("out/kenya"),
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Run the Kenya study with uncertainty, write its report, print the headline sentence."""
    from justice_finance.cli.demo import run_demo

    return run_demo(draws, seed, workers, out, json, quiet)


@_application.command()
def validate(
    files: Annotated[list[Path], typer.Argument(help="Study folders, or files of a study.")],
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Check files without running anything; all mistakes come together."""
    from justice_finance.cli.validate import run_validate

    return run_validate(files, json, quiet)


@_application.command()
def run(
    study: StudyName,
    draws: Draws = None,
    seed: Seed = None,
    engine: EngineName = None,
    workers: Workers = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler to run on, in place of workers.")
    ] = None,
    out: Out = None,
    replications: Annotated[
        int | None, typer.Option(help="Event engines: repeats of every draw with other luck.")
    ] = None,
    fraction: Annotated[
        float | None, typer.Option(help="Event engines: share of the country simulated.")
    ] = None,
    until_error: Annotated[
        str | None,
        typer.Option(help="Add draws or replications until the error of the mean is below (1%)."),
    ] = None,
    until_figure: Annotated[
        str | None, typer.Option(help="Of which figure; net_present_value if not given.")
    ] = None,
    most_batches: Annotated[
        int | None, typer.Option(help="With --until-error: stop after so many; 16 if not given.")
    ] = None,
    control_variate: Annotated[
        bool,
        typer.Option("--control-variate", help="Event engines: make means surer by the cohort's."),
    ] = False,
    visit_log: Annotated[
        Path | None,
        typer.Option(help="Folder for every stay of every person, of the first draw (compiled)."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Run even if it takes long.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Run a study: every scenario, every draw, every structural variant."""
    from justice_finance.cli.run import RunRequest, run_study

    request = RunRequest(
        study=study,
        draws=draws,
        seed=seed,
        engine=engine,
        workers=workers,
        out=out,
        fraction=fraction,
        even_if_long=yes,
        replications=replications,
        until_error=until_error,
        until_figure=until_figure,
        most_batches=most_batches,
        control_variate=control_variate,
        cluster=cluster,
        visit_log=visit_log,
    )
    return run_study(request, json, quiet)


@_application.command()
def needs(
    study: StudyName,
    draws: Draws = None,
    seed: Seed = None,
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """What meeting the needs would cost, who pays, what is missing, what the budget buys."""
    from justice_finance.cli.needs import show_needs

    return show_needs(study, draws, seed, json, quiet)


@_application.command()
def appraise(
    run: Annotated[str, typer.Argument(help="A run folder (DIR/<run_id>), or a study to run.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for tables, charts and decision.json.")
    ] = None,
    perspective: Annotated[str, typer.Option(help="society, public, people, a party.")] = "society",
    discount_rate: Annotated[
        str | None, typer.Option(help="A share a year, or green_book; default the study's own.")
    ] = None,
    draws: Draws = None,
    workers: Workers = None,
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Which option to choose, how sure that is, which survey to fund first, what makes it fail."""
    from justice_finance.cli.appraise import appraise_run

    return appraise_run(run, out, perspective, discount_rate, draws, workers, json, quiet)


@_application.command()
def report(
    folder: Annotated[Path, typer.Argument(help="A run folder (DIR/<run_id>).")],
    out: Annotated[Path, typer.Option(help="Report folder; replaced as a whole.")] = Path("out"),
    language: Annotated[str, typer.Option(help="Language of every file: en, fr, es or ar.")] = "en",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Write the report of a run: page, workbook, brief, pictures, data."""
    from justice_finance.cli.report import write_report

    return write_report(folder, out, language, json, quiet)


@_application.command()
def compare(
    first: Annotated[Path, typer.Argument(help="A run folder (DIR/<run_id>).")],
    second: Annotated[Path, typer.Argument(help="Another run folder.")],
    other_study: Annotated[
        bool, typer.Option("--other-study", help="Compare runs of different studies.")
    ] = False,
    json: Json = False,
) -> int:
    """Say which inputs differ between two runs, and what that did to the headline figures."""
    from justice_finance.cli.compare import compare_runs

    return compare_runs(first, second, other_study, json)


@_application.command()
def explain(
    folder: Annotated[Path, typer.Argument(help="A run folder (DIR/<run_id>).")],
    number: Annotated[
        str | None,
        typer.Argument(
            help="A figure, such as option.net_present_value, or option_at_level.public_cost at a "
            "level of the budget; none: list them."
        ),
    ] = None,
    json: Json = False,
) -> int:
    """Walk from a figure to its ledger rows, the values behind them, and their sources."""
    from justice_finance.cli.explain import explain_number

    return explain_number(folder, number, json)


@_evidence.command("list")
def evidence_list(
    geography: Annotated[str | None, typer.Option(help="Country code or group.")] = None,
    topic: Annotated[str | None, typer.Option(help="Topic.")] = None,
    grade: Annotated[str | None, typer.Option(help="A, B, C or D.")] = None,
    text: Annotated[str | None, typer.Option(help="Words in id, quantity or note.")] = None,
    json: Json = False,
) -> int:
    """List entries of the register."""
    from justice_finance.cli.evidence import list_entries

    return list_entries(geography, topic, grade, text, json)


@_evidence.command("show")
def evidence_show(
    entry: Annotated[str, typer.Argument(help="Id of an entry.")], json: Json = False
) -> int:
    """Show one entry whole: value, interval, unit, source, page, grade."""
    from justice_finance.cli.evidence import show_entry

    return show_entry(entry, json)


@_evidence.command("check")
def evidence_check(
    folder: Annotated[
        Path | None, typer.Argument(help="A register folder; default the shipped one.")
    ] = None,
    json: Json = False,
) -> int:
    """Check every entry of a register; all mistakes come together."""
    from justice_finance.cli.evidence import check_register

    return check_register(folder, json)
