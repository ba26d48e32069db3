"""Random numbers that are the same to the last bit wherever they are computed.

Answers: which uniforms stand at an address, and which time does a uniform give? What an address
means stands in `addresses`. Everything here is a scalar function of whole numbers and floats, in
plain Python, so that a compiler can take the functions as they stand. Therefore only + - * /,
`sqrt` and scalar `log` and `exp` are used (a power is exp(p x log x)), values come by inversion
alone, and products of two 32-bit words are split so that nothing reaches 2^63.

A prepared time is five values (form, scale, shape, second, table), made once by `prepare_time`
from a form, a mean, a shape and a ratio; the two uniforms of a time are its *value* and its
*component* (only a mixture and a time left use the second).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp, gamma, log, log1p, sqrt
from typing import TypeAlias

from justice_finance.vocabulary import DurationForm

Table: TypeAlias = Sequence[float]
PreparedTime: TypeAlias = tuple[int, float, float, float, Table]

FIXED = int(DurationForm.FIXED)
EXPONENTIAL = int(DurationForm.EXPONENTIAL)
WEIBULL = int(DurationForm.WEIBULL)
GAMMA = int(DurationForm.GAMMA)
LOGNORMAL = int(DurationForm.LOGNORMAL)
MIXTURE = int(DurationForm.MIXTURE)

WORD = 0xFFFFFFFF
TABLE_REACH = 23.0  # log odds of a 32-bit uniform stay within 22.9
TABLE_CELLS = 4096
NO_TABLE: tuple[float, ...] = (0.0,)


def philox(
    word0: int, word1: int, word2: int, word3: int, key0: int, key1: int
) -> tuple[int, int, int, int]:
    """Four 32-bit words from a counter of four and a key of two: Philox4x32-10.

    Parameters
    ----------
    word0, word1, word2, word3, key0, key1 : int
        Each 0 .. 2^32 - 1.

    Returns
    -------
    tuple of four int
        Each 0 .. 2^32 - 1.

    Sources
    -------
    Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3.
    """
    for _ in range(10):
        # The multipliers 0xD2511F53 and 0xCD9E8D57 in halves: the largest product is below 2^49.
        low = 0x1F53 * word0
        high = 0xD251 * word0 + (low >> 16)
        low2 = 0x8D57 * word2
        high2 = 0xCD9E * word2 + (low2 >> 16)
        word0 = (high2 >> 16) ^ word1 ^ key0
        word1 = ((high2 & 0xFFFF) << 16) | (low2 & 0xFFFF)
        word2 = (high >> 16) ^ word3 ^ key1
        word3 = ((high & 0xFFFF) << 16) | (low & 0xFFFF)
        key0 = (key0 + 0x9E3779B9) & 0xFFFFFFFF
        key1 = (key1 + 0xBB67AE85) & 0xFFFFFFFF
    return word0, word1, word2, word3


def uniform_of(word: int) -> float:
    """The middle of the word's cell of (0, 1): never 0, never 1, exact in a float64."""
    return (word + 0.5) / 4294967296.0


def standard_normal(uniform: float) -> float:
    """The standard normal quantile, to about 1e-15.

    Sources
    -------
    Wichura (1988), Algorithm AS 241: the percentage points of the normal distribution (PPND16).
    """
    q = uniform - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        top = 2.5090809287301226727e3 * r + 3.3430575583588128105e4
        top = ((top * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r
        top = ((top + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
        top = (top + 1.3314166789178437745e2) * r + 3.3871328727963666080e0
        bottom = 5.2264952788528545610e3 * r + 2.8729085735721942674e4
        bottom = ((bottom * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r
        bottom = ((bottom + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
        bottom = (bottom + 4.2313330701600911252e1) * r + 1.0
        return q * top / bottom
    tail = uniform if q < 0.0 else 1.0 - uniform
    r = sqrt(-log(tail))
    if r <= 5.0:
        r = r - 1.6
        top = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2
        top = ((top * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r
        top = ((top + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
        top = (top + 4.63033784615654529590e0) * r + 1.42343711074968357734e0
        bottom = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4
        bottom = ((bottom * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
        bottom = ((bottom + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
        bottom = (bottom + 2.05319162663775882187e0) * r + 1.0
    else:
        r = r - 5.0
        top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
        top = ((top * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r
        top = ((top + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
        top = (top + 5.46378491116411436990e0) * r + 6.65790464350110377720e0
        bottom = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7
        bottom = ((bottom * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
        bottom = ((bottom + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
        bottom = (bottom + 5.99832206555887937690e-1) * r + 1.0
    return -top / bottom if q < 0.0 else top / bottom


def standard_exponential(uniform: float) -> float:
    """The quantile of an exponential time of mean one (1 - uniform is exact)."""
    return -log(1.0 - uniform)


def gamma_of_mean_one(table: Table, uniform: float) -> float:
    """The quantile of a gamma time of mean one, read from its table (`gamma_table`)."""
    odds = log(uniform / (1.0 - uniform))
    position = (odds + TABLE_REACH) * (TABLE_CELLS / (2.0 * TABLE_REACH))
    cell = int(position)
    left = table[cell]
    return exp(left + (position - cell) * (table[cell + 1] - left))


def duration(
    form: int,
    scale: float,
    shape: float,
    second: float,
    table: Table,
    value: float,
    component: float,
) -> float:
    """A random time, in days, from the five values of a prepared time and two uniforms.

    Parameters
    ----------
    form, scale, shape, second, table
        As `prepare_time` gives them.
    value, component : float
        Uniforms in (0, 1); `component` is read by a mixture only.

    Returns
    -------
    float
        Days, not negative.
    """
    if form == EXPONENTIAL:
        return scale * -log(1.0 - value)
    if form == FIXED:
        return scale
    if form == MIXTURE:
        mean = scale if component < shape else second
        return mean * -log(1.0 - value)
    if form == LOGNORMAL:
        return scale * exp(shape * standard_normal(value))
    if form == WEIBULL:
        return scale * exp(shape * log(-log(1.0 - value)))
    return scale * gamma_of_mean_one(table, value)


def time_left(
    form: int,
    scale: float,
    shape: float,
    second: float,
    table: Table,
    value: float,
    component: float,
) -> float:
    """The time left of a time that long-running arrivals would have under way, in days.

    Its density is (1 - F(t)) / mean. An exponential has itself, a mixture its own components in
    proportion to the time spent in each; of the others `prepare_time_left` has made the
    length-biased time, of which a uniform share is left.
    """
    if form in (EXPONENTIAL, MIXTURE):
        return duration(form, scale, shape, second, table, value, component)
    return component * duration(form, scale, shape, second, table, value, component)


def prepare_time(form: int, mean: float, shape: float, ratio: float) -> PreparedTime:
    """Turn a form, a mean (days), a shape and a ratio into the five values `duration` reads.

    The mean of what `duration` gives is `mean` for every form. Shape and ratio are those of
    `vocabulary.DurationForm`. A mean of zero is a time of zero whatever the form.
    """
    if mean <= 0.0 or form == FIXED:
        return FIXED, max(mean, 0.0), 0.0, 0.0, NO_TABLE
    if form == EXPONENTIAL:
        return EXPONENTIAL, mean, 0.0, 0.0, NO_TABLE
    if form == MIXTURE:
        fast = mean / (shape * ratio + (1.0 - shape))
        return MIXTURE, ratio * fast, shape, fast, NO_TABLE
    if form == LOGNORMAL:
        return LOGNORMAL, mean * exp(-0.5 * shape * shape), shape, 0.0, NO_TABLE
    if form == WEIBULL:
        return WEIBULL, mean / gamma(1.0 + 1.0 / shape), 1.0 / shape, 0.0, NO_TABLE
    if form == GAMMA:
        return GAMMA, mean, 0.0, 0.0, gamma_table(shape)
    raise ValueError(f"no such form of a random time: {form}")


def prepare_time_left(form: int, mean: float, shape: float, ratio: float) -> PreparedTime:
    """The five values that `time_left` reads, for a time of this form, mean, shape and ratio.

    Length-biased times have closed forms: a gamma's shape rises by one, a lognormal's logarithm
    shifts by its variance, and a Weibull is a power 1/k of a gamma of shape 1 + 1/k, given here
    by a table of its own.
    """
    if mean <= 0.0 or form in (FIXED, EXPONENTIAL):
        return prepare_time(form, mean, shape, ratio)
    if form == MIXTURE:
        _, slow, share, fast, table = prepare_time(form, mean, shape, ratio)
        return MIXTURE, slow, share * slow / mean, fast, table
    if form == LOGNORMAL:
        return LOGNORMAL, mean * exp(0.5 * shape * shape), shape, 0.0, NO_TABLE
    if form == GAMMA:
        return GAMMA, mean * (1.0 + 1.0 / shape), 0.0, 0.0, gamma_table(shape + 1.0)
    if form == WEIBULL:
        return GAMMA, mean, 0.0, 0.0, _length_biased_weibull_table(shape)
    raise ValueError(f"no such form of a random time: {form}")


@lru_cache(maxsize=512)
def gamma_table(shape: float) -> tuple[float, ...]:
    """Logarithms of the quantiles of a gamma of mean one, over evenly spaced log odds.

    In log odds the logarithm of the quantile is nearly straight in both tails, so that straight
    lines between 4,097 points keep four digits or more at any uniform.
    """
    log_shape = log(shape)
    return tuple(value - log_shape for value in _log_gamma_quantiles(shape))


@lru_cache(maxsize=512)
def _length_biased_weibull_table(shape: float) -> tuple[float, ...]:
    """Logarithms of the quantiles of a length-biased Weibull whose own mean is one."""
    log_scale = -log(gamma(1.0 + 1.0 / shape))
    return tuple(value / shape + log_scale for value in _log_gamma_quantiles(1.0 + 1.0 / shape))


def _log_gamma_quantiles(shape: float) -> list[float]:
    from scipy.special import gammainccinv, gammaincinv, gammaln

    quantiles = []
    for cell in range(TABLE_CELLS + 1):
        odds = -TABLE_REACH + cell * (2.0 * TABLE_REACH / TABLE_CELLS)
        if odds < 0.0:
            quantile = float(gammaincinv(shape, exp(odds) / (1.0 + exp(odds))))
        else:
            quantile = float(gammainccinv(shape, exp(-odds) / (1.0 + exp(-odds))))
        if quantile > 1e-100:
            quantiles.append(log(quantile))
        else:  # P(shape, x) tends to x^shape / gamma(shape + 1)
            log_share = odds - log1p(exp(odds))
            quantiles.append((log_share + float(gammaln(shape + 1.0))) / shape)
    return quantiles
