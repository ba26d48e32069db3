"""People per move: flows into a state are its arrivals, flows out are all who left it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from justice_finance.engines.cohort import ENGINE as COHORT
from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE as EVENT
from justice_finance.results.charges import Charge
from justice_finance.results.dataset import assemble
from justice_finance.results.flows import Flows
from justice_finance.results.moves import BEGINNINGS, OPEN_AT_START, move_ends, move_flows
from justice_finance.results.pieces import collect
from justice_finance.runs.designs import sobol_design
from justice_finance.runs.plan import Request
from justice_finance.runs.run_id import plan_of
from justice_finance.runs.workers import Work
from justice_finance.scenario.realised import Realised
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study
from justice_finance.vocabulary import Driver
from tests.engines.networks import small_realised
from tests.results import made_up

NOBODYS = ("induced_court",)
"""Cases of the invented study that only load its court."""


def a_network(inflow: float = 400.0, draws: int = 2) -> Realised:
    """A loop, a queue that people leave and that turns them away, moves that change by year."""
    ramp = np.array([0.2, 0.5, 0.8])[None, :, None]
    return small_realised(
        {
            "begins": {"kind": "wait", "time": 0.0},
            "talks": {"kind": "wait", "time": 40.0},
            "court": {
                "kind": "service", "service": "court", "gives_up_to": "given_up",
                "turned_away_to": "talks",
            },
            "settled": {"kind": "resolution", "again_share": 0.2, "again_time": 200.0},
            "given_up": {"kind": "no_resolution", "again_share": 0.1, "again_time": 90.0},
        },
        {
            ("begins", "talks"): 1.0 - ramp, ("begins", "court"): ramp,
            ("talks", "settled"): 0.5, ("talks", "court"): 0.5,
            ("court", "settled"): ramp, ("court", "talks"): 1.0 - ramp,
        },
        {"court": {"staff": 0.1, "work_hours": 1.0, "patience": 400.0, "queue_limit": 20.0}},
        inflow=inflow, draws=draws, years=3, opening={"waiting": {"talks": 30.0}},
    )  # fmt: skip


def into_and_out(names: tuple[str, ...], people: np.ndarray) -> tuple[dict, dict]:
    into: dict[str, np.ndarray] = {}
    out: dict[str, np.ndarray] = {}
    for label, each in zip(names, people.T, strict=True):
        origin, end = move_ends(label)
        out[origin] = out.get(origin, 0.0) + each
        if origin != OPEN_AT_START:
            into[end] = into.get(end, 0.0) + each
    return into, out


def refuse_lost_people(realised: Realised, flows: Flows, counted: np.ndarray) -> None:
    """Arrivals come by moves and beginnings; who was there or arrived leaves, or is still open."""
    into, out = into_and_out(*move_flows(realised, flows))
    arrived = flows.entries.sum(axis=1)[:, counted].sum(axis=1)
    there = flows.opening_stock[:, counted].sum(axis=1)
    everyone = arrived.sum()
    for place, state in enumerate(realised.axes.states):
        found = into.get(state, 0.0 * arrived[:, 0])
        np.testing.assert_allclose(found, arrived[:, place], rtol=1e-9, atol=1e-9 * everyone)
        if realised.journeys.kind[place] < 2:
            left = out.get(state, 0.0 * arrived[:, 0])
            both = arrived[:, place] + there[:, place]
            np.testing.assert_allclose(left, both, rtol=1e-9, atol=1e-9 * everyone)
    for kind in BEGINNINGS:
        begun = getattr(flows, kind)[:, :, counted].sum(axis=(1, 2))
        np.testing.assert_allclose(out.get(kind, 0.0 * begun), begun, rtol=1e-9)


def test_moves_into_a_state_add_up_to_its_arrivals_in_a_network_with_a_loop_and_a_queue() -> None:
    realised = a_network()
    flows = COHORT.run(realised, Settings())
    assert flows.gave_up.sum() > 1.0
    assert flows.turned_away.sum() > 1.0
    assert flows.returned.sum() > 1.0
    names, _ = move_flows(realised, flows)
    assert {"court|given_up", "court|talks", "knocked_on|begins", "talks|still_open"} <= set(names)
    refuse_lost_people(realised, flows, np.array([True]))


def test_moves_into_a_state_add_up_to_its_arrivals_in_the_invented_study() -> None:
    study = load_study("scenarios/invented")
    recipes = recipes_of(study)
    plan = plan_of(study, recipes, Request("cohort", 4, 1, None))
    design = sobol_design(recipes.inputs.dimension, plan.draws, plan.seed)
    work = Work(recipes, plan, recipes.inputs.table(design.uniforms))
    rows = work.table.rows(slice(0, 4))
    for realised in recipes.realise_all(plan.headline_variant, rows, None, repeats=False):
        flows = COHORT.run(realised, work.settings)
        names = realised.axes.legal_problems
        problems = [place for place, name in enumerate(names) if name not in NOBODYS]
        counted = np.zeros(flows.fresh.shape[2], dtype=bool)
        counted[flows.lump_of_class] = np.isin(realised.axes.class_problem, problems)
        refuse_lost_people(realised, flows, counted)


def test_drawn_moves_agree_with_expected_ones() -> None:
    """Each of the n who leave by lot takes a move with chance p: variance n p (1 - p)."""
    realised = a_network(inflow=4000.0, draws=1)
    realised = replace(
        realised,
        journeys=replace(
            realised.journeys,
            arc_probability=np.repeat(realised.journeys.arc_probability[:, 1:2], 3, axis=1),
        ),
    )
    flows = EVENT.run(realised, Settings(seed=7))
    names, people = move_flows(realised, flows)
    found = dict(zip(names, people[0], strict=True))
    begun = flows.entries[0, ..., 0].sum()
    assert found["begins|talks"] == pytest.approx(0.5 * begun)
    into, _ = into_and_out(names, people)
    settled = flows.entries[0, ..., 3].sum()
    free = found["talks|settled"] + found["court|settled"]
    assert into["settled"][0] == pytest.approx(free)
    assert abs(settled - free) < 4.0 * np.sqrt(0.5 * free)
    assert settled != pytest.approx(free, rel=1e-12)


def test_cases_that_nobody_loses_by_are_nobodys_journey() -> None:
    size = made_up.Size(charges=0)
    luck = np.random.default_rng(5)
    outline, flows = made_up.outline(size, luck), made_up.flows(size, luck)
    price = np.where(outline.axes.class_problem == 1, 3.0, 0.0)[None, None]
    loss = Charge("onset_loss", "person", "resources", Driver.FRESH_PROBLEM, -1, price, "x")
    everybody, _ = into_and_out(*move_flows(outline, flows))
    second, _ = into_and_out(*move_flows(outline.but(charges=(loss,)), flows))
    of_second = outline.axes.class_problem[flows.lump_of_class] == 1
    resolved = flows.entries[..., -2].sum(axis=1)
    assert not np.allclose(second["wait_0"], everybody["wait_0"])
    begun = (flows.fresh + flows.returned + flows.knocked_on).sum(axis=1)
    np.testing.assert_allclose(second["wait_0"], begun[:, of_second].sum(axis=1))
    assert resolved.shape[1] == len(of_second)


def test_moves_of_scenarios_that_differ_stand_side_by_side() -> None:
    realised = a_network()
    without = replace(realised, name="without", opening=replace(
        realised.opening, waiting=realised.opening.waiting * 0.0))  # fmt: skip
    pieces = [collect(each, COHORT.run(each, Settings())) for each in (realised, without)]
    data = assemble(pieces, made_up.ATTRIBUTES)
    one = data["move_flows"].sel(move="open_at_start|talks", draw=0)
    assert one.sel(scenario="small") == pytest.approx(30.0)
    assert float(one.sel(scenario="without")) == 0.0
    assert one["move_to"] == "talks"
    assert one["move_from"] == OPEN_AT_START


def test_moves_have_the_same_bits_for_any_number_of_draws() -> None:
    realised = a_network(draws=6)
    scale = np.random.default_rng(3).uniform(0.5, 1.0, (6, 1, 1))
    inflow = realised.journeys.inflow * scale
    realised = replace(realised, journeys=replace(realised.journeys, inflow=inflow))
    flows = COHORT.run(realised, Settings())
    names, people = move_flows(realised, flows)
    for cut in (slice(0, 1), slice(2, 5)):
        few = replace(flows, **{
            name: value[cut] for name, value in vars(flows).items()
            if name not in ("lump_of_class", "waits")
        })  # fmt: skip
        journeys = replace(
            realised.journeys, arc_probability=realised.journeys.arc_probability[cut]
        )
        again, part = move_flows(replace(realised, journeys=journeys), few)
        assert again == names
        assert np.array_equal(part, people[cut])
