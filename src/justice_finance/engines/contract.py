"""The one thing the engines have in common: what they are given and what they return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import DAYS_PER_MONTH

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Settings:
    """How to run, apart from what is run.

    Attributes
    ----------
    seed : int
        Names the luck of the event engines; the cohort engine has none.
    replication : int
        Which repeat of that luck.
    step_days : float
        Length of a step of the cohort engine, in days; 365 must be a whole number of steps.
    fraction : float
        Share of the country that an event engine simulates, in (0, 1]. Flows come back scaled up.
    waits : bool
        Whether an event engine also counts how long each person waits (`Flows.waits`).

    Raises
    ------
    ValueError
        If `fraction` is out of its range.
    """

    seed: int = 1
    replication: int = 0
    step_days: float = DAYS_PER_MONTH
    fraction: float = 1.0
    waits: bool = False

    def __post_init__(self) -> None:
        if not 0.0 < self.fraction <= 1.0:
            raise ValueError(f"fraction is {self.fraction}, and must lie in (0, 1]")


class Engine(Protocol):
    """Runs one realised scenario."""

    name: str

    def run(
        self, realised: Realised, settings: Settings, progress: Progress | None = None
    ) -> Flows:
        """Return the flows of every draw.

        Parameters
        ----------
        realised : Realised
            The scenario as plain numbers.
        settings : Settings
            Seed, step, fraction.
        progress : callable, optional
            Called with the share done, 0..1.

        Returns
        -------
        Flows
        """
        ...
