"""How much processor time the commands take; measured, never part of the tests."""
