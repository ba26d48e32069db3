"""Looks into finished runs: what a figure is made of, and what tells two runs apart.

`figures` names the figures, `explain` walks from one to the ledger, the values and their sources,
`compare` sets two runs side by side. All return plain values; the command line words them.
"""
