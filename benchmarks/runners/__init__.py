"""One simulator per module, each with `simulate(task) -> Told`; run one by one, each in a process.

A module imports its library when it simulates, so that one that is missing costs its own row only.
"""
