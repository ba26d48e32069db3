"""The merged tree of a study's files: plain maps, and where every part of them was written.

A *source* is one file. An *origin* says which source a part of the tree comes from and where in it;
origins are kept only where they change, so the origin of a path is that of its longest prefix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from justice_finance.errors import Place
from justice_finance.evidence.leaf import ORIGINS
from justice_finance.files import Document, KeyPath

ABSENT = "absent"


@dataclass(frozen=True)
class Source:
    """One file of the study; `home` is the path that stands for it in names of inputs."""

    document: Document
    home: str
    scenario_file: bool = False
    """Whether a `choice` may stand in it."""


class Origin(NamedTuple):
    """Where a part of the tree was written."""

    source: Source
    path: KeyPath

    def below(self, rest: KeyPath) -> Origin:
        """The origin of something further down."""
        return Origin(self.source, (*self.path, *rest))

    @property
    def place(self) -> Place:
        """File, line and column."""
        return self.source.document.place(self.path)

    @property
    def home(self) -> str:
        """Name of what is written there, the same wherever it is inherited to."""
        return ".".join([self.source.home, *map(str, self.path)]).strip(".")


def is_leaf(value: object) -> bool:
    """Whether a plain value is a leaf: a map with an origin, replaced whole and never merged."""
    if not isinstance(value, dict):
        return False
    return "value" in value or any(name in value for name in ORIGINS)


def dotted(path: Iterable[str | int]) -> str:
    """A path as people write it."""
    return ".".join(map(str, path))


@dataclass(frozen=True)
class Tree:
    """Plain maps with the origin of every part. A change gives a new tree that shares the rest."""

    data: dict[str, Any]
    origins: Mapping[KeyPath, Origin] = field(repr=False)

    def origin(self, path: KeyPath) -> Origin | None:
        """Where a path was written; None if no file speaks of it."""
        for length in range(len(path), -1, -1):
            known = self.origins.get(path[:length])
            if known is not None:
                return known.below(path[length:])
        return None

    def place(self, path: KeyPath) -> Place:
        """File, line and column of a path; the nearest ancestor that is written somewhere."""
        origin = self.origin(path)
        if origin is None:
            return Place(path=dotted(path))
        at = origin.place
        return Place(at.file, at.line, at.column, dotted(path))

    def home(self, path: KeyPath) -> str:
        """Name of the leaf at a path: where it was written, not where it was inherited to."""
        origin = self.origin(path)
        return dotted(path) if origin is None else origin.home

    def get(self, path: KeyPath) -> Any:
        """The plain value at a path; None if there is none."""
        here: Any = self.data
        for key in path:
            if not isinstance(here, dict) or key not in here:
                return None
            here = here[key]
        return here

    def has(self, path: KeyPath) -> bool:
        """Whether something stands at a path."""
        above = self.get(path[:-1]) if path else {"": None}
        return isinstance(above, dict) and (not path or path[-1] in above)

    def changed(self, settings: Iterable[tuple[KeyPath, Any, Origin]]) -> Tree:
        """A tree with other values at some paths; `absent` takes a key away."""
        root, origins = dict(self.data), dict(self.origins)
        fresh: dict[int, dict[str, Any]] = {id(root): root}
        for path, value, origin in settings:
            here: Any = root
            for key in path[:-1]:
                below = here[key]
                if id(below) not in fresh:
                    below = dict(below)
                    fresh[id(below)] = below
                    here[key] = below
                here = below
            for known in [known for known in origins if known[: len(path)] == path]:
                del origins[known]
            if value == ABSENT:
                here.pop(path[-1], None)
            else:
                here[path[-1]] = value
                origins[path] = origin
        return Tree(root, origins)
