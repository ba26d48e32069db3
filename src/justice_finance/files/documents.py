"""Reads YAML and keeps line and column of every key and value.

Depth is bounded; tags, anchors and aliases are refused before anything is built; words and numbers
that YAML readers disagree about are refused. All mistakes of a file come together.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from justice_finance.errors import JusticeFinanceError, Mistakes, Place
from justice_finance.files.text import read_text, shown_path

KeyPath = tuple[str | int, ...]

MAX_YAML_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_NUMBER = 1e18

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9_]*)$")
_FLOAT = re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?$")
_BOOLEAN = {"true": True, "false": False, "True": True, "False": False}


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
    builder = _Builder(file, mistakes)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: Any = {}
    try:
        _refuse_aliases_and_tags(text, file, loader, mistakes)
        mistakes.raise_if_any(kind)
        root = yaml.compose(text, Loader=loader)
        if not isinstance(root, yaml.MappingNode):
            _not_a_map(root, file, mistakes)
        else:
            data = builder.build(root, ())
    except (yaml.YAMLError, RecursionError) as error:
        _syntax(error, file, mistakes)
    mistakes.raise_if_any(kind)
    return Document(file, data, builder.places)


def _refuse_aliases_and_tags(text: str, file: str, loader: Any, mistakes: Mistakes) -> None:
    """Look at the events before anything is built, so that no alias is ever expanded."""
    documents = depth = 0
    for event in yaml.parse(text, Loader=loader):
        mark: Any = event.start_mark
        place = Place(file, mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                mistakes.add(
                    "yaml_many_documents",
                    place,
                    found="a second document after `---`",
                    expected="one document in a file",
                    do="put it into a file of its own",
                )
        anchor = getattr(event, "anchor", None)
        if anchor:
            mistakes.add(
                "yaml_alias",
                place,
                found=f"an anchor or alias `{anchor}`",
                expected="every value written out where it holds",
                do="repeat the value, or use `extends` or an override",
            )
        tag = getattr(event, "tag", None)
        if tag:
            mistakes.add(
                "yaml_tag",
                place,
                found=f"the tag {tag}",
                expected="plain maps, lists, words and numbers",
                do="take the tag out",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == MAX_DEPTH + 1:
                mistakes.add(
                    "yaml_too_deep",
                    place,
                    found=f"{depth} levels",
                    expected=f"at most {MAX_DEPTH} levels of nesting",
                    do="flatten the map",
                )
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


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


def _not_a_map(root: Any, file: str, mistakes: Mistakes) -> None:
    line = root.start_mark.line + 1 if root is not None else 1
    mistakes.add(
        "not_a_map",
        Place(file, line, 1),
        found="a list or a single value" if root is not None else "nothing but comments",
        expected="a map of `key: value`",
        do="begin with a key",
    )


class _Builder:
    """Turns YAML nodes into plain values and notes where each stands."""

    def __init__(self, file: str, mistakes: Mistakes) -> None:
        self.file = file
        self.mistakes = mistakes
        self.places: dict[KeyPath, tuple[int, int]] = {}

    def build(self, node: Any, path: KeyPath) -> Any:
        self.places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            return self._map(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _map(self, node: Any, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self._node_place(key_node, path)
            if not isinstance(key_node, yaml.ScalarNode):
                self._add("yaml_key_not_text", place, "a list or map as key", "a plain word", "")
                continue
            key = key_node.value
            if key == "<<":
                self._add("yaml_alias", place, "a merge key `<<`", "every value written out", "")
                continue
            here = (*path, key)
            place = self._node_place(key_node, here)
            if key in result:
                first = self.places[here][0]
                self._add(
                    "yaml_duplicate_key",
                    place,
                    f"`{key}` again (first on line {first})",
                    "each key once",
                    "take one of the two out",
                )
                continue
            self.places[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = self.build(value_node, here)
        return result

    def _scalar(self, node: Any, path: KeyPath) -> Any:
        text, place = node.value, self._node_place(node, path)
        if node.style in ("'", '"', "|", ">"):
            return text
        if node.tag == "tag:yaml.org,2002:null":
            return None
        if node.tag == "tag:yaml.org,2002:bool":
            if text in _BOOLEAN:
                return _BOOLEAN[text]
            self._add(
                "yaml_ambiguous_word",
                place,
                f"the bare word `{text}`",
                "true, false, or the word in quotes",
                f'write "{text}" if the word is meant',
            )
            return None
        if node.tag == "tag:yaml.org,2002:int":
            return self._integer(text, place)
        if node.tag == "tag:yaml.org,2002:float" or _looks_like_float(text):
            return self._float(text, place)
        return text

    def _integer(self, text: str, place: Place) -> int | None:
        if not _INTEGER.match(text):
            self._add(
                "yaml_ambiguous_number",
                place,
                f"`{text}`",
                "a decimal number without leading zeros or colons",
                "write the number in the usual way, or in quotes if it is text",
            )
            return None
        # As a float first: Python refuses to read an integer of thousands of digits.
        if not self._bounded(float(text.replace("_", "")), text, place):
            return None
        return int(text.replace("_", ""))

    def _float(self, text: str, place: Place) -> float | None:
        try:
            number = float(text.replace("_", ""))
        except ValueError:
            number = math.nan if "nan" in text.lower() else math.inf
        if ":" in text:
            self._add("yaml_ambiguous_number", place, f"`{text}`", "a decimal number", "")
            return None
        if not math.isfinite(number):
            self._add("number_not_finite", place, f"`{text}`", "a finite number", "write a number")
            return None
        return number if self._bounded(number, text, place) else None

    def _bounded(self, number: float, text: str, place: Place) -> bool:
        if abs(number) <= MAX_NUMBER:
            return True
        self._add(
            "number_too_large",
            place,
            f"`{text[:40]}`",
            f"a number between -{MAX_NUMBER:g} and {MAX_NUMBER:g}",
            "check the unit and the zeros",
        )
        return False

    def _node_place(self, node: Any, path: KeyPath) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1, ".".join(map(str, path)))

    def _add(self, code: str, place: Place, found: str, expected: str, do: str) -> None:
        self.mistakes.add(
            code, place, found=found, expected=expected, do=do or "write it out plainly"
        )


def _looks_like_float(text: str) -> bool:
    """YAML 1.1 reads 1e6 as text; people mean the number."""
    return bool(text) and text[-1].isdigit() and text not in ("+", "-") and bool(_FLOAT.match(text))
