"""The world as the compiled kernel sees it: one pointer to the addresses of all its arrays.

To numba an array is seven values and a count of who holds it; passing half a hundred of them from
function to function would make compiling slow and the code no faster. Here the world is one
pointer, `world.people` an address, and `world.people[i]` a load of a whole number (always 64 bits
with a sign, whatever is stored) or of a float. What is asked for most often, `marks` and `clock`,
lies right behind the addresses (`new_frame`). Nothing is checked or counted: the arrays must
outlive the call.
"""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np

from justice_finance.engines.compiled.layout import (
    CLOCK,
    MARKS,
    Floats,
    Wholes,
    World,
    storage_of,
)


def new_frame() -> tuple[Wholes, Wholes, Floats]:
    """Room for all addresses, and behind them `marks` and `clock`, which need no address then."""
    frame = np.zeros(len(World._fields) + MARKS + CLOCK, dtype=np.int64)
    marks, clock = frame[len(World._fields) :][:MARKS], frame[-CLOCK:].view(np.float64)
    return frame, marks, clock


def write_addresses(world: World) -> None:
    """Write into its frame where each array of a world begins, in the order of the fields."""
    for name, values in world._asdict().items():
        if values.dtype != storage_of(name) or not values.flags.c_contiguous:
            raise TypeError(f"world.{name} is {values.dtype}, {storage_of(name)} was expected")
    world.frame[: len(world)] = [values.__array_interface__["data"][0] for values in world]


def beyond(column: Any, place: int) -> Any:
    """The rest of an array from a place on."""
    return column[place:]


def fetch_soon(column: Any, place: int) -> None:
    """Ask for a value that will be read before long, since it may lie far away."""


def zeros_below(word: int) -> int:
    """How many bits of a whole number that is not 0 are 0 below its lowest 1."""
    return (word & -word).bit_length() - 1


def world_of(addresses: Wholes) -> World:
    """The world of its addresses; only compiled code can make one."""
    raise NotImplementedError


class _Numba(NamedTuple):
    """What numba is taught with: a type for a column and one for the world."""

    column: Any
    world: Any
    columns: dict[str, Any]
    word: Any


def teach_numba() -> None:
    """Teach numba what a world is, and the two functions above."""
    known = _types()
    _teach_fields(known)
    _teach_loads_and_stores(known)
    _teach_functions(known)


def _types() -> _Numba:
    from llvmlite import ir
    from numba import types
    from numba.core.datamodel import PrimitiveModel
    from numba.extending import register_model

    class Column(types.Type):
        """The address of one array of the world."""

        def __init__(self, field: str) -> None:
            super().__init__(name=f"Column({field})")
            self.field, self.stored = field, storage_of(field)
            self.element = types.float64 if self.stored == "float64" else types.int64

    class WorldPointer(types.Type):
        """The address of the addresses."""

        def __init__(self) -> None:
            super().__init__(name="World")

    @register_model(Column)
    @register_model(WorldPointer)
    class _Address(PrimitiveModel):
        def __init__(self, models: Any, of_type: Any) -> None:
            super().__init__(models, of_type, ir.IntType(64))

    return _Numba(Column, WorldPointer, {f: Column(f) for f in World._fields}, ir.IntType(64))


def _teach_fields(known: _Numba) -> None:
    from llvmlite import ir
    from numba.core.typing.templates import AttributeTemplate, infer_getattr
    from numba.extending import lower_getattr_generic

    @infer_getattr
    class _Fields(AttributeTemplate):
        key = known.world

        def generic_resolve(self, typ: Any, attr: str) -> Any:
            return known.columns.get(attr)

    beyond_addresses = {"marks": len(World._fields), "clock": len(World._fields) + MARKS}

    @lower_getattr_generic(known.world)
    def _field(context: Any, builder: Any, typ: Any, value: Any, attr: str) -> Any:
        if attr in beyond_addresses:
            return builder.add(value, ir.Constant(known.word, 8 * beyond_addresses[attr]))
        place = ir.Constant(known.word, 8 * World._fields.index(attr))
        pointer = builder.inttoptr(builder.add(value, place), known.word.as_pointer())
        address = builder.load(pointer)
        address.set_metadata("invariant.load", builder.module.add_metadata([]))
        return address


def _teach_loads_and_stores(known: _Numba) -> None:
    from llvmlite import ir
    from numba import types
    from numba.core.typing.templates import AbstractTemplate, infer_global, signature
    from numba.extending import lower_builtin

    memory = {"uint32": ir.IntType(32), "int64": known.word, "float64": ir.DoubleType()}

    def takes(column: Any, place: Any) -> bool:
        return isinstance(column, known.column) and isinstance(place, types.Integer)

    @infer_global(operator.getitem)
    class _Load(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            column, place = args
            if not takes(column, place):
                return None
            return signature(column.element, column, types.int64)

    @infer_global(operator.setitem)
    class _Store(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            column, place, _ = args
            if not takes(column, place):
                return None
            return signature(types.none, column, types.int64, column.element)

    def pointer_to(builder: Any, column: Any, address: Any, place: Any) -> Any:
        size = ir.Constant(known.word, 4 if column.stored == "uint32" else 8)
        where = builder.add(address, builder.mul(place, size))
        return builder.inttoptr(where, memory[column.stored].as_pointer())

    @lower_builtin(operator.getitem, known.column, types.Integer)
    def _load(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        loaded = builder.load(pointer_to(builder, sig.args[0], *args))
        loaded.set_metadata("tbaa", apart(builder, sig.args[0].field))
        return builder.zext(loaded, known.word) if sig.args[0].stored == "uint32" else loaded

    @lower_builtin(operator.setitem, known.column, types.Integer, types.Number)
    def _store(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        address, place, value = args
        if sig.args[0].stored == "uint32":
            value = builder.trunc(value, memory["uint32"])
        stored = builder.store(value, pointer_to(builder, sig.args[0], address, place))
        stored.set_metadata("tbaa", apart(builder, sig.args[0].field))
        return context.get_dummy_value()


def apart(builder: Any, field: str) -> Any:
    """What tells LLVM that no other array of the world lies where this one does."""
    from llvmlite import ir

    add, nothing = builder.module.add_metadata, ir.Constant(ir.IntType(64), 0)
    kind = add([field, add(["world"]), nothing])
    return add([kind, kind, nothing])


def stands_for(function: Any, made: Any) -> None:
    """Let a function that only compiled code can call be what numba was taught."""
    from numba.core.registry import cpu_target
    from numba.core.typing.templates import infer_global

    cpu_target.typing_context.refresh()
    infer_global(function, cpu_target.typing_context.resolve_value_type(made))


def _teach_functions(known: _Numba) -> None:
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def shifted(typing_context: Any, column: Any, place: Any) -> Any:
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            return builder.add(args[0], builder.mul(args[1], ir.Constant(known.word, 8)))

        return column(column, types.int64), generate

    stands_for(beyond, shifted)

    @intrinsic
    def zeros(typing_context: Any, word: Any) -> Any:
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

        return types.int64(types.int64), generate

    @intrinsic
    def fetched(typing_context: Any, column: Any, place: Any) -> Any:
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            size = ir.Constant(known.word, 4 if sig.args[0].stored == "uint32" else 8)
            where = builder.add(args[0], builder.mul(args[1], size))
            pointer = ir.IntType(8).as_pointer()
            number = ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
            asked = builder.module.declare_intrinsic("llvm.prefetch", [pointer], kind)
            how = [ir.Constant(number, each) for each in (0, 3, 1)]
            builder.call(asked, [builder.inttoptr(where, pointer), *how])
            return context.get_dummy_value()

        return types.none(column, types.int64), generate

    stands_for(fetch_soon, fetched)

    stands_for(zeros_below, zeros)

    @intrinsic
    def pointer(typing_context: Any, addresses: Any) -> Any:
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            array = context.make_array(sig.args[0])(context, builder, args[0])
            return builder.ptrtoint(array.data, known.word)

        return known.world()(addresses), generate

    stands_for(world_of, pointer)
