"""Reads text that people wrote: UTF-8, of bounded size, and not empty."""

from __future__ import annotations

from pathlib import Path

from justice_finance.errors import JusticeFinanceError, Mistakes, Place


def shown_path(path: Path) -> str:
    """A path as a person would write it: relative to the working folder where it lies inside."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def read_text(path: Path, limit: int, kind: type[JusticeFinanceError]) -> str:
    """Read UTF-8 text of bounded size."""
    mistakes = Mistakes()
    shown = shown_path(path)
    if not path.is_file():
        mistakes.add(
            "file_missing",
            Place(shown),
            found="no file of this name",
            expected="a file",
            do="check the spelling and the folder",
        )
        mistakes.raise_if_any(kind)
    size = path.stat().st_size
    if size > limit:
        mistakes.add(
            "file_too_large",
            Place(shown),
            found=f"{size:,} bytes",
            expected=f"at most {limit:,} bytes",
            do="split it, or move tables into CSV files",
        )
        mistakes.raise_if_any(kind)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        mistakes.add(
            "file_not_utf8",
            Place(shown, line, column),
            found=f"byte 0x{raw[error.start]:02x}",
            expected="UTF-8 text",
            do="save the file with the encoding UTF-8",
        )
        mistakes.raise_if_any(kind)
    if not text.strip():
        mistakes.add(
            "file_empty",
            Place(shown, 1, 1),
            found="an empty file",
            expected="content",
            do="write it, or take the file out",
        )
        mistakes.raise_if_any(kind)
    return text
