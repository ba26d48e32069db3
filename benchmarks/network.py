"""Read a network of services and journeys from a file that anyone may have written.

The form is that of `networks/jj12.json`: problems with arrivals per day, entry and moves; services
with servers, time and patience. Every mistake of a file is told together.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

JJ12 = Path(__file__).parent / "networks" / "jj12.json"

ENDS = ("resolved", "partly_resolved", "no_resolution")
FORMS = ("fixed", "exponential", "lognormal", "gamma")

MOST_BYTES = 4_000_000
MOST_SERVICES = 500
MOST_PROBLEMS = 500
MOST_SERVERS = 1_000_000
MOST_ARRIVALS_PER_DAY = 1_000_000.0
MOST_DAYS = 365.0 * 100
MOST_COEFFICIENT = 20.0
MOST_SHOWN = 20
ROW_TOLERANCE = 1e-6


class NetworkError(ValueError):
    """A network file that cannot be used; the text names every mistake."""


@dataclass(frozen=True)
class Service:
    """Servers alike with one queue.

    Attributes
    ----------
    servers : int
    form : str
        One of `FORMS`.
    mean_days : float
        Mean time at a server, days, above 0.
    coefficient_of_variation : float
        Standard deviation of that time by its mean; 1 for exponential, 0 for fixed.
    mean_patience_days : float
        Mean of the exponential patience of the full variant, days; infinite: nobody gives up.
    """

    servers: int
    form: str
    mean_days: float
    coefficient_of_variation: float
    mean_patience_days: float


@dataclass(frozen=True)
class Problem:
    """A kind of legal problem: how many begin, where they go first, where from there."""

    arrivals_per_day: float
    entry: dict[str, float]
    moves: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Network:
    """A whole network; order is that of the file."""

    name: str
    horizon_days: float
    problems: dict[str, Problem]
    services: dict[str, Service]


def read_network(path: Path) -> Network:
    """Read and check a network file.

    Raises
    ------
    NetworkError
        With every mistake found (the first twenty), each with where, found and expected.
    """
    return network_of(_parsed(path), str(path))


def _parsed(path: Path) -> object:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise NetworkError(f"{path}: cannot be read: {problem.strerror}") from None
    if len(content) > MOST_BYTES:
        raise NetworkError(f"{path}: larger than {MOST_BYTES:,} bytes")
    try:
        return json.loads(content, parse_constant=_refuse_constant, object_pairs_hook=_no_twins)
    except (ValueError, RecursionError) as problem:
        raise NetworkError(f"{path}: is no JSON that can be used: {problem}") from None


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twin!r} stands twice in one object")
    return keys


def network_of(given: object, where: str = "network") -> Network:
    """Check what a network file says; see `read_network`."""
    check = _Check()
    top = check.mapping(given, "the file")
    services = _services(check, top)
    problems = _problems(check, top, tuple(services))
    name = top.get("name", "a network")
    if not isinstance(name, str) or len(name) > 100 or not name.isprintable():
        check.refuse("name", name, "a printable text of at most 100 characters")
    horizon = check.number(top, "", "horizon_days", 1.0, MOST_DAYS)
    if check.mistakes:
        shown = check.mistakes[:MOST_SHOWN]
        if len(check.mistakes) > MOST_SHOWN:
            shown.append(f"and {len(check.mistakes) - MOST_SHOWN} more")
        raise NetworkError("\n".join([f"{where}: this network cannot be used", *shown]))
    return Network(str(name), horizon, problems, services)


def _services(check: _Check, top: Mapping[str, Any]) -> dict[str, Service]:
    services = {}
    given = check.named(top, "services", MOST_SERVICES)
    for name, value in given.items():
        where = f"services.{name}"
        if name in ENDS or not name:
            check.refuse(where, name, "a name that is none of the ends " + ", ".join(ENDS))
        row = check.mapping(value, where)
        form = row.get("time")
        if not isinstance(form, str) or form not in FORMS:
            check.refuse(f"{where}.time", form, "one of " + ", ".join(FORMS))
            form = "exponential"
        spread = {"exponential": 1.0, "fixed": 0.0}.get(form)
        given_spread = check.number(
            row, where, "coefficient_of_variation", 0.0, MOST_COEFFICIENT, spread
        )
        if given_spread != (given_spread if spread is None else spread) or (
            spread is None and given_spread <= 0.0
        ):
            wanted = "above 0" if spread is None else f"{spread:g} for {form}"
            check.refuse(f"{where}.coefficient_of_variation", given_spread, wanted)
        services[name] = Service(
            servers=check.whole(row, where, "servers", 1, MOST_SERVERS),
            form=form,
            mean_days=check.number(row, where, "mean_days", 1e-9, MOST_DAYS),
            coefficient_of_variation=given_spread,
            mean_patience_days=check.number(
                row, where, "mean_patience_days", 1e-9, 1e9, missing=math.inf
            ),
        )
    return services


def _problems(
    check: _Check, top: Mapping[str, Any], services: tuple[str, ...]
) -> dict[str, Problem]:
    problems = {}
    for name, value in check.named(top, "problems", MOST_PROBLEMS).items():
        where = f"problems.{name}"
        row = check.mapping(value, where)
        arrivals = check.number(row, where, "arrivals_per_day", 0.0, MOST_ARRIVALS_PER_DAY)
        entry = check.shares(row.get("entry"), f"{where}.entry", services)
        moves = {}
        for left, shares in check.mapping(row.get("moves"), f"{where}.moves").items():
            if left not in services:
                check.refuse(f"{where}.moves.{left}", left, "the name of a service")
                continue
            moves[left] = check.shares(shares, f"{where}.moves.{left}", (*services, *ENDS))
        reached, row_of = set(entry), list(entry)
        while row_of:
            left = row_of.pop()
            if left in services and left not in moves:
                check.refuse(f"{where}.moves", f"no row for {left}", "a row for each one reached")
            for target in moves.get(left, {}):
                if target not in reached:
                    reached.add(target)
                    row_of.append(target)
        if not reached & set(ENDS):
            check.refuse(where, "no end is ever reached", "a way to one of " + ", ".join(ENDS))
        problems[name] = Problem(arrivals, entry, moves)
    if problems and not any(problem.arrivals_per_day > 0.0 for problem in problems.values()):
        check.refuse("problems", "no arrivals", "a problem with arrivals_per_day above 0")
    return problems


class _Check:
    """Collects mistakes; every answer can be worked with, also after a mistake."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def refuse(self, where: str, found: object, expected: str) -> None:
        shown = repr(found)
        if len(shown) > 80:
            shown = shown[:77] + "..."
        place = where if where.isprintable() else ascii(where)
        self.mistakes.append(f"  {place[:200]}: found {shown}, expected {expected}")

    def mapping(self, value: object, where: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self.refuse(where, value, "an object with named members")
        return {}

    def named(self, top: Mapping[str, Any], key: str, most: int) -> Mapping[str, Any]:
        given = self.mapping(top.get(key), key)
        if top.get(key) == {}:
            self.refuse(key, {}, "at least one member")
        if len(given) > most:
            self.refuse(key, f"{len(given)} members", f"at most {most}")
            return {}
        return given

    def number(
        self,
        row: Mapping[str, Any],
        where: str,
        key: str,
        least: float,
        most: float,
        missing: float | None = None,
    ) -> float:
        value = row.get(key)
        if value is None and key not in row and missing is not None:
            return missing
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            found: object = value if key in row else "nothing"
            self.refuse(f"{where}.{key}".lstrip("."), found, "a number")
            return least
        if not least <= value <= most:
            self.refuse(f"{where}.{key}".lstrip("."), value, f"{least:g} to {most:g}")
            return least
        return float(value)

    def whole(self, row: Mapping[str, Any], where: str, key: str, least: int, most: int) -> int:
        value = self.number(row, where, key, least, most)
        if value != int(value):
            self.refuse(f"{where}.{key}", value, "a whole number")
        return int(value)

    def shares(self, given: object, where: str, targets: tuple[str, ...]) -> dict[str, float]:
        row = self.mapping(given, where)
        shares = {}
        for target in row:
            if target not in targets:
                self.refuse(f"{where}.{target}", target, "a service or an end")
                continue
            share = self.number(row, where, target, 0.0, 1.0)
            if share > 0.0:
                shares[target] = share
        total = math.fsum(shares.values())
        if abs(total - 1.0) > ROW_TOLERANCE:
            self.refuse(where, f"shares that sum to {total:.9g}", "a sum of 1")
        return shares
