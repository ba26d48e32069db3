"""Texts of the interactive part of the page; gaps in braces are filled by its script."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "title": "Put the options side by side under your own settings",
    "lead": "Change a setting and every figure, range and picture below follows. Figures are "
    "differences from business as usual. Select a figure to see what it is made of.",
    "settings": "Settings",
    "budget": "Budget",
    "own_scale": "Each at its own scale",
    "within": "Within {amount} in all",
    "times_own_scale": "{share} of each option's own scale",
    "kept_scale": "Shown at their own scale, since they reach everybody they are for already: "
    "{options}.",
    "discounting": "Discounting",
    "constant": "One rate for all years",
    "schedule_green_book": "Green Book (United Kingdom), 3.5 % falling after 30 years",
    "schedule_green_book_health": "Green Book for health, 1.5 % falling after 30 years",
    "schedule_france_2005": "France 2005, 4 % falling after 30 years",
    "schedule_denmark_2018": "Denmark 2018, 4 % falling after 35 years",
    "rate": "Discount rate, % a year",
    "horizon": "Years counted",
    "terminal": "Add what goes on after the last year",
    "perspective": "Point of view",
    "money": "Money",
    "equity": "Weights by income (more for the poor)",
    "unweighted": "None",
    "elasticity": "Elasticity {elasticity}",
    "mix": "Who bears the extra public spending on services",
    "donors": "Donors, % of it",
    "users": "Users, % of it, by fees",
    "effects": "Effects that count",
    "kind_dealing": "services and programmes",
    "kind_fees": "fees and other payments between parties",
    "kind_own_costs": "people's own time, travel and lawyers; unpaid work",
    "kind_losses": "losses while a problem lasts",
    "kind_withheld": "money that one side withholds",
    "kind_detention": "detention",
    "kind_new_cases": "value of cases that only new capacity brings out",
    "kind_taxes": "cost of raising taxes",
    "undo": "Undo",
    "reset": "Back to the study's settings",
    "csv": "Save the figures (CSV)",
    "print": "Print",
    "table": "The options side by side, at these settings: mean, and 90 % range below",
    "option": "Option shown in the next pictures",
    "save_picture": "Save the picture (SVG)",
    "ledger": "Central value by who pays whom, for what",
    "drivers": "Which inputs move it most, and what they rest on",
    "close": "Close",
    "behind": "The {count} numbers behind it",
    "parameter": "{title}: {value}",
    "origin_evidence": "Published figure",
    "origin_assumption": "Assumption",
    "origin_choice": "Choice of policy",
    "origin_unknown": "Where it comes from is not on record.",
    "reason": "Why",
    "too_old": "This browser is too old for the interactive part. The tables and pictures of the "
    "study's own settings are below.",
    "no_script": "Scripts are off: the interactive part is not shown. The tables and pictures of "
    "the study's own settings are below.",
    "percent": "{value}\u00a0%",
    "trillion": "trillion",
    "billion": "billion",
    "million": "million",
    "range": "{low} to {high}",
    "under": "under {share}",
    "over": "over {share}",
    "none": "none",
    "money_words": "{currency} at prices of {year}",
    "rate_words": "discounted at {rate} a year",
    "years_words": "{first} to {last}",
    "with_terminal": "with terminal value",
    "without_terminal": "without terminal value",
    "left_out_words": "without {names}",
    "mix_words": "of the extra public spending on services donors bear {donors} and users {users}",
    "equity_words": "gains of people weighted by income (elasticity {elasticity}); a separate "
    "account, in which payments between parties do not net out",
    "best_gains": "At these settings “{option}” does best on average: {who} is {amount} better off "
    "(90 % range {range}; chance of loss {loss}).",
    "best_loses": "At these settings no option leaves {who} better off on average. “{option}” does "
    "least badly: {amount} worse off (90 % range {range}; chance of loss {loss}).",
    "head_option": "Option",
    "head_worth": "Net present value, {unit}",
    "head_loss": "Chance of loss",
    "head_cost": "Cost to government and donors, {unit}",
    "head_resolved": "Further problems resolved (discounted)",
    "head_ratio": "Benefit-cost ratio",
    "loss_beside": "chance of loss {loss}",
    "picture_ranges": "What each option is worth",
    "picture_ladder": "Cost to government and donors of each further problem resolved, cheapest "
    "first",
    "picture_parties": "Who pays and who gains: {option}",
    "picture_years": "Net benefit by year (bars) and running total, discounted (line, 90 % range): "
    "{option}",
    "picture_cash": "What government and donors save (up) or spend (down) by year, and in all "
    "(line), not discounted: {option}",
    "source_line": "Source: justice_finance, study “{study}”, {date}. Run {run_id}. Text and "
    "figures: CC BY 4.0.",
    "draws_all": "Means and ranges are those of all {all} draws of the run.",
    "draws_part": "Means are those of all {all} draws; ranges and chances those of {draws} draws "
    "that the page carries. At the study's settings these ranges end within {distance} of the "
    "Monte Carlo error of the run from those of all draws.",
    "draws_level": "For options at another scale than their own, means, ranges and chances are "
    "those of the {level} draws on which the levels of the budget were run, {draws} of which the "
    "page carries for ranges. They were taken to stand for all {all}: at each option's own scale "
    "their ranges end within {distance} of the Monte Carlo error of the run from those of all "
    "draws.",
    "ledger_line": "{kind}: from {payer} to {payee}, {amount}",
    "resources": "real resources",
    "rests": "{share} of the spread of this option's net present value rests on assumptions.",
    "rests_unknown": "What the spread rests on is not on record.",
    "driver": "{title}: {share} of the spread; {origin}",
    "formula_net_present_value": "Net present value: for each year, what the parties of the chosen "
    "point of view receive less what they pay, under the option less under business as usual, "
    "times the discount factor; added up over the years.",
    "formula_chance_of_loss": "Chance of loss: the share of draws in which the net present value "
    "of the chosen point of view is below zero.",
    "formula_public_cost": "Public cost: present value of what government and donors pay less what "
    "they receive or save; the cost of raising taxes is left out.",
    "formula_problems_resolved": "Problems resolved: further problems resolved less those that "
    "come back, discounted like money.",
    "formula_benefit_cost_ratio": "Benefit-cost ratio: all other effects, savings among them, over "
    "what the funder spends on dealing with problems. None where that may not be above zero in "
    "more than one draw of a hundred.",
}
"""English."""
