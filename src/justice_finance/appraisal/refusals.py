"""How the appraisal refuses a question that makes no sense: one mistake, in its four parts."""

from __future__ import annotations

from typing import NoReturn

from justice_finance.errors import AppraisalError, Mistake, Place


def refuse(code: str, name: str, found: str, expected: str, do: str | None = None) -> NoReturn:
    """Raise an `AppraisalError` about the argument `name`.

    Parameters
    ----------
    code : str
        One of `message_codes.CODES`.
    name : str
        The argument that is wrong.
    found, expected : str
        What it is and what it should be.
    do : str, optional
        What to do about it; to give another value if not said.

    Raises
    ------
    AppraisalError
        Always.
    """
    raise AppraisalError(
        Mistake(code, Place(path=name), found, expected, do or f"give another {name}")
    )
