"""Who is under way on day 0.

`empty`: nobody. `stationary`: as business as usual would leave them if nothing grew and nobody
queued, but for the cases that services report as pending:

- wait states, returns and knock-ons under way: yearly flow x mean time / 365;
- lingering loss: flow of ends x remaining share x half-life / ln 2 / 365;
- a service with `opening_pending`: all pending cases are split into those between two sittings
  (throughput x (sittings - 1) x (notice + parties' time) / 365, throughput being arrivals or what
  capacity allows) and the rest, which stands in the queue, those in their first notice among it.
  The queue is split over classes by the sittings they ask for; its age is queue / (throughput x
  sittings) years, as people join it once for each sitting;
- a service without it: nobody queues. Those in their first notice and sitting stand in the queue
  as just due; those at a later one stand between sittings.

A sitting lasts hours x open share of the year x 365 / productive hours, as closed days leave a
year's hours to the others; the queue that a closed day itself makes is not there on day 0.

Of people in the queue proper, (sittings - 1) / sittings wait for a sitting that is not their first:
a case joins it once for each sitting, and waits equally long each time. Those in their first notice
(throughput x notice / 365) all wait for their first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.journey.court_calendar import open_share_of_years
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.realise.classes import Layout
from justice_finance.scenario.realised import FloatArray, Journeys, Opening, Services
from justice_finance.vocabulary import DAYS_PER_YEAR, StateKind


@dataclass(frozen=True)
class StateFlows:
    """Yearly entries of states in the first year of business as usual, (draw, class, state)."""

    entries: FloatArray


def empty_opening(draws: int, classes: int, states: int) -> Opening:
    """Nobody is under way."""
    nobody = np.broadcast_to(np.zeros(1), (draws, classes, states))
    return Opening(
        waiting=nobody,
        queueing=nobody,
        queue_days=nobody[:, 0],
        between_sittings=nobody,
        queueing_later_share=nobody,
        dormant_returns=nobody,
        dormant_knock_ons=nobody,
        lingering=nobody[:, :, 0],
    )


def stationary_opening(
    evaluator: Evaluator,
    layout: Layout,
    journeys: Journeys,
    services: Services,
    flows: FloatArray,
) -> Opening:
    """Everyone under way as long-running arrivals would leave them.

    Parameters
    ----------
    evaluator : Evaluator
        Of business as usual.
    layout : Layout
    journeys : Journeys
        Of business as usual.
    services : Services
        Of business as usual.
    flows : array (draw, class, state)
        Yearly entries of each state, without growth or queues.

    Returns
    -------
    Opening
    """
    per_day = flows / DAYS_PER_YEAR
    waits = journeys.kind == int(StateKind.WAIT)
    lingering = np.zeros(flows.shape[:2])
    kept = journeys.half_life / math.log(2.0)
    for n in range(len(journeys.kind)):
        lingering = (
            lingering + per_day[:, :, n] * journeys.lingering_weight[:, :, n] * kept[:, None]
        )
    queueing, between = np.zeros(flows.shape), np.zeros(flows.shape)
    queue_days = np.zeros((flows.shape[0], flows.shape[2]))
    later = np.zeros(flows.shape)
    for v, service in enumerate(layout.services):
        at = np.flatnonzero(journeys.service_of_state == v)
        if len(at) == 0:
            continue
        path = f"{service.path}.opening_pending"
        pending = evaluator.value(path, layout.in_general)[:, 0, 0] if evaluator.has(path) else None
        found = _at_service(evaluator, services, flows[:, :, at], v, pending, path)
        queueing[:, :, at], between[:, :, at] = found.queueing, found.between
        queue_days[:, at], later[:, :, at] = found.queue_days[:, None], found.later
    return Opening(
        waiting=np.where(waits, per_day * journeys.wait.mean[:, 0], 0.0),
        queueing=queueing,
        queue_days=queue_days,
        between_sittings=between,
        queueing_later_share=later,
        dormant_returns=per_day * journeys.returns_share * journeys.returns.mean,
        dormant_knock_ons=per_day * journeys.knock_on_share * journeys.knock_on.mean,
        lingering=lingering,
    )


@dataclass(frozen=True)
class _AtService:
    queueing: FloatArray
    between: FloatArray
    queue_days: FloatArray
    later: FloatArray


def _at_service(
    evaluator: Evaluator,
    services: Services,
    arrivals: FloatArray,
    v: int,
    pending: FloatArray | None,
    path: str,
) -> _AtService:
    """People at one service; arrivals (draw, class, state of this service)."""
    sittings, hours = services.sittings[:, 0, :, v], services.work_hours[:, 0, :, v]
    gap = services.notice_time[:, 0, v] + services.parties_time.mean[:, 0, v]
    open_days = DAYS_PER_YEAR * _open_share(services, v)
    holding = hours * open_days / services.productive_hours[:, 0, v][:, None]
    passed = _throughput(services, arrivals, v)
    if pending is None:
        notice = services.notice_time[:, 0, v][:, None]
        first = arrivals * (notice + holding)[:, :, None] / DAYS_PER_YEAR
        later_time = (sittings - 1.0) * (gap[:, None] + holding)
        return _AtService(
            first,
            arrivals * later_time[:, :, None] / DAYS_PER_YEAR,
            services.notice_time[:, 0, v],
            np.zeros(arrivals.shape),
        )
    between = passed * ((sittings - 1.0) * gap[:, None])[:, :, None] / DAYS_PER_YEAR
    asked = passed * sittings[:, :, None]
    gaps, yearly, joins = _total(between), _total(passed), _total(asked)
    if evaluator.draws is None and np.any(pending < gaps * (1.0 - 1e-9)):
        raise ScenarioError(
            Mistake(
                "opening_pending_too_small",
                evaluator.recipe.places(path),
                f"{pending[0]:.6g} cases pending, {gaps[0]:.6g} of them between two sittings",
                "more cases pending than notice and the parties' time alone explain",
                "shorten notice or parties' time, or mend the number of pending cases",
            )
        )
    # In single draws the gaps are cut to what is pending, and nobody queues.
    fits = np.minimum(1.0, pending / np.where(gaps > 0.0, gaps, 1.0))
    between = between * np.where(gaps > 0.0, fits, 1.0)[:, None, None]
    queue = np.maximum(pending - gaps, 0.0)
    notice = np.minimum(yearly * services.notice_time[:, 0, v] / DAYS_PER_YEAR, queue)
    proper = asked * _over(queue - notice, joins)[:, None, None]
    queueing = passed * _over(notice, yearly)[:, None, None] + proper
    repeated = proper * ((sittings - 1.0) / sittings)[:, :, None]
    days = _over(queue - notice, joins) * DAYS_PER_YEAR
    return _AtService(queueing, between, days, _over(repeated, queueing))


def _open_share(services: Services, v: int) -> float:
    """Share of the first year in which a service is open: its hours are worked in that share."""
    if not services.limited[v]:
        return 1.0  # closed days are those of services with a limit
    return float(open_share_of_years(services.closures, len(services.limited), 1)[0, v])


def _over(amount: FloatArray, whole: FloatArray) -> FloatArray:
    """amount / whole, 0 where the whole is."""
    return np.where(whole > 0.0, amount / np.where(whole > 0.0, whole, 1.0), 0.0)


def _throughput(services: Services, arrivals: FloatArray, v: int) -> FloatArray:
    """Cases that a service can finish in a year, in proportion to arrivals."""
    if not services.limited[v]:
        return arrivals
    hours = services.sittings[:, 0, :, v] * services.work_hours[:, 0, :, v]
    asked = _total(arrivals * hours[:, :, None])
    offered = services.staff[:, 0, v] * services.productive_hours[:, 0, v]
    share = np.minimum(1.0, offered / np.where(asked > 0.0, asked, 1.0))
    return arrivals * np.where(asked > 0.0, share, 1.0)[:, None, None]


def _total(values: FloatArray) -> FloatArray:
    """Sum over classes and states, one after the other; array (draw,)."""
    total = np.zeros(values.shape[0])
    for c in range(values.shape[1]):
        for n in range(values.shape[2]):
            total = total + values[:, c, n]
    return total
