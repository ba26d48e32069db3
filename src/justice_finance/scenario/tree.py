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


Written = tuple[KeyPath, Any, Origin]
"""Path, value and origin of one change."""


KnownParts = dict[tuple[KeyPath, tuple[tuple[KeyPath, int], ...]], "Tree"]
"""Changed parts by their path and by what was set there: each path, and which object."""


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

    def changed(self, settings: Iterable[Written], known: KnownParts | None = None) -> Tree:
        """A tree with other values at some paths; `absent` takes a key away.

        Parameters
        ----------
        settings : iterable
            Path, value and origin of each.
        known : dict, optional
            Parts changed before; filled with those changed now. The same settings of one part then
            give the very same map, so that scenarios which share them share all that is made of it.
            One such dict serves one tree, whose settings stay alive as long.
        """
        settings, known = list(settings), {} if known is None else known
        groups: dict[KeyPath, list[Written]] = {}
        for each in settings:
            groups.setdefault(_part_of(each[0]), []).append(each)
        if any(path[0] != "country" and len(path) < 2 for path in groups):
            return self._with(settings)
        root = dict(self.data)
        origins = {
            path: origin
            for path, origin in self.origins.items()
            if path[:2] not in groups and path[:1] not in groups
        }
        for at, group in groups.items():
            key = (at, tuple((path, id(value)) for path, value, _ in group))
            if key not in known:
                known[key] = self._alone(at)._with(group)
            _replace_part(root, self.data, known[key].data, at)
            origins.update(known[key].origins)
        return Tree(root, origins)

    def _alone(self, at: KeyPath) -> Tree:
        """The part at a path, with nothing beside it."""
        origins = {path: each for path, each in self.origins.items() if path[: len(at)] == at}
        data: Any = {at[-1]: self.get(at)} if self.has(at) else {}
        for key in reversed(at[:-1]):
            data = {key: data}
        return Tree(data, origins)

    def _with(self, settings: Iterable[Written]) -> Tree:
        """The tree with each setting applied in turn; maps that change are copied once."""
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


def _part_of(path: KeyPath) -> KeyPath:
    """The component of the tree that a path lies in: the country, one journey, one service, ..."""
    return path[:1] if path[0] == "country" else path[:2]


def _replace_part(root: Any, before: Any, part: Any, at: KeyPath) -> None:
    """Put the part at a path into `root`, a copy of `before`, whose maps are copied once."""
    here, found = root, part
    for key in at[:-1]:
        if here[key] is before[key]:
            here[key] = dict(before[key])
        here, found = here[key], found[key]
    if at[-1] in found:
        here[at[-1]] = found[at[-1]]
    else:
        here.pop(at[-1], None)
