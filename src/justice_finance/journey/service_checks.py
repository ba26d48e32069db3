"""What can be wrong with a service beyond its keys. Checks are named as what they detect."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from justice_finance.errors import Mistake
from justice_finance.evidence.leaves import LeafPath
from justice_finance.journey.checks import a_form_lacks_its_shape
from justice_finance.journey.closed_days import recurring
from justice_finance.journey.price_checks import (
    SERVICE_DRIVERS,
    check_costs,
    parties_are_unknown,
)
from justice_finance.journey.schema import ServiceFile
from justice_finance.journey.surroundings import Surroundings
from justice_finance.vocabulary import DAYS_PER_YEAR

ServiceCheck = Callable[[ServiceFile, LeafPath, Surroundings], Iterator[Mistake]]

HOURS_OF_A_YEAR = 8760.0


def check_service(service: ServiceFile, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    """Everything that is wrong with a service, beyond its keys and its numbers one by one."""
    for check in CHECKS:
        yield from check(service, at, around)


def a_limited_service_cannot_be_sized(
    service: ServiceFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """A queue needs staff, their hours, and the work of a sitting."""
    wanted = ("staff", "productive_hours", "work") if service.limited else ()
    missing = [key for key in wanted if getattr(service, key) is None]
    if service.work is not None and service.productive_hours is None and not service.limited:
        missing = ["productive_hours"]
    if missing:
        yield Mistake(
            "service_without_capacity",
            around.place(at),
            "no " + ", ".join(f"`{key}`" for key in missing),
            "`staff`, `productive_hours` and `work` for a limited service",
            "add them, or write `limited: false` if nobody ever queues",
        )


def hours_exceed_a_year(
    service: ServiceFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Productive hours that no year has, or none at all."""
    leaf = service.productive_hours
    number = None if leaf is None else leaf.number
    if number is not None and not 0.0 < number <= HOURS_OF_A_YEAR:
        yield Mistake(
            "productive_hours_out_of_range",
            around.place((*at, "productive_hours")),
            f"{number:g} hours a year",
            f"more than 0 and at most {HOURS_OF_A_YEAR:g}",
            "write hours of sittings per staff-year",
        )


def sittings_are_too_few(
    service: ServiceFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Less than one heard sitting, or every sitting adjourned."""
    if service.sittings is None:
        return
    heard = service.sittings.heard.number
    if heard is not None and heard < 1.0:
        yield Mistake(
            "sittings_below_one",
            around.place((*at, "sittings", "heard")),
            f"{heard:g} heard sittings",
            "at least 1",
            "count the sittings at which a case moves on, the last one included",
        )
    adjourned = service.sittings.adjourned_share.number
    if adjourned is not None and adjourned >= 1.0:
        yield Mistake(
            "always_adjourned",
            around.place((*at, "sittings", "adjourned_share")),
            f"{adjourned:g}",
            "a share below 1",
            "mend the share: no case would ever end",
        )


def priorities_are_wrong(
    service: ServiceFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """A priority below 0, or of what is neither a legal problem nor a class of seriousness."""
    known = [*around.members.get("seriousness", ()), *(around.journeys or ())]
    for name, priority in service.priority.items():
        if priority < 0:
            yield Mistake(
                "priority_negative",
                around.place((*at, "priority", name)),
                f"{priority}",
                "0 (served first), 1, 2 ...",
                "number the classes from 0",
            )
        if around.journeys is not None and name not in known:
            what = "a legal problem or a class of seriousness"
            path = (*at, "priority", name)
            yield around.unknown("priority_unknown", name, known, what, path)


def prices_of_a_service_are_wrong(
    service: ServiceFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Cost lines and the ministry."""
    yield from check_costs(service.costs, SERVICE_DRIVERS, (*at, "costs"), around)
    if service.ministry is not None:
        yield from parties_are_unknown([service.ministry], (*at, "ministry"), around)


def times_of_a_service_are_wrong(
    service: ServiceFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Forms of work and of the parties' time."""
    if service.work is not None:
        yield from a_form_lacks_its_shape(service.work, (*at, "work"), around)
    if service.parties_time is not None:
        yield from a_form_lacks_its_shape(service.parties_time, (*at, "parties_time"), around)


def the_calendar_is_wrong(
    service: ServiceFile, at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """A day that no year has, no open day left, or a calendar where nobody queues."""
    if service.calendar and not service.limited:
        yield Mistake(
            "calendar_without_queue",
            around.place((*at, "calendar")),
            "closed days of a service with `limited: false`",
            "closed days of a limited service only",
            "leave the calendar out: nobody waits there until it opens again",
        )
    for number, closure in enumerate(service.calendar):
        for key, day in (("first_day", closure.first_day), ("last_day", closure.last_day)):
            if not 1 <= day <= DAYS_PER_YEAR:
                yield Mistake(
                    "calendar_day_out_of_range",
                    around.place((*at, "calendar", number, key)),
                    f"day {day}",
                    f"a day of the year, 1 to {DAYS_PER_YEAR:g}",
                    "count days from 1 January",
                )
    days = [(closure.first_day, closure.last_day) for closure in service.calendar]
    if recurring(days, 1) == [(0.0, DAYS_PER_YEAR)]:
        yield Mistake(
            "calendar_never_open",
            around.place((*at, "calendar")),
            "a calendar that closes every day of the year",
            "at least one open day",
            "shorten the closures",
        )


CHECKS: tuple[ServiceCheck, ...] = (
    a_limited_service_cannot_be_sized,
    hours_exceed_a_year,
    sittings_are_too_few,
    priorities_are_wrong,
    prices_of_a_service_are_wrong,
    times_of_a_service_are_wrong,
    the_calendar_is_wrong,
)
