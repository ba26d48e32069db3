"""What every chart holds to, at the width of a page and of a phone, with long and hostile names.

A new chart joins by a drawing in `drawings.CHARTS` under the name of its module.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from pathlib import Path

import pytest
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch

from justice_finance import charts
from justice_finance.charts.keys import FILLINGS
from justice_finance.charts.pack import Pack
from justice_finance.charts.style import COLOURS, GRID, INK, PAGE, PHONE, QUIET_INK, contrast
from justice_finance.reporting.content import report_of
from justice_finance.reporting.pictures import all_packs
from justice_finance.results.summaries import Results
from tests.charts.drawings import CAPTION, CHARTS, LONG, drawn, drawn_texts, outside, overlapping
from tests.reporting.sample import hostile, sample

WIDTHS = {"page": PAGE, "phone": PHONE}
each_chart = pytest.mark.parametrize("chart", CHARTS)
each_width = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
ALLOWED = {colour.lower() for colour in COLOURS.values()} | {INK, QUIET_INK}
GROUNDS = {"#ffffff", GRID, "#cfd6db"}
SEEN = 3.0
"""Least contrast of a mark on white (Web Content Accessibility Guidelines 2.2, 1.4.11)."""


def test_every_chart_of_the_package_is_looked_at() -> None:
    folder = Path(charts.__file__).parent
    modules = {p.stem for p in folder.glob("*.py") if "\ndef draw(" in p.read_text("utf-8")}
    assert modules <= set(CHARTS)


@each_chart
@each_width
def test_no_text_leaves_the_picture(chart: str, width: float) -> None:
    figure, texts = drawn(chart, width)
    assert len(texts) > 10
    assert not outside(figure, texts)
    assert not [one.text for one in texts if "…" in one.text]


@each_chart
@each_width
def test_no_text_lies_on_another(chart: str, width: float) -> None:
    assert not overlapping(drawn(chart, width)[1])


@each_chart
@each_width
def test_source_price_year_run_and_licence_stand_in_the_picture(chart: str, width: float) -> None:
    texts = [one.text.replace("\n", " ") for one in drawn(chart, width)[1]]
    assert CAPTION.title in texts
    small = next(text for text in texts if text.startswith("Source: "))
    for part in (CAPTION.source, CAPTION.money, f"Run {CAPTION.run_id}", CAPTION.licence):
        assert part in small


def marks_of(axes: Axes) -> tuple[list[Line2D], list[Patch], list[PolyCollection]]:
    """Lines, shapes and bands of a panel, without its own ground and grid."""
    shapes = [one for one in axes.patches if one is not axes.patch]
    bands = [one for one in axes.collections if isinstance(one, PolyCollection)]
    return list(axes.lines), shapes, bands


@each_chart
def test_only_colours_that_stand_out_on_white_are_used(chart: str) -> None:
    figure, _ = drawn(chart, PAGE)
    used: set[str] = set()
    for axes in figure.axes:
        lines, shapes, bands = marks_of(axes)
        for line in lines:
            colours = {to_hex(line.get_color()), to_hex(line.get_markeredgecolor())}
            used |= colours
            assert max(map(contrast, colours)) >= SEEN or colours <= GROUNDS
        for shape in shapes:
            used |= {to_hex(shape.get_facecolor()), to_hex(shape.get_edgecolor())}
        used |= {to_hex(each) for band in bands for each in band.get_facecolor()}
    assert used <= ALLOWED | GROUNDS
    assert used & ALLOWED
    assert all(contrast(colour) >= SEEN for colour in ALLOWED)


@each_chart
def test_a_shape_is_seen_by_its_face_or_by_its_edge(chart: str) -> None:
    """A pale band may lie under lines that are seen; a bar may not be pale all over."""
    figure, _ = drawn(chart, PAGE)
    for axes in figure.axes:
        lines, shapes, bands = marks_of(axes)
        edges = any(contrast(to_hex(line.get_color())) >= SEEN for line in lines)
        assert edges or not bands
        for shape in shapes:
            if isinstance(shape, PathPatch) and shape.get_linewidth() == 0.0:
                continue  # a band of the journeys: its edges are a shape of their own
            colours = (to_hex(shape.get_facecolor()), to_hex(shape.get_edgecolor()))
            assert max(map(contrast, colours)) >= SEEN


def look(mark: Artist) -> tuple[str, object]:
    """Colour of a mark, and what of it is left without colour: marker, or hatching and face."""
    if isinstance(mark, Line2D):
        return to_hex(mark.get_markeredgecolor()), mark.get_marker()
    assert isinstance(mark, Patch)
    face = to_hex(mark.get_facecolor())
    return to_hex(mark.get_edgecolor()), (mark.get_hatch() or "", face == "#ffffff")


@pytest.mark.parametrize("chart", [name for name in CHARTS if name != "journey_flow"])
@each_width
def test_marks_are_told_apart_without_colour(chart: str, width: float) -> None:
    """Two marks of different colour differ in marker, or in hatching, or are dark and light."""
    figure, _ = drawn(chart, width)
    for axes in figure.axes:
        lines, shapes, _ = marks_of(axes)
        pointed = [line for line in lines if line.get_marker() not in ("None", "", None)]
        looks = {look(mark) for mark in (*pointed, *shapes)}
        for (one, plain), (other, same) in itertools.combinations(looks, 2):
            if one != other and plain == same:
                assert contrast(one, other) >= SEEN, (one, other, plain)


def test_bands_of_journeys_tell_without_colour_what_was_not_resolved() -> None:
    """Every end is named beside its box; hatching marks those without a resolution."""
    figure, _ = drawn("journey_flow", PAGE)
    bands = [p for p in figure.axes[0].patches if isinstance(p, PathPatch)]
    hatched = {to_hex(band.get_edgecolor()) for band in bands if band.get_hatch()}
    assert hatched == {COLOURS["vermillion"].lower()}
    filled = [to_hex(b.get_facecolor()) for b in bands if b.get_facecolor()[3] > 0.0]
    assert filled.count(COLOURS["vermillion"].lower()) == sum(bool(b.get_hatch()) for b in bands)


def test_parts_of_a_stacked_bar_differ_in_hatching() -> None:
    hatches = [filling.hatch for filling in FILLINGS]
    assert len(set(hatches)) == len(hatches)
    assert {filling.colour for filling in FILLINGS} <= set(COLOURS.values())


@lru_cache(maxsize=2)
def packs(name: str) -> dict[str, Pack]:
    """All charts of the sample with bad names or with very long ones."""
    results = sample(32, short=True, variants=False)
    if name == "hostile":
        changed = hostile(results)
    else:
        record = {**results.record, "titles": dict(results.record["titles"])}
        record["study"] = {**record["study"], "title": f"{LONG} {LONG}"}
        record["scenarios"] = {
            key: {**each, "title": LONG} for key, each in record["scenarios"].items()
        }
        for kind in ("legal_problem", "population_group", "state"):
            record["titles"][kind] = {
                key: f"{title} {LONG}" for key, title in record["titles"][kind].items()
            }
        changed = Results(results.dataset, results.variants, record, results.draws)
    return {pack.name: pack for pack in all_packs(report_of(changed))}


@pytest.mark.parametrize(("name", "width"), [("hostile", PHONE), ("long", PAGE), ("long", PHONE)])
def test_names_of_a_study_never_break_a_chart(name: str, width: float) -> None:
    assert len(packs(name)) >= 9
    for pack in packs(name).values():
        figure: Figure = pack.draw(width)
        texts = drawn_texts(figure)
        assert not outside(figure, texts), pack.name
        assert not overlapping(texts), pack.name
        small = next(one.text for one in texts if one.text.startswith("Source: "))
        assert pack.caption.run_id in small.replace("\n", " ")


def test_a_chart_in_the_page_holds_no_element_of_a_name() -> None:
    for pack in packs("hostile").values():
        drawn_inside = pack.inline_svg(PHONE)
        assert "<script" not in drawn_inside
        assert "style=" not in drawn_inside
        assert drawn_inside.count("<g") == drawn_inside.count("</g>") + drawn_inside.count("<g/>")
