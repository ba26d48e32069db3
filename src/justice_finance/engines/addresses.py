"""Where each piece of luck stands: who a person is, and which uniform decides what.

Luck is addressed, never drawn in turn. An address is

    (seed, replication | person, step, purpose)

and gives one uniform in (0, 1). The key of a run is made from the seed and the replication. The
counter is the person's number (two words), the step of the journey, and the block of purposes with
the number of the sitting. One block holds four uniforms that are needed together; a new purpose is
added at the end and changes no other. Draws, scenarios and the order of events enter no address,
so that a person has the same luck in each of them.

Who a person is (63 bits; bit 62 marks a child, bit 61 someone there on day 0):
a fresh person is the class (16 bits) and the number of the candidate in it (42 bits); someone there
on day 0 is kind (3), class (16), state (10) and number (32); a child, that is a problem that
returned or was set off, is a keyed hash (61 bits) of its parent and ordinal. Two children share a
hash with a probability of about 2e-7 in a million children; nothing breaks if they do.
"""

from __future__ import annotations

from enum import IntEnum

from justice_finance.engines.sampling import WORD, philox, uniform_of

MOST_CLASSES = 1 << 16
MOST_STATES = 1 << 10

CHILD_BIT = 1 << 62
OPENING_BIT = 1 << 61
WHOLE_GROUP = WORD  # number that stands for all of an opening group together


class OpeningKind(IntEnum):
    """Which array of `Opening` a person there on day 0 was counted in."""

    WAITING = 0
    QUEUEING = 1
    BETWEEN_SITTINGS = 2
    DORMANT_RETURN = 3
    DORMANT_KNOCK_ON = 4


class Purpose(IntEnum):
    """What a uniform decides: four times its block, plus its place in the block.

    Names of equal value share a uniform: a step is in a wait, in a service or at an end, and
    never two of them.
    """

    # block 0, step 0: how a problem begins
    ARRIVAL_GAP = 0  # time since the candidate before, of the same class
    ARRIVAL_KEPT = 1  # whether the candidate is a person in this scenario
    CHILD_PROBLEM = 2  # which problem was set off
    CHILD_SERIOUSNESS = 3
    # block 1, at each step of the journey
    TIME_VALUE = 4  # of a wait, or until a problem returns or sets off another
    TIME_COMPONENT = 5
    MOVE = 6  # to which state
    COMES_BACK = 7  # at an end: whether it returns, or sets off another
    SITTINGS = 4  # in a service: how many sittings, all by this one
    PATIENCE = 5
    # block 2, at each sitting of a step
    WORK_VALUE = 8
    WORK_COMPONENT = 9
    PARTIES_VALUE = 10
    PARTIES_COMPONENT = 11
    # block 3, step = service: where a person goes
    SITE = 12
    # block 4, step 0: those there on day 0
    TIME_LEFT_VALUE = 16
    TIME_LEFT_COMPONENT = 17
    TIME_LEFT_STAGE = 18  # of a gap: the parties' own delay, or the notice
    GROUP_ROUNDING = 19  # number WHOLE_GROUP only: the broken part of an expected number
    # block 5, step 0: those there on day 0 in a service
    JOINED = 20  # when, within the stretch of past days that is this person's
    LATER_SITTING = 21  # whether it is not the first sitting that is waited for
    SITTING_NUMBER = 22  # which one
    SITTINGS_LEFT = 23  # how many follow that one
    # block 6: ordinal of the child as step; two words make its number
    CHILD = 24


BEGINNING = 0
STEP = 1
SITTING = 2
PLACE = 3
OPENING = 4
OPENING_VISIT = 5
CHILD_BLOCK = 6


def key_of_run(seed: int, replication: int) -> tuple[int, int]:
    """The two key words of a run, 32 bits each, from a seed and a replication below 2^64."""
    word0, word1, _, _ = philox(
        seed & WORD, (seed >> 32) & WORD, replication & WORD, (replication >> 32) & WORD, 0, 0
    )
    return word0, word1


def luck(
    key0: int, key1: int, person: int, step: int, block: int, sitting: int = 0
) -> tuple[float, float, float, float]:
    """The four uniforms of a block, at one step of one person (and sitting, from 1).

    Parameters
    ----------
    key0, key1 : int
        From `key_of_run`.
    person : int
        Below 2^63.
    step : int
        Number of the state on this person's way, from 0 (or the service, or the ordinal).
    block : int
        Purposes 4 x block .. 4 x block + 3.
    sitting : int
        Below 2^24.

    Returns
    -------
    tuple of four float
        In (0, 1).
    """
    word0, word1, word2, word3 = philox(
        person & 0xFFFFFFFF, person >> 32, step, block | (sitting << 8), key0, key1
    )
    return (
        (word0 + 0.5) / 4294967296.0,
        (word1 + 0.5) / 4294967296.0,
        (word2 + 0.5) / 4294967296.0,
        (word3 + 0.5) / 4294967296.0,
    )


def uniform(key0: int, key1: int, person: int, step: int, purpose: int, sitting: int = 0) -> float:
    """The one uniform at an address."""
    words = philox(
        person & 0xFFFFFFFF, person >> 32, step, (purpose >> 2) | (sitting << 8), key0, key1
    )
    return uniform_of(words[purpose & 3])


def fresh_person(class_number: int, candidate: int) -> int:
    """The number of a candidate (from 0) among a class's fresh problems."""
    return (class_number << 42) | candidate


def opening_person(kind: int, class_number: int, state: int, number: int) -> int:
    """The number of someone there on day 0."""
    return OPENING_BIT | (kind << 58) | (class_number << 42) | (state << 32) | number


def child_of(key0: int, key1: int, parent: int, ordinal: int) -> int:
    """The number of a problem that returned or was set off: a keyed hash, 61 bits below bit 62."""
    word0, word1, _, _ = philox(parent & 0xFFFFFFFF, parent >> 32, ordinal, CHILD_BLOCK, key0, key1)
    return CHILD_BIT | ((word1 >> 3) << 32) | word0
