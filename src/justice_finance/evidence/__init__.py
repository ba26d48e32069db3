"""The evidence register in memory: values with their sources, and the country tables."""
