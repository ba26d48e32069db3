"""Following classes that move alike as one is exact; classes that do not are kept apart."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

DRAWS, YEARS, PROBLEMS, GROUPS, SERIOUSNESS = 3, 4, 2, 3, 2
CLASSES = PROBLEMS * GROUPS * SERIOUSNESS
GROUP_SHARE = np.array([0.5, 0.3, 0.2])


def country(**changes: Any) -> Realised:
    """Two problems, three groups that move alike, two classes of seriousness; a full court."""
    rng = np.random.default_rng(5)
    problem, group, seriousness = np.indices((PROBLEMS, GROUPS, SERIOUSNESS)).reshape(3, -1)
    kind = problem * SERIOUSNESS + seriousness
    by_draw = rng.uniform(0.8, 1.2, (DRAWS, 1, 1))
    rate = np.array([300.0, 100.0, 500.0, 50.0])[kind] * GROUP_SHARE[group]
    growth = 1.03 ** np.arange(YEARS)[None, :, None]
    states = {
        "think": {
            "kind": "wait",
            "time": {"mean": np.array([60.0, 90.0, 30.0, 10.0])[kind] * by_draw},
        },
        "court": {"kind": "service", "service": "court", "gives_up_to": "lost"},
        "resolved": {"kind": "resolution", "again_share": 0.2, "again_time": 200.0},
        "lost": {"kind": "no_resolution", "again_share": 0.3, "again_time": 100.0},
    }
    share = rng.uniform(0.3, 0.7, 4)[kind]
    arcs = {
        ("think", "court"): share,
        ("think", "lost"): 1.0 - share,
        ("court", "resolved"): 0.8,
        ("court", "lost"): 0.2,
    }
    services = {
        "court": {
            "staff": 0.9,
            "work_hours": np.array([1.0, 3.0, 1.0, 2.0])[kind],
            "sittings": 2.5,
            "sittings_form": "geometric",
            "notice_time": 20.0,
            "parties_time": 30.0,
            "patience": 200.0,
        }
    }
    given: dict[str, Any] = {
        "inflow": rate * growth * by_draw,
        "opening": {
            "waiting": {"think": 0.2 * rate},
            "queueing": {"court": 0.1 * rate},
            "queue_days": {"court": 90.0},
            "lingering": rate,
        },
        "knock_on_problem": [[0.6, 0.4], [0.1, 0.9]],
        "seriousness_share": [[0.75, 0.25], [0.9, 0.1]],
    }
    given |= changes
    return small_realised(
        states,
        arcs,
        services,
        draws=DRAWS,
        years=YEARS,
        problems=PROBLEMS,
        groups=GROUPS,
        seriousness=SERIOUSNESS,
        **given,
    )


def by_class(flows: Flows, name: str) -> np.ndarray:
    """A flow by class: (D, Y, C, ...)."""
    of_lump = getattr(flows, name)[:, :, flows.lump_of_class]
    share = flows.share_of_lump[:, None]
    return of_lump * share.reshape(share.shape + (1,) * (of_lump.ndim - 3))


NAMES = [
    "fresh",
    "returned",
    "knocked_on",
    "entries",
    "open_days",
    "lingering_days",
    "waiting_days",
    "visits",
    "sittings",
    "completed",
    "gave_up",
    "stock_end",
    "dormant_end",
    "lingering_end",
]


def assert_equal(realised: Realised, lumps: int) -> None:
    one = ENGINE.run(realised, Settings())
    apart = ENGINE.run(realised, Settings(), lump=False)
    assert one.fresh.shape[2] == lumps
    assert apart.fresh.shape[2] == CLASSES
    np.testing.assert_allclose(
        [one.share_of_lump[:, one.lump_of_class == n].sum(axis=1) for n in range(lumps)], 1.0
    )
    for name in NAMES:
        expected = by_class(apart, name)
        scale = 1e-12 * np.abs(expected).max()
        np.testing.assert_allclose(by_class(one, name), expected, rtol=1e-12, atol=scale)


def test_groups_that_move_alike_are_one_lump_and_nothing_changes() -> None:
    assert_equal(country(), lumps=4)


def test_a_group_that_grows_otherwise_is_kept_apart() -> None:
    realised = country()
    inflow = realised.journeys.inflow.copy()
    inflow[:, -1, realised.axes.class_group == 2] *= 1.1
    journeys = dataclasses.replace(realised.journeys, inflow=inflow)
    # its knock-on problems reach other groups' lumps in no other way: the group stays
    flows = ENGINE.run(dataclasses.replace(realised, journeys=journeys), Settings())
    assert flows.fresh.shape[2] == 8


def test_a_group_that_moves_otherwise_in_one_draw_is_kept_apart() -> None:
    realised = country()
    probability = realised.journeys.arc_probability.copy()
    one = (realised.axes.class_group == 1) & (realised.axes.class_problem == 0)
    probability[2, 1, one, :2] = [0.9, 0.1]
    journeys = dataclasses.replace(realised.journeys, arc_probability=probability)
    # and since knock-on problems keep their group, they reach no other groups in proportion
    assert_equal(dataclasses.replace(realised, journeys=journeys), lumps=CLASSES)


@pytest.mark.parametrize("twist", [0.5, 2.0])
def test_knock_on_problems_in_other_proportions_keep_classes_apart(twist: float) -> None:
    realised = country()
    inflow = realised.journeys.inflow.copy()
    changed = (realised.axes.class_problem == 0) & (realised.axes.class_group == 0)
    inflow[:, :, changed] *= twist
    opening = realised.opening
    waiting, queueing, lingering = (
        np.array(a) for a in (opening.waiting, opening.queueing, opening.lingering)
    )
    for stock in (waiting, queueing, lingering):
        stock[:, changed] *= twist
    realised = dataclasses.replace(
        realised,
        journeys=dataclasses.replace(realised.journeys, inflow=inflow),
        opening=dataclasses.replace(
            opening, waiting=waiting, queueing=queueing, lingering=lingering
        ),
    )
    assert_equal(realised, lumps=CLASSES)
