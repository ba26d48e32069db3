"""Boxes and bands of the journeys: what goes in comes out, loops stand apart, little is lost."""

from __future__ import annotations

import pytest

from justice_finance.reporting.content import Report, best_of, report_of
from justice_finance.reporting.fewer_boxes import with_fewer_boxes
from justice_finance.reporting.journey_bands import JourneyGraph, journey_graph
from justice_finance.reporting.journey_picture import journey_pack
from justice_finance.reporting.journeys import JourneyMove, JourneyNode
from justice_finance.vocabulary import BUSINESS_AS_USUAL as COMPARATOR
from tests.reporting.sample import sample

MOVES = {
    ("fresh", "begins"): 900.0, ("returned", "begins"): 100.0,
    ("open_at_start", "stuck"): 50.0,
    ("begins", "never"): 200.0, ("begins", "elders"): 700.0, ("begins", "lawyer"): 99.0,
    ("begins", "friend"): 1.0,
    ("elders", "settled"): 400.0, ("elders", "stuck"): 500.0,
    ("lawyer", "filing"): 90.0, ("lawyer", "settled"): 9.0, ("friend", "settled"): 1.0,
    ("filing", "court"): 60.0, ("filing", "small_court"): 30.0,
    ("court", "settled"): 55.0, ("court", "still_open"): 5.0, ("small_court", "settled"): 30.0,
    ("stuck", "elders"): 200.0, ("stuck", "settled"): 300.0, ("stuck", "still_open"): 50.0,
}  # fmt: skip
ENDS = ("settled", "never", "still_open")
STEPS = ("elders", "lawyer", "friend", "filing", "court", "small_court", "stuck", "new")


def graph_of(moves: dict[tuple[str, str], float]) -> JourneyGraph:
    after = {**moves, ("begins", "new"): 20.0, ("new", "settled"): 20.0}
    after["begins", "elders"] -= 20.0
    rows = [
        JourneyMove(name, *edge, people)
        for name, each in ((COMPARATOR, moves), ("option", after))
        for edge, people in each.items()
    ]
    nodes = [
        JourneyNode(COMPARATOR, stage, key, key.capitalize(), 1.0, key == "settled")
        for stage, keys in (("step", STEPS), ("end", ENDS))
        for key in keys
    ]
    graph = journey_graph(rows, nodes, "option")
    assert graph is not None
    return graph


def test_a_loop_is_cut_where_fewer_go_and_said() -> None:
    graph = graph_of(MOVES)
    assert graph.back == {("stuck", "elders"): 200.0}
    assert ("elders", "stuck") in graph.bands
    boxes = {box.key: box for box in graph.boxes}
    assert boxes["elders"].before == 900.0
    assert boxes["elders"].again == 200.0


def test_bands_go_to_the_right_and_starts_and_ends_stand_at_the_sides() -> None:
    graph = graph_of(MOVES)
    column = {box.key: box.column for box in graph.boxes}
    assert all(column[a] < column[b] for a, b in graph.bands)
    assert column["begun"] == column["open_at_start"] == 0
    assert {column[key] for key in ENDS} == {max(column.values())}


def test_a_state_where_nobody_stays_takes_in_what_follows_it() -> None:
    graph = graph_of(MOVES)
    assert graph.bands["lawyer", "filing"] == 90.0
    assert graph.bands["filing", "settled"] == 85.0
    assert graph.bands["filing", "still_open"] == 5.0
    assert not {"court", "small_court", "begins"} & {box.key for box in graph.boxes}


def test_what_is_not_drawn_is_said() -> None:
    graph = graph_of(MOVES)
    assert [box.key for box in graph.few] == ["friend"]
    assert graph.left_out == {("begun", "friend"): 1.0, ("friend", "settled"): 1.0}
    assert [(box.key, box.after) for box in graph.only_after] == [("new", 20.0)]


def test_two_small_steps_stand_together() -> None:
    few = {("begins", f"small_{n}"): 5.0 for n in (1, 2)}
    few |= {(f"small_{n}", "settled"): 5.0 for n in (1, 2)}
    rows = [JourneyMove(COMPARATOR, *edge, n) for edge, n in {**MOVES, **few}.items()]
    nodes = [
        JourneyNode(COMPARATOR, stage, key, key, 1.0)
        for stage, keys in (("step", (*STEPS, "small_1", "small_2")), ("end", ENDS))
        for key in keys
    ]
    graph = journey_graph(rows, nodes, "option")
    assert graph is not None
    assert graph.bands["begun", "other_steps"] == 11.0
    assert graph.bands["other_steps", "settled"] == 11.0


def test_small_steps_of_a_column_stand_together_and_nobody_is_lost() -> None:
    few = {("begins", "lawyer"): 40.0, ("lawyer", "filing"): 36.0, ("lawyer", "settled"): 4.0}
    few |= {("filing", "court"): 20.0, ("filing", "small_court"): 16.0}
    few |= {("court", "settled"): 15.0, ("small_court", "settled"): 16.0}
    graph = graph_of({**MOVES, **few})
    small = with_fewer_boxes(graph)
    (key,) = small.together
    assert {box.key for box in small.together[key]} == {"lawyer", "friend"}
    shown = {box.key: box for box in (*small.boxes, *small.few)}
    assert shown[key].before == sum(box.before for box in small.together[key])
    whole = {**small.bands, **small.left_out, **small.back}
    before = {**graph.bands, **graph.left_out, **graph.back}
    assert sum(whole.values()) == pytest.approx(sum(before.values()))
    assert all(people < small.least for people in small.left_out.values())
    ends = {box.key: box.before for box in graph.boxes if box.stage == "end"}
    assert ends == {box.key: box.before for box in shown.values() if box.stage == "end"}


def test_without_moves_there_is_no_picture() -> None:
    assert journey_graph([], [], "option") is None


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(sample(draws=16, years=4, short=True, variants=False))


def test_what_comes_into_a_step_of_the_sample_goes_out(report: Report) -> None:
    option = best_of(report.headline).option
    graph = journey_graph(report.journey_moves, report.journey_nodes, option)
    assert graph is not None
    every = {**graph.bands, **graph.back, **graph.left_out}
    for box in (*graph.boxes, *graph.few):
        into = sum(people for (_, to), people in every.items() if to == box.key)
        out = sum(people for (origin, _), people in every.items() if origin == box.key)
        assert box.before == pytest.approx(out if box.stage == "people" else into, rel=1e-9)
        if box.stage == "step":
            assert into == pytest.approx(out, rel=1e-9)


def test_ends_of_the_picture_are_those_of_the_table(report: Report) -> None:
    graph = journey_graph(report.journey_moves, report.journey_nodes, "paralegals_volunteer")
    assert graph is not None
    for option, at in ((COMPARATOR, "before"), ("paralegals_volunteer", "after")):
        ends = {n.member: n.people for n in report.journey_nodes
                if n.option == option and n.stage == "end"}  # fmt: skip
        for box in graph.boxes:
            if box.stage == "end":
                assert getattr(box, at) == pytest.approx(ends[box.key], rel=1e-9)


def test_fewer_boxes_lose_nobody_of_the_sample(report: Report) -> None:
    option = best_of(report.headline).option
    graph = journey_graph(report.journey_moves, report.journey_nodes, option)
    assert graph is not None
    small = with_fewer_boxes(graph)
    assert len(small.boxes) < len(graph.boxes)
    for stage in ("people", "end"):
        for at in ("before", "after"):
            told, kept = (
                sum(getattr(box, at) for box in (*one.boxes, *one.few) if box.stage == stage)
                for one in (graph, small)
            )
            assert kept == pytest.approx(told, rel=1e-9)
    every = {**small.bands, **small.back, **small.left_out}
    for box in (*small.boxes, *small.few):
        if box.stage == "step":
            into = sum(people for (_, to), people in every.items() if to == box.key)
            out = sum(people for (origin, _), people in every.items() if origin == box.key)
            assert box.before == pytest.approx(into, rel=1e-9)
            assert into == pytest.approx(out, rel=1e-9)


def test_the_sentence_adds_up(report: Report) -> None:
    pack = journey_pack(report)
    assert pack is not None
    (sentence,) = pack.sentences
    nodes = [n for n in report.journey_nodes if n.option == COMPARATOR and n.stage == "end"]
    resolved = sum(n.people for n in nodes if n.resolved)
    assert {n.member for n in nodes if n.resolved} == {"settled", "decided"}
    assert f"{resolved / 1e6:.1f}\u00a0million are resolved" in sentence
