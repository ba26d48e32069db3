"""Which engines there are, and what they need."""

from __future__ import annotations

from importlib.util import find_spec

from justice_finance.engines.contract import Engine
from justice_finance.errors import Mistake, Place, RunError, did_you_mean

EVENT_ENGINES = ("event", "compiled")
"""Engines that follow persons, and so have luck."""
ENGINES = ("cohort", *EVENT_ENGINES)


def engine_named(name: str) -> Engine:
    """The engine of a name; a new engine is two lines here.

    Raises
    ------
    RunError
        If there is none.
    """
    if name == "cohort":
        from justice_finance.engines import cohort

        return cohort.ENGINE
    if name == "event":
        from justice_finance.engines import event

        return event.ENGINE
    if name == "compiled":
        refuse_without_numba()
        from justice_finance.engines import compiled

        return compiled.ENGINE
    raise RunError(
        Mistake(
            "engine_unknown",
            Place(path="engine"),
            found=name,
            expected="one of " + ", ".join(ENGINES),
            do=did_you_mean(name, list(ENGINES)),
        )
    )


def refuse_without_numba() -> None:
    """Raise unless the compiled engine can be compiled; every other engine runs without.

    Raises
    ------
    RunError
        Where numba is not installed.
    """
    if find_spec("numba") is None:
        raise RunError(
            Mistake(
                "library_missing",
                Place(path="engine"),
                found="no library `numba`, which makes the compiled engine",
                expected="numba; the engine `event` gives the same bits without it, slowly",
                do="pip install 'justice-finance[compiled]', or take another engine",
            )
        )
