"""The words of an address, as a compiler makes them soonest: the same bits as `addresses.luck`.

A product of two 32-bit words fits into 64 bits without a sign, so nothing need be split. A block
takes ten rounds that wait for each other, and four blocks side by side take hardly longer than one
(`lanes`): so the luck that a person will soon ask for is made at once and kept `ahead`.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from justice_finance.engines.addresses import BEGINNING, CHILD_BIT, CHILD_BLOCK, STEP
from justice_finance.engines.addresses import SITTING as SITTING_BLOCK
from justice_finance.engines.compiled.lanes import LANES, four_blocks
from justice_finance.engines.compiled.layout import (
    AHEAD_PERSON,
    AHEAD_VISIT,
    HIGH,
    KEY0,
    KEY1,
    LOW,
    SITTING,
    VISIT,
    WIDE,
    World,
)

FIRST_SITTING = SITTING_BLOCK | (1 << 8)

Four: TypeAlias = tuple[int, int, int, int]


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
    return _signed(word0), _signed(word1), _signed(word2), _signed(word3)


def make_ahead(w: World, slot: int, visit: int) -> None:
    """Make the luck of this step and the next of a person, and of a first sitting at each."""
    low, high = w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH]
    _note(w, low, high, visit)
    four_blocks(
        w.ahead, w.marks[KEY0], w.marks[KEY1], low, high, low, high,
        visit, STEP, visit, FIRST_SITTING, visit + 1, STEP, visit + 1, FIRST_SITTING,
    )  # fmt: skip


def make_beginning(w: World, slot: int, waits: bool, low1: int, high1: int) -> tuple[int, int]:
    """Make the luck of a person's first steps, and with it that of the candidate after.

    Parameters
    ----------
    w : World
    slot : int
        The person.
    waits : bool
        Whether the journey begins in a wait (then the first step has no sitting).
    low1, high1 : int
        The candidate after.

    Returns
    -------
    tuple of two int
        Words of the gap, and of whether that candidate is kept.
    """
    low, high = w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH]
    if waits:
        _note(w, low, high, 0)
        four_blocks(
            w.ahead, w.marks[KEY0], w.marks[KEY1], low, high, low1, high1,
            0, STEP, 0, BEGINNING, 1, STEP, 1, FIRST_SITTING,
        )  # fmt: skip
        return w.ahead[1], w.ahead[LANES + 1]
    make_ahead(w, slot, 0)
    gap, kept, _, _ = words_at(w, low1, high1, 0, BEGINNING)
    return gap, kept


def _note(w: World, low: int, high: int, visit: int) -> None:
    """Note whose luck lies ahead, and from which step on."""
    w.ahead[AHEAD_PERSON] = (high << 32) | low
    w.ahead[AHEAD_VISIT] = visit


def step_words(w: World, slot: int, visit: int) -> Four:
    """Words of a step of the person in a slot, which may have been made ahead."""
    low, high = w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH]
    if is_ahead(w, slot, visit):
        return lane(w, 2 * (visit - w.ahead[AHEAD_VISIT]))
    return words_at(w, low, high, visit, STEP)


def sitting_words(w: World, slot: int) -> Four:
    """Words of the sitting that a person holds, which may have been made ahead."""
    low, high = w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH]
    visit, sitting = w.people[slot * WIDE + VISIT], w.people[slot * WIDE + SITTING]
    if sitting == 1 and is_ahead(w, slot, visit):
        return lane(w, 2 * (visit - w.ahead[AHEAD_VISIT]) + 1)
    return words_at(w, low, high, visit, SITTING_BLOCK | (sitting << 8))


def is_ahead(w: World, slot: int, visit: int) -> bool:
    """Whether the luck of a step of the person in a slot lies ahead."""
    here, further = slot * WIDE, visit - w.ahead[AHEAD_VISIT]
    number = (w.people[here + HIGH] << 32) | w.people[here + LOW]
    return (further == 0 or further == 1) and w.ahead[AHEAD_PERSON] == number


def lane(w: World, number: int) -> Four:
    """What lies ahead: lanes 0 and 2 for two steps, 1 and 3 for a first sitting at each."""
    return (
        w.ahead[number],
        w.ahead[LANES + number],
        w.ahead[2 * LANES + number],
        w.ahead[3 * LANES + number],
    )


def _signed(word: np.uint64) -> int:
    """A word as a whole number with a sign, as all others are."""
    signed: Any = np.int64(word)
    return signed


def words_of(w: World, slot: int, step: int, block: int) -> Four:
    """Four words of the person in a slot."""
    return words_at(w, w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH], step, block)


def become_child(w: World, slot: int) -> None:
    """Let the number in a slot become that of the only child (`addresses.child_of`)."""
    word0, word1, _, _ = words_of(w, slot, 1, CHILD_BLOCK)
    w.people[slot * WIDE + LOW] = word0
    w.people[slot * WIDE + HIGH] = (CHILD_BIT >> 32) | (word1 >> 3)
