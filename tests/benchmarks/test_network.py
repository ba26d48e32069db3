"""A network file is untrusted: what is wrong with it is told, all of it, and nothing is run."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.network import ENDS, JJ12, MOST_BYTES, NetworkError, network_of, read_network
from benchmarks.realising import realise
from benchmarks.variants import ADDITIONS, FULL, PORTABLE

GIVEN: dict[str, Any] = json.loads(JJ12.read_text(encoding="utf-8"))

Break = Callable[[dict[str, Any]], object]

BROKEN: dict[str, tuple[Break, str]] = {
    "no services": (lambda n: n.pop("services"), "services: found None"),
    "nothing in services": (lambda n: n.update(services={}), "services: found {}"),
    "services a list": (lambda n: n.update(services=[1]), "services: found [1]"),
    "no servers": (lambda n: n["services"]["police"].update(servers=0), "services.police.servers"),
    "half a server": (
        lambda n: n["services"]["police"].update(servers=1.5),
        "services.police.servers: found 1.5, expected a whole number",
    ),
    "servers true": (
        lambda n: n["services"]["police"].update(servers=True),
        "services.police.servers: found True, expected a number",
    ),
    "unknown form": (
        lambda n: n["services"]["police"].update(time="cauchy"),
        "services.police.time: found 'cauchy', expected one of",
    ),
    "form a list": (lambda n: n["services"]["police"].update(time=[]), "services.police.time"),
    "spread of an exponential": (
        lambda n: n["services"]["police"].update(coefficient_of_variation=2.0),
        "services.police.coefficient_of_variation: found 2.0, expected 1 for exponential",
    ),
    "negative time": (
        lambda n: n["services"]["police"].update(mean_days=-1.0),
        "services.police.mean_days: found -1.0",
    ),
    "no time": (lambda n: n["services"]["police"].pop("mean_days"), "police.mean_days: found 'no"),
    "a move to nowhere": (
        lambda n: n["problems"]["family"]["moves"]["police"].update(moon=0.1),
        "problems.family.moves.police.moon",
    ),
    "moves from nowhere": (
        lambda n: n["problems"]["family"]["moves"].update(moon={"resolved": 1.0}),
        "problems.family.moves.moon",
    ),
    "a row of less than one": (
        lambda n: n["problems"]["family"]["moves"]["police"].update(resolved=0.1),
        "problems.family.moves.police: found 'shares that sum to 0.9'",
    ),
    "a share above one": (
        lambda n: n["problems"]["family"]["entry"].update(police=1.5),
        "problems.family.entry.police: found 1.5",
    ),
    "a row that is missing": (
        lambda n: n["problems"]["family"]["moves"].pop("police"),
        "problems.family.moves: found 'no row for police'",
    ),
    "no way out": (
        lambda n: n["problems"]["family"].update(
            entry={"police": 1.0}, moves={"police": {"police": 1.0}}
        ),
        "problems.family: found 'no end is ever reached'",
    ),
    "no entry": (lambda n: n["problems"]["family"].pop("entry"), "problems.family.entry"),
    "nobody comes": (
        lambda n: [p.update(arrivals_per_day=0) for p in n["problems"].values()],
        "problems: found 'no arrivals'",
    ),
    "endless arrivals": (
        lambda n: n["problems"]["family"].update(arrivals_per_day=1e300),
        "problems.family.arrivals_per_day: found 1e+300",
    ),
    "no horizon": (lambda n: n.pop("horizon_days"), "horizon_days: found 'nothing'"),
    "a service named as an end": (
        lambda n: n["services"].update(resolved=n["services"]["police"]),
        "services.resolved",
    ),
    "too many services": (
        lambda n: n.update(services={f"s{i}": n["services"]["police"] for i in range(501)}),
        "services: found '501 members'",
    ),
    "a name of many lines": (lambda n: n.update(name="a\nb"), "name: found 'a\\nb'"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_network_is_refused_with_the_place(case: str) -> None:
    break_it, said = BROKEN[case]
    given = copy.deepcopy(GIVEN)
    network_of(given)
    break_it(given)
    with pytest.raises(NetworkError) as refused:
        network_of(given, "broken.json")
    assert said in str(refused.value)
    assert str(refused.value).startswith("broken.json")


def test_all_mistakes_are_told_together() -> None:
    given = copy.deepcopy(GIVEN)
    given["services"]["police"]["servers"] = 0
    given["problems"]["land"]["entry"]["police"] = 2.0
    with pytest.raises(NetworkError) as refused:
        network_of(given)
    assert "services.police.servers" in str(refused.value)
    assert "problems.land.entry.police" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"name": NaN}', "NaN is no number"),
        (b'{"name": "a", "name": "b"}', "stands twice"),
        (b"[1]", "the file: found [1]"),
        (b" " * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_network_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(NetworkError, match=said.replace("[", r"\[")):
        read_network(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="cannot be read"):
        read_network(tmp_path / "nowhere.json")


def test_jj12_has_the_traffic_that_its_file_expects() -> None:
    """Visits per journey and utilisation, solved from the moves as the engines get them."""
    network = read_network(JJ12)
    realised = realise(network, PORTABLE, 1)
    journeys = realised.journeys
    states = len(realised.axes.states)
    visits = np.zeros(states)
    for klass, rate in enumerate(journeys.inflow[0, 0]):
        moves = np.zeros((states, states))
        np.add.at(
            moves,
            (journeys.arc_from, journeys.arc_to),
            journeys.arc_probability[0, 0, klass],
        )
        visits += rate * np.linalg.solve(np.eye(states) - moves.T, np.eye(states)[0])
    count = len(realised.axes.services)
    at_services = visits[1 : 1 + count]
    per_journey = at_services.sum() / journeys.inflow.sum()
    assert per_journey == pytest.approx(GIVEN["expected"]["visits_per_journey"], rel=1e-12)
    load = at_services * realised.services.work_hours[0, 0, 0]
    capacity = realised.services.staff[0, 0] * realised.services.productive_hours[0, 0]
    stated = [service["utilisation"] for service in GIVEN["services"].values()]
    np.testing.assert_allclose(load / capacity, stated, rtol=1e-3)


def test_the_full_variant_keeps_people_and_work_of_the_portable_one() -> None:
    network = read_network(JJ12)
    portable, full = realise(network, PORTABLE, 4), realise(network, FULL, 4, ADDITIONS)
    assert full.journeys.inflow.sum() == pytest.approx(portable.journeys.inflow.sum())
    urgent = full.axes.class_seriousness == 0
    assert full.journeys.inflow[0, 0, urgent].sum() / full.journeys.inflow[
        0, 0
    ].sum() == pytest.approx(0.2)
    work = full.services.work_hours * full.services.sittings
    np.testing.assert_allclose(work[0, 0, 0], portable.services.work_hours[0, 0, 0])
    assert (np.diff(full.services.staff[0], axis=0) != 0).any(axis=0).sum() > 6
    assert np.isfinite(full.services.patience).all()
    assert set(ENDS) < set(full.axes.states)
