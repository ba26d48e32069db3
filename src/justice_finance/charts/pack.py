"""A picture with everything that goes with it: SVG, PNG, CSV, JSON, words.

The same pack gives the same bytes: no date and no random name enters a file.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from justice_finance.charts.inline_svg import inline_svg
from justice_finance.charts.plain_tables import PlainTable
from justice_finance.charts.right_to_left import give_direction
from justice_finance.charts.smaller_svg import smaller_svg
from justice_finance.charts.style import PAGE, PHONE, Caption, styled
from justice_finance.language import say

DOTS_PER_INCH = 300
AS_PNG = (0.0, False)
"""Where a pack keeps its PNG, beside the SVG of each width."""

Drawing = Callable[[float], Figure]
"""From a width in inches to a figure."""


@dataclass(frozen=True)
class Pack:
    """A picture and what is written beside it.

    Attributes
    ----------
    name : str
        Name of the files.
    draw : callable
        From a width in inches to a figure.
    table : PlainTable
        What is drawn, in full.
    alternative_text : str
        What the picture shows, for those who do not see it.
    sentences : tuple of str
        What may be said about it.
    about : mapping
        What stands in the JSON beside title, source, price year and run id.
    """

    name: str
    caption: Caption
    draw: Drawing
    table: PlainTable
    alternative_text: str
    citation: str
    sentences: tuple[str, ...]
    about: Mapping[str, Any]
    _drawn: dict[tuple[float, bool], bytes] = field(default_factory=dict, repr=False, compare=False)

    def record(self) -> dict[str, Any]:
        """What the JSON file holds."""
        caption = self.caption
        return {
            "name": self.name,
            "title": caption.title,
            "subtitle": caption.subtitle,
            "source": caption.source,
            "money": caption.money,
            "run_id": caption.run_id,
            "licence": caption.licence,
            **self.about,
            "alternative_text": self.alternative_text,
            "citation": self.citation,
            "sentences": list(self.sentences),
            "columns": list(self.table.columns),
        }

    def svg(self, width: float = PAGE) -> bytes:
        """The picture as SVG; drawn once for each width."""
        return self._svg(width, letters_as_text=False)

    def inline_svg(self, width: float = PAGE) -> str:
        """The picture as an element of a page that has the font `inline_svg.letters_font`."""
        svg, name = self._svg(width, letters_as_text=True), f"{self.name}-{width:g}"
        return inline_svg(svg, name.replace(".", "-"))

    def _svg(self, width: float, letters_as_text: bool) -> bytes:
        key = (width, letters_as_text)
        if key not in self._drawn:
            salt = f"{self.name}-{width}"
            self._drawn[key] = smaller_svg(svg_of(self.draw(width), salt, letters_as_text))
        return self._drawn[key]

    def png(self) -> bytes:
        """The picture of page size as PNG, 300 dots per inch; drawn once."""
        if AS_PNG not in self._drawn:
            self._drawn[AS_PNG] = png_of(self.draw(PAGE))
        return self._drawn[AS_PNG]

    def words(self) -> str:
        """Title, alternative text, sentences and citation as plain text."""
        caption = self.caption
        parts = [
            caption.title, caption.subtitle,
            say("What it shows: {text}", text=self.alternative_text),
            *self.sentences, say("How to cite: {citation}", citation=self.citation),
            caption.lines(),
        ]  # fmt: skip
        return "\n\n".join(part for part in parts if part) + "\n"


def write_pack(pack: Pack, folder: Path) -> list[Path]:
    """Write SVG (page and telephone), PNG, CSV, JSON and TXT of a picture.

    Returns
    -------
    list of Path
        The files written.
    """
    record = json.dumps(pack.record(), ensure_ascii=False, indent=1, allow_nan=False)
    files = {
        f"{pack.name}.svg": pack.svg(PAGE),
        f"{pack.name}_phone.svg": pack.svg(PHONE),
        f"{pack.name}.png": pack.png(),
        f"{pack.name}.csv": pack.table.as_csv(),
        f"{pack.name}.json": (record + "\n").encode("utf-8"),
        f"{pack.name}.txt": pack.words().encode("utf-8"),
    }
    written = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


def svg_of(figure: Figure, salt: str, letters_as_text: bool = False) -> bytes:
    """A figure as SVG; with letters as shapes it looks alike everywhere."""
    stream = io.BytesIO()
    with styled():
        mpl.rcParams["svg.hashsalt"] = salt
        if letters_as_text:
            mpl.rcParams["svg.fonttype"] = "none"
        give_direction(figure)
        canvas = FigureCanvasSVG(figure)
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas.print_svg(stream, metadata=nothing)  # type: ignore[no-untyped-call]
    return stream.getvalue()


def png_of(figure: Figure, dots_per_inch: int = DOTS_PER_INCH) -> bytes:
    """A figure as PNG."""
    stream = io.BytesIO()
    with styled():
        figure.set_dpi(dots_per_inch)
        give_direction(figure)
        canvas = FigureCanvasAgg(figure)
        canvas.print_png(stream, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return stream.getvalue()
