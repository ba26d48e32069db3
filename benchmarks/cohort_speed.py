"""How long the cohort engine needs for a national study, and how much memory.

    python -m benchmarks.cohort_speed [--quick]

Builds an invented country with a year's backlog in its courts (22 states, 12 services, ten years in
months) and runs the engine alone on it: first one draw of one scenario, by width of chunk, at the
size of a real study and at that of the target; then the target itself, four scenarios with 1,024
draws and with 8,192 on two processes (wanted: 5 s and under 2 GB, eight times that and no more
memory). Processor time, since wall time misleads on a shared machine. Without --quick it writes
`benchmarks/results/cohort.md`.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.runners.task import peak_memory_mb
from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.cohort.plan import make_plan
from justice_finance.engines.contract import Settings
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

Array = NDArray[np.float64]
YEARS = 10


@dataclass(frozen=True)
class Size:
    """Problems of people, kinds of cases from elsewhere, groups, classes of seriousness."""

    problems: int
    outside: int
    groups: int
    seriousness: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """Legal problems (with cases from elsewhere), groups, seriousness."""
        return self.problems + self.outside, self.groups, self.seriousness


STUDY = Size(6, 4, 8, 3)
TARGET = Size(6, 0, 4, 2)
SCENARIOS = (1.0, 1.1, 0.9, 1.25)  # staff of the courts
TASK_DRAWS = 128
CORES = 2
WANTED_SECONDS, WANTED_MEGABYTES = 5.0, 2048.0
RESULT = Path(__file__).parent / "results" / "cohort.md"

COURTS = ("plea", "small_claims", "civil", "criminal")
HELPERS = ("family", "elders", "chief", "paralegal", "legal_aid", "advocate", "police", "mediation")
MOVES = {
    "problem": ("thinking", "never_acted"),
    "thinking": ("talks", "family", "elders", "chief", "police", "paralegal", "gave_up"),
    "talks": ("settled", "elders", "chief", "civil", "gave_up"),
    "family": ("settled", "elders", "gave_up"),
    "elders": ("settled", "chief", "partly", "gave_up"),
    "chief": ("settled", "police", "small_claims", "gave_up"),
    "paralegal": ("settled", "legal_aid", "mediation", "small_claims", "gave_up"),
    "legal_aid": ("mediation", "civil", "settled", "gave_up"),
    "advocate": ("civil", "criminal", "settled"),
    "police": ("plea", "remand", "settled", "gave_up"),
    "remand": ("criminal", "plea"),
    "mediation": ("settled", "civil", "partly"),
    "plea": ("decided", "gave_up"),
    "small_claims": ("enforcing", "decided", "gave_up"),
    "civil": ("enforcing", "decided", "partly", "gave_up"),
    "criminal": ("decided", "gave_up"),
    "enforcing": ("decided", "partly"),
}
WAITS = {"problem": 0.0, "thinking": 120.0, "talks": 200.0, "remand": 60.0, "enforcing": 90.0}


def _spread(rng: np.random.Generator, draws: int, width: float = 0.2) -> Array:
    return np.exp(width * rng.standard_normal(draws))


def _states(rng: np.random.Generator, draws: int) -> dict[str, dict[str, object]]:
    states: dict[str, dict[str, object]] = {}
    for name, mean in WAITS.items():
        time_of = {"form": "mixture", "shape": 0.4, "ratio": 8.0}
        by_draw = mean * _spread(rng, draws)[:, None, None]
        states[name] = {"kind": "wait", "time": {**time_of, "mean": by_draw}}
    for name in (*HELPERS, *COURTS):
        states[name] = {"kind": "service", "service": name, "gives_up_to": "gave_up"}
    again = {"again_share": 0.15, "again_time": 300.0}
    for name in ("settled", "decided", "partly"):
        states[name] = {"kind": "resolution", "lingering": 0.4 * (name == "partly"), **again}
    for name in ("never_acted", "gave_up"):
        states[name] = {"kind": "no_resolution", **again}
    return states


def _arcs(
    rng: np.random.Generator, draws: int, kinds: int, size: Size
) -> dict[tuple[str, str], Array]:
    """Moves by problem, seriousness and kind of group; outside problems stay in their court."""
    problem, group, seriousness = np.indices(size.shape).reshape(3, -1)
    alike = (problem * kinds + group % kinds) * size.seriousness + seriousness
    outside = problem >= size.problems
    arcs = {}
    for source, targets in MOVES.items():
        weight = rng.uniform(0.3, 1.0, (len(targets), alike.max() + 1))[:, alike]
        weight = weight[:, None, :] * _spread(rng, draws, 0.1)[None, :, None]
        weight = weight * np.exp(0.2 * rng.standard_normal((len(targets), draws, 1)))
        weight[:, :, outside] = 1.0
        weight /= weight.sum(axis=0)
        for target, share in zip(targets, weight, strict=True):
            arcs[source, target] = share[:, None, :]
    return arcs


def _services(rng: np.random.Generator, draws: int) -> dict[str, dict[str, object]]:
    services: dict[str, dict[str, object]] = {}
    for name in HELPERS:
        services[name] = {
            "limited": name not in ("family", "elders", "chief", "advocate"),
            "staff": 2000.0 * _spread(rng, draws)[:, None],
            "productive_hours": 1200.0,
            "work_hours": 4.0 * _spread(rng, draws)[:, None, None],
            "notice_time": 7.0,
            "patience": 120.0 if name in ("paralegal", "legal_aid") else np.inf,
        }
    for name in COURTS:
        services[name] = {
            "staff": 1.0,
            "productive_hours": 1100.0,
            "work_hours": 1.5 * _spread(rng, draws)[:, None, None],
            "sittings": 1.0 + 4.0 * _spread(rng, draws)[:, None, None],
            "sittings_form": "geometric",
            "notice_time": 30.0 * _spread(rng, draws)[:, None],
            "parties_time": 40.0 * _spread(rng, draws)[:, None],
        }
    return services


def national_study(draws: int, kinds: int = 2, seed: int = 1, size: Size = STUDY) -> Realised:
    """Build the invented country; courts have work for about 102 % of their staff."""
    rng = np.random.default_rng(seed)
    shape, problems = size.shape, size.problems
    problem, group, seriousness = np.indices(shape).reshape(3, -1)
    rate = np.where(problem < problems, 20_000.0, 1_000.0) * (1.0 + group) / (1.0 + seriousness)
    growth = 1.02 ** np.arange(YEARS)
    inflow = rate * growth[None, :, None] * _spread(rng, draws)[:, None, None]
    start = [COURTS[p - problems] if p >= problems else "problem" for p in problem]
    share = np.zeros((shape[0], shape[0]))
    share[:problems, :problems] = 1.0 / problems
    services = _services(rng, draws)

    def build(opening: dict[str, object]) -> Realised:
        return small_realised(
            _states(np.random.default_rng(seed), draws),
            _arcs(np.random.default_rng(seed), draws, kinds, size),
            services,
            inflow=inflow,
            draws=draws,
            years=YEARS,
            problems=shape[0],
            groups=size.groups,
            seriousness=size.seriousness,
            start=start,
            opening=opening,
            knock_on_problem=share,
            name="national_study",
        )

    free = build({})
    limited = dataclasses.replace(free.services, limited=np.zeros(len(services), dtype=bool))
    first = ENGINE.run(dataclasses.replace(free, services=limited), Settings())
    names = list(services)
    queueing = {}
    for name in COURTS:
        load = first.hours_used[:, :, names.index(name)].mean(axis=1)
        services[name]["staff"] = (load / 1100.0 / 1.02)[:, None]
        joined = first.entries[:, -1, :, list(WAITS | services).index(name)].sum(axis=1)
        queueing[name] = joined[:, None] * 1.2 * rate / rate.sum()
    days = {name: 450.0 * _spread(rng, draws) for name in COURTS}
    waiting = {"thinking": 0.3 * rate, "talks": 0.3 * rate}
    return _narrowed(build({"waiting": waiting, "queueing": queueing, "queue_days": days}))


def _narrowed(realised: Realised) -> Realised:
    """Let years that repeat be views, as a realised scenario has them."""
    j = realised.journeys
    arcs = np.broadcast_to(j.arc_probability[:, :1], j.arc_probability.shape)
    mean = np.broadcast_to(j.wait.mean[:, :1], j.wait.mean.shape)
    wait = dataclasses.replace(j.wait, mean=mean)
    journeys = dataclasses.replace(j, arc_probability=arcs, wait=wait)
    return dataclasses.replace(realised, journeys=journeys)


def one_draw(size: Size, draws: int) -> list[str]:
    """Milliseconds for one draw of one scenario, for some widths of chunks."""
    realised = national_study(draws, size=size)
    begun = time.process_time()
    plan = make_plan(realised, Settings())
    planned = time.process_time() - begun
    problems, groups, seriousness = size.shape
    head = f"| {problems} x {groups} x {seriousness} classes, {plan.lumps.count} lumps "
    rows = [f"{head}| plan alone | {1000 * planned / draws:.3f} |"]
    for chunk in (64, 128, 256):
        begun = time.process_time()
        ENGINE.run(realised, Settings(), chunk_draws=chunk)
        spent = time.process_time() - begun
        rows.append(f"{head}| chunks of {chunk}, plan included | {1000 * spent / draws:.3f} |")
    return rows


@lru_cache(maxsize=1)
def _country(draws: int) -> Realised:
    return national_study(draws, size=TARGET)


def _task(scenario: int, draws: int) -> tuple[float, float]:
    """Engine seconds of one task, and the memory of its process so far."""
    country = _country(draws)
    staff = country.services.staff.copy()
    staff[:, :, -len(COURTS) :] *= SCENARIOS[scenario]
    services = dataclasses.replace(country.services, staff=staff)
    begun = time.process_time()
    ENGINE.run(dataclasses.replace(country, services=services), Settings())
    return time.process_time() - begun, peak_memory_mb()


def whole_study(draws: int) -> tuple[float, float]:
    """Engine seconds on the cores (processor time by cores), and megabytes.

    Tasks of the size that `runs` uses; each draws the same 128 parameters, which the engine's time
    does not depend on. Memory is the sum of the processes, with Python and the invented country.
    """
    tasks = [
        (scenario, min(TASK_DRAWS, draws))
        for scenario in range(len(SCENARIOS))
        for _ in range(math.ceil(draws / TASK_DRAWS))
    ]
    memory: dict[int, float] = {}
    seconds = []
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        for pid, spent, megabytes in pool.map(_told_by_process, tasks):
            seconds.append(spent)
            memory[pid] = max(memory.get(pid, 0.0), megabytes)
    return sum(seconds) / CORES, sum(memory.values())


def _told_by_process(task: tuple[int, int]) -> tuple[int, float, float]:
    return os.getpid(), *_task(*task)


def main() -> None:
    """Print, and write, the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.cohort_speed")
    parser.add_argument("--quick", action="store_true", help="a few draws")
    quick = parser.parse_args().quick
    lines = [
        "# The cohort engine on a country",
        "",
        "Made by `python -m benchmarks.cohort_speed`: an invented country, the engine alone.",
        "",
        "| size | what | ms per draw and scenario |",
        "| --- | --- | --: |",
        *(row for size in (STUDY, TARGET) for row in one_draw(size, 64 if quick else 256)),
        "",
        f"Four scenarios of the second size on {CORES} cores; wanted for 1,024 draws: "
        f"{WANTED_SECONDS:g} s and under {WANTED_MEGABYTES:g} MB, for 8,192 eight times that "
        "and no more memory.",
        "",
        "| draws | s (processor time by cores) | wanted | memory of all processes, MB | |",
        "| --: | --: | --: | --: | --- |",
    ]
    print("\n".join(lines), flush=True)
    for draws in (256,) if quick else (1024, 8192):
        seconds, megabytes = whole_study(draws)
        wanted = WANTED_SECONDS * draws / 1024.0
        met = "met" if seconds <= wanted and megabytes <= WANTED_MEGABYTES else "NOT MET"
        lines.append(f"| {draws:,} | {seconds:.1f} | {wanted:g} | {megabytes:.0f} | {met} |")
        print(lines[-1], flush=True)
    page = "\n".join(lines) + "\n"
    if not quick:
        RESULT.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
