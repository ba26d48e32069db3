"""What can be wrong with a study, its country and its options.

Each check is named as the condition it detects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from justice_finance.errors import Mistake, did_you_mean
from justice_finance.evidence.leaf_checks import LeafSurroundings, check_leaves
from justice_finance.evidence.leaves import leaves_of
from justice_finance.scenario.folders import PLAIN_NAME
from justice_finance.scenario.schema import CountryFile, OptionsFile, StudyFile
from justice_finance.scenario.text_checks import check_quantity_titles
from justice_finance.scenario.tree import Source, dotted
from justice_finance.vocabulary import BUSINESS_AS_USUAL, PERSPECTIVES

FIRST_BASE_YEAR, LAST_BASE_YEAR = 1990, 2100
LONGEST_HORIZON, MOST_DRAWS, LARGEST_SEED = 50, 2**17, 2**63 - 1
ENGINES = ("cohort", "event", "compiled")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class StudyAt:
    """A study's two files, with their sources for places."""

    study: StudyFile
    options: OptionsFile | None
    study_source: Source
    options_source: Source | None

    def wrong(self, code: str, path: tuple[str | int, ...], *parts: str) -> Mistake:
        """A mistake in study.yaml."""
        found, expected, do = parts
        return Mistake(code, self.study_source.document.place(path), found, expected, do)

    def wrong_option(self, code: str, path: tuple[str | int, ...], *parts: str) -> Mistake:
        """A mistake in options.yaml."""
        assert self.options_source is not None
        found, expected, do = parts
        return Mistake(code, self.options_source.document.place(path), found, expected, do)


def check_study_file(at: StudyAt) -> Iterator[Mistake]:
    """Everything that is wrong with a study and its options, beyond their keys."""
    for check in CHECKS:
        yield from check(at)


def years_are_out_of_range(at: StudyAt) -> Iterator[Mistake]:
    """A base year or horizon that no appraisal has."""
    study = at.study
    if not FIRST_BASE_YEAR <= study.base_year <= LAST_BASE_YEAR:
        yield at.wrong(
            "base_year_out_of_range",
            ("base_year",),
            f"{study.base_year}",
            f"a year from {FIRST_BASE_YEAR} to {LAST_BASE_YEAR}",
            "write the first year of the model",
        )
    if not 1 <= study.horizon_years <= LONGEST_HORIZON:
        yield at.wrong(
            "horizon_out_of_range",
            ("horizon_years",),
            f"{study.horizon_years} years",
            f"1 to {LONGEST_HORIZON} years",
            "write the number of model years",
        )
    if not 1950 <= study.money.price_year <= LAST_BASE_YEAR:
        yield at.wrong(
            "year_out_of_range",
            ("money", "price_year"),
            f"{study.money.price_year}",
            f"a year from 1950 to {LAST_BASE_YEAR}",
            "write the price year with four digits",
        )
    if not re.fullmatch(r"[A-Z]{3}", study.money.currency):
        yield at.wrong(
            "currency_unknown",
            ("money", "currency"),
            f"`{study.money.currency}`",
            "a currency code of three capital letters",
            "write the code of ISO 4217, such as KES",
        )


def the_date_is_no_date(at: StudyAt) -> Iterator[Mistake]:
    """A date that is not on the calendar, or not written year first."""
    text = at.study.date
    try:
        good = DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        good = False
    if not good:
        yield at.wrong(
            "date_wrong",
            ("date",),
            f"{ascii(text)[:40]}",
            "a day as year-month-day, such as 2026-01-05",
            "write it in this order, with zeros",
        )


def draws_are_no_power_of_two(at: StudyAt) -> Iterator[Mistake]:
    """A design of draws that is not balanced, or too large; a seed that is none."""
    draws = at.study.draws
    if draws < 1 or draws > MOST_DRAWS or draws & (draws - 1):
        yield at.wrong(
            "draws_not_power_of_two",
            ("draws",),
            f"{draws}",
            f"a power of two from 1 to {MOST_DRAWS}",
            "write 256, 1024 or 4096: a Sobol design is balanced at powers of two",
        )
    if not 0 <= at.study.seed <= LARGEST_SEED:
        yield at.wrong(
            "seed_out_of_range",
            ("seed",),
            f"{at.study.seed}",
            "a whole number from 0",
            "write a small whole number",
        )


def a_discount_rate_is_out_of_range(at: StudyAt) -> Iterator[Mistake]:
    """A real rate outside 0 to 25 % a year; a percentage, most often."""
    own = at.study.discount_rate.number
    no_share = own is not None and not 0.0 <= own <= 1.0  # its own mistake, said elsewhere
    rates = [] if no_share else [(("discount_rate",), own)]
    shown = at.study.discount_rates_shown
    named = [(("discount_rates_shown", number), rate) for number, rate in enumerate(shown)]
    for path, rate in (*rates, *named):
        if rate is not None and not 0.0 <= rate <= 0.25:
            yield at.wrong(
                "discount_rate_out_of_range",
                path,
                f"{rate:g}",
                "a real rate per year as a share, 0 to 0.25",
                f"write {rate / 100:g} if {rate:g} per cent is meant",
            )


def a_perspective_is_unknown(at: StudyAt) -> Iterator[Mistake]:
    """A perspective or funder that is no selection of the ledger."""
    for key in ("perspective", "funder"):
        name = getattr(at.study, key)
        if name not in PERSPECTIVES:
            yield at.wrong(
                "perspective_unknown",
                (key,),
                f"`{name}`",
                "one of " + ", ".join(PERSPECTIVES),
                did_you_mean(name, list(PERSPECTIVES)),
            )


def the_engine_is_unknown(at: StudyAt) -> Iterator[Mistake]:
    """No engine has this name."""
    if at.study.engine not in ENGINES:
        yield at.wrong(
            "engine_unknown",
            ("engine",),
            f"`{at.study.engine}`",
            "one of " + ", ".join(ENGINES),
            did_you_mean(at.study.engine, list(ENGINES)),
        )
    fraction = None if at.study.event_fraction is None else at.study.event_fraction.number
    if fraction == 0.0:
        yield at.wrong(
            "fraction_out_of_range",
            ("event_fraction",),
            "0",
            "a share above 0 and at most 1",
            "write 0.01 for one in a hundred",
        )


def names_of_the_study_are_wrong(at: StudyAt) -> Iterator[Mistake]:
    """An id that is not plain, or a thing listed twice."""
    if not PLAIN_NAME.fullmatch(at.study.study):
        yield at.wrong(
            "name_not_plain",
            ("study",),
            f"`{ascii(at.study.study)[1:-1][:60]}`",
            "small letters, digits and underscores, at most 80, a letter first",
            "rename it",
        )
    for key in ("interventions", "funding"):
        names = getattr(at.study, key)
        for number, name in enumerate(names):
            if name in names[:number]:
                yield at.wrong(
                    "listed_twice",
                    (key, number),
                    f"`{name}` again",
                    "each name once",
                    "take one of the two out",
                )


def the_headline_variant_is_unknown(at: StudyAt) -> Iterator[Mistake]:
    """The variant whose figures come first is not among the variants."""
    known = at.study.structural_variants
    if known is not None and known.headline not in known.variants:
        yield at.wrong(
            "variant_unknown",
            ("structural_variants", "headline"),
            f"`{known.headline}`",
            "one of " + (", ".join(known.variants) or "the variants"),
            did_you_mean(known.headline, list(known.variants)),
        )


def business_as_usual_is_not_plain(at: StudyAt) -> Iterator[Mistake]:
    """The scenario that all others are compared with is missing, or changes something."""
    if at.options is None:
        return
    entry = at.options.scenarios.get(BUSINESS_AS_USUAL)
    if entry is None:
        yield at.wrong_option(
            "business_as_usual_missing",
            ("scenarios",),
            "no scenario `business_as_usual`",
            "the scenario that all others are compared with",
            "add `business_as_usual: {title: Business as usual, overrides: []}`",
        )
    elif entry.overrides:
        yield at.wrong_option(
            "business_as_usual_changed",
            ("scenarios", BUSINESS_AS_USUAL, "overrides"),
            "overrides " + ", ".join(entry.overrides),
            "no overrides: the models as they are",
            "move them into a scenario of their own, or into the model files",
        )


def a_scenario_is_unknown(at: StudyAt) -> Iterator[Mistake]:
    """A scenario named that the options do not have; an envelope that is not there."""
    if at.options is None:
        return
    known = list(at.options.scenarios)
    for number, name in enumerate(at.study.headline_scenarios):
        if name not in known:
            yield at.wrong(
                "scenario_unknown",
                ("headline_scenarios", number),
                f"`{name}`",
                "a scenario of options.yaml: " + ", ".join(known),
                did_you_mean(name, known),
            )
    for name, entry in at.options.scenarios.items():
        other = entry.same_option_as
        if other is not None and (other not in known or other == name):
            yield at.wrong_option(
                "scenario_unknown",
                ("scenarios", name, "same_option_as"),
                f"`{other}`",
                "another scenario: " + ", ".join(known),
                did_you_mean(other, [each for each in known if each != name]),
            )
        if entry.within_envelope and at.study.envelope is None:
            yield at.wrong_option(
                "envelope_missing",
                ("scenarios", name, "within_envelope"),
                "a scenario within an envelope",
                "`envelope` in study.yaml",
                "add the envelope, or take `within_envelope` out",
            )


def an_overlap_is_unknown(at: StudyAt) -> Iterator[Mistake]:
    """An overlap of a scenario that the options do not have."""
    if at.options is None:
        return
    known = list(at.options.scenarios)
    for number, each in enumerate(at.options.overlaps):
        for place, name in enumerate(each.options):
            if name not in known:
                yield at.wrong_option(
                    "scenario_unknown",
                    ("overlaps", number, "options", place),
                    f"`{name}`",
                    "a scenario: " + ", ".join(known),
                    did_you_mean(name, known),
                )


def an_override_is_listed_twice(at: StudyAt) -> Iterator[Mistake]:
    """One scenario lists an override twice."""
    for name, entry in (at.options.scenarios if at.options is not None else {}).items():
        for number, override in enumerate(entry.overrides):
            if override in entry.overrides[:number]:
                yield at.wrong_option(
                    "listed_twice",
                    ("scenarios", name, "overrides", number),
                    f"`{override}` again",
                    "each override once",
                    "take one of the two out",
                )


def a_budget_level_is_unclear(at: StudyAt) -> Iterator[Mistake]:
    """A level that is neither a multiple of scales nor an envelope, or both."""
    for name, level in at.study.budget_levels.items():
        if not PLAIN_NAME.fullmatch(name):
            found = f"`{ascii(name)[1:-1][:60]}`"
            plain = "small letters, digits and underscores, at most 80, a letter first"
            yield at.wrong("name_not_plain", ("budget_levels", name), found, plain, "rename it")
        if (level.times_own_scale is None) == (level.envelope is None):
            yield at.wrong(
                "budget_level_unclear",
                ("budget_levels", name),
                "no key" if level.envelope is None else "both keys",
                "`times_own_scale` or `envelope`",
                "write `times_own_scale: {choice: 0.5}`, or an envelope of money",
            )


CHECKS = (
    years_are_out_of_range,
    the_date_is_no_date,
    draws_are_no_power_of_two,
    a_discount_rate_is_out_of_range,
    a_perspective_is_unknown,
    the_engine_is_unknown,
    names_of_the_study_are_wrong,
    the_headline_variant_is_unknown,
    business_as_usual_is_not_plain,
    a_scenario_is_unknown,
    an_overlap_is_unknown,
    a_budget_level_is_unclear,
    an_override_is_listed_twice,
)


def check_choices_of_study(study: StudyFile, source: Source) -> Iterator[Mistake]:
    """Everything that is wrong with the numbers of study.yaml itself, one by one."""
    around = LeafSurroundings(
        source.document.place, lambda _: True, {}, study.money.currency, study.money.price_year
    )
    yield from check_leaves(leaves_of(study), around)


def check_country(country: CountryFile, source: Source, study: StudyFile) -> Iterator[Mistake]:
    """A country whose name, money or code does not fit, or where nobody lives."""

    def wrong(code: str, path: tuple[str | int, ...], *parts: str) -> Mistake:
        found, expected, do = parts
        return Mistake(code, source.document.place(path), found, expected, do)

    if country.country != study.country:
        yield wrong(
            "id_is_not_file_name",
            ("country",),
            f"`{country.country}` in the folder {study.country}",
            f"`{study.country}`",
            "give the country the name of its folder",
        )
    if country.invented and country.currency != study.money.currency:
        yield wrong(
            "money_not_convertible",
            ("currency",),
            f"{country.currency}, and {study.money.currency} in the study",
            "one currency: an invented country has no price tables",
            "use the same currency in both",
        )
    if not country.invented and (
        country.iso3 is None or not re.fullmatch("[A-Z]{3}", country.iso3)
    ):
        yield wrong(
            "country_without_code",
            ("iso3",),
            f"`{country.iso3}`" if country.iso3 is not None else "no `iso3`",
            "the three capital letters of ISO 3166, such as KEN",
            "add them, or write `invented: true`",
        )
    yield from check_quantity_titles(country, source.document)
    for key in ("population_groups", "seriousness"):
        if not getattr(country, key):
            yield wrong(
                "nobody_there",
                (key,),
                f"no member of {dotted((key,))}",
                "at least one",
                "add one",
            )
