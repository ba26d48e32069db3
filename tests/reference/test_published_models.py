"""Published models of states, worked through anew: what each option costs and gains.

Two models of A. Briggs, K. Claxton and M. Sculpher (2006), Decision Modelling for Health Economic
Evaluation. The figures of the book's spreadsheets, to all their digits, stand in the tests of the R
package heemod (`test_dmhee.R`); the 1,000 draws of exercise 4.7 in the R package rdecision (data
set `BriggsEx47`, version 1.3.0).
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from justice_finance.appraisal import incremental_analysis, value_over_horizon
from justice_finance.sampling import dirichlet_shares, scrambled_sobol

# J. Chancellor and others (1997), Pharmacoeconomics 12, as the book replicates it: transitions
# counted in a year between CD4 200-500, CD4 below 200, AIDS and death; yearly costs of care and
# community by state; zidovudine and lamivudine; relative risk of every move to a worse state under
# the combination, in the first two of 20 years.
COUNTS = [[1251, 350, 116, 17], [0, 731, 512, 15], [0, 0, 1312, 437], [0, 0, 0, 1]]
CARE = np.array([[1701.0, 1774.0, 6948.0], [1055.0, 1278.0, 2059.0]])
ZIDOVUDINE, LAMIVUDINE = 2278.0, 2086.50
RELATIVE_RISK, RISK_INTERVAL = 0.509, (0.365, 0.710)


def hiv_levels(alone, care, risk, combination):
    """Cost and people alive at the ends of the years, per patient: arrays (draw, year)."""
    with_both = risk[:, None, None] * alone
    states = np.arange(4)
    with_both[:, states, states] = 0.0
    with_both[:, states, states] = 1.0 - with_both.sum(axis=2)
    people = np.zeros((len(alone), 4))
    people[:, 0] = 1.0
    cost, alive = [np.zeros(len(alone))], [np.ones(len(alone))]
    for year in range(1, 21):
        both = combination and year <= 2
        people = np.einsum("di,dij->dj", people, with_both if both else alone)
        here = people[:, :3].sum(axis=1)
        drugs = ZIDOVUDINE + (LAMIVUDINE if both else 0.0)
        cost.append((people[:, :3] * care).sum(axis=1) + here * drugs)
        alive.append(here)
    return np.stack(cost, axis=1), np.stack(alive, axis=1)


def test_hiv_monotherapy_and_combination() -> None:
    """Exercise 2.5: 44,663.4535637 and 50,601.6513312 pounds, 7.9912066 and 8.9373889 years."""
    alone = np.array([COUNTS], dtype=float)
    alone /= alone.sum(axis=2, keepdims=True)
    found = [
        hiv_levels(alone, CARE.sum(axis=0), np.array([RELATIVE_RISK]), both)
        for both in (False, True)
    ]
    cost = [float(value_over_horizon(one, 0.06, "end")[0]) for one, _ in found]
    life = [float(value_over_horizon(one, 0.0, "end")[0]) for _, one in found]
    assert cost == pytest.approx([44663.4535637, 50601.6513312], abs=5e-7)
    assert life == pytest.approx([7.9912066, 8.9373889], abs=5e-8)
    table = incremental_analysis(["monotherapy", "combination"], cost, life)
    assert table["ratio"].iloc[1] == pytest.approx(6275.95560, abs=5e-4)
    corrected = [float(value_over_horizon(one, 0.0, "middle")[0]) for _, one in found]
    assert corrected[0] - life[0] == pytest.approx(0.5, abs=0.02)  # 8.475 in the book
    assert corrected[0] == pytest.approx(8.475, abs=0.0005)


def test_hiv_with_uncertain_inputs() -> None:
    """Exercise 4.7: rows of the matrix Dirichlet, costs gamma of shape 1, the relative risk
    lognormal; means of 1,000 draws of the book's spreadsheet, each within 3 of its standard errors.
    """
    points = scrambled_sobol(16, 1024, 2, 7).reshape(-1, 16)
    alone = np.zeros((len(points), 4, 4))
    alone[:, 3, 3] = 1.0
    first = 0
    for state, row in enumerate(COUNTS[:3]):
        counts = [number for number in row if number]
        part = points[:, first : first + len(counts)]
        alone[:, state, 4 - len(counts) :] = dirichlet_shares(part, counts)
        first += len(counts)
    care = stats.gamma.ppf(points[:, first : first + 6], 1.0, scale=CARE.reshape(-1))
    spread = np.diff(np.log(RISK_INTERVAL))[0] / (2.0 * 1.96)
    risk = np.exp(np.log(RELATIVE_RISK) + spread * stats.norm.ppf(points[:, -1]))
    found = [hiv_levels(alone, care[:, :3] + care[:, 3:], risk, both) for both in (False, True)]
    cost = [value_over_horizon(one, 0.06, "end") for one, _ in found]
    life = [value_over_horizon(one, 0.0, "middle") for _, one in found]
    ratio = (cost[1] - cost[0]) / (life[1] - life[0])
    published = [  # mean, standard deviation
        (life[0], 8.4879594, 0.2061792),
        (life[1], 9.4125829, 0.2666530),
        (life[1] - life[0], 0.9247135, 0.1738847),
        (cost[0], 45924.0705, 19385.6309),
        (cost[1], 51758.7361, 18811.1462),
        (cost[1] - cost[0], 5834.6856, 1796.0320),
        (ratio, 6515.9512, 2203.3733),
    ]
    for ours, mean, deviation in published:
        assert abs(ours.mean() - mean) <= 3.0 * deviation / np.sqrt(1000.0)
        assert ours.std() == pytest.approx(deviation, rel=0.1)


def test_two_hip_prostheses() -> None:
    """Example 3.5: a woman of 60, two prostheses that wear out (Weibull), 60 years: 512.434658 and
    610.311818 pounds, 14.6531896 and 14.69770986 years in full health, 2,198.486665 a year."""
    wear, shape = np.exp(-5.490935 - 0.0367022 * 60.0), np.exp(0.3740968)
    better = np.exp(-1.344474)
    deaths = {35: 0.99, 45: 2.6, 55: 6.7, 65: 19.3, 75: 53.5, 85: 154.8}  # women, per thousand
    costs, lives = [], []
    for price, rate in ((394.0, wear), (579.0, wear * better)):
        well, again, well_again = 0.98, 0.0, 0.0  # two in a hundred die of the operation
        cost, life = [0.0, 0.0], [0.0, 0.85 * well]
        for year in range(2, 61):
            death = deaths[max(age for age in deaths if age <= 60 + year)] / 1000.0
            worn = 1.0 - np.exp(rate * ((year - 1.0) ** shape - year**shape))
            well, again, well_again = (
                well * (1.0 - worn - death),
                well * worn + well_again * 0.04,
                again * (1.0 - 0.02 - death) + well_again * (1.0 - 0.04 - death),
            )
            cost.append(5294.0 * again)
            life.append(0.85 * well + 0.30 * again + 0.75 * well_again)
        once = np.zeros(61)
        once[0] = price
        costs.append(float(value_over_horizon(np.array(cost), 0.06, "end", once)))
        lives.append(float(value_over_horizon(np.array(life), 0.015, "end")))
    assert costs == pytest.approx([512.434658, 610.311818], abs=5e-7)
    assert lives == pytest.approx([14.6531896, 14.69770986], abs=5e-8)
    table = incremental_analysis(["standard", "new"], costs, lives)
    assert table["ratio"].iloc[1] == pytest.approx(2198.486665, abs=1e-3)
