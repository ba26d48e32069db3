"""The brief as tagged PDF (PDF/UA-1), by Typst with the fonts that ship inside it.

All text goes to Typst as data and is shown as it is: nothing that a study is named can become
markup or code there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Literal

from justice_finance.charts.style import PAGE
from justice_finance.language import LANGUAGES, say, spoken
from justice_finance.reporting.brief.parts import (
    Brief,
    Bullets,
    Heading,
    Paragraph,
    Part,
    Picture,
    Table,
    Terms,
    clean,
)
from justice_finance.reporting.shown import Cell
from justice_finance.reporting.timestamps import moment_of

TEMPLATE = Path(__file__).parents[1] / "templates" / "brief.typ"
FONTS = Path(__file__).parents[1] / "fonts"
"""Fonts of letters that those inside Typst lack: Arabic."""
STANDARD: Literal["ua-1"] = "ua-1"
"""Accessible PDF; what is not accessible is refused."""
MISSING_LETTER = "could not be displayed"
MARKS_OF_ARABIC = re.compile("[\u064b-\u0652]")
NOT_SHOWN = ("title", "alternative_text", "svg")
HIGHEST = 1.15
"""Height of a picture over the width of the text, at most."""


def pdf_of(brief: Brief) -> bytes:
    """The brief as PDF; the same bytes for the same brief.

    Notes
    -----
    The fonts inside Typst and `FONTS` are used, so that a PDF does not depend on the machine. If a
    text has letters that they lack, those of the machine are asked too; if these lack them as well,
    the PDF is tagged and makes no claim to the standard, which allows no missing letter.
    """
    import typst

    tries: tuple[tuple[bool, Literal["ua-1"] | None], ...] = (
        (True, STANDARD), (False, STANDARD), (False, None),
    )  # fmt: skip
    for own_fonts_alone, standard in tries:
        # The stub has one type for the template and the folders of fonts; any mix is taken.
        compiler = typst.Compiler(  # type: ignore[misc]
            TEMPLATE.read_bytes(),
            font_paths=[FONTS],
            ignore_system_fonts=own_fonts_alone,
            sys_inputs={"brief": json.dumps(record_of(brief), ensure_ascii=False)},
        )
        try:
            made = compiler.compile(
                format="pdf", pdf_standards=standard, timestamp=moment_of(brief.date)
            )  # fmt: skip
        except typst.TypstError as error:
            if standard is None or MISSING_LETTER not in str(error):
                raise
            continue
        if isinstance(made, bytes):
            return made
    raise TypeError("one PDF expected")


def record_of(brief: Brief) -> dict[str, Any]:
    """The brief as plain values, pictures as SVG."""
    moment = moment_of(brief.date)
    record = {
        "title": brief.title,
        "place": brief.place,
        "author": brief.author,
        "date": brief.date,
        "day": [moment.year, moment.month, moment.day],
        "language": brief.language,
        "direction": LANGUAGES[brief.language].direction,
        "footer": brief.footer,
        "parts": [_part(each) for each in brief.parts],
    }
    cleaned: dict[str, Any] = _cleaned(record)
    title = cleaned["title"].strip() or say("Brief")
    shown: dict[str, Any] = _without_marks({**cleaned, "shown_title": title})
    return {**shown, "title": title}


def _without_marks(value: Any) -> Any:
    """What is shown, without the marks that Arabic print may leave out above and below letters.

    With them readers of PDF take a line apart at every mark, and who copies or searches a word that
    has one finds its letters reversed (Poppler, PDFium). The other formats keep them, and so do
    titles and alternative texts, which are no letters on a page.
    """
    if isinstance(value, str):
        return MARKS_OF_ARABIC.sub("", value)
    if isinstance(value, dict):
        return {key: each if key in NOT_SHOWN else _without_marks(each)
                for key, each in value.items()}  # fmt: skip
    return [_without_marks(each) for each in value] if isinstance(value, list) else value


def _cleaned(value: Any) -> Any:
    """The same with every text cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, (list, tuple)) else value


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {"kind": "heading", "text": part.text, "level": part.level,
                    "new_page": part.new_page}  # fmt: skip
        case Paragraph():
            return {"kind": "paragraph", "text": part.text, "style": part.style}
        case Bullets():
            return {"kind": "bullets", "items": list(part.items)}
        case Terms():
            return {
                "kind": "terms",
                "items": [list(each) for each in part.items],
            }
        case Table():
            table = part.shown
            return {
                "kind": "table", "caption": table.caption, "note": table.note,
                "weights": part.weights(), "numbers": part.holds_numbers(),
                "together": part.kept_together,
                "columns": list(part.heads),
                "rows": [[_cell(cell) for cell in row] for row in table.rows],
            }  # fmt: skip
        case Picture():
            svg = part.pack.svg(PAGE).decode("utf-8")
            return {"kind": "picture", "svg": svg, "width": width_of(svg), "caption": part.caption,
                    "alternative_text": part.pack.alternative_text}  # fmt: skip


def _cell(cell: Cell) -> list[str | bool]:
    """Main text, the line below, and whether each of them stays in English."""
    other = spoken().code != "en"
    stays = (other and part in cell.untranslated for part in ("main", "below"))
    return [cell.main, cell.below, *stays]


def width_of(svg: str) -> float:
    """Per cent of the width of the text that a picture takes, so that it fits on a page."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        return 100.0
    width, height = map(float, found.groups())
    return min(100.0, 100.0 * HIGHEST * width / height)
