"""Philox blocks side by side, in the lanes of a vector: hardly dearer than one.

The ten rounds of a block wait for each other, while a processor could do several at once. The
lanes are whole numbers of 64 bits that hold 32; a product of two halves fits, so the bits are those
of `sampling.philox`. The keys of the rounds are made once for a run (`round_keys`).

Blocks lie in `luck` in rows: the first two words of each of four lanes, then the other two of each.
Two blocks of one person lie in the first lane of two rows.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from justice_finance.engines.compiled.columns import apart, stands_for
from justice_finance.engines.compiled.layout import LANES, ROW, Wholes, Words

ROUNDS = 10
BUMPS = (0x9E3779B9, 0xBB67AE85)


def round_keys(key0: int, key1: int) -> Wholes:
    """Both keys of each round, in as many lanes as a vector has."""
    keys = [
        (key + number * bump) & 0xFFFFFFFF
        for number in range(ROUNDS)
        for key, bump in zip((key0, key1), BUMPS, strict=True)
    ]
    return np.repeat(np.array(keys, dtype=np.int64), LANES)


def row_of_blocks(
    luck: Words, place: int, keys: Wholes, low: int, high: int, step: int, block: int
) -> None:
    """Write the blocks of four persons, low .. low + 3, at one address. Compiled code only."""
    raise NotImplementedError


def two_blocks(
    luck: Words,
    place: int,
    keys: Wholes,
    low: int,
    high: int,
    step: int,
    block0: int,
    block1: int,
) -> None:
    """Write two blocks of one step of a person, in two rows. Compiled code only."""
    raise NotImplementedError


def teach_numba_lanes() -> None:
    """Teach numba the two functions above."""
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def made_row(
        typing_context: Any, luck: Any, place: Any, keys: Any, low: Any, high: Any, step: Any,
        block: Any,
    ) -> Any:  # fmt: skip
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            luck, place, keys, low, high, step, block = args
            along = ir.Constant(ir.VectorType(ir.IntType(64), LANES), list(range(LANES)))
            words = [_lanes(builder, [each] * LANES) for each in (low, high, step, block)]
            words[0] = builder.add(words[0], along)
            _write_row(builder, luck, place, _rounds(builder, words, keys))
            return context.get_dummy_value()

        return types.none(luck, types.int64, keys, *[types.int64] * 4), generate

    @intrinsic
    def made_two(
        typing_context: Any, luck: Any, place: Any, keys: Any, low: Any, high: Any, step: Any,
        block0: Any, block1: Any,
    ) -> Any:  # fmt: skip
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            luck, place, keys, low, high, step, block0, block1 = args
            words = [_lanes(builder, [each] * 2) for each in (low, high, step)]
            words.append(_lanes(builder, [block0, block1]))
            _write_two(builder, luck, place, _rounds(builder, words, keys))
            return context.get_dummy_value()

        return types.none(luck, types.int64, keys, *[types.int64] * 5), generate

    stands_for(row_of_blocks, made_row)
    stands_for(two_blocks, made_two)


def _every(value: int, like: Any) -> Any:
    from llvmlite import ir

    return ir.Constant(like.type, [value] * like.type.count)


def _lanes(builder: Any, values: list[Any]) -> Any:
    """A vector of scalars."""
    from llvmlite import ir

    made = ir.Constant(ir.VectorType(ir.IntType(64), len(values)), ir.Undefined)
    for lane, value in enumerate(values):
        made = builder.insert_element(made, value, ir.Constant(ir.IntType(32), lane))
    return made


def _rounds(builder: Any, words: list[Any], keys: Any) -> list[Any]:
    """The ten rounds of `sampling.philox`, as instructions on vectors."""
    like = words[0]
    low_word, half = _every(0xFFFFFFFF, like), _every(32, like)
    for number in range(ROUNDS):
        key0, key1 = (_key(builder, like.type, keys, 2 * number + which) for which in range(2))
        first = builder.mul(_every(0xD2511F53, like), builder.and_(words[0], low_word))
        second = builder.mul(_every(0xCD9E8D57, like), builder.and_(words[2], low_word))
        words = [
            builder.xor(builder.xor(words[1], key0), builder.lshr(second, half)),
            builder.and_(second, low_word),
            builder.xor(builder.xor(words[3], key1), builder.lshr(first, half)),
            builder.and_(first, low_word),
        ]
    return words


def _key(builder: Any, kind: Any, keys: Any, number: int) -> Any:
    from llvmlite import ir

    place = builder.add(keys, ir.Constant(ir.IntType(64), 8 * LANES * number))
    loaded = builder.load(builder.inttoptr(place, kind.as_pointer()), align=8)
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


def _write_row(builder: Any, luck: Any, place: Any, words: list[Any]) -> None:
    for half, pairs in enumerate(_pairs(builder, words)):
        _store(builder, luck, place, 2 * LANES * half, pairs)


def _write_two(builder: Any, luck: Any, place: Any, words: list[Any]) -> None:
    from llvmlite import ir

    for half, pairs in enumerate(_pairs(builder, words)):
        for row in range(2):
            pair = builder.extract_element(pairs, ir.Constant(ir.IntType(32), row))
            _store(builder, luck, place, ROW * row + 2 * LANES * half, pair)


def _pairs(builder: Any, words: list[Any]) -> list[Any]:
    """The first two words of each lane side by side, and the other two."""
    half = _every(32, words[0])
    return [builder.or_(words[n], builder.shl(words[n + 1], half)) for n in (0, 2)]


def _store(builder: Any, luck: Any, place: Any, further: int, values: Any) -> None:
    from llvmlite import ir

    word = ir.IntType(64)
    where = builder.mul(builder.add(place, ir.Constant(word, further)), ir.Constant(word, 4))
    address = builder.inttoptr(builder.add(luck, where), values.type.as_pointer())
    stored = builder.store(values, address, align=4)
    stored.set_metadata("tbaa", apart(builder, "luck"))
