"""Finds every leaf of a file: its path, and what kind of number its key takes.

Reads the schemas themselves, so that a new key is found without a change here.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel

from justice_finance.evidence.leaf import Leaf, Slot

LeafPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Shape:
    """What stands under a key: a leaf, a map by id, a record with named keys, or a plain value."""

    kind: Literal["leaf", "map", "record", "plain"]
    slot: Slot | None = None
    inner: Shape | None = None
    record: type[BaseModel] | None = None


@dataclass(frozen=True)
class FoundLeaf:
    """One leaf of a file, with its path from the root that was asked about."""

    path: LeafPath
    leaf: Leaf
    slot: Slot | None
    inside: Literal["", "by", "of"] = ""
    """Whether it is a member of a `by`, or a name of a formula."""


@lru_cache(maxsize=256)
def shapes_of(record: type[BaseModel]) -> Mapping[str, Shape]:
    """What stands under each key of a record."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {name: _shape(hints[name]) for name in record.model_fields}


def _shape(hint: Any, slot: Slot | None = None) -> Shape:
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        inner, *extras = typing.get_args(hint)
        slots = [each for each in extras if isinstance(each, Slot)]
        return _shape(inner, slots[0] if slots else slot)
    if origin in (typing.Union, types.UnionType):
        members = [each for each in typing.get_args(hint) if each is not type(None)]
        return _shape(members[0], slot) if len(members) == 1 else Shape("plain")
    if origin is dict:
        return Shape("map", inner=_shape(typing.get_args(hint)[1]))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        if hint is Leaf:
            return Shape("leaf", slot=slot)
        return Shape("record", record=hint)
    return Shape("plain")


def leaves_of(record: BaseModel, at: LeafPath = ()) -> Iterator[FoundLeaf]:
    """Every leaf of a record, those inside `by` and `of` included, in the order of the schema."""
    for name, shape in shapes_of(type(record)).items():
        value = getattr(record, name)
        if value is not None and shape.kind != "plain":
            yield from _leaves(value, shape, (*at, name))


def _leaves(value: Any, shape: Shape, at: LeafPath) -> Iterator[FoundLeaf]:
    if shape.kind == "leaf":
        yield from _with_inner(FoundLeaf(at, value, shape.slot))
    elif shape.kind == "record":
        yield from leaves_of(value, at)
    elif shape.inner is not None and shape.inner.kind != "plain":
        for key, below in value.items():
            yield from _leaves(below, shape.inner, (*at, key))


def _with_inner(found: FoundLeaf) -> Iterator[FoundLeaf]:
    yield found
    for dimension, members in (found.leaf.by or {}).items():
        for member, leaf in members.items():
            path = (*found.path, "by", dimension, member)
            yield from _with_inner(FoundLeaf(path, leaf, found.slot, "by"))
    for name, leaf in (found.leaf.of or {}).items():
        yield from _with_inner(FoundLeaf((*found.path, "of", name), leaf, None, "of"))


def shape_at(record: type[BaseModel], path: LeafPath) -> Shape | None:
    """What may stand at a path below a record; None if no key of the schemas leads there."""
    shape = Shape("record", record=record)
    position = 0
    while position < len(path):
        key = str(path[position])
        if shape.kind == "record" and shape.record is not None:
            found = shapes_of(shape.record).get(key)
            if found is None:
                return None
            shape = found
        elif shape.kind == "map" and shape.inner is not None:
            shape = shape.inner
        elif shape.kind == "leaf" and key == "by" and position + 2 < len(path):
            position += 2
        elif shape.kind == "leaf" and key == "of" and position + 1 < len(path):
            position += 1
            shape = Shape("leaf")
        else:
            return None
        position += 1
    return shape
