"""Luck made for many at a time is the luck made one by one."""

from __future__ import annotations

import pytest

from justice_finance.engines import addresses
from justice_finance.engines.event.candidates import BATCH, Candidates, luck_of_many


@pytest.mark.parametrize("first", [0, 5, (1 << 32) - 3, 65535 << 42])
def test_luck_of_many_is_the_same_to_the_bit(first):
    key = addresses.key_of_run(2**40 + 7, 3)
    many = luck_of_many(*key, first, 20, 2, addresses.STEP)
    assert many == [addresses.luck(*key, first + i, 2, addresses.STEP) for i in range(20)]


def test_candidates_know_their_number_and_luck_across_batches():
    key = addresses.key_of_run(1, 0)
    candidates = Candidates(key, klass=3)
    for candidate in range(BATCH + 2):
        number, gap, kept, first_step = candidates.luck(candidate)
        assert number == addresses.fresh_person(3, candidate)
        assert (gap, kept) == addresses.luck(*key, number, 0, addresses.BEGINNING)[:2]
        assert first_step == addresses.luck(*key, number, 0, addresses.STEP)
