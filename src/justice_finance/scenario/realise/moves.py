"""Moves of the graph: the rows of every journey, and what interventions make of them.

Order: rows as written (a remainder is what the others leave); odds ratios, intervention by
intervention in order of id, all of one intervention together for the people it covers; diversions,
in order of (intervention, effect), each taking from the row that the one before left.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from justice_finance.errors import JusticeFinanceWarning, Mistake, ScenarioError
from justice_finance.interventions.compose import drawn_shares, row_with_odds, sum_of_classes
from justice_finance.interventions.schema import Effect
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.realise.blocks import Block, fill_classes, refill_classes
from justice_finance.scenario.realise.chain import CERTAIN, NOTHING, chance_of_ending
from justice_finance.scenario.realise.classes import Layout, touched_journeys
from justice_finance.scenario.realise.effects import ScenarioChanges, is_active
from justice_finance.scenario.realised import FloatArray, IntArray
from justice_finance.scenario.reuse import SharedParts

JourneyRows = dict[str, dict[str, FloatArray]]
AllRows = dict[str, JourneyRows]

UNFOUND = 1e-9
"""Share of diverted people that may be missing without a word."""


def written_rows(evaluator: Evaluator, layout: Layout, shared: SharedParts) -> AllRows:
    """Rows of every journey as the files have them; arrays (draw, year, class)."""
    found: AllRows = {}
    for name in layout.states:
        structure = {("journeys", name)} | {
            ("interventions", each, section)
            for each in evaluator.recipe.model.interventions
            for section in ("states", "moves")
        }
        rows = shared.get(
            f"rows.{name}", evaluator, structure, partial(_rows_of, evaluator, layout, name)
        )
        found[name] = dict(rows)
    return found


def _rows_of(evaluator: Evaluator, layout: Layout, name: str) -> JourneyRows:
    journey = evaluator.recipe.model.journeys[name]
    frame = layout.frames[name]
    rows = {
        state: evaluator.shares({to: f"journeys.{name}.moves.{state}.{to}" for to in row}, frame)
        for state, row in journey.moves.items()
    }
    for intervention, file in sorted(evaluator.recipe.model.interventions.items()):
        if name not in touched_journeys(file, evaluator.recipe):
            continue
        for state, row in file.moves.items():
            if state in layout.states[name] and state not in journey.moves:
                at = f"interventions.{intervention}.moves.{state}"
                rows[state] = evaluator.shares({to: f"{at}.{to}" for to in row}, frame)
    return rows


def add_induced_rows(rows: AllRows, layout: Layout) -> None:
    """Induced cases are served once and are done."""
    for problem in layout.induced.values():
        rows[problem] = {problem: {f"{problem}_done": CERTAIN}}


def apply_odds(rows: AllRows, changes: ScenarioChanges, layout: Layout) -> None:
    """Multiply weights by the odds ratios of active interventions, and renormalise."""
    for name in changes.active:
        odds: dict[tuple[str, str], dict[str, FloatArray]] = {}
        for intervention, effect_id, effect in changes.of_kind("odds_ratio"):
            if intervention != name:
                continue
            assert effect.move is not None
            for journey in _journeys_of(effect, rows, changes, f"{name}.effects.{effect_id}"):
                frame = layout.frames[journey]
                at = f"interventions.{name}.effects.{effect_id}.odds"
                value = changes.plain.value(at, frame)
                value = np.where(frame.among("seriousness", effect.seriousness), value, 1.0)
                row = odds.setdefault((journey, effect.move.at), {})
                known = row.get(effect.move.to)
                row[effect.move.to] = value if known is None else known * value
        for (journey, state), row in odds.items():
            reach = changes.covered(name, layout.frames[journey])
            rows[journey][state] = row_with_odds(rows[journey][state], row, reach)


def _journeys_of(effect: Effect, rows: AllRows, changes: ScenarioChanges, path: str) -> list[str]:
    assert effect.move is not None
    at, to = effect.move.at, effect.move.to
    having = [name for name in rows if to in rows[name].get(at, {})]
    named = having if effect.journeys is None else list(effect.journeys)
    lacking = sorted(set(named) - set(having))
    if lacking or not named:
        raise ScenarioError(
            Mistake(
                "move_unknown",
                changes.recipe.places(f"interventions.{path}.move"),
                f"a move from `{at}` to `{to}`"
                + (f" in {', '.join(lacking)}" if lacking else " in any journey"),
                "a move that the journeys have",
                "mend the names, or name other `journeys`",
            )
        )
    return sorted(named)


@dataclass(frozen=True)
class Arrivals:
    """Yearly arrivals in states under business as usual, by class: what a diversion draws on."""

    starts: FloatArray
    """Array (draw, year, class)."""
    entries: Mapping[str, Mapping[str, FloatArray]]
    """Expected entries of one start, by journey and state; arrays (draw, 1, class)."""

    def at(self, journey: str, state: str, layout: Layout) -> FloatArray:
        """Arrivals per year, array (draw, year, class of the journey)."""
        starts = self.starts[:, :, layout.slices[journey]]
        return starts * self.entries[journey].get(state, NOTHING)


def apply_diversions(
    rows: AllRows, changes: ScenarioChanges, layout: Layout, arrivals: Arrivals
) -> None:
    """Send people a new way, with the chance of resolution they would have had and what is added.

    Inactive interventions get their moves too, with nobody on them, so that the moves are the same
    in all scenarios.
    """
    recipe = changes.recipe
    before = {name: dict(journey) for name, journey in rows.items()}
    ends = {name: _resolutions(layout, name) for name in layout.states}
    chances: dict[str, Mapping[str, FloatArray]] = {}
    for name in sorted(recipe.model.interventions):
        file = recipe.model.interventions[name]
        for effect_id in sorted(file.effects):
            effect = file.effects[effect_id]
            if effect.kind != "diversion":
                continue
            journeys = _diverted_journeys(effect, rows)
            if not is_active(file):
                _add_empty_way(rows, effect, journeys)
                continue
            for journey in journeys:
                if journey not in chances:
                    chances[journey] = chance_of_ending(before[journey], ends[journey])
            diversion = _Diversion(name, effect_id, effect, journeys, changes, layout, arrivals)
            diversion.apply(rows, chances)


def _add_empty_way(rows: AllRows, effect: Effect, journeys: list[str]) -> None:
    """The moves of a diversion that nobody takes, so that all scenarios have the same moves."""
    assert effect.at is not None and effect.to is not None
    for journey in journeys:
        row = dict(rows[journey][effect.at])
        row.setdefault(effect.to, NOTHING)
        rows[journey][effect.at] = row
        if effect.resolved_state is not None and effect.to not in rows[journey]:
            assert effect.otherwise is not None
            rows[journey][effect.to] = {effect.resolved_state: NOTHING, effect.otherwise: CERTAIN}


def _resolutions(layout: Layout, journey: str) -> list[str]:
    return [name for name, each in layout.states[journey].items() if each.file.kind == "resolution"]


def _diverted_journeys(effect: Effect, rows: AllRows) -> list[str]:
    having = [name for name in rows if effect.at in rows[name]]
    return sorted(set(having) & set(effect.journeys) if effect.journeys is not None else having)


class _Diversion:
    """One diversion, worked out over all classes it touches."""

    def __init__(
        self,
        name: str,
        effect_id: str,
        effect: Effect,
        journeys: list[str],
        changes: ScenarioChanges,
        layout: Layout,
        arrivals: Arrivals,
    ) -> None:
        assert effect.at is not None and effect.to is not None and effect.drawn_from is not None
        self.at, self.to, self.effect = effect.at, effect.to, effect
        self.name, self.path = name, f"interventions.{name}.effects.{effect_id}"
        self.journeys, self.changes, self.layout = journeys, changes, layout
        self.touched = {
            journey: layout.frames[journey].among("seriousness", effect.seriousness)
            for journey in journeys
        }
        self.arrivals = {
            journey: np.where(self.touched[journey], arrivals.at(journey, self.at, layout), 0.0)
            for journey in journeys
        }
        self.whole_arrivals = self._whole(self.arrivals)
        paths = {to: f"{self.path}.drawn_from.{to}" for to in effect.drawn_from}
        self.drawn_from = changes.plain.shares(paths, layout.in_general)

    def apply(self, rows: AllRows, chances: Mapping[str, Mapping[str, FloatArray]]) -> None:
        each = self.changes.plain.value(f"{self.path}.people_per_year", self.layout.in_general)
        people = each * self.changes.reach[self.name].level
        moved = self._moved(rows, people)
        one = self._mix(rows)
        for journey in self.journeys:
            row = dict(rows[journey][self.at])
            joined = NOTHING
            for to, share in moved[journey].items():
                if to in row:
                    row[to] = row[to] - share
                joined = joined + share
            row[self.to] = row[self.to] + joined if self.to in row else joined
            rows[journey][self.at] = row
            if self._own_row(rows, journey):
                chance = self._resolved(one[journey], chances[journey], journey)
                assert self.effect.resolved_state is not None and self.effect.otherwise is not None
                rows[journey][self.to] = {
                    self.effect.resolved_state: chance,
                    self.effect.otherwise: 1.0 - chance,
                }

    def _own_row(self, rows: AllRows, journey: str) -> bool:
        """A diversion makes the row of a new state; a state with moves of its own keeps them."""
        return self.effect.resolved_state is not None and self.to not in rows[journey]

    def _whole(self, by_journey: Mapping[str, FloatArray]) -> FloatArray:
        """Classes of all journeys side by side."""
        sizes = [self.layout.frames[journey].size for journey in self.journeys]
        values = [by_journey[journey] for journey in self.journeys]
        shape = np.broadcast_shapes((1, 1), *(each.shape[:2] for each in values))
        return np.concatenate(
            [np.broadcast_to(v, (*shape, size)) for v, size in zip(values, sizes, strict=True)],
            axis=2,
        )

    def _parts(self, whole: FloatArray) -> dict[str, FloatArray]:
        parts, first = {}, 0
        for journey in self.journeys:
            size = self.layout.frames[journey].size
            part = whole[:, :, first : first + size]
            touched = self.touched[journey]
            parts[journey] = part if touched.all() else np.where(touched, part, 0.0)
            first += size
        return parts

    def _moved(self, rows: AllRows, people: FloatArray) -> dict[str, dict[str, FloatArray]]:
        row = {
            to: self._whole({j: rows[j][self.at].get(to, NOTHING) for j in self.journeys})
            for to in self.drawn_from
        }
        moved, cut = drawn_shares(row, self.drawn_from, self.whole_arrivals, people)
        worst = float(np.max(cut))
        if worst > UNFOUND:
            warnings.warn(
                f"{self.path}: up to {100 * worst:.3g} % of the people it would reach do not exist "
                f"in the moves it draws from; they are left out",
                JusticeFinanceWarning,
                stacklevel=2,
            )
        found: dict[str, dict[str, FloatArray]] = {journey: {} for journey in self.journeys}
        for to, whole in moved.items():
            for journey, part in self._parts(whole).items():
                found[journey][to] = part
        return found

    def _mix(self, rows: AllRows) -> dict[str, dict[str, FloatArray]]:
        """For each class, how one diverted person is made up of the moves drawn from."""
        found: dict[str, dict[str, FloatArray]] = {journey: {} for journey in self.journeys}
        for to, share in self.drawn_from.items():
            chance = self._whole({j: rows[j][self.at].get(to, NOTHING) for j in self.journeys})
            takers = sum_of_classes(self.whole_arrivals * chance)
            weight = np.where(takers > 0.0, share / np.where(takers > 0.0, takers, 1.0), 0.0)
            for journey, part in self._parts(weight * chance).items():
                found[journey][to] = part
        return found

    def _resolved(
        self,
        mix: Mapping[str, FloatArray],
        chances: Mapping[str, FloatArray],
        journey: str,
    ) -> FloatArray:
        """Chance of resolution on the new way: the counterfactual and what is added."""
        total, resolved = NOTHING, NOTHING
        for to, weight in mix.items():
            total = total + weight
            resolved = resolved + weight * chances.get(to, NOTHING)
        otherwise = np.where(total > 0.0, resolved / np.where(total > 0.0, total, 1.0), 0.0)
        frame = self.layout.frames[journey]
        added = self.changes.plain.value_or(f"{self.path}.resolution_added", frame, 0.0)
        return np.minimum(otherwise + added, 1.0)


@dataclass(frozen=True)
class Arcs:
    """Moves as arrays, and the blocks that the large one was made of."""

    origin: IntArray
    target: IntArray
    probability: FloatArray
    blocks: tuple[Block, ...]


def arcs_of(rows: AllRows, layout: Layout, draws: int, known: Arcs | None = None) -> Arcs:
    """Moves by state, in the order of the files, new moves last in a row.

    Parameters
    ----------
    known : Arcs, optional
        Of another scenario of the same draws. What is the very same array there is taken over.

    Returns
    -------
    Arcs
        probability (draw, year, class, arc).
    """
    targets: dict[str, dict[str, None]] = {name: {} for name in layout.axes.states}
    for journey in rows:
        for state, row in rows[journey].items():
            targets[state] |= dict.fromkeys(row)
    pairs = [(state, to) for state in layout.axes.states for to in targets[state]]
    position = {pair: number for number, pair in enumerate(pairs)}
    blocks = tuple(
        (layout.slices[journey], position[state, to], chance)
        for journey in rows
        for state, row in rows[journey].items()
        for to, chance in row.items()
    )
    names = layout.axes.states
    origin = np.array([names.index(state) for state, _ in pairs], dtype=np.int64)
    target = np.array([names.index(to) for _, to in pairs], dtype=np.int64)
    if known is not None and _same_places(known, origin, target, blocks):
        changed = [b for b, old in zip(blocks, known.blocks, strict=True) if b[2] is not old[2]]
        if not changed:
            return known
        return Arcs(origin, target, refill_classes(known.probability, changed), blocks)
    years, classes = len(layout.axes.years), len(layout.axes.class_problem)
    probability = fill_classes(draws, years, classes, len(pairs), blocks)
    return Arcs(origin, target, probability, blocks)


def _same_places(known: Arcs, origin: IntArray, target: IntArray, blocks: Sequence[Block]) -> bool:
    """Whether arrays made of these blocks have the same moves, written in the same places."""
    return (
        np.array_equal(known.origin, origin)
        and np.array_equal(known.target, target)
        and [block[:2] for block in known.blocks] == [block[:2] for block in blocks]
    )
