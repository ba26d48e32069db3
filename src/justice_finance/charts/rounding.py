"""How many digits a figure may show, and how it is written in the language of now.

A figure with a range is rounded to a tenth of the range's order of magnitude (a range from -30.4
to 5.2 is shown as -30 to 5), and never finer than twice its Monte Carlo error. Mean and both ends
are rounded alike. The minus sign is U+2212; a rounded zero has no sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, isfinite, log10

from justice_finance.language import LEFT_TO_RIGHT, counted, decimal_text, say, spoken

MINUS = "\u2212"
NO_BREAK = "\u00a0"
NO_WIDTH = 1e-9
"""A range narrower than this share of its figure is that of adding up in another order."""


@dataclass(frozen=True)
class Estimate:
    """A figure over draws.

    Attributes
    ----------
    mean, p05, p95 : float
        Mean, 5 % and 95 % quantile: between them lie 90 % of draws.
    error : float
        Monte Carlo standard error of the mean; not a number where unknown.
    """

    mean: float
    p05: float
    p95: float
    error: float = float("nan")

    @property
    def crosses_zero(self) -> bool:
        """Whether the 90 % range has both signs."""
        return self.p05 < 0.0 < self.p95

    @property
    def mean_is_unclear(self) -> bool:
        """Whether a few draws make the mean: it lies outside the range, or is not known to it.

        So it is with a ratio whose divisor comes near zero. The range is still right.
        """
        width = self.p95 - self.p05
        outside = not self.p05 <= self.mean <= self.p95
        return width > 0.0 and (outside or 2.0 * self.error > width)

    def range_alone(self) -> Estimate:
        """The range with its middle, where the mean says nothing."""
        return Estimate(0.5 * (self.p05 + self.p95), self.p05, self.p95)


@dataclass(frozen=True)
class Scale:
    """Whole thousands, millions ... in which a figure is shown; `word` is its English name."""

    factor: float
    word: str

    def of(self, unit: str) -> str:
        """The unit of a column or an axis: `KES billion`."""
        if not self.word:
            return unit
        if not unit:
            return scale_names()[self.word]
        return _with_unit(unit)[self.word]


SCALES = (
    Scale(1e12, "trillion"),
    Scale(1e9, "billion"),
    Scale(1e6, "million"),
    Scale(1.0, ""),
)


def scale_of(values: Iterable[float]) -> Scale:
    """The largest scale that the largest of some values reaches."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    return next((scale for scale in SCALES if largest >= scale.factor), SCALES[-1])


def reach_of(estimates: Iterable[Estimate]) -> list[float]:
    """Means and both ends of ranges: every place that a drawing has to show."""
    return [end for each in estimates for end in (each.p05, each.mean, each.p95)]


def scales_beside(panels: Iterable[Iterable[float]]) -> list[Scale]:
    """Scales of panels that stand side by side: one for all wherever all can be read in it.

    That of the smallest panel if the largest stays below ten thousand in it; else that of the
    largest if the smallest reaches a tenth of it; else each panel has its own.
    """
    reach = [max((abs(v) for v in panel if isfinite(v)), default=0.0) for panel in panels]
    seen = [each for each in reach if each > 0.0]
    if not seen:
        return [SCALES[-1] for _ in reach]
    small, large = scale_of([min(seen)]), scale_of([max(seen)])
    if max(seen) < 1e4 * small.factor:
        return [small for _ in reach]
    if min(seen) >= 0.1 * large.factor:
        return [large for _ in reach]
    return [scale_of([each]) for each in reach]


def rounding_step(estimate: Estimate) -> float:
    """The power of ten that mean and range are rounded to.

    Notes
    -----
    Two digits of the width of the range; three digits of the value where there is no range; never
    below the order of magnitude of two Monte Carlo standard errors.
    """
    width = estimate.p95 - estimate.p05
    size = max(abs(estimate.mean), abs(estimate.p05), abs(estimate.p95))
    if isfinite(width) and width > NO_WIDTH * size:
        step = 10.0 ** (floor(log10(width)) - 1)
    else:
        step = three_digits(size) if isfinite(size) and size > 0.0 else 1.0
    if isfinite(estimate.error) and estimate.error > 0.0:
        step = max(step, 10.0 ** floor(log10(2.0 * estimate.error)))
    return step


def three_digits(size: float) -> float:
    """The power of ten that leaves three digits of a size: 999.7 becomes 1,000, in steps of 10."""
    step = 10.0 ** (floor(log10(size)) - 2)
    return step if round(size / step) < 1000 else 10.0 * step


def rounded(value: float, step: float) -> float:
    """The nearest multiple of a step; ties to even."""
    return round(value / step) * step + 0.0


def number_text(value: float, step: float, scale: Scale = SCALES[-1]) -> str:
    """A value rounded to a step, in a scale, as text.

    Examples
    --------
    >>> number_text(-1_234_000.0, 1e5, Scale(1e6, "million"))
    '\u22121.2'
    """
    shown = rounded(value, step) / scale.factor
    decimals = max(0, -floor(log10(step / scale.factor) + 1e-9))
    return signed(decimal_text(shown, decimals), shown)


def signed(digits: str, value: float) -> str:
    """Digits with the minus sign of a value; zero has none."""
    if value >= 0.0 or not any(digit in digits for digit in "123456789"):
        return digits
    return (LEFT_TO_RIGHT if spoken().right_to_left else "") + MINUS + digits


def with_sign(digits: str, value: float) -> str:
    """Digits of a difference with its sign, plus or minus; zero has none."""
    if value > 0.0 and any(digit in digits for digit in "123456789"):
        return (LEFT_TO_RIGHT if spoken().right_to_left else "") + "+" + digits
    return signed(digits, value)


def mean_text(estimate: Estimate, scale: Scale | None = None) -> str:
    """The central figure alone, as in a table whose heading names the scale."""
    chosen = scale or scale_for(estimate)
    text = number_text(estimate.mean, shown_step(estimate, chosen), chosen)
    return text if any(digit in text for digit in "123456789") else "0"


def shows_nothing(estimate: Estimate, scale: Scale) -> bool:
    """Whether the central figure is written as zero; then nothing is drawn for it either."""
    return mean_text(estimate, scale) == "0"


def range_text(estimate: Estimate, scale: Scale | None = None) -> str:
    """The 90 % range alone: `-30 to 5`."""
    chosen = scale or scale_for(estimate)
    step = shown_step(estimate, chosen)
    low, high = (number_text(end, step, chosen) for end in (estimate.p05, estimate.p95))
    return say("{low} to {high}", low=low, high=high)


def shown_step(estimate: Estimate, scale: Scale | None = None) -> float:
    """The rounding step, and never more than three digits behind the point of a large scale.

    A column of billions shows an amount of thousands as zero.
    """
    scale = scale or scale_for(estimate)
    if scale.factor <= 1.0:
        return rounding_step(estimate)
    largest = max(abs(estimate.mean), abs(estimate.p05), abs(estimate.p95))
    if largest < 0.0005 * scale.factor:
        return scale.factor
    return max(rounding_step(estimate), 0.001 * scale.factor)


def scale_for(estimate: Estimate) -> Scale:
    """The scale in which one figure and its range are best read, rounded as they will be."""
    step = rounding_step(estimate)
    figures = (estimate.mean, estimate.p05, estimate.p95)
    return scale_of(rounded(value, step) for value in figures if isfinite(value))


def money_text(value: float, estimate: Estimate, currency: str) -> str:
    """One amount, rounded as its estimate allows: `KES 3.2 billion`; nothing is `KES 0`."""
    scale = scale_for(estimate)
    step = shown_step(estimate, scale)
    if rounded(value, step) == 0.0:
        return amount_text(currency, decimal_text(0), 0.0, SCALES[-1])
    number = number_text(value, step, scale)
    return amount_text(currency, number, rounded(value, step) / scale.factor, scale)


def error_text(error: float, currency: str) -> str:
    """A standard error of money in two significant digits (JCGM 100:2008, 7.2.6)."""
    if not error > 0.0:
        return money_text(0.0, Estimate(0.0, 0.0, 0.0), currency)
    step = 10.0 ** (floor(log10(error)) - 1)
    shown = rounded(error, step)
    scale = scale_of((shown,))
    return amount_text(currency, number_text(error, step, scale), shown / scale.factor, scale)


def amount_text(currency: str, number: str, shown: float, scale: Scale) -> str:
    """A number already written, as an amount of money in a scale; `shown` decides its form."""
    gaps = {"currency": currency, "number": number}
    if scale.word == "trillion":
        return counted(
            "{currency}\u00a0{number}\u00a0trillion",
            "{currency}\u00a0{number}\u00a0trillion", abs(shown), **gaps,
        )  # fmt: skip
    if scale.word == "billion":
        return counted(
            "{currency}\u00a0{number}\u00a0billion",
            "{currency}\u00a0{number}\u00a0billion", abs(shown), **gaps,
        )  # fmt: skip
    if scale.word == "million":
        return counted(
            "{currency}\u00a0{number}\u00a0million",
            "{currency}\u00a0{number}\u00a0million", abs(shown), **gaps,
        )  # fmt: skip
    return say("{currency}\u00a0{number}", **gaps)


def count_text(value: float, estimate: Estimate) -> str:
    """A number of people or problems: `12,000`, `1.2 million`."""
    scale = scale_for(estimate)
    step = max(1.0, shown_step(estimate, scale))
    return scaled_text(number_text(value, step, scale), rounded(value, step) / scale.factor, scale)


def scaled_text(number: str, shown: float, scale: Scale) -> str:
    """A number already written, with the word of its scale; `shown` decides the word's form."""
    if scale.word == "trillion":
        return counted(
            "{number}\u00a0trillion", "{number}\u00a0trillion", abs(shown), number=number
        )
    if scale.word == "billion":
        return counted("{number}\u00a0billion", "{number}\u00a0billion", abs(shown), number=number)
    if scale.word == "million":
        return counted("{number}\u00a0million", "{number}\u00a0million", abs(shown), number=number)
    return number


def scale_names() -> dict[str, str]:
    """The scales alone, as the unit of an axis without another."""
    return {
        "trillion": say("trillion"), "billion": say("billion"), "million": say("million"),
    }  # fmt: skip


def _with_unit(unit: str) -> dict[str, str]:
    return {
        "trillion": say("{unit} trillion", unit=unit),
        "billion": say("{unit} billion", unit=unit),
        "million": say("{unit} million", unit=unit),
    }


def percent_text(share: float, draws: int) -> str:
    """A chance as whole per cent, never more certain than the draws allow.

    Notes
    -----
    If none of n draws shows an event, its chance is below 3 / n with 95 % confidence (rule of
    three; for a single draw below 95 %); so `under 1 %` takes 300 draws or more.
    """
    least = min(95, max(1, -(-300 // max(draws, 1))))
    if share <= 0.0 or 100.0 * share < 0.5:
        return say("under\u00a0{share}", share=whole_percent(least))
    if share >= 1.0 or 100.0 * share > 99.5:
        return say("over\u00a0{share}", share=whole_percent(100 - least))
    return whole_percent(round(100.0 * share))


def whole_percent(number: float) -> str:
    """So many per cent, without decimals: `5 %`."""
    return say("{value}\u00a0%", value=signed(decimal_text(number), number))


def rate_text(rate: float | str) -> str:
    """A discount rate: `8 %`, or the name of a schedule."""
    if isinstance(rate, str):
        return say(rate.replace("_", " "))
    decimals = len(f"{100.0 * rate:.4g}".partition(".")[2])
    return say("{value}\u00a0%", value=signed(decimal_text(100.0 * rate, decimals), rate))
