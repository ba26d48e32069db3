"""Sentences of a decision, each a whole one with named places for what changes."""

from __future__ import annotations

HEADINGS: dict[str, str] = {
    "choice": "The choice",
    "surveys": "What to find out first",
    "otherwise": "If things are otherwise",
    "budgets": "What a budget buys",
    "rests": "What the result rests on",
    "people": "Who gains, and who could pay",
    "limits": "What this run cannot tell",
}
"""Groups of findings, in reading order."""

SENTENCES: dict[str, str] = {
    "choice_none": "To {who}, no option is worth more on average than business as usual, which is "
    "best in {best} of draws.",
    "choice": "To {who}, “{option}” is worth most on average: {value}. It is best in {best} of "
    "draws and worth less than nothing in {loss}.",
    "knowing": "Knowing everything before choosing would be worth {value} on average.",
    "basis": "Amounts are present values in {year}, in {currency} at prices of {price_year}, "
    "discounted at {rate}, without terminal value, in structural variant “{variant}” where no "
    "other is named; costs are what {funder} pay.",
    "basis_plain": "Amounts are present values in {year}, in {currency} at prices of "
    "{price_year}, discounted at {rate}, without terminal value; costs are what {funder} pay.",
    # surveys, over all variants
    "all_none": "Over all structural variants, with the weights of the study, no survey is worth "
    "its cost.",
    "all_not_told": "Over all structural variants, with the weights of the study, no survey is "
    "worth its cost by more than the error of having few draws.",
    "all_first": "Over all structural variants, with the weights of the study, the survey to fund "
    "first is: “{survey}”. With {size} observations it costs {cost} and is worth {value}.",
    "all_first_shows": "Over all structural variants, with the weights of the study, the survey to "
    "fund first is: “{survey}”. With {size} observations it costs {cost} and is worth {value}, "
    "because it shows which variant holds.",
    "all_no": "Over all structural variants, with the weights of the study, these are not worth "
    "their cost for this choice: {surveys}.",
    "all_unclear": "Over all structural variants, with the weights of the study, whether these are "
    "worth their cost is not told: {surveys}.",
    # surveys, in the headline variant
    "own_none": "If the headline structural variant holds, no survey is worth its cost.",
    "own_not_told": "If the headline structural variant holds, no survey is worth its cost by more "
    "than the error of having few draws.",
    "own_first": "If the headline structural variant holds, the survey to fund first is: "
    "“{survey}”. With {size} observations it costs {cost} and is worth {value}.",
    "own_no": "If the headline structural variant holds, these are not worth their cost for this "
    "choice: {surveys}.",
    "own_unclear": "If the headline structural variant holds, whether these are worth their cost "
    "is not told: {surveys}.",
    "next": "Next comes “{survey}”, with a net gain of {gain}.",
    "next_close": "Next comes “{survey}”, with a net gain of {gain}; the draws do not tell the "
    "two apart.",
    # budgets
    "ladder": "A further resolved problem costs, step by step: {steps}.",
    "ladder_step": "“{option}” at {ratio}",
    "sets_none": "No set of options is worth more than nothing within any budget shown.",
    "sets_best": "Of all sets of options, this one is worth most: {options}; {value}.",
    "thumb": "Taking the cheapest per resolved problem first loses {loss} against the best choice "
    "within {budget}.",
    "worst_nothing": "Whoever looks at the worst tenth of draws alone funds nothing within "
    "{budget}: any set of options has a negative mean there.",
    "worst": "Whoever looks at the worst tenth of draws alone funds {options} within {budget}, and "
    "gives up {given_up} on average.",
    "regret_set": "The set with the smallest largest regret over draws within {budget} is "
    "{options}; it gives up {given_up} on average.",
    "poorer": "Giving poorer groups all that a budget of {budget} could give them costs {given_up} "
    "on average against the set that is worth most.",
    # rests
    "rests_origin": "{share} of the spread of the worth of “{option}” (standard error {error}) "
    "rests on {name}.",
    "rests_group": "{share} of the spread of the worth of “{option}” (standard error {error}) is "
    "due to {name}.",
    "shapley": "No single input accounts for more of the spread than “{input}”: {share} (95 % "
    "interval {low} to {high}).",
    "two_way": "Where “{first}” and “{second}” are both in their lowest third, “{low}” is worth "
    "most; where both are in their highest third, “{high}”.",
    "two_way_same": "Where “{first}” and “{second}” are both in their lowest third, or both in "
    "their highest, “{low}” is worth most.",
    "fails": "“{option}” is worth less than nothing in {share} of draws. Most common is that with "
    "{limits}: there it fails in {density} of draws, which are {coverage} of all its failures.",
    "limit_between": "“{input}” from {low} to {high}",
    "limit_above": "“{input}” above {low}",
    "limit_below": "“{input}” below {high}",
    # otherwise
    "variants_differ": "The best option differs between structural variants ({which}). Knowing "
    "which holds is worth at most {value}, on the draws that all variants have.",
    "variant_best": "“{option}” in “{variant}”",
    "variants_same": "“{option}” is best in every structural variant.",
    "weighed": "Over all structural variants, with the weights of the study, “{option}” is worth "
    "most today: {value}.",
    "regret": "To society, over all discount rates and variants shown, “{option}” is regretted "
    "least: {value} at most.",
    "regret_all": "Over the perspectives of society, of people and of public budgets, and all "
    "discount rates and variants shown, “{option}” is regretted least: {value} at most, in the "
    "setting “{setting}”.",
    # people and payers
    "equity": "Where a unit of money counts more for poorer groups, “{option}” is worth most: "
    "{value}, in an account of its own.",
    "equity_same": "So it is in every structural variant.",
    "equity_differs": "By structural variant it is {which}.",
    "sharing": "Budgets that gain from “{option}” and could share its cost: {parties}. What the "
    "justice budget pays above that is {gap}.",
    "sharing_party": "{party}: {gain}",
    "loan": "A concessional loan for “{option}” at {interest} over {years} years would be a grant "
    "for {element} of its amount (reference rate 5 %); paying it back would still cost {cost}.",
    "outcome": "An investor who advances the cost of “{option}” breaks even on average at {price} "
    "for each further problem resolved, and loses in {chance} of draws.",
    "fees": "Paid for by those whose problems it resolves, “{option}” would take a fee of {fee} "
    "for each, or {waived} if groups with incomes below the median paid nothing.",
    "levy": "A levy that pays for “{option}” would take {share} of the incomes of adults.",
}
