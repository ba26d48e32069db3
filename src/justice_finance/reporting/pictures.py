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
from justice_finance.reporting.captions import caption_of, pack_of, settings_words
from justice_finance.reporting.cash_picture import cash_pack
from justice_finance.reporting.content import Report
from justice_finance.reporting.cost_picture import cost_pack
from justice_finance.reporting.decision_pictures import decision_packs
from justice_finance.reporting.figures import MemberFigures, OptionFigures, YearFigures
from justice_finance.reporting.journey_picture import journey_pack
from justice_finance.reporting.outcome_sentences import cost_sentence
from justice_finance.reporting.sentences import (
    option_sentence,
    option_setting,
    range_words,
    report_headline,
    sign_on_average,
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
    place = f"{about.country}: net" if about.country else "Net"
    caption = caption_of(
        about,
        "What each option is worth to society",
        f"{place} present value {settings_words(about)}. Line: 90 % range. "
        "Circle: mean gain; square: mean loss",
    )
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
    shown = "; ".join(
        f"{e.title}: {range_words(e.net_present_value)}, chance of loss "
        f"{percent_text(e.chance_of_loss, about.draws)}"
        for e in report.headline
    )
    text = (
        f"One line for each of {len(rows)} options shows the 90 % range of its net present value "
        f"in {about.currency}: {shown}."
    )
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
        "Who pays and who gains",
        "Net present value by party",
        {name: party_in_charts(name) for name in PARTIES_IN_CHARTS},
    )


def group_pack(report: Report) -> Pack | None:
    """Which people gain, by population group."""
    return _members_pack(
        report,
        report.by_group,
        "who_gains_by_group",
        "Which people gain",
        "Net present value for people with a problem and their households, by population group",
        {},
    )


def _members_pack(
    report: Report,
    members: Sequence[MemberFigures],
    name: str,
    title: str,
    what: str,
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
        told = _gainers(own, names, about.currency)
        shown.append(f"{option.title}: {told}")
        said.append(_whole(option, told, report))
    caption = caption_of(
        about,
        title,
        f"{what}, {settings_words(about)}. Blue bar: gains; hatched bar: pays or loses (mean); "
        "thin line: 90 % range. Scales differ between options",
    )
    table = table_of(("option", "member", "title", "mean", "p05", "p95"), rows)
    draw = partial(who_pays_and_gains.draw, accounts, caption, about.currency)
    text = f"A panel for each option, a bar for each of {len(accounts[0].members)}. "
    return pack_of(report, name, caption, draw, table, text + "; ".join(shown) + ".", tuple(said))


def _whole(option: OptionFigures, told: str, report: Report) -> str:
    """What is told of an option, with all that must stand beside it when it travels alone."""
    basis = worth_basis(report.assumption_share.get(option.option))
    text = f"{option_setting(option.title, report.about)} {told.rstrip('.')}. {basis}"
    return text.replace(" %", NO_BREAK + "%").strip()


def _gainers(rows: Sequence[MemberFigures], names: Sequence[str], currency: str) -> str:
    """Who gains and who loses most, on average."""
    pairs = sorted(zip(rows, names, strict=True), key=lambda pair: -pair[0].net_present_value.mean)
    (most, gainer), (least, loser) = pairs[0], pairs[-1]
    parts = []
    for row, who, verb, sign in ((most, gainer, "gain", 1), (least, loser, "lose", -1)):
        value = row.net_present_value
        if sign_on_average(value) == sign:
            amount = money_text(abs(value.mean), value, currency)
            lowered = who[:1].lower() + who[1:]
            parts.append(
                f"{lowered} {verb} most: {amount} on average, 90 % range {range_words(value)}"
            )
    return " and ".join(parts) or "nobody gains or loses on average"


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
        told = _payback(own, about.currency)
        shown.append(f"{option.title}: {told}")
        said.append(_whole(option, told, report))
    caption = caption_of(
        about,
        "When each option pays, if it does",
        f"Net benefit to society added up year by year, {settings_words(about)}. Line: mean; "
        "band: 90 % range. The last point is the net present value. Scales differ between options",
    )
    table = table_of(("option", "year", "mean", "p05", "p95"), rows)
    draw = partial(fan_over_years.draw, fans, caption, about.currency)
    text = "A line with a band for each option shows net benefits added up over the years. "
    text += " ".join(shown)
    return pack_of(report, "fan_over_years", caption, draw, table, text, tuple(said))


def _payback(rows: Sequence[YearFigures], currency: str) -> str:
    """From which year on the sum of mean net benefits stays above zero."""
    last: Estimate = rows[-1].cumulative
    end = f"{money_text(last.mean, last, currency)} on average by the end of {rows[-1].year} "
    end += f"(90 % range {range_words(last)})."
    negative = [row.year for row in rows if row.cumulative.mean < 0.0]
    if not negative:
        return f"the sum of net benefits is never below zero on average; {end}"
    if negative[-1] == rows[-1].year:
        return f"costs are not made good on average by the end of {rows[-1].year}; {end}"
    return f"costs are made good on average from {negative[-1] + 1} on; {end}"


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
            figures=f"{observed_text(row.model)} against {observed_text(row.target)}",
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
        "Does the model give what was observed?",
        "Business as usual against observed figures. Grey bar: allowed range; circle: inside; "
        "cross: outside. Fitted: the model was adjusted to it; held out: it was not",
    )
    table = table_of(
        ("id", "title", "role", "target", "model", "low", "high", "inside"),
        [(r.id, r.title, r.role, r.target, r.model, r.low, r.high, r.inside)
         for r in report.validation],
    )  # fmt: skip
    count = f"The model lies inside the allowed range for {len(targets) - len(missed)} of "
    count += f"{len(targets)} observed figures."
    names = "; ".join(f"{one.title} ({one.figures})" for one in missed)
    text = count + (f" Outside: {names}." if missed else "")
    draw = partial(validation.draw, targets, caption)
    return pack_of(report, "validation", caption, draw, table, text, (text,))
