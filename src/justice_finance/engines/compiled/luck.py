"""The words of an address, as a compiler makes them soonest: the same bits as `addresses.luck`.

A product of two 32-bit words fits into 64 bits without a sign, so nothing need be split. A block
takes ten rounds that wait for each other, and several side by side take hardly longer than one
(`lanes`). So the luck of a class's candidates is made for four at once, with that of their first
steps (`make_candidates`), and that of a step together with that of its first sitting. Whose luck
was made last, and where it lies, is noted in `marks`.
"""

from __future__ import annotations

from math import log
from typing import Any, TypeAlias

import numpy as np

from justice_finance.engines.addresses import BEGINNING, CHILD_BIT, CHILD_BLOCK, STEP
from justice_finance.engines.addresses import SITTING as SITTING_BLOCK
from justice_finance.engines.compiled.lanes import row_of_blocks, two_blocks
from justice_finance.engines.compiled.layout import (
    AHEAD_AT,
    AHEAD_SLOT,
    AHEAD_VISIT,
    CLASS_FACTS,
    HIGH,
    KEY0,
    KEY1,
    LANES,
    LOW,
    LUCK_OF_CANDIDATES,
    LUCK_OF_CLASS,
    LUCK_OF_SITTINGS,
    NONE,
    ROW,
    SITTING,
    START,
    VISIT,
    WIDE,
    World,
)
from justice_finance.engines.sampling import uniform_of
from justice_finance.vocabulary import StateKind

FIRST_SITTING = SITTING_BLOCK | (1 << 8)
WAIT = int(StateKind.WAIT)

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


def make_candidates(w: World, klass: int, candidate: int, mean: float) -> None:
    """Make the luck of a class's candidates from one on whose number is a multiple of four.

    Their gaps, whether they are kept, their first step; and the first step that may be at a
    service, with its sitting.
    """
    w.marks[AHEAD_SLOT] = NONE  # whose luck lies here may still be there, if none since was kept
    low, high = candidate & NONE, (klass << 10) | (candidate >> 32)
    place = _place_of(klass, candidate)
    step = _step_of_service(w, klass)
    row_of_blocks(w.luck, place, w.round_keys, low, high, 0, BEGINNING)
    row_of_blocks(w.luck, place + ROW, w.round_keys, low, high, 0, STEP)
    row_of_blocks(w.luck, place + 2 * ROW, w.round_keys, low, high, step, STEP)
    row_of_blocks(w.luck, place + 3 * ROW, w.round_keys, low, high, step, FIRST_SITTING)
    for lane in range(LANES):
        number = klass * 2 * LANES + (candidate & (2 * LANES - 1)) + lane
        w.next_gap[number] = mean * -log(1.0 - uniform_of(w.luck[place + 2 * lane]))


def _place_of(klass: int, candidate: int) -> int:
    """Where the luck of a candidate lies: of the last four, and of those before them."""
    half, lane = (candidate >> 2) & 1, candidate & 3
    return LUCK_OF_CANDIDATES + klass * LUCK_OF_CLASS + 4 * ROW * half + 2 * lane


def _step_of_service(w: World, klass: int) -> int:
    """The first step that may be at a service: the next if a journey begins in a wait."""
    return 1 if w.kind[w.class_facts[klass * CLASS_FACTS + START]] == WAIT else 0


def kept_word(w: World, klass: int, candidate: int) -> int:
    """The word that decides whether a candidate is kept."""
    return w.luck[_place_of(klass, candidate) + 1]


def note_candidate(w: World, slot: int, klass: int, candidate: int) -> None:
    """Note that the luck of a candidate, who is a person now, lies ahead."""
    w.marks[AHEAD_SLOT] = slot
    w.marks[AHEAD_VISIT] = _step_of_service(w, klass)
    w.marks[AHEAD_AT] = _place_of(klass, candidate) + 2 * ROW


def step_words(w: World, slot: int, visit: int) -> Four:
    """Words of a step of the person in a slot, which may have been made ahead."""
    if w.marks[AHEAD_SLOT] == slot:
        if visit == w.marks[AHEAD_VISIT]:
            return _made(w, w.marks[AHEAD_AT])
        if visit == w.marks[AHEAD_VISIT] - 1:
            return _made(w, w.marks[AHEAD_AT] - ROW)
    return words_of(w, slot, visit, STEP)


def step_at_service(w: World, slot: int, visit: int) -> Four:
    """Words of a step at a service; those of its first sitting are made with them."""
    if w.marks[AHEAD_SLOT] != slot or visit != w.marks[AHEAD_VISIT]:
        low, high = w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH]
        two_blocks(w.luck, 0, w.round_keys, low, high, visit, STEP, FIRST_SITTING)
        w.marks[AHEAD_SLOT], w.marks[AHEAD_VISIT] = slot, visit
        w.marks[AHEAD_AT] = 0
    return _made(w, w.marks[AHEAD_AT])


def first_sitting(w: World) -> Four:
    """Words of the first sitting of the step that was just asked for (`step_at_service`)."""
    return _made(w, w.marks[AHEAD_AT] + ROW)


def sitting_words(w: World, slot: int) -> Four:
    """Words of the sitting that a person holds or waits for."""
    visit, sitting = w.people[slot * WIDE + VISIT], w.people[slot * WIDE + SITTING]
    return words_of(w, slot, visit, SITTING_BLOCK | (sitting << 8))


def between_sittings(w: World, slot: int) -> Four:
    """Words of the parties' delay after a sitting, and of the work of the next."""
    low, high = w.people[slot * WIDE + LOW], w.people[slot * WIDE + HIGH]
    visit, sitting = w.people[slot * WIDE + VISIT], w.people[slot * WIDE + SITTING]
    one, other = SITTING_BLOCK | (sitting << 8), SITTING_BLOCK | ((sitting + 1) << 8)
    two_blocks(w.luck, LUCK_OF_SITTINGS, w.round_keys, low, high, visit, one, other)
    _, _, value, component = _made(w, LUCK_OF_SITTINGS)
    work_word, component_word, _, _ = _made(w, LUCK_OF_SITTINGS + ROW)
    return value, component, work_word, component_word


def _made(w: World, place: int) -> Four:
    """A block that has been made."""
    half = place + 2 * LANES
    return w.luck[place], w.luck[place + 1], w.luck[half], w.luck[half + 1]


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
    if w.marks[AHEAD_SLOT] == slot:
        w.marks[AHEAD_SLOT] = NONE
