"""Known answers of Philox, the normal quantile, and every form of time against its distribution."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from scipy import integrate, stats

from justice_finance.engines import addresses, sampling
from justice_finance.engines.addresses import Purpose
from justice_finance.vocabulary import DurationForm

KNOWN_ANSWERS = [  # kat_vectors of the Random123 distribution, philox4x32, 10 rounds
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        (0xFFFFFFFF,) * 4,
        (0xFFFFFFFF,) * 2,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_known_answers(counter, key, answer):
    assert sampling.philox(*counter, *key) == answer


def test_a_uniform_is_never_zero_or_one_and_its_complement_is_exact():
    for word in (0, 1, 2**31, 2**32 - 1):
        u = sampling.uniform_of(word)
        assert 0.0 < u < 1.0
        assert 1.0 - (1.0 - u) == u


def test_the_normal_quantile_agrees_with_an_independent_one():
    for u in np.r_[2.0**-33, np.linspace(0.0001, 0.9999, 997), 1 - 2.0**-33, 1e-30]:
        ours, theirs = sampling.standard_normal(float(u)), NormalDist().inv_cdf(float(u))
        assert ours == pytest.approx(theirs, rel=2e-15, abs=1e-15)
    assert sampling.standard_normal(0.975) == pytest.approx(1.959963984540054, rel=1e-15)


FORMS = [
    (DurationForm.EXPONENTIAL, 1.0, 1.0),
    (DurationForm.WEIBULL, 0.6, 1.0),
    (DurationForm.WEIBULL, 2.5, 1.0),
    (DurationForm.GAMMA, 0.3, 1.0),
    (DurationForm.GAMMA, 4.0, 1.0),
    (DurationForm.LOGNORMAL, 0.8, 1.0),
    (DurationForm.MIXTURE, 0.3, 8.0),
]
MEAN = 37.0


def distribution(form, shape, ratio):
    """(cdf, mean of what lies below t) of a time of mean MEAN, from scipy."""
    if form == DurationForm.EXPONENTIAL:
        return stats.expon(scale=MEAN).cdf
    if form == DurationForm.WEIBULL:
        return stats.weibull_min(shape, scale=MEAN / math.gamma(1 + 1 / shape)).cdf
    if form == DurationForm.GAMMA:
        return stats.gamma(shape, scale=MEAN / shape).cdf
    if form == DurationForm.LOGNORMAL:
        return stats.lognorm(shape, scale=MEAN * math.exp(-(shape**2) / 2)).cdf
    fast = MEAN / (shape * ratio + 1 - shape)
    slow = ratio * fast
    assert shape * slow + (1 - shape) * fast == pytest.approx(MEAN)
    return lambda t: 1 - shape * np.exp(-t / slow) - (1 - shape) * np.exp(-t / fast)


def draws(function, prepared, count, seed):
    key = addresses.key_of_run(seed, 0)
    return np.array(
        [
            function(*prepared, *addresses.luck(*key, person, 0, addresses.STEP)[:2])
            for person in range(count)
        ]
    )


def furthest_from(sample, cdf):
    """Kolmogorov's distance times the root of the sample size; above 2.2 once in 10,000."""
    ordered = np.sort(sample)
    share = cdf(ordered)
    n = len(ordered)
    above = np.max(np.arange(1, n + 1) / n - share)
    below = np.max(share - np.arange(n) / n)
    return max(above, below) * math.sqrt(n)


@pytest.mark.parametrize(("form", "shape", "ratio"), FORMS)
def test_times_have_their_distribution(form, shape, ratio):
    prepared = sampling.prepare_time(form, MEAN, shape, ratio)
    sample = draws(sampling.duration, prepared, 20_000, seed=11 + form)
    assert furthest_from(sample, distribution(form, shape, ratio)) < 2.2


@pytest.mark.parametrize(("form", "shape", "ratio"), FORMS)
def test_times_left_have_the_equilibrium_distribution(form, shape, ratio):
    cdf = distribution(form, shape, ratio)
    grid = np.concatenate([np.linspace(0, 1, 2001)[:-1] ** 3, np.linspace(1, 400, 40_000)]) * MEAN
    reached = integrate.cumulative_trapezoid(1 - cdf(grid), grid, initial=0.0) / MEAN
    assert reached[-1] == pytest.approx(1.0, abs=1e-3)
    prepared = sampling.prepare_time_left(form, MEAN, shape, ratio)
    sample = draws(sampling.time_left, prepared, 20_000, seed=23 + form)
    assert furthest_from(sample, lambda t: np.interp(t, grid, reached)) < 2.2


@pytest.mark.parametrize("shape", [0.05, 0.3, 1.0, 1.7, 9.0, 60.0])
def test_the_gamma_table_keeps_four_digits(shape):
    table = sampling.gamma_table(shape)
    for u in (1e-9, 1e-4, 0.03, 0.31, 0.5, 0.777, 0.96, 0.9999, 1 - 1e-9):
        exact = stats.gamma(shape).ppf(u) / shape
        if exact > 1e-250:
            assert sampling.gamma_of_mean_one(table, u) == pytest.approx(exact, rel=5e-5)


def test_a_fixed_time_is_its_mean_and_what_is_left_of_it_is_even():
    prepared = sampling.prepare_time(DurationForm.FIXED, 14.0, 1.0, 1.0)
    assert sampling.duration(*prepared, 0.1, 0.9) == 14.0
    left = sampling.prepare_time_left(DurationForm.FIXED, 14.0, 1.0, 1.0)
    assert sampling.time_left(*left, 0.5, 0.25) == 3.5


@pytest.mark.parametrize("form", list(DurationForm))
def test_a_mean_of_zero_is_no_time_whatever_the_form(form):
    prepared = sampling.prepare_time(form, 0.0, 0.5, 2.0)
    assert sampling.duration(*prepared, 0.999, 0.5) == 0.0


def test_every_part_of_an_address_changes_the_luck():
    key = addresses.key_of_run(1, 0)
    here = addresses.luck(*key, 7, 2, addresses.STEP)
    others = [
        addresses.luck(*addresses.key_of_run(2, 0), 7, 2, addresses.STEP),
        addresses.luck(*addresses.key_of_run(1, 1), 7, 2, addresses.STEP),
        addresses.luck(*key, 7 + (1 << 42), 2, addresses.STEP),
        addresses.luck(*key, 8, 2, addresses.STEP),
        addresses.luck(*key, 7, 3, addresses.STEP),
        addresses.luck(*key, 7, 2, addresses.SITTING),
        addresses.luck(*key, 7, 2, addresses.STEP, sitting=1),
    ]
    assert len({here, *others}) == 8
    assert here == addresses.luck(*key, 7, 2, addresses.STEP)


def test_one_uniform_is_the_same_alone_and_in_its_block():
    key = addresses.key_of_run(3, 1)
    block = addresses.luck(*key, 99, 4, addresses.SITTING, sitting=2)
    alone = addresses.uniform(*key, 99, 4, Purpose.PARTIES_VALUE, sitting=2)
    assert alone == block[Purpose.PARTIES_VALUE % 4]


def test_blocks_are_the_purposes_they_say():
    for purpose, block in (
        (Purpose.ARRIVAL_GAP, addresses.BEGINNING),
        (Purpose.MOVE, addresses.STEP),
        (Purpose.PARTIES_COMPONENT, addresses.SITTING),
        (Purpose.SITE, addresses.PLACE),
        (Purpose.GROUP_ROUNDING, addresses.OPENING),
        (Purpose.SITTINGS_LEFT, addresses.OPENING_VISIT),
        (Purpose.CHILD, addresses.CHILD_BLOCK),
    ):
        assert purpose // 4 == block


def test_people_of_every_origin_have_numbers_of_their_own():
    key = addresses.key_of_run(1, 0)
    fresh = [addresses.fresh_person(c, i) for c in (0, 1, 65535) for i in (0, 1, 2**42 - 1)]
    opening = [
        addresses.opening_person(kind, c, s, i)
        for kind in addresses.OpeningKind
        for c in (0, 65535)
        for s in (0, 1023)
        for i in (0, 2**32 - 1)
    ]
    children = [addresses.child_of(*key, parent, 1) for parent in fresh + opening]
    everyone = fresh + opening + children
    assert len(set(everyone)) == len(everyone)
    assert all(0 <= number < 2**63 for number in everyone)
