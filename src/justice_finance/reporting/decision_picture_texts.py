"""Words in and under the pictures of a decision, each whole, with named places for what changes."""

from __future__ import annotations

PICTURES: dict[str, str] = {
    # surveys
    "reading_own": "If “{variant}” holds",
    "reading_all": "Over all structural variants, with the weights of the study",
    "survey_own": "{survey}: net gain {gain} with {size} observations, if “{variant}” holds.",
    "survey_all": "{survey}: net gain {gain} with {size} observations, over all structural "
    "variants, with the weights of the study.",
    "surveys_below": "What choosing after the survey adds to the mean, less what the survey "
    "costs, at its best size. Line: two standard errors to each side. Costs are assumptions and "
    "no offers",
    "surveys_text": "A line for each survey. {sentences}",
    # tornado
    "tornado_below": "{option}: mean net present value {settings}, where one input is low "
    "(hatched, its 5 % quantile) or high (full, 95 %); inputs drawn together move together",
    "swing": "{input}: {low} at its low end, {high} at its high end.",
    "tornado_text": "A bar for each of {count} inputs, the widest first. {sentences}",
    # two inputs
    "two_way_below": "In each square the option with the largest mean; the amount is the mean net "
    "present value of “{option}”, {settings}. Low, middle, high: thirds of the draws. Grey: "
    "another option than the one chosen today, “{today}”",
    "square": "“{first}” {first_part}, “{second}” {second_part}: {best} is worth most.",
    "too_few": "too few draws",
    "two_way_text": "A square of nine fields for each of {count} pairs of inputs. {sentences}",
    # the failing box
    "box_part": "{limits}; found again in {share} of halves of the draws",
    "box_between": "from {low} to {high}",
    "box_above": "above {low}",
    "box_below_limit": "below {high}",
    "box_below": "{option}: worth less than nothing in {density} of the futures inside all hatched "
    "ranges together, in {share} of all; inside lie {coverage} of its failures",
    "box_limit": "{limit}.",
    "box_text": "{below}. {sentences}",
    # the ladder
    "ladder_ratio": "{option}: {ratio} for each further problem",
    "ladder_begins": "{option}: where the ladder begins",
    "ladder_dominated": "{option}: dominated",
    "ladder_mix": "{option}: dominated by a mix of others",
    "ladder_said": "{point}.",
    "ladder_across": "outlay of the funder, {currency}",
    "ladder_up": "further problems resolved",
    "ladder_below": "Present values {settings}. Full circle and line: the ladder; square: another "
    "option or a mix does as much for less",
    "ladder_text": "A point for each option. {sentences}",
    # acceptability
    "curves_below": "Share of draws in which value x problems resolved - outlay is largest; the "
    "curves add up to one. Thick: the option with the largest mean. Losses from problems are not "
    "counted; options never above {share} are left out",
    "curves_said": "If a resolved problem is worth {value}, {option} is best on average, and in "
    "{chance} of draws.",
    "curves_text": "A line for each option over what a resolved problem is worth. {sentences}",
    # budgets
    "frontier_said": "From {budget}: {options}, worth {value}.",
    "frontier_across": "budget, {currency}",
    "frontier_up": "net present value, {currency}",
    "frontier_below": "Largest mean net present value by budget (outlay of the funder), "
    "{settings}. Values add up; options that overlap exclude each other",
    "frontier_text": "A staircase over budgets. {sentences}",
    # regret
    "regret_below": "Mean loss against the best option of the same structural variant, "
    "{settings}; none is weighed. On the draws that all variants have",
    "regret_said": "In “{variant}”, {regrets}.",
    "regret_of": "{option} is regretted by {loss}",
    "regret_text": "A row for each option, a mark for each structural variant. {sentences}",
}
