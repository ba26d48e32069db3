"""Results of an invented study with the size and the magnitudes of a real one.

Everything about it is made up. Flows come from a small yearly account of people and pass through
`collect` and `assemble` like those of an engine, checks included.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import xarray as xr

from justice_finance.appraisal.representative import figures_to_keep, representative_draws
from justice_finance.results.charges import Charge
from justice_finance.results.dataset import assemble
from justice_finance.results.flows import Flows
from justice_finance.results.pieces import collect
from justice_finance.results.summaries import Results
from justice_finance.vocabulary import BUSINESS_AS_USUAL, Driver, StateKind
from tests.results.made_up import MadeUpAxes, MadeUpJourneys, MadeUpOutline, MadeUpServices

PROBLEMS = {
    "crime": (1.73e6, 14000.0, "Crime"),
    "land": (1.59e6, 9000.0, "A dispute over land, boundary or inheritance"),
    "family": (1.30e6, 12000.0, "Family: separation, maintenance, violence at home"),
    "employment": (0.79e6, 24000.0, "Unpaid wages and other problems at work"),
    "money": (0.87e6, 8000.0, "Money and debt"),
    "neighbours": (0.94e6, 3000.0, "Neighbours and other"),
}
GROUPS = {
    f"{sex}_{place}_{income}": (
        f"{'Women' if sex == 'women' else 'Men'}, {place}, "
        f"{'poorest 40 %' if income == 'poor' else 'others'}"
    )
    for sex in ("women", "men")
    for place in ("rural", "urban")
    for income in ("poor", "others")
}
GROUP_SHARES = np.array([0.16, 0.2, 0.04, 0.12, 0.15, 0.18, 0.04, 0.11])
STATES = {
    "begins": ("Problem begins", StateKind.WAIT),
    "other_side": ("Talks with the other side or family", StateKind.WAIT),
    "elders": ("Elders, chiefs and religious leaders", StateKind.SERVICE),
    "police": ("Police", StateKind.SERVICE),
    "paralegal": ("Community paralegal", StateKind.SERVICE),
    "court": ("Court", StateKind.SERVICE),
    "unsettled": ("Not settled yet", StateKind.WAIT),
    "settled": ("Settled", StateKind.RESOLUTION),
    "decided": ("Decided by a court", StateKind.RESOLUTION),
    "given_up": ("Gave up", StateKind.NO_RESOLUTION),
    "did_not_act": ("Never acted", StateKind.NO_RESOLUTION),
}
SERVICES = {
    "elders": "Elders, chiefs and religious leaders",
    "police": "Police",
    "paralegals": "Community paralegals",
    "courts": "Courts",
}
NAMES = list(STATES)
OPTIONS = {
    BUSINESS_AS_USUAL: "Business as usual",
    "paralegals_volunteer": "Community paralegals in every ward, volunteers",
    "paralegals_salaried": "Community paralegals in every ward, salaried",
    "mediation": "Court-annexed mediation",
    "fewer_adjournments": "Fewer adjournments",
    "more_magistrates": "More magistrates",
    "mixed_package": "A mixed package",
}
WITHIN = {f"{name}_same_money": f"{title}, within one envelope"
          for name, title in list(OPTIONS.items())[1:]}  # fmt: skip
# what an option does: (share moved to paralegals, faster exits, better court, yearly cost)
EFFECTS = {
    BUSINESS_AS_USUAL: (0.0, 1.0, 1.0, 0.0),
    "paralegals_volunteer": (0.030, 1.0, 1.0, 0.35e9),
    "paralegals_salaried": (0.040, 1.0, 1.0, 1.2e9),
    "mediation": (0.0, 1.0, 1.02, 0.42e9),
    "fewer_adjournments": (0.0, 1.001, 1.04, 0.05e9),
    "more_magistrates": (0.0, 1.0, 1.05, 1.6e9),
    "mixed_package": (0.030, 1.001, 1.07, 0.9e9),
}
INPUTS = {
    "country.quantities.later_settles": ("assumption", None, "Held so that 46 % settle."),
    "country.half_life": ("assumption", None, "First central value two years."),
    "interventions.paralegals.effects.settles": ("assumption", None, "Trials disagree."),
    "journeys.land.burden.continuing_loss.person": ("assumption", None, "Half of the crops."),
    "country.surveyed.prevalence": ("evidence", "A", "nj_xxx_prev"),
    "services.courts.costs.staff.amount": ("evidence", "B", "cf_xxx_case"),
    "country.excess_burden": ("evidence", "C", "ib_xxx_mcf"),
}
ATTRIBUTES = {
    "run_id": "0123456789ab",
    "study": "sample",
    "engine": "cohort",
    "seed": 1,
    "currency": "KES",
    "price_year": 2024,
    "base_year": 2024,
    "discount_rate": 0.08,
    "structural_variant": "half",
    "funder": "public",
}


@dataclass(frozen=True)
class Ignorance:
    """What the draws are uncertain about."""

    later: np.ndarray
    half_life: np.ndarray
    effect: np.ndarray
    burden: np.ndarray
    inflow: np.ndarray
    unit_cost: np.ndarray
    tax: np.ndarray

    @property
    def columns(self) -> np.ndarray:
        return np.stack([self.later, self.half_life, self.effect, self.burden, self.inflow,
                         self.unit_cost, self.tax], axis=1)  # fmt: skip


def ignorance(draws: int, seed: int) -> Ignorance:
    luck = np.random.default_rng(seed)
    return Ignorance(
        luck.beta(20, 22, draws),
        luck.lognormal(np.log(730), 0.5, draws),
        luck.gamma(2.0, 0.5, draws),
        luck.lognormal(0.0, 0.4, draws),
        luck.normal(1.0, 0.05, draws),
        luck.lognormal(0.0, 0.25, draws),
        luck.uniform(0.1, 0.35, draws),
    )


def axes(years: int) -> MadeUpAxes:
    problem, group = np.meshgrid(np.arange(len(PROBLEMS)), np.arange(len(GROUPS)), indexing="ij")
    return MadeUpAxes(
        tuple(PROBLEMS), tuple(GROUPS), ("any",), tuple(STATES), tuple(SERVICES),
        tuple(range(2024, 2024 + years)), problem.ravel(), group.ravel(),
        np.zeros(problem.size, dtype=int),
    )  # fmt: skip


def first_steps(option: str, years: int) -> dict[str, Any]:
    """Where people turn first: shares, in the years of the run."""
    cut = 0.6 if option in WITHIN else 1.0
    moved = cut * EFFECTS[option.removesuffix("_same_money")][0]
    moved = moved * np.minimum(np.arange(years) / 2.0, 1.0)[None, :, None]
    return {
        "did_not_act": 0.19 - moved * 0.4, "elders": 0.27 - moved * 0.3, "police": 0.11,
        "paralegal": 0.02 + moved, "court": 0.03, "other_side": 0.38 - moved * 0.3,
    }  # fmt: skip


def settled_by(what: Ignorance) -> dict[str, np.ndarray]:
    """Share of those who turn to a step that settles there, by draw."""
    even = np.ones(len(what.later))
    return {
        "other_side": 0.3 * even, "elders": 0.45 * even, "police": 0.2 * even,
        "paralegal": np.minimum(0.4 + 0.2 * what.effect, 0.9),
    }  # fmt: skip


def journeys(
    names: MadeUpAxes, what: Ignorance, option: str, kind: np.ndarray, service: np.ndarray
) -> MadeUpJourneys:
    """Who stands in which state, and the moves that `made_flows` makes people take."""
    moves: dict[tuple[str, str], Any] = {
        ("begins", name): share for name, share in first_steps(option, len(names.years)).items()
    }
    for name, settles in settled_by(what).items():
        moves[name, "settled"] = settles[:, None, None]
        moves[name, "given_up"] = 0.04
        moves[name, "unsettled"] = 0.96 - settles[:, None, None]
    for name, end, won in (
        ("unsettled", "settled", what.later[:, None, None]), ("court", "decided", 0.65),
    ):  # fmt: skip
        moves[name, end] = won
        moves[name, "given_up"] = 1.0 - won
    shape = (len(what.later), len(names.years), len(names.class_problem))
    probability = [np.broadcast_to(each, shape) for each in moves.values()]
    nowhere = np.full((len(names.legal_problems), len(NAMES)), -1)
    return MadeUpJourneys(
        kind, service, what.half_life, start=np.zeros(shape[2], dtype=int),
        arc_from=np.array([NAMES.index(origin) for origin, _ in moves]),
        arc_to=np.array([NAMES.index(end) for _, end in moves]),
        arc_probability=np.stack(probability, axis=-1), gives_up_to=nowhere,
        turned_away_to=nowhere,
    )  # fmt: skip


def made_flows(names: MadeUpAxes, what: Ignorance, option: str, variant: float) -> Flows:
    """A yearly account of people: first steps, then a stock that settles, gives up or goes on."""
    cut = 0.6 if option in WITHIN else 1.0
    _, exits, court, _ = EFFECTS[option.removesuffix("_same_money")]
    draws, years, classes = len(what.later), len(names.years), len(names.class_problem)
    yearly = np.array([PROBLEMS[p][0] for p in names.legal_problems])[names.class_problem]
    fresh = what.inflow[:, None] * yearly * GROUP_SHARES[names.class_group]
    fresh = np.repeat(fresh[:, None], years, axis=1)
    first = first_steps(option, years)
    entries = np.zeros((draws, years, classes, len(NAMES)))
    at = {name: place for place, name in enumerate(NAMES)}
    entries[..., at["begins"]] = fresh
    for name, share in first.items():
        entries[..., at[name]] = fresh * share
    pass_on = fresh * 0.0
    for name, settles in settled_by(what).items():
        done = entries[..., at[name]] * settles[:, None, None]
        entries[..., at["settled"]] += done
        entries[..., at["given_up"]] += 0.04 * entries[..., at[name]]
        pass_on += 0.96 * entries[..., at[name]] - done
    entries[..., at["unsettled"]] = pass_on
    stock = np.zeros_like(entries)
    opening = np.zeros((draws, classes, len(NAMES)))
    opening[..., at["unsettled"]] = 7.0e6 * fresh[:, 0] / fresh[:, 0].sum(1, keepdims=True)
    opening[..., at["court"]] = 2.2e5 * fresh[:, 0] / fresh[:, 0].sum(1, keepdims=True)
    better = 1.0 + (court - 1.0) * cut * variant
    for name, rate, won, end in (
        ("unsettled", 0.6 * exits, what.later, "settled"),
        ("court", 0.66 * better, 0.65 + 0.0 * what.later, "decided"),
    ):
        there = opening[..., at[name]]
        for year in range(years):
            present = there + entries[:, year, :, at[name]]
            leave = present * rate / (1.0 + rate)
            entries[:, year, :, at[end]] += leave * won[:, None]
            entries[:, year, :, at["given_up"]] += leave * (1.0 - won[:, None])
            there = present - leave
            stock[:, year, :, at[name]] = there
    zero = np.zeros((draws, years, classes))
    open_days = stock * 365.0
    ends = entries[..., at["given_up"]] + entries[..., at["did_not_act"]]
    lingering = zero.copy()
    carry = 4.0e6 * GROUP_SHARES[names.class_group] / len(PROBLEMS)
    half = np.exp(-np.log(2.0) * 365.0 / what.half_life)[:, None]
    for year in range(years):
        carry = (carry + ends[:, year]) * half
        lingering[:, year] = carry
    by_service = np.zeros((draws, years, classes, len(SERVICES)))
    for place, state in enumerate(("elders", "police", "paralegal", "court")):
        by_service[..., place] = entries[..., at[state]]
    completed = by_service.copy()
    completed[..., 3] = (opening[:, None, :, at["court"]]
                         - np.diff(stock[..., at["court"]], axis=1, prepend=0.0) * 1.0)  # fmt: skip
    before = np.concatenate([opening[:, None, :, at["court"]], stock[:, :-1, :, at["court"]]], 1)
    completed[..., 3] = before + entries[..., at["court"]] - stock[..., at["court"]]
    full = (draws, years, len(SERVICES))
    return Flows(
        lump_of_class=np.arange(classes), share_of_lump=np.ones((draws, classes)), fresh=fresh,
        returned=zero, knocked_on=zero, entries=entries, open_days=open_days,
        lingering_days=lingering * 365.0, waiting_days=by_service * 20.0, visits=by_service,
        sittings=by_service * 2.0, completed=completed, gave_up=by_service * 0.0,
        turned_away=by_service * 0.0, hours_used=np.full(full, 5.0e5),
        hours_available=np.full(full, 6.0e5), stock_end=stock, queue_end=np.zeros(full),
        dormant_end=zero, lingering_end=lingering, opening_stock=opening,
    )  # fmt: skip


def charges(names: MadeUpAxes, what: Ignorance, option: str) -> tuple[Charge, ...]:
    cut = 0.6 if option in WITHIN else 1.0
    yearly = cut * EFFECTS[option.removesuffix("_same_money")][3] * what.unit_cost[:, None]
    start = np.minimum(1.0, 0.5 + np.arange(len(names.years)) / 2.0)
    loss = np.array([PROBLEMS[p][1] for p in names.legal_problems])[names.class_problem] / 365.0
    loss = 0.5 * loss * what.burden[:, None, None]
    place = {name: number for number, name in enumerate(NAMES)}
    return (
        Charge("intervention_cost", "government_justice", "resources", Driver.YEAR, -1,
               0.7 * yearly * start, "a"),
        Charge("intervention_cost", "donor", "resources", Driver.YEAR, -1,
               0.3 * yearly * start, "b"),
        Charge("service_cost", "government_justice", "resources", Driver.ENTRY, place["court"],
               np.full((1, 1, 1), 16000.0), "c"),
        Charge("service_cost", "government_interior", "resources", Driver.ENTRY, place["police"],
               np.full((1, 1, 1), 2500.0), "d"),
        Charge("fee", "person", "government_justice", Driver.ENTRY, place["court"],
               np.full((1, 1, 1), 3000.0), "e"),
        Charge("unpaid_time", "provider", "resources", Driver.ENTRY, place["elders"],
               np.full((1, 1, 1), 300.0), "f"),
        Charge("unpaid_time", "provider", "resources", Driver.ENTRY, place["paralegal"],
               np.full((1, 1, 1), 900.0), "g"),
        Charge("continuing_loss", "person", "resources", Driver.OPEN_DAY, -1, loss, "h"),
        Charge("continuing_loss", "person", "resources", Driver.LINGERING_DAY, -1, loss, "i"),
        Charge("continuing_loss", "government_other", "resources", Driver.OPEN_DAY, -1,
               loss * 0.06, "j"),
        Charge("withheld_transfer", "person", "other_side", Driver.OPEN_DAY, -1, loss * 0.2, "k"),
    )  # fmt: skip


def dataset(names: MadeUpAxes, what: Ignorance, variant: str, options: list[str]) -> Any:
    kind = np.array([kind for _, kind in STATES.values()])
    service = np.full(len(STATES), -1)
    for number, state in enumerate(("elders", "police", "paralegal", "court")):
        service[NAMES.index(state)] = number
    factor = {"queue": 1.6, "half": 1.0, "notice": 0.5}[variant]
    pieces = []
    for option in options:
        outline = MadeUpOutline(
            option, names, journeys(names, what, option, kind, service),
            MadeUpServices(np.full((1, len(names.years), len(SERVICES)), 500.0)),
            charges(names, what, option), what.tax,
        )  # fmt: skip
        pieces.append(collect(outline, made_flows(names, what, option, factor)))
    scramble = np.arange(len(what.later)) * min(8, len(what.later) // 4) // len(what.later)
    return assemble(pieces, {**ATTRIBUTES, "structural_variant": variant}, scramble.tolist())


def record(options: list[str]) -> dict[str, Any]:
    titles = {**OPTIONS, **WITHIN}
    source = {
        "source_id": "xxx", "authors": "Office of Invented Statistics", "year": 2023,
        "title": "Survey of justice needs", "publisher": "Invented Institute",
        "url": "https://example.org/survey", "licence": "CC BY 4.0", "note": "",
    }  # fmt: skip
    return {
        "study": {
            "id": "sample", "title": "Which justice services pay for themselves?",
            "description": "An invented study of the size of a real one: what do paralegals, "
            "mediation, fewer adjournments or more magistrates change, and for whom?",
            "author": "The justice_finance maintainers", "date": "2026-01-05",
            "country": "invented", "discount_rates_shown": [0.05, 0.08, 0.12],
            "perspective": "society", "funder": "public",
            "headline_scenarios": [name for name in list(OPTIONS)[1:] if name in options],
        },
        "population": {
            name: {"adults": 1e6 * (at + 1), "income_per_person": 90_000.0 * (1 + at)}
            for at, name in enumerate(GROUPS)
        },
        "other_money": [
            {"currency": "KES", "price_year": 2024, "factor": 1.0, "by": "study"},
            {"currency": "USD", "price_year": 2024, "factor": 0.0074, "by": "official"},
        ],
        "titles": {
            "country": {"invented": "Invented Land"},
            "legal_problem": {name: each[2] for name, each in PROBLEMS.items()},
            "population_group": dict(GROUPS),
            "service": dict(SERVICES),
            "state": {name: each[0] for name, each in STATES.items()},
            "intervention": {"paralegals": "Community paralegals"},
        },
        "states": {name: {"kind": each[1].name.lower()} for name, each in STATES.items()},
        "scenarios": {
            name: {"title": titles[name], "changes": {"half": [
                {"path": "interventions.paralegals.scale", "old": 0, "new": 1450,
                 "override": "every_ward", "place": "options.yaml line 3"}
            ] if name != BUSINESS_AS_USUAL else []}}
            for name in options
        },
        "inputs": [
            {"id": name, "path": name, "kind": "share", "central": 0.5,
             "distribution": {"kind": "Beta", "a": 2.0, "b": 2.0},
             "value_origin": {"kind": kind, "text": text, "grade": grade},
             "spread_origin": {"kind": kind, "text": text, "grade": grade}}
            for name, (kind, grade, text) in INPUTS.items()
        ],
        "evidence": {
            text: {"id": text, "quantity": "a published figure", "value": 0.63, "low": None,
                   "high": None, "interval_kind": "none", "unit": "share", "currency": None,
                   "price_year": None, "locator": "p. 12", "verified": "full_text",
                   "grade": grade, "note": "", "source": source}
            for kind, grade, text in INPUTS.values() if kind == "evidence"
        },
        "assumptions": [
            {"path": name, "assumption": text}
            for name, (kind, _, text) in INPUTS.items() if kind == "assumption"
        ],
        "values": {
            name: {"central": 0.5, "grade": grade, "kind": kind, "uncertain": True,
                   "text": text}
            for name, (kind, grade, text) in INPUTS.items()
        } | {"interventions.paralegals.scale": {"central": 1450, "grade": None, "kind": "choice",
                                                "uncertain": False, "text": "A lever."}},
        "ledger": [
            {"category": "intervention_cost", "from": "government_justice", "to": "resources",
             "paths": [*INPUTS, "interventions.paralegals.scale"]},
        ],
        "validation": [
            {"id": "filed", "title": "Cases filed in a year", "target": 516121,
             "source": "bp_xxx_filed", "model": 518300, "low": 500000, "high": 532000,
             "inside": True, "role": "fitted", "reason": ""},
            {"id": "pending", "title": "Cases pending at the end of the year", "target": 649310,
             "source": "bp_xxx_pending", "model": 641000, "low": 635262, "high": 649310,
             "inside": True, "role": "fitted", "reason": ""},
            {"id": "act", "title": "Share of people with a problem who act", "target": 0.81,
             "source": "nj_xxx_action", "model": 0.8102, "low": 0.79, "high": 0.83,
             "inside": True, "role": "fitted", "reason": ""},
            {"id": "events", "title": "Listed events per case", "target": 5.6,
             "source": "bp_xxx_events", "model": 4.4, "low": 5.0, "high": 6.2, "inside": False,
             "role": "held_out", "reason": "plea and traffic cases take one event each"},
        ],
    }  # fmt: skip


@lru_cache(maxsize=8)
def sample(
    draws: int = 64,
    years: int = 10,
    short: bool = False,
    variants: bool = True,
    seed: int = 3,
    within: bool = False,
) -> Results:
    """Results of six options, of two with `short`, of twelve with `within`."""
    options = list(OPTIONS) + (list(WITHIN) if within else [])
    if short:
        options = [BUSINESS_AS_USUAL, "paralegals_volunteer", "fewer_adjournments"]
    what = ignorance(draws, seed)
    names = axes(years)
    kept = ("half", "notice") if variants else ("half",)
    found = {name: dataset(names, what, name, options) for name in kept}
    return Results(found["half"], found, record(options), input_draws(draws, seed))


def input_draws(draws: int = 64, seed: int = 3) -> Any:
    """Values of the inputs of `record`, by draw, as a run keeps them."""
    return xr.Dataset(
        {"value": (("draw", "input"), ignorance(draws, seed).columns)},
        coords={"input": list(INPUTS)},
    )


def with_levels(results: Results) -> Results:
    """The same with options at half their scale, all but one, on draws that stand for all."""
    data = results.dataset
    options = [str(name) for name in data["scenario"].values if name != BUSINESS_AS_USUAL]
    kept = options[-1] if "fewer_adjournments" not in options else "fewer_adjournments"
    halved = [name for name in options if name != kept]
    chosen = representative_draws(figures_to_keep(data, options), data.sizes["draw"] // 4)
    part = data.isel(draw=chosen)
    usual = part.sel(scenario=[BUSINESS_AS_USUAL])
    half = part.sel(scenario=halved)
    names = {name: f"{name}_at_half" for name in halved}
    for name, values in half.data_vars.items():
        if "scenario" in values.dims and values.dtype == np.float64:
            base = part[name].sel(scenario=BUSINESS_AS_USUAL, drop=True)
            half[name] = (base + 0.5 * (values - base)).transpose(*values.dims)
    half = half.assign_coords(scenario=list(names.values()))
    levels = xr.concat([usual, half], "scenario", data_vars="minimal", coords="minimal",
                       compat="override", join="override").assign_attrs(data.attrs)  # fmt: skip
    factors = {name: 0.5 for name in halved} | {kept: 1.0}
    level = {
        "name": "half", "times_own_scale": 0.5, "envelope": None, "factors": factors,
        "scenarios": {name: names.get(name, name) for name in options},
    }  # fmt: skip
    record = {**results.record, "budget_levels": [level]}
    return replace(results, record=record, levels=levels)


def hostile(results: Results) -> Results:
    """The same with names that would do harm in a page or a spreadsheet."""
    text = "=cmd|'/c calc'!A1<script>alert(1)</script>"
    changed = {**results.record, "titles": dict(results.record["titles"])}
    changed["study"] = {**changed["study"], "title": text, "description": "<b>" + text}
    changed["scenarios"] = {
        name: {**each, "title": "@" + text} for name, each in changed["scenarios"].items()
    }
    changed["assumptions"] = [{"path": "x</script>", "assumption": text}]
    return Results(results.dataset, results.variants, changed, results.draws)
