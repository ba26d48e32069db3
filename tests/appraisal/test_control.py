"""Control variates: no bias, an error that covers, and a smaller variance where it should be."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal.control import controlled_mean

SCRAMBLE = np.repeat(np.arange(8), 8)


def lots(luck: np.random.Generator, noise: float, skew: float = 0.0) -> dict[str, float]:
    """64 draws of a figure of mean 1 whose control goes along with it, and 56 further lots."""
    z = luck.normal(size=64)
    control = z + skew * (z * z - 1.0)
    values = 1.0 + 2.0 * control + noise * luck.normal(size=64) * (1.0 + abs(z))
    other = luck.normal(size=(56, 8))
    further = (other + skew * (other * other - 1.0)).mean(axis=1)
    return controlled_mean(values, control, further, SCRAMBLE)


@pytest.mark.parametrize(("noise", "skew"), [(0.5, 0.0), (1.5, 0.8)])
def test_it_has_no_bias_and_its_error_covers(noise: float, skew: float) -> None:
    luck = np.random.default_rng(21)
    told = [lots(luck, noise, skew) for _ in range(4000)]
    means = np.array([each["mean"] for each in told])
    assert abs(means.mean() - 1.0) < 4.0 * means.std(ddof=1) / np.sqrt(len(means))
    squared = np.mean([each["standard_error"] ** 2 for each in told])
    assert squared == pytest.approx(means.var(ddof=1), rel=0.25)


def test_it_takes_off_what_the_control_explains() -> None:
    luck = np.random.default_rng(22)
    told = [lots(luck, 0.1) for _ in range(500)]
    plain_variance = (4.0 + 0.1**2) / 64
    means = np.array([each["mean"] for each in told])
    assert plain_variance / means.var(ddof=1) > 4.0
    assert np.median([each["variance_reduction"] for each in told]) > 3.0
    assert np.mean([each["beta"] for each in told]) == pytest.approx(2.0, abs=0.05)


def test_a_control_that_knows_nothing_is_left_alone() -> None:
    luck = np.random.default_rng(23)
    values, control = luck.normal(size=64), np.zeros(64)
    told = controlled_mean(values, control, np.zeros(56), SCRAMBLE)
    assert told["mean"] == pytest.approx(values.mean())
    assert told["beta"] == 0.0 and told["variance_reduction"] == 1.0
