"""Who gains, and what that is worth to somebody averse to inequality: beside the fiscal case."""
