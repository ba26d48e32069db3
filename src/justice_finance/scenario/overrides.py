"""Overrides: named blocks of changes, and what a list of them does to the tree.

An override sets leaves, plain values or whole maps at dotted paths. Two overrides of one scenario
that set the same path, or one inside the other, are refused: their order can then never matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from justice_finance.errors import Mistakes, did_you_mean
from justice_finance.evidence.leaves import Shape, shape_at, shapes_of
from justice_finance.files import KeyPath
from justice_finance.scenario.schema import Model
from justice_finance.scenario.tree import ABSENT, KnownParts, Origin, Source, Tree, dotted, is_leaf

# Maps of the tree's top level: their members make the axes, which are the same in all scenarios.
FIXED_MEMBERS = ("journeys", "services", "interventions", "funding")


@dataclass(frozen=True)
class Setting:
    """One path that an override sets."""

    override: str
    path: KeyPath
    value: Any
    origin: Origin


@dataclass(frozen=True)
class Change:
    """What a scenario changed: old and new value as written, by which override, and where."""

    path: str
    old: Any
    new: Any
    override: str
    origin: Origin

    @property
    def where(self) -> str:
        """File and line, as people cite it."""
        at = self.origin.place
        return f"{at.file}:{at.line}"


def settings_of(name: str, block: object, source: Source, tree: Tree) -> list[Setting]:
    """The paths that an override sets, maps taken apart where the tree has the same map."""
    found: list[Setting] = []
    if isinstance(block, dict):
        for key, value in block.items():
            origin = Origin(source, ("overrides", name, key))
            found.extend(taken_apart(name, tuple(key.split(".")), value, origin, tree))
    return found


def taken_apart(
    name: str, path: KeyPath, value: Any, origin: Origin, tree: Tree
) -> Iterator[Setting]:
    """The settings of one path: one for each member where the tree has the same map."""
    old = tree.get(path)
    both_maps = isinstance(value, dict) and isinstance(old, dict)
    if both_maps and not is_leaf(value) and not is_leaf(old):
        for key, below in value.items():
            yield from taken_apart(name, (*path, key), below, origin.below((key,)), tree)
    else:
        yield Setting(name, path, value, origin)


def add_path_mistakes(settings: Iterable[Setting], tree: Tree, mistakes: Mistakes) -> None:
    """Note every setting whose path leads nowhere."""
    for setting in settings:
        _check_path(setting, tree, mistakes)


def _check_path(setting: Setting, tree: Tree, mistakes: Mistakes) -> None:
    for length in range(1, len(setting.path) + 1):
        path = setting.path[:length]
        above, key = tree.get(path[:-1]), str(path[-1])
        if is_leaf(above) and not _steps_into_leaf(setting.path, length):
            mistakes.add(
                "override_inside_leaf",
                setting.origin.place,
                found=f"`{dotted(setting.path)}`, which sets a part of a value",
                expected=f"`{dotted(path[:-1])}` set as a whole, with its origin and spread",
                do=f"write `{dotted(path[:-1])}:` and the whole value under it",
            )
            return
        if isinstance(above, dict) and key in above:
            continue
        if length == len(setting.path) and setting.value != ABSENT and _may_be_new(path):
            continue
        _unknown(setting, path, tree, mistakes)
        return


def _steps_into_leaf(path: KeyPath, length: int) -> bool:
    """Members of a `by` may be set one by one."""
    return "by" in path[:length] and path.index("by") >= length - 3


def _may_be_new(path: KeyPath) -> bool:
    """Whether the schemas let a new key stand at a path whose map is there."""
    if len(path) < 3 and path[0] in FIXED_MEMBERS:
        return False
    return shape_at(Model, path) is not None


def _unknown(setting: Setting, path: KeyPath, tree: Tree, mistakes: Mistakes) -> None:
    known = known_keys(path[:-1], tree)
    above = dotted(path[:-1])
    shown = ", ".join(f"{above}.{key}".strip(".") for key in known[:12])
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    mistakes.add(
        "override_path_unknown",
        setting.origin.place,
        found=f"`{dotted(setting.path)}`: there is no `{path[-1]}`"
        + (f" in `{above}`" if above else ""),
        expected=f"one of {shown}{more}" if known else "a path of the tree",
        do=did_you_mean(str(path[-1]), known),
    )


def known_keys(path: KeyPath, tree: Tree) -> list[str]:
    """Keys that are there, or that the schemas know, below a path."""
    here = tree.get(path)
    present = list(here) if isinstance(here, dict) else []
    shape: Shape | None = shape_at(Model, path)
    if shape is not None and shape.kind == "record" and shape.record is not None:
        present += [key for key in shapes_of(shape.record) if key not in present]
    return present


def add_conflicts(
    name: str, settings: Sequence[Setting], place_of: Origin, mistakes: Mistakes
) -> None:
    """Note every pair of overrides of one scenario that set the same path or one inside it."""
    seen: dict[KeyPath, Setting] = {}
    for setting in sorted(settings, key=lambda each: tuple(map(str, each.path))):
        for length in range(1, len(setting.path) + 1):
            other = seen.get(setting.path[:length])
            if other is not None and other.origin.path[:3] != setting.origin.path[:3]:
                mistakes.add(
                    "override_conflict",
                    place_of.place,
                    found=f"in `{name}`, `{other.override}` sets {dotted(other.path)} and "
                    f"`{setting.override}` sets {dotted(setting.path)}",
                    expected="each value set by one override of a scenario",
                    do="take one of them out, or put the value into an override of its own",
                )
                break
        seen[setting.path] = setting


def apply(
    tree: Tree, settings: Sequence[Setting], known: KnownParts | None = None
) -> tuple[Tree, tuple[Change, ...]]:
    """The tree with all settings, and what each of them changed; `known` as in `Tree.changed`."""
    changes = tuple(
        Change(dotted(each.path), tree.get(each.path), each.value, each.override, each.origin)
        for each in settings
    )
    written = [(each.path, each.value, each.origin) for each in settings]
    return tree.changed(written, known), changes
