"""Compare the compiled engine with the event engine: very many small networks, and a large one.

    python -m benchmarks.compare_engines --networks 10000 --years 10

Every small network mixes the features that its number picks; a third have whole days and times of
nothing, so that events tie. The large one is JJ-12 for so many years. Compared are every person's
steps and times, all flows and all waits, to the last bit. Writes benchmarks/results/agreement.md
when 10,000 networks and ten years have been compared.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks import large_network
from justice_finance.engines import compiled
from tests.engines.compiled.agreement import differences, features_met, mixed_network

RESULT = Path(__file__).parent / "results" / "agreement.md"
NETWORKS, YEARS = 10_000, 10


def compare(first: int, count: int) -> tuple[list[str], Counter[str], int, int]:
    """Numbers of networks that differ and in what, features met, people and steps compared."""
    differing: list[str] = []
    met: Counter[str] = Counter()
    people = steps = 0
    for number in range(first, first + count):
        network, settings = mixed_network(number)
        met.update(features_met(number, network))
        ways = compiled.trajectories(network, settings)
        steps += len(ways)
        people += len({step.person for step in ways})
        found = differences(network, settings)
        if found:
            differing.append(f"{number}: {', '.join(found)}")
            print(f"network {differing[-1]}", file=sys.stderr, flush=True)
    return differing, met, people, steps


def report(
    count: int,
    differing: list[str],
    met: Counter[str],
    people: int,
    steps: int,
    seconds: float,
    large: large_network.Compared,
) -> str:
    """The table as text."""
    import llvmlite
    import numba
    import numpy

    lines = [
        "# Agreement of the compiled engine with the event engine",
        "",
        "Made by `python -m benchmarks.compare_engines`. Compared to the last bit: every step of",
        "every person (times, path, sittings), all flows, all counts of waits.",
        "",
        "| | |",
        "| --- | --: |",
        f"| random networks | {count:,} |",
        f"| people | {people:,} |",
        f"| steps | {steps:,} |",
        f"| networks with a differing bit | {len(differing)} |",
        f"| processor time, both engines | {seconds:,.0f} s |",
        "",
        f"JJ-12 with all features of the benchmark, {large.years} years:",
        "",
        "| | |",
        "| --- | --: |",
        f"| people | {large.people:,} |",
        f"| steps | {large.steps:,} |",
        f"| arrays with a differing bit | {', '.join(large.differing) or 0} |",
        f"| processor time, both engines, twice | {large.seconds:,.0f} s |",
        "",
        "| feature | random networks that have it |",
        "| --- | --: |",
        *(f"| {name} | {number:,} |" for name, number in sorted(met.items())),
        "",
        f"Python {platform.python_version()}, numba {numba.__version__}, llvmlite "
        f"{llvmlite.__version__}, numpy {numpy.__version__}, {platform.machine()}.",
        "",
    ]
    return "\n".join([*lines, *(f"- differs: {one}" for one in differing)]).rstrip() + "\n"


def main() -> int:
    """Compare, print and write; 1 if any bit differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=int, default=NETWORKS)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--years", type=int, default=YEARS, help="of the large network")
    asked = parser.parse_args()
    begun = time.process_time()
    found = compare(asked.first, asked.networks)
    seconds = time.process_time() - begun
    large = large_network.compare(asked.years)
    text = report(asked.networks, *found, seconds, large)
    print(text)
    if asked.first == 0 and asked.networks >= NETWORKS and asked.years >= YEARS:
        RESULT.write_text(text, encoding="utf-8")
    return 1 if found[0] or large.differing else 0


if __name__ == "__main__":
    sys.exit(main())
