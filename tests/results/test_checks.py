"""Each check passes what is right and stops what is wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from justice_finance.errors import EngineError
from justice_finance.results.checks import check_flows, check_ledger
from justice_finance.results.ledger import post
from tests.results import made_up

SIZE = made_up.Size()


def codes(error: pytest.ExceptionInfo[EngineError]) -> set[str]:
    return {mistake.code for mistake in error.value.mistakes}


def made(seed: int = 1):
    luck = np.random.default_rng(seed)
    return made_up.outline(SIZE, luck), made_up.flows(SIZE, luck)


@pytest.mark.parametrize("seed", range(5))
def test_flows_that_conserve_people_pass(seed: int) -> None:
    check_flows(*made(seed))


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("stock_end", (0, 1, 2, 0)),  # a person more waiting than came
        ("stock_end", (0, 1, 2, 3)),  # a case more at a service
        ("entries", (1, 0, 0, -1)),  # a journey ended twice
        ("fresh", (0, 0, 0)),
        ("completed", (0, 2, 1, 1)),
        ("opening_stock", (3, 0, 1)),
    ],
)
def test_one_person_more_or_less_is_noticed(name: str, where: tuple[int, ...]) -> None:
    outline, flows = made()
    wrong = getattr(flows, name).copy()
    wrong[where] += 1e-6
    with pytest.raises(EngineError) as error:
        check_flows(outline, replace(flows, **{name: wrong}))
    assert codes(error) == {"people_not_conserved"}


def test_an_undefined_number_is_noticed() -> None:
    outline, flows = made()
    wrong = flows.sittings.copy()
    wrong[0, 0, 0, 0] = np.nan
    with pytest.raises(EngineError) as error:
        check_flows(outline, replace(flows, sittings=wrong))
    assert codes(error) == {"flows_not_finite"}


def test_fewer_than_no_people_is_noticed() -> None:
    outline, flows = made()
    with pytest.raises(EngineError) as error:
        check_flows(outline, replace(flows, queue_end=-flows.queue_end))
    assert codes(error) == {"flows_negative"}


def test_unlimited_hours_are_no_mistake() -> None:
    outline, flows = made()
    check_flows(outline, replace(flows, hours_available=np.full_like(flows.hours_used, np.inf)))


def test_money_that_differs_from_the_recomputation_is_noticed() -> None:
    outline, flows = made()
    posted = post(outline, flows)
    wrong = replace(
        posted,
        amount=posted.amount * (1 + 1e-8),
        by_problem=posted.by_problem * (1 + 1e-8),
        by_group=posted.by_group * (1 + 1e-8),
    )
    with pytest.raises(EngineError) as error:
        check_ledger(outline, flows, wrong)
    assert codes(error) == {"ledger_recomputation_differs"}


def test_a_margin_that_does_not_sum_is_noticed() -> None:
    outline, flows = made()
    posted = post(outline, flows)
    with pytest.raises(EngineError) as error:
        check_ledger(outline, flows, replace(posted, by_group=posted.by_group * 1.01))
    assert codes(error) == {"ledger_margins_differ"}


def test_money_from_nowhere_is_noticed() -> None:
    outline, flows = made()
    posted = post(outline, flows)
    wrong = posted.amount.copy()
    wrong[0, 0, 0] = np.inf
    with pytest.raises(EngineError) as error, np.errstate(invalid="ignore"):
        check_ledger(outline, flows, replace(posted, amount=wrong))
    assert "ledger_not_balanced" in codes(error)
