"""Settings of the whole test suite."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("MPLBACKEND", "Agg")  # no test opens a window

# Examples are the same in every run, so that a red build can be made red again; no deadline,
# since a shared machine may be slow. `HYPOTHESIS_PROFILE=wide` looks further, with new examples.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "wide", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
