"""Reads YAML and keeps line and column of every key and value.

Depth is bounded; tags, anchors and aliases are refused before anything is built; words and numbers
that YAML readers disagree about are refused. All mistakes of a file come together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from justice_finance.errors import JusticeFinanceError, Mistakes, Place
from justice_finance.files.builder import MAX_DEPTH, Builder, KeyPath
from justice_finance.files.scalars import MAX_NUMBER
from justice_finance.files.text import read_text, shown_path

MAX_YAML_BYTES = 2_000_000

__all__ = [
    "MAX_DEPTH",
    "MAX_NUMBER",
    "MAX_YAML_BYTES",
    "Document",
    "KeyPath",
    "parse_yaml",
    "read_yaml",
]


@dataclass(frozen=True)
class Document:
    """A YAML file as plain maps, lists and scalars, with the place of each key and value."""

    file: str
    data: dict[str, Any]
    places: dict[KeyPath, tuple[int, int]] = field(repr=False)

    def place(self, path: KeyPath) -> Place:
        """Where a key path stands; the nearest ancestor if the key itself is absent."""
        dotted = ".".join(map(str, path))
        known = path
        while known and known not in self.places:
            known = known[:-1]
        line, column = self.places.get(known, (1, 1))
        return Place(self.file, line, column, dotted)


def read_yaml(path: Path, kind: type[JusticeFinanceError] = JusticeFinanceError) -> Document:
    """Read one YAML file.

    Parameters
    ----------
    path : Path
        The file.
    kind : type
        The error to raise, of the part that reads it.

    Returns
    -------
    Document
        Plain values and their places.

    Raises
    ------
    JusticeFinanceError
        Of `kind`, with every mistake of the file.
    """
    text = read_text(path, MAX_YAML_BYTES, kind)
    return parse_yaml(text, shown_path(path), kind)


def parse_yaml(
    text: str, file: str, kind: type[JusticeFinanceError] = JusticeFinanceError
) -> Document:
    """Read YAML text; `file` is the name shown in messages."""
    mistakes = Mistakes()
    builder = Builder(file, mistakes)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if _take_all(loader(text), builder) and not isinstance(builder.root, dict):
            _not_a_map(builder, mistakes)
    except (yaml.YAMLError, RecursionError) as error:
        _syntax(error, file, mistakes)
    mistakes.raise_if_any(kind)
    return Document(file, builder.root, builder.places)


def _take_all(events: Any, builder: Builder) -> bool:
    """Hand the builder every event of a text; False if it can make nothing of the rest."""
    try:
        while type(event := events.get_event()) is not yaml.StreamEndEvent:
            if not builder.take(event):
                return False
    finally:
        events.dispose()
    return True


def _syntax(error: Exception, file: str, mistakes: Mistakes) -> None:
    mark = getattr(error, "problem_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    mistakes.add(
        "yaml_syntax",
        place,
        found=str(getattr(error, "problem", None) or type(error).__name__),
        expected="YAML: `key: value` lines, indented with spaces",
        do="mend the line named, or the one before it",
    )


def _not_a_map(builder: Builder, mistakes: Mistakes) -> None:
    mistakes.add(
        "not_a_map",
        Place(builder.file, builder.root_line, 1),
        found="a list or a single value" if builder.documents else "nothing but comments",
        expected="a map of `key: value`",
        do="begin with a key",
    )
