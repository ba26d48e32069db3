"""The command line: one module per command, heavy parts imported when a command runs."""
