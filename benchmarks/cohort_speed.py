"""How long the cohort engine needs for one draw of one scenario of a national study.

    python -m benchmarks.cohort_speed [draws]

Builds two invented countries (22 states, 12 services of which four are courts with a year's
backlog, ten years in months) and prints processor time, since wall time misleads on a shared
machine. The first is the one that targets are set for: six problems, four groups, two classes of
seriousness, none of which are lumped; four scenarios with 1,024 draws are to need 10 s, 2.4 ms for
each draw of each, and under 2 GB, and eight times the draws eight times that and no more memory.
The second is of the size of a real study: ten problems of which four are cases from elsewhere,
eight groups of two kinds, three classes of seriousness.
"""

from __future__ import annotations

import dataclasses
import resource
import sys
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.cohort.compiling import compiled_kernel
from justice_finance.engines.cohort.plan import make_plan
from justice_finance.engines.contract import Settings
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Size:
    """How many problems (of people, and cases from elsewhere), groups and kinds of them, ..."""

    problems: int
    outside: int
    groups: int
    kinds: int
    seriousness: int


TARGET = Size(problems=6, outside=0, groups=4, kinds=4, seriousness=2)
STUDY = Size(problems=6, outside=4, groups=8, kinds=2, seriousness=3)
YEARS = 10
CHUNK = 256  # draws that a run keeps in memory at a time
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
    rng: np.random.Generator, draws: int, size: Size, shape: tuple[int, int, int]
) -> dict[tuple[str, str], Array]:
    """Moves by problem, seriousness and kind of group; outside problems stay in their court."""
    problem, group, seriousness = np.indices(shape).reshape(3, -1)
    alike = (problem * size.kinds + group % size.kinds) * size.seriousness + seriousness
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


def national_study(draws: int, size: Size = STUDY, seed: int = 1) -> Realised:
    """Build the invented country; courts have work for about 102 % of their staff."""
    rng = np.random.default_rng(seed)
    shape = (size.problems + size.outside, size.groups, size.seriousness)
    problem, group, seriousness = np.indices(shape).reshape(3, -1)
    rate = (
        np.where(problem < size.problems, 20_000.0, 1_000.0) * (1.0 + group) / (1.0 + seriousness)
    )
    growth = 1.02 ** np.arange(YEARS)
    inflow = rate * growth[None, :, None] * _spread(rng, draws)[:, None, None]
    start = [COURTS[p - size.problems] if p >= size.problems else "problem" for p in problem]
    share = np.zeros((shape[0], shape[0]))
    share[: size.problems, : size.problems] = 1.0 / size.problems
    services = _services(rng, draws)

    def build(opening: dict[str, object]) -> Realised:
        return small_realised(
            _states(np.random.default_rng(seed), draws),
            _arcs(np.random.default_rng(seed), draws, size, shape),
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


def scenarios_of(first: Realised) -> list[Realised]:
    """Four scenarios that share all but their staff."""
    staff = first.services.staff
    more = [dataclasses.replace(first.services, staff=staff * by) for by in (1.0, 1.1, 1.2, 1.4)]
    return [dataclasses.replace(first, services=services) for services in more]


def seconds(draws: int, size: Size, compiled: bool = True) -> float:
    """Processor time of four scenarios, chunk by chunk; of each only means are kept."""
    spent, kept = 0.0, []
    for chunk in range(max(1, draws // CHUNK)):
        studied = scenarios_of(national_study(min(draws, CHUNK), size, seed=chunk + 1))
        begun = time.process_time()
        for each in studied:
            flows = ENGINE.run(each, Settings(), compiled=compiled)
            kept.append(flows.entries.sum(axis=(0, 2)))
        spent += time.process_time() - begun
    return spent


def main() -> None:
    """Print the processor time of one draw, and the memory that was needed."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    seconds(16, TARGET)  # what is compiled or loaded once
    for name, size in (("target", TARGET), ("study", STUDY)):
        plan = make_plan(national_study(16, size), Settings())
        print(f"{name}: {plan.lumps.count} lumps, {plan.layout.rows} rows")
        for compiled in (True, False) if compiled_kernel() is not None else (False,):
            spent = seconds(draws, size, compiled)
            way = "compiled" if compiled else "numpy"
            each = 1000.0 * spent / draws / 4
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  {way:8s} {spent:6.2f} s, {each:.3f} ms a draw, {memory:.0f} MB at most")


if __name__ == "__main__":
    main()
