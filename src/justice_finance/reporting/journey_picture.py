"""The picture of the journeys, and the words that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import floor, log10

from justice_finance.charts import journey_flow
from justice_finance.charts.flow_layout import Flow
from justice_finance.charts.journey_flow import Box
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import table_of
from justice_finance.charts.rounding import MINUS, Estimate, count_text
from justice_finance.reporting.captions import caption_of, pack_of
from justice_finance.reporting.content import About, Report, best_of
from justice_finance.reporting.journey_bands import (
    BEGUN,
    JourneyBox,
    JourneyGraph,
    journey_graph,
)
from justice_finance.reporting.journeys import END, PEOPLE, STEP, STILL_OPEN
from justice_finance.reporting.sentences import quoted
from justice_finance.vocabulary import BUSINESS_AS_USUAL as COMPARATOR


def journey_pack(report: Report) -> Pack | None:
    """Where people go and how it ends in business as usual, and what the best option changes."""
    about, best = report.about, best_of(report.headline)
    graph = journey_graph(report.journey_moves, report.journey_nodes, best.option)
    if graph is None:
        return None
    boxes = [flow_box(box, graph) for box in graph.boxes]
    flows = [Flow(origin, to, people) for (origin, to), people in graph.bands.items()]
    caption = caption_of(
        about,
        "Where people go with their problem, and how it ends",
        f"People, {about.first_year} to {about.last_year} together, averages. Bands and bold "
        f"figures: business as usual. Signed figures: more (+) or fewer people with the option "
        f"{quoted(best.title)}. Plain blue: resolved; hatched: not resolved; grey: goes on",
    )
    titles = {box.key: box.title for box in (*graph.boxes, *graph.few, *graph.only_after)}
    foot = " ".join(journey_notes(graph, titles))
    rows: list[tuple[str | float, ...]] = [
        (box.stage, box.key, "", box.title, box.before, box.after)
        for box in (*graph.boxes, *graph.few, *graph.only_after)
    ]
    after = graph.after
    every = {**graph.bands, **graph.back, **graph.left_out}
    for edge in dict.fromkeys([*every, *after]):
        old = every.get(edge, 0.0)
        title = " \u2192 ".join(titles[key] for key in edge)
        rows.append(("move", *edge, title, old, after.get(edge, 0.0)))
    columns = ("stage", "member", "destination", "title", COMPARATOR, best.option)
    ends = [box for box in graph.boxes if box.stage == END]
    steps = [box for box in graph.boxes if box.stage == STEP]
    said = []
    for start, part in (
        ("Problems", [box for box in graph.boxes if box.stage == PEOPLE]),
        ("Steps (one person may pass several)", steps),
        ("Ends", ends),
    ):
        listed = "; ".join(f"{box.title} {people_text(box.before)}" for box in part)
        said.append(f"{start}: {listed}.")
    text = "Bands from left to right, as wide as people are many, in business as usual. "
    draw = partial(journey_flow.draw, boxes, flows, caption, foot)
    return pack_of(
        report, "journey_flow", caption, draw, table_of(columns, rows),
        text + " ".join([*said, foot]).strip(), (journey_sentence(graph, about),),
    )  # fmt: skip


def flow_box(box: JourneyBox, graph: JourneyGraph) -> Box:
    """A box with its words."""
    kind = journey_flow.OPEN
    if box.stage == END and box.key != STILL_OPEN:
        kind = journey_flow.RESOLVED if box.resolved else journey_flow.UNRESOLVED
    note = ""
    if box.again:
        note = f"{people_text(box.again)} of them once again"
    elif box.key == BEGUN:
        note = "; ".join(
            f"{people_text(graph.beginnings[name])} {words}"
            for name, words in (("returned", "come back"), ("knocked_on", "set off by another"))
            if graph.beginnings.get(name)
        )
    return Box(
        box.key, box.column, box.title, box.before, people_text(box.before), kind,
        change_text(box.before, box.after), note,
    )  # fmt: skip


def journey_notes(graph: JourneyGraph, titles: Mapping[str, str]) -> list[str]:
    """What the bands alone do not say: loops, what only the option has, what is not drawn."""
    notes = [
        f"Not drawn as a band: {people_text(people)} go back from {quoted(titles[origin])} to "
        f"{quoted(titles[to])}, and are counted there once again."
        for (origin, to), people in graph.back.items()
    ]
    if graph.only_after:
        listed = "; ".join(f"{box.title} {people_text(box.after)}" for box in graph.only_after)
        notes.append(f"Only with the option: {listed}.")
    if graph.few:
        listed = "; ".join(f"{box.title} {people_text(box.before)}" for box in graph.few)
        notes.append(f"Too few to draw: {listed}.")
    if graph.left_out:
        notes.append(
            f"Bands of fewer than {people_text(graph.least)} people are not drawn, together "
            f"{people_text(sum(graph.left_out.values()))}."
        )
    return notes


def journey_sentence(graph: JourneyGraph, about: About) -> str:
    """How many journeys begin, and how they end."""
    begun = sum(graph.beginnings.values())
    ends = {box.key: box.before for box in graph.boxes if box.stage == END}
    resolved = sum(box.before for box in graph.boxes if box.stage == END and box.resolved)
    left = sum(ends.values()) - resolved - ends.get(STILL_OPEN, 0.0)
    place = f" in {about.country}" if about.country else ""
    return (
        f"In business as usual, {people_text(begun)} problems begin{place} from {about.first_year} "
        f"to {about.last_year}; on average {people_text(resolved)} are resolved, at least in part, "
        f"{people_text(left)} end without resolution, and {people_text(ends.get(STILL_OPEN, 0.0))} "
        "are open on the last day."
    )


def people_text(count: float) -> str:
    """People to three digits: `17.3 million`, `219,000`."""
    return count_text(count, Estimate(count, count, count))


def change_text(old: float, new: float) -> str:
    """The difference with its sign, to two digits; nothing where it is too small to matter."""
    change = new - old
    if abs(change) < 0.5 or abs(change) < 1e-4 * max(old, new):
        return ""
    size = 10.0 ** (floor(log10(abs(change))) - 1)
    shown = abs(round(change / size) * size)
    text = f"{shown / 1e6:.2g} million" if shown >= 1e6 else f"{shown:,.0f}"
    return f"{'+' if change > 0.0 else MINUS}{text}"
