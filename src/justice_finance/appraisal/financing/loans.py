"""Concessional loans: what is paid when, and how much of a loan is really a grant.

The grant element is the share of a loan's face value that its borrower never pays back in present
value at a reference rate. IMF and World Bank take 5 %; the OECD's Development Assistance Committee
adds 1, 2 or 4 points by the borrower's income.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import refuse_array
from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]

PROFILES = {
    "equal_principal": "principal in equal parts after the grace period, interest on what is left",
    "annuity": "equal payments of principal and interest after the grace period",
    "lump_sum": "interest each period, all principal at the end",
    "lump_sum_with_interest": "principal and simple interest together at the end",
}

# Reference rates per year, nominal.
REFERENCE_RATES = {
    "imf": 0.05,
    "dac_upper_middle_income": 0.06,
    "dac_lower_middle_income": 0.07,
    "dac_low_income": 0.09,
    "dac_before_2015": 0.10,
}


@dataclass(frozen=True)
class LoanSchedule:
    """What a borrower pays on one unit of a loan paid out at time 0.

    Attributes
    ----------
    time : array (payment,)
        Years after the loan is paid out.
    interest, principal : array (payment,)
        Shares of the face value.
    outstanding : array (payment,)
        Principal still owed after the payment.
    """

    time: FloatArray
    interest: FloatArray
    principal: FloatArray

    @property
    def outstanding(self) -> FloatArray:
        """Principal still owed after each payment."""
        return 1.0 - np.cumsum(self.principal)

    @property
    def payment(self) -> FloatArray:
        """Interest and principal together."""
        return self.interest + self.principal


def loan_schedule(
    interest_rate: float,
    maturity: float,
    grace: float | None = None,
    payments_per_year: int = 1,
    profile: str = "equal_principal",
) -> LoanSchedule:
    """What a borrower pays, and when, on one unit of a loan.

    Parameters
    ----------
    interest_rate : float
        Nominal, per year, as a share; a payment bears interest_rate / payments_per_year.
    maturity : float
        Years to the last payment.
    grace : float, optional
        Years to the first payment of principal, as the OECD counts it; one period if not given.
    payments_per_year : int
    profile : str
        One of `PROFILES`.

    Returns
    -------
    LoanSchedule

    Raises
    ------
    AppraisalError
        With code `loan_terms_wrong`.

    Sources
    -------
    OECD, DAC, "Grant element: formula and examples".
    """
    first = 1.0 / payments_per_year if grace is None else grace
    periods, start = maturity * payments_per_year, first * payments_per_year
    whole = abs(periods - round(periods)) < 1e-9 and abs(start - round(start)) < 1e-9
    if not (interest_rate >= 0.0 and payments_per_year >= 1 and whole and 1 <= start <= periods):
        refuse(
            "loan_terms_wrong",
            "maturity",
            f"interest {interest_rate:g}, maturity {maturity:g}, grace {first:g} years",
            "interest of 0 or more; whole payments; the first principal at or before maturity",
            "count the grace period from paying out to the first payment of principal",
        )
    if profile not in PROFILES:
        refuse_array("profile", repr(profile), f"one of {', '.join(PROFILES)}")
    count, first_payment = round(periods), round(start)
    if profile.startswith("lump_sum"):
        first_payment = count
    time = np.arange(1, count + 1) / payments_per_year
    rate = interest_rate / payments_per_year
    left = count - first_payment + 1
    principal = np.zeros(count)
    if profile == "annuity" and rate > 0.0:
        level = rate / -np.expm1(-left * np.log1p(rate))
        principal[first_payment - 1 :] = (level - rate) * (1.0 + rate) ** np.arange(left)
    else:
        principal[first_payment - 1 :] = 1.0 / left
    owed = np.concatenate([[1.0], 1.0 - np.cumsum(principal)[:-1]])
    interest = rate * owed
    if profile == "lump_sum_with_interest":
        interest = np.zeros(count)
        interest[-1] = interest_rate * maturity
    return LoanSchedule(time, interest, principal)


def grant_element(
    interest_rate: float,
    maturity: float,
    grace: float | None = None,
    payments_per_year: int = 2,
    profile: str = "equal_principal",
    reference_rate: float | str = "imf",
) -> float:
    """Share of a loan's face value that is a grant at a reference rate.

    Parameters
    ----------
    interest_rate, maturity, grace, payments_per_year, profile
        As in `loan_schedule`.
    reference_rate : float or str
        Nominal, per year, as a share, or a name of `REFERENCE_RATES`.

    Returns
    -------
    float
        1 for a grant, 0 for a loan at the reference rate, below 0 for a dearer one.

    Raises
    ------
    AppraisalError
        With code `loan_terms_wrong`.

    Notes
    -----
    1 - sum of payments x (1 + reference rate)^-time.

    Sources
    -------
    IMF, "Calculation of grant element" (unified rate of 5 %, 11 October 2013); OECD, DAC, "Grant
    element: formula and examples" and high-level meeting of 16 December 2014 (6, 7 and 9 %).
    """
    schedule = loan_schedule(interest_rate, maturity, grace, payments_per_year, profile)
    rate = reference_of(reference_rate)
    return float(1.0 - schedule.payment @ (1.0 + rate) ** -schedule.time)


def reference_of(rate: float | str) -> float:
    """A reference rate by name, or the number itself."""
    if isinstance(rate, str):
        if rate not in REFERENCE_RATES:
            refuse_array("reference_rate", repr(rate), f"one of {', '.join(REFERENCE_RATES)}")
        return REFERENCE_RATES[rate]
    if not np.isfinite(rate) or rate <= -1.0:
        refuse_array("reference_rate", f"{rate:g}", "a share per year above -1")
    return float(rate)
