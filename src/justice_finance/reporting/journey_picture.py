"""The picture of the journeys, and the words that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import floor, log10
from typing import Any

from justice_finance.charts import journey_flow
from justice_finance.charts.flow_layout import Flow
from justice_finance.charts.journey_flow import Box
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import table_of
from justice_finance.charts.rounding import (
    SCALES,
    Estimate,
    Scale,
    count_text,
    scaled_text,
    with_sign,
)
from justice_finance.charts.style import NARROW, PAGE, Caption
from justice_finance.language import decimal_text, say
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import caption_of, pack_of
from justice_finance.reporting.content import Report, best_of
from justice_finance.reporting.fewer_boxes import with_fewer_boxes
from justice_finance.reporting.journey_bands import (
    BEGUN,
    JourneyBox,
    JourneyGraph,
    journey_graph,
)
from justice_finance.reporting.journeys import END, PEOPLE, STEP, STILL_OPEN
from justice_finance.reporting.sentences import listed, quoted
from justice_finance.vocabulary import BUSINESS_AS_USUAL as COMPARATOR

MILLIONS = Scale(1e6, "million")


def journey_pack(report: Report) -> Pack | None:
    """Where people go and how it ends in business as usual, and what the best option changes."""
    about, best = report.about, best_of(report.headline)
    graph = journey_graph(report.journey_moves, report.journey_nodes, best.option)
    if graph is None:
        return None
    caption = caption_of(
        about,
        say("Where people go with their problem, and how it ends"),
        say(
            "Problems of people, {first} to {last} together, averages. Bands and bold figures: "
            "business as usual. Signed figures: how many more (+) or fewer (\u2212) with the "
            "option {option}. Plain blue: resolved; hatched: not resolved; grey: goes on",
            first=about.first_year,
            last=about.last_year,
            option=quoted(best.title),
        ),
    )
    titles = {box.key: box.title for box in (*graph.boxes, *graph.few, *graph.only_after)}
    foot = " ".join(journey_notes(graph))
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
        (say("Problems"), [box for box in graph.boxes if box.stage == PEOPLE]),
        (say("Steps (one person may pass several)"), steps),
        (say("Ends"), ends),
    ):
        said.append(say("{part}: {boxes}.", part=start, boxes=_listed_before(part)))
    text = say("Bands from left to right, as wide as problems are many, in business as usual.")
    draw = partial(_draw, graph, caption)
    return pack_of(
        report, "journey_flow", caption, draw, table_of(columns, rows),
        " ".join([text, *said, foot]).strip(), (journey_sentence(graph, about),),
    )  # fmt: skip


def _draw(graph: JourneyGraph, caption: Caption, width: float = PAGE) -> Any:
    """All of the journeys on a page; fewer boxes on a telephone, and their notes below."""
    narrow = width < NARROW
    notes = []
    if narrow:
        graph = with_fewer_boxes(graph)
        notes = [*_beginnings_note(graph), *_together_notes(graph)]
    boxes = [flow_box(box, "" if narrow else _note(box, graph)) for box in graph.boxes]
    flows = [Flow(origin, to, people) for (origin, to), people in graph.bands.items()]
    foot = "\n".join([*notes, *journey_notes(graph)])
    return journey_flow.draw(boxes, flows, caption, foot, width)


def flow_box(box: JourneyBox, note: str = "") -> Box:
    """A box with its words."""
    kind = journey_flow.OPEN
    if box.stage == END and box.key != STILL_OPEN:
        kind = journey_flow.RESOLVED if box.resolved else journey_flow.UNRESOLVED
    return Box(
        box.key, box.column, box.title, box.before, people_text(box.before), kind,
        change_text(box.before, box.after), note,
    )  # fmt: skip


def _note(box: JourneyBox, graph: JourneyGraph) -> str:
    """What else stands beside a box on a page."""
    if box.again:
        return say("{people} of them once again", people=people_text(box.again))
    if box.key != BEGUN:
        return ""
    returned, set_off = (graph.beginnings.get(name) for name in ("returned", "knocked_on"))
    notes = []
    if returned:
        notes.append(say("{people} come back", people=people_text(returned)))
    if set_off:
        notes.append(say("{people} set off by another", people=people_text(set_off)))
    return listed(notes)


def _beginnings_note(graph: JourneyGraph) -> list[str]:
    """Which problems that begin are not new, as a sentence."""
    note = next((_note(box, graph) for box in graph.boxes if box.key == BEGUN), "")
    title = say("Problems that begin")
    return [say("{part}: {boxes}.", part=title, boxes=note)] if note else []


def _together_notes(graph: JourneyGraph) -> list[str]:
    """What stands together in one box, and how many of each."""
    return [
        say(
            "{box} ({people}): {boxes}.",
            box=box.title,
            people=people_text(box.before),
            boxes=_listed_before(graph.together[box.key]),
        )
        for box in (*graph.boxes, *graph.few)
        if box.key in graph.together
    ]


def journey_notes(graph: JourneyGraph) -> list[str]:
    """What the bands alone do not say: loops, what only the option has, what is not drawn."""
    titles = {box.key: box.title for box in (*graph.boxes, *graph.few)}
    notes = [
        say(
            "Not drawn as a band: {people} go back from {origin} to {destination}, and are counted "
            "there once again.",
            people=people_text(people),
            origin=quoted(titles[origin]),
            destination=quoted(titles[to]),
        )
        for (origin, to), people in graph.back.items()
    ]
    if graph.only_after:
        boxes = listed([_box_words(box.title, box.after) for box in graph.only_after])
        notes.append(say("Only with the option: {boxes}.", boxes=boxes))
    if graph.few:
        notes.append(say("Too few to draw: {boxes}.", boxes=_listed_before(graph.few)))
    if graph.left_out:
        notes.append(
            say(
                "Bands of fewer than {least} problems are not drawn, together {people}.",
                least=people_text(graph.least),
                people=people_text(sum(graph.left_out.values())),
            )
        )
    return notes


def _listed_before(boxes: Sequence[JourneyBox]) -> str:
    """Boxes with their people in business as usual."""
    return listed([_box_words(box.title, box.before) for box in boxes])


def _box_words(title: str, people: float) -> str:
    return say("{box} {people}", box=title, people=people_text(people))


def journey_sentence(graph: JourneyGraph, about: About) -> str:
    """How many journeys begin, and how they end."""
    begun = sum(graph.beginnings.values())
    ends = {box.key: box.before for box in graph.boxes if box.stage == END}
    resolved = sum(box.before for box in graph.boxes if box.stage == END and box.resolved)
    left = sum(ends.values()) - resolved - ends.get(STILL_OPEN, 0.0)
    gaps = {
        "begun": people_text(begun),
        "first": about.first_year,
        "last": about.last_year,
        "resolved": people_text(resolved),
        "left": people_text(left),
        "open": people_text(ends.get(STILL_OPEN, 0.0)),
    }
    if about.country:
        return say(
            "In business as usual, {begun} problems begin in {country} from {first} to {last}; on "
            "average {resolved} are resolved, at least in part, {left} end without resolution, and "
            "{open} are open on the last day.",
            **gaps,
            country=about.country,
        )
    return say(
        "In business as usual, {begun} problems begin from {first} to {last}; on average "
        "{resolved} are resolved, at least in part, {left} end without resolution, and {open} are "
        "open on the last day.",
        **gaps,
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
    scale = MILLIONS if shown >= MILLIONS.factor else SCALES[-1]
    digits = f"{shown / scale.factor:.2g}" if scale is MILLIONS else ""
    decimals = len(digits.partition(".")[2]) if "e" not in digits else 0
    text = decimal_text(shown / scale.factor, decimals)
    return with_sign(scaled_text(text, shown / scale.factor, scale), change)
