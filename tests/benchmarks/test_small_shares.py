"""A share of a country, as the table of small shares describes it."""

from __future__ import annotations

import pytest

from benchmarks.small_shares import at_share, measured, table
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study


def test_the_table_has_a_row_for_each_share_and_the_whole_country_is_one() -> None:
    recipes = recipes_of(load_study("scenarios/invented"))
    realised = next(recipes.realise_all(recipes.variants[0], None))
    shares = [measured(realised, share) for share in (0.5, 1.0)]
    assert [len(one.days) for one in shares] == [4, 1]
    text = table(realised, shares)
    whole = [line for line in text.splitlines() if line.startswith("| 1 |")]
    assert len(whole) == 2
    assert "(1.00)" in whole[0]
    limited = int(realised.services.limited.argmax())
    assert at_share(realised, limited, 1.0) in whole[1]
    assert float(at_share(realised, limited, 1e-6).split(", ")[1]) == pytest.approx(
        1e6 / realised.services.staff[0, 0, limited], rel=0.01
    )
