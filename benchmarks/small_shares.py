"""What a small share of a country does to waits: offices of few servers, and fewer of them.

    python -m benchmarks.small_shares [--study scenarios/kenya] [--shares 0.001 0.01 1]

Business as usual at central values on `compiled`. A share of the people has a share of the offices
and of their servers, never less than one of each, and work stretched so that hours are kept
(`engines.event.parameters.stations_of`): where a part of one server would be right, one slow server
stands, and chance makes longer queues there than in the country. Writes
`benchmarks/results/small_shares.md` for Kenya.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.contract import Settings
from justice_finance.engines.event.parameters import stations_of
from justice_finance.results.waits import SEEN
from justice_finance.runs.engines import engine_named
from justice_finance.scenario.realised import Realised
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study

RESULT = Path(__file__).parent / "results" / "small_shares.md"
SHOWN_STUDY = "scenarios/kenya"
SHARES = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 1.0)
FOLLOWED = 0.05
"""Of the country, in all replications of a share together."""
FEWEST = 4
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """Mean days until people were first seen, replication by replication."""

    share: float
    days: FloatArray
    """(replication, service); not a number where nobody was seen."""
    in_queues: FloatArray
    """(replication,): person-days in all queues, scaled up."""
    seconds: float

    def mean(self) -> FloatArray:
        """Over replications, (service,)."""
        return np.asarray(self.days.mean(axis=0))

    def error(self) -> FloatArray:
        """Standard error of the mean; 0 for a single replication, whose luck hardly counts."""
        return error_of(self.days)


def error_of(values: FloatArray) -> FloatArray:
    """Standard error of the mean over the first axis, 0 if there is one value."""
    count = values.shape[0]
    if count == 1:
        return np.zeros(values.shape[1:])
    return np.asarray(values.std(axis=0, ddof=1) / math.sqrt(count))


def measured(realised: Realised, share: float) -> Share:
    """Run so many replications that about the same number of people is followed."""
    engine, begun = engine_named("compiled"), time.process_time()
    days, in_queues = [], []
    for number in range(1 if share == 1.0 else max(FEWEST, round(FOLLOWED / share))):
        flows = engine.run(realised, Settings(replication=number, fraction=share, waits=True))
        assert flows.waits is not None
        seen = flows.waits.by_draw[0, SEEN].sum(axis=-1)
        total = flows.waits.days[0, SEEN].sum(axis=0)
        days.append(np.divide(total, seen, out=np.full(total.shape, np.nan), where=seen > 0))
        in_queues.append(flows.waiting_days.sum())
    return Share(share, np.stack(days), np.array(in_queues), time.process_time() - begun)


def at_share(realised: Realised, service: int, share: float) -> str:
    """Offices and servers of the first year, and by how much their work is stretched."""
    services = realised.services
    staff = float(services.staff[0, 0, service])
    station = stations_of(
        staff,
        float(services.productive_hours[0, 0, service]),
        int(services.sites[service]),
        math.inf,
        share,
    )
    stretch = station.sites * station.servers / (staff * share)
    return f"{station.sites} x {station.servers}, {stretch:.2f}"


def table(realised: Realised, shares: list[Share]) -> str:
    """Waits and stations at every share, in Markdown."""
    whole = shares[-1].mean()
    limited = [
        number
        for number in np.flatnonzero(realised.services.limited).tolist()
        if np.isfinite(whole[number])
    ]
    names = [realised.axes.services[number].replace("_", " ") for number in limited]
    head = "| share | replications | " + " | ".join(names) + " |"
    line = "| --: | --: |" + " --: |" * len(names)
    lines = [
        "# What a small share of a country does to waits",
        "",
        "Made by `python -m benchmarks.small_shares`: Kenya, business as usual, central values, "
        f"{sum(one.seconds for one in shares):,.0f} s of processor time. Mean days until people "
        "are first seen, all ten years, +/- the standard error over replications; in brackets: "
        f"by that at a share of {shares[-1].share:g}.",
        "",
        head.replace("replications", "replications | all queues, million person-days"),
        line + " --: |",
    ]
    for one in shares:
        queues, error = one.in_queues.mean() / 1e6, error_of(one.in_queues) / 1e6
        cells = [f"{queues:,.0f} +/- {error:,.0f}"]
        for number in limited:
            mean, off = one.mean()[number], one.error()[number]
            cells.append(f"{mean:,.1f} +/- {off:,.1f} ({mean / whole[number]:.2f})")
        lines.append(f"| {one.share:g} | {len(one.days)} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "Offices x servers at each in the first year, and by how much their work is stretched.",
        "",
        head.replace(" | replications", ""),
        line.replace("| --: |", "|", 1),
    ]
    for one in shares:
        cells = [at_share(realised, number, one.share) for number in limited]
        lines.append(f"| {one.share:g} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and keep the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--study", default=SHOWN_STUDY)
    parser.add_argument("--shares", type=float, nargs="+", default=SHARES)
    asked = parser.parse_args()
    recipes = recipes_of(load_study(asked.study))
    realised = next(recipes.realise_all(recipes.variants[0], None))
    shares = []
    for share in sorted(asked.shares):
        shares.append(measured(realised, share))
        print(f"{share:g}: {shares[-1].seconds:.0f} s", flush=True)
    text = table(realised, shares)
    print(text)
    if asked.study == SHOWN_STUDY and tuple(asked.shares) == SHARES:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
