"""Tests of what ships: every file of `models/` and `scenarios/`, and the figures of every study."""
