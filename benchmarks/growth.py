"""How speed and memory grow: with people, years, draws and services, and when queues grow too.

    python -m benchmarks.growth [--quick]

Every case runs in a process of its own, on the C loop and on `compiled`; prints the table and,
without --quick, writes `benchmarks/results/growth.md`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import yardstick
from benchmarks.measuring import LONGEST_REASON, ROOT, project_environment
from benchmarks.network import JJ12, Network, network_of, read_network
from benchmarks.realising import realise
from benchmarks.runners.task import peak_memory_mb
from benchmarks.variants import ADDITIONS, FULL, PORTABLE
from justice_finance.engines.contract import Settings
from justice_finance.scenario.realised import Realised

RESULT = Path(__file__).parent / "results" / "growth.md"
ENGINES = ("c", "compiled")
OVERLOAD = 0.7
"""Servers by those of JJ-12 in the overloaded system: every court's queue grows for ever."""


@dataclass(frozen=True)
class Case:
    """One run. `services` above 0: a made network of that many; `servers` by those of JJ-12."""

    curve: str
    variant: str = PORTABLE
    people: float = 1.0
    years: int = 10
    draws: int = 1
    services: int = 0
    servers: float = 1.0


def cases(quick: bool) -> Iterator[Case]:
    """All cases, curve by curve."""
    short = 1 if quick else 10
    for people in (1.0, 10.0) if quick else (1.0, 10.0, 100.0):
        yield Case("people", people=people, years=1)
    yield Case("ten times the journeys", people=1.0, years=short)
    yield Case("ten times the journeys", people=10.0, years=short)
    for years in (1, 2) if quick else (1, 2, 5, 10, 20, 40):
        yield Case("years", FULL, years=years)
    for draws in (1, 2) if quick else (1, 4, 16):
        yield Case("draws", FULL, years=1, draws=draws)
    for services in (5, 200) if quick else (5, 12, 50, 100, 200):
        yield Case("services", services=services, years=1 if quick else 5)
    yield Case("overloaded", servers=OVERLOAD, years=2 if quick else 10)


def made_network(services: int) -> Network:
    """As many journeys as in JJ-12 over any number of services, each loaded to 80 %.

    Half of the people go on from each service to the next one (in a ring).
    """
    daily, mean = 274.0, 0.5
    names = [f"service_{number}" for number in range(services)]
    load = 2.0 * daily / services * mean
    servers = max(1, round(load / 0.8))
    service = {"servers": servers, "time": "exponential", "mean_days": servers * 0.8 / load * mean}
    moves = {
        name: {names[(number + 1) % services]: 0.5, "resolved": 0.5}
        for number, name in enumerate(names)
    }
    entry = dict.fromkeys(names, 1.0 / services)
    return network_of(
        {
            "name": f"ring of {services}",
            "horizon_days": 3650,
            "problems": {"any": {"arrivals_per_day": daily, "entry": entry, "moves": moves}},
            "services": dict.fromkeys(names, service),
        }
    )


def realised_of(case: Case) -> Realised:
    """The case as an engine gets it."""
    network = made_network(case.services) if case.services else read_network(JJ12)
    if case.servers != 1.0:
        fewer = {
            name: dataclasses.replace(s, servers=max(1, round(s.servers * case.servers)))
            for name, s in network.services.items()
        }
        network = dataclasses.replace(network, services=fewer)
    realised = realise(network, case.variant, case.years, ADDITIONS, people=case.people)
    return with_draws(realised, case.draws)


def with_draws(realised: Realised, draws: int) -> Realised:
    """The one draw, so many times."""

    def again(holder: Any, without: tuple[str, ...] = ()) -> Any:
        changed = {}
        for field in dataclasses.fields(holder):
            value = getattr(holder, field.name)
            if dataclasses.is_dataclass(value):
                changed[field.name] = again(value)
            elif value.dtype == np.float64 and field.name not in without:
                changed[field.name] = np.broadcast_to(value, (draws, *value.shape[1:]))
        return dataclasses.replace(holder, **changed)

    return dataclasses.replace(
        realised,
        journeys=again(realised.journeys, ("inflow_bound",)),
        services=again(realised.services, ("closures", "queue_limit")),
        opening=again(realised.opening),
        excess_burden_rate=np.broadcast_to(realised.excess_burden_rate, (draws,)),
    )


def run_case(engine: str, case: Case) -> dict[str, Any]:
    """Run a case here and tell events, seconds (also year by year), people there, memory."""
    realised = realised_of(case)
    if engine == "c":
        with tempfile.TemporaryDirectory() as folder:
            told = yardstick.run(yardstick.build(Path(folder)), realised)
        return {
            "events": told["logical_events"],
            "journeys": float(told["fresh"].sum()),
            "seconds": told["seconds"],
            "year_seconds": told["year_seconds"],
            "there": float(told["stock_end"][-1].sum()),
            "memory": told["peak_memory_kb"] / 1024.0,
        }
    from justice_finance.engines.compiled import ENGINE

    ENGINE.run(realised_of(dataclasses.replace(case, people=0.01, years=1)), Settings())
    ended: list[float] = []
    begun = time.process_time()
    flows = ENGINE.run(realised, Settings(), lambda share: ended.append(time.process_time()))
    seconds = time.process_time() - begun
    return {
        "events": float(flows.fresh.sum() + flows.sittings.sum() + flows.gave_up.sum()),
        "journeys": float(flows.fresh.sum()),
        "seconds": seconds,
        "year_seconds": np.diff([begun, *ended]).tolist(),
        "there": float(flows.stock_end[0, -1].sum()),
        "memory": peak_memory_mb(),
    }


def told_by(engine: str, case: Case) -> dict[str, Any] | str:
    """Run a case in a process of its own; or why that could not be."""
    if engine == "c" and case.draws > 1:
        return "one draw at a time"
    asked = json.dumps({"engine": engine, **dataclasses.asdict(case)})
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", "--one", asked],
        cwd=ROOT,
        env=project_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        return (done.stderr.strip().splitlines() or ["failed"])[-1][:LONGEST_REASON]
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def row_of(engine: str, case: Case, told: dict[str, Any] | str) -> str:
    """One line of the table."""
    what = [case.variant, f"people x {case.people:g}", f"{case.years} years"]
    what += [f"{case.draws} draws"] if case.draws > 1 else []
    what += [f"{case.services} services"] if case.services else []
    what += [f"servers x {case.servers:g}"] if case.servers != 1.0 else []
    cells = [case.curve, ", ".join(what), engine]
    if isinstance(told, str):
        return "| " + " | ".join([*cells, f"missing: {told}", "", "", "", ""]) + " |"
    years = told["year_seconds"]
    steady = "" if len(years) < 2 or case.draws > 1 else f"{speed_kept(told):.0%}"
    cells += [
        f"{told['journeys']:,.0f}",
        f"{told['events'] / told['seconds']:,.0f}",
        f"{told['memory']:.1f}",
        f"{told['there']:,.0f}",
        steady,
    ]
    return "| " + " | ".join(cells) + " |"


def speed_kept(told: dict[str, Any]) -> float:
    """Speed of the last year by that of the first; events of a year are taken as alike."""
    years = told["year_seconds"]
    return float(years[0] / years[-1])


HEAD = """# How speed and memory grow

Made by `python -m benchmarks.growth`: JJ-12, or a ring of services loaded to 80 %. Processor time
of one core, each case once, in a process of its own. Memory is of the whole process (for `compiled`
with Python, numpy and the compiler). `there`: people in the system at the end. `kept`: time of the
first simulated year by that of the last (over 100 %: the last was faster; full: servers step up
and down by year, so years differ).

| curve | case | engine | journeys | events/s | memory, MB | there | kept |
| --- | --- | --- | --: | --: | --: | --: | --: |
"""


MOST_BYTES, LEAST_KEPT = 100.0, 0.7


def targets_of(told: dict[Case, dict[str, Any] | str]) -> list[str]:
    """What an overloaded system is asked to keep, of `compiled`, as lines of Markdown.

    Bytes for each person there are what memory grows by from the first year's end to the last's.
    """
    queues = next((case for case in told if case.curve == "overloaded"), None)
    short = queues and told_by("compiled", dataclasses.replace(queues, years=1))
    long = told[queues] if queues else "not run"
    if isinstance(long, str) or not isinstance(short, dict):
        return []
    more = long["there"] - short["there"]
    each = (long["memory"] - short["memory"]) * 1024.0 * 1024.0 / more if more else float("nan")
    kept = speed_kept(long)
    rows = (
        ("overloaded, speed of the last year by the first", LEAST_KEPT, kept, kept >= LEAST_KEPT),
        ("overloaded, bytes for each person there", MOST_BYTES, each, each <= MOST_BYTES),
    )
    lines = ["", "## Targets", "", "| target | wanted | measured | |", "| --- | --: | --: | --- |"]
    return lines + [
        f"| compiled, {what} | {wanted:g} | {measured:.3g} | {'met' if met else 'NOT MET'} |"
        for what, wanted, measured, met in rows
    ]


def main() -> int:
    """Print, and write, the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.growth", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer and shorter cases")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        asked = json.loads(arguments.one)
        engine = asked.pop("engine")
        print(json.dumps(run_case(engine, Case(**asked))))
        return 0
    told_by("compiled", next(cases(quick=True)))  # what is compiled and kept costs memory once
    print(HEAD, end="")
    rows = []
    compiled: dict[Case, dict[str, Any] | str] = {}
    for case in cases(arguments.quick):
        for engine in ENGINES:
            told = told_by(engine, case)
            rows.append(row_of(engine, case, told))
            print(rows[-1], flush=True)
        compiled[case] = told
    rows += targets_of(compiled)
    print("\n".join(rows[len(compiled) * len(ENGINES) :]))
    if not arguments.quick:
        RESULT.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
