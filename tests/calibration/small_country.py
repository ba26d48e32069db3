"""A country with one journey and no queue, whose survey figures have closed forms."""

from __future__ import annotations

from pathlib import Path

COUNTRY = """
country: plain
title: A plain country
currency: TRC
invented: true
adults_growth: {assumption: "No growth for hand work.", value: 0}
income_growth: {assumption: "No growth for hand work.", value: 0}
excess_burden_of_taxation: {assumption: "None for hand work.", value: 0}
half_life_of_continuing_loss: {assumption: "A round number for hand work.", value: 2, unit: years}
opening: empty
population_groups:
  all:
    title: Everybody
    adults: {assumption: "A round number for hand work.", value: 1000}
    value_of_time:
      assumption: "A round number for hand work."
      value: 1
      unit: {money: TRC, price_year: 2025, per: hour}
    income_per_person:
      assumption: "A round number for hand work."
      value: 1
      unit: {money: TRC, price_year: 2025, per: year}
seriousness:
  any: {title: Any}
"""

JOURNEY = """
journey: quarrel
title: A quarrel
incidence: {assumption: "One in ten a year for hand work.", value: 0.1}
seriousness_shares:
  any: {assumption: "There is one class only.", value: 1}
start: begins
states:
  begins:
    title: The quarrel begins
    kind: wait
    time: {form: fixed, mean: {assumption: "Nobody waits to begin.", value: 0}}
  talking:
    title: Both sides talk
    kind: wait
    contact: direct
    time: {form: exponential, mean: {assumption: "To be fitted in a test.", value: 300}}
  settled: {title: Settled, kind: resolution, manner: agreement}
  given_up: {title: Given up, kind: no_resolution}
  never: {title: Never acted, kind: no_resolution}
moves:
  begins:
    never: {assumption: "One in five for hand work.", value: 0.2}
    talking: {remainder: true}
  talking:
    settled: {assumption: "To be moved along a ridge.", value: 0.7}
    given_up: {remainder: true}
"""

STUDY = """
study: plain
title: A plain study
description: Hand work.
author: The justice_finance authors
date: "2026-01-05"
country: plain
interventions: []
base_year: 2025
horizon_years: 2
money: {currency: TRC, price_year: 2025}
discount_rate: {choice: 0.05}
discount_rates_shown: [0.05]
perspective: society
funder: public
terminal_value: false
draws: 16
seed: 1
engine: cohort
"""

OPTIONS = """
overrides: {}
scenarios:
  business_as_usual:
    title: Business as usual
    overrides: []
"""

TARGETS = """
targets:
  ongoing:
    title: Still under way at interview
    value: {assumption: "The closed form for a mean of 500 days.", value: %(ongoing)r}
    tolerance: {assumption: "A thousandth for a test.", value: 0.001}
    absolute: true
    role: fitted
    measure: share_ongoing
fit:
  journeys.quarrel.states.talking.time.mean:
    lowest: {assumption: "Fifty days at least.", value: 50}
    highest: {assumption: "Ten years at most.", value: 3650}
    targets: [ongoing]
ridge:
  journeys.quarrel.moves.talking.settled:
    lowest: {assumption: "Few of them settle.", value: 0.2}
    highest: {assumption: "Most of them settle.", value: 0.9}
    steps: 2
    refit: [journeys.quarrel.states.talking.time.mean]
"""


def write_study(root: Path, ongoing: float) -> Path:
    """Write country, journey, study and targets below `root`; returns the study's folder."""
    files = {
        "models/countries/plain/country.yaml": COUNTRY,
        "models/countries/plain/services.yaml": "services: {}\n",
        "models/countries/plain/journeys/quarrel.yaml": JOURNEY,
        "scenarios/plain/study.yaml": STUDY,
        "scenarios/plain/options.yaml": OPTIONS,
        "scenarios/plain/targets.yaml": TARGETS % {"ongoing": ongoing},
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return root / "scenarios" / "plain"
