"""What stands behind the pictures of money adds up, and what is said about it is true."""

from __future__ import annotations

import pytest

from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.cost_groups import COST_GROUPS, GAINS_AND_COSTS, GROUP_TITLES
from justice_finance.vocabulary import COST_CATEGORIES
from tests.reporting.sample import sample


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(sample(64))


def test_every_cost_category_stands_in_one_group() -> None:
    every = [name for group in COST_GROUPS.values() for name in group]
    assert sorted(every) == sorted(COST_CATEGORIES)
    assert set(GROUP_TITLES) == set(GAINS_AND_COSTS) == set(COST_GROUPS)


def test_steps_add_up_to_the_net_present_value(report: Report) -> None:
    for option in report.headline:
        own = [each.worth.mean for each in report.value_steps if each.option == option.option]
        assert len(own) >= 4
        size = sum(abs(each) for each in own)
        assert abs(sum(own) - option.net_present_value.mean) <= 1e-9 * size


def test_every_option_has_the_same_steps(report: Report) -> None:
    names = {
        option.option: [e.step for e in report.value_steps if e.option == option.option]
        for option in report.headline
    }
    assert len({tuple(each) for each in names.values()}) == 1
    for each in names.values():
        places = [list(COST_GROUPS).index(name) for name in each]
        assert places == sorted(places)
