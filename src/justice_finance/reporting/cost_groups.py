"""What a cost or a gain is for, in a few groups that a chart can show.

Every cost category of the ledger stands in one group and no other.
"""

from __future__ import annotations

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
    "services": "Running services",
    "programme": "The programme itself",
    "own_costs": "Own money and time",
    "payments": "Fees, bribes, grants",
    "losses": "Losses from problems",
    "withheld": "Money withheld",
    "detention": "Detention",
    "new_cases": "Cases newly brought",
    "taxes": "Raising taxes",
}

GAINS_AND_COSTS = {
    "services": ("running services costs less", "running services costs more"),
    "programme": ("the programme itself saves money", "the programme itself costs money"),
    "own_costs": (
        "people spend less money and time of their own",
        "people spend more money and time of their own",
    ),
    "payments": ("payments bring in more", "payments take away more"),
    "losses": ("losses from problems fall", "losses from problems rise"),
    "withheld": ("less money is withheld", "more money is withheld"),
    "detention": ("detention costs less", "detention costs more"),
    "new_cases": ("cases newly brought gain", "cases newly brought lose"),
    "taxes": ("raising taxes costs less", "raising taxes costs more"),
}
"""What happens if a group counts above zero for society, and if below."""
