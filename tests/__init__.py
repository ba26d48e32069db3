"""Tests: one module per module of the package, in the same folders."""
