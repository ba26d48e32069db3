"""The sheets that everything depends on: inputs, years, parties, and when there is a ratio."""

from __future__ import annotations

from justice_finance.appraisal.perspectives import PUBLIC_FUNDERS, parties_of
from justice_finance.charts.rounding import rate_text
from justice_finance.language import decimal_text, marked, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.ledger import NAMES
from justice_finance.reporting.listed_words import category_meaning
from justice_finance.reporting.terminal_rates import (
    AT_A_POINT,
    HIGHEST,
    parts_at,
    point_weights,
)
from justice_finance.reporting.workbook.arithmetic import (
    Choice,
    rate_is_known,
    rate_weights,
    years_of,
)
from justice_finance.reporting.workbook.page import (
    FACTOR,
    FIRST_ROW,
    HEADER_ROW,
    PER_CENT,
    PLAIN,
    Page,
    Value,
    cell,
    elsewhere,
    in_formula,
    span,
)
from justice_finance.reporting.workbook.places import (
    INPUTS,
    PARTIES,
    PARTY_ROWS,
    SETTINGS,
    TAXES,
    Places,
    name_titles,
    not_known,
    party_cell,
    scaled_category,
    switched_off,
    switched_on,
)
from justice_finance.reporting.workbook.sources import Sources

INPUT_COLUMNS = (
    (marked("Input"), 34.0),
    (marked("Value"), 18.0),
    (marked("In the run"), 18.0),
    (marked("Unit"), 18.0),
    (marked("What it does"), 60.0),
    (marked("Where it comes from"), 90.0),
)
TAX_RATE = "0.0000"
Row = tuple[str, Value, str, str, str]
"""Name, value, format, unit, what it does."""


def write_inputs(page: Page, report: Report, places: Places, choice: Choice) -> None:
    """Every cell that may be changed, with what it does and where its value comes from."""
    page.open(
        say("Inputs: change the yellow cells and every sheet of results follows"),
        say(
            "Yellow with blue figures: may be changed. Everything else is locked, without "
            "a password. "
            "Ranges and chances of loss are the run's and do not follow."
        ),
        report.about,
    )
    taxes = report.ledger.excess_burden
    rows = _settings(report, places, choice) + _scales(places)
    sources = Sources(report)
    origin = [sources.of_setting(name) for name in SETTINGS]
    origin += [sources.of_category(name) for name in places.categories]
    for at, ((name, value, form, unit, meaning), source) in enumerate(
        zip(rows, origin, strict=True)
    ):
        row = FIRST_ROW + at
        page.text(row, 0, name)
        _enter(page, row, 1, value, form, bool(taxes) or name != say(TAXES))
        _put(page, row, 2, value, form)
        page.text(row, 3, unit, page.styles(indent=1))
        page.text(row, 4, meaning)
        page.text(row, 5, source)
    _allow(page, report, places)


def _settings(report: Report, places: Places, choice: Choice) -> list[Row]:
    """Settings of the appraisal, in the order of `SETTINGS`."""
    about, taxes = report.about, report.ledger.excess_burden
    return [
        (say("Discount rate"), choice.rate, PER_CENT, say("share per year, real"),
         say("How much less a later year counts. The base year is not discounted.")),
        (
            say("Horizon"),
            choice.horizon,
            "0",
            say("years"),
            say(
                "Years counted, from {first_year} on; at most {count}.",
                first_year=about.first_year,
                count=places.count,
            ),
        ),
        (
            say("Terminal value"),
            switched_off(),
            "@",
            say("on or off"),
            say(
                "Adds what problems still open, or given up and still felt, go on costing after "
                "{last_year}. Known at every rate, for the whole horizon of the run.",
                last_year=about.last_year,
            ),
        ),
        (say("Perspective"), name_titles()[choice.perspective], "@", say("name"),
         say("The people and bodies whose gains and losses the net present value counts.")),
        (
            say("Funder"),
            name_titles()[choice.funder],
            "@",
            say("name"),
            say("The funder whose outlay the benefit-cost ratio and the cost per resolved "
                "problem are divided by."),
        ),
        (
            say("Cost of raising taxes"),
            taxes,
            TAX_RATE,
            say("share of tax money"),
            say(
                "What taxes cost beyond the money raised; in the run a mean over draws. Every "
                "draw's rate "
                "is multiplied alike."
            )
            if taxes
            else say("This run counts no cost of raising taxes."),
        ),
    ]  # fmt: skip


def _scales(places: Places) -> list[Row]:
    """A scale for each category of the ledger."""
    return [
        (
            say("Scale: {category}", category=scaled_category(name)),
            1.0,
            PLAIN,
            say("factor"),
            say(
                "{meaning}. All amounts are multiplied, in the option and in business as usual "
                "alike; 0 leaves the category out.",
                meaning=category_meaning(name),
            ),
        )
        for name in places.categories
    ]


def _put(page: Page, row: int, column: int, value: Value, form: str) -> None:
    if isinstance(value, str):
        page.text(row, column, value, page.styles(align="right"))
    else:
        page.number(row, column, value, form)


def _enter(page: Page, row: int, column: int, value: Value, form: str, may_change: bool) -> None:
    """A cell that may be changed."""
    if not may_change:
        _put(page, row, column, value, form)
    elif isinstance(value, str):
        page.text(row, column, value, page.styles.entered(form))
    elif value is not None:
        page.sheet.write_number(row, column, value, page.styles.entered(form))


def _allow(page: Page, report: Report, places: Places) -> None:
    """What each input takes; anything else is refused with a sentence that says why."""
    sheet = page.sheet

    def allow(name: str, settings: dict[str, object], title: str, message: str) -> None:
        row = FIRST_ROW + SETTINGS.index(name)
        said = {"input_title": title[:32], "input_message": message[:255],
                "error_title": title[:32], "error_message": message[:255]}  # fmt: skip
        sheet.data_validation(row, 1, row, 1, {**settings, **said})

    rate = cell(FIRST_ROW, 1)
    number = f"AND(ISNUMBER({rate}),{rate}>=0,{rate}<={HIGHEST})"
    own = report.about.discount_rate
    schedule = f'OR({number},{rate}="{own}")' if isinstance(own, str) else number
    allow("rate", {"validate": "custom", "value": f"={schedule}"}, say("Discount rate"),
          say("A share from 0 to {largest}, such as 8% or 0.08, real, per year.",
              largest=decimal_text(HIGHEST, 1)))  # fmt: skip
    allow("horizon", {"validate": "integer", "criteria": "between", "minimum": 1,
                      "maximum": places.count}, say("Horizon"),
          say("Whole years from 1 to {count}.", count=places.count))  # fmt: skip
    allow(
        "terminal",
        {"validate": "list", "source": [switched_off(), switched_on()]},
        say("Terminal value"),
        say("on or off."),
    )
    names = elsewhere(PARTIES, span((HEADER_ROW, 4), (HEADER_ROW, 3 + len(NAMES))))
    for name in ("perspective", "funder"):
        allow(
            name,
            {"validate": "list", "source": f"={names}"},
            say("Perspective") if name == "perspective" else say("Funder"),
            say("One of the names in the list."),
        )
    above = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 5}
    allow("excess_burden", above, say(TAXES), say("A share from 0 to 5, such as 0.2."))
    first = FIRST_ROW + len(SETTINGS)
    sheet.data_validation(first, 1, first + len(places.categories) - 1, 1, {
        "validate": "decimal", "criteria": "between", "minimum": -10, "maximum": 10,
        "input_title": say("Scale")[:32], "input_message": say(
            "1 is as in the run; 0 leaves it out; 1.2 is a fifth more.")[:255],
        "error_title": say("Scale")[:32], "error_message": say("A number from -10 to 10.")[:255],
    })  # fmt: skip
    changed = page.styles  # a changed cell says so in bold, and not by colour alone
    sheet.conditional_format(FIRST_ROW, 1, page.rows - 1, 1, {
        "type": "formula", "criteria": f"=$B{FIRST_ROW + 1}<>$C{FIRST_ROW + 1}",
        "format": _bold(changed),
    })  # fmt: skip


def _bold(styles: object) -> object:
    book = styles._book  # type: ignore[attr-defined]
    return book.add_format({"bold": True, "underline": 1})


def write_years(page: Page, report: Report, places: Places, choice: Choice) -> None:
    """Rate, factor and weight of every year, and whether there is a terminal value."""
    page.open(
        say("Years: what each year of the run counts"),
        say(
            "The factor of a year is that of the year before, divided by one plus its own rate. "
            "Weight: factor of the years counted."
        ),
        report.about,
    )
    years = years_of(choice, places.count)
    own = years_of(Choice(report.about.discount_rate, 1, False, "", "", 0.0), places.count)
    titles = (
        say("Years after the base year"),
        say("Discount rate of the year"),
        say("Counted (1) or not (0)"),
        say("Discount factor"),
        say("Weight"),
        say("Terminal value known at this rate: 1 yes, 0 no"),
        say("Terminal value: on, off or not available"),
    )
    for at, title in enumerate(titles):
        page.text(FIRST_ROW + at, 0, title)
    rate, horizon = places.setting("rate"), places.setting("horizon")
    for at in range(places.count):
        column = 1 + at

        def here(name: str, at: int = at) -> str:
            return places.year(name, at).split("!")[1]

        page.number(FIRST_ROW, column, at, "0")
        schedule = f"IF(ISNUMBER({rate}),{rate},{float(own.rate[at])!r})"
        formula = schedule if isinstance(report.about.discount_rate, str) else rate
        page.formula(FIRST_ROW + 1, column, formula, float(years.rate[at]), PER_CENT)
        page.formula(FIRST_ROW + 2, column, f"IF({here('period')}<{horizon},1,0)",
                     float(years.counted[at]), "0")  # fmt: skip
        if at:
            before = f"{here('factor', at - 1)}/(1+{here('rate')})"
            page.formula(FIRST_ROW + 3, column, before, float(years.factor[at]), FACTOR)
        else:
            page.number(FIRST_ROW + 3, column, 1, FACTOR)
        page.formula(FIRST_ROW + 4, column, f"{here('factor')}*{here('counted')}",
                     float(years.weight[at]), FACTOR)  # fmt: skip
    _write_state(page, report, places, choice)


def _write_state(page: Page, report: Report, places: Places, choice: Choice) -> None:
    """Whether a terminal value is known at the rate, and whether it counts."""
    rates = report.ledger.rates
    rate, horizon = places.setting("rate"), places.setting("horizon")
    header = places.rates("rate", len(rates))
    page.formula(FIRST_ROW + 5, 1,
                 f"IF(ISNUMBER({rate}),IF(AND({rate}>=0,{rate}<={HIGHEST}),1,0),"
                 f"IF(ISNUMBER(MATCH({rate},{header},0)),1,0))",
                 int(rate_is_known(choice.rate, rates)), "0")  # fmt: skip
    column = places.year("column", 0).split("!")[1]
    terminal = places.setting("terminal")
    on, off = in_formula(switched_on()), in_formula(switched_off())
    page.formula(FIRST_ROW + 6, 1,
                 f"IF({terminal}<>{on},{off},IF(AND({column}>0,{horizon}={places.count}),"
                 f"{on},{in_formula(not_known())}))", switched_off(), PLAIN)  # fmt: skip


def write_rates(page: Page, report: Report, places: Places, choice: Choice) -> None:
    """What the terminal value at each known rate counts for in that at the rate chosen."""
    page.open(
        say("Terminal rates: discount rates at which the run worked out terminal values"),
        say(
            "What fades after the horizon differs by draw, so it is worked out by the run at these "
            "rates. At any other rate it is their weighted sum (barycentric interpolation), exact "
            "to more digits than are shown."
        ),
        report.about,
    )
    heads = (
        say("Discount rate"), say("Weight of the point"), say("Weight over its distance from the "
                                                              "rate chosen"),
        say("Counts for"),
    )  # fmt: skip
    for at, title in enumerate(heads):
        page.text(FIRST_ROW + at, 0, title)
    rates, rate = report.ledger.rates, places.setting("rate")
    points = [each for each in rates if not isinstance(each, str)]
    chosen = choice.rate if not isinstance(choice.rate, str) else 0.0
    parts = parts_at(chosen, points)
    weights = rate_weights(choice.rate, rates)
    every = span((FIRST_ROW + 2, 1), (FIRST_ROW + 2, len(points)))
    for at, known in enumerate(rates):
        column = 1 + at
        here, own, part = (cell(FIRST_ROW + row, column) for row in range(3))
        if isinstance(known, str):
            page.text(FIRST_ROW, column, known)
            formula = f"IF(ISNUMBER({rate}),0,IF({rate}={here},1,0))"
        else:
            away = f"(IF(ISNUMBER({rate}),{rate},0)-{here})"
            page.number(FIRST_ROW, column, known, PER_CENT)
            page.number(FIRST_ROW + 1, column, float(point_weights(len(points))[at]), "0.0")
            page.formula(FIRST_ROW + 2, column,
                         f"{own}/IF({away}=0,{AT_A_POINT!r},{away})".replace("e-", "E-"),
                         float(parts[at]), FACTOR)  # fmt: skip
            formula = f"IF(ISNUMBER({rate}),{part}/SUM({every}),0)"
        page.formula(FIRST_ROW + 3, column, formula, float(weights[at]), FACTOR)


def rate_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of terminal rates."""
    return (
        (say("For the terminal value"), 24.0),
        *((rate_text(rate), 14.0) for rate in report.ledger.rates),
    )


def write_parties(page: Page, report: Report, choice: Choice) -> None:
    """Which parties a perspective or a funder consists of."""
    page.open(
        say("Parties: who belongs to which perspective and funder"),
        say(
            "1: belongs to it; 0: does not. The second and third column follow the names chosen "
            "on the "
            "sheet of inputs."
        ),
        report.about,
    )
    header = elsewhere(PARTIES, span((HEADER_ROW, 4), (HEADER_ROW, 3 + len(NAMES))))
    for at, party in enumerate(PARTY_ROWS):
        row = FIRST_ROW + at
        page.text(row, 0, party_cell(party))
        members = elsewhere(PARTIES, span((row, 4), (row, 3 + len(NAMES))))
        for column, (name, chosen) in enumerate(
            (("perspective", choice.perspective), ("funder", choice.funder)), start=1
        ):
            setting = elsewhere(INPUTS, cell(FIRST_ROW + SETTINGS.index(name), 1))
            page.formula(row, column, f"INDEX({members},1,MATCH({setting},{header},0))",
                         int(party in parties_of(chosen)), "0")  # fmt: skip
        page.number(row, 3, int(party in PUBLIC_FUNDERS), "0")
        for column, name in enumerate(NAMES, start=4):
            page.number(row, column, int(party in parties_of(name)), "0")


def party_columns() -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of parties."""
    return (
    (say("Party"), 46.0), (say("Counts in the perspective"), 14.0), (say("Is the funder"), 14.0),
    (say("Is government or donor"), 14.0), *((title, 14.0) for title in name_titles().values()),
)  # fmt: skip


def year_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of years."""
    return ((say("What"), 40.0), *((str(year), 12.0) for year in report.ledger.years))
