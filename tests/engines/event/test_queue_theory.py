"""Queueing theory on the event engine."""

from __future__ import annotations

import pytest

from justice_finance.engines.event import ENGINE
from tests.engines.queue_theory import CASES, Theory


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_theory_lies_inside_the_interval_of_the_run(case) -> None:
    case(Theory(ENGINE, times=1.0, largest_error=0.015))
