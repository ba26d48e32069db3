"""What is written beside a picture: the same figures, harmless cells, everything to cite it."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from justice_finance.charts.inline_svg import inline_svg
from justice_finance.charts.pack import Pack, svg_of, write_pack
from justice_finance.charts.plain_tables import cell_text, harmless, table_of
from justice_finance.charts.smaller_svg import smaller_svg
from justice_finance.charts.style import PAGE
from tests.charts.drawings import CAPTION, CHARTS, TITLES, WORTH, letters_seen

TABLE = table_of(
    ("title", "mean", "p05", "p95", "sure"),
    [
        (f"={title}", each.mean, each.p05, each.p95, each.p05 > 0)
        for title, each in zip(TITLES, WORTH, strict=True)
    ],
)
PACK = Pack(
    "options_as_ranges", CAPTION, CHARTS["options_as_ranges"], TABLE, "Three lines.", "Cite me.",
    ("One sentence.",), {"draws": 64, "price_year": 2024},
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pack")
    write_pack(PACK, made)
    return made


def test_a_pack_has_every_file(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    ends = {"svg", "png", "csv", "json", "txt"}
    assert names == {f"{PACK.name}.{end}" for end in ends} | {f"{PACK.name}_phone.svg"}


def test_the_table_holds_the_figures_in_full(folder: Path) -> None:
    with (folder / f"{PACK.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["mean"]) for row in rows] == [each.mean for each in WORTH]
    assert [float(row["p95"]) for row in rows] == [each.p95 for each in WORTH]


def test_the_record_says_what_is_needed_to_cite(folder: Path) -> None:
    record = json.loads((folder / f"{PACK.name}.json").read_text(encoding="utf-8"))
    for name in ("title", "source", "run_id", "draws", "price_year", "licence", "citation"):
        assert record[name]
    assert record["alternative_text"] == "Three lines."
    assert record["sentences"] == ["One sentence."]


def test_the_png_has_300_dots_per_inch(folder: Path) -> None:
    content = (folder / f"{PACK.name}.png").read_bytes()
    assert int.from_bytes(content[16:20], "big") == round(PAGE * 300)
    assert b"Software" not in content


def test_the_svg_holds_no_date_and_asks_for_nothing(folder: Path) -> None:
    text = (folder / f"{PACK.name}.svg").read_text(encoding="utf-8")
    ET.fromstring(text)
    assert "<dc:date" not in text
    addresses = set(re.findall(r"https?://[^\"' ]+", text))
    assert addresses <= {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}


def test_a_smaller_svg_draws_the_same() -> None:
    large = svg_of(CHARTS["options_as_ranges"](PAGE), "salt")
    small = smaller_svg(large)
    assert len(small) < 0.75 * len(large)
    trees = [ET.fromstring(text) for text in (large, small)]
    counts = [
        {tag: len(tree.findall(f".//{{http://www.w3.org/2000/svg}}{tag}"))
         for tag in ("path", "use", "g", "rect", "clipPath")}
        for tree in trees
    ]  # fmt: skip
    assert counts[0] == counts[1]
    link = "{http://www.w3.org/1999/xlink}href"
    for tree in trees:
        known = {node.get("id") for node in tree.iter() if node.get("id")}
        used = {node.get(link, "#").removeprefix("#") for node in tree.iter() if node.get(link)}
        assert used and used <= known
        clips = {node.get("clip-path", "")[5:-1] for node in tree.iter() if node.get("clip-path")}
        assert clips <= known
    paths = [
        " ".join(node.get("d", "") for node in tree.iter() if node.tag.endswith("path"))
        for tree in trees
    ]
    numbers = [[float(n) for n in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text)] for text in paths]
    assert len(numbers[0]) == len(numbers[1])
    assert max(abs(a - b) for a, b in zip(*numbers, strict=True)) <= 0.0051


def test_figures_written_in_a_picture_keep_their_digits() -> None:
    small = smaller_svg(b'<svg><text x="1.23456">3.52345 against 5.6789</text></svg>').decode()
    assert small.strip() == '<svg><text x="1.23">3.52345 against 5.6789</text></svg>'


def corners(path: str) -> list[tuple[float, float]]:
    """The places that a shape of straight lines passes."""
    found: list[tuple[float, float]] = []
    for command, text in re.findall(r"([MLHVz])([^MLHVz]*)", path):
        numbers = [float(each) for each in text.split()]
        if command == "H":
            found.append((numbers[0], found[-1][1]))
        elif command == "V":
            found.append((found[-1][0], numbers[0]))
        elif numbers:
            found.append((numbers[0], numbers[1]))
    return found


def test_what_most_letters_share_is_said_once_for_the_picture() -> None:
    file = svg_of(CHARTS["waterfall"](PAGE), "salt", letters_as_text=True)
    inside = inline_svg(smaller_svg(file), "waterfall")
    assert letters_seen(inside) == letters_seen(file.decode())
    assert inside.count("font-size=") < 0.75 * inside.count("<text")


def test_a_picture_in_a_page_draws_the_same_with_fewer_letters() -> None:
    file = smaller_svg(svg_of(CHARTS["waterfall"](PAGE), "salt", letters_as_text=True)).decode()
    inside = inline_svg(file.encode(), "waterfall")
    assert len(inside) < 0.5 * len(file)
    shapes = [re.findall(r'(?<= d=")[^"C]*(?=")', text) for text in (file, inside)]
    places = [[each for path in own for each in corners(path)] for own in shapes]
    assert len(places[0]) == len(places[1]) > 100
    for (across, up), (x, y) in zip(*places, strict=True):
        assert abs(across - x) <= 0.051 and abs(up - y) <= 0.051
    assert re.findall(r">([^<]+)</text>", file) == re.findall(r">([^<]+)</text>", inside)
    known = re.findall(r' id="([^"]+)"', inside)
    used = re.findall(r'(?:href="|url\()#([^")]+)', inside)
    assert len(known) == len(set(known)) and used and set(used) <= set(known)
    assert "<g>" not in inside and "stroke-linejoin" not in inside
    ET.fromstring(inside)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


def test_numbers_stay_numbers() -> None:
    cells = [-1.5, 0.1 + 0.2, True, None, float("nan"), 7, "a"]
    assert [cell_text(cell) for cell in cells] == [
        "-1.5", "0.30000000000000004", "yes", "", "", "7", "a"
    ]  # fmt: skip


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        table_of(("a", "b"), [(1,)])
