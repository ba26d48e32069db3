"""Networks on which the engines must agree: one without queues, and a court with too few staff or
just enough."""

from __future__ import annotations

import numpy as np

from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised


def open_doors(scale: float = 1.0, years: int = 6) -> Realised:
    """No limit anywhere; everybody begins in the first year and has ended by the last."""
    states = {
        "problem": {"kind": "wait", "time": {"mean": 45.0, "form": "weibull", "shape": 0.7}},
        "talks": {"kind": "wait", "time": {"mean": 30.0, "form": "lognormal", "shape": 0.8}},
        "letter": {"kind": "wait", "time": {"mean": 7.0, "form": "fixed"}},
        "advice": {"kind": "service", "service": "advice"},
        "agreed": {"kind": "resolution", "again_share": 0.15, "again_time": 60.0, "lingering": 0.2},
        "dropped": {"kind": "no_resolution", "again_share": 0.1, "again_time": 90.0},
    }
    moves = {
        ("problem", "talks"): 0.4,
        ("problem", "advice"): 0.3,
        ("problem", "dropped"): 0.3,
        ("talks", "letter"): 0.5,
        ("talks", "agreed"): 0.3,
        ("talks", "dropped"): 0.2,
        ("letter", "talks"): 0.4,
        ("letter", "agreed"): 0.6,
        ("advice", "agreed"): 0.7,
        ("advice", "talks"): 0.3,
    }
    advice = {
        "limited": False,
        "productive_hours": 365.0,
        "work_hours": 1.0,
        "notice_time": 10.0,
        "sittings": 1.6,
        "sittings_form": "geometric",
        "parties_time": 12.0,
    }
    inflow = np.zeros((1, years, 1))
    inflow[:, 0] = 1000.0 * scale
    return small_realised(states, moves, {"advice": advice}, inflow=inflow, years=years)


def court(scale: float = 1.0, years: int = 3, staff: float = 4.0) -> Realised:
    """Two sittings each. With 4 staff more is filed than can be heard, the queue grows and some
    give up; with 5.4 it is just enough, and waits are what chance makes."""
    states = {
        "problem": {"kind": "wait", "time": 20.0},
        "court": {"kind": "service", "service": "court", "gives_up_to": "dropped"},
        "decided": {"kind": "resolution"},
        "dropped": {"kind": "no_resolution"},
    }
    moves = {
        ("problem", "court"): 0.8,
        ("problem", "dropped"): 0.2,
        ("court", "decided"): 1.0,
    }
    service = {
        "staff": staff * scale,
        "productive_hours": 1000.0,
        "work_hours": 2.0,
        "sittings": 2.0,
        "notice_time": 14.0,
        "parties_time": 20.0,
        "patience": 500.0,
    }
    return small_realised(
        states,
        moves,
        {"court": service},
        inflow=1600.0 * scale,
        years=years,
        opening={
            "waiting": {"problem": 1600.0 * 20.0 / 365.0 * scale},
            "queueing": {"court": (200.0 if staff < 5.0 else 0.0) * scale},
            "queue_days": {"court": 60.0},
            "queueing_later_share": {"court": 0.5},
            "between_sittings": {"court": 60.0 * scale},
        },
    )


def adjourning_court(scale: float = 1.0, years: int = 4) -> Realised:
    """A court that falls behind until fewer sittings are put off: four a case, then three, two."""
    states = {
        "problem": {"kind": "wait", "time": 20.0},
        "court": {"kind": "service", "service": "court", "gives_up_to": "dropped"},
        "advice": {"kind": "service", "service": "advice"},
        "decided": {"kind": "resolution"},
        "dropped": {"kind": "no_resolution"},
    }
    moves = {
        ("problem", "court"): 0.8,
        ("problem", "advice"): 0.2,
        ("advice", "decided"): 1.0,
        ("court", "decided"): 1.0,
    }
    ramp = np.array([4.0, 3.0, 2.0, 2.0])[None, :years, None]
    court = {
        "staff": 5.0 * scale,
        "productive_hours": 1000.0,
        "work_hours": 4.0 / ramp,
        "sittings": ramp,
        "sittings_form": "geometric",
        "notice_time": 14.0,
        "parties_time": 60.0,
        "patience": 900.0,
    }
    advice = {
        "limited": False,
        "productive_hours": 1000.0,
        "work_hours": 1.0,
        "sittings": 3.0 * ramp - 2.0,
        "sittings_form": "geometric",
        "notice_time": 5.0,
        "parties_time": 25.0,
    }
    return small_realised(
        states,
        moves,
        {"court": court, "advice": advice},
        inflow=1600.0 * scale,
        years=years,
        opening={
            "waiting": {"problem": 1600.0 * 20.0 / 365.0 * scale},
            "queueing": {"court": 300.0 * scale},
            "queue_days": {"court": 60.0},
            "queueing_later_share": {"court": 0.7},
            "between_sittings": {"court": 700.0 * scale, "advice": 250.0 * scale},
        },
    )


def court_with_filings(scale: float = 1.0, years: int = 3) -> Realised:
    """Too few staff for quarrels, in which some give up, and for filings, in which nobody can."""
    states = {
        "quarrel": {"kind": "service", "service": "court", "gives_up_to": "dropped"},
        "filing": {"kind": "service", "service": "court"},
        "decided": {"kind": "resolution"},
        "dropped": {"kind": "no_resolution"},
    }
    service = {
        "staff": 4.0 * scale,
        "productive_hours": 1000.0,
        "work_hours": 4.0,
        "notice_time": 14.0,
        "patience": 200.0,
    }
    return small_realised(
        states,
        {("quarrel", "decided"): 1.0, ("filing", "decided"): 1.0},
        {"court": service},
        inflow=np.array([900.0, 500.0]) * scale,
        years=years,
        problems=2,
        start=["quarrel", "filing"],
    )
