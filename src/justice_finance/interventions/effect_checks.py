"""What can be wrong with an effect: keys of its kind, and the names of what it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from justice_finance.errors import Mistake
from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import FoundLeaf, LeafPath
from justice_finance.interventions.schema import Effect, InterventionFile
from justice_finance.journey.graph_checks import shares_that_miss_one
from justice_finance.journey.schema import JourneyFile
from justice_finance.journey.surroundings import Surroundings

COMMON = ("kind", "why", "journeys", "seriousness")
KEYS_OF_KIND: dict[str, tuple[str, ...]] = {
    "odds_ratio": ("move", "odds"),
    "ratio": ("of", "ratio"),
    "addition": ("of", "amount"),
    "diversion": (
        "at",
        "to",
        "people_per_year",
        "drawn_from",
        "resolution_added",
        "resolved_state",
        "otherwise",
    ),
}
PROBABILITIES = ("moves", "share_of_problems", "seriousness_shares", "knock_on_problems")


@dataclass(frozen=True)
class EffectAt:
    """An effect, where it stands, its intervention, and what surrounds it."""

    effect: Effect
    path: LeafPath
    file: InterventionFile
    around: Surroundings
    leaf_at: Callable[[str], FoundLeaf | None]
    """The leaf at a dotted path of the tree."""
    nearest: Callable[[str], list[str]]
    """Paths near one that is not there."""

    def touched(self) -> Mapping[str, JourneyFile]:
        """The journeys it names; all of them if it names none."""
        known = self.around.journeys or {}
        if self.effect.journeys is None:
            return known
        return {name: known[name] for name in self.effect.journeys if name in known}


def check_effects(
    file: InterventionFile,
    at: LeafPath,
    around: Surroundings,
    leaf_at: Callable[[str], FoundLeaf | None],
    nearest: Callable[[str], list[str]],
) -> Iterator[Mistake]:
    """Everything that is wrong with the effects of an intervention."""
    for name, effect in file.effects.items():
        where = EffectAt(effect, (*at, "effects", name), file, around, leaf_at, nearest)
        incomplete = list(keys_do_not_fit_the_kind(where))
        yield from incomplete
        if not incomplete and around.journeys is not None:
            for check in CHECKS:
                yield from check(where)


def keys_do_not_fit_the_kind(at: EffectAt) -> Iterator[Mistake]:
    """A key of the kind is missing, or one of another kind is there."""
    effect = at.effect
    wanted = KEYS_OF_KIND[effect.kind]
    missing = [key for key in wanted if getattr(effect, key) is None]
    if missing:
        yield Mistake(
            "effect_incomplete",
            at.around.place(at.path),
            f"{effect.kind} without " + ", ".join(f"`{key}`" for key in missing),
            f"{effect.kind}: " + ", ".join(wanted),
            "add the missing keys",
        )
    others = [key for keys in KEYS_OF_KIND.values() for key in keys if key not in wanted]
    for key in others:
        if getattr(effect, key) is not None:
            yield Mistake(
                "effect_key_not_for_kind",
                at.around.place((*at.path, key)),
                f"`{key}` in an effect of kind {effect.kind}",
                f"{effect.kind}: " + ", ".join(wanted),
                "take the key out, or mend `kind`",
            )


def a_journey_or_class_is_unknown(at: EffectAt) -> Iterator[Mistake]:
    """Journeys or classes of seriousness that the country does not have."""
    known = list(at.around.journeys or {})
    for number, name in enumerate(at.effect.journeys or ()):
        if name not in known:
            path = (*at.path, "journeys", number)
            yield at.around.unknown("journey_unknown", name, known, "a journey", path)
    classes = list(at.around.members.get("seriousness", ()))
    for number, name in enumerate(at.effect.seriousness or ()):
        if name not in classes:
            path = (*at.path, "seriousness", number)
            what = "a class of seriousness"
            yield at.around.unknown("seriousness_unknown", name, classes, what, path)


def _rows(at: EffectAt, state: str) -> dict[str, set[str]]:
    """Where the moves out of a state lead, by journey that has the state."""
    own = set(at.file.moves.get(state, {}))
    found = {
        name: set(journey.moves[state]) | own
        for name, journey in at.touched().items()
        if state in journey.moves
    }
    return found or ({"": own} if own else {})


def a_move_is_unknown(at: EffectAt) -> Iterator[Mistake]:
    """An odds ratio on a move that no journey it touches has."""
    move = at.effect.move
    if at.effect.kind != "odds_ratio" or move is None:
        return
    rows = _rows(at, move.at)
    named = at.effect.journeys or ()
    lacking = [name for name in named if name in at.touched() and move.to not in rows.get(name, ())]
    if not any(move.to in ends for ends in rows.values()) or lacking:
        known = sorted({end for ends in rows.values() for end in ends})
        what = f"a move out of `{move.at}`" + (f" in {lacking[0]}" if lacking else "")
        yield at.around.unknown(
            "move_unknown", f"{move.at} to {move.to}", known, what, (*at.path, "move")
        )


def a_quantity_is_unknown(at: EffectAt) -> Iterator[Mistake]:
    """A path that leads to no number, or to a probability where a ratio or addition is meant."""
    of = at.effect.of
    if at.effect.kind not in ("ratio", "addition") or of is None:
        return
    path, found = (*at.path, "of"), at.leaf_at(of)
    if found is None:
        near = at.nearest(of)
        yield at.around.unknown("quantity_unknown", of, near, "the path of a number", path)
    elif any(name in found.path for name in PROBABILITIES):
        yield Mistake(
            "quantity_is_probability",
            at.around.place(path),
            f"a {at.effect.kind} on `{of}`, a probability",
            "ratios and additions of rates, times, costs, work and staff",
            "use an odds_ratio on the move",
        )


def a_diversion_leads_astray(at: EffectAt) -> Iterator[Mistake]:
    """States or moves of a diversion that are not there."""
    effect = at.effect
    if effect.kind != "diversion":
        return
    assert effect.at and effect.to and effect.drawn_from and effect.resolved_state
    rows = _rows(at, effect.at)
    if not rows:
        known = sorted({name for each in at.touched().values() for name in each.moves})
        where = (*at.path, "at")
        yield at.around.unknown("state_unknown", effect.at, known, "a state with moves", where)
        return
    if effect.to not in at.file.states:
        known = list(at.file.states)
        where = (*at.path, "to")
        what = "a new state of this intervention"
        yield at.around.unknown("state_unknown", effect.to, known, what, where)
    ends = sorted({end for each in rows.values() for end in each})
    for name in effect.drawn_from:
        if name not in ends:
            path = (*at.path, "drawn_from", name)
            what = f"a move out of `{effect.at}`"
            yield at.around.unknown("move_unknown", name, ends, what, path)
    yield from shares_that_miss_one(
        effect.drawn_from,
        "drawn_from_not_one",
        (*at.path, "drawn_from"),
        at.around,
        "drawn_from",
    )
    yield from _ends_of_a_diversion(at, effect, set(rows))


def _ends_of_a_diversion(at: EffectAt, effect: Effect, touched: set[str]) -> Iterator[Mistake]:
    journeys = [each for name, each in at.touched().items() if name in touched]
    states = sorted({name for each in journeys for name in each.states} | set(at.file.states))
    every = [each.states for each in journeys] + [at.file.states]
    resolutions = [
        name
        for name in states
        if any(name in each and each[name].kind == "resolution" for each in every)
    ]
    if effect.resolved_state not in resolutions:
        path = (*at.path, "resolved_state")
        name = str(effect.resolved_state)
        yield at.around.unknown("state_unknown", name, resolutions, "a resolution", path)
    if effect.otherwise not in states:
        path = (*at.path, "otherwise")
        yield at.around.unknown("state_unknown", str(effect.otherwise), states, "a state", path)


def a_ratio_is_zero(at: EffectAt) -> Iterator[Mistake]:
    """A change taken for a ratio: no change is 1, and 0 would make the quantity vanish."""
    leaf: Leaf | None = at.effect.ratio
    if leaf is not None and leaf.number == 0.0:
        yield Mistake(
            "ratio_is_zero",
            at.around.place((*at.path, "ratio")),
            "a ratio of 0",
            "1 for no effect, 0.8 for a fall by a fifth",
            "write 1 less the fall; a quantity that vanishes is set by an override",
        )


CHECKS = (
    a_journey_or_class_is_unknown,
    a_move_is_unknown,
    a_quantity_is_unknown,
    a_diversion_leads_astray,
    a_ratio_is_zero,
)
