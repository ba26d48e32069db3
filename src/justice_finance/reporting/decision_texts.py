"""Sentences of a decision, each a whole one with named places for what changes."""

from __future__ import annotations

from justice_finance.language import marked

HEADINGS: dict[str, str] = {
    "choice": marked("The choice"),
    "surveys": marked("What to find out first"),
    "otherwise": marked("If things turn out otherwise"),
    "budgets": marked("What a budget buys"),
    "rests": marked("What the result rests on"),
    "people": marked("Who gains, and who could pay"),
    "limits": marked("What this run cannot tell"),
}
"""Groups of findings, in reading order."""

SENTENCES: dict[str, str] = {
    "choice_none": marked(
        "For {who}, no option is worth more on average than business as usual, which is "
        "best in {best} of draws."
    ),
    "choice": marked(
        "For {who}, “{option}” is worth most on average: {value}. It is best in {best} of "
        "draws and worth less than nothing in {loss}."
    ),
    "knowing": marked("Knowing everything before choosing would be worth {value} on average."),
    "basis": marked(
        "Amounts are present values in {year}, in {currency} at prices of {price_year}, "
        "discounted at {rate}, without terminal value, in structural variant “{variant}” where no "
        "other is named; costs are what {funder} pay."
    ),
    "basis_plain": marked(
        "Amounts are present values in {year}, in {currency} at prices of "
        "{price_year}, discounted at {rate}, without terminal value; costs are what {funder} pay."
    ),
    # surveys, over all variants
    "all_none": marked(
        "Over all structural variants, with the weights of the study, no survey is worth its cost."
    ),
    "all_not_told": marked(
        "Over all structural variants, with the weights of the study, it is not settled that any "
        "survey is worth its cost: no net gain is more than two standard errors above zero."
    ),
    "all_first": marked(
        "Over all structural variants, with the weights of the study, the survey to fund "
        "first is: “{survey}”. With {observations} it costs {cost} and is worth {value}."
    ),
    "all_first_shows": marked(
        "Over all structural variants, with the weights of the study, the survey to "
        "fund first is: “{survey}”. With {observations} it costs {cost} and is worth {value}, "
        "because it shows which variant holds."
    ),
    "all_no": marked(
        "Over all structural variants, with the weights of the study, these are not worth "
        "their cost for this choice: {surveys}."
    ),
    "all_unclear": marked(
        "Over all structural variants, with the weights of the study, it is not settled whether "
        "these are worth their cost: {surveys}."
    ),
    # surveys, in the headline variant
    "own_none": marked("If the headline structural variant holds, no survey is worth its cost."),
    "own_not_told": marked(
        "If the headline structural variant holds, it is not settled that any survey is worth its "
        "cost: no net gain is more than two standard errors above zero."
    ),
    "own_first": marked(
        "If the headline structural variant holds, the survey to fund first is: "
        "“{survey}”. With {observations} it costs {cost} and is worth {value}."
    ),
    "own_no": marked(
        "If the headline structural variant holds, these are not worth their cost for this "
        "choice: {surveys}."
    ),
    "own_unclear": marked(
        "If the headline structural variant holds, it is not settled whether these are worth "
        "their cost: {surveys}."
    ),
    "next": marked("Next comes “{survey}”, with a net gain of {gain}."),
    "next_close": marked(
        "Next comes “{survey}”, with a net gain of {gain}; which of the two gains more is not "
        "settled."
    ),
    # budgets
    "ladder": marked("A further resolved problem costs, step by step: {steps}."),
    "ladder_step": marked("“{option}” at {ratio}"),
    "sets_none": marked("No set of options is worth more than nothing within any budget shown."),
    "sets_best": marked(
        "Funded together, these options are worth most: {options}. Together they are worth {value}."
    ),
    "thumb": marked(
        "Funding the options with the lowest cost per resolved problem first loses {loss} against "
        "the best choice within {budget}."
    ),
    "worst_nothing": marked(
        "Judged by the worst tenth of draws alone, no options within {budget} are worth funding: "
        "whichever are chosen, they lose on average there."
    ),
    "worst": marked(
        "Judged by the worst tenth of draws alone, these options are worth funding within "
        "{budget}: {options}. Choosing them gives up {given_up} on average over all draws."
    ),
    "regret_set": marked(
        "Within {budget}, these options could be regretted least, whatever comes: {options}. "
        "Choosing them gives up {given_up} on average."
    ),
    "poorer": marked(
        "Giving poorer groups all that a budget of {budget} could give them costs {given_up} "
        "on average against the options that together are worth most."
    ),
    # rests
    "rests_origin": marked(
        "Of the spread in the worth of “{option}” that can be put down to single inputs, {share} "
        "(standard error {error}) rests on {name}."
    ),
    "rests_group": marked(
        "Of the spread in the worth of “{option}” that can be put down to single inputs, {share} "
        "(standard error {error}) is due to {name}."
    ),
    "shapley": marked(
        "No single input accounts for more of the spread than “{input}”: {share} (95 % "
        "interval {low} to {high})."
    ),
    "two_way": marked(
        "Where “{first}” and “{second}” are both in their lowest third, “{low}” is worth "
        "most; where both are in their highest third, “{high}”."
    ),
    "two_way_same": marked(
        "Where “{first}” and “{second}” are both in their lowest third, or both in "
        "their highest, “{low}” is worth most."
    ),
    "fails": marked(
        "“{option}” is worth less than nothing in {share} of draws. That is most common with "
        "{limits}: there it fails in {density} of draws, and {coverage} of all its failures lie "
        "there."
    ),
    "limit_between": marked("“{input}” from {low} to {high}"),
    "limit_above": marked("“{input}” above {low}"),
    "limit_below": marked("“{input}” below {high}"),
    "bare_limit_between": marked("from {low} to {high}"),
    "bare_limit_above": marked("above {low}"),
    "bare_limit_below": marked("below {high}"),
    # otherwise
    "variants_differ": marked(
        "The best option differs between structural variants ({which}). Knowing which variant "
        "holds is worth at most {value}, on the draws that all variants have."
    ),
    "variant_best": marked("“{option}” in “{variant}”"),
    "variants_same": marked("“{option}” is best in every structural variant."),
    "weighed": marked(
        "Over all structural variants, with the weights of the study, “{option}” is worth "
        "most today: {value}."
    ),
    "regret": marked(
        "For society, over all discount rates and variants shown, “{option}” could be regretted "
        "least: on average it loses {value} at most against the best option."
    ),
    "regret_all": marked(
        "Over the points of view of society, of people and of public budgets, and all discount "
        "rates and variants shown, “{option}” could be regretted least: on average it loses "
        "{value} at most, with “{setting}”."
    ),
    # people and payers
    "equity": marked(
        "If a unit of money counts more for poorer groups, “{option}” is worth most: {value}. That "
        "is a separate account, not to be added to the others."
    ),
    "equity_same": marked("So it is in every structural variant."),
    "equity_differs": marked("By structural variant it is {which}."),
    "sharing": marked(
        "Budgets that gain from “{option}” and could share its cost: {parties}. That leaves {gap} "
        "to the justice budget."
    ),
    "sharing_party": marked("{party}: {gain}"),
    "loan": marked(
        "A concessional loan for “{option}” at {interest} over {term} would be worth as much as a "
        "grant of {element} of its amount (at a reference rate of 5 %); paying it back would still "
        "cost {cost}."
    ),
    "outcome": marked(
        "An investor who advances the cost of “{option}” breaks even on average at {price} "
        "for each further problem resolved, and loses in {chance} of draws."
    ),
    "fees": marked(
        "Paid for by those whose problems it resolves, “{option}” would take a fee of {fee} "
        "for each, or {waived} if groups with incomes below the median paid nothing."
    ),
    "levy": marked("A levy that pays for “{option}” would take {share} of the incomes of adults."),
}

WORDS = (
    # whether a survey is worth its cost
    marked("not settled"),
    # parts of an input, options of a set
    marked("low"),
    marked("middle"),
    marked("high"),
    marked("nothing"),
    marked("none"),
    marked("nobody"),
    # places on the ladder
    marked("frontier"),
    marked("dominated"),
    marked("extended"),
    # where a spread comes from
    marked("assumption"),
    marked("assumptions"),
    marked("choice"),
    marked("evidence A"),
    marked("evidence B"),
    marked("evidence C"),
    marked("evidence D"),
    marked("losses from problems"),
    marked("what interventions change"),
    marked("costs of interventions"),
    marked("costs of services"),
    marked("economy"),
    marked("how problems go on and end"),
    # perspectives
    marked("society"),
    marked("person"),
    marked("people"),
    marked("public"),
    marked("government"),
    marked("government justice"),
    marked("government interior"),
    marked("government other"),
    marked("other side"),
    marked("donor"),
    marked("provider"),
    marked("organisations"),
    marked("as written"),
)
"""Words that the tables of a decision hold, here so that they are collected."""
