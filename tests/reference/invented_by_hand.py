"""The worksheet behind scenarios/invented/README.md: plain arithmetic, none of the package's code.

People enter a state at a steady rate within each month, stay a fixed number of whole months, and
move on. So the people in a state rise and fall in straight lines within a month, and person-months
are the mean of its two ends. `python tests/reference/invented_by_hand.py` writes the table again.
"""

from __future__ import annotations

import csv
from fractions import Fraction as F
from pathlib import Path

MONTHS, YEARS, FIRST_YEAR = 36, 3, 2025
TABLE = Path(__file__).with_name("invented_by_hand.csv")

STARTS = F(100_000) * F("0.02") / 12  # people a month
SHARE = {"mild": F("0.75"), "serious": F("0.25")}
AGREED = {"mild": F("0.6"), "serious": F("0.4")}
DECIDED = {"mild": F("0.8"), "serious": F("0.6")}
ONSET = {"mild": 20, "serious": 100}
LOSS = {"mild": 120, "serious": 600}  # per open year
WITHHELD, OFFICE_COST, HOURS, EXCESS_BURDEN = 60, 50, 10, F("0.2")
VALUE_OF_TIME = F("0.6") * 1 + F("0.4") * 2  # six people in ten are rural
STAY = {"problem": 1, "talks": 2, "office": 3, "advice": 2, "idle": 12}  # months
ENDS = ("agreed", "decided", "lapsed")

# Level of the paralegals by year: ten, half of them in the first year.
LEVEL = {"business_as_usual": (0, 0, 0), "higher_fee": (0, 0, 0), "paralegals": (5, 10, 10)}
FEE = {"business_as_usual": 20, "higher_fee": 30, "paralegals": 20}


def later(monthly: list[F], months: int) -> list[F]:
    """The same people, some months on."""
    return [F(0)] * months + monthly[: MONTHS - months]


def times(share: F, monthly: list[F]) -> list[F]:
    return [share * each for each in monthly]


def plus(*flows: list[F]) -> list[F]:
    return [sum(each, F(0)) for each in zip(*flows, strict=True)]


def journey(scenario: str, seriousness: str) -> dict[str, list[F]]:
    """People who enter each state, by month."""
    # 40 people a paralegal and year, as a share of the 2,000 who start in a year.
    diverted = [F(40 * LEVEL[scenario][month // 12], 2000) for month in range(MONTHS)]
    start = [STARTS * SHARE[seriousness]] * MONTHS
    leaving = later(start, STAY["problem"])
    talks = [n * (F("0.3") - F("0.4") * d) for n, d in zip(leaving, diverted, strict=True)]
    idle = [n * (F("0.5") - F("0.6") * d) for n, d in zip(leaving, diverted, strict=True)]
    advice = [n * d for n, d in zip(leaving, diverted, strict=True)]
    office = times(F("0.2"), leaving)
    by_talks, by_office = AGREED[seriousness], DECIDED[seriousness]
    # Without advice, four in ten of those reached would have talked; advice adds 0.3.
    by_advice = F("0.4") * by_talks + F("0.3")
    after_talks = later(talks, STAY["talks"])
    after_office = later(office, STAY["office"])
    after_advice = later(advice, STAY["advice"])
    idle = plus(
        idle,
        times(1 - by_talks, after_talks),
        times(1 - by_office, after_office),
        times(1 - by_advice, after_advice),
    )
    return {
        "problem": start,
        "talks": talks,
        "office": office,
        "advice": advice,
        "idle": idle,
        "agreed": plus(times(by_talks, after_talks), times(by_advice, after_advice)),
        "decided": times(by_office, after_office),
        "lapsed": later(idle, STAY["idle"]),
    }


def people_at_ends_of_months(entries: list[F], stay: int) -> list[F]:
    """People in a state at the beginning of month 0 and at the end of every month."""
    people, leaving = [F(0)], later(entries, stay)
    for month in range(MONTHS):
        people.append(people[-1] + entries[month] - leaving[month])
    return people


def person_days(entries: list[F], stay: int, year: int) -> F:
    people = people_at_ends_of_months(entries, stay)
    months = range(12 * year, 12 * year + 12)
    return sum((people[m] + people[m + 1] for m in months), F(0)) / 2 * F(365, 12)


def in_year(monthly: list[F], year: int) -> F:
    return sum(monthly[12 * year : 12 * year + 12], F(0))


def figures_of(scenario: str) -> dict[str, F]:
    """All figures of one scenario, by name."""
    found: dict[str, F] = {}
    flows = {each: journey(scenario, each) for each in SHARE}
    for year in range(YEARS):
        money: dict[str, F] = {}
        label = f"{scenario}.{FIRST_YEAR + year}"
        open_days = {each: F(0) for each in SHARE}
        for state in (*STAY, *ENDS):
            entries = plus(*(flows[each][state] for each in SHARE))
            found[f"{label}.entries.{state}"] = in_year(entries, year)
            if state in STAY:
                days = {each: person_days(flows[each][state], STAY[state], year) for each in SHARE}
                found[f"{label}.open_days.{state}"] = sum(days.values(), F(0))
                found[f"{label}.stock_end.{state}"] = people_at_ends_of_months(
                    entries, STAY[state]
                )[12 * year + 12]
                open_days = {each: open_days[each] + days[each] for each in SHARE}
        office = found[f"{label}.entries.office"]
        money["fee.person.government_justice"] = office * FEE[scenario]
        money["service_cost.government_justice.resources"] = office * OFFICE_COST
        money["person_time.person.resources"] = office * HOURS * VALUE_OF_TIME
        money["onset_loss.person.resources"] = sum(
            (in_year(flows[each]["problem"], year) * ONSET[each] for each in SHARE), F(0)
        )
        money["continuing_loss.person.resources"] = sum(
            (open_days[each] / 365 * LOSS[each] for each in SHARE), F(0)
        )
        money["withheld_transfer.person.other_side"] = (
            sum(open_days.values(), F(0)) / 365 * WITHHELD
        )
        level = LEVEL[scenario]
        trained = level[year] - (level[year - 1] if year else 0)
        money["intervention_cost.government_justice.resources"] = F("0.6") * 1000 * level[year]
        money["intervention_cost.donor.resources"] = F("0.4") * 1000 * level[year] + 400 * trained
        spending = (
            money["service_cost.government_justice.resources"]
            + money["intervention_cost.government_justice.resources"]
            - money["fee.person.government_justice"]
        )
        money["excess_burden.government_justice.resources"] = EXCESS_BURDEN * spending
        found |= {f"{label}.money.{name}": amount for name, amount in money.items()}
    return found


def totals(found: dict[str, F], scenario: str, party: str, year: int) -> F:
    """What a party gains in a year: what it is paid less what it pays; society without payee."""
    total = F(0)
    for name, amount in found.items():
        parts = name.split(".")
        if parts[:3] == [scenario, str(FIRST_YEAR + year), "money"]:
            payer, payee = parts[4], parts[5]
            if party == "society":
                total -= amount if payee == "resources" else 0
            else:
                total += amount * ((payee == party) - (payer == party))
    return total


def all_figures() -> dict[str, F]:
    """Every figure, net present values against business as usual included."""
    found: dict[str, F] = {}
    for scenario in LEVEL:
        found |= figures_of(scenario)
    parties = ("person", "other_side", "government_justice", "donor", "society")
    for scenario in ("higher_fee", "paralegals"):
        for party in parties:
            worth = F(0)
            for year in range(YEARS):
                gain = totals(found, scenario, party, year)
                gain -= totals(found, "business_as_usual", party, year)
                found[f"{scenario}.{FIRST_YEAR + year}.gain.{party}"] = gain
                worth += gain / F("1.05") ** year
            found[f"{scenario}.net_present_value.{party}"] = worth
    return found


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "value"))
        for name, value in all_figures().items():
            writer.writerow((name, repr(float(value))))
