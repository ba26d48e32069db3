"""Builds plain values from the events of a YAML text, one after the other, never going deep.

Aliases are never expanded and tags never followed: both are mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from justice_finance.errors import Mistakes, Place
from justice_finance.files.scalars import plain_scalar

KeyPath = tuple[str | int, ...]

MAX_DEPTH = 24


@dataclass
class _Frame:
    """A map or list that is open."""

    value: Any
    path: KeyPath
    key: str | None = None
    """Key whose value comes next; None before a key."""
    skips: bool = False
    """Whether the next value belongs to a key that was refused."""


@dataclass
class Builder:
    """Takes events in order; `root` is the value of the document once they have all been taken."""

    file: str
    mistakes: Mistakes
    places: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    root: Any = None
    root_line: int = 1
    documents: int = 0
    _open: list[_Frame] = field(default_factory=list)

    def take(self, event: Any) -> bool:
        """Take one event; False if nothing after it can be understood."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor or event.tag:
                self._refuse_anchor_and_tag(event)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._refuse_anchor_and_tag(event)
            self._begin({} if kind is yaml.MappingStartEvent else [], event)
            return len(self._open) <= MAX_DEPTH or self._too_deep(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
        elif kind is yaml.AliasEvent:
            self._refuse_anchor_and_tag(event)
            self._put(None, event)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self._add(
                    "yaml_many_documents",
                    self._place(event),
                    "a second document after `---`",
                    "one document in a file",
                    "put it into a file of its own",
                )
                return False
        return True

    def _begin(self, value: Any, event: Any) -> None:
        frame = self._open[-1] if self._open else None
        if frame is not None and isinstance(frame.value, dict) and not self._expects_value(frame):
            place = self._place(event, frame.path)
            self._add(
                "yaml_key_not_text",
                place,
                "a list or map as key",
                "a plain word",
                "write it out plainly",
            )
            frame.skips = True
            self._open.append(_Frame(value, frame.path))
            return
        path = self._next_path()
        self._put(value, event)
        self._open.append(_Frame(value, path))

    def _scalar(self, event: Any) -> None:
        frame = self._open[-1] if self._open else None
        if frame is not None and isinstance(frame.value, dict) and not self._expects_value(frame):
            self._begin_key(frame, event)
            return
        if not event.style:
            value = plain_scalar(
                event.value, lambda: self._place(event, self._next_path()), self.mistakes
            )
            self._put(value, event)
        else:
            self._put(event.value, event)

    @staticmethod
    def _expects_value(frame: _Frame) -> bool:
        return frame.key is not None or frame.skips

    def _begin_key(self, frame: _Frame, event: Any) -> None:
        key = event.value
        here = (*frame.path, key)
        if key == "<<" and not event.style:
            place = self._place(event, frame.path)
            found, do = "a merge key `<<`", "write it out plainly"
            self._add("yaml_alias", place, found, "every value written out", do)
            frame.skips = True
        elif key in frame.value:
            first = self.places[here][0]
            self._add(
                "yaml_duplicate_key",
                self._place(event, here),
                f"`{key}` again (first on line {first})",
                "each key once",
                "take one of the two out",
            )
            frame.skips = True
        else:
            mark = event.start_mark
            self.places[here] = (mark.line + 1, mark.column + 1)
            frame.key = key

    def _next_path(self) -> KeyPath:
        if not self._open:
            return ()
        frame = self._open[-1]
        if isinstance(frame.value, list):
            return (*frame.path, len(frame.value))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    def _put(self, value: Any, event: Any) -> None:
        """Put a value where it belongs."""
        mark = event.start_mark
        if not self._open:
            self.root, self.root_line = value, mark.line + 1
            self.places.setdefault((), (mark.line + 1, mark.column + 1))
            return
        frame = self._open[-1]
        if isinstance(frame.value, list):
            path = (*frame.path, len(frame.value))
            self.places.setdefault(path, (mark.line + 1, mark.column + 1))
            frame.value.append(value)
        elif frame.skips:
            frame.skips = False
        elif frame.key is not None:
            frame.value[frame.key] = value
            frame.key = None
        else:  # an alias as key
            frame.skips = True

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor:
            self._add(
                "yaml_alias",
                self._place(event),
                f"an anchor or alias `{event.anchor}`",
                "every value written out where it holds",
                "repeat the value, or use `extends` or an override",
            )
        tag = getattr(event, "tag", None)
        if tag:
            self._add(
                "yaml_tag",
                self._place(event),
                f"the tag {tag}",
                "plain maps, lists, words and numbers",
                "take the tag out",
            )

    def _too_deep(self, event: Any) -> bool:
        self._add(
            "yaml_too_deep",
            self._place(event),
            f"{len(self._open)} levels",
            f"at most {MAX_DEPTH} levels of nesting",
            "flatten the map",
        )
        return False

    def _place(self, event: Any, path: KeyPath = ()) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1, ".".join(map(str, path)))

    def _add(self, code: str, place: Place, found: str, expected: str, do: str) -> None:
        self.mistakes.add(code, place, found=found, expected=expected, do=do)
