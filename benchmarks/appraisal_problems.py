"""Problems whose answers are known, for `benchmarks.appraisal` and, in files, for its peers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal import state_chain_value, value_where_linear
from justice_finance.distributions import Distribution
from justice_finance.sampling import scrambled_sobol

Array = NDArray[np.float64]

STATES, OPTIONS, CYCLES, PARAMETERS = 4, 4, 75, 16
TOGETHER = 4  # parameters valued as one group
RATE = 0.03

PARAMETER_KINDS = (
    Distribution("normal", 0.0, 1.0),
    Distribution("gamma", 4.0, 0.5),
    Distribution("beta", 2.0, 5.0),
    Distribution("lognormal", 0.0, 0.4),
)


@dataclass(frozen=True)
class KnownValues:
    """Draws of a problem, the exact value of each parameter alone, and of the first few together.

    The last is a mean over 2^20 Sobol points of an exact conditional mean.
    """

    parameters: Array  # (draw, parameter)
    net_benefit: Array  # (draw, option)
    exact: Array  # (parameter,)
    exact_together: float


def known_values(draws: int, seed: int) -> KnownValues:
    """Sixteen parameters of four kinds; net benefit is linear in each, with products besides.

    Products are of parameters less their means, so that the mean of net benefit given one of them
    is a straight line, and the value of knowing it exact (`value_where_linear`).
    """
    fixed = np.random.default_rng(20)
    rises = fixed.normal(size=(OPTIONS, PARAMETERS)) * np.linspace(1.5, 0.1, PARAMETERS)
    heights = fixed.normal(size=OPTIONS) * 0.5
    products = fixed.normal(size=(OPTIONS, PARAMETERS // 2)) * 0.5
    kinds = [PARAMETER_KINDS[number % len(PARAMETER_KINDS)] for number in range(PARAMETERS)]
    means = np.array([kind.mean for kind in kinds])

    def drawn(uniforms: Array) -> tuple[Array, Array]:
        columns = zip(kinds, uniforms.T, strict=False)  # the first few kinds, for the first few
        values = np.stack([kind.quantile(column) for kind, column in columns], axis=1)
        count = values.shape[1]
        away = values - means[:count]
        both = away[:, ::2] * away[:, 1::2]
        return values, heights + away @ rises[:, :count].T + both @ products[:, : count // 2].T

    uniforms = np.random.default_rng([21, seed]).uniform(size=(draws, PARAMETERS))
    parameters, benefit = drawn(uniforms)
    (points,) = scrambled_sobol(TOGETHER, 2**20, 1, 22)
    together = float(drawn(points)[1].max(axis=1).mean() - heights.max())
    exact = [
        value_where_linear(heights - rises[:, j] * means[j], rises[:, j], kinds[j])
        for j in range(PARAMETERS)
    ]
    return KnownValues(parameters, benefit, np.array(exact), together)


def cohort_inputs(uniforms: Array) -> tuple[Array, Array, Array]:
    """Moves (draw, option, state, state), yearly cost and effect (draw, option, state).

    Twelve numbers a draw. People get worse, and may die, from each state; option d slows it by a
    factor of its own and costs more.
    """
    draws = len(uniforms)
    worse, dying, cost, effect = (uniforms[:, 3 * i : 3 * i + 3] for i in range(4))
    slower = 0.85 ** np.arange(OPTIONS)
    moves = np.zeros((draws, OPTIONS, STATES, STATES))
    for state in range(STATES - 1):
        down = (0.05 + 0.1 * worse[:, state])[:, None] * slower
        dead = (0.01 + 0.03 * (1 + state) * dying[:, state])[:, None] * np.sqrt(slower)
        moves[:, :, state, state + 1] += down
        moves[:, :, state, STATES - 1] += dead
        moves[:, :, state, state] = 1.0 - down - dead
    moves[:, :, -1, -1] = 1.0
    costs = np.zeros((draws, OPTIONS, STATES))
    costs[..., :3] = (1000.0 * (1.0 + cost))[:, None, :] + 400.0 * np.arange(OPTIONS)[:, None]
    effects = np.zeros((draws, OPTIONS, STATES))
    effects[..., :3] = (0.5 + 0.5 * effect)[:, None, :]
    return moves, costs, effects


def cohort_net_benefit(moves: Array, costs: Array, effects: Array, value: float) -> Array:
    """Net benefit (draw, option) at a value of one unit of effect, in one pass."""
    return state_chain_value(moves, value * effects - costs, CYCLES, RATE, "middle")


def million_draws(scrambles: int, points: int, at_once: int = 2**14) -> tuple[Array, Array, Array]:
    """Net benefit, one parameter and scramble of all draws, worked through in chunks."""
    benefit = np.empty((scrambles * points, OPTIONS))
    known = np.empty(scrambles * points)
    for number in range(scrambles):
        (uniforms,) = scrambled_sobol(12, points, 1, 100 + number)
        for begin in range(0, points, at_once):
            part = uniforms[begin : begin + at_once]
            here = slice(number * points + begin, number * points + begin + len(part))
            benefit[here] = cohort_net_benefit(*cohort_inputs(part), 20_000.0)
            known[here] = part[:, 0]
    return benefit, known, np.repeat(np.arange(scrambles), points)


def ishigami(values: Array) -> Array:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1."""
    first, second, third = values.T
    return np.asarray(np.sin(first) + 7.0 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first))


def ishigami_indices() -> Array:
    """First and total indices, exact."""
    one, two = 0.5 * (1.0 + 0.1 * np.pi**4 / 5.0) ** 2, 49.0 / 8.0
    both = 8.0 * 0.01 * np.pi**8 / 225.0
    return np.array([one, two, 0.0, one + both, two, both]) / (one + two + both)
