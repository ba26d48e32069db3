"""Which uncertain inputs a country says are drawn together, and what is wrong with saying so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from justice_finance.errors import ScenarioError, did_you_mean
from justice_finance.scenario.joint_draws import (
    CommonCause,
    Joint,
    RankCorrelated,
    SharesOfAWhole,
    largest_possible_part,
)
from justice_finance.scenario.joint_naming import Named, Naming
from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.schema import RankCorrelations


def joint_inputs(recipes: Iterable[Recipe], inputs: Sequence[InputWithValue]) -> tuple[Joint, ...]:
    """Groups of inputs that are drawn together: common causes, rank correlations, shares.

    Parameters
    ----------
    recipes : iterable of Recipe
        Where several state a group of one name, the last one counts.
    inputs : sequence of InputWithValue
        Every uncertain input of the study.

    Returns
    -------
    tuple
        Each kind in order of name.

    Raises
    ------
    ScenarioError
        With all that is wrong: a name that fits no input or several, an input in two groups, pairs
        named twice, correlations outside -1..1, or that no inputs can have all at once.
    """
    reading = _Reading(inputs)
    stated: dict[tuple[str, str], Recipe] = {}
    for recipe in recipes:
        for kind in READERS:
            stated |= {(kind, name): recipe for name in getattr(recipe.model.country, kind)}
    found = [
        READERS[kind](reading, name, stated[kind, name])
        for kind, name in sorted(stated, key=lambda each: (list(READERS).index(each[0]), each[1]))
    ]
    reading.mistakes.raise_if_any(ScenarioError)
    return tuple(each for each in found if each is not None)


class InputWithValue(Named, Protocol):
    """An uncertain input and its central value."""

    @property
    def central(self) -> float: ...


class _Reading(Naming):
    """The inputs with their central values."""

    def __init__(self, inputs: Sequence[InputWithValue]) -> None:
        super().__init__(inputs)
        self.means = {each.id: each.central for each in inputs}


def _common_cause(reading: _Reading, name: str, recipe: Recipe) -> CommonCause:
    at = f"country.correlations.{name}"
    stated, place = recipe.model.country.correlations[name], recipe.places(at)
    correlation = recipe.quantities[f"{at}.correlation"].central
    return CommonCause(name, reading.group(stated.inputs, name, place), correlation)


def _rank_correlated(reading: _Reading, name: str, recipe: Recipe) -> RankCorrelated | None:
    at = f"country.rank_correlations.{name}"
    stated, place = recipe.model.country.rank_correlations[name], recipe.places(at)
    members = []
    for short, pattern in stated.inputs.items():
        found = reading.named(pattern, place)
        if len(found) > 1:
            reading.mistakes.add(
                "correlation_matches_several", recipe.places(f"{at}.inputs.{short}"),
                found=f"`{pattern}`, which fits {len(found)} inputs",
                expected="one input for each name", do="write the whole path of one of them",
            )  # fmt: skip
        members += found[:1]
    taken = reading.take(members, name, place)
    ranks = _matrix(reading, stated, at, recipe)
    if ranks is None or len(taken) < len(stated.inputs):
        return None
    part = largest_possible_part(ranks)
    if part < 1.0:
        reading.mistakes.add(
            "correlations_impossible", place,
            found="rank correlations that contradict each other",
            expected="correlations that inputs can have all at once (positive definite)",
            do=f"lower them: all multiplied by {part:g} they would do",
        )  # fmt: skip
        return None
    return RankCorrelated(name, taken, tuple(map(tuple, ranks.tolist())))


def _matrix(
    reading: _Reading, stated: RankCorrelations, at: str, recipe: Recipe
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
    """Rank correlations as a square; None where a pair is wrong."""
    names = list(stated.inputs)
    ranks = np.eye(len(names))
    done: set[frozenset[str]] = set()
    before = len(reading.mistakes)
    for one, row in stated.matrix.items():
        for other in row:
            place = recipe.places(f"{at}.matrix.{one}.{other}")
            strange = [each for each in (one, other) if each not in names]
            value = recipe.quantities[f"{at}.matrix.{one}.{other}"].central
            if strange:
                reading.mistakes.add(
                    "correlation_name_unknown", place, found=f"`{strange[0]}`",
                    expected="a name of `inputs`: " + ", ".join(names),
                    do=did_you_mean(strange[0], names),
                )  # fmt: skip
            elif one == other or frozenset((one, other)) in done:
                reading.mistakes.add(
                    "correlation_pair_twice", place, found=f"`{one}` and `{other}`",
                    expected="two different inputs, each pair once", do="take it out",
                )  # fmt: skip
            elif not -1.0 < value < 1.0:
                reading.mistakes.add(
                    "correlation_out_of_range", place, found=f"{value:g}",
                    expected="a rank correlation above -1 and below 1", do="write it as a share",
                )  # fmt: skip
            else:
                done.add(frozenset((one, other)))
                places = names.index(one), names.index(other)
                ranks[places] = ranks[places[::-1]] = value
    return ranks if len(reading.mistakes) == before else None


def _shares(reading: _Reading, name: str, recipe: Recipe) -> SharesOfAWhole:
    at = f"country.counted_shares.{name}"
    stated, place = recipe.model.country.counted_shares[name], recipe.places(at)
    taken = reading.group(stated.inputs, name, place)
    counted = recipe.quantities[f"{at}.counted"].central
    parts = [reading.means[each] * counted for each in taken]
    if stated.remainder:
        parts.append(counted - sum(parts))
    return SharesOfAWhole(name, taken, tuple(parts))


READERS = {
    "correlations": _common_cause,
    "rank_correlations": _rank_correlated,
    "counted_shares": _shares,
}
"""By key of the country's file, in the order in which they take their uniform numbers."""
