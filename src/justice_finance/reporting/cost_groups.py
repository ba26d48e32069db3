"""What a cost or a gain is for, in a few groups that a chart can show.

Every cost category of the ledger stands in one group and no other.
"""

from __future__ import annotations

from justice_finance.language import marked

COST_GROUPS: dict[str, tuple[str, ...]] = {
    "services": ("service_cost",),
    "programme": ("intervention_cost",),
    "own_costs": ("person_expense", "person_time", "other_side_cost", "unpaid_time"),
    "payments": ("fee", "bribe", "funding_transfer"),
    "losses": ("onset_loss", "continuing_loss"),
    "withheld": ("withheld_transfer",),
    "detention": ("detention_cost", "detention_loss"),
    "new_cases": ("induced_value",),
    "taxes": ("excess_burden",),
}

GROUP_TITLES = {
    "services": marked("Running services"),
    "programme": marked("The programme itself"),
    "own_costs": marked("Own money and time"),
    "payments": marked("Fees, bribes, grants"),
    "losses": marked("Losses from problems"),
    "withheld": marked("Money withheld"),
    "detention": marked("Detention"),
    "new_cases": marked("Cases newly brought"),
    "taxes": marked("Raising taxes"),
}

GAINS_AND_COSTS = {
    "services": (marked("running services costs less"), marked("running services costs more")),
    "programme": (
        marked("the programme itself saves money"),
        marked("the programme itself costs money"),
    ),
    "own_costs": (
        marked("people spend less money and time of their own"),
        marked("people spend more money and time of their own"),
    ),
    "payments": (marked("payments bring in more"), marked("payments take away more")),
    "losses": (marked("losses from problems fall"), marked("losses from problems rise")),
    "withheld": (marked("less money is withheld"), marked("more money is withheld")),
    "detention": (marked("detention costs less"), marked("detention costs more")),
    "new_cases": (marked("cases newly brought gain"), marked("cases newly brought lose")),
    "taxes": (marked("raising taxes costs less"), marked("raising taxes costs more")),
}
"""What happens if a group counts above zero for society, and if below."""
