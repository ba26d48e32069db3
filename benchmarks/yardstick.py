"""Build the plain C loop, hand it a realised network, and read what it counted."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.addresses import key_of_run
from justice_finance.engines.event.parameters import Parameters, Row
from justice_finance.engines.sampling import NO_TABLE, PreparedTime, Table
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import DAYS_PER_YEAR, Driver, StateKind

SOURCES = Path(__file__).parent / "c"
FLAGS = ("-O3", "-ffp-contract=off")
MAGIC = 0x4A4E4554
NO_LIMIT = 1 << 60
PREPARED = np.dtype(
    [("scale", "<f8"), ("shape", "<f8"), ("second", "<f8"), ("form", "<i4"), ("table", "<i4")]
)


class NoCompiler(RuntimeError):
    """There is no C compiler, or it failed; the text says which."""


def compiler() -> str | None:
    """The C compiler: what the environment variable CC names, else `cc`."""
    return shutil.which(os.environ.get("CC") or "cc")


def build(folder: Path) -> Path:
    """Compile the loop into a folder; returns the program."""
    found = compiler()
    if found is None:
        raise NoCompiler("no C compiler (cc) was found")
    program = folder / "journeys"
    command = [found, *FLAGS, "-o", str(program), str(SOURCES / "journeys.c"), "-lm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoCompiler(f"{' '.join(command)} failed: {done.stderr.strip()[:500]}")
    return program


def run(program: Path, realised: Realised, seed: int = 1, replication: int = 0) -> dict[str, Any]:
    """Run the loop on the first draw of a realised network.

    Returns
    -------
    dict
        What the program printed, with counts as arrays by the names of `results.flows.Flows`:
        (Y, C), (Y, C, N), (Y, C, V) or (Y, V); and `money` (Y, C, V).
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network"
        path.write_bytes(flat(realised, seed, replication))
        done = subprocess.run(
            [str(program), str(path)], capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        raise RuntimeError(f"the C loop failed: {done.stderr.strip()[:500]}")
    axes = realised.axes
    years, classes = len(axes.years), axes.class_problem.size
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(
        ("entries", "open_days", "stock_end"), (classes, len(axes.states))
    )
    shapes |= dict.fromkeys(
        ("waiting_days", "visits", "sittings", "completed", "gave_up", "turned_away", "money"),
        (classes, len(axes.services)),
    )
    shapes |= {"fresh": (classes,), "hours_used": (len(axes.services),)}
    shapes |= {"queue_end": (len(axes.services),)}
    told: dict[str, Any] = json.loads(done.stdout)
    for name, shape in shapes.items():
        told[name] = np.array(told[name], dtype=np.float64).reshape(years, *shape)
    return told


def flat(realised: Realised, seed: int = 1, replication: int = 0) -> bytes:
    """The file that the C loop reads: whole numbers and doubles in the order of `c/network.h`.

    Raises
    ------
    ValueError
        Where the network has what the loop does not know: several sites, people there on day 0,
        problems that return or set off others, losses that linger.
    """
    _refuse_what_the_loop_lacks(realised)
    parameters = Parameters(realised, 0, 1.0)
    years, classes = parameters.years, parameters.classes
    states, services = parameters.states, parameters.services
    tables = _Tables()
    row_of_place, rows = _rows(parameters, realised)
    priority = realised.services.priority
    rank = np.searchsorted(np.unique(priority), priority)
    key0, key1 = key_of_run(seed, replication)
    by_service = range(years * classes * services)
    yearly = range(years * services)
    prepared = [
        tables.block(parameters.wait[place] for place in range(years * classes * states)),
        tables.block(parameters.work[place] for place in by_service),
        tables.block(parameters.parties[place] for place in yearly),
    ]
    fixed = [not geometric for geometric in parameters.geometric_sittings]
    settled = [
        parameters.sittings[place] if fixed[place % services] else (1, 0.0) for place in by_service
    ]
    head = [MAGIC, classes, states, services, years, int(rank.max(initial=0)) + 1, len(rows)]
    head += [sum(len(bounds) for bounds, _ in rows), len(tables.tables), key0, key1]
    blocks = [
        _words(head, "<i8"),
        _words([parameters.horizon, _ticks_per_day(realised)]),
        _words(parameters.inflow_bound),
        _words(parameters.kept_share),
        _words(parameters.start, "<i4"),
        _words(parameters.kind, "<i4"),
        _words(parameters.service_of_state, "<i4"),
        _words(parameters.gives_up_to, "<i4"),
        _words(parameters.turned_away_to, "<i4"),
        _words(rank, "<i4"),
        _words(parameters.geometric_sittings, "<i4"),
        _words(row_of_place, "<i4"),
        _words(_spans(rows), "<i4"),
        _words([bound for bounds, _ in rows for bound in bounds]),
        _words([target for _, targets in rows for target in targets], "<i4"),
        *prepared,
        _words([value for table in tables.tables for value in table]),
        _words([least for least, _ in settled]),
        _words([one_more for _, one_more in settled]),
        _words([parameters.another[place] for place in by_service]),
        _words(parameters.notice),
        _words(parameters.patience),
        _words(parameters.days_per_hour),
        _words(
            [
                parameters.stations[place].servers
                if parameters.limited[place % services]
                else NO_LIMIT
                for place in yearly
            ],
            "<i8",
        ),
        _words(parameters.limit),
        _words(_prices(realised, Driver.VISIT)),
        _words(_prices(realised, Driver.SITTING)),
    ]
    return b"".join(blocks)


def _refuse_what_the_loop_lacks(realised: Realised) -> None:
    journeys, services, opening = realised.journeys, realised.services, realised.opening
    lacking = {
        "several sites": np.any(services.sites[services.limited] != 1),
        "people there on day 0": any(
            np.any(getattr(opening, name))
            for name in (
                "waiting",
                "queueing",
                "between_sittings",
                "dormant_returns",
                "dormant_knock_ons",
                "lingering",
            )
        ),
        "returning problems": np.any(journeys.returns_share),
        "knock-on problems": np.any(journeys.knock_on_share),
        "lingering losses": np.any(journeys.lingering_weight),
    }
    found = [name for name, present in lacking.items() if present]
    if found:
        raise ValueError(f"the C loop does not know {', '.join(found)}")


def _words(values: object, kind: str = "<f8") -> bytes:
    return np.ascontiguousarray(np.asarray(values), dtype=kind).tobytes()


class _Tables:
    """Gamma tables, each once, by number."""

    def __init__(self) -> None:
        self._number: dict[Table, int] = {}

    @property
    def tables(self) -> list[Table]:
        return list(self._number)

    def block(self, times: Iterable[PreparedTime]) -> bytes:
        """Prepared times as the C loop has them."""
        rows = []
        for form, scale, shape, second, table in times:
            number = 0 if table == NO_TABLE else self._number.setdefault(table, len(self._number))
            rows.append((scale, shape, second, form, number))
        return np.array(rows, dtype=PREPARED).tobytes()


def _rows(parameters: Parameters, realised: Realised) -> tuple[NDArray[np.int32], list[Row]]:
    """The row of moves of each (year, class, state); equal rows are kept once."""
    arcs, kind = realised.journeys.arc_probability[0], realised.journeys.kind
    out_of = realised.journeys.arc_from
    number: dict[Row, int] = {}
    row_of_place = np.full((parameters.years, parameters.classes, parameters.states), -1)
    for state in np.flatnonzero((kind == StateKind.WAIT) | (kind == StateKind.SERVICE)):
        leads_on = arcs[:, :, out_of == state].sum(axis=2) > 0.0
        for year, klass in zip(*np.nonzero(leads_on), strict=True):
            place = (int(year) * parameters.classes + int(klass)) * parameters.states + int(state)
            row = parameters.moves[place]
            row_of_place[year, klass, state] = number.setdefault(row, len(number))
    return row_of_place.astype(np.int32), list(number)


def _spans(rows: list[Row]) -> list[tuple[int, int]]:
    spans, start = [], 0
    for bounds, _ in rows:
        spans.append((start, len(bounds)))
        start += len(bounds)
    return spans


def _ticks_per_day(realised: Realised) -> float:
    """Buckets of the loop's calendar for each day: about sixteen for each journey that begins."""
    daily = float(realised.journeys.inflow_bound.sum()) / DAYS_PER_YEAR
    return 2.0 ** round(math.log2(max(1.0, 16.0 * daily)))


def _prices(realised: Realised, driver: Driver) -> NDArray[np.float64]:
    prices = np.zeros(len(realised.axes.services))
    for charge in realised.charges:
        if charge.driver == driver:
            prices[charge.index] += float(charge.price.flat[0])
    return prices


@dataclass(frozen=True)
class Build:
    """How the loop was built, for the table."""

    compiler: str
    flags: str = " ".join(FLAGS)


def build_said() -> Build | None:
    """Compiler and version, or None."""
    found = compiler()
    if found is None:
        return None
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    return Build(done.stdout.splitlines()[0] if done.stdout else found)
