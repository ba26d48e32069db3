"""Times put on whole steps keep their mass and their mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from justice_finance.engines.cohort.lags import expected_excess, geometric_tail, hat_masses
from justice_finance.engines.cohort.laws import Law, delay_law
from justice_finance.vocabulary import DurationForm

FORMS = list(DurationForm)
STEPS = 400


def column(value: float) -> np.ndarray:
    return np.full((1, 1), value)


def times(form: DurationForm) -> st.SearchStrategy[tuple[float, float, float]]:
    """Mean in steps, shape and ratio of a form."""
    shape = {
        DurationForm.WEIBULL: st.floats(0.5, 4.0),
        DurationForm.GAMMA: st.floats(0.3, 10.0),
        DurationForm.LOGNORMAL: st.floats(0.1, 1.2),
        DurationForm.MIXTURE: st.floats(0.0, 1.0),
    }.get(form, st.just(1.0))
    mean = st.just(0.0) | st.floats(1e-6, 20.0)
    return st.tuples(mean, shape, st.floats(1.0, 20.0))


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_masses_sum_to_one_and_keep_the_mean(form: DurationForm, data: st.DataObject) -> None:
    mean, shape, ratio = data.draw(times(form))
    masses = hat_masses(int(form), column(mean), column(shape), column(ratio), STEPS)[:, 0, 0]
    assert (masses >= 0.0).all()
    assert masses.sum() == pytest.approx(1.0, abs=1e-12)
    beyond = 0.0
    if mean > 0.0:  # what lasts beyond the last step is counted as the last step
        end = column(float(STEPS))
        beyond = expected_excess(int(form), column(mean), column(shape), column(ratio), end)[0, 0]
    lags = np.arange(masses.size)
    assert (masses * lags).sum() + beyond == pytest.approx(mean, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("form", "shape", "distribution"),
    [
        (DurationForm.EXPONENTIAL, 1.0, stats.expon()),
        (DurationForm.WEIBULL, 0.7, stats.weibull_min(0.7)),
        (DurationForm.GAMMA, 2.5, stats.gamma(2.5)),
        (DurationForm.LOGNORMAL, 0.8, stats.lognorm(0.8)),
    ],
)
@pytest.mark.parametrize("x", [0.3, 2.0, 9.0])
def test_expected_excess_is_the_integral_of_survival(
    form: DurationForm, shape: float, distribution: stats.rv_continuous, x: float
) -> None:
    mean = 3.0
    scale = mean / distribution.mean()
    by_hand, _ = integrate.quad(lambda t: distribution.sf(t / scale), x, np.inf, epsabs=1e-12)
    found = expected_excess(int(form), column(mean), column(shape), column(1.0), column(x))
    assert found[0, 0] == pytest.approx(by_hand, rel=1e-7)


@given(mean=st.floats(0.01, 50.0))
def test_a_phase_is_the_table_of_an_exponential(mean: float) -> None:
    share, rate = (float(a[0, 0]) for a in geometric_tail(column(mean)))
    table = hat_masses(int(DurationForm.EXPONENTIAL), column(mean), column(1.0), column(1.0), 60)
    lags = np.arange(1, 60)
    assert table[0, 0, 0] == pytest.approx(1.0 - share, abs=1e-12)
    found = np.zeros(60)
    found[: len(table)] = table[:60, 0, 0]
    np.testing.assert_allclose(found[1:], share * rate * (1.0 - rate) ** (lags - 1), atol=1e-13)


def moments(law: Law, steps: int) -> tuple[float, float]:
    """Mass and mean of a law of one row and one draw."""
    mass, mean = float(law.instant[0, 0]), 0.0
    for phase in law.phases:
        mass += float(phase.share[0, 0])
        mean += float(phase.share[0, 0] / phase.rate[0, 0])
    for table in law.tables:
        lags = table.first + np.arange(len(table.chance))
        mass += float(table.chance[:, 0, 0].sum())
        mean += float((table.chance[:, 0, 0] * lags).sum())
    return mass, mean


@pytest.mark.parametrize("off_zero", [False, True])
@pytest.mark.parametrize("form", [f for f in FORMS if f != DurationForm.LOGNORMAL])
@settings(max_examples=25)
@given(data=st.data())
def test_a_law_keeps_mass_and_mean_also_when_kept_off_lag_zero(
    form: DurationForm, off_zero: bool, data: st.DataObject
) -> None:
    mean, shape, ratio = data.draw(times(form))
    shape = max(shape, 0.8) if form in (DurationForm.WEIBULL, DurationForm.GAMMA) else shape
    law = delay_law(
        np.array([int(form)]), column(mean), column(shape), column(ratio), 2000, off_zero
    )
    mass, found = moments(law, 2000)
    assert mass == pytest.approx(1.0, abs=1e-12)
    assert found == pytest.approx(mean, rel=1e-10, abs=1e-12)
    if off_zero and mean >= 1.0:
        assert law.instant[0, 0] <= 1e-15


def test_people_met_on_their_way_leave_as_those_of_a_steady_flow_do() -> None:
    form, mean = int(DurationForm.GAMMA), column(4.0)
    law = delay_law(np.array([form]), mean, column(3.0), column(1.0), 300)
    chance = np.zeros(400)
    chance[0] = law.instant[0, 0]
    table = law.tables[0]
    chance[table.first : table.first + len(table.chance)] = table.chance[:, 0, 0]
    still = 1.0 - np.cumsum(chance)  # of one arrival a step, those there after k steps
    residual = table.residual[:, 0, 0]
    np.testing.assert_allclose(residual, still[: residual.size] / 4.0, atol=1e-13)
    assert residual.sum() == pytest.approx(1.0, abs=1e-12)
