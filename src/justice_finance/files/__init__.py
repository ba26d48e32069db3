"""Reads what people write (YAML, CSV) and keeps file, line and column of every key.

Files from people are untrusted; every mistake of a file is reported, all of them together.
"""

from __future__ import annotations

from justice_finance.files.documents import (
    MAX_DEPTH,
    MAX_NUMBER,
    MAX_YAML_BYTES,
    Document,
    KeyPath,
    parse_yaml,
    read_yaml,
)
from justice_finance.files.tables import MAX_CSV_BYTES, Row, read_csv
from justice_finance.files.text import read_text, shown_path
from justice_finance.files.writing import yaml_text

__all__ = [
    "MAX_CSV_BYTES",
    "MAX_DEPTH",
    "MAX_NUMBER",
    "MAX_YAML_BYTES",
    "Document",
    "KeyPath",
    "Row",
    "parse_yaml",
    "read_csv",
    "read_text",
    "read_yaml",
    "shown_path",
    "yaml_text",
]
