"""The cohort engine: expected flows in time steps, vectorised over draws."""

from justice_finance.engines.cohort.engine import ENGINE, CohortEngine

__all__ = ["ENGINE", "CohortEngine"]
