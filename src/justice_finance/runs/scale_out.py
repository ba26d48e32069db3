"""A run over a Dask cluster that stands already: the same tasks, done elsewhere.

Every worker must have the same versions of this package and of numpy; the bits are then those of a
run on one machine, since sums have one order wherever tasks are done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.results.pieces import Piece
from justice_finance.runs.plan import Task
from justice_finance.runs.workers import Work

if TYPE_CHECKING:
    from distributed import Client

AT_ONCE = 4
"""Tasks under way for each thread of a worker: enough to keep it busy, few enough to hold here."""
SECONDS_TO_ANSWER = 10


@dataclass(frozen=True)
class Cluster:
    """The scheduler of a cluster, by its address (`tcp://host:8786`)."""

    address: str

    def finished(self, work: Work, tasks: Sequence[Task]) -> Iterator[tuple[Task, list[Piece]]]:
        """Tasks as they finish; not more under way than the cluster can do soon."""
        from distributed import as_completed

        with _client(self.address) as client:
            shared = client.scatter(work, broadcast=True, hash=False)
            threads = max(1, sum(client.nthreads().values()))
            waiting = iter(tasks)
            first = [task for task, _ in zip(waiting, range(AT_ONCE * threads), strict=False)]
            under_way = as_completed(
                [client.submit(do_task, shared, task, pure=False) for task in first],
                loop=client.loop,
            )
            for future in under_way:
                done: tuple[Task, list[Piece]] = future.result()
                future.release()
                following = next(waiting, None)
                if following is not None:
                    under_way.add(client.submit(do_task, shared, following, pure=False))
                yield done


def do_task(work: Work, task: Task) -> tuple[Task, list[Piece]]:
    """What a worker does."""
    return task, work.pieces(task)


def cluster_at(address: str) -> Cluster:
    """A cluster, once it is known that it answers.

    Raises
    ------
    RunError
        If the library is missing, or nothing answers at this address.
    """
    try:
        with _client(address):
            return Cluster(address)
    except ImportError:
        raise RunError(
            Mistake(
                "library_missing",
                Place(path="cluster"),
                found="no library `distributed`",
                expected="Dask's `distributed`, the same version as on the cluster",
                do="pip install 'justice-finance[cluster]'",
            )
        ) from None
    except (OSError, ValueError) as error:
        raise RunError(
            Mistake(
                "cluster_out_of_reach",
                Place(path="cluster"),
                found=f"{address}: {type(error).__name__}",
                expected="the address of a Dask scheduler that runs, such as tcp://host:8786",
                do="start it with `dask scheduler`, its workers with `dask worker ADDRESS`, or "
                "leave --cluster out",
            )
        ) from None


def _client(address: str) -> Client:
    from distributed import Client

    return Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
