"""How much common luck gains: two scenarios compared with the same persons, and with others.

    python -m benchmarks.common_luck [--engine event] [--replications 40]

Each pair of scenarios is run so many times with lots of luck of its own. With common luck the
difference is taken within a lot; with independent seeds one scenario has the lot that follows. The
ratio of the two variances says how many times as many runs independent seeds would need. The
interval is that of the bootstrap over lots (90 %). Writes benchmarks/results/common_luck.md.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.contract import Engine, Settings
from justice_finance.results.flows import Flows
from justice_finance.runs.engines import engine_named
from justice_finance.scenario.realised import Realised
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study
from justice_finance.vocabulary import StateKind

RESULT = Path(__file__).parent / "results" / "common_luck.md"
FloatArray = NDArray[np.float64]
TARGET = 5.0
FIGURES = ("problems resolved", "days open", "days in the queue")


@dataclass(frozen=True)
class Pair:
    """Two scenarios, and the share of the country that is followed."""

    title: str
    one: Realised
    other: Realised
    fraction: float


@dataclass(frozen=True)
class Row:
    """What common luck gains for one figure of a pair."""

    pair: str
    figure: str
    difference: float
    common: float
    independent: float
    low: float
    high: float
    correlation: float
    """Of the two scenarios' figures, over lots of common luck."""
    most: float
    """What the ratio would be if they went along with each other fully (`most_gain`)."""

    @property
    def ratio(self) -> float:
        """Variance of the difference with independent seeds over that with common luck."""
        return self.independent / self.common


def pairs() -> Iterator[Pair]:
    """Business as usual and an option, of the shipped studies at central values."""
    for study, options, fraction in (
        ("scenarios/invented", ("paralegals", "judges"), 0.1),
        ("scenarios/kenya", ("paralegals_salaried", "fewer_adjournments"), 0.0005),
    ):
        recipes = recipes_of(load_study(study))
        found = {one.name: one for one in recipes.realise_all(recipes.variants[0], None)}
        for name in options:
            title = f"{study.removeprefix('scenarios/')}: {name.replace('_', ' ')}"
            yield Pair(title, found["business_as_usual"], found[name], fraction)


def figures_of(realised: Realised, flows: Flows) -> FloatArray:
    """Problems resolved, person-days on a journey and in the queue, all years together."""
    resolved = flows.entries[..., realised.journeys.kind == StateKind.RESOLUTION].sum()
    return np.array([resolved, flows.open_days.sum(), flows.waiting_days.sum()])


def compare(
    pair: Pair, engine: Engine, replications: int, seed: int = 1
) -> tuple[FloatArray, FloatArray]:
    """Figures of both scenarios, each (replication, figure), lot by lot the same luck."""
    both = []
    for realised in (pair.one, pair.other):
        lots = [
            Settings(seed=seed, replication=number, fraction=pair.fraction)
            for number in range(replications)
        ]
        both.append(np.stack([figures_of(realised, engine.run(realised, lot)) for lot in lots]))
    return both[0], both[1]


def gain(one: FloatArray, other: FloatArray) -> tuple[float, float]:
    """Variance of a difference (replication,) with common luck, and with independent seeds."""
    return float((other - one).var(ddof=1)), float(one.var(ddof=1) + other.var(ddof=1))


def most_gain(one: FloatArray, other: FloatArray) -> float:
    """The gain if two figures with these variances were fully correlated.

    Formula: (s1^2 + s2^2) / (s1 - s2)^2. Where one scenario has hardly any variance, as when its
    queue is gone, it is near 1 whatever luck the two have in common.
    """
    first, second = float(one.std(ddof=1)), float(other.std(ddof=1))
    apart = (first - second) ** 2
    return (first**2 + second**2) / apart if apart > 0.0 else float("inf")


def rows_of(pair: Pair, engine: Engine, replications: int) -> list[Row]:
    """One row for each figure that luck moves at all."""
    one, other = compare(pair, engine, replications)
    lots = np.random.default_rng(7).integers(0, replications, (2000, replications))
    rows = []
    for number, figure in enumerate(FIGURES):
        first, second = one[:, number], other[:, number]
        common, independent = gain(first, second)
        if common == 0.0:
            continue
        again = np.array([np.divide(*gain(first[lot], second[lot])[::-1]) for lot in lots])
        low, high = np.quantile(again, [0.05, 0.95])
        difference = float((second - first).mean())
        together = float(np.corrcoef(first, second)[0, 1])
        most = most_gain(first, second)
        rows.append(
            Row(
                pair.title, figure, difference, common, independent, low, high, together, most
            )
        )  # fmt: skip
    return rows


def table(rows: list[Row], engine: str, replications: int, seconds: float) -> str:
    """The rows in Markdown."""
    lines = [
        "# What common luck gains",
        "",
        f"Printed by `python -m benchmarks.common_luck --engine {engine} --replications "
        f"{replications}` ({seconds:.0f} s of processor time). Target: the variance of a "
        f"difference at least {TARGET:.0f} times smaller than with independent seeds.",
        "",
        "| scenario against business as usual | figure | difference | sd, common luck "
        "| sd, independent | variance smaller by | 90 % interval | correlation | at most |",
        "| --- | --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    lines += [
        f"| {row.pair} | {row.figure} | {row.difference:,.0f} | {row.common**0.5:,.0f} "
        f"| {row.independent**0.5:,.0f} | {row.ratio:.1f} | {row.low:.1f} to {row.high:.1f} "
        f"| {row.correlation:.3f} | {row.most:,.1f} |"
        for row in rows
    ]
    lines += [
        "",
        "At most: the gain if the figures of both scenarios, each with the variance it has, were "
        "fully correlated, (s1^2 + s2^2) / (s1 - s2)^2. Where an option makes a queue vanish, the "
        "queue of business as usual alone makes the difference, and no luck that both have can "
        "cancel: that row cannot reach the target under any addressing of luck.",
    ]
    return "\n".join(lines) + "\n"


def main(write: Callable[[str], object] = RESULT.write_text) -> None:
    """Measure, print and keep the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--engine", default="event")
    parser.add_argument("--replications", type=int, default=40)
    asked = parser.parse_args()
    engine, before = engine_named(asked.engine), os.times()
    rows = [row for pair in pairs() for row in rows_of(pair, engine, asked.replications)]
    seconds = os.times().user - before.user
    text = table(rows, asked.engine, asked.replications, seconds)
    print(text)
    write(text)


if __name__ == "__main__":
    main()
