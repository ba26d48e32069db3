"""What a simulator is asked to do, and what it tells."""

from __future__ import annotations

import itertools
import math
import random
import resource
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.network import Network
from benchmarks.variants import Additions


@dataclass(frozen=True)
class Task:
    """One run of one network.

    Attributes
    ----------
    network : Network
    variant : str
        `portable` or `full`.
    days : float
        Horizon; the engines of this project need whole years.
    seed : int
    people : float
        Arrivals and servers by those of the network.
    additions : Additions, optional
        What `full` has beyond the network file; simulators that cannot do that leave it out.
    """

    network: Network
    variant: str
    days: float
    seed: int = 1
    people: float = 1.0
    additions: Additions | None = None

    @property
    def years(self) -> int:
        """The horizon in whole years, at least one."""
        return max(1, round(self.days / 365.0))


@dataclass
class Told:
    """What a run counted.

    Attributes
    ----------
    arrivals, completions, gave_up : int
        Journeys begun, sittings held, people who gave up: together the logical events.
    seconds : float
        Processor time of the simulation itself, without start, reading and compiling.
    visits, joined, waited_days : dict
        By service: first sittings held; those and people who gave up; days in the queue.
    peak_memory_mb : float
        Of the whole process.
    version : str
    holds : str
        What its `full` variant has.
    """

    arrivals: int = 0
    completions: int = 0
    gave_up: int = 0
    turned_away: int = 0
    seconds: float = 0.0
    visits: dict[str, float] = field(default_factory=dict)
    joined: dict[str, float] = field(default_factory=dict)
    waited_days: dict[str, float] = field(default_factory=dict)
    peak_memory_mb: float = 0.0
    version: str = ""
    holds: str = "all"

    @property
    def logical_events(self) -> int:
        """Arrivals, completions and givings-up."""
        return self.arrivals + self.completions + self.gave_up

    @property
    def visits_per_journey(self) -> float:
        """Mean number of services that a journey reaches a sitting at."""
        return sum(self.visits.values()) / max(1, self.arrivals)

    @property
    def mean_wait(self) -> float:
        """Mean days in the queue of everyone who came to be served, over all services."""
        return sum(self.waited_days.values()) / max(1.0, sum(self.joined.values()))

    def begin(self, task: Task) -> None:
        """Count from nothing at every service."""
        for counts in (self.visits, self.joined, self.waited_days):
            counts.update(dict.fromkeys(task.network.services, 0.0))

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count the processor time spent inside."""
        begun = time.process_time()
        yield
        self.seconds = time.process_time() - begun


def patience(mean: float) -> float:
    """An exponential patience, days; infinite if its mean is."""
    return random.expovariate(1.0 / mean) if mean < math.inf else math.inf


def cumulated(shares: Mapping[str, float]) -> tuple[list[str], list[float]]:
    """Targets and cumulated weights, as `random.choices` takes them."""
    return list(shares), list(itertools.accumulate(shares.values()))


def peak_memory_mb() -> float:
    """Memory at most in use by this process alone (Linux tells; elsewhere as `getrusage` says)."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024.0
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
