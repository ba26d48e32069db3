"""The luck of fresh problems, made for many candidates at a time: the same bits, sooner.

A candidate needs the uniforms of its beginning whether or not it is kept, and those of its first
step if it is. Whole numbers are exact in numpy too, so nothing differs from `addresses.luck`.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from justice_finance.engines import addresses

BATCH = 256

Luck: TypeAlias = tuple[float, float, float, float]


def luck_of_many(
    key0: int, key1: int, first_person: int, people: int, step: int, block: int
) -> list[Luck]:
    """`addresses.luck` of people with numbers in a row."""
    person = np.arange(first_person, first_person + people, dtype=np.uint64)
    word32 = np.uint64(0xFFFFFFFF)
    shift = np.uint64(32)
    words = [
        person & word32,
        person >> shift,
        np.full(people, step, dtype=np.uint64),
        np.full(people, block, dtype=np.uint64),
    ]
    for _ in range(10):
        first = words[0] * np.uint64(0xD2511F53)
        second = words[2] * np.uint64(0xCD9E8D57)
        words = [
            (second >> shift) ^ words[1] ^ np.uint64(key0),
            second & word32,
            (first >> shift) ^ words[3] ^ np.uint64(key1),
            first & word32,
        ]
        key0 = (key0 + 0x9E3779B9) & 0xFFFFFFFF
        key1 = (key1 + 0xBB67AE85) & 0xFFFFFFFF
    uniforms = [((word.astype(np.float64) + 0.5) / 4294967296.0).tolist() for word in words]
    return list(zip(*uniforms, strict=True))


class Candidates:
    """Candidates of one class, in order."""

    def __init__(self, key: tuple[int, int], klass: int) -> None:
        self._key = key
        self._klass = klass
        self._beginnings: list[Luck] = []
        self._first_steps: list[Luck] = []

    def luck(self, candidate: int) -> tuple[int, float, float, Luck]:
        """Number, uniform of the gap, uniform of being kept, and luck of the first step."""
        place = candidate % BATCH
        if place == 0:
            first = addresses.fresh_person(self._klass, candidate)
            self._beginnings = luck_of_many(*self._key, first, BATCH, 0, addresses.BEGINNING)
            self._first_steps = luck_of_many(*self._key, first, BATCH, 0, addresses.STEP)
        gap, kept, _, _ = self._beginnings[place]
        number = addresses.fresh_person(self._klass, candidate)
        return number, gap, kept, self._first_steps[place]
