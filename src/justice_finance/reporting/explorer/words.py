"""Texts of the interactive part of the page; gaps in braces are filled by its script."""

from __future__ import annotations

from justice_finance.language import marked, say

WORDS: dict[str, str] = {
    "title": marked("Put the options side by side under your own settings"),
    "lead": marked(
        "Change a setting and every figure, range and picture below follows. Figures are "
        "differences from business as usual. Select a figure to see what it is made of."
    ),
    "settings": marked("Settings"),
    "budget": marked("Budget"),
    "own_scale": marked("Each at its own scale"),
    "within": marked("Within {amount} in all"),
    "times_own_scale": marked("{share} of each option's own scale"),
    "kept_scale": marked(
        "Shown at their own scale, since they reach everybody they are for already: {options}."
    ),
    "discounting": marked("Discounting"),
    "constant": marked("One rate for all years"),
    "schedule_green_book": marked("Green Book (United Kingdom), 3.5 % falling after 30 years"),
    "schedule_green_book_health": marked("Green Book for health, 1.5 % falling after 30 years"),
    "schedule_france_2005": marked("France 2005, 4 % falling after 30 years"),
    "schedule_denmark_2018": marked("Denmark 2018, 4 % falling after 35 years"),
    "rate": marked("Discount rate, % a year"),
    "horizon": marked("Years counted"),
    "terminal": marked("Add what goes on after the last year"),
    "perspective": marked("Point of view"),
    "money": marked("Money"),
    "equity": marked("Weights by income (more for the poor)"),
    "unweighted": marked("None"),
    "elasticity": marked("Elasticity {elasticity}"),
    "mix": marked("Who bears the extra public spending on services"),
    "donors": marked("Donors, % of it"),
    "users": marked("Users, % of it, by fees"),
    "effects": marked("Effects that count"),
    "kind_dealing": marked("services and programmes"),
    "kind_fees": marked("fees and other payments between parties"),
    "kind_own_costs": marked("people's own time, travel and lawyers; unpaid work"),
    "kind_losses": marked("losses while a problem lasts"),
    "kind_withheld": marked("money that one side withholds"),
    "kind_detention": marked("detention"),
    "kind_new_cases": marked("value of cases that only new capacity brings out"),
    "kind_taxes": marked("cost of raising taxes"),
    "undo": marked("Undo"),
    "reset": marked("Back to the study's settings"),
    "csv": marked("Save the figures (CSV)"),
    "print": marked("Print"),
    "table": marked("The options side by side, at these settings: mean, and 90 % range below"),
    "option": marked("Option shown in the next pictures"),
    "save_picture": marked("Save the picture (SVG)"),
    "ledger": marked("Central value by who pays whom, for what"),
    "drivers": marked("Which inputs move it most, and what they rest on"),
    "close": marked("Close"),
    "behind": marked("The {count} numbers behind it"),
    "parameter": marked("{title}: {value}"),
    "origin_evidence": marked("Published figure"),
    "origin_assumption": marked("Assumption"),
    "origin_choice": marked("Choice of policy"),
    "origin_unknown": marked("Where it comes from is not on record."),
    "reason": marked("Why"),
    "too_old": marked(
        "This browser is too old for the interactive part. The tables and pictures of the "
        "study's own settings are below."
    ),
    "no_script": marked(
        "Scripts are off: the interactive part is not shown. The tables and pictures of "
        "the study's own settings are below."
    ),
    "percent": marked("{value}\u00a0%"),
    "range": marked("{low} to {high}"),
    "with_range": marked("{mean} ({range})"),
    "and_beside": marked("{figures}; {beside}"),
    "comma": marked(", "),
    "semicolon": marked("; "),
    "owner": marked("{owner}: {what}"),
    "titled": marked("{title}. {subtitle}"),
    "under": marked("under\u00a0{share}"),
    "over": marked("over\u00a0{share}"),
    "none": marked("none"),
    "unclear": marked("unclear"),
    "money_words": marked("{currency} at prices of {year}"),
    "rate_words": marked("discounted at {rate} a year"),
    "years_words": marked("{first} to {last}"),
    "with_terminal": marked("with terminal value"),
    "without_terminal": marked("without terminal value"),
    "left_out_words": marked("without {names}"),
    "mix_words": marked(
        "of the extra public spending on services donors bear {donors} and users {users}"
    ),
    "equity_words": marked(
        "gains of people weighted by income (elasticity {elasticity}); a separate "
        "account, in which payments between parties do not net out"
    ),
    "best_gains": marked(
        "At these settings “{option}” does best on average: {who} is {amount} better off "
        "(90 % range {range}; chance of loss {loss})."
    ),
    "best_loses": marked(
        "At these settings no option leaves {who} better off on average. “{option}” does "
        "least badly: {amount} worse off (90 % range {range}; chance of loss {loss})."
    ),
    "head_option": marked("Option"),
    "head_worth": marked("Net present value, {unit}"),
    "head_loss": marked("Chance of loss"),
    "head_cost": marked("Net cost to government and donors, {unit}"),
    "head_resolved": marked("Further problems resolved (discounted)"),
    "head_resolved_scaled": marked("Further problems resolved (discounted), {unit}"),
    "head_ratio": marked("Benefit-cost ratio"),
    "loss_beside": marked("chance of loss {loss}"),
    "picture_ranges": marked("What each option is worth"),
    "picture_ladder": marked(
        "What is spent by {funder} for each further problem resolved, cheapest first"
    ),
    "picture_parties": marked("Who pays and who gains: {option}"),
    "picture_years": marked(
        "Net benefit by year (bars) and running total, discounted (line, 90 % range): {option}"
    ),
    "picture_cash": marked(
        "What government and donors save (up) or spend (down) by year, and in all "
        "(line), not discounted: {option}"
    ),
    "source_line": marked(
        "Source: justice_finance, study “{study}”, {date}. Run {run_id}. Text and "
        "figures: CC BY 4.0."
    ),
    "draws_all": marked("Means and ranges are those of all {all} draws of the run."),
    "draws_part": marked(
        "Means are those of all {all} draws; ranges and chances those of {draws} draws "
        "that the page carries. At the study's settings these ranges end within {distance} of the "
        "Monte Carlo error of the run from those of all draws."
    ),
    "draws_level": marked(
        "For options at another scale than their own, means, ranges and chances are "
        "those of the {level} draws on which the levels of the budget were run, {draws} of which "
        "the page carries for ranges. They were taken to stand for all {all}: at each option's own "
        "scale their ranges end within {distance} of the Monte Carlo error of the run from those "
        "of all draws."
    ),
    "ledger_line": marked("{kind}: from {payer} to {payee}, {amount}"),
    "resources": marked("real resources"),
    "rests": marked(
        "{share} of the spread of this option's net present value rests on assumptions."
    ),
    "rests_unknown": marked("What the spread rests on is not on record."),
    "driver": marked("{title}: {share} of the spread; {origin}"),
    "formula_net_present_value": marked(
        "Net present value: for each year, what the parties of the chosen "
        "point of view receive less what they pay, under the option less under business as usual, "
        "times the discount factor; added up over the years."
    ),
    "formula_chance_of_loss": marked(
        "Chance of loss: the share of draws in which the net present value "
        "of the chosen point of view is below zero."
    ),
    "formula_public_cost": marked(
        "Public cost: present value of what government and donors pay less what "
        "they receive or save; the cost of raising taxes is left out."
    ),
    "formula_problems_resolved": marked(
        "Problems resolved: further problems resolved less those that "
        "come back, discounted like money."
    ),
    "formula_benefit_cost_ratio": marked(
        "Benefit-cost ratio: all other effects, savings among them, over "
        "what the funder spends on dealing with problems. None where that may not be above zero in "
        "more than one draw of a hundred."
    ),
}
"""English."""


def word(name: str, /, **gaps: object) -> str:
    """A text of the page in the language of now, its gaps filled."""
    return say(WORDS[name], **gaps)
