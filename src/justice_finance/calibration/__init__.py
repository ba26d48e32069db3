"""Holds a study against what is known: targets, fitted parameters, and the validation table."""
