"""From results to what the page carries, and back from the page's text to arrays.

Central figures are means over all draws and are carried in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discount_rates import SCHEDULES
from justice_finance.appraisal.explored import (
    KIND_OF_CATEGORY,
    KINDS,
    Carried,
    Series,
    follows,
)
from justice_finance.appraisal.perspectives import burden_rate
from justice_finance.appraisal.worth import LARGEST_SHARE_WITHOUT_COST
from justice_finance.reporting.explorer.packing import Packed, pack, unpack
from justice_finance.vocabulary import BUSINESS_AS_USUAL, GOVERNMENT, PERSPECTIVES

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def carried_of(data: xr.Dataset, record: Mapping[str, Any], options: list[str]) -> Carried:
    """Everything the page needs of some results, with every draw of the run.

    Parameters
    ----------
    data : xarray.Dataset
        Of the headline variant.
    record : mapping
        Of the run; `population` gives income and adults of the groups.
    options : list of str
        Scenarios to carry, in order.
    """
    names = [str(name) for name in data["scenario"].values]
    base = names.index(BUSINESS_AS_USUAL)
    places = [names.index(name) for name in options]
    series, members = _series(data)
    flows = _added(_change(data, "ledger", places, base), members)  # (option, series, year, draw)
    tails = _added(_change(data, "terminal_flow", places, base)[:, :, None], members)[:, :, 0]
    rate = burden_rate(data, base)
    resolved = (data["problems_resolved"] - data["problems_returned"]).sum("legal_problem")
    counts = resolved.transpose("scenario", "year", "draw").values
    groups, group_tails, income, adults = _groups(data, record, places, base)
    spent = np.stack([_spending(series, flows, party) for party in GOVERNMENT], axis=1)
    return Carried(
        options=tuple(options),
        years=tuple(int(year) for year in data["year"].values),
        series=series,
        flows=flows,
        tails=tails,
        resolved=counts[places] - counts[base],
        groups=groups,
        group_tails=group_tails,
        burden_rate=rate,
        half_life=np.asarray(data["half_life"].values[base], dtype=np.float64),
        income=income,
        adults=adults,
        central={
            "flows": flows.mean(axis=-1),
            "resolved": (counts[places] - counts[base]).mean(axis=-1),
            "groups": groups.mean(axis=-1),
            "burden": (spent * rate).mean(axis=-1),
        },
        funder=str(data.attrs["funder"]),
    )


def _series(data: xr.Dataset) -> tuple[tuple[Series, ...], list[list[int]]]:
    """Series of the ledger, and the rows that each adds up."""
    found: dict[Series, list[int]] = {}
    for place, category in enumerate(data["entry_category"].values):
        one = Series(
            str(data["entry_from"].values[place]),
            str(data["entry_to"].values[place]),
            KIND_OF_CATEGORY[str(category)],
        )
        found.setdefault(one, []).append(place)
    return tuple(found), list(found.values())


def _change(data: xr.Dataset, name: str, places: list[int], base: int) -> FloatArray:
    """Differences from business as usual, (option, draw, ..., entry)."""
    values = data[name].values
    return np.asarray(values[places] - values[base], dtype=np.float64)


def _added(change: FloatArray, members: list[list[int]]) -> FloatArray:
    """(option, draw, year, entry) to (option, series, year, draw)."""
    parts = [change[..., rows].sum(axis=-1) for rows in members]
    return np.ascontiguousarray(np.stack(parts, axis=1).swapaxes(2, 3))


def _spending(series: tuple[Series, ...], flows: FloatArray, party: str) -> FloatArray:
    mine = np.array([float(e.payer == party and e.kind == "dealing") for e in series])
    return np.asarray(np.einsum("s,osyd->oyd", mine, flows))


def _groups(
    data: xr.Dataset, record: Mapping[str, Any], places: list[int], base: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """What people of each surveyed group gain, with income and adults; no group where unknown."""
    population = record.get("population", {})
    accounts = (
        [str(name) for name in data["group_account"].values] if "net_by_group" in data else []
    )
    known = [name for name in accounts if name in population]
    at = [accounts.index(name) for name in known]
    person = list(data["party"].values).index("person")
    years, draws = data.sizes["year"], data.sizes["draw"]
    if not known:
        nothing = np.zeros((len(places), 0, years, draws))
        return nothing, nothing[:, :, 0], np.zeros(0), np.zeros(0)
    yearly = data["net_by_group"].values[:, :, :, person][..., at]
    tail = data["terminal_net_by_group"].values[:, :, person][..., at]
    gains = np.moveaxis(yearly[places] - yearly[base], (3, 2), (1, 2))
    after = np.moveaxis(tail[places] - tail[base], 2, 1)
    income = np.array([population[name]["income_per_person"] for name in known])
    adults = np.array([population[name]["adults"] for name in known])
    return np.ascontiguousarray(gains), np.ascontiguousarray(after), income, adults


def of_draws(carried: Carried, draws: IntArray) -> Carried:
    """The same with some of its draws alone; central figures stay those of all."""
    return replace(
        carried,
        flows=carried.flows[..., draws],
        tails=carried.tails[..., draws],
        resolved=carried.resolved[..., draws],
        groups=carried.groups[..., draws],
        group_tails=carried.group_tails[..., draws],
        burden_rate=carried.burden_rate[draws],
        half_life=carried.half_life[draws],
    )


def joined(first: Carried, second: Carried) -> Carried:
    """Two sets of options over the same draws, years and groups, with the series of both."""
    series = tuple(dict.fromkeys((*first.series, *second.series)))
    both = [_with_series(each, series) for each in (first, second)]
    return replace(
        both[0],
        options=(*first.options, *second.options),
        flows=np.concatenate([each.flows for each in both]),
        tails=np.concatenate([each.tails for each in both]),
        resolved=np.concatenate([each.resolved for each in both]),
        groups=np.concatenate([each.groups for each in both]),
        group_tails=np.concatenate([each.group_tails for each in both]),
        central={
            name: np.concatenate([each.central[name] for each in both]) for name in first.central
        },
    )


def _with_series(carried: Carried, series: tuple[Series, ...]) -> Carried:
    places = [series.index(each) for each in carried.series]

    def spread(values: FloatArray) -> FloatArray:
        found = np.zeros((values.shape[0], len(series), *values.shape[2:]))
        found[:, places] = values
        return found

    central = {**carried.central, "flows": spread(carried.central["flows"])}
    flows, tails = spread(carried.flows), spread(carried.tails)
    return replace(carried, series=series, flows=flows, tails=tails, central=central)


def as_record(carried: Carried, run_draws: int) -> dict[str, Any]:
    """What the page's script reads: plain numbers, names, and one packed text.

    Parameters
    ----------
    carried : Carried
        Of the draws that the page carries.
    run_draws : int
        How many draws its central figures are means of.
    """
    names, blocks, same = [], [], _repeated(carried)
    for option, kind, number, block in _blocks(carried):
        if option not in same and np.any(block):
            names.append([option, kind, number, len(block)])
            blocks.append(block)
    packed = pack(blocks, [(kind, number) for _, kind, number, _ in names], _beside(names, blocks))
    return {
        "options": list(carried.options),
        "same_as": [same.get(option, option) for option in range(len(carried.options))],
        "years": list(carried.years),
        "series": [vars(each) for each in carried.series],
        "groups": carried.groups.shape[1],
        "draws": int(carried.burden_rate.size),
        "run_draws": run_draws,
        "burden_rate": carried.burden_rate.tolist(),
        "half_life": carried.half_life.tolist(),
        "income": carried.income.tolist(),
        "adults": carried.adults.tolist(),
        "central": {name: value.tolist() for name, value in carried.central.items()},
        "funder": carried.funder,
        "perspectives": {**{name: [name] for name in PERSPECTIVES["society"]}, **_perspectives()},
        "consequences": [kind for kind in KINDS if follows(kind)],
        "schedules": _schedules(),
        "largest_share_without_cost": LARGEST_SHARE_WITHOUT_COST,
        "blocks": names,
        "scales": packed.scales,
        "told_from": packed.told_from,
        "data": packed.text,
    }


def _beside(names: list[list[Any]], blocks: list[FloatArray]) -> list[float]:
    """For each block the largest value of its option among those of its kind."""
    most: dict[tuple[int, str], float] = {}
    for (option, kind, *_), block in zip(names, blocks, strict=True):
        largest = float(np.abs(block).max(initial=0.0))
        most[option, kind] = max(most.get((option, kind), 0.0), largest)
    return [most[option, kind] for option, kind, *_ in names]


def _perspectives() -> dict[str, list[str]]:
    return {name: list(parties) for name, parties in PERSPECTIVES.items()}


def _schedules() -> dict[str, list[list[float | None]]]:
    """Last period and rate of each stretch; no last period where it does not end."""
    return {
        name: [[last if np.isfinite(last) else None, rate] for last, rate in steps]
        for name, steps in SCHEDULES.items()
    }


def _repeated(carried: Carried) -> dict[int, int]:
    """Options that are another one again, since they fit the envelope whole."""
    found = {}
    for option in range(len(carried.options)):
        for earlier in range(option):
            if earlier not in found and np.array_equal(
                carried.flows[option], carried.flows[earlier]
            ):
                found[option] = earlier
                break
    return found


def _blocks(carried: Carried) -> list[tuple[int, str, int, FloatArray]]:
    """Option, kind, number and (year, draw) of everything that goes by draw."""
    found = []
    for option in range(len(carried.options)):
        for number in range(len(carried.series)):
            found.append((option, "flows", number, carried.flows[option, number]))
            found.append((option, "tails", number, carried.tails[option, number][None]))
        for number in range(carried.groups.shape[1]):
            found.append((option, "groups", number, carried.groups[option, number]))
            found.append((option, "group_tails", number, carried.group_tails[option, number][None]))
        found.append((option, "resolved", 0, carried.resolved[option]))
    return found


def from_record(record: Mapping[str, Any]) -> Carried:
    """What `as_record` wrote, as arrays again: the draws carried, to 16 bits."""
    options, years, draws = len(record["options"]), len(record["years"]), record["draws"]
    series, groups = len(record["series"]), record["groups"]
    arrays = {
        "flows": np.zeros((options, series, years, draws)),
        "tails": np.zeros((options, series, 1, draws)),
        "groups": np.zeros((options, groups, years, draws)),
        "group_tails": np.zeros((options, groups, 1, draws)),
        "resolved": np.zeros((options, 1, years, draws)),
    }
    counts = [each[3] for each in record["blocks"]]
    told = [each and (each[0], each[1]) for each in record["told_from"]]
    packed = Packed(record["scales"], told, record["data"])
    for (option, kind, number, _), block in zip(
        record["blocks"], unpack(packed, counts, draws), strict=True
    ):
        arrays[kind][option, number] = block
    arrays = {kind: values[record["same_as"]] for kind, values in arrays.items()}
    return Carried(
        options=tuple(record["options"]),
        years=tuple(record["years"]),
        series=tuple(Series(**each) for each in record["series"]),
        flows=arrays["flows"],
        tails=arrays["tails"][:, :, 0],
        resolved=arrays["resolved"][:, 0],
        groups=arrays["groups"],
        group_tails=arrays["group_tails"][:, :, 0],
        burden_rate=np.array(record["burden_rate"]),
        half_life=np.array(record["half_life"]),
        income=np.array(record["income"]),
        adults=np.array(record["adults"]),
        central={name: np.array(value) for name, value in record["central"].items()},
        funder=record["funder"],
    )
