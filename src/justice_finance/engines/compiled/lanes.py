"""Four Philox blocks side by side, in the lanes of a vector: hardly dearer than one.

The ten rounds of a block wait for each other, while a processor could do several at once. The
lanes are whole numbers of 64 bits that hold 32; a product of two halves fits, so the bits are those
of `sampling.philox`.
"""

from __future__ import annotations

from typing import Any

from justice_finance.engines.compiled.columns import apart
from justice_finance.engines.compiled.layout import Wholes

LANES = 4


def four_blocks(
    out: Wholes,
    key0: int,
    key1: int,
    low: int,
    high: int,
    low1: int,
    high1: int,
    step0: int,
    block0: int,
    step1: int,
    block1: int,
    step2: int,
    block2: int,
    step3: int,
    block3: int,
) -> None:
    """Write the words of four addresses to `out`: first words of the lanes, then second ones, ...

    Lane 1 is of the person (low1, high1), the others of (low, high). Compiled code only.
    """
    raise NotImplementedError


def teach_numba_lanes() -> None:
    """Teach numba `four_blocks`."""
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic, overload

    word = ir.IntType(64)
    vector = ir.VectorType(word, LANES)

    @intrinsic
    def made(
        typing_context: Any, out: Any, k0: Any, k1: Any, low: Any, high: Any, low1: Any, high1: Any,
        s0: Any, b0: Any, s1: Any, b1: Any, s2: Any, b2: Any, s3: Any, b3: Any,
    ) -> Any:  # fmt: skip
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            address, key0, key1, low, high, low1, high1, *steps_and_blocks = args
            words = [
                _lanes(builder, [low, low1, low, low]),
                _lanes(builder, [high, high1, high, high]),
                _lanes(builder, steps_and_blocks[0::2]),
                _lanes(builder, steps_and_blocks[1::2]),
            ]
            keys = [_lanes(builder, [key] * LANES) for key in (key0, key1)]
            for number, values in enumerate(_rounds(builder, words, keys)):
                place = builder.add(address, ir.Constant(word, 8 * LANES * number))
                stored = builder.store(values, builder.inttoptr(place, vector.as_pointer()), align=8)
                stored.set_metadata("tbaa", apart(builder, "ahead"))
            return context.get_dummy_value()

        return types.none(out, *[types.int64] * 14), generate

    @overload(four_blocks, strict=False)
    def _four_blocks(
        out: Any, key0: Any, key1: Any, low: Any, high: Any, low1: Any, high1: Any,
        step0: Any, block0: Any, step1: Any, block1: Any, step2: Any, block2: Any,
        step3: Any, block3: Any,
    ) -> Any:  # fmt: skip
        def call(
            out: Any, key0: Any, key1: Any, low: Any, high: Any, low1: Any, high1: Any,
            step0: Any, block0: Any, step1: Any, block1: Any, step2: Any, block2: Any,
            step3: Any, block3: Any,
        ) -> Any:  # fmt: skip
            return made(
                out, key0, key1, low, high, low1, high1,
                step0, block0, step1, block1, step2, block2, step3, block3,
            )  # fmt: skip

        return call


def _every(value: int) -> Any:
    from llvmlite import ir

    return ir.Constant(ir.VectorType(ir.IntType(64), LANES), [value] * LANES)


def _lanes(builder: Any, values: list[Any]) -> Any:
    """A vector of scalars."""
    from llvmlite import ir

    made = ir.Constant(ir.VectorType(ir.IntType(64), LANES), ir.Undefined)
    for lane, value in enumerate(values):
        made = builder.insert_element(made, value, ir.Constant(ir.IntType(32), lane))
    return made


def _rounds(builder: Any, words: list[Any], keys: list[Any]) -> list[Any]:
    """The ten rounds of `sampling.philox`, as instructions on vectors."""
    low_word, half = _every(0xFFFFFFFF), _every(32)
    for number in range(10):
        bumped = [
            builder.and_(builder.add(key, _every((bump * number) & 0xFFFFFFFF)), low_word)
            for key, bump in zip(keys, (0x9E3779B9, 0xBB67AE85), strict=True)
        ]
        first = builder.mul(_every(0xD2511F53), words[0])
        second = builder.mul(_every(0xCD9E8D57), words[2])
        words = [
            builder.xor(builder.xor(builder.lshr(second, half), words[1]), bumped[0]),
            builder.and_(second, low_word),
            builder.xor(builder.xor(builder.lshr(first, half), words[3]), bumped[1]),
            builder.and_(first, low_word),
        ]
    return words
