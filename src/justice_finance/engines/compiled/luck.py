"""The words of an address, as a compiler makes them soonest: the same bits as `addresses.luck`.

A product of two 32-bit words fits into 64 bits without a sign, so nothing need be split.
"""

from __future__ import annotations

import numpy as np

from justice_finance.engines.addresses import CHILD_BIT, CHILD_BLOCK
from justice_finance.engines.compiled.layout import HIGH, KEY0, KEY1, LOW, WIDE, World

Four = tuple[np.int64, np.int64, np.int64, np.int64]


def words_at(w: World, low: int, high: int, step: int, block: int) -> Four:
    """Four 32-bit words of a person's number in halves, a step and a block (with its sitting)."""
    word32, half = np.uint64(0xFFFFFFFF), np.uint64(32)
    word0, word1 = np.uint64(low), np.uint64(high)
    word2, word3 = np.uint64(step), np.uint64(block)
    key0, key1 = np.uint64(w.marks[KEY0]), np.uint64(w.marks[KEY1])
    for _ in range(10):
        first = np.uint64(0xD2511F53) * word0
        second = np.uint64(0xCD9E8D57) * word2
        word0 = (second >> half) ^ word1 ^ key0
        word1 = second & word32
        word2 = (first >> half) ^ word3 ^ key1
        word3 = first & word32
        key0 = (key0 + np.uint64(0x9E3779B9)) & word32
        key1 = (key1 + np.uint64(0xBB67AE85)) & word32
    return np.int64(word0), np.int64(word1), np.int64(word2), np.int64(word3)


def words_of(w: World, slot: int, step: int, block: int) -> Four:
    """Four words of the person in a slot."""
    return words_at(w, w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH], step, block)


def become_child(w: World, slot: int) -> None:
    """Let the number in a slot become that of the only child (`addresses.child_of`)."""
    word0, word1, _, _ = words_of(w, slot, 1, CHILD_BLOCK)
    w.people[slot * WIDE + LOW] = word0
    w.people[slot * WIDE + HIGH] = (CHILD_BIT >> 32) | (word1 >> 3)
