"""The brief as a Word document: real headings, header rows, alternative text, fixed dates."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from justice_finance.language import LEFT_TO_RIGHT, say, spoken
from justice_finance.reporting.brief.parts import (
    Brief,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Table,
    Terms,
    clean,
)
from justice_finance.reporting.brief.right_to_left import turn
from justice_finance.reporting.shown import Cell
from justice_finance.reporting.timestamps import ZIP_DATE, moment_of

WIDTH = 16.5
"""Centimetres between the margins of a page."""
LETTER, MARGINS_OF_CELL = 0.0212, 0.4
"""Centimetres: width of a bold letter of one point, from above, and both margins of a cell."""
SMALLEST = 7.0
"""Points of letters that can be read."""
BLUE = (0x0B, 0x3C, 0x5D)


def document_of(brief: Brief) -> bytes:
    """The brief as a Word document; the same bytes for the same brief."""
    import docx

    document = docx.Document()
    _set_up(document, brief)
    for part, following in zip(brief.parts, (*brief.parts[1:], None), strict=True):
        match part:
            case Heading():
                heading = document.add_heading(clean(part.text), part.level)
                heading.paragraph_format.page_break_before = part.new_page
            case Paragraph():
                _paragraph(document, part, isinstance(following, (Table, Picture)))
            case Bullets():
                for item in part.items:
                    document.add_paragraph(clean(item), style="List Bullet")
            case Terms():
                for word, meaning in part.items:
                    line = document.add_paragraph()
                    line.add_run(say("{word}: ", word=clean(word))).bold = True
                    line.add_run(clean(meaning))
            case Table():
                _table(document, part)
            case Picture():
                _picture(document, part)
    if brief.right_to_left:
        turn(document, brief.language)
    stream = io.BytesIO()
    document.save(stream)
    return with_fixed_dates(stream.getvalue())


def _set_up(document: Any, brief: Brief) -> None:
    """Properties, page, styles, title, footer."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    properties = document.core_properties
    properties.title = clean(brief.title)[:255]
    properties.author = clean(brief.author)[:255]
    properties.last_modified_by = clean(brief.author)[:255]
    properties.comments = clean(brief.citation)[:255]
    properties.language = brief.language
    properties.revision = 1
    properties.created = properties.modified = moment_of(brief.date).replace(tzinfo=None)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2.0)
    for name, size in (("Normal", 10), ("Title", 18), ("Heading 1", 15), ("Heading 2", 12),
                       ("List Bullet", 10), ("Caption", 9)):  # fmt: skip
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Arial"
        properties_of_run = style.element.get_or_add_rPr()
        fonts = properties_of_run.get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal" and name != "List Bullet":
            style.font.color.rgb = RGBColor(*BLUE)
        apart = properties_of_run.find(qn("w:spacing"))  # it parts letters that are to be joined
        if apart is not None:
            properties_of_run.remove(apart)
    for name, before, after in (("Title", 0, 6), ("Heading 1", 12, 3)):  # one page of summary
        spaced = document.styles[name].paragraph_format
        spaced.space_before, spaced.space_after = Pt(before), Pt(after)
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(6), 1.08
    language = document.styles["Normal"].element.get_or_add_rPr().makeelement(
        qn("w:lang"), {qn("w:val"): brief.language}
    )  # fmt: skip
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    if brief.place:
        document.add_paragraph(clean(brief.place))
    document.add_paragraph(clean(brief.title), style="Title")
    by = ", ".join(part for part in (brief.author, brief.date) if part)
    if by:
        document.add_paragraph(clean(by))
    footer = section.footer.paragraphs[0]
    footer.text = clean(brief.footer)
    footer.runs[0].font.size = Pt(8)


def _paragraph(document: Any, part: Paragraph, with_next: bool) -> None:
    """A paragraph; on one page with the table or picture that it leads to."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = with_next or None
    run = paragraph.add_run(clean(part.text))
    if part.style == "strong":
        run.font.size = Pt(11)
    if part.style == "small":
        run.font.size = Pt(8.5)


def _table(document: Any, part: Table) -> None:
    """A caption, a table whose first row is repeated on each page, a note."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    shown = part.shown
    caption = document.add_paragraph(clean(shown.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    table = document.add_table(rows=1, cols=len(shown.columns))
    table.style = "Light Grid Accent 1"
    table.autofit = False
    size = Pt(size_of(part))
    widths, right = widths_of(part, size.pt), part.holds_numbers()
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    row_properties = table.rows[0]._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row_properties.append(header)
    _description(table, shown.caption)
    for at, head in enumerate(part.heads):
        _fill(table.rows[0].cells[at], [head], size, widths[at], right[at], part.kept_together)
    for number, row in enumerate(shown.rows, start=1):
        made = table.add_row()
        together = part.kept_together and number < len(shown.rows)
        kept = OxmlElement("w:cantSplit")
        made._tr.get_or_add_trPr().append(kept)
        cells = made.cells
        for at, cell in enumerate(row):
            _fill(cells[at], _lines(cell), size, widths[at], right[at], together)
    if shown.note:
        document.add_paragraph().add_run(clean(shown.note)).font.size = Pt(8.5)


def _lines(cell: Cell) -> list[str]:
    """Both lines; one that is written from the left keeps its stops at its own ends."""
    mark = LEFT_TO_RIGHT if spoken().right_to_left else ""
    lines = {"main": cell.main, "below": cell.below}
    return [
        f"{mark}{line}{mark}" if line and name in cell.untranslated else line
        for name, line in lines.items()
    ]


def size_of(part: Table) -> float:
    """Points of a table's letters: smaller where its longest words would be broken."""
    size = 7.5 if len(part.shown.columns) > 7 else 8.5 if part.wide else 9.0
    while size > SMALLEST and sum(_rooms(part, size)) > WIDTH:
        size -= 0.5
    return size


def _rooms(part: Table, size: float) -> list[float]:
    """Centimetres that the longest word of each column takes."""
    return [LETTER * size * letters + MARGINS_OF_CELL for letters in part.longest_words()]


def widths_of(part: Table, size: float) -> list[float]:
    """Centimetres of each column: no word is broken where all of them have room.

    Parameters
    ----------
    part : Table
    size : float
        Of its letters, in points.
    """
    least = _rooms(part, size)
    if sum(least) >= WIDTH:
        return [WIDTH * each / sum(least) for each in least]
    weights = part.weights()
    wanted = [max(0.0, WIDTH * weight / sum(weights) - room)
              for weight, room in zip(weights, least, strict=True)]  # fmt: skip
    spare = (WIDTH - sum(least)) / sum(wanted)
    return [room + spare * more for room, more in zip(least, wanted, strict=True)]


def _description(table: Any, text: str) -> None:
    """Title of a table for those who do not see it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), clean(text))
    table._tbl.tblPr.append(caption)


def _fill(
    cell: Any, lines: list[str], size: Any, width: float, right: bool, with_next: bool
) -> None:
    """One cell: its main line, and a smaller one below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = with_next
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    shown = [line for line in lines if line]
    for at, line in enumerate(shown):
        run = paragraph.add_run(clean(line))
        run.font.size = Pt(size.pt - 1) if at else size
        if at:
            run.bold = False
        if at + 1 < len(shown):
            run.add_break()


def _picture(document: Any, part: Picture) -> None:
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(part.pack.png()), width=Cm(WIDTH))
    shape._inline.docPr.set("descr", clean(part.pack.alternative_text))
    shape._inline.docPr.set("title", clean(part.pack.caption.title))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(clean(part.caption), style="Caption")


def with_fixed_dates(content: bytes) -> bytes:
    """The same archive with one date on all its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, given.read(name))
    return out.getvalue()
