"""Rows that differ are told apart, whatever their words."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.engines.compiled import rows
from justice_finance.engines.compiled.rows import kinds_of


@pytest.mark.parametrize("word", [rows.WORD, 0], ids=["mixed", "all_words_alike"])
def test_every_row_is_the_kind_it_is_said_to_be_and_no_kind_stands_twice(word, monkeypatch) -> None:
    monkeypatch.setattr(rows, "WORD", word)
    given = np.random.default_rng(5).choice([0.0, -0.0, 0.1, 0.3, np.inf], (400, 3))
    kinds, which = kinds_of(given)
    np.testing.assert_array_equal(kinds[which], given)
    assert len(kinds) == len({tuple(row) for row in given.tolist()})
    assert kinds_of(given[:0])[0].shape == (0, 3)
