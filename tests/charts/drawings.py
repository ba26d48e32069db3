"""Every chart with plain rows, and what of it was drawn where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from justice_finance.charts import (
    fan_over_years,
    journey_flow,
    options_as_ranges,
    validation,
    who_pays_and_gains,
)
from justice_finance.charts.rounding import Estimate
from justice_finance.charts.style import Caption, styled

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


def stages(width: float) -> Figure:
    counts = (
        journey_flow.Count("Settled", 36.3e6, 37e6, "36.3 million", "+720,000"),
        journey_flow.Count(LONG, 12.0, 10.0, "12", "−2"),
        journey_flow.Count("Elders", 0.0, 0.0, "0", ""),
    )
    rows = [journey_flow.Stage(title, counts) for title in ("Who", LONG, "How it ends")]
    return journey_flow.draw(rows, CAPTION, width)


CHARTS: dict[str, Callable[[float], Figure]] = {
    "options_as_ranges": options,
    "fan_over_years": fans,
    "who_pays_and_gains": accounts,
    "validation": targets,
    "journey_flow": stages,
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
        canvas = FigureCanvasAgg(figure)
        with _recorded(found):
            canvas.draw()
        renderer = canvas.get_renderer()
        return [
            DrawnText(one.get_text(), Text.get_window_extent(one, renderer))
            for one in dict.fromkeys(found)
        ]
