"""Every chart with plain rows, and what of it was drawn where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from unittest.mock import patch

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from justice_finance.charts import (
    acceptability,
    cash_flow,
    cost_by_party,
    failing_box,
    fan_over_years,
    journey_flow,
    need_and_money,
    numbered_points,
    options_as_ranges,
    survey_values,
    tornado,
    two_inputs,
    validation,
    waiting_over_years,
    waiting_times,
    waterfall,
    where_people_get_stuck,
    who_pays_and_gains,
    who_waits,
)
from justice_finance.charts.flow_layout import Flow
from justice_finance.charts.keys import FILLINGS
from justice_finance.charts.paired_bars import Bar, Pair
from justice_finance.charts.right_to_left import give_direction
from justice_finance.charts.rounding import Estimate, Scale
from justice_finance.charts.style import Caption, styled
from justice_finance.charts.wait_marks import WaitLine
from justice_finance.charts.waiting_over_years import WaitYears

LONG = "A very long title of an option that goes on, and on, with incomprehensibilities (phase 2)"
TITLES = ("Community paralegals in every ward, volunteers", "Fewer adjournments", LONG)
CAPTION = Caption(
    "What each option is worth to society, and to whom, in the long run and in the short one",
    "Net present value against business as usual, 2024 to 2033, discounted at 8 % a year",
    "justice_finance, study “Which justice services pay for themselves?”, 2026-01-05",
    "KES, prices of 2024",
    "0123456789ab",
    "CC BY 4.0",
)
WORTH = (
    Estimate(1.6e9, -1.8e9, 7.3e9, 0.05e9),
    Estimate(-0.0236e9, -0.0721e9, -0.0101e9, 0.002e9),
    Estimate(-128.4e9, -174.2e9, -82.5e9, 0.4e9),
)


def options(width: float) -> Figure:
    rows = [
        options_as_ranges.OptionRange(title, each, chance)
        for title, each, chance in zip(TITLES, WORTH, ("38 %", "over 99 %", "5 %"), strict=True)
    ]
    return options_as_ranges.draw(rows, CAPTION, "KES", width)


def fans(width: float) -> Figure:
    years = tuple(range(2024, 2034))
    rows = [
        fan_over_years.Fan(
            title,
            years,
            tuple(
                Estimate(each.mean * at / 10, each.p05 * at / 10, each.p95 * at / 10)
                for at in range(1, 11)
            ),
        )
        for title, each in zip(TITLES, WORTH, strict=True)
    ]
    return fan_over_years.draw(rows, CAPTION, "KES", width)


def accounts(width: float) -> Figure:
    names = ("People with a problem", "Justice budget", "Donors", LONG, "Other side")
    rows = [
        who_pays_and_gains.Account(title, names, (*WORTH, WORTH[0], Estimate(0.0, 0.0, 0.0)))
        for title in (*TITLES, "A fourth")
    ]
    return who_pays_and_gains.draw(rows, CAPTION, "KES", width)


def targets(width: float) -> Figure:
    rows = [
        validation.Target("Cases filed", "fitted", True, 1.01, 0.97, 1.03, "518,300 for 516,121"),
        validation.Target(LONG, "held out", False, 0.4, 0.9, 1.1, "2 against 5"),
        validation.Target("Far off", "held out", False, 4.0, None, None, "20 against 5"),
    ]  # fmt: skip
    return validation.draw(rows, CAPTION, width)


def journeys(width: float) -> Figure:
    """Two starts, five steps of which one is very small, four ends; one band skips two columns."""
    box = journey_flow.Box
    boxes = [
        box("begun", 0, "Problems that begin", 72e6, "72.0 million", note="7.8 million come back"),
        box("there", 0, "Open on the first day", 11e6, "11.0 million"),
        box("family", 1, LONG, 40e6, "40.0 million", change="+5,200"),
        box("elders", 1, "Elders", 11.5e6, "11.5 million", change="−300", note="2 million again"),
        box("police", 1, "Police", 8e6, "8.00 million"),
        box("advocate", 1, "Advocate", 1e6, "1.00 million", change="+1"),
        box("unsettled", 2, "Unsettled, waiting", 45.5e6, "45.5 million"),
        box("settled", 3, "Resolved by agreement", 46e6, "46.0 million", "resolved"),
        box("given_up", 3, LONG, 14e6, "14.0 million", "unresolved", "−120,000"),
        box("never", 3, "Never acted", 12e6, "12.0 million", "unresolved"),
        box("open", 3, "Still open", 11e6, "11.0 million"),
    ]
    flows = [
        Flow("begun", "family", 40e6), Flow("begun", "elders", 11e6), Flow("begun", "police", 8e6),
        Flow("begun", "advocate", 1e6), Flow("begun", "never", 12e6), Flow("there", "elders", 5e5),
        Flow("there", "unsettled", 10.5e6), Flow("family", "settled", 15e6),
        Flow("family", "unsettled", 25e6), Flow("elders", "settled", 6e6),
        Flow("elders", "unsettled", 5.5e6), Flow("police", "unsettled", 4e6),
        Flow("police", "given_up", 4e6), Flow("advocate", "unsettled", 5e5),
        Flow("advocate", "settled", 5e5), Flow("unsettled", "settled", 24.5e6),
        Flow("unsettled", "given_up", 10e6), Flow("unsettled", "open", 11e6),
    ]  # fmt: skip
    foot = "Not drawn as a band: 2 million go back from “Unsettled, waiting” to “Elders”, again."
    return journey_flow.draw(boxes, flows, CAPTION, foot, width)


def needs(width: float) -> Figure:
    years = tuple(range(2024, 2034))
    steps = [at / 10 for at in range(1, 11)]
    rows = [
        need_and_money.NeedByYear(
            title,
            years,
            tuple(Estimate(1e9 + 4e10 * at, 0.9e9 + 3e10 * at, 1.2e9 + 6e10 * at) for at in steps),
            (Estimate(2e9, 1.8e9, 2.3e9),) * len(years),
        )
        for title in TITLES
    ]
    return need_and_money.draw(rows, CAPTION, "KES", width)


WAITS = (
    WaitLine("Court stream: contested criminal, with a long name", 130.0, 180.0, None),
    WaitLine(LONG, 4.0, 60.0, 1400.0),
    WaitLine("Police", 0.1, 0.9, 1.0),
    WaitLine("Nobody can tell", None, None, None),
)


def waits(width: float) -> Figure:
    return waiting_times.draw(WAITS, CAPTION, width)


def waiters(width: float) -> Figure:
    return who_waits.draw(who_waits.in_order(WAITS), CAPTION, width)


def queues(width: float) -> Figure:
    years = tuple(range(2024, 2034))
    usual = tuple(100.0 + 2.0 * at for at in range(10))
    panels = [
        WaitYears(title, years, usual, tuple(days * factor for days in usual))
        for title, factor in zip(TITLES, (0.7, 1.0, 4.0), strict=True)
    ]
    return waiting_over_years.draw(panels, CAPTION, width)


def falls(width: float) -> Figure:
    steps = ("Running services", "The programme itself", LONG, "Raising taxes")
    parts = (Estimate(-2e9, -3e9, -1e9), Estimate(4e9, -1e9, 9e9), WORTH[0], Estimate(0, 0, 0))
    total = Estimate(3.6e9, -4e9, 15e9)
    rows = [waterfall.Waterfall(title, steps, parts, total) for title in (*TITLES, "A fourth")]
    return waterfall.draw(rows, CAPTION, "KES", "Net present value", width)


def cash(width: float) -> Figure:
    years = tuple(range(2024, 2034))
    payers = ("Justice budget", "Interior budget", LONG, "Donors")
    amounts = tuple(tuple(sign * 1e8 * (1 + at) for at in range(10)) for sign in (3, -1, -0.5, 1))
    running = tuple(Estimate(2.5e8 * at * (at + 1) / 2, -1e9 * at, 2e9 * at) for at in range(1, 11))
    rows = [
        cash_flow.CashPanel(title, years, payers, amounts, running)
        for title in (*TITLES, "A fourth")
    ]
    return cash_flow.draw(rows, CAPTION, "KES", width)


def costs(width: float) -> Figure:
    key = [(title, FILLINGS[at]) for at, title in enumerate(("Services", "Fees", LONG, "Taxes"))]
    parts = tuple((1e9 * (at + 1), filling) for at, (_, filling) in enumerate(key))
    bars = (Bar(parts, 0.8e10, 1.3e10, "10.0"), Bar(parts[:3], 4e9, 8e9, "6.0 (−4.0)"))
    pairs = tuple(Pair(name, *bars) for name in ("Justice budget", LONG, "Other side"))
    panels = [
        cost_by_party.CostPanel(title, own, Scale(1e9, "billion"))
        for title, own in (("Dealing with problems", pairs), (LONG, pairs[:2]))
    ]
    return cost_by_party.draw(panels, key, CAPTION, "KES", width)


def stuck(width: float) -> Figure:
    step = where_people_get_stuck.Step
    people = [
        step("Unsettled", Estimate(9.5e6, 6e6, 13e6), Estimate(9.4e6, 6e6, 13e6), "9.5 million",
             "9.4 million (−120,000)"),
        step(LONG, Estimate(4.5e5, 4e5, 5e5), Estimate(3e5, 2e5, 4e5), "450,000",
             "300,000 (−150,000)"),
    ]  # fmt: skip
    days = [
        step(one.title, Estimate(800, 600, 1100), Estimate(0, 0, 0), "800 days", "nobody comes")
        for one in people
    ]
    titles = ("People there at any one time", "Days of a stay")
    return where_people_get_stuck.draw(people, days, titles, LONG, CAPTION, width)


def swings(width: float) -> Figure:
    rows = [tornado.Swing(title, -4e9 * at, 3e9 * at) for at, title in enumerate((*TITLES, "A"), 1)]
    return tornado.draw(rows, 1e9, CAPTION, "KES billion", width)


def curves(width: float) -> Figure:
    values = tuple(1e4 * at for at in range(20))
    rows = [
        acceptability.Curve(
            title,
            values,
            tuple(min(1.0, 0.04 * at * (place + 1)) for at in range(20)),
            tuple(at // 7 == place for at in range(20)),
        )
        for place, title in enumerate(TITLES)
    ]
    return acceptability.draw(rows, CAPTION, "KES", width)


def surveys(width: float) -> Figure:
    gain = survey_values.NetGain
    rows = [
        survey_values.SurveyRow(title, (gain(2e8 * at - 3e8, 5e7), gain(1e8 * at, 1e7)))
        for at, title in enumerate((*TITLES, "A short one"))
    ]
    return survey_values.draw(rows, ("Headline variant", LONG), CAPTION, "KES million", width)


def boxes(width: float) -> Figure:
    parts = [
        failing_box.Part(title, 0.2 * at, 0.2 * at + 0.4, "above 63 days of 20 to 90")
        for at, title in enumerate(TITLES)
    ]
    return failing_box.draw(parts, CAPTION, width)


def points(width: float) -> Figure:
    rows = [
        numbered_points.Point(title, 1e9 * at, 2e9 * at - 0.1e9 * at**2, at % 2 == 0)
        for at, title in enumerate((*TITLES, "A short one"), 1)
    ]
    return numbered_points.draw(
        rows, CAPTION, lambda scale: scale.of("Cost, KES"), lambda _: "Worth", True, width
    )


def squares(width: float) -> Figure:
    parts = ("low", "middle", "high")
    fields = tuple(
        two_inputs.Square(across, up, TITLES[(across + up) % len(TITLES)], "KES 1.25 billion",
                          across == up)
        for across in range(3) for up in range(3)
    )  # fmt: skip
    pairs = [two_inputs.Pair(TITLES[0], LONG, parts, fields)] * 2
    return two_inputs.draw(pairs, CAPTION, width)


CHARTS: dict[str, Callable[[float], Figure]] = {
    "options_as_ranges": options,
    "fan_over_years": fans,
    "who_pays_and_gains": accounts,
    "validation": targets,
    "journey_flow": journeys,
    "need_and_money": needs,
    "waiting_times": waits,
    "who_waits": waiters,
    "waiting_over_years": queues,
    "tornado": swings,
    "acceptability": curves,
    "survey_values": surveys,
    "failing_box": boxes,
    "two_inputs": squares,
    "numbered_points": points,
    "waterfall": falls,
    "cash_flow": cash,
    "cost_by_party": costs,
    "where_people_get_stuck": stuck,
}


@dataclass(frozen=True)
class DrawnText:
    """A text and the box it was drawn in, in pixels."""

    text: str
    box: Bbox


@contextmanager
def _recorded(found: list[Text]) -> Iterator[None]:
    original = Text.draw

    def draw(self: Text, renderer: object, *args: object, **kwargs: object) -> None:
        if self.get_visible() and self.get_text().strip():
            found.append(self)
        original(self, renderer, *args, **kwargs)

    with patch.object(Text, "draw", draw):
        yield


def drawn_texts(figure: Figure) -> list[DrawnText]:
    """All texts that were really drawn, at 100 dots per inch."""
    found: list[Text] = []
    with styled():
        figure.set_dpi(100)
        give_direction(figure)
        canvas = FigureCanvasAgg(figure)
        with _recorded(found):
            canvas.draw()
        renderer = canvas.get_renderer()
        return [
            DrawnText(one.get_text(), Text.get_window_extent(one, renderer))
            for one in dict.fromkeys(found)
        ]


@lru_cache(maxsize=64)
def drawn(chart: str, width: float) -> tuple[Figure, list[DrawnText]]:
    """A chart and its texts, drawn once for all tests; nobody may change it."""
    figure = CHARTS[chart](width)
    return figure, drawn_texts(figure)


def outside(figure: Figure, texts: list[DrawnText]) -> list[str]:
    """Texts that leave the picture."""
    wide, high = figure.get_size_inches() * 100.0
    return [
        one.text
        for one in texts
        if one.box.x0 < 0 or one.box.y0 < 0 or one.box.x1 > wide or one.box.y1 > high
    ]


def overlapping(texts: list[DrawnText]) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    found = []
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            across = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
            up = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
            if across > 1.0 and up > 1.5:
                found.append((one.text, other.text))
    return found


def letters_seen(svg: str) -> list[tuple[str, str, str]]:
    """Each text with its size and the end it is put by, said by itself or for the whole picture."""
    start = svg.index("<svg ")
    head = svg[start : svg.index(">", start)]

    def seen(attributes: str, name: str, default: str) -> str:
        said = re.compile(rf'{name}(?:="|: ?)([a-z\d.]+)')
        found = said.search(attributes) or said.search(head)
        return found.group(1) if found else default

    return [
        (text, seen(attributes, "font-size", "none"), seen(attributes, "text-anchor", "start"))
        for attributes, text in re.findall(r"<text([^>]*)>([^<]*)</text>", svg)
    ]
