"""One thread for linear algebra while many small matrices are worked through.

The matrices of a decision have at most a few hundred columns. Threads that wait for each other on
matrices so small use several times the processor's time of one thread, most of all on a machine
that is busy otherwise; and one thread adds up in the same order everywhere.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """A context in which BLAS uses one thread."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(limits=1, user_api="blas")
    return limits
