"""Makes machine code of an engine's inner loop with numba, quickly, and keeps it between runs."""
