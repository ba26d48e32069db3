"""How much longer people wait at a service because only a share of the country was followed.

A share of a country has a share of its servers: fewer at one office, or one slow server where a
part of one would be right. Hours are kept, and chance makes longer queues of fewer servers.

Sources
-------
Sakasegawa (1977), An approximation formula Lq ~ alpha rho^beta / (1 - rho), Annals of the Institute
of Statistical Mathematics 29, 67-75: mean wait = hold x load^(sqrt(2 (c + 1)) - 1) / (c (1 - load))
for c servers and exponential times.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xarray as xr

OVERLOADED = 0.99
"""Share of hours used from which capacity makes the queue, and chance hardly any of it."""


def wait_of_chance(servers: int, hold: float, load: float) -> float:
    """Mean days in a queue that chance makes.

    Parameters
    ----------
    servers : int
        At one office, one or more.
    hold : float
        Mean days for which a sitting holds one.
    load : float
        Share of their time that is used, 0..1 (1 excluded).
    """
    power = math.sqrt(2.0 * (servers + 1)) - 1.0
    return float(hold * load**power / (servers * (1.0 - load)))


def days_of_small_share(
    data: xr.Dataset, station: Mapping[str, Any], scenario: str, service: str
) -> float:
    """Days of the mean wait at a service that the country would not have, at most.

    Parameters
    ----------
    data : xarray.Dataset
        Results of an engine that follows persons.
    station : mapping
        `servers` and `days_per_hour` at an office, and the same `_of_country` (`runs.stations`).
    scenario, service : str

    Returns
    -------
    float
        Days, as a mean over draws; 0 in draws where capacity makes the queue. An overestimate near
        full load, where the queue would still be growing at the horizon.
    """
    there = data.sel(scenario=scenario, service=service)
    used, offered, sittings = (
        there[name].sum("year").values.tolist()
        for name in ("hours_used", "hours_available", "sittings")
    )
    days = sum(
        held * _longer(station, hours / held, hours / most)
        for hours, most, held in zip(used, offered, sittings, strict=True)
        if held > 0.0 and 0.0 < hours < OVERLOADED * most
    )
    return float(days / sum(sittings)) if sum(sittings) > 0.0 else 0.0


def _longer(station: Mapping[str, Any], hours: float, load: float) -> float:
    """Days by which chance makes a queue longer than in the country, in one draw."""
    followed, country = (
        wait_of_chance(int(station[f"servers{of}"]), hours * station[f"days_per_hour{of}"], load)
        for of in ("", "_of_country")
    )
    return max(0.0, followed - country)
