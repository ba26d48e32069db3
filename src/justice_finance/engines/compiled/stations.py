"""Sites, servers, pace and lines of every service, when a fraction of the country is simulated."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.compiled.layout import Floats, Wholes
from justice_finance.journey.court_calendar import closures_of, open_share_of_years
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import DAYS_PER_YEAR, SittingsForm


def half_up(values: NDArray[Any]) -> Floats:
    """The nearest whole numbers, halves upwards."""
    return np.asarray(np.trunc(values + 0.5), dtype=np.float64)


class Stations:
    """Services of one draw, as they are simulated.

    At least one site each, and at least one server at each site unless there is no staff at all.
    Every hour of work is stretched by servers / (staff x fraction), so that the work offered is
    kept. A queue limit of one or more stays at least one.
    """

    def __init__(self, realised: Realised, draw: int, fraction: float) -> None:
        services = realised.services
        self._services = services
        self._draw = draw
        self.limited = np.asarray(services.limited, dtype=bool)
        self.sites = np.maximum(1.0, half_up(services.sites * fraction))
        staff, hours = services.staff[draw], services.productive_hours[draw]
        works = (staff > 0.0) & (hours > 0.0) & self.limited
        servers = np.maximum(1.0, half_up(staff * fraction / self.sites))
        self.servers = np.where(works, servers, 0.0).astype(np.int64)
        with np.errstate(divide="ignore", invalid="ignore"):
            stretch = servers * self.sites / (staff * fraction)
            stretched = np.where(works, DAYS_PER_YEAR / hours * stretch, 0.0)
            free = np.where(hours > 0.0, DAYS_PER_YEAR / hours, 0.0)
        years, count = hours.shape
        share = open_share_of_years(services.closures, count, years)
        self.days_per_hour = np.where(self.limited, stretched * share, free)
        limit = np.asarray(services.queue_limit, dtype=np.float64)
        finite = np.where(np.isfinite(limit), limit, 0.0)
        at_least = np.minimum(1.0, half_up(finite))
        shared = np.maximum(at_least, half_up(finite * fraction / self.sites))
        self.room = np.where(np.isfinite(limit), shared, np.inf)
        self._lay_out_lines()

    def _lay_out_lines(self) -> None:
        """Give each site of a service a line for each priority that some class has there."""
        priority = self._services.priority
        self.rank = np.zeros(priority.shape, dtype=np.int64)
        ranks = np.ones(len(self.limited), dtype=np.int64)
        for service in range(len(self.limited)):
            known, self.rank[:, service] = np.unique(priority[:, service], return_inverse=True)
            ranks[service] = max(1, len(known))
        sites = np.where(self.limited, self.sites, 0.0).astype(np.int64)
        self.first_site = np.cumsum(sites) - sites
        self.first_line = np.cumsum(sites * ranks) - sites * ranks
        self.all_sites, self.all_lines = int(sites.sum()), int((sites * ranks).sum())
        self.ranks: Wholes = ranks

    def arrays(self) -> dict[str, Any]:
        """The fields of the world that are about services."""
        services, draw = self._services, self._draw
        own = [closures_of(services.closures, place) for place in range(len(self.limited))]
        counts = np.array([len(each) for each in own], dtype=np.int64)
        facts = np.stack(
            [
                self.limited.astype(np.int64),
                self.first_site,
                self.sites.astype(np.int64),
                self.first_line,
                self.ranks,
                np.asarray(services.sittings_form == SittingsForm.GEOMETRIC, dtype=np.int64),
                np.cumsum(counts) - counts,
                counts,
            ],
            axis=1,
        )
        pace = np.stack(
            [self.days_per_hour, services.notice_time[draw], services.patience[draw]], axis=2
        )
        return {
            "service_facts": facts,
            "room": self.room,
            "rank": self.rank,
            "servers": self.servers,
            "pace": pace,
            "closures": np.array([day for each in own for pair in each for day in pair]),
        }
