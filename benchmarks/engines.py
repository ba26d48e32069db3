"""How fast the engines are, beside a plain C loop and other simulators, in one job.

    python -m benchmarks.engines [--json] [--network FILE] [--repeats 5] [--quick]

Prints a table, or with --json one object {engine: {variant: {events_per_second, ratio_to_c,
peak_memory_mb}}} with null where something is missing. A full measure of JJ-12 also writes
`benchmarks/results/engines.md`. Ends with 2 if the network file cannot be used.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.measuring import ROOT, Measured, Plan, by_engine, measure, project_environment
from benchmarks.network import JJ12, NetworkError, read_network
from benchmarks.variants import ADDITIONS, FULL, PORTABLE, URGENT_SHARE, VARIANTS
from justice_finance.engines.kernel_cache import FOLDER_VARIABLE

RESULT = Path(__file__).parent / "results" / "engines.md"
DAYS_PER_YEAR = 365.0
MOST_REPEATS = 100
MOST_YEARS = 100

Table = Mapping[str, Mapping[str, Measured]]


EVENTS = {
    "c": (1e6, 3e7),
    "compiled": (1e6, 3e7),
    "event": (1e5, 1e5),
    "simpy": (2.7e5, 3e7),
    "ciw": (5e4, 5e4),
    "salabim": (2.5e4, 2.5e4),
}
"""Least and most logical events of a run, by simulator: the slower, the shorter, since speed is
what is compared. Between them a run has the network's own horizon; so has stock SimPy, by which
ratios are taken, since in its first year no server has stepped up or down yet."""
EVENTS_PER_JOURNEY = 2.75
QUICK_SHARE = 0.2
WHOLE_YEARS = ("c", "compiled", "event")


def plans(network: Path, quick: bool) -> list[Plan]:
    """One plan for each simulator and variant.

    A simulator that can only run whole years, and for which one is too long, gets fewer people.
    """
    given = read_network(network)
    daily = sum(problem.arrivals_per_day for problem in given.problems.values())
    made = []
    for engine, (least, most) in EVENTS.items():
        share = QUICK_SHARE if quick else 1.0
        a_day = daily * EVENTS_PER_JOURNEY
        days = min(max(given.horizon_days, least / a_day), most / a_day) * share
        people = 1.0
        if engine in WHOLE_YEARS:
            years = min(max(1, round(days / DAYS_PER_YEAR)), MOST_YEARS)
            people = min(1.0, days / DAYS_PER_YEAR) if engine == "event" else 1.0
            days = years * DAYS_PER_YEAR
        made += [
            Plan(engine, variant, str(network.resolve()), days, people) for variant in VARIANTS
        ]
    return made


def summary(table: Table) -> dict[str, dict[str, dict[str, float | None]]]:
    """The one JSON object."""
    limit = {variant: one.events_per_second for variant, one in table["c"].items()}
    return {
        engine: {
            variant: {
                "events_per_second": one.events_per_second,
                "ratio_to_c": _ratio(one.events_per_second, limit[variant]),
                "peak_memory_mb": one.median("peak_memory_mb"),
            }
            for variant, one in variants.items()
        }
        for engine, variants in table.items()
    }


def _ratio(speed: float | None, of: float | None) -> float | None:
    return speed / of if speed is not None and of else None


def _shown(value: float | None, form: str) -> str:
    return format(value, form) if value is not None else "-"


def rows_of(table: Table) -> list[str]:
    """The table as lines of Markdown."""
    simpy = {variant: one.events_per_second for variant, one in table["simpy"].items()}
    limit = {variant: one.events_per_second for variant, one in table["c"].items()}
    lines = [
        "| engine | variant | events/s | of the C loop | times SimPy | memory, MB | days run | "
        "CPU s | visits per journey |",
        "| --- | --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for engine, variants in table.items():
        for variant, one in variants.items():
            if one.missing:
                lines.append(f"| {engine} | {variant} | missing: {one.missing} | | | | | | |")
                continue
            speed = one.events_per_second
            cells = [
                engine,
                variant,
                _shown(speed, ",.0f"),
                _shown(_ratio(speed, limit[variant]), ".4g"),
                _shown(_ratio(speed, simpy[variant]), ".3g"),
                _shown(one.median("peak_memory_mb"), ".1f"),
                f"{one.plan.days:.4g}"
                + ("" if one.plan.people == 1.0 else f" x {one.plan.people:g}"),
                _shown(one.median("seconds"), ".3f"),
                _shown(one.median("visits_per_journey"), ".3f"),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return lines


TARGETS = (
    ("compiled", PORTABLE, "c", 0.95),
    ("compiled", FULL, "c", 0.8),
    ("compiled", PORTABLE, "simpy", 100.0),
    ("compiled", FULL, "simpy", 150.0),
)


def targets_of(table: Table) -> list[str]:
    """Which targets are met, as lines of Markdown."""
    lines = ["| target | wanted | measured | |", "| --- | --: | --: | --- |"]
    for engine, variant, other, wanted in TARGETS:
        speed, of = (table[name][variant].events_per_second for name in (engine, other))
        ratio = _ratio(speed, of)
        verdict = "not measured" if ratio is None else "met" if ratio >= wanted else "NOT MET"
        lines.append(
            f"| {engine}, {variant}, by {other} | {wanted:g} | {_shown(ratio, '.3g')} | {verdict} |"
        )
    return lines


FIRST_RESULT = """
import time
from benchmarks.network import JJ12, read_network
from benchmarks.realising import realise
from benchmarks.variants import ADDITIONS, FULL
from justice_finance.engines.compiled import ENGINE
from justice_finance.engines.contract import Settings
small = realise(read_network(JJ12), FULL, 1, ADDITIONS, people=0.01)
begun = time.process_time()
ENGINE.run(small, Settings())
print(time.process_time() - begun)
"""
STARTS = (("with nothing compiled before", 6.0), ("with what was compiled before", 1.0))


def starts_of(repeats: int) -> list[str]:
    """How long a first result takes, processor time, as lines of the table of targets."""
    seconds: dict[str, list[float]] = {what: [] for what, _ in STARTS}
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**project_environment(), FOLDER_VARIABLE: folder}
            for what, _ in STARTS:
                done = subprocess.run(
                    [sys.executable, "-c", FIRST_RESULT],
                    cwd=ROOT,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if done.returncode == 0:
                    seconds[what].append(float(done.stdout))
    lines = []
    for what, most in STARTS:
        measured = statistics.median(seconds[what]) if seconds[what] else None
        met = "not measured" if measured is None else "met" if measured <= most else "NOT MET"
        shown = _shown(measured, ".3g")
        lines.append(f"| compiled, first result {what}, s | {most:g} | {shown} | {met} |")
    return lines


PAGE = """# How fast the engines are on {name}

Made by `python -m benchmarks.engines --repeats {repeats}`. Processor time of one core, median of
{repeats} interleaved turns, each in a process of its own, without starting, reading and compiling.
A logical event is an arrival, a sitting held or a giving-up. Ratios carry over to other machines,
events per second do not. Slow simulators run fewer days (and where days are followed by x, on a
network of that share of the people and servers).

{rows}

## Targets

{targets}

## What the variants hold

`portable`: first come first served; nobody gives up.

`full`: a share of {urgent:g} is urgent and served first; exponential patience as in the network
file; a queue of {a.queue_limit_per_server:g} for each server turns people away; one service in
{a.every} holds a geometric number of sittings (mean {a.mean_sittings:g}, notice {a.notice_days:g}
days, mean of the parties' delay {a.parties_days:g} days); servers by year times {steps}, repeated;
money by visit, sitting and staff-year. Everything is counted by year, service or state, and class
(6 problems x 2 of seriousness in JJ-12). All of these figures are invented, as the network is.

## Versions

{versions}
"""


def report(table: Table, repeats: int, name: str, starts: Sequence[str] = ()) -> str:
    """The page of `benchmarks/results`."""
    versions = [
        f"- {engine}: {one.last('version')}"
        + (f"; its full variant has {one.last('holds')} only" if one.last("holds") != "all" else "")
        for engine, variants in table.items()
        if (one := variants[FULL]).turns
    ]
    versions.append(f"- Python {platform.python_version()}, {platform.machine()}")
    versions.append("- simmer (R) is not measured")
    return PAGE.format(
        name=name,
        repeats=repeats,
        rows="\n".join(rows_of(table)),
        targets="\n".join([*targets_of(table), *starts]),
        urgent=URGENT_SHARE,
        a=ADDITIONS,
        steps=", ".join(f"{step:g}" for step in ADDITIONS.capacity_by_year),
        versions="\n".join(versions),
    )


def arguments_of(given: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.engines", description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--network", type=Path, default=JJ12, help="a file like networks/jj12.json")
    parser.add_argument("--repeats", type=int, default=None, help="turns; 5, or 1 with --quick")
    parser.add_argument("--quick", action="store_true", help="short runs")
    arguments = parser.parse_args(given)
    arguments.repeats = arguments.repeats or (1 if arguments.quick else 5)
    if not 1 <= arguments.repeats <= MOST_REPEATS:
        parser.error(f"--repeats is {arguments.repeats}, expected 1 to {MOST_REPEATS}")
    return arguments


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print; the code to end with."""
    arguments = arguments_of(given)
    try:
        planned = plans(arguments.network, arguments.quick)
        name = read_network(arguments.network).name
    except NetworkError as refused:
        print(refused, file=sys.stderr)
        return 2
    table = by_engine(
        measure(planned, arguments.repeats, lambda text: print(text, file=sys.stderr, flush=True))
    )
    for variants in table.values():
        for one in variants.values():
            if one.missing:
                print(f"{one.plan.engine}, {one.plan.variant}: {one.missing}", file=sys.stderr)
    full = not arguments.quick and arguments.network.resolve() == JJ12.resolve()
    starts = starts_of(arguments.repeats) if full else []
    if arguments.json:
        print(json.dumps(summary(table), indent=1))
    else:
        print("\n".join(["", *rows_of(table), "", *targets_of(table), *starts]))
    if full:
        RESULT.write_text(report(table, arguments.repeats, name, starts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
