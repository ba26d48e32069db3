"""Arrays of draws as 16-bit whole numbers: one scale each, told from what is known already, packed.

A block is one series of one option, (year, draw). Its values are rounded to 1/2047 of its largest;
small series of an option need no finer step than its largest one, and get 1/255 of their own at
the coarsest. Where an earlier block of the same name is nearly proportional (an option at another
level of the budget), the difference from so many times that block is kept; else what changes from
one year to the next. First come all low bytes and then all high bytes, since that packs best. All
blocks together are deflated (RFC 1950) and written in letters (RFC 4648).
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

LARGEST = 2047
"""A finer step would only add digits of luck, which no packing makes smaller."""
COARSEST = 255
"""Steps that the largest value of a block has at least."""
NEARLY_PROPORTIONAL = 0.25
"""Largest sum of squares of differences, beside that of changes, at which they are kept."""


@dataclass(frozen=True)
class Packed:
    """Blocks as one text, and what is needed to read it.

    Attributes
    ----------
    scales : list of float
        A value is its whole number times the scale of its block.
    told_from : list
        For each block, the earlier block and the factor that it is told from; None where it is told
        from year to year.
    text : str
    """

    scales: list[float]
    told_from: list[tuple[int, float] | None]
    text: str


def packed_json(content: Any) -> str:
    """Anything that JSON can say, deflated (RFC 1950), in letters (RFC 4648)."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def pack(
    blocks: Sequence[FloatArray],
    names: Sequence[Hashable] | None = None,
    beside: Sequence[float] | None = None,
) -> Packed:
    """Blocks as one text.

    Parameters
    ----------
    blocks : sequence of array (year, draw)
    names : sequence, optional
        Blocks of one name and shape may be told from each other; none if not given.
    beside : sequence of float, optional
        For each block the largest value beside which it stands; its own if not given.
    """
    scales, parts, told = [], [], []
    whole: list[IntArray] = []
    earlier: dict[Hashable, list[int]] = {}
    own = [float(np.abs(block).max(initial=0.0)) for block in blocks]
    for number, (block, most, other) in enumerate(zip(blocks, own, beside or own, strict=True)):
        scale = min(max(most, other) / LARGEST, most / COARSEST)
        scales.append(scale)
        rounded = np.zeros(block.shape) if scale == 0.0 else np.round(block / scale)
        whole.append(rounded.astype(np.int64))
        known = earlier.setdefault(names[number], []) if names is not None else []
        source = _source(whole, known)
        if source is None:
            left = np.diff(whole[number], axis=0, prepend=0)
        else:
            left = whole[number] - _times(whole[source[0]], source[1])
        known.append(number)
        told.append(source)
        pairs = left.astype("<u2", order="C").view(np.uint8).reshape(-1, 2)  # modulo 2^16
        parts += [pairs[:, 0].tobytes(), pairs[:, 1].tobytes()]
    text = base64.b64encode(zlib.compress(b"".join(parts), 9)).decode("ascii")
    return Packed(scales, told, text)


def _source(whole: list[IntArray], known: Sequence[int]) -> tuple[int, float] | None:
    """The earlier block that the last one is told from best, and its factor."""
    block = whole[-1].astype(np.float64)
    changes = np.diff(block, axis=0, prepend=0.0)
    least, best = NEARLY_PROPORTIONAL * float((changes**2).sum()), None
    for number in known:
        one = whole[number].astype(np.float64)
        square = float((one**2).sum())
        if one.shape != block.shape or square == 0.0:
            continue
        factor = float((one * block).sum()) / square
        left = float(((block - factor * one) ** 2).sum())
        if left < least:
            least, best = left, (number, factor)
    return best


def _times(whole: IntArray, factor: float) -> IntArray:
    """So many times whole numbers, to the nearest; halves go up, as in the page's script."""
    return np.asarray(np.floor(factor * whole + 0.5), dtype=np.int64)


def unpack(packed: Packed, years: Sequence[int], draws: int) -> list[FloatArray]:
    """The blocks again, (year, draw) each, as far as 16 bits hold them.

    Parameters
    ----------
    packed : Packed
    years : sequence of int
        Years of each block.
    draws : int
    """
    data = np.frombuffer(zlib.decompress(base64.b64decode(packed.text)), dtype=np.uint8)
    whole: list[IntArray] = []
    at = 0
    for source, count in zip(packed.told_from, years, strict=True):
        size = count * draws
        low, high = data[at : at + size], data[at + size : at + 2 * size]
        pairs = low.astype(np.int64) + 256 * high.astype(np.int64)
        left: IntArray = pairs.reshape(count, draws)
        if source is None:
            numbers: IntArray = np.cumsum(left, axis=0)
        else:
            numbers = left + _times(whole[source[0]], source[1])
        whole.append((numbers + 2**15) % 2**16 - 2**15)  # kept modulo 2^16
        at += 2 * size
    return [
        each.astype(np.float64) * scale for each, scale in zip(whole, packed.scales, strict=True)
    ]
