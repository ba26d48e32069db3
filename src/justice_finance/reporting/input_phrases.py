"""What inputs of the model are called, by the place in the files where they stand.

`{gaps}` are names that a study gave to its own things; parties have words of ours.
"""

from __future__ import annotations

from justice_finance.language import marked

PHRASES: tuple[tuple[str, str], ...] = (
    ("excess_burden_of_taxation", marked("excess burden of taxation")),
    (
        "half_life_of_continuing_loss",
        marked("time in which a loss halves once people no longer act on it"),
    ),
    ("income_growth", marked("growth of incomes")),
    ("adults_growth", marked("growth of the number of adults")),
    ("income_per_person", marked("income of a person")),
    ("value_of_time", marked("value of an hour of time")),
    ("adults", marked("number of adults")),
    ("arrivals", marked("new problems in a year")),
    ("arrivals_growth", marked("growth of new problems")),
    ("burden.continuing_loss.{party}", marked("yearly loss of {party} while it is open")),
    ("burden.onset_loss.{party}", marked("loss of {party} when it begins")),
    ("burden.withheld_transfer.{name}.amount", marked("money withheld while it is open: {name}")),
    ("moves.{state}.{next}", marked("share that goes on from ‘{state}’ to ‘{next}’")),
    ("states.{state}.time.mean", marked("mean time in ‘{state}’")),
    ("states.{state}.stakes", marked("by how much ‘{state}’ raises the yearly loss")),
    ("states.{state}.remaining_share", marked("share of the loss that stays after ‘{state}’")),
    ("states.{state}.returns.share", marked("share that comes back after ‘{state}’")),
    ("states.{state}.returns.time.mean", marked("time until it comes back after ‘{state}’")),
    (
        "states.{state}.knock_on.share",
        marked("share that sets off another problem after ‘{state}’"),
    ),
    (
        "states.{state}.knock_on.time.mean",
        marked("time until another problem follows ‘{state}’"),
    ),
    ("states.{state}.costs.{name}.amount", marked("amount of the cost ‘{name}’ in ‘{state}’")),
    ("states.{state}.costs.{name}.hours", marked("hours of ‘{name}’ in ‘{state}’")),
    (
        "states.{state}.costs.{name}.share",
        marked("share in ‘{state}’ that has the cost ‘{name}’"),
    ),
    (
        "states.{state}.costs.{name}.paid_by.{party}",
        marked("share of the cost ‘{name}’ in ‘{state}’ that falls on {party}"),
    ),
    ("costs.{name}.amount", marked("amount of the cost ‘{name}’")),
    ("costs.{name}.hours", marked("hours of ‘{name}’")),
    ("costs.{name}.share", marked("share that has the cost ‘{name}’")),
    ("costs.{name}.paid_by.{party}", marked("share of the cost ‘{name}’ that falls on {party}")),
    ("staff", marked("staff")),
    ("productive_hours", marked("productive hours of one staff-year")),
    ("sites", marked("number of offices")),
    ("work.mean", marked("hours of work for one sitting")),
    ("notice_time", marked("time of notice")),
    ("parties_time.mean", marked("mean delay by the parties themselves")),
    ("patience", marked("time until people in the queue give up")),
    ("opening_pending", marked("cases pending at the start")),
    ("sittings.heard", marked("sittings for one case")),
    ("sittings.adjourned_share", marked("share of sittings that are adjourned")),
    (
        "sittings.adjourned_work_share",
        marked("work of an adjourned sitting as a share of a heard one"),
    ),
    ("effects.{name}.people_per_year", marked("people reached in a year")),
    (
        "effects.{name}.resolution_added",
        marked("added chance of a resolution for people reached"),
    ),
    (
        "effects.{name}.drawn_from.{state}",
        marked("share of people reached whose way would have been ‘{state}’"),
    ),
    ("effects.{name}.ratio", marked("size of the effect on ‘{name}’")),
    ("effects.{name}.amount", marked("size of the effect on ‘{name}’")),
    ("effects.{name}.odds", marked("size of the effect on ‘{name}’")),
    (
        "induced_demand.share",
        marked("share of new capacity filled by cases that only it brings out"),
    ),
    (
        "induced_demand.net_value",
        marked("worth to its parties of a case that only new capacity brings out"),
    ),
    ("setup", marked("cost of setting up")),
    ("setup_paid_by.{party}", marked("share of the cost of setting up that falls on {party}")),
    ("ramp_up.year_1", marked("share of its size reached in the first year")),
    ("ramp_up.year_2", marked("share of its size reached in the second year")),
    ("share_of_problems", marked("share of all problems")),
    ("seriousness_shares.{seriousness}", marked("share of problems that are ‘{seriousness}’")),
    ("states.{state}.time.shape", marked("shape of the spread of time in ‘{state}’")),
    (
        "states.{state}.time.ratio",
        marked("how many times as long the slow stay in ‘{state}’ as the quick"),
    ),
    ("surveyed.window_years", marked("years that the survey of needs asked about")),
    ("surveyed.recall_loss", marked("rate at which problems are forgotten")),
    ("correlations.{name}.correlation", marked("correlation of inputs drawn together: {name}")),
    ("amount", marked("amount")),
    (
        "budget.{source}.recurrent_share",
        marked("share of ‘{source}’ that may pay for running costs"),
    ),
    ("absorption", marked("share of a year's rise that can be spent")),
    ("recurrent_share", marked("share that may pay for running costs")),
    ("needed_share", marked("share of problems that need it")),
    ("onward_share", marked("share whose cases come on to it")),
    ("bookable_share", marked("share of productive hours that may be booked")),
    ("fixed_cost", marked("fixed cost")),
    ("cost_per_observation", marked("cost of one observation")),
    (
        "tells_variant_from",
        marked("observations from which it shows which structural variant holds"),
    ),
    ("measures.{measure}.part", marked("share of observations that tell of ‘{measure}’")),
    (
        "measures.{measure}.spread_of_one",
        marked("spread of one observation of ‘{measure}’ over its mean"),
    ),
    ("measures.{measure}.design_effect", marked("design effect of the sample for ‘{measure}’")),
    (
        "measures.{measure}.missed",
        marked("what it misses of ‘{measure}’, over the mean, however large it is"),
    ),
    ("weights.{variant}", marked("how likely the structural variant ‘{variant}’ is held to be")),
)
"""Where a value stands in the files, below its owner, and what it is."""
