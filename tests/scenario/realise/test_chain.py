"""The absorbing chain agrees with linear algebra, circles included, in any order of states."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.scenario.realise.chain import chance_of_ending, expected_entries, order_along


def random_chain(seed: int) -> tuple[np.ndarray, dict[str, dict[str, np.ndarray]], int, int]:
    rng = np.random.default_rng(seed)
    inner, ends = int(rng.integers(2, 9)), int(rng.integers(1, 4))
    moves = rng.uniform(size=(inner, inner + ends)) * (
        rng.uniform(size=(inner, inner + ends)) < 0.5
    )
    moves[:, inner] += 0.2
    moves /= moves.sum(axis=1, keepdims=True)
    rows = {
        str(i): {
            str(j): np.full((1, 1, 1), moves[i, j])
            for j in rng.permutation(inner + ends)
            if moves[i, j] > 0
        }
        for i in rng.permutation(inner)
    }
    return moves, rows, inner, ends


@pytest.mark.parametrize("seed", range(40))
def test_entries_and_ends_solve_the_linear_equations(seed: int) -> None:
    moves, rows, inner, ends = random_chain(seed)
    visits = np.linalg.solve((np.eye(inner) - moves[:, :inner]).T, np.eye(inner)[0])
    expected = np.concatenate([visits, visits @ moves[:, inner:]])
    found = expected_entries(rows, "0")
    for state in range(inner + ends):
        assert found.get(str(state), np.zeros(1)).item() == pytest.approx(
            expected[state], rel=1e-11, abs=1e-13
        )


@pytest.mark.parametrize("seed", range(40))
def test_chances_of_ending_solve_the_linear_equations(seed: int) -> None:
    moves, rows, inner, ends = random_chain(seed)
    counted = list(range(inner, inner + max(1, ends - 1)))
    expected = np.linalg.solve(np.eye(inner) - moves[:, :inner], moves[:, counted].sum(axis=1))
    found = chance_of_ending(rows, [str(end) for end in counted])
    for state in range(inner):
        assert found[str(state)].item() == pytest.approx(expected[state], rel=1e-11, abs=1e-13)


def test_every_class_and_draw_has_its_own_chain() -> None:
    rng = np.random.default_rng(5)
    stay = rng.uniform(0.1, 0.9, size=(7, 1, 3))
    rows = {"a": {"b": stay, "end": 1 - stay}, "b": {"a": stay, "end": 1 - stay}}
    found = expected_entries(rows, "a")
    np.testing.assert_allclose(found["a"], 1 / (1 - stay**2), rtol=1e-14)
    np.testing.assert_allclose(found["end"], np.ones((7, 1, 3)), rtol=1e-14)
    alone = {s: {t: p[2:3] for t, p in row.items()} for s, row in rows.items()}
    assert np.array_equal(expected_entries(alone, "a")["b"], found["b"][2:3])


def test_states_come_before_those_they_lead_to() -> None:
    one = np.ones((1, 1, 1))
    rows = {"c": {"end": one}, "a": {"b": one, "c": one}, "b": {"c": one}}
    order = order_along(rows, "a")
    assert order.index("a") < order.index("b") < order.index("c")
