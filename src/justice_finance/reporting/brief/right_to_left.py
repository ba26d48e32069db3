"""A Word document that reads from right to left: paragraphs, runs, tables, page."""

from __future__ import annotations

from typing import Any

AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
              "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
              "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
              "w:rPr", "w:sectPr", "w:pPrChange")  # fmt: skip
"""What follows the mark of a paragraph in the order that the format asks for."""


def turn(document: Any, language: str) -> None:
    """Let a finished document read from right to left, in a language written so."""
    from docx.oxml.ns import qn

    parts = [document.element.body, document.sections[0].footer._element]
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            _mark(paragraph.get_or_add_pPr(), "w:bidi", AFTER_BIDI)
        for run in part.iter(qn("w:r")):
            _letters(run.get_or_add_rPr())
        for table in part.iter(qn("w:tbl")):
            _mark(table.tblPr, "w:bidiVisual", ("w:tblStyleRowBandSize", "w:tblStyleColBandSize",
                  "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd",
                  "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"))  # fmt: skip
    for style in document.styles.element.iter(qn("w:style")):
        properties = style.find(qn("w:rPr"))
        if properties is not None:
            _sizes(properties)
            fonts = properties.find(qn("w:rFonts"))
            if fonts is not None and fonts.get(qn("w:ascii")):
                fonts.set(qn("w:cs"), fonts.get(qn("w:ascii")))
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:bidi"), language)
    _mark(document.sections[0]._sectPr, "w:bidi", ("w:rtlGutter", "w:docGrid"))


def _letters(properties: Any) -> None:
    _sizes(properties)
    _mark(properties, "w:rtl", ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:oMath"))


def _sizes(properties: Any) -> None:
    """Letters from right to left have a size and a weight of their own in this format."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    size, bold = properties.find(qn("w:sz")), properties.find(qn("w:b"))
    if size is not None:
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        own = OxmlElement("w:szCs")
        own.set(qn("w:val"), size.get(qn("w:val")))
        size.addnext(own)
    if bold is not None and properties.find(qn("w:bCs")) is None:
        own = OxmlElement("w:bCs")
        if bold.get(qn("w:val")) is not None:
            own.set(qn("w:val"), bold.get(qn("w:val")))
        bold.addnext(own)


def _mark(properties: Any, name: str, successors: tuple[str, ...]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if properties.find(qn(name)) is None:
        properties.insert_element_before(OxmlElement(name), *successors)
