"""The offices and servers that stand for those of a country where a share of it is followed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from justice_finance.scenario.realised import Realised

if TYPE_CHECKING:
    from justice_finance.engines.event.parameters import Stations


def stations_followed(realised: Realised, fraction: float) -> dict[str, dict[str, float]]:
    """Offices, servers and pace at every service with a limit, first year and draw.

    Parameters
    ----------
    realised : Realised
    fraction : float
        Share of the country that is followed.

    Returns
    -------
    dict
        By service: `offices`, `servers` at each of them, `days_per_hour` for which an hour of work
        holds one; and the same of the whole country, `_of_country`.
    """
    found = {}
    for number in np.flatnonzero(realised.services.limited).tolist():
        followed, country = (_at(realised, number, share) for share in (fraction, 1.0))
        if country.servers and followed.servers:
            found[str(realised.axes.services[number])] = {
                **_plain(followed, ""),
                **_plain(country, "_of_country"),
            }
    return found


def _at(realised: Realised, service: int, fraction: float) -> Stations:
    from justice_finance.engines.event.parameters import stations_of

    services = realised.services
    staff, hours = services.staff[0, 0, service], services.productive_hours[0, 0, service]
    sites = int(services.sites[service])
    return stations_of(float(staff), float(hours), sites, math.inf, fraction)


def _plain(station: Stations, of: str) -> dict[str, float]:
    return {
        f"offices{of}": station.sites,
        f"servers{of}": station.servers,
        f"days_per_hour{of}": station.days_per_hour,
    }
