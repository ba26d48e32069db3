"""The world as the compiled kernel sees it: one pointer to the addresses of all its arrays.

To numba an array is seven values and a count of who holds it; passing half a hundred of them from
function to function would make compiling slow and the code no faster. Here the world is one
pointer, `world.people` an address, and `world.people[i]` a load of a whole number (always 64 bits
with a sign, whatever is stored) or of a float. Nothing is checked or counted: the arrays must
outlive the call.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from justice_finance.engines.compiled.layout import Floats, Wholes, World, storage_of

STORED = {"uint32": 32, "int64": 64, "float64": 64}


def addresses_of(world: World) -> Wholes:
    """Where each array of a world begins, in the order of its fields."""
    for name, values in world._asdict().items():
        if values.dtype != storage_of(name) or not values.flags.c_contiguous:
            raise TypeError(f"world.{name} is {values.dtype}, {storage_of(name)} was expected")
    return np.array([values.ctypes.data for values in world], dtype=np.int64)


def beyond(column: Floats, place: int) -> Floats:
    """The rest of an array from a place on."""
    return column[place:]


def world_of(addresses: Wholes) -> World:
    """The world of its addresses; only compiled code can make one."""
    raise NotImplementedError


def teach_numba() -> None:
    """Teach numba what a world is, and the two functions above."""
    from llvmlite import ir
    from numba import types
    from numba.core.datamodel import PrimitiveModel
    from numba.core.typing.templates import (
        AbstractTemplate,
        AttributeTemplate,
        infer_getattr,
        infer_global,
        signature,
    )
    from numba.extending import (
        intrinsic,
        lower_builtin,
        lower_getattr_generic,
        overload,
        register_model,
    )

    word = ir.IntType(64)

    class Column(types.Type):  # type: ignore[misc]
        """The address of an array of one stored type."""

        def __init__(self, stored: str) -> None:
            super().__init__(name=f"Column({stored})")
            self.stored = stored
            self.element = types.float64 if stored == "float64" else types.int64

        @property
        def memory(self) -> ir.Type:
            return ir.DoubleType() if self.stored == "float64" else ir.IntType(STORED[self.stored])

    class WorldPointer(types.Type):  # type: ignore[misc]
        """The address of the addresses."""

        def __init__(self) -> None:
            super().__init__(name="World")

    @register_model(Column)
    @register_model(WorldPointer)
    class _Address(PrimitiveModel):  # type: ignore[misc]
        def __init__(self, dmm: Any, fe_type: Any) -> None:
            super().__init__(dmm, fe_type, word)

    columns = {stored: Column(stored) for stored in STORED}

    @infer_getattr
    class _Fields(AttributeTemplate):  # type: ignore[misc]
        key = WorldPointer

        def generic_resolve(self, typ: Any, attr: str) -> Any:
            return columns[storage_of(attr)] if attr in World._fields else None

    @lower_getattr_generic(WorldPointer)
    def _field(context: Any, builder: Any, typ: Any, value: Any, attr: str) -> Any:
        place = ir.Constant(word, 8 * World._fields.index(attr))
        pointer = builder.inttoptr(builder.add(value, place), word.as_pointer())
        address = builder.load(pointer)
        address.set_metadata("invariant.load", builder.module.add_metadata([]))
        return address

    @infer_global(operator.getitem)
    class _Load(AbstractTemplate):  # type: ignore[misc]
        def generic(self, args: Any, kws: Any) -> Any:
            column, place = args
            if isinstance(column, Column) and isinstance(place, types.Integer):
                return signature(column.element, column, types.int64)
            return None

    @infer_global(operator.setitem)
    class _Store(AbstractTemplate):  # type: ignore[misc]
        def generic(self, args: Any, kws: Any) -> Any:
            column, place, _ = args
            if isinstance(column, Column) and isinstance(place, types.Integer):
                return signature(types.none, column, types.int64, column.element)
            return None

    def pointer_to(builder: Any, column: Any, address: Any, place: Any) -> Any:
        size = 4 if column.stored == "uint32" else 8
        where = builder.add(address, builder.mul(place, ir.Constant(word, size)))
        return builder.inttoptr(where, column.memory.as_pointer())

    @lower_builtin(operator.getitem, Column, types.Integer)
    def _load(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        loaded = builder.load(pointer_to(builder, sig.args[0], *args))
        return builder.zext(loaded, word) if sig.args[0].stored == "uint32" else loaded

    @lower_builtin(operator.setitem, Column, types.Integer, types.Number)
    def _store(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        address, place, value = args
        if sig.args[0].stored == "uint32":
            value = builder.trunc(value, ir.IntType(32))
        builder.store(value, pointer_to(builder, sig.args[0], address, place))
        return context.get_dummy_value()

    @intrinsic
    def shifted(typing_context: Any, column: Any, place: Any) -> Any:
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            return builder.add(args[0], builder.mul(args[1], ir.Constant(word, 8)))

        return column(column, types.int64), generate

    @overload(beyond, strict=False)
    def _beyond(column: Any, place: Any) -> Any:
        return lambda column, place: shifted(column, place)

    @intrinsic
    def pointer(typing_context: Any, addresses: Any) -> Any:
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            array = context.make_array(sig.args[0])(context, builder, args[0])
            return builder.ptrtoint(array.data, word)

        return WorldPointer()(addresses), generate

    @overload(world_of, strict=False)
    def _world_of(addresses: Any) -> Any:
        return lambda addresses: pointer(addresses)
