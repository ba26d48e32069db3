"""Reads PDF and Word files as people do: text in order, tags, alternative text."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pypdf


def plain(text: str) -> str:
    """Text without line ends and no-break spaces; Word's hyphens as typed."""
    text = text.replace("\u00ad", "-")
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def text_of_pdf(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return plain("\n".join(page.extract_text() for page in pages))


def text_of_word(content: bytes) -> str:
    """Text of paragraphs and tables, in their order."""
    body = docx.Document(io.BytesIO(content)).element.body
    return plain("\n".join("".join(
        node.text or "\n" if node.tag.endswith("}t") else "\n" if node.tag.endswith("}br") else ""
        for node in one.iter()) for one in body))  # fmt: skip


def structure(content: bytes) -> list[tuple[str, str]]:
    """Kind and alternative text of every tag, in reading order."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    found: list[tuple[str, str]] = []

    def visit(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                visit(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                visit(node["/K"])

    visit(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def text_of_pdf_from_right(content: bytes) -> str:
    """Text in the order in which it is read, where lines run from right to left (PDFium).

    PDF holds such lines as they are seen, so that whoever extracts text has to turn them.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return plain("\n".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()
