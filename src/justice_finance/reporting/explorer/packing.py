"""Arrays of draws as 16-bit whole numbers: one scale each, differences from year to year, packed.

A block is one series of one option, (year, draw). Its values are rounded to 1/2047 of its largest;
small series of an option need no finer step than its largest one, and get 1/255 of their own at
the coarsest. What changes from one year to the next is kept, first all low bytes and then all high
bytes, since that packs best. All blocks together are deflated (RFC 1950) and written in letters
(RFC 4648).
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

LARGEST = 2047
"""A finer step would only add digits of luck, which no packing makes smaller."""


COARSEST = 255
"""Steps that the largest value of a block has at least."""


def pack(
    blocks: Sequence[FloatArray], beside: Sequence[float] | None = None
) -> tuple[list[float], str]:
    """Scales of the blocks, and all of them as one text.

    Parameters
    ----------
    blocks : sequence of array (year, draw)
    beside : sequence of float, optional
        For each block the largest value beside which it stands; its own if None.

    Returns
    -------
    list of float, str
        A value is its whole number times the scale of its block.
    """
    scales, parts = [], []
    own = [float(np.abs(block).max(initial=0.0)) for block in blocks]
    for block, most, other in zip(blocks, own, beside or own, strict=True):
        scale = min(max(most, other) / LARGEST, most / COARSEST)
        whole = np.zeros(block.shape) if scale == 0.0 else np.round(block / scale)
        change = np.diff(whole.astype(np.int64), axis=0, prepend=0).astype("<u2", order="C")
        pairs = change.view(np.uint8).reshape(-1, 2)  # changes are modulo 2^16
        parts += [pairs[:, 0].tobytes(), pairs[:, 1].tobytes()]
        scales.append(scale)
    return scales, base64.b64encode(zlib.compress(b"".join(parts), 9)).decode("ascii")


def unpack(
    text: str, scales: Sequence[float], years: Sequence[int], draws: int
) -> list[FloatArray]:
    """The blocks again, (year, draw) each, as far as 16 bits hold them.

    Parameters
    ----------
    text : str
    scales : sequence of float
        One for each block.
    years : sequence of int
        Years of each block.
    draws : int
    """
    data = np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype=np.uint8)
    found, at = [], 0
    for scale, count in zip(scales, years, strict=True):
        size = count * draws
        low, high = data[at : at + size], data[at + size : at + 2 * size]
        change = (low.astype(np.uint16) | (high.astype(np.uint16) << 8)).reshape(count, draws)
        whole = np.cumsum(change, axis=0, dtype=np.uint16).view(np.int16)
        found.append(whole.astype(np.float64) * scale)
        at += 2 * size
    return found
