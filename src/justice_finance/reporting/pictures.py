"""The charts of a report: which rows each one gets, and the words that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from justice_finance.charts import (
    fan_over_years,
    options_as_ranges,
    validation,
    who_pays_and_gains,
)
from justice_finance.charts.fan_over_years import Fan
from justice_finance.charts.options_as_ranges import OptionRange
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import table_of
from justice_finance.charts.rounding import (
    NO_BREAK,
    Estimate,
    money_text,
    percent_text,
)
from justice_finance.charts.validation import Target
from justice_finance.charts.who_pays_and_gains import Account
from justice_finance.language import counted, marked, say
from justice_finance.reporting.captions import caption_of, pack_of, settings_words
from justice_finance.reporting.cash_picture import cash_pack
from justice_finance.reporting.content import Report
from justice_finance.reporting.cost_picture import cost_pack
from justice_finance.reporting.decision_pictures import decision_packs
from justice_finance.reporting.figures import MemberFigures, OptionFigures, YearFigures
from justice_finance.reporting.journey_picture import journey_pack
from justice_finance.reporting.outcome_sentences import cost_sentence
from justice_finance.reporting.sentences import (
    listed,
    option_sentence,
    option_setting,
    quoted,
    range_words,
    report_headline,
    sign_on_average,
    told_of,
    worth_basis,
)
from justice_finance.reporting.shown import observed_text
from justice_finance.reporting.shown_needs import need_pack
from justice_finance.reporting.stay_picture import stay_pack
from justice_finance.reporting.value_picture import value_pack
from justice_finance.reporting.wait_pictures import wait_packs
from justice_finance.reporting.words import PARTIES_IN_CHARTS, party_in_charts


def all_packs(report: Report) -> tuple[Pack, ...]:
    """Every chart that the report's figures allow, in the order of the page."""
    packs = [
        options_pack(report),
        value_pack(report),
        party_pack(report),
        cost_pack(report),
        group_pack(report),
        fan_pack(report),
        cash_pack(report),
        journey_pack(report),
        stay_pack(report),
        need_pack(report),
        *wait_packs(report),
        validation_pack(report),
    ]
    decided = decision_packs(report.decision, report.about) if report.decision else ()
    return (*(pack for pack in packs if pack is not None), *decided)


def options_pack(report: Report) -> Pack:
    """What each headline option is worth."""
    about = report.about
    if about.country:
        subtitle = say(
            "{country}: net present value {settings}. Line: 90 % range. Circle: mean gain; square: "
            "mean loss",
            country=about.country,
            settings=settings_words(about),
        )
    else:
        subtitle = say(
            "Net present value {settings}. Line: 90 % range. Circle: mean gain; square: mean loss",
            settings=settings_words(about),
        )
    caption = caption_of(about, say("What each option is worth to society"), subtitle)
    rows = [
        OptionRange(e.title, e.net_present_value, percent_text(e.chance_of_loss, about.draws))
        for e in report.headline
    ]
    table = table_of(
        ("option", "title", "mean", "p05", "p95", "chance_of_loss"),
        [
            (e.option, e.title, e.net_present_value.mean, e.net_present_value.p05,
             e.net_present_value.p95, e.chance_of_loss)
            for e in report.headline
        ],
    )  # fmt: skip
    shown = [
        say(
            "{option}: {range}, chance of loss {loss}",
            option=e.title,
            range=range_words(e.net_present_value),
            loss=percent_text(e.chance_of_loss, about.draws),
        )
        for e in report.headline
    ]
    text = counted(
        "One line for each of {number} options shows the 90 % range of its net present value in "
        "{currency}: {options}.",
        "One line for each of {number} options shows the 90 % range of its net present value in "
        "{currency}: {options}.",
        len(rows), number=len(rows), currency=about.currency, options=listed(shown),
    )  # fmt: skip
    sentences = [report_headline(report)]
    for each in report.headline:
        share = report.assumption_share.get(each.option)
        sentences += [f"{option_sentence(each, about, share)} {cost_sentence(each, about)}"]
    return pack_of(
        report, "options_as_ranges", caption,
        partial(options_as_ranges.draw, rows, caption, about.currency), table, text,
        tuple(sentences),
    )  # fmt: skip


def party_pack(report: Report) -> Pack | None:
    """Who pays and who gains, by party."""
    return _members_pack(
        report,
        report.by_party,
        "who_pays_and_gains",
        say("Who pays and who gains"),
        marked(
            "Net present value by party, {settings}. Blue bar: gains; hatched bar: pays or loses "
            "(mean); thin line: 90 % range. Scales differ between options"
        ),
        {name: party_in_charts(name) for name in PARTIES_IN_CHARTS},
    )


def group_pack(report: Report) -> Pack | None:
    """Which people gain, by population group."""
    return _members_pack(
        report,
        report.by_group,
        "who_gains_by_group",
        say("Which people gain"),
        marked(
            "Net present value for people with a problem and their households, by population "
            "group, {settings}. Blue bar: gains; hatched bar: pays or loses (mean); thin line: "
            "90 % range. Scales differ between options"
        ),
        {},
    )


def _members_pack(
    report: Report,
    members: Sequence[MemberFigures],
    name: str,
    title: str,
    subtitle: str,
    titles: dict[str, str],
) -> Pack | None:
    about = report.about
    accounts, rows, said, shown = [], [], [], []
    for option in report.headline:
        own = [each for each in members if each.option == option.option]
        if not own:
            return None
        names = tuple(titles.get(each.member, each.title) for each in own)
        accounts.append(Account(option.title, names, tuple(each.net_present_value for each in own)))
        rows += [
            (e.option, e.member, e.title, e.net_present_value.mean, e.net_present_value.p05,
             e.net_present_value.p95)
            for e in own
        ]  # fmt: skip
        told = gainers_told(own, names, about.currency)
        shown.append(say("{option}: {told}", option=option.title, told=told))
        said.append(_whole(option, told, report))
    caption = caption_of(about, title, say(subtitle, settings=settings_words(about)))
    table = table_of(("option", "member", "title", "mean", "p05", "p95"), rows)
    draw = partial(who_pays_and_gains.draw, accounts, caption, about.currency)
    bars = len(accounts[0].members)
    text = counted(
        "A panel for each option, with {number} bar. {options}.",
        "A panel for each option, with {number} bars. {options}.",
        bars, number=bars, options=listed(shown),
    )  # fmt: skip
    return pack_of(report, name, caption, draw, table, text, tuple(said))


def _whole(option: OptionFigures, told: str, report: Report) -> str:
    """What is told of an option, with all that must stand beside it when it travels alone."""
    basis = worth_basis(report.assumption_share.get(option.option))
    text = told_of(option_setting(option.title, report.about), told, basis)
    return text.replace(" %", NO_BREAK + "%")


def gainers_told(rows: Sequence[MemberFigures], names: Sequence[str], currency: str) -> str:
    """Who gains and who loses most, on average."""
    pairs = sorted(zip(rows, names, strict=True), key=lambda pair: -pair[0].net_present_value.mean)
    (most, gainer), (least, loser) = pairs[0], pairs[-1]
    gain, loss = most.net_present_value, least.net_present_value
    gained = lost = ""
    if sign_on_average(gain) > 0:
        gained = say(
            "the largest gain is that of {who} ({amount} on average; 90 % range {range})",
            who=quoted(gainer),
            amount=money_text(abs(gain.mean), gain, currency),
            range=range_words(gain),
        )
    if sign_on_average(loss) < 0:
        lost = say(
            "the largest loss is that of {who} ({amount} on average; 90 % range {range})",
            who=quoted(loser),
            amount=money_text(abs(loss.mean), loss, currency),
            range=range_words(loss),
        )
    if gained and lost:
        return say("{one} and {other}", one=gained, other=lost)
    return gained or lost or say("nobody gains or loses on average")


def fan_pack(report: Report) -> Pack:
    """Net benefit added up year by year."""
    about = report.about
    fans, rows, said, shown = [], [], [], []
    for option in report.headline:
        own = [each for each in report.by_year if each.option == option.option]
        fans.append(Fan(option.title, tuple(e.year for e in own), tuple(e.cumulative for e in own)))
        rows += [
            (e.option, e.year, e.cumulative.mean, e.cumulative.p05, e.cumulative.p95) for e in own
        ]
        told = payback_told(own, about.currency)
        shown.append(say("{option}: {told}.", option=option.title, told=told))
        said.append(_whole(option, told, report))
    caption = caption_of(
        about,
        say("When each option pays, if it does"),
        say(
            "Net benefit to society added up year by year, {settings}. Line: mean; band: 90 % "
            "range. The last point is the net present value. Scales differ between options",
            settings=settings_words(about),
        ),
    )
    table = table_of(("option", "year", "mean", "p05", "p95"), rows)
    draw = partial(fan_over_years.draw, fans, caption, about.currency)
    text = say("A line with a band for each option shows net benefits added up over the years.")
    text = " ".join([text, *shown])
    return pack_of(report, "fan_over_years", caption, draw, table, text, tuple(said))


def payback_told(rows: Sequence[YearFigures], currency: str) -> str:
    """From which year on the sum of mean net benefits stays above zero."""
    last: Estimate = rows[-1].cumulative
    gaps = {
        "amount": money_text(last.mean, last, currency),
        "last": rows[-1].year,
        "range": range_words(last),
    }
    if not sign_on_average(last):
        return say(
            "the sum of net benefits is about zero on average by the end of {last} (90 % range "
            "{range})",
            **gaps,
        )
    negative = [row.year for row in rows if row.cumulative.mean < 0.0]
    if not negative:
        return say(
            "the sum of net benefits is never below zero on average; {amount} on average by the "
            "end of {last} (90 % range {range})",
            **gaps,
        )
    if negative[-1] == rows[-1].year:
        return say(
            "costs are not made good on average by the end of {last}; {amount} on average by the "
            "end of {last} (90 % range {range})",
            **gaps,
        )
    return say(
        "costs are made good on average from {year} on; {amount} on average by the end of {last} "
        "(90 % range {range})",
        **gaps,
        year=negative[-1] + 1,
    )


def validation_pack(report: Report) -> Pack | None:
    """Observed figures and the model's."""
    targets = [
        Target(
            title=row.title,
            role=row.role,
            inside=row.inside,
            model=row.model / row.target,
            low=None if row.low is None else row.low / row.target,
            high=None if row.high is None else row.high / row.target,
            figures=say(
                "model {model}; observed {observed}",
                model=observed_text(row.model),
                observed=observed_text(row.target),
            ),
        )
        for row in report.validation
        if row.target > 0.0
    ]
    if not targets:
        return None
    about = report.about
    missed = [one for one in targets if not one.inside]
    caption = caption_of(
        about,
        say("Does the model give what was observed?"),
        say(
            "Business as usual against observed figures. Grey bar: allowed range; circle: inside; "
            "cross: outside. Fitted: the model was adjusted to it; derived: it follows from fitted "
            "figures; held out: the model was not adjusted to it"
        ),
    )
    table = table_of(
        ("id", "title", "role", "target", "model", "low", "high", "inside"),
        [(r.id, r.title, r.role, r.target, r.model, r.low, r.high, r.inside)
         for r in report.validation],
    )  # fmt: skip
    text = counted(
        "The model lies inside the allowed range for {inside} of {number} observed figures.",
        "The model lies inside the allowed range for {inside} of {number} observed figures.",
        len(targets), inside=len(targets) - len(missed), number=len(targets),
    )  # fmt: skip
    if missed:
        names = listed([f"{one.title} ({one.figures})" for one in missed])
        outside = say("Outside: {names}.", names=names)
        text = f"{text} {outside}"
    draw = partial(validation.draw, targets, caption)
    return pack_of(report, "validation", caption, draw, table, text, (text,))
