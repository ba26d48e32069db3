"""The event engine: every person of a stated fraction of the country, one event at a time.

The readable reference. It answers what the cohort engine answers, with the waits that chance makes
at small offices; draws of uncertain parameters share the same people and the same luck.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from justice_finance.engines.addresses import key_of_run
from justice_finance.engines.contract import Progress, Settings
from justice_finance.engines.event.opening import place_opening_stock
from justice_finance.engines.event.parameters import Parameters
from justice_finance.engines.event.simulation import Simulation
from justice_finance.engines.event.waits import WaitTally, together
from justice_finance.engines.steps import Step
from justice_finance.results.flows import FloatArray, Flows
from justice_finance.results.waits import Waits
from justice_finance.scenario.realised import Realised


class EventEngine:
    """Runs one realised scenario person by person."""

    name = "event"

    def run(
        self, realised: Realised, settings: Settings, progress: Progress | None = None
    ) -> Flows:
        """Return the flows of every draw, scaled up from the fraction simulated.

        Parameters
        ----------
        realised : Realised
            The scenario as plain numbers, D draws.
        settings : Settings
            `seed`, `replication`, `fraction`, in (0, 1], and `waits` are used.
        progress : callable, optional
            Called with the share done, 0..1, after each year of each draw.

        Returns
        -------
        Flows
            Every class is its own lump (L = C).
        """
        years = len(realised.axes.years)
        by_draw: list[dict[str, FloatArray]] = []
        waits: list[WaitTally] = []
        for draw in range(realised.draws):
            told = _told(progress, draw * years, realised.draws * years)
            counts, waited = _counts_of_draw(realised, settings, draw, told)
            by_draw.append(counts)
            if waited is not None:
                waits.append(waited)
        return _flows(realised, settings, by_draw, together(waits) if waits else None)


ENGINE = EventEngine()


def trajectories(realised: Realised, settings: Settings, draw: int = 0) -> list[Step]:
    """Every step of every person's journey in one draw, in the order in which the steps ended.

    Parameters
    ----------
    realised : Realised
    settings : Settings
        As for a run; the people are the same.
    draw : int
        0 .. D - 1.

    Returns
    -------
    list of Step
        Not scaled: the people of the fraction simulated. Those still there at the horizon stand
        last.
    """
    steps: list[Step] = []
    simulation = simulate(realised, settings, draw, record=steps.append)
    simulation.run()
    return steps


def simulate(
    realised: Realised,
    settings: Settings,
    draw: int,
    record: Callable[[Step], None] | None = None,
) -> Simulation:
    """A simulation of one draw with everyone of day 0 in place, ready to run."""
    parameters = Parameters(realised, draw, settings.fraction)
    key = key_of_run(settings.seed, settings.replication)
    simulation = Simulation(parameters, key, record, settings.waits)
    place_opening_stock(simulation)
    return simulation


def _counts_of_draw(
    realised: Realised, settings: Settings, draw: int, year_done: Callable[[int], None]
) -> tuple[dict[str, FloatArray], WaitTally | None]:
    simulation = simulate(realised, settings, draw)
    stock = np.array(simulation.tally.stock, dtype=np.float64)
    simulation.run(year_done)
    counts = simulation.tally.by_year()
    counts["opening_stock"] = stock.reshape(counts["entries"].shape[1:])
    return counts, simulation.tally.waits


def _told(progress: Progress | None, done_before: int, total: int) -> Callable[[int], None]:
    def year_done(year: int) -> None:
        if progress is not None:
            progress((done_before + year) / total)

    return year_done


def _flows(
    realised: Realised,
    settings: Settings,
    by_draw: list[dict[str, FloatArray]],
    waits: Waits | None,
) -> Flows:
    services = realised.services
    classes = len(realised.axes.class_problem)
    scaled = {
        name: np.stack([counts[name] for counts in by_draw]) / settings.fraction
        for name in by_draw[0]
    }
    offered = np.where(services.limited, services.staff * services.productive_hours, np.inf).astype(
        np.float64
    )
    return Flows(
        lump_of_class=np.arange(classes, dtype=np.int64),
        share_of_lump=np.ones((realised.draws, classes)),
        hours_available=offered,
        waits=waits,
        **scaled,
    )
