"""What only the whole graph of a journey can tell: reachability, names of states, sums of rows.

Each check is named as the condition it detects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from justice_finance.errors import Mistake
from justice_finance.evidence.central import central_value, choices_of
from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import LeafPath
from justice_finance.journey.schema import JourneyFile
from justice_finance.journey.surroundings import Surroundings

ENDS = ("resolution", "no_resolution")
TOLERANCE = 1e-9


def the_start_is_unknown(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """The journey starts in a state that it does not have."""
    if journey.start not in journey.states:
        yield around.unknown(
            "start_unknown", journey.start, list(journey.states), "a state", (*at, "start")
        )


def a_state_is_unknown(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """A move, or giving up, leads from or to a state that the journey does not have."""
    states = list(journey.states)
    named: list[tuple[str, LeafPath]] = []
    for start, row in journey.moves.items():
        named.append((start, ("moves", start)))
        named += [(end, ("moves", start, end)) for end in row]
    for name, state in journey.states.items():
        for key in ("gives_up_to", "turned_away_to"):
            end = getattr(state, key)
            if end is not None:
                named.append((end, ("states", name, key)))
    for name, path in named:
        if name not in journey.states:
            yield around.unknown("state_unknown", name, states, "a state", (*at, *path))


def an_end_has_moves(journey: JourneyFile, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    """A journey goes on after its end."""
    for name in journey.moves:
        state = journey.states.get(name)
        if state is not None and state.kind in ENDS:
            yield Mistake(
                "move_from_end",
                around.place((*at, "moves", name)),
                f"moves out of `{name}`, which is a {state.kind}",
                "moves out of wait and service states only",
                "take the row out; use `returns` for problems that come back",
            )


def a_state_has_no_moves(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """People come to a state that is no end, and no move leads on."""
    for name, state in journey.states.items():
        if state.kind not in ENDS and not journey.moves.get(name):
            yield Mistake(
                "state_without_moves",
                around.place((*at, "states", name)),
                f"no moves out of `{name}`",
                "a row in `moves` for each wait and service state",
                f"add `moves.{name}`, or make the state a resolution or no_resolution",
            )


def _next_states(journey: JourneyFile) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, state in journey.states.items():
        ends = set(journey.moves.get(name, {})) if state.kind not in ENDS else set()
        ends |= {each for each in (state.gives_up_to, state.turned_away_to) if each is not None}
        found[name] = ends & set(journey.states)
    return found


def _reached(first: set[str], following: Mapping[str, set[str]]) -> set[str]:
    reached, open_ends = set(first), list(first)
    while open_ends:
        for name in following.get(open_ends.pop(), set()) - reached:
            reached.add(name)
            open_ends.append(name)
    return reached


def a_state_is_never_reached(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """No move leads from the start to a state, over however many others."""
    if journey.start not in journey.states:
        return
    reached = _reached({journey.start}, _next_states(journey))
    for name in journey.states:
        if name not in reached and name not in around.intervention_states:
            yield Mistake(
                "state_unreachable",
                around.place((*at, "states", name)),
                f"no way from `{journey.start}` to `{name}`",
                "every state on some way from the start",
                "add a move to it, or take it out (`absent` if it is inherited)",
            )


def a_state_reaches_no_end(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """People go round for ever."""
    following = _next_states(journey)
    before: dict[str, set[str]] = {name: set() for name in journey.states}
    for name, ends in following.items():
        for end in ends:
            before[end].add(name)
    ending = {name for name, state in journey.states.items() if state.kind in ENDS}
    reaching = _reached(ending, before)
    for name in journey.states:
        if name not in reaching and following[name]:
            yield Mistake(
                "state_without_end",
                around.place((*at, "states", name)),
                f"no way from `{name}` to an end",
                "a way from every state to a resolution or no_resolution",
                "add a move that leads to an end",
            )


def probabilities_do_not_sum_to_one(
    journey: JourneyFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Moves out of a state that are too many or too few, for some people at least."""
    for name, row in journey.moves.items():
        yield from shares_that_miss_one(
            row, "probabilities_not_one", (*at, "moves", name), around, name
        )


def shares_that_miss_one(
    shares: Mapping[str, Leaf], code: str, path: LeafPath, around: Surroundings, what: str
) -> Iterator[Mistake]:
    """Shares whose central values do not sum to one, or with two remainders.

    Parameters
    ----------
    shares : mapping
        Leaves that together make a whole; one may be the remainder.
    code : str
        Message code for a wrong sum.
    path : tuple
        Where they stand.
    around : Surroundings
        For members of dimensions and values cited.
    what : str
        What they are shares of, for the message.
    """
    remainders = [name for name, leaf in shares.items() if leaf.remainder]
    if len(remainders) > 1:
        yield Mistake(
            "remainder_twice",
            around.place((*path, remainders[1])),
            " and ".join(f"`{name}`" for name in remainders) + " are both the remainder",
            "at most one remainder",
            "write the number of one of them",
        )
    others = [leaf for leaf in shares.values() if not leaf.remainder]
    for chosen in choices_of(others, around.members):
        values = [central_value(leaf, chosen, around.register) for leaf in others]
        known = [each for each in values if each is not None]
        total = sum(known)
        too_much = total > 1.0 + TOLERANCE
        missing = not remainders and len(known) == len(values) and total < 1.0 - TOLERANCE
        if too_much or missing:
            who = f" for {', '.join(chosen.values())}" if chosen else ""
            yield Mistake(
                code,
                around.place(path),
                f"`{what}`: shares that sum to {total:.10g}{who}",
                "at most 1 beside the remainder" if remainders else "shares that sum to 1",
                "mend a share, or write `{remainder: true}` for one of them",
            )
            return


CHECKS = (
    the_start_is_unknown,
    a_state_is_unknown,
    an_end_has_moves,
    a_state_has_no_moves,
    a_state_is_never_reached,
    a_state_reaches_no_end,
    probabilities_do_not_sum_to_one,
)


def check_graph(journey: JourneyFile, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    """Everything that only the whole graph of a journey can tell."""
    for check in CHECKS:
        yield from check(journey, at, around)
